"""Embodiment: one press an answer, cautions beside the step, a note before such a scent is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.alerts import Severity
from kapdesk.domain.clock import SetClock
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.services import alerts, embodiment, notes, preparation, sessions
from kapdesk.services.offers import Given
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.tabs.embodiment.tab import EmbodimentTab
from kapdesk.ui.checklist import _StepRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

FEET = "embodiment-anchoring:feet-on-floor"
HELD = "embodiment-anchoring:held-hand"
LAVENDER = "embodiment-smell:lavender"


@dataclass
class Bench:
    """One tab over one record, shown."""

    record: Record
    desk: Desk
    chart: Chart
    tab: EmbodimentTab

    @property
    def session(self) -> UUID:
        assert self.chart.session is not None
        return self.chart.session

    def row(self, step: str) -> _StepRow:
        self.tab.steps.go_to(step)
        return self.tab.steps.lists[step.split(":", maxsplit=1)[0]]._rows[step]

    def press(self, step: str, answer: str) -> None:
        self.button(step, answer).click()

    def button(self, step: str, answer: str) -> QPushButton:
        return self.row(step).bar.segments.buttons[answer]

    def effect(self, step: str, effect: int) -> None:
        scale = self.row(step).effect
        assert scale is not None
        scale.bar.segments.buttons[str(effect)].click()

    def given(self) -> list[tuple[str, str, int | None]]:
        return [(one.key, one.step.answer.value, one.step.effect) for one in self.history()]

    def history(self) -> tuple[Given, ...]:
        return embodiment.look(self.record, self.session).history


def prepare(record: Record, chart: Chart, **texts: str) -> None:
    for field, text in texts.items():
        notes.write(record, chart.owner, f"prepare.{field.replace('_', '-')}", text)


def sign(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


@pytest.fixture
def desk(record: Record, qapp: object) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


@pytest.fixture
def chart(record: Record) -> Chart:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return Chart(row.id, sessions.plan(record, row.id).item)


@pytest.fixture
def bench(qtbot: QtBot, record: Record, desk: Desk, chart: Chart) -> Bench:
    tab = EmbodimentTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1148, 690)
    tab.load()
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    return Bench(record, desk, chart, tab)


def test_nothing_is_answered_before_somebody_answers(bench: Bench) -> None:
    for steps in bench.tab.steps.lists.values():
        assert all(row.bar.value() is None for row in steps._rows.values())
    assert all(scale.value() is None for scale in bench.tab.ratings.scales.values())
    assert bench.tab.open_count() == ""


def test_one_press_is_one_answer_with_its_time(bench: Bench, clock: SetClock) -> None:
    bench.press(FEET, "offered")
    clock.move(minutes=2)
    bench.press(FEET, "helped")
    bench.effect(FEET, 2)
    assert bench.given() == [(FEET, "offered", None), (FEET, "helped", 2)]
    assert bench.row(FEET)._last.text() == "helped · 09:02"
    bench.press(FEET, "offered")
    assert bench.row(FEET)._last.text() == "offered · 09:02 · 2 times"


def test_a_step_is_answered_by_keys_alone(qtbot: QtBot, bench: Bench) -> None:
    bench.tab.steps.go_to(FEET)
    offered = bench.button(FEET, "offered")
    assert offered.hasFocus()
    qtbot.keyClick(offered, Qt.Key.Key_Space)
    assert [one.step.answer for one in bench.history()] == [StepAnswer.OFFERED]


def test_arriving_puts_the_focus_on_the_suggested_step_and_one_key_answers_it(
    qtbot: QtBot, bench: Bench
) -> None:
    prepare(bench.record, bench.chart, anchors="humming low\nbare feet")
    fresh = EmbodimentTab(bench.desk, bench.chart)
    qtbot.addWidget(fresh)
    fresh.load()
    with qtbot.waitExposed(fresh):
        fresh.show()
    fresh.activateWindow()
    fresh.setFocus()
    fresh.arrive()
    focused = fresh.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleDescription() == "humming low"
    qtbot.keyClick(focused, Qt.Key.Key_3)
    (given,) = bench.history()
    assert (given.label, given.step.answer) == ("humming low", StepAnswer.HELPED)


def test_the_pressed_answer_pressed_again_is_taken_back_and_stays_in_the_history(bench: Bench) -> None:
    bench.press(FEET, "offered")
    bench.press(FEET, "accepted")
    bench.press(FEET, "accepted")
    assert bench.row(FEET).bar.value() == "offered"
    assert [bool(one.struck_reason) for one in bench.history()] == [False, True]


def test_an_effect_of_a_declined_step_is_refused_beside_the_steps(bench: Bench) -> None:
    bench.press(FEET, "declined")
    bench.effect(FEET, 1)
    assert "has no effect" in bench.tab.steps.said()
    scale = bench.row(FEET).effect
    assert scale is not None
    assert scale.value() is None
    bench.press(FEET, "accepted")
    assert bench.tab.steps.said() == ""


def test_the_clients_own_anchors_are_shown_first(bench: Bench) -> None:
    prepare(bench.record, bench.chart, anchors="humming low", grounding_object="river stone")
    bench.tab.load()
    assert next(iter(bench.tab.steps.lists)) == "prepare"
    bench.tab.steps.bar.set_value(None) if bench.tab.steps.bar else None
    assert bench.tab.steps.shown() == "prepare"
    assert bench.tab.steps.gentle.text() == "Next, if they like: humming low"
    assert bench.tab.steps.gentle.why() == "their own anchor, not tried yet"


def test_the_suggestion_leads_to_its_step_and_moves_on_when_it_was_tried(bench: Bench) -> None:
    first = embodiment.look(bench.record, bench.session).suggested
    assert first is not None
    bench.tab.steps.gentle.button.click()
    assert bench.tab.steps.shown() == first.split(":", maxsplit=1)[0]
    bench.press(first, "declined")
    assert embodiment.look(bench.record, bench.session).suggested != first


def test_one_list_is_shown_at_a_time(bench: Bench) -> None:
    bar = bench.tab.steps.bar
    assert bar is not None
    bar.segments.buttons["embodiment-smell"].click()
    assert [id_ for id_, steps in bench.tab.steps.lists.items() if steps.isVisible()] == ["embodiment-smell"]
    bar.segments.buttons["embodiment-smell"].click()
    assert sum(steps.isVisible() for steps in bench.tab.steps.lists.values()) == 1


def test_a_touch_step_says_that_no_agreement_is_recorded(bench: Bench) -> None:
    assert bench.tab.touch.text() == "No touch agreement is recorded."
    assert bench.row(HELD).step.cautions[0].startswith("No touch agreement is recorded.")


def test_the_touch_agreement_is_shown_with_its_limits(bench: Bench) -> None:
    preparation.choose(bench.record, bench.session, "touch-level", "hand")
    prepare(bench.record, bench.chart, touch_limits="left shoulder not")
    bench.tab.load()
    assert bench.tab.touch.text() == "Touch agreement: Hand only left shoulder not"
    assert "left shoulder not" in bench.row(HELD).step.cautions[0]


def test_a_scent_to_avoid_asks_for_a_note_before_it_is_taken(qtbot: QtBot, bench: Bench) -> None:
    prepare(bench.record, bench.chart, scents_to_avoid="lavender")
    bench.tab.load()
    bench.press(LAVENDER, "offered")
    bench.press(LAVENDER, "helped")
    reason = bench.tab.steps.reason
    assert reason.isVisible()
    assert "scents to avoid" in reason.text()
    assert reason.line.hasFocus()
    assert bench.row(LAVENDER).bar.value() == "offered"
    qtbot.keyClicks(reason.line, "asked for it by name")
    qtbot.keyClick(reason.line, Qt.Key.Key_Return)
    last = bench.history()[-1]
    assert (last.step.answer, last.step.note) == (StepAnswer.HELPED, "asked for it by name")
    assert reason.isHidden()
    assert reason.line.text() == ""
    assert bench.tab.autosave.pending() == {}


def test_a_scent_left_out_records_nothing_more(bench: Bench) -> None:
    prepare(bench.record, bench.chart, scents_to_avoid="lavender")
    bench.tab.load()
    bench.press(LAVENDER, "accepted")
    bench.tab.steps.reason.leave.click()
    assert bench.history() == ()
    assert bench.tab.steps.reason.isHidden()


def test_an_unfinished_note_on_a_scent_survives_and_belongs_to_its_scent(qtbot: QtBot, bench: Bench) -> None:
    prepare(bench.record, bench.chart, scents_to_avoid="lavender, coffee")
    bench.tab.load()
    bench.press(LAVENDER, "accepted")
    qtbot.keyClicks(bench.tab.steps.reason.line, "her garden")
    bench.press("embodiment-smell:coffee", "accepted")
    assert bench.tab.steps.reason.line.text() == ""
    bench.press(LAVENDER, "accepted")
    assert bench.tab.steps.reason.line.text() == "her garden"


def test_a_scent_against_a_new_alert_is_marked_at_once(bench: Bench) -> None:
    bench.desk.do(bench.desk, alerts.add, bench.chart.client, "migraine", Severity.CAUTION)
    assert "Migraine" in bench.row(LAVENDER).step.cautions[0]


def test_arousal_and_presence_are_written_and_shown_with_their_time(bench: Bench) -> None:
    scale = bench.tab.ratings.scales["arousal-before"]
    scale.bar.segments.buttons["7"].click()
    assert embodiment.look(bench.record, bench.session).ratings["arousal-before"].value == "7"
    assert bench.tab.ratings.when("arousal-before") == "at 09:00"
    scale.bar.segments.buttons["7"].click()
    assert embodiment.look(bench.record, bench.session).ratings == {}
    assert bench.tab.ratings.when("arousal-before") == ""


def test_a_signed_session_is_read_and_not_written(bench: Bench) -> None:
    bench.press(FEET, "helped")
    sign(bench.record, bench.session)
    bench.tab.load()
    assert not bench.row(FEET).bar.isEnabled()
    assert not bench.tab.ratings.scales["arousal-after"].isEnabled()
    assert bench.tab.steps.gentle.isHidden()


def test_a_refused_answer_goes_back_to_what_is_stored(bench: Bench) -> None:
    bench.press(FEET, "offered")
    sign(bench.record, bench.session)
    bench.press(FEET, "helped")
    assert bench.row(FEET).bar.value() == "offered"
    assert "signed" in bench.tab.steps.said()


def test_the_focus_stays_on_the_pressed_step(bench: Bench) -> None:
    button = bench.button(FEET, "accepted")
    button.setFocus()
    button.click()
    assert button.hasFocus()


def test_without_a_session_the_one_next_act_is_offered(qtbot: QtBot, bench: Bench) -> None:
    tab = EmbodimentTab(bench.desk, Chart(bench.chart.client))
    qtbot.addWidget(tab)
    for _ in range(2):
        tab.load()
    assert tab._column.count() == 1
    assert tab.open_count() == ""
