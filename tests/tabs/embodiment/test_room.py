"""In the room: consents in two presses, five senses by one key, times set back, nothing lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.alerts import Severity
from kapdesk.domain.clock import SetClock
from kapdesk.domain.consent_events import ConsentAnswer, ConsentKind
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.guided import End, Welcome
from kapdesk.services import alerts, consent_events, embodiment, guided, notes, offers, preparation, sessions
from kapdesk.services.consent_events import Asked
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DischargeRow, DoseRow, SessionRow
from kapdesk.tabs.embodiment.consents import ConsentCard
from kapdesk.tabs.embodiment.guiding import GuideCard
from kapdesk.tabs.embodiment.tab import EmbodimentTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

FEET = "embodiment-anchoring:feet-on-floor"
TOES = "embodiment-movement:toes-fingers"
LOOKED = "embodiment-orienting:look-around"


@dataclass
class Room:
    """One tab over one record, shown."""

    record: Record
    desk: Desk
    chart: Chart
    tab: EmbodimentTab
    qtbot: QtBot

    @property
    def session(self) -> UUID:
        assert self.chart.session is not None
        return self.chart.session

    @property
    def consents(self) -> ConsentCard:
        return self.tab.consents.card

    @property
    def guide(self) -> GuideCard:
        return self.tab.guide.card

    def key(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        self.qtbot.keyClick(focused, key)

    def asked(self) -> tuple[Asked, ...]:
        return consent_events.of_session(self.record, self.session)

    def button(self, name: str) -> QPushButton:
        (found,) = [one for one in self.tab.findChildren(QPushButton) if one.accessibleName() == name]
        return found

    def press(self, step: str, answer: str) -> None:
        self.tab.steps.go_to(step)
        list_ = self.tab.steps.lists[step.split(":", maxsplit=1)[0]]
        list_._rows[step].bar.segments.buttons[answer].click()

    def orient(self) -> None:
        assert self.tab.steps.bar is not None
        self.tab.steps.bar.segments.buttons[offers.ORIENTING].click()


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


@pytest.fixture
def chart(record: Record) -> Chart:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return Chart(row.id, sessions.plan(record, row.id, planned_route="im").item)


def open_room(qtbot: QtBot, record: Record, desk: Desk, chart: Chart) -> Room:
    tab = EmbodimentTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1148, 690)
    tab.load()
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    return Room(record, desk, chart, tab, qtbot)


@pytest.fixture
def room(qtbot: QtBot, record: Record, desk: Desk, chart: Chart) -> Room:
    return open_room(qtbot, record, desk, chart)


def again(room: Room) -> Room:
    """Open the tab anew, as after a lock."""
    room.tab.autosave.flush()
    room.tab.hide()
    return open_room(room.qtbot, room.record, room.desk, room.chart)


def dose(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = DoseRow(id=uuid4(), session_id=session, seq=1, is_booster=False, drug="ketamine", route="im")
        row.amount, row.unit, row.given_by = "50", "mg", "M. Okafor"
        row.happened_at, row.zone, row.written_at = record.now(), record.zone, record.now()
        db.add(row)


# Consents


def test_a_consent_is_asked_and_answered_by_two_keys(room: Room) -> None:
    room.consents.enter()
    room.key(Qt.Key.Key_5)
    room.key(Qt.Key.Key_3)
    (one,) = room.asked()
    assert (one.kind, one.answer) == (ConsentKind.SCENT, ConsentAnswer.NOT_NOW)


def test_from_any_step_one_key_leads_to_what_is_asked_and_one_to_the_next_step(room: Room) -> None:
    room.tab.steps.go_to(FEET)
    room.key(Qt.Key.Key_F7)
    assert room.consents.isAncestorOf(QApplication.focusWidget())
    room.key(Qt.Key.Key_F8)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleDescription() == "The therapist's voice"
    room.tab.pages.bar.segments.buttons["after"].click()
    room.key(Qt.Key.Key_F8)
    assert room.tab.steps.isVisible()
    assert room.tab.steps.isAncestorOf(QApplication.focusWidget())


def test_on_arriving_the_keyboard_stands_on_a_step_and_not_on_the_pages(room: Room) -> None:
    room.tab.pages.bar.setFocus()
    room.tab.arrive()
    assert room.tab.steps.isAncestorOf(QApplication.focusWidget())


def test_how_far_a_yes_goes_is_typed_after_it_and_enter_adds_it(room: Room) -> None:
    room.consents.kinds.segments.buttons["touch"].click()
    room.consents.answers.segments.buttons["yes"].click()
    assert room.consents.scope.hasFocus()
    room.qtbot.keyClicks(room.consents.scope, "left hand")
    room.qtbot.keyClick(room.consents.scope, Qt.Key.Key_Return)
    (one,) = room.asked()
    assert one.scope == "left hand"
    assert room.consents.scope.text() == ""
    assert room.tab.autosave.pending() == {}


def test_an_unfinished_scope_comes_back_with_its_answer(room: Room) -> None:
    room.consents.kinds.segments.buttons["music"].click()
    room.consents.answers.segments.buttons["yes"].click()
    room.qtbot.keyClicks(room.consents.scope, "piano, very lo")
    back = again(room)
    assert back.consents.scope.text() == "piano, very lo"
    assert back.consents.scope.isVisible()
    back.consents.scope.set_caret(len("piano, very lo"))
    back.qtbot.keyClicks(back.consents.scope, "w")
    back.consents.scope.send()
    assert back.asked()[0].scope == "piano, very low"


def test_a_consent_is_withdrawn_by_one_press_and_the_words_may_follow(room: Room) -> None:
    consent_events.ask(room.record, room.session, ConsentKind.TOUCH, ConsentAnswer.YES)
    room.tab.load()
    withdraw = room.button("Withdraw: Touch")
    assert withdraw.height() >= 44
    withdraw.click()
    assert room.asked()[0].withdrawn_at == room.record.now()
    room.qtbot.keyClicks(room.consents.words, "not any more")
    room.qtbot.keyClick(room.consents.words, Qt.Key.Key_Return)
    assert room.asked()[0].withdrawn_words == "not any more"


def test_a_yes_under_the_medicine_after_a_no_before_it_says_that_it_does_not_stand(
    room: Room, clock: SetClock
) -> None:
    preparation.choose(room.record, room.session, "touch-level", "none")
    dose(room.record, room.session)
    clock.move(minutes=30)
    room.tab.load()
    room.consents.kinds.segments.buttons["touch"].click()
    room.consents.answers.segments.buttons["yes"].click()
    said = [one.text() for one in room.consents.rows.findChildren(QWidget) if hasattr(one, "text")]
    assert any("said no before the dose" in words for words in said)


def test_a_step_whose_consent_is_a_no_asks_before_it_is_recorded_as_accepted(room: Room) -> None:
    room.consents.kinds.segments.buttons["movement"].click()
    room.consents.answers.segments.buttons["no"].click()
    room.press(TOES, "accepted")
    reason = room.tab.steps.reason
    assert reason.isVisible()
    assert "the client said no" in reason.text()
    assert embodiment.look(room.record, room.session).history == ()
    room.qtbot.keyClicks(reason.line, "began to move by herself")
    room.qtbot.keyClick(reason.line, Qt.Key.Key_Return)
    (given,) = embodiment.look(room.record, room.session).history
    assert (given.step.answer, given.step.note) == (StepAnswer.ACCEPTED, "began to move by herself")
    assert "the client said no" in given.step.caution


def test_a_refusal_is_said_in_the_card_where_it_happened(room: Room) -> None:
    with room.record.write() as db:
        row = db.get_one(SessionRow, room.session)
        row.opened_at, row.ended_at, row.signed_at = (room.record.now(),) * 3
    room.consents.kinds.segments.buttons["touch"].click()
    room.consents.answers.segments.buttons["yes"].click()
    assert "signed" in room.consents.said()
    assert room.tab.steps.said() == ""


def test_every_yes_that_can_be_taken_back_stays_in_sight(room: Room) -> None:
    consent_events.ask(room.record, room.session, ConsentKind.MUSIC, ConsentAnswer.YES)
    for _ in range(5):
        consent_events.ask(room.record, room.session, ConsentKind.SCENT, ConsentAnswer.NOT_NOW)
    room.tab.load()
    assert room.button("Withdraw: Music").isVisible()
    assert room.consents.rest.isVisible()
    room.consents.rest.click()
    rows = room.consents.rows.findChildren(QPushButton)
    assert len([one for one in rows if one.text() == "Strike" and not one.parentWidget().isHidden()]) == 6


# The five senses


def test_the_five_senses_are_asked_for_and_gone_through_by_one_key_each(room: Room, clock: SetClock) -> None:
    room.orient()
    assert room.guide.isVisible()
    room.guide.enter()
    room.key(Qt.Key.Key_1)
    asked: list[str] = []
    while room.guide.running:
        asked.append(room.guide.asks())
        assert not room.tab.steps.isVisible()
        clock.move(minutes=0.2)
        room.key(Qt.Key.Key_Return)
    assert [words.split()[0] for words in asked] == ["Five", "Four", "Three", "Two", "One"]
    (run,) = guided.look(room.record, room.session, embodiment.look(room.record, room.session)).past
    assert (run.end, run.seconds) == (End.WHOLE, 60)
    assert room.tab.steps.isVisible()


def test_one_key_stops_wherever_it_is_even_while_typing(room: Room) -> None:
    room.orient()
    room.guide.welcome.segments.buttons["yes"].click()
    room.key(Qt.Key.Key_Space)
    room.guide.line.setFocus()
    room.qtbot.keyClicks(room.guide.line, "the blan")
    room.key(Qt.Key.Key_Escape)
    (run,) = guided.look(room.record, room.session, embodiment.look(room.record, room.session)).past
    assert (run.end, len(run.senses)) == (End.STOPPED, 1)
    assert room.guide.line.text() == ""
    assert "which is as good" in room.guide.past()


def test_what_was_named_is_typed_and_enter_goes_on(room: Room) -> None:
    guided.begin(room.record, room.session, Welcome.YES)
    room.tab.load()
    room.guide.line.setFocus()
    room.qtbot.keyClicks(room.guide.line, "lamp, door")
    room.key(Qt.Key.Key_Return)
    assert room.guide.asks() == "Four things you can feel"
    run = guided.look(room.record, room.session, embodiment.look(room.record, room.session)).past[-1]
    assert run.senses[0].words == "lamp, door"
    assert notes.text(room.record, room.chart.owner, "draft.guide") == ""


def test_after_a_lock_the_same_sense_is_asked_with_the_words_typed_so_far(room: Room) -> None:
    room.orient()
    room.guide.welcome.segments.buttons["yes"].click()
    room.key(Qt.Key.Key_Space)
    room.qtbot.keyClicks(room.guide.line, "the blan")
    back = again(room)
    assert back.guide.asks() == "Four things you can feel"
    assert back.guide.line.text() == "the blan"
    back.tab.setFocus()
    back.tab.arrive()
    assert back.guide.isAncestorOf(QApplication.focusWidget())


def test_not_now_is_an_answer_and_begins_nothing(room: Room) -> None:
    room.orient()
    room.guide.welcome.segments.buttons["not-now"].click()
    assert not room.guide.running
    assert "asked, not now" in room.guide.past()
    assert embodiment.look(room.record, room.session).history == ()


def test_a_sense_against_an_alert_says_so_and_can_be_left_out(room: Room) -> None:
    alerts.add(room.record, room.chart.client, "sight", Severity.INFO)
    guided.begin(room.record, room.session, Welcome.YES)
    room.tab.load()
    assert "Begin with what can be felt." in room.guide.caution()
    room.guide.leave.click()
    assert room.guide.asks() == "Four things you can feel"
    assert embodiment.look(room.record, room.session).history == ()


def test_a_smell_against_an_alert_is_refused_in_the_card_until_a_word_is_written(room: Room) -> None:
    alerts.add(room.record, room.chart.client, "migraine", Severity.CAUTION)
    guided.begin(room.record, room.session, Welcome.YES)
    for sense in ("five-seen", "four-felt", "three-heard"):
        guided.go_on(room.record, room.session, sense)
    room.tab.load()
    room.guide.next.click()
    assert "Write a note" in room.guide.said()
    assert room.guide.asks() == "Two things you can smell"
    room.guide.line.setFocus()
    room.qtbot.keyClicks(room.guide.line, "own tea, there already")
    room.key(Qt.Key.Key_Return)
    assert room.guide.said() == ""
    assert room.guide.asks() == "One thing you can taste"


def test_nothing_moves_by_itself_while_a_sense_is_asked(room: Room, clock: SetClock) -> None:
    guided.begin(room.record, room.session, Welcome.YES)
    room.tab.load()
    for _ in range(3):
        QApplication.processEvents()  # everything finds its place
    before = room.guide.grab().toImage()
    clock.move(minutes=2)
    QApplication.processEvents()
    assert room.guide.grab().toImage() == before


# Times, measures, the way back


def test_when_it_happened_is_set_back_beside_the_answer(room: Room, clock: SetClock) -> None:
    clock.move(minutes=30)
    room.press(FEET, "accepted")
    room.button("When it happened: Feet on the floor, accepted").click()
    assert room.tab.history.at.hasFocus()
    room.qtbot.keyClicks(room.tab.history.at, "23:5")
    room.key(Qt.Key.Key_Return)
    assert room.tab.history.said()
    room.tab.history.at.selectAll()
    room.qtbot.keyClicks(room.tab.history.at, "-12")
    room.key(Qt.Key.Key_Return)
    (given,) = embodiment.look(room.record, room.session).history
    assert given.step.at == room.record.now() - timedelta(minutes=12)
    assert given.written_at == room.record.now()
    assert not room.tab.history.at.isVisible()


def test_a_measure_is_asked_again_and_every_one_stands_with_its_time(room: Room, clock: SetClock) -> None:
    scale = room.tab.ratings.scales["arousal-before"]
    scale.bar.segments.buttons["7"].click()
    clock.move(minutes=20)
    room.tab.ratings.again["arousal-before"].click()
    assert scale.value() is None
    assert len(embodiment.look(room.record, room.session).measured["arousal-before"]) == 1
    scale.bar.segments.buttons["7"].click()
    assert room.tab.ratings.when("arousal-before") == "7 at 09:00 · 7 at 09:20"


def test_a_rung_leads_to_its_next_step_and_shows_what_was_taken(room: Room) -> None:
    dose(room.record, room.session)
    room.tab.load()
    contact = room.tab.ladder.rungs[3]
    assert contact.height() >= 44
    contact.click()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleDescription() == "Feet on the floor"
    room.press(FEET, "helped")
    assert contact.accessibleDescription() == "Feet on the floor · helped. 09:00 · T+00:00"


def test_earlier_sessions_stand_beside_the_rungs_as_history(
    room: Room, record: Record, chart: Chart, clock: SetClock
) -> None:
    dose(record, room.session)
    start = record.now()
    clock.move(hours=3)
    stand = "embodiment-movement:stand-supported"
    embodiment.answer(record, room.session, stand, StepAnswer.HELPED, at=start + timedelta(minutes=70))
    with record.write() as db:
        row = DischargeRow(id=uuid4(), session_id=room.session, outcome="released with escort", seq=1)
        row.happened_at, row.zone, row.written_at = start + timedelta(minutes=120), record.zone, record.now()
        db.add(row)
        session = db.get_one(SessionRow, room.session)
        session.opened_at, session.ended_at = start, row.happened_at
    second = Chart(chart.client, sessions.plan(record, chart.client, planned_route="im").item)
    next_time = open_room(room.qtbot, record, room.desk, second)
    assert next_time.tab.ladder.past().startswith(
        "In 1 past IM session: standing after 70 min; ready after 120"
    )
    assert "before: 70 min" in next_time.tab.ladder.rungs[8].accessibleDescription()


def test_a_clinic_without_fragrances_marks_every_scent(room: Room) -> None:
    assert room.tab.steps.bar is not None
    room.tab.steps.bar.segments.buttons[offers.SMELL].click()
    room.tab.steps.no_scents.click()
    lavender = embodiment.look(room.record, room.session).offer("embodiment-smell:lavender")
    assert "No fragrances in this clinic" in lavender.scent_caution


# The page


def test_a_hidden_tab_reads_nothing_and_takes_everything_in_when_it_is_shown(room: Room) -> None:
    shown = room.tab._shown
    room.tab.hide()
    room.desk.do(room.desk, embodiment.answer, room.session, FEET, StepAnswer.HELPED)
    assert room.tab._shown is shown
    room.tab.load()
    room.tab.show()
    room.tab.steps.go_to(FEET)
    assert room.tab.steps.lists["embodiment-anchoring"]._rows[FEET].bar.value() == "helped"


@pytest.mark.parametrize(("wide", "high"), [(892, 658), (1148, 690)])
def test_the_lists_stand_in_one_line_and_nothing_scrolls_sideways(
    qapp: QApplication, qtbot: QtBot, record: Record, desk: Desk, chart: Chart, wide: int, high: int
) -> None:
    notes.write(record, chart.owner, "prepare.anchors", "humming low")
    room = open_room(qtbot, record, desk, chart)
    room.tab.resize(wide, high)
    QApplication.processEvents()
    assert room.tab.steps.bar is not None
    tops = {one.y() for one in room.tab.steps.bar.segments.buttons.values()}
    assert len(room.tab.steps.bar.segments.buttons) == 6
    assert len(tops) == 1
    for page in room.tab.findChildren(QWidget):
        if hasattr(page, "horizontalScrollBar") and page.isVisible():
            assert page.horizontalScrollBar().maximum() == 0, page


def test_the_whole_tab_is_reached_by_tab_keys(room: Room) -> None:
    room.tab.steps.enter()
    met: list[QWidget] = []
    for _ in range(400):
        room.key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        if focused in met:
            break
        met.append(focused)
    for card in (room.tab.steps, room.consents, room.tab.ladder, room.tab.ratings):
        assert any(card.isAncestorOf(one) for one in met), card
    assert all(one.accessibleName() for one in met)
