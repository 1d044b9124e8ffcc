"""For the days after: what stands against a practice is seen while it is written, and it is kept with it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.alerts import Severity
from kapdesk.domain.clients import Client
from kapdesk.domain.somatic import Level
from kapdesk.services import alerts, clients, hand_over, notes, sessions, somatic
from kapdesk.services.record import Record
from kapdesk.tabs.embodiment.plan import AFTER, DRAFT, WithDaysAfter
from kapdesk.tabs.embodiment.planning import OTHER, PICK
from kapdesk.tabs.embodiment.tab import EmbodimentTab
from kapdesk.ui.controls import ChoiceBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@dataclass
class Bench:
    """The tab over one session, with the plan in front."""

    qtbot: QtBot
    record: Record
    desk: Desk
    chart: Chart
    tab: EmbodimentTab

    @property
    def pages(self) -> WithDaysAfter:
        return self.tab.pages

    @property
    def standing(self) -> somatic.Somatic:
        assert self.chart.session is not None
        return somatic.look(self.record, self.chart.session)

    def choose(self, part: str, value: str) -> None:
        card = self.pages.after.card
        slips = (card.pick, card.other, card.asked, card.days)
        bar = next(slip.parts[part] for slip in slips if part in slip.parts)
        assert isinstance(bar, ChoiceBar)
        self.qtbot.mouseClick(bar.segments.buttons[value], Qt.MouseButton.LeftButton)

    def write(self, part: str, words: str) -> QLineEdit:
        card = self.pages.after.card
        line = next(
            slip.parts[part] for slip in (card.what, card.note, card.named, card.why) if part in slip.parts
        )
        assert isinstance(line, QLineEdit)
        assert line.isVisible()
        self.qtbot.keyClicks(line, words)
        return line

    def named(self, name: str) -> QPushButton:
        buttons = self.pages.after.planned.findChildren(QPushButton)
        return [one for one in buttons if one.accessibleName() == name and one.isVisible()][-1]


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, record: Record) -> Iterator[Bench]:
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Mor", "Aster"))
    alerts.add(record, blank.id, "pregnancy", Severity.STOP, text="14 weeks")
    alerts.add(record, blank.id, "fall-risk", Severity.CAUTION)
    desk, chart = Desk(record), Chart(blank.id, sessions.plan(record, blank.id).item)
    tab = EmbodimentTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.load()
    tab.show()
    tab.pages.bar.segments.buttons[AFTER].click()
    yield Bench(qtbot, record, desk, chart, tab)
    desk.deleteLater()


def test_fasting_heat_and_what_a_stop_stands_against_are_not_offered(bench: Bench) -> None:
    card = bench.pages.after.card
    bar = card.pick.parts[PICK]
    assert isinstance(bar, ChoiceBar)
    assert list(bar.segments.buttons) == ["nourishment", "sleep", "movement-dance"]
    assert not card.other.isVisible()
    assert bar.value() is None
    card.more.click()
    assert card.other.isVisible()


def test_a_caution_is_seen_before_writing_and_kept_with_its_note(bench: Bench) -> None:
    card = bench.pages.after.card
    bench.choose(PICK, "movement-dance")
    assert "Risk of falling" in card.judged.words.text()
    bench.write("plan", "one slow song in the kitchen")
    bench.choose("from-day", "d1")
    card.keep.click()
    assert "Write a note" in card.said.text()
    assert bench.standing.planned == ()
    bench.qtbot.keyClick(bench.write("note", "Ana stands beside"), Qt.Key.Key_Return)
    (kept,) = bench.standing.standing
    assert (kept.level, kept.plan, kept.note, kept.from_day) == (
        Level.CAUTION, "one slow song in the kitchen", "Ana stands beside", 1,
    )  # fmt: skip
    assert card.draft() == ""
    assert notes.text(bench.record, bench.chart.owner, DRAFT) == ""


def test_a_stop_asks_for_a_name_and_a_profession(bench: Bench) -> None:
    card = bench.pages.after.card
    card.more.click()
    bench.choose(OTHER, "sweating")
    assert card.named.isVisible()
    assert "Pregnancy (14 weeks)" in card.judged.words.text()
    bench.write("plan", "sauna with Ana")
    bench.choose("from-day", "d0")
    bench.write("note", "short")
    card.keep.click()
    assert "Not on the dosing day or the day after" in card.said.text()
    bench.choose("from-day", "d3")
    card.keep.click()
    assert "name and role" in card.said.text()
    bench.write("by-name", "Dr N. Rowe")
    bench.write("by-role", "physician")
    card.keep.click()
    (kept,) = bench.standing.standing
    assert (kept.level, kept.by_name, kept.by_role) == (
        Level.STOP, "Dr N. Rowe", "medical professional, physician",
    )  # fmt: skip


def test_what_is_begun_is_kept_and_stands_there_again(bench: Bench) -> None:
    bench.choose(PICK, "nourishment")
    bench.write("plan", "soup with An")
    assert bench.tab.leave()
    again = EmbodimentTab(bench.desk, bench.chart)
    bench.qtbot.addWidget(again)
    again.load()
    again.show()
    again.pages.bar.segments.buttons[AFTER].click()
    assert again.pages.after.card.wish().plan == "soup with An"
    assert again.pages.after.card.practice() == ("nourishment", False)


def test_a_plan_is_changed_by_striking_it_with_a_reason_and_writing_it_anew(bench: Bench) -> None:
    bench.choose(PICK, "nourishment")
    bench.write("plan", "soup")
    bench.pages.after.card.keep.click()
    bench.qtbot.mouseClick(bench.named("Change Nourishment"), Qt.MouseButton.LeftButton)
    bench.write("plan", " and bread")
    bench.pages.after.card.keep.click()
    assert "struck with a reason" in bench.pages.after.card.said.text()
    bench.write("why", "added bread")
    bench.pages.after.card.keep.click()
    old, new = bench.standing.planned
    assert (old.struck_reason, new.plan, new.struck) == ("added bread", "soup and bread", False)


def test_a_plan_is_struck_with_a_reason_and_stays_to_be_seen(bench: Bench) -> None:
    bench.choose(PICK, "nourishment")
    bench.write("plan", "soup")
    bench.pages.after.card.keep.click()
    bench.qtbot.mouseClick(bench.named("Strike Nourishment"), Qt.MouseButton.LeftButton)
    sheet = bench.pages.after._sheet
    assert sheet is not None
    bench.qtbot.keyClicks(sheet.note, "not wanted any more")
    sheet.act.click()
    (kept,) = bench.standing.planned
    assert (kept.struck, kept.struck_reason) == (True, "not wanted any more")


def test_what_the_client_answered_on_the_screen_stands_beside_the_steps_with_its_time(bench: Bench) -> None:
    assert bench.chart.session is not None
    hand_over.answer(bench.record, bench.chart.session, "sit-up", "with-help")
    bench.pages.bar.segments.buttons["room"].click()
    said = [label.text() for label in bench.pages.handed.findChildren(type(bench.pages.handed.way_back))]
    assert "“With help”" in said
    assert "Ready to sit up? · 09:00" in said


def test_the_questions_are_chosen_beforehand_by_ticks(bench: Bench) -> None:
    assert bench.chart.session is not None
    bench.pages.bar.segments.buttons["room"].click()
    card = bench.pages.handed
    for id_, tick in card.ticks.items():
        if id_ not in {"where", "collecting"}:
            tick.click()
    chosen = hand_over.look(bench.record, bench.chart.session).chosen
    assert [one.id for one in chosen] == ["where", "collecting"]
