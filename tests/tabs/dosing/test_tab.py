"""A dosing day on screen: few keys, no noise, nothing lost and nothing recorded by itself."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.consent_events import ConsentAnswer, ConsentKind
from kapdesk.domain.readings import Reading
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.timeline import Voice
from kapdesk.services import (
    adverse_events,
    arrivals,
    consent_events,
    doses,
    escorts,
    notes,
    sessions,
    timeline,
    vitals,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.tabs.dosing.tab import DosingTab
from kapdesk.ui import theme

SMALL = (892, 632)  # what a window of 1024 x 768 leaves to a tab
PAD = Qt.KeyboardModifier.KeypadModifier


def moments(stage: Any) -> tuple[timeline.Moment, ...]:
    return tuple(
        one for one in timeline.of_session(stage.record, stage.session) if one.kind != timeline.CLEARANCE
    )


def shown(tab: DosingTab) -> list[Any]:
    assert tab.day is not None
    return [one for one in tab.day.journey.card.list.moments.moments if one.label != "Cleared to dose"]


def test_without_a_session_it_says_what_belongs_here_and_offers_one_act(
    stage: Any, record: Record, qtbot: QtBot
) -> None:
    desk = Desk(record)
    tab = DosingTab(desk, Chart(stage.client))
    qtbot.addWidget(tab)
    tab.load()
    tab.load()
    asked: list[Go] = []
    desk.asked.connect(asked.append)
    tab._go_to_clients()
    assert asked == [Go(place="clients")]
    assert tab.open_count() == ""


def test_the_client_arrives_by_one_press_and_the_questions_are_counted(stage: Any) -> None:
    tab = stage.open()
    day = stage.day(tab)
    assert day.arrival.card.form is not None
    assert not day.arrival.card.form.isVisible()
    day.arrival.card.here.click()
    assert stage.head.state is SessionState.ARRIVED
    assert day.arrival.card.form.isVisible()
    assert tab.open_count() == str(len(stage.record.content.checklist("arrival").items))


def test_nothing_is_answered_before_somebody_answers(stage: Any) -> None:
    stage.arrive()
    form = stage.day(stage.open()).arrival.card.form
    assert form is not None
    assert all(control.value() is None for control in form.controls.values())


def test_an_answer_of_the_arrival_check_is_in_the_record_and_counted(stage: Any) -> None:
    stage.arrive()
    tab = stage.open()
    before = int(tab.open_count())
    form = stage.day(tab).arrival.card.form
    assert form is not None
    form.controls["identity"].segments.buttons["name-and-birth-date"].click()  # type: ignore[union-attr]
    assert arrivals.of_session(stage.record, stage.session).answers["identity"].value == "name-and-birth-date"
    assert int(tab.open_count()) == before - 1


def test_a_text_of_the_arrival_check_becomes_an_answer_when_it_is_left(stage: Any, qtbot: QtBot) -> None:
    stage.arrive()
    tab = stage.open()
    day = stage.day(tab)
    note = day.arrival.card.texts["medicines-today"]
    note.setFocus()
    qtbot.keyClicks(note, "lamotrigine 100 mg 07:00")
    assert "medicines-today" not in arrivals.of_session(stage.record, stage.session).answers
    day.vitals.card.line.note.setFocus()
    given = arrivals.of_session(stage.record, stage.session).answers["medicines-today"]
    assert given.value == "lamotrigine 100 mg 07:00"
    stage.shut(tab)
    again = stage.day(stage.open()).arrival.card.texts["medicines-today"]
    assert again.text() == "lamotrigine 100 mg 07:00"


def test_clearing_says_what_is_missing_and_an_escort_may_not_be(stage: Any, qtbot: QtBot) -> None:
    stage.arrive()
    tab = stage.open()
    day = stage.day(tab)
    day.arrival.clearance.clear.click()
    assert "No escort is named" in day.arrival.clearance.sentence.text()
    qtbot.keyClicks(day.arrival.escort.name.note, "Tove Lind")
    day.arrival.escort.keep.click()
    escort = escorts.of_session(stage.record, stage.session)
    assert escort is not None
    assert escort.name == "Tove Lind"
    day.arrival.clearance.clear.click()
    assert "identity confirmed" in day.arrival.clearance.sentence.text()
    assert stage.head.state is SessionState.ARRIVED


def test_the_suicide_screen_is_asked_where_it_lives(stage: Any) -> None:
    stage.arrive()
    tab = stage.open()
    asked: list[Go] = []
    tab.desk.asked.connect(asked.append)
    stage.day(tab).arrival.clearance.ask.click()
    assert asked == [Go(chart=tab.chart, tab="stabilization", field="screen:arrival")]


def type_a_dose(day: Any, qtbot: QtBot, amount: str = "50") -> None:
    card = day.dose.card
    for name, text in (("drug", "ketamine"), ("amount", amount), ("given-by", "Dr N. Rowe")):
        qtbot.keyClicks(card.drafts[f"dose.{name}"].note, text)
    card.route.segments.buttons["im"].click()
    card.unit.segments.buttons["mg"].click()


def test_a_dose_is_read_back_before_it_is_written_and_enter_writes_it(stage: Any, qtbot: QtBot) -> None:
    stage.clear()
    tab = stage.open()
    day = stage.day(tab)
    type_a_dose(day, qtbot)
    qtbot.keyClick(day.dose.card.given_by.note, Qt.Key.Key_Return)
    assert doses.of_session(stage.record, stage.session) == ()
    assert "ketamine 50 mg IM injection at 09:00 (now), given by Dr N. Rowe" in day.dose.card._words.text()
    qtbot.keyClick(day.dose.card.record, Qt.Key.Key_Return)
    (given,) = doses.of_session(stage.record, stage.session)
    assert given.dose.words == "IM 50 mg ketamine"
    assert stage.head.state is SessionState.DOSING
    assert day.currentWidget() is day._after
    assert day.dose.card.drug.text() == ""


def test_a_dose_that_is_not_possible_keeps_what_was_typed_with_its_sentence(stage: Any, qtbot: QtBot) -> None:
    stage.clear()
    escorts.write(stage.record, stage.session, escorts.Escort())
    day = stage.day(stage.open())
    type_a_dose(day, qtbot)
    day.dose.card.read.click()
    assert "No escort is named" in day.dose.card.sentence.text()
    assert day.dose.card.amount.text() == "50"
    assert doses.of_session(stage.record, stage.session) == ()


@pytest.mark.parametrize("amount", ["fifty", "", "0"])
def test_an_amount_that_is_none_is_a_sentence(stage: Any, qtbot: QtBot, amount: str) -> None:
    stage.clear()
    day = stage.day(stage.open())
    type_a_dose(day, qtbot, amount)
    day.dose.card.read.click()
    assert "Nothing was recorded" in day.dose.card.sentence.text()


def test_a_dose_typed_and_not_recorded_is_still_there_when_the_tab_comes_back(
    stage: Any, qtbot: QtBot
) -> None:
    stage.clear()
    tab = stage.open()
    type_a_dose(stage.day(tab), qtbot)
    stage.shut(tab)
    again = stage.day(stage.open()).dose.card
    assert (again.drug.text(), again.amount.text()) == ("ketamine", "50")
    assert doses.of_session(stage.record, stage.session) == ()


def test_what_was_chosen_and_not_recorded_is_still_chosen_when_the_tab_comes_back(
    stage: Any, qtbot: QtBot
) -> None:
    stage.clear()
    tab = stage.open()
    type_a_dose(stage.day(tab), qtbot)
    stage.day(tab).untoward.card.severity.segments.buttons["mild"].click()
    stage.shut(tab)
    again = stage.day(stage.open())
    assert (again.dose.card.route.value(), again.dose.card.unit.value()) == ("im", "mg")
    assert again.untoward.card.severity.value() == "mild"


def test_a_recorded_dose_leaves_no_choice_behind(stage: Any, qtbot: QtBot) -> None:
    stage.clear()
    tab = stage.open()
    type_a_dose(stage.day(tab), qtbot)
    stage.day(tab).dose.card.read.click()
    stage.day(tab).dose.card.record.click()
    stage.shut(tab)
    again = stage.day(stage.open()).dose.card
    assert (again.route.value(), again.unit.value()) == (None, None)


def test_on_a_small_screen_stamp_is_in_sight_and_every_column_of_the_vitals(
    journey: DosingTab, stage: Any, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Theme.load("ember"), 100)
    for minutes in (0, 15, 15, 15):
        stage.clock.move(minutes=minutes)
        vitals.take(
            stage.record, stage.session, Reading(sbp=188, dbp=104, hr=118, spo2=97, moaas=4, dissociation=3)
        )
    journey.resize(*SMALL)
    journey.load()
    qapp.processEvents()
    day = stage.day(journey)
    stamp, table = day.journey.keys.stamp, day.vitals.card.table
    assert stamp.visibleRegion().boundingRect() == stamp.rect()
    assert stamp.height() >= theme.px(44)
    assert table.horizontalScrollBar().maximum() == 0
    assert not day.vitals.card.line.note.visibleRegion().isEmpty()
    tops = {button.y() for button in day.states.buttons.values()}
    assert len(tops) == 1


def test_one_key_of_the_pad_stamps_one_moment_with_clock_and_t_plus(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    qtbot.keyClick(stage.day(journey).journey.card.list, Qt.Key.Key_9, PAD)
    (moment,) = moments(stage)
    assert (moment.kind, moment.happened_at) == ("tears", stage.record.now())
    (line,) = shown(journey)
    assert (line.since_dose, line.clock, line.label) == ("T+00:12", "09:12", "Tears")


def test_one_press_of_a_button_stamps_one_moment_and_the_caret_stays(journey: DosingTab, stage: Any) -> None:
    day = stage.day(journey)
    day.journey.card.composer.setFocus()
    day.journey.keys.buttons["movement"].click()
    day.journey.keys.stamp.click()
    assert [one.kind for one in moments(stage)] == ["movement", "stamp"]
    assert day.journey.card.composer.hasFocus()


def test_every_key_is_44_px_high_at_least(
    stage: Any, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    theme.apply(qapp, theme.Theme.load("ember"))
    stage.dose()
    day = stage.day(stage.open())
    pressed = [*day.journey.keys.buttons.values(), day.journey.keys.stamp, day.journey.keys.strike]
    pressed += [*day.states.buttons.values(), day.journey.card.voice, day.vitals.card.record]
    assert len(day.journey.keys.buttons) == 14
    assert min(button.height() for button in pressed) >= 44


def test_figures_of_the_pad_are_figures_where_one_writes(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    line = stage.day(journey).vitals.card.line.note
    line.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0):
        qtbot.keyClick(line, key, PAD)
    assert line.text() == "120"
    assert moments(stage) == ()
    qtbot.keyClick(line, Qt.Key.Key_7, PAD | Qt.KeyboardModifier.ControlModifier)
    assert [one.kind for one in moments(stage)] == ["music"]
    assert line.text() == "120"


def test_strike_takes_back_the_last_press_and_both_stay_to_be_read(journey: DosingTab, stage: Any) -> None:
    day = stage.day(journey)
    day.journey.press("tears")
    day.journey.press("laughter")
    day.journey.keys.strike.click()
    assert [one.struck for one in moments(stage)] == [False, True]
    assert [bool(line.struck) for line in shown(journey)] == [False, True]


def test_letters_typed_on_the_list_are_words_and_enter_writes_them(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).journey.card
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_J)
    assert card.composer.hasFocus()
    qtbot.keyClicks(card.composer, "aw lets go.")
    qtbot.keyClick(card.composer, Qt.Key.Key_Return)
    (moment,) = moments(stage)
    assert (moment.voice, moment.text) == (Voice.OBSERVER, "jaw lets go.")
    assert card.composer.text() == ""
    qtbot.keyClick(card.composer, Qt.Key.Key_Escape)
    assert card.list.hasFocus()


def test_one_key_changes_the_voice_and_the_words_go_under_it(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).journey.card
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Period, PAD)
    card.composer.setFocus()
    qtbot.keyClicks(card.composer, "It is the hallway.")
    qtbot.keyClick(card.composer, Qt.Key.Key_Return)
    qtbot.keyClick(card.composer, Qt.Key.Key_F4)
    qtbot.keyClicks(card.composer, "Breathing slows.")
    qtbot.keyClick(card.composer, Qt.Key.Key_Return)
    assert [one.voice for one in moments(stage)] == [Voice.CLIENT, Voice.OBSERVER]
    assert shown(journey)[0].text == "“It is the hallway.”"


def test_a_draft_and_its_voice_survive_leaving_in_the_middle_of_a_word(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    day = stage.day(journey)
    day.journey.toggle_voice()
    day.journey.card.composer.setFocus()
    qtbot.keyClicks(day.journey.card.composer, "Then the sea comes in und")
    stage.shut(journey)
    assert moments(stage) == ()
    again = stage.day(stage.open())
    card = again.journey.card
    assert card.composer.text() == "Then the sea comes in und"
    card.composer.setFocus()
    card.composer.set_caret(len(card.composer.text()))
    qtbot.keyClicks(card.composer, "er the door")
    qtbot.keyClick(card.composer, Qt.Key.Key_Return)
    (moment,) = moments(stage)
    assert (moment.voice, moment.text) == (Voice.CLIENT, "Then the sea comes in under the door")
    owner = Owner(stage.client, session=stage.session)
    assert notes.text(stage.record, owner, "draft.timeline") == ""


def test_a_moment_can_be_set_back_and_a_time_to_come_is_a_sentence(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).journey.card
    qtbot.keyClicks(card.composer, "Left hand opens.")
    qtbot.keyClicks(card.at, "9:30")
    qtbot.keyClick(card.composer, Qt.Key.Key_Return)
    assert "still to come" in card.sentence.text()
    assert card.composer.text() == "Left hand opens."
    card.at.document_in_use.clear()
    qtbot.keyClicks(card.at, "9:04")
    qtbot.keyClick(card.at, Qt.Key.Key_Return)
    (line,) = shown(journey)
    assert (line.clock, line.since_dose, line.later) == ("09:04", "T+00:04", "written 09:12")


def test_a_moment_is_put_right_in_place_and_its_old_words_are_kept(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    day = stage.day(journey)
    timeline.write(stage.record, stage.session, Voice.CLIENT, "the red dor")
    journey.load()
    card = day.journey.card
    card.list.setFocus()
    card.list.setCurrentIndex(card.list.moments.index(len(card.list.moments.moments) - 1))
    qtbot.keyClick(card.list, Qt.Key.Key_Return)
    assert card.strip.words.note.hasFocus()
    card.strip.words.note.load("the red door")
    qtbot.keyClick(card.strip.words.note, Qt.Key.Key_Return)
    (moment,) = moments(stage)
    assert (moment.text, moment.edits) == ("the red door", 1)
    assert card.strip.isHidden()
    card.list.setCurrentIndex(card.list.moments.index(len(card.list.moments.moments) - 1))
    qtbot.keyClick(card.list, Qt.Key.Key_Delete)
    card.strip.strike.click()
    assert "needs a reason" in card.strip.sentence.text()
    qtbot.keyClicks(card.strip.reason.note, "misheard")
    qtbot.keyClick(card.strip.reason.note, Qt.Key.Key_Return)
    assert moments(stage)[0].struck_reason == "misheard"


def test_t_plus_is_right_after_reopening_and_a_booster_counts_beside_it(stage: Any) -> None:
    stage.dose()
    stage.clock.move(minutes=25)
    given = doses.of_session(stage.record, stage.session)[0].dose
    from dataclasses import replace

    doses.give(stage.record, stage.session, replace(given, given_at=stage.record.now(), is_booster=True))
    stage.clock.move(hours=1)
    tab = stage.open()
    stage.day(tab).journey.press("water")
    assert shown(tab)[-1].since_dose == "T+01:25"
    assert stage.day(tab).states.clock.text() == "Booster T+01:00"


def test_vitals_are_one_line_and_enter(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    card = stage.day(journey).vitals.card
    qtbot.keyClicks(card.line.note, "138/86 84 97 16")
    qtbot.keyClick(card.line.note, Qt.Key.Key_Return)
    last = vitals.of_session(stage.record, stage.session)[-1]
    assert (last.reading.sbp, last.reading.rr, last.happened_at) == (138, 16, stage.record.now())
    assert card.line.text() == ""
    assert "BP +16/+8 mmHg" in card.change.text()


def test_a_line_that_cannot_be_read_stays_with_its_sentence(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).vitals.card
    qtbot.keyClicks(card.line.note, "86/138 84")
    qtbot.keyClick(card.line.note, Qt.Key.Key_Return)
    assert "first number is the higher one" in card.sentence.text()
    assert card.line.text() == "86/138 84"
    assert len(vitals.of_session(stage.record, stage.session)) == 1


def test_details_go_with_the_line(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    card = stage.day(journey).vitals.card
    card.more.click()
    qtbot.keyClicks(card.line.note, "130/80")
    card.levels.bars["moaas"].segments.buttons["4"].click()
    assert card.line.text() == "130/80 a4"
    qtbot.keyClick(card.line.note, Qt.Key.Key_Return)
    last = vitals.of_session(stage.record, stage.session)[-1]
    assert (last.reading.moaas, last.reading.dissociation) == (4, None)


def test_a_look_that_is_due_is_a_quiet_word_and_a_count(stage: Any) -> None:
    stage.dose()
    stage.clock.move(minutes=14)
    tab = stage.open()
    day = stage.day(tab)
    assert tab.open_count() == ""
    assert day.vitals.card._subtitle.text() == "next at 09:15"
    stage.clock.move(minutes=3)
    day.tick()
    assert tab.open_count() == "1 due"
    assert day.vitals.card._subtitle.text() == "BP overdue 2 min"
    day.vitals.card.missed.click()
    day.vitals.card.not_taken.emit("missed", "not to disturb the journey")
    assert tab.open_count() == ""
    assert vitals.of_session(stage.record, stage.session)[-1].reason == "not to disturb the journey"


def test_a_look_at_the_clock_while_the_record_is_locked_disturbs_nothing(
    journey: DosingTab, stage: Any
) -> None:
    counts: list[str] = []
    journey.counted.connect(counts.append)
    stage.clock.move(minutes=4)
    stage.record.store.close()
    stage.day(journey).tick()
    assert counts == []


def test_an_offer_of_touch_is_answered_by_one_press(journey: DosingTab, stage: Any) -> None:
    day = stage.day(journey)
    day.journey.keys.buttons["touch-offered"].click()
    assert day.journey.keys.offer.isVisible()
    day.journey.keys.answered.emit("declined")
    (moment,) = moments(stage)
    assert (moment.kind, moment.text) == ("touch-offered", "declined")


def test_what_was_asked_of_touch_in_the_room_stands_beside_what_was_agreed(
    journey: DosingTab, stage: Any
) -> None:
    day = stage.day(journey)
    day.journey.press("touch-offered")
    assert day.journey.keys._offered.text() == "Touch agreement: not recorded"
    consent_events.ask(stage.record, stage.session, ConsentKind.TOUCH, ConsentAnswer.NOT_NOW, scope="hand")
    day.journey.press("touch-offered")
    assert day.journey.keys._offered.text() == (
        "Touch agreement: not recorded · asked in the room: not now (hand), 09:12"
    )


def test_a_consent_that_was_taken_back_is_a_quiet_line_under_the_journey(
    journey: DosingTab, stage: Any
) -> None:
    day, line = stage.day(journey), stage.day(journey).journey.card.taken_back
    asked = journey.desk.do(day, consent_events.ask, stage.session, ConsentKind.MUSIC, ConsentAnswer.YES)
    assert asked is not None
    assert line.isHidden()
    stage.clock.move(minutes=3)
    journey.desk.do(day, consent_events.withdraw, stage.session, asked.item)
    assert line.isVisible()
    assert line.text() == "Taken back: music 09:15"
    journey.desk.do(day, consent_events.strike, stage.session, asked.item)
    assert line.isHidden()


def test_an_adverse_event_that_is_not_complete_is_counted_beside_the_look_that_is_due(
    journey: DosingTab, stage: Any
) -> None:
    counts: list[str] = []
    journey.counted.connect(counts.append)
    stage.clock.move(minutes=5)
    stage.day(journey).tick()
    stage.day(journey).untoward.card.kind_pressed.emit("nausea")
    assert counts == ["1 due", "1 due · 1 open"]
    (event,) = adverse_events.of_session(stage.record, stage.session)
    journey.desk.do(stage.day(journey), adverse_events.strike, stage.session, event.id, "another client")
    assert counts[-1] == "1 due"


def test_the_adverse_event_key_stamps_at_once_and_opens_the_fields(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    day = stage.day(journey)
    day.journey.press("adverse-event")
    assert len(moments(stage)) == 1
    card = day.untoward.card
    assert card.kind.isVisible()
    assert card.kind.currentIndex() == -1
    card.record.click()
    assert "not chosen yet" in card.sentence.text()
    card.kind.setCurrentIndex(card.kind.findData("nausea"))
    card.severity.segments.buttons["mild"].click()
    card.record.click()
    (event,) = adverse_events.of_session(stage.record, stage.session)
    assert (event.event.kind.value, event.event.onset) == ("nausea", stage.record.now())
    assert card.kind.isHidden() or not card.kind.isVisible()


def test_states_lead_on_by_one_press_with_their_time(journey: DosingTab, stage: Any) -> None:
    row = stage.day(journey).states
    row.buttons["emergence"].click()
    assert stage.head.state is SessionState.EMERGENCE
    assert row.buttons["emergence"].isChecked()
    assert row.buttons["emergence"].accessibleDescription() == "09:12"
    assert not row.buttons["journey"].isChecked()


def test_the_arrival_check_stays_in_reach_after_the_dose(journey: DosingTab, stage: Any) -> None:
    day = stage.day(journey)
    day.journey.card.arrival.click()
    assert day.currentWidget() is day._before
    day.arrival.card.back.click()
    assert day.currentWidget() is day._after


def test_nothing_pops_up_in_session(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    day = stage.day(journey)
    for kind in day.journey.keys.buttons:
        day.journey.press(kind)
        QApplication.processEvents()
    qtbot.keyClicks(day.vitals.card.line.note, "199/120 130 80")
    qtbot.keyClick(day.vitals.card.line.note, Qt.Key.Key_Return)
    assert "call the medical professional" in day.vitals.card.flags.text()
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not journey]
    assert [one for one in windows if isinstance(one, QDialog)] == []
    assert QApplication.activePopupWidget() is None


def test_a_signed_session_is_read_and_nothing_is_offered(stage: Any, qtbot: QtBot) -> None:
    stage.dose()
    timeline.stamp(stage.record, stage.session, "tears")
    stage.sign()
    tab = stage.open()
    day = stage.day(tab)
    assert [line.label for line in shown(tab)] == ["Tears"]
    for hidden in (
        day.journey.card.composer,
        day.journey.keys,
        day.vitals.card.line,
        day.untoward.card.begin,
    ):
        assert not hidden.isVisible()
    assert not any(button.isEnabled() for state, button in day.states.buttons.items() if state != "journey")
    day.journey.press("tears")
    assert len(moments(stage)) == 1


def test_what_another_screen_wrote_is_seen_at_once(journey: DosingTab, stage: Any) -> None:
    desk = journey.desk
    desk.do(desk, timeline.stamp, stage.session, "music")
    assert [line.label for line in shown(journey)] == ["Music"]
    with_booster = sessions.steps(stage.record, stage.session)
    assert with_booster[-1].state is SessionState.JOURNEY


def test_a_day_without_a_dose_is_ended_in_two_steps_with_its_reason(stage: Any, qtbot: QtBot) -> None:
    stage.arrive()
    card = stage.day(stage.open()).arrival.ending
    card.begin.click()
    card.end.click()
    assert "reason" in card.sentence.text()
    assert stage.head.ended_at is None
    qtbot.keyClicks(card.reason.note, "fever this morning")
    card.end.click()
    assert stage.head.state is SessionState.ABORTED
    assert not card.isVisible()


def test_after_the_dose_the_keyboard_is_in_the_journey(stage: Any, qtbot: QtBot) -> None:
    stage.clear()
    tab = stage.open()
    day = stage.day(tab)
    assert day.dose.card.drug.note.hasFocus()
    type_a_dose(day, qtbot)
    day.dose.card.read.click()
    qtbot.keyClick(day.dose.card.record, Qt.Key.Key_Return)
    assert day.journey.card.list.hasFocus()


def test_a_wrong_dose_is_put_right_and_the_wrong_one_stays_struck(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    card = stage.day(journey).dose.card
    (wrong,) = doses.of_session(stage.record, stage.session)
    card.correct_asked.emit(wrong.id)
    assert card.drug.text() == "ketamine"
    card.amount.put("40")
    qtbot.keyClicks(card.reason.note, "misread the syringe")
    card.read.click()
    assert "The one that was wrong is struck" in card._words.text()
    qtbot.keyClick(card.record, Qt.Key.Key_Return)
    first, second = doses.of_session(stage.record, stage.session)
    assert (first.struck_reason, second.dose.words) == ("misread the syringe", "IM 40 mg ketamine")
    assert second.dose.given_at == first.dose.given_at
    assert stage.head.dosed_at == first.dose.given_at


def test_a_booster_is_recorded_in_the_same_two_steps(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    day = stage.day(journey)
    day.dose.card.another.click()
    type_a_dose(day, qtbot, "25")
    day.dose.card.read.click()
    assert day.dose.card._words.text().startswith("Record booster: ketamine 25 mg")
    day.dose.card.record.click()
    assert [one.dose.is_booster for one in doses.of_session(stage.record, stage.session)] == [False, True]
    assert day.states.clock.text() == "Booster T+00:00"


def test_in_large_type_every_key_is_under_the_finger_however_far_the_page_is_scrolled(
    journey: DosingTab, stage: Any, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Theme.load("ember"), 150)
    page, keys = stage.day(journey)._after, stage.day(journey).journey.keys
    journey.resize(1095, 635)
    QApplication.processEvents()
    assert page.is_narrow()
    bar = page.verticalScrollBar()
    for place in (0, bar.maximum()):
        bar.setValue(place)
        QApplication.processEvents()
        for button in keys.buttons.values():
            at = button.rect().translated(button.mapTo(journey, QPoint(0, 0)))
            assert journey.rect().contains(at), button.accessibleName()
            assert journey.childAt(at.center()) is button
            assert at.height() >= 44
    before = len(moments(stage))
    click(keys.stamp)
    assert len(moments(stage)) == before + 1
    theme.apply(qapp, theme.Theme.load("ember"), 100)
    QApplication.processEvents()
    assert not page.is_narrow()
    assert page.context.indexOf(keys) == 0
    assert keys.isVisible()
    assert page.viewportMargins().top() == 0


def test_in_large_type_four_moments_and_the_line_are_in_sight_together(
    journey: DosingTab, stage: Any, qapp: QApplication, qtbot: QtBot
) -> None:
    for number in range(8):
        timeline.write(stage.record, stage.session, Voice.OBSERVER, f"slow breath, {number}")
    theme.apply(qapp, theme.Theme.load("ember"), 150)
    journey.resize(1095, 565)  # what a window of 1280 by 800 leaves under its tabs
    journey.load()
    card = stage.day(journey).journey.card
    journey.arrive()
    qtbot.waitUntil(lambda: in_sight(card.composer))
    shown, rows = card.list, card.list.model().rowCount()
    newest = [shown.visualRect(shown.model().index(rows - back, 0)) for back in range(1, 5)]
    assert all(shown.viewport().rect().contains(row) for row in newest)
    assert in_sight(shown.viewport())
    card.composer.setFocus()
    assert in_sight(card.composer)
    assert in_sight(card.voice)
    seen = shown.viewport().visibleRegion().boundingRect()
    assert all(seen.contains(row) for row in newest[:3])


def in_sight(part: QWidget) -> bool:
    """Return whether nothing of a part is scrolled away."""
    return part.visibleRegion().boundingRect() == part.rect()


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
