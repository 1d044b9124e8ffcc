"""What is carried, by key: nothing is preset, every answer is written at once, unfinished words are kept."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from kapdesk.desk import Chart, Desk, Tab
from kapdesk.domain.challenges import Challenge
from kapdesk.domain.clock import SetClock
from kapdesk.domain.relapse import Pattern
from kapdesk.services import challenges, integration, life, meanings, notes, relapse_signs, tasks
from kapdesk.services.life import Said
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import DoseRow, SessionRow
from kapdesk.tabs.integration.carried import Carried
from kapdesk.tabs.integration.challenges import Challenges
from kapdesk.tabs.integration.looks import ItemPanel, ItemRow
from kapdesk.ui.controls import ChoiceBar
from tests.services.whole_day import a_client

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Only(Tab):
    """A tab with nothing but what is carried."""

    name = "integration"
    title = "Integration"


@dataclass
class Bench:
    """What is carried of one client, shown, in a note of today."""

    record: Record
    tab: Only
    shown: Carried
    client: UUID
    note: UUID
    qtbot: QtBot

    def press(self, widget: QWidget, key: Qt.Key = Qt.Key.Key_Space) -> None:
        self.qtbot.keyClick(widget, key)  # pyright: ignore[reportUnknownMemberType] - untyped

    def type(self, widget: QWidget, words: str) -> None:
        self.qtbot.keyClicks(widget, words)  # pyright: ignore[reportUnknownMemberType] - untyped

    def add(self, register: str, words: str) -> ItemRow:
        self.shown.open_register(register)
        card = self.shown.cards[register]
        assert card.composer is not None
        self.type(card.composer, words)
        self.press(card.composer, Qt.Key.Key_Return)
        return next(row for row in card.rows.values() if row.shown.item.text == words)

    def panel(self, row: ItemRow) -> ItemPanel:
        self.press(row.button)
        assert row.panel is not None
        return row.panel

    def choose(self, panel: ItemPanel, entry: str, value: str) -> None:
        bar = panel.entries[entry].control
        assert isinstance(bar, ChoiceBar)
        self.press(bar.segments.buttons[value])

    def item(self, row: ItemRow) -> life.LifeItem:
        return life.one(self.record, row.shown.item.id)


def shown(record: Record, client: UUID, session: UUID, note: UUID, qtbot: QtBot) -> Bench:
    tab = Only(Desk(record), Chart(client, session))
    qtbot.addWidget(tab)
    carried = Carried(tab)
    column = QVBoxLayout(tab)
    column.addWidget(carried)
    carried.load(note)
    tab.resize(900, 700)
    tab.show()
    return Bench(record, tab, carried, client, note, qtbot)


@pytest.fixture
def bench(record: Record, clock: SetClock, qtbot: QtBot) -> Bench:
    client, session = a_client(record), uuid4()
    with record.write() as db:
        day = SessionRow(id=session, client_id=client, number=1, state="discharged", zone=record.zone)
        dose = DoseRow(session_id=session, seq=1, drug="ketamine", route="im", amount="50", unit="mg")
        dose.given_by, dose.happened_at, dose.zone = "Dr Osei", record.now(), record.zone
        day.opened_at = day.ended_at = day.written_at = dose.written_at = record.now()
        db.add(day)
        db.flush()
        db.add(dose)
    clock.move(days=1)
    note = integration.start(record, client).item
    assert note is not None
    return shown(record, client, session, note, qtbot)


def test_in_the_beginning_there_is_only_the_question_and_a_word_for_each_register(bench: Bench) -> None:
    assert bench.shown.asked.isVisible()
    assert bench.shown.asked.answer.value() is None
    assert [card for card in bench.shown.cards.values() if card.isVisible()] == []
    assert all(button.isVisible() for button in bench.shown.begin.buttons.values())
    bench.press(bench.shown.begin.buttons["grief"])
    card = bench.shown.cards["grief"]
    assert card.isVisible()
    assert card.composer is bench.tab.focusWidget()
    assert not bench.shown.begin.buttons["grief"].isVisible()


def test_words_are_carried_by_enter_and_nothing_of_them_is_preset(bench: Bench) -> None:
    row = bench.add("grief", "my twenties")
    composer = bench.shown.cards["grief"].composer
    assert composer is not None
    assert composer.text() == ""
    item = bench.item(row)
    assert (item.integration, item.facts, item.rating) == (bench.note, {}, None)
    panel = bench.panel(row)
    assert panel.rating is not None
    assert panel.rating.value() is None
    assert all(note.text() == "" for note in panel.texts().values())


def test_a_line_that_is_begun_is_there_again_after_the_tab_was_left(bench: Bench) -> None:
    bench.shown.open_register("belief")
    card = bench.shown.cards["belief"]
    assert card.composer is not None
    bench.type(card.composer, "was it re")
    assert bench.tab.leave()
    bench.shown.open_register("grief")
    field = Owner(bench.client, integration=bench.note)
    assert notes.text(bench.record, field, "draft.life.belief") == "was it re"
    again = shown(bench.record, bench.client, bench.tab.chart.session or UUID(int=0), bench.note, bench.qtbot)
    again.shown.open_register("belief")
    composer = again.shown.cards["belief"].composer
    assert composer is not None
    assert composer.text() == "was it re"


def test_a_step_and_words_are_looks_of_this_note(bench: Bench) -> None:
    row = bench.add("relationship", "Ana")
    panel = bench.panel(row)
    assert panel.rating is not None
    bench.press(panel.rating.bar.segments.buttons["7"])
    bench.type(panel.words, "she does not sleep")
    bench.shown.settle()
    item = bench.item(row)
    assert (item.rating, item.looks[-1].text) == (7, "she does not sleep")
    assert {look.integration for look in item.looks} == {bench.note}
    assert panel.words.text() == "she does not sleep"
    bench.shown.settle()
    assert len(bench.item(row).looks) == 2


def test_words_that_are_being_written_at_a_look_wait_as_a_draft(bench: Bench) -> None:
    row = bench.add("grief", "my twenties")
    panel = bench.panel(row)
    bench.type(panel.texts()["support"], "my sis")
    assert bench.tab.autosave.flush()
    field = f"draft.look.{row.shown.item.id.hex}.support"
    owner = Owner(bench.client, integration=bench.note)
    assert notes.text(bench.record, owner, field) == "my sis"
    bench.shown.settle()
    assert bench.item(row).facts == {"support": "my sis"}
    assert notes.text(bench.record, owner, field) == ""


def test_harm_is_asked_only_when_the_client_is_alone_and_leads_to_a_task(bench: Bench) -> None:
    panel = bench.panel(bench.add("relationship", "Ana"))
    assert panel.entries["concern"].isHidden()
    bench.choose(panel, "alone", "no")
    assert panel.entries["concern"].isHidden()
    assert panel.cautions.isVisible()
    bench.choose(panel, "alone", "yes")
    assert panel.entries["concern"].isVisible()
    bench.choose(panel, "concern", "yes")
    (button,) = panel.cautions.findChildren(QAbstractButton)
    bench.press(button)
    (task,) = tasks.open_of(bench.record, bench.client, "safety contact")
    assert "Ana" not in task.text


def test_an_offered_day_is_set_only_by_a_press_and_none_is_named_for_leaving_harm(bench: Bench) -> None:
    row = bench.add("decision", "sell the house")
    panel = bench.panel(row)
    bench.choose(panel, "reversible", "no")
    assert panel.day is not None
    assert bench.item(row).due_on is None
    offers = [each for each in panel.day.findChildren(QAbstractButton) if each.isVisible()]
    bench.press(offers[0])
    assert str(bench.item(row).due_on) == "2026-12-07"
    bench.choose(panel, "leaving-harm", "yes")
    assert not panel.day.field.isVisible()


def test_a_fourth_step_is_refused_beside_the_line_and_its_words_stay(bench: Bench) -> None:
    for words in ("walk", "sleep", "call Ana"):
        bench.add("step", words)
    card = bench.shown.cards["step"]
    assert card.composer is not None
    bench.type(card.composer, "new job")
    bench.press(card.composer, Qt.Key.Key_Return)
    assert "“walk”, “sleep”, “call Ana”" in card.beside.text()
    assert card.composer.text() == "new job"
    assert card.count == "3 of 3"


def test_what_is_closed_makes_room_and_stays_one_press_away(bench: Bench) -> None:
    row = bench.add("step", "walk")
    panel = bench.panel(row)
    bench.press(panel.standing.segments.buttons["done"])
    assert bench.shown.cards["step"].count == "1 closed"
    assert row.isVisible()
    again = shown(bench.record, bench.client, bench.tab.chart.session or UUID(int=0), bench.note, bench.qtbot)
    again.shown.open_register("step")
    assert again.shown.cards["step"].rows == {}


def test_a_line_is_struck_with_a_reason_and_stays_to_be_read(bench: Bench) -> None:
    row = bench.add("event", "moved")
    panel = bench.panel(row)
    bench.press(panel.strike.button)
    bench.type(panel.strike.reason, "another year")
    bench.press(panel.strike.reason, Qt.Key.Key_Return)
    assert bench.item(row).struck_reason == "another year"
    assert not row.button.isVisible()


def test_in_a_signed_note_nothing_more_is_written_and_looks_go_on_beside_it(bench: Bench) -> None:
    row = bench.add("grief", "my twenties")
    assert bench.tab.leave()
    with bench.record.write() as db:
        db.execute(text("UPDATE integration_note SET ended_at = happened_at, signed_at = happened_at"))
    bench.shown.load(bench.note)
    panel = bench.panel(row)
    assert panel.rating is not None
    assert not panel.strike.isVisible()
    bench.press(panel.rating.bar.segments.buttons["4"])
    assert bench.shown.cards["grief"].beside.text() == ""
    (look,) = bench.item(row).looks
    assert (look.rating, look.integration) == (4, None)


def test_what_did_not_settle_is_answered_by_one_press(bench: Bench) -> None:
    asked = bench.shown.asked
    bench.press(asked.answer.segments.buttons["nothing"])
    assert tasks.of_client(bench.record, bench.client) == ()
    bench.press(asked.answer.segments.buttons["something"])
    bench.type(asked.words, "awake at four")
    bench.shown.settle()
    question = challenges.unsettled(bench.record, bench.client)
    assert question is not None
    assert question.item is not None
    assert [look.text for look in question.item.looks] == ["", "", "awake at four"]
    assert len(tasks.open_of(bench.record, bench.client, "not settled since the session")) == 1


def test_meanings_stand_one_under_the_other(bench: Bench) -> None:
    bench.shown.meaning.unfold()
    for words in ("the sea was her", "the sea was me"):
        bench.type(bench.shown.meaning.composer, words)
        bench.press(bench.shown.meaning.composer, Qt.Key.Key_Return)
    assert bench.shown.meaning.count == "2"
    assert len(meanings.of_client(bench.record, bench.client)) == 2
    assert bench.shown.meaning.composer.text() == ""


def test_a_sign_is_kept_with_what_the_record_watches_for(bench: Bench) -> None:
    signs = bench.shown.signs
    bench.shown.open_register("relapse")
    bench.press(signs.pattern.segments.buttons["phq9-up"])
    bench.type(signs.limit.line, "6")
    bench.type(signs.composer, "all is grey")
    bench.press(signs.composer, Qt.Key.Key_Return)
    (sign,) = relapse_signs.of_client(bench.record, bench.client)
    assert (sign.words, sign.pattern, sign.limit) == ("all is grey", Pattern.PHQ9_UP, 6)
    assert signs.pattern.value() is None


def test_a_challenge_is_closed_with_words_and_leads_to_where_it_is_worked_on(bench: Bench) -> None:
    stands = Challenges(bench.tab)
    bench.shown.layout().addWidget(stands)  # pyright: ignore[reportOptionalMemberAccess] - it has one
    stands.opened.connect(bench.shown.open_register)
    stands.load(bench.note)
    assert stands.isVisible()
    stands.unfold()
    row = stands.rows[Challenge.DROP_OUT]
    bench.press(row.done, Qt.Key.Key_Return)
    assert challenges.answers(bench.record, bench.client) == ()
    bench.press(row.work)
    assert bench.shown.signs.is_open()
    bench.type(row.done, "called, comes on Monday")
    bench.press(row.done, Qt.Key.Key_Return)
    assert not row.isVisible()
    assert [each.words for each in challenges.answers(bench.record, bench.client)] == [
        "called, comes on Monday"
    ]


def test_every_control_has_a_name(bench: Bench) -> None:
    item = life.add(bench.record, bench.client, "belief", "words", integration_id=bench.note).item
    bench.shown.load(bench.note)
    bench.shown.open_register("belief", item)
    for part in (bench.shown.meaning, bench.shown.signs):
        part.unfold()
    kinds = (QAbstractButton, QPlainTextEdit, QLineEdit)
    controls = [each for kind in kinds for each in bench.shown.findChildren(kind) if each.isVisible()]
    assert len(controls) > 50
    nameless = [
        each
        for each in controls
        if not each.accessibleName() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert nameless == []


def test_a_step_over_time_is_drawn_and_said(bench: Bench, clock: SetClock) -> None:
    row = bench.add("belief", "was it real?")
    panel = bench.panel(row)
    assert panel.drawn.isHidden()
    life.look(bench.record, row.shown.item.id, Said(rating=8))
    clock.move(days=7)
    life.look(bench.record, row.shown.item.id, Said(rating=5))
    bench.shown.load(bench.note)
    assert panel.drawn.isVisible()
    assert "23-Nov-2026: 8 of 10, 30-Nov-2026: 5 of 10" in panel.drawn.accessibleName()
    assert not panel.drawn.grab().isNull()
