"""Vital signs, doses and adverse events in the room: few keys, nothing guessed, nothing lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity
from kapdesk.domain.readings import Reading
from kapdesk.domain.vital_schedule import DueState
from kapdesk.services import adverse_events, doses, settings, timeline, vitals
from kapdesk.tabs.dosing.course import MOMENTS
from kapdesk.tabs.dosing.tab import DosingTab
from kapdesk.ui import theme
from kapdesk.ui.course import MarkKind

SMALL = (892, 632)  # what a window of 1024 x 768 leaves to a tab
PAD = Qt.KeyboardModifier.KeypadModifier


def last(stage: Any) -> vitals.Vital:
    return vitals.of_session(stage.record, stage.session)[-1]


def rows(card: Any) -> list[tuple[str, ...]]:
    found = [card.table.rows.line(row) for row in range(card.table.rows.rowCount())]
    return [tuple(cell.text for cell in line.cells) for line in found]


def choose(card: Any, row: int) -> None:
    card.table.setCurrentIndex(card.table.rows.index(row, 0))


def test_the_line_says_what_it_understood_before_anything_is_recorded(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).vitals.card
    qtbot.keyClicks(card.line.note, "97% 138/86 84 ra a4")
    assert card.echo.text() == (
        "BP 138/86 mmHg · pulse 84 /min · SpO₂ 97% on room air · alert 4, "
        "answers sluggishly to the name in a normal voice"
    )
    assert card.levels.bars["moaas"].value() == "4"
    assert card.air.value() == "ra"
    assert len(vitals.of_session(stage.record, stage.session)) == 1
    qtbot.keyClick(card.line.note, Qt.Key.Key_Return)
    assert last(stage).reading == Reading(138, 86, 84, 97, on_oxygen=False, moaas=4)
    assert not card.echo.isVisible()
    assert card.levels.bars["moaas"].value() is None


def test_no_level_has_a_default_and_each_is_one_touch_or_two_keys(
    journey: DosingTab, stage: Any, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Theme.load("ember"), 100)
    card = stage.day(journey).vitals.card
    card.more.click()
    assert [bar.value() for bar in card.levels.bars.values()] == [None] * 5
    for field, key in (
        ("moaas", "a3"),
        ("dissociation", "d2"),
        ("nausea", "n1"),
        ("pain", "p4"),
        ("anxiety", "f7"),
    ):
        card.line.taken()
        qtbot.keyClicks(card.line.note, key)
        value = card.levels.bars[field].value()
        assert str(value) == key[1:]
        assert card.levels._said[field].text() not in {"", "not taken"}
    card.line.taken()
    card.levels.bars["pain"].bar.segments.buttons["6"].click()
    card.levels.bars["pain"].bar.segments.buttons["2"].click()
    assert card.line.text() == "pain2"
    button = card.levels.bars["dissociation"].segments.buttons["0"]
    assert button.height() >= 44
    assert button.accessibleName().startswith("Dissociation 0: none")
    card.record.click()
    assert last(stage).reading == Reading(pain=2)


def test_what_was_typed_and_pressed_comes_back_with_its_echo(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).vitals.card
    qtbot.keyClicks(card.line.note, "120/80 70")
    card.levels.bars["nausea"].segments.buttons["2"].click()
    qtbot.keyClicks(card.role.note, "nurse")
    stage.shut(journey)
    again = stage.day(stage.open()).vitals.card
    assert again.line.text() == "120/80 70 n2"
    assert again.role.text() == "nurse"
    qtbot.waitUntil(lambda: "nausea 2" in again.echo.text())
    assert len(vitals.of_session(stage.record, stage.session)) == 1


def test_who_read_it_and_when_are_recorded_and_shown_in_the_row(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).vitals.card
    qtbot.keyClicks(card.observer.note, "T. Lind")
    qtbot.keyClicks(card.role.note, "nurse")
    qtbot.keyClicks(card.at.note, "-5")
    qtbot.keyClicks(card.line.note, "140/88 80 97 rr16 t36.8")
    qtbot.keyClick(card.line.note, Qt.Key.Key_Return)
    assert (last(stage).observer, last(stage).observer_role) == ("T. Lind", "nurse")
    assert last(stage).happened_at == stage.record.now() - timedelta(minutes=5)
    choose(card, card.table.rows.rowCount() - 1)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    said = card._about.text()
    for part in (
        "breaths 16 /min",
        "temperature 36.8 °C",
        "by T. Lind, nurse",
        "09:07, written 09:12",
        "+18 mmHg",
    ):
        assert part in said


def test_a_look_is_quietly_overdue_in_minutes_and_typing_goes_on(stage: Any, qtbot: QtBot) -> None:
    stage.dose()
    tab = stage.open()
    day = stage.day(tab)
    qtbot.keyClicks(day.vitals.card.line.note, "138/8")
    day.vitals.card.line.note.setFocus()
    stage.clock.move(minutes=15)
    day.tick()
    assert day.vitals.card._subtitle.text() == "BP due now"
    stage.clock.move(minutes=4)
    day.tick()
    assert day.vitals.card._subtitle.text() == "BP overdue 4 min"
    assert day.vitals.card.line.note.hasFocus()
    assert day.vitals.card.line.text() == "138/8"
    assert QApplication.activeModalWidget() is None


def test_a_look_nobody_took_is_a_row_that_says_so_and_is_missed_only_by_a_press(
    stage: Any, qtbot: QtBot
) -> None:
    stage.dose()
    tab = stage.open()
    day = stage.day(tab)
    stage.clock.move(minutes=26)
    day.tick()
    assert rows(day.vitals.card)[-1][:2] == ("00:15", "not rec.")
    assert vitals.of_session(stage.record, stage.session)[-1].status is vitals.Status.DONE
    assert [look.minute for look in vitals.not_recorded(stage.record, stage.session)] == [15]
    choose(day.vitals.card, 1)
    qtbot.keyClick(day.vitals.card.table, Qt.Key.Key_Return)
    assert day.vitals.card._why.isVisible()
    day.vitals.card._press_reason("missed", "attention needed elsewhere")
    row = next(one for one in vitals.of_session(stage.record, stage.session) if one.reason)
    assert (row.status, row.reason) == (vitals.Status.MISSED, "attention needed elsewhere")
    assert vitals.not_recorded(stage.record, stage.session) == ()
    assert rows(day.vitals.card)[-1][:2] == ("00:15", "missed")


def test_a_reason_of_ones_own_is_kept_while_it_is_typed(stage: Any, qtbot: QtBot) -> None:
    stage.dose()
    stage.clock.move(minutes=16)
    tab = stage.open()
    card = stage.day(tab).vitals.card
    card.missed.click()
    qtbot.keyClicks(card.why.note, "cuff on the other arm was wet")
    qtbot.keyClick(card.why.note, Qt.Key.Key_Return)
    assert last(stage).reason == "cuff on the other arm was wet"
    assert card.why.text() == ""


def test_a_booster_asks_for_its_own_looks(journey: DosingTab, stage: Any) -> None:
    stage.clock.move(minutes=22)
    given = doses.of_session(stage.record, stage.session)[0].dose
    booster = replace(given, is_booster=True, given_at=stage.record.now())
    doses.give(stage.record, stage.session, booster)
    stage.clock.move(minutes=17)
    vitals.take(stage.record, stage.session, Reading(hr=70), at=stage.record.now() - timedelta(minutes=21))
    journey.load()
    assert stage.day(journey).vitals.card._subtitle.text() == "BP overdue 2 min · booster"
    look = next(one for one in vitals.due(stage.record, stage.session) if one.state is DueState.OVERDUE)
    assert (look.minute, look.since_booster) == (49, 15)


def test_on_a_small_screen_the_line_and_the_newest_row_are_in_sight(
    journey: DosingTab, stage: Any, qapp: QApplication
) -> None:
    for _ in range(4):
        stage.clock.move(minutes=15)
        vitals.take(stage.record, stage.session, Reading(188, 104, 118, 97, on_oxygen=True, moaas=4))
    journey.resize(*SMALL)
    journey.load()
    qapp.processEvents()
    card = stage.day(journey).vitals.card
    note = card.line.note
    assert note.visibleRegion().boundingRect() == note.rect()
    newest = card.table.visualRect(card.table.rows.index(card.table.rows.rowCount() - 1, 0))
    assert card.table.viewport().rect().contains(newest)
    assert card.table.horizontalScrollBar().maximum() == 0


# ---------------------------------------------------------------- adverse events


def test_two_presses_of_the_pad_record_an_adverse_event(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    day = stage.day(journey)
    day.journey.card.list.setFocus()
    pressed = stage.record.now()
    day.journey.press("adverse-event")
    stage.clock.move(minutes=0.25)
    assert day.untoward.card.quick.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, PAD)
    (event,) = adverse_events.of_session(stage.record, stage.session)
    assert (event.event.kind, event.event.onset) == (AdverseEventKind.NAUSEA, pressed)
    assert event.event.severity is Severity.NOT_RECORDED
    assert event.event.end is None
    assert event.open == ("how severe", "its end")
    assert day.untoward.card._subtitle.text() == "1 open"
    moments = [
        one.kind for one in timeline.of_session(stage.record, stage.session) if one.kind != "clearance"
    ]
    assert moments.count("adverse-event") == 1


def test_every_quick_kind_is_a_touch_of_44_px(journey: DosingTab, stage: Any, qapp: QApplication) -> None:
    theme.apply(qapp, theme.Theme.load("ember"), 100)
    card = stage.day(journey).untoward.card
    card.begin.click()
    qapp.processEvents()
    assert len(card.quick.buttons) == 9
    assert min(button.height() for button in card.quick.buttons.values()) >= 44


def test_on_a_small_screen_the_quick_kinds_come_into_sight(
    journey: DosingTab, stage: Any, qapp: QApplication, qtbot: QtBot
) -> None:
    journey.resize(*SMALL)
    journey.load()
    qapp.processEvents()
    day = stage.day(journey)
    day.journey.press("adverse-event")
    keys = day.untoward.card.quick.buttons.values()
    qtbot.waitUntil(lambda: all(key.visibleRegion().boundingRect() == key.rect() for key in keys))


def test_a_quick_press_takes_with_it_what_was_typed_already(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).untoward.card
    card.begin.click()
    card.severity.segments.buttons["moderate"].click()
    qtbot.keyClicks(card.action.note, "bowl given")
    qtbot.keyClicks(card.told.note, "Dr N. Rowe")
    qtbot.keyClicks(card.told_role.note, "anaesthetist")
    card.quick.buttons["vomiting"].click()
    event = adverse_events.of_session(stage.record, stage.session)[0].event
    assert (event.severity, event.action) == (Severity.MODERATE, "bowl given")
    assert event.reported_to == "Dr N. Rowe (anaesthetist)"
    assert event.reported_at == stage.record.now()


def test_an_end_is_added_later_and_how_it_read_before_is_kept(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).untoward.card
    card.begin.click()
    card.quick.buttons["headache"].click()
    (event,) = adverse_events.of_session(stage.record, stage.session)
    stage.clock.move(minutes=9)
    card.complete_asked.emit(event.id)
    card.severity.segments.buttons["mild"].click()
    assert "noticed" in card._meaning.text()
    qtbot.keyClicks(card.end.note, "-1")
    card.record.click()
    (after,) = adverse_events.of_session(stage.record, stage.session)
    assert after.event.onset == event.event.onset
    assert after.event.end == stage.record.now() - timedelta(minutes=1)
    assert (after.edits, after.open) == (1, ())
    ((_, text),) = adverse_events.history(stage.record, stage.session, event.id)
    assert '"end": null' in text
    assert card._subtitle.text() == ""


def test_what_serious_means_is_said_and_is_never_assumed(journey: DosingTab, stage: Any) -> None:
    card = stage.day(journey).untoward.card
    card.begin.click()
    assert "danger to life" in card._serious_means.text()
    assert card.serious.value() is None
    card.quick.buttons["nausea"].click()
    assert adverse_events.of_session(stage.record, stage.session)[0].event.serious is None


def test_a_kind_that_is_told_at_once_stays_open_until_somebody_is_told(
    journey: DosingTab, stage: Any
) -> None:
    now = stage.record.now()
    event = AdverseEvent(AdverseEventKind.CHEST_PAIN, Severity.MILD, now, end=now)
    adverse_events.write(stage.record, stage.session, event)
    journey.load()
    (one,) = adverse_events.of_session(stage.record, stage.session)
    assert one.open == ("who was told",)
    assert stage.day(journey).untoward.open == 1


# ---------------------------------------------------------------- corrections through a lock


def test_a_dose_being_put_right_is_still_that_correction_after_a_lock(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    (wrong,) = doses.of_session(stage.record, stage.session)
    card = stage.day(journey).dose.card
    card.correct_asked.emit(wrong.id)
    card.amount.put("40")
    qtbot.keyClicks(card.reason.note, "misread the syringe")
    stage.shut(journey)
    again = stage.day(stage.open()).dose.card
    assert again.wrong == wrong.id
    assert again.reason.isVisible()
    assert (again.amount.text(), again.reason.text()) == ("40", "misread the syringe")
    again.read.click()
    qtbot.keyClick(again.record, Qt.Key.Key_Return)
    first, second = doses.of_session(stage.record, stage.session)
    assert (first.struck_reason, second.dose.words) == ("misread the syringe", "IM 40 mg ketamine")
    assert second.dose.given_at == first.dose.given_at


def test_a_correction_that_was_left_or_recorded_does_not_come_back(journey: DosingTab, stage: Any) -> None:
    (dose,) = doses.of_session(stage.record, stage.session)
    card = stage.day(journey).dose.card
    card.correct_asked.emit(dose.id)
    card.leave.click()
    stage.shut(journey)
    again = stage.day(stage.open()).dose.card
    assert again.wrong is None
    assert not again.drug.isVisible()
    assert again.drug.text() == ""


def test_a_booster_half_typed_stands_open_again(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    card = stage.day(journey).dose.card
    card.another.click()
    qtbot.keyClicks(card.amount.note, "25")
    stage.shut(journey)
    again = stage.day(stage.open()).dose.card
    assert again.amount.isVisible()
    assert (again.amount.text(), again.wrong) == ("25", None)


def test_an_adverse_event_being_put_right_is_still_that_one_after_a_lock(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).untoward.card
    card.begin.click()
    card.quick.buttons["nausea"].click()
    (event,) = adverse_events.of_session(stage.record, stage.session)
    card.complete_asked.emit(event.id)
    qtbot.keyClicks(card.action.note, "cold cloth")
    stage.shut(journey)
    again = stage.day(stage.open()).untoward.card
    assert again.key == event.id
    assert again.action.text() == "cold cloth"
    assert again.kind.currentData() == "nausea"
    again.severity.segments.buttons["mild"].click()
    again.record.click()
    (after,) = adverse_events.of_session(stage.record, stage.session)
    assert (after.id, after.event.action, after.event.severity) == (event.id, "cold cloth", Severity.MILD)


def test_a_correction_of_what_was_struck_meanwhile_is_not_offered(journey: DosingTab, stage: Any) -> None:
    card = stage.day(journey).untoward.card
    card.begin.click()
    card.quick.buttons["nausea"].click()
    (event,) = adverse_events.of_session(stage.record, stage.session)
    card.complete_asked.emit(event.id)
    stage.shut(journey)
    adverse_events.strike(stage.record, stage.session, event.id, "another client")
    again = stage.day(stage.open()).untoward.card
    assert again.key is None
    assert not again.is_open


# ---------------------------------------------------------------- the drawing


def test_the_drawing_shows_doses_events_looks_and_the_chosen_moments(journey: DosingTab, stage: Any) -> None:
    day = stage.day(journey)
    timeline.stamp(stage.record, stage.session, "tears")
    event = AdverseEvent(AdverseEventKind.NAUSEA, Severity.MILD, stage.record.now())
    journey.desk.do(journey.desk, adverse_events.write, stage.session, event)
    stage.clock.move(minutes=14)
    day.tick()
    kinds = [mark.kind for mark in day.vitals.chart.chart.course.marks]
    assert kinds == [MarkKind.DOSE, MarkKind.ADVERSE, MarkKind.NOT_RECORDED]
    day.vitals.chart.kinds.segments.buttons["tears"].click()
    assert MarkKind.MOMENT in [mark.kind for mark in day.vitals.chart.chart.course.marks]
    assert settings.get(stage.record, MOMENTS) == "tears"
    before = len(day.vitals.chart.chart.course.marks)
    day.journey.press("tears")
    assert len(day.vitals.chart.chart.course.marks) == before + 1


@pytest.mark.parametrize("struck", [False, True])
def test_a_struck_set_is_not_drawn_and_stays_in_the_table(
    journey: DosingTab, stage: Any, struck: bool
) -> None:
    made = vitals.take(stage.record, stage.session, Reading(150, 90, 88, 97)).item
    if struck:
        vitals.strike(stage.record, stage.session, made, "cuff on the wrong arm")
    journey.load()
    day = stage.day(journey)
    points = [point.pressure for point in day.vitals.chart.chart.course.points]
    assert ("150/90" in points) is not struck
    assert "150/90" in [row[1].removesuffix("!") for row in rows(day.vitals.card)]
