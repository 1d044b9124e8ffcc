"""Hands on the pad, eyes on the client: one press is one moment, a held key its words, nothing is lost."""

import json
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kapdesk import content
from kapdesk.domain.clock_jumps import Jump, JumpKind
from kapdesk.domain.pad import Act, keys_of
from kapdesk.domain.timeline import Voice
from kapdesk.services import clock_jumps, doses, notes, sessions, timeline
from kapdesk.services.notes import Owner
from kapdesk.tabs.dosing.pad import Hold
from kapdesk.tabs.dosing.tab import DosingTab
from kapdesk.ui.versions import VersionsSheet

PAD = Qt.KeyboardModifier.KeypadModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ON = {
    "/": Qt.Key.Key_Slash, "*": Qt.Key.Key_Asterisk, "-": Qt.Key.Key_Minus, "+": Qt.Key.Key_Plus,
    ".": Qt.Key.Key_Period, "Enter": Qt.Key.Key_Enter,
} | {str(figure): Qt.Key(Qt.Key.Key_0.value + figure) for figure in range(10)}  # fmt: skip
OFF = {
    "0": Qt.Key.Key_Insert, "1": Qt.Key.Key_End, "2": Qt.Key.Key_Down, "3": Qt.Key.Key_PageDown,
    "4": Qt.Key.Key_Left, "5": Qt.Key.Key_Clear, "6": Qt.Key.Key_Right, "7": Qt.Key.Key_Home,
    "8": Qt.Key.Key_Up, "9": Qt.Key.Key_PageUp, ".": Qt.Key.Key_Delete,
}  # fmt: skip
KEYS = keys_of(content.load().table("timeline-keys"))
STAMPING = [key for key in KEYS if key.act.stamps]


def moments(stage: Any) -> list[timeline.Moment]:
    found = timeline.of_session(stage.record, stage.session)
    return [one for one in found if one.kind != timeline.CLEARANCE]


def card(tab: DosingTab) -> Any:
    assert tab.day is not None
    return tab.day.journey.card


def event(kind: QEvent.Type, key: Qt.Key, *, repeats: bool = False) -> QKeyEvent:
    return QKeyEvent(kind, key.value, PAD, "", repeats, 1)


def choose_last(tab: DosingTab) -> None:
    rows = card(tab).list.moments
    card(tab).list.setFocus()
    card(tab).list.setCurrentIndex(rows.index(len(rows.moments) - 1))


# ---------------------------------------------------------------- one press


def is_done(day: Any, stage: Any, act: Act) -> bool:
    """Say whether a key did what only it does."""
    hands = day.journey
    done = {
        Act.VOICE: lambda: hands.card.composer.voice().value == "client",
        Act.STRIKE: lambda: moments(stage)[-1].struck_reason == timeline.WRONG_PRESS,
        Act.DETAIL: hands.card.strip.isVisible,
        Act.WRITE: hands.card.composer.hasFocus,
        Act.VITALS: day.vitals.card.line.note.hasFocus,
        Act.ADVERSE_EVENT: day.untoward.card.kind.isVisible,
        Act.TOUCH: hands.keys.offer.isVisible,
    }
    return act not in done or done[act]()


def test_every_key_of_the_pad_does_its_work_with_one_press_from_the_list(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    timeline.write(stage.record, stage.session, Voice.OBSERVER, "Breathing slows.")
    journey.load()
    for key in KEYS:
        card(journey).list.setFocus()
        before = len(moments(stage))
        qtbot.keyClick(card(journey).list, ON[key.key], PAD)
        added = [one.kind for one in moments(stage)[before:]]
        assert added == ([key.kind] if key.act.stamps else []), key.kind
        assert is_done(stage.day(journey), stage, key.act), key.kind


def test_from_within_a_text_every_key_takes_two_presses_at_most(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    line = card(journey).composer
    line.setFocus()
    qtbot.keyClicks(line, "jaw")
    for key in KEYS:
        if key.act is Act.WRITE:
            continue  # one is there already
        line.setFocus()
        before = len(moments(stage))
        if key.key in {"+", "-"}:  # with Ctrl they are the size of the type: back to the list, then the key
            qtbot.keyClick(line, Qt.Key.Key_Escape)
            qtbot.keyClick(card(journey).list, ON[key.key], PAD)
        else:
            qtbot.keyClick(line, ON[key.key], PAD | CTRL)
        assert len(moments(stage)) == before + key.act.stamps, key.kind
        assert is_done(stage.day(journey), stage, key.act), key.kind
        assert line.text() == "jaw"


def test_every_key_that_acts_is_a_button_of_44_px_or_one_touch_of_the_list_or_the_line(
    journey: DosingTab, stage: Any
) -> None:
    buttons = stage.day(journey).journey.keys.buttons
    assert {key.kind for key in KEYS if key.act not in {Act.DETAIL, Act.WRITE}} == set(buttons)
    assert all(min(button.height(), button.width()) >= 44 for button in buttons.values())
    assert all(button.visibleRegion().boundingRect() == button.rect() for button in buttons.values())
    assert min(card(journey).composer.height(), card(journey).voice.height()) >= 44
    for key in STAMPING:
        before = len(moments(stage))
        QTest.mouseClick(buttons[key.kind], Qt.MouseButton.LeftButton)
        assert [one.kind for one in moments(stage)[before:]] == [key.kind]


def test_the_pad_is_the_same_with_num_lock_off(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    kinds = {key.key: key.kind for key in KEYS}
    for sign, key in OFF.items():
        card(journey).list.setFocus()
        before = len(moments(stage))
        qtbot.keyClick(card(journey).list, key, PAD)
        if kinds[sign] == "voice":
            assert card(journey).composer.voice().value == "client"
        else:
            assert [one.kind for one in moments(stage)[before:]] == [kinds[sign]]


def test_without_num_lock_the_pad_moves_the_caret_where_one_writes(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    line = card(journey).composer
    line.setFocus()
    qtbot.keyClicks(line, "jaw")
    qtbot.keyClick(line, Qt.Key.Key_Home, PAD)
    assert (line.caret(), moments(stage)) == (0, [])
    qtbot.keyClick(line, Qt.Key.Key_Home, PAD | CTRL)
    assert [one.kind for one in moments(stage)] == ["music"]


def test_the_keys_above_the_letters_are_no_pad(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    card(journey).list.setFocus()
    qtbot.keyClick(card(journey).list, Qt.Key.Key_Home)
    assert moments(stage) == []
    qtbot.keyClick(card(journey).list, Qt.Key.Key_9)
    assert (card(journey).composer.text(), moments(stage)) == ("9", [])


def test_before_the_dose_the_pad_stamps_nothing(stage: Any, qtbot: QtBot) -> None:
    stage.arrive()
    tab = stage.open()
    qtbot.keyClick(tab, Qt.Key.Key_9, PAD)
    assert moments(stage) == []


# ---------------------------------------------------------------- held


def test_a_held_key_stamps_once_and_opens_its_words(journey: DosingTab, stage: Any) -> None:
    rows = card(journey).list
    rows.setFocus()
    QApplication.sendEvent(rows, event(QEvent.Type.KeyPress, Qt.Key.Key_9))
    assert card(journey).strip.isHidden()
    for _ in range(20):
        QApplication.sendEvent(
            QApplication.focusWidget() or rows, event(QEvent.Type.KeyPress, Qt.Key.Key_9, repeats=True)
        )
    assert [one.kind for one in moments(stage)] == ["tears"]
    assert card(journey).strip.key == moments(stage)[0].id
    assert card(journey).strip.words.note.hasFocus()
    assert card(journey).strip.words.text() == ""


def test_a_key_let_go_early_only_stamps(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    rows = card(journey).list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_9, PAD)
    qtbot.keyPress(rows, Qt.Key.Key_7, PAD)
    qtbot.keyRelease(rows, Qt.Key.Key_7, PAD)
    assert [one.kind for one in moments(stage)] == ["tears", "music"]
    assert [hold for hold in journey.findChildren(Hold) if hold.is_waiting] == []


def test_a_key_that_stays_down_without_repeating_is_held_too(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    rows = card(journey).list
    rows.setFocus()
    with qtbot.waitSignal(stage.day(journey).journey.keys.held) as told:
        qtbot.keyPress(rows, Qt.Key.Key_Slash, PAD)
    assert told.args == ["light"]
    qtbot.keyRelease(rows, Qt.Key.Key_Slash, PAD)
    assert len(moments(stage)) == 1


def test_a_button_under_a_finger_that_stays_stamps_once_and_opens_its_words(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    keys = stage.day(journey).journey.keys
    with qtbot.waitSignal(keys.held):
        QTest.mousePress(keys.buttons["music"], Qt.MouseButton.LeftButton)
    QTest.mouseRelease(keys.buttons["music"], Qt.MouseButton.LeftButton)
    assert [one.kind for one in moments(stage)] == ["music"]
    assert card(journey).strip.isVisible()
    QTest.mouseClick(keys.buttons["tears"], Qt.MouseButton.LeftButton)
    assert [one.kind for one in moments(stage)] == ["music", "tears"]


def test_a_finger_that_slides_off_the_button_stamps_nothing(journey: DosingTab, stage: Any) -> None:
    button = stage.day(journey).journey.keys.buttons["music"]
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(-60, -60))
    assert moments(stage) == []


# ---------------------------------------------------------------- two voices


def test_the_voice_of_a_written_moment_is_changed_by_key_in_the_list_and_in_the_strip(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    timeline.write(stage.record, stage.session, Voice.OBSERVER, "It is warm.")
    journey.load()
    choose_last(journey)
    qtbot.keyClick(card(journey).list, Qt.Key.Key_F4)
    assert moments(stage)[0].voice is Voice.CLIENT
    assert "Client’s words" in card(journey).list.moments.moments[-1].spoken
    qtbot.keyClick(card(journey).list, Qt.Key.Key_Return)
    strip = card(journey).strip
    qtbot.keyClick(strip.words.note, Qt.Key.Key_F4)
    assert moments(stage)[0].voice is Voice.OBSERVER
    assert strip.voice.accessibleName() == "Observer"
    assert strip.isVisible()
    assert "voice put right" in card(journey).list.moments.moments[-1].spoken
    qtbot.keyClick(strip.words.note, Qt.Key.Key_F3)
    sheet = journey.findChild(VersionsSheet)
    assert sheet is not None
    assert sheet.besides.isVisible()
    told = [line.split(" it stood as ")[1] for line in sheet.besides.text().splitlines()]
    assert told == ["the observer’s words", "the client’s words"]


def test_speech_is_stamped_in_the_voice_that_is_written_and_tears_are_seen(
    journey: DosingTab, stage: Any
) -> None:
    hands = stage.day(journey).journey
    hands.toggle_voice()
    for kind in ("speech", "tears", "stamp"):
        hands.press(kind)
    assert [one.voice for one in moments(stage)] == [Voice.CLIENT, Voice.OBSERVER, Voice.CLIENT]


# ---------------------------------------------------------------- a clinic's own pad


CLINIC = """kind = "table"
id = "timeline-keys"
version = 1001
title = "Our pad"
note = ""
source = "Hollow Oak Clinic"
licence = "own"
columns = [
  { id = "key", holds = "text" }, { id = "label", holds = "text" }, { id = "act", holds = "text" },
  { id = "voice", holds = "text", required = false },
]
rows = [
  { id = "tears", key = "7", label = "Crying", act = "entry" },
  { id = "singing", key = "+", label = "Singing", act = "entry", voice = "client" },
  { id = "mark", key = "5", label = "Mark", act = "stamp" },
]
"""


def test_a_clinic_s_own_pad_changes_buttons_keys_and_words_and_old_moments_keep_theirs(
    journey: DosingTab, stage: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.day(journey).journey.press("tears")
    stage.shut(journey)
    (tmp_path / "timeline-keys.toml").write_text(CLINIC, encoding="utf-8")
    stage.record = replace(stage.record, content=content.load(tmp_path))
    tab = stage.open()
    hands = stage.day(tab).journey
    assert set(hands.keys.buttons) == {"tears", "singing", "mark", "strike", "voice"}
    assert hands.keys.stamp.accessibleName() == "Mark"
    assert card(tab)._subtitle.text() == "Num 5 stamps"
    card(tab).list.setFocus()
    for key in (Qt.Key.Key_7, Qt.Key.Key_Plus, Qt.Key.Key_5, Qt.Key.Key_9):
        qtbot.keyClick(card(tab).list, key, PAD)
    assert [(one.label, one.voice) for one in moments(stage)] == [
        ("Tears", Voice.OBSERVER),
        ("Crying", Voice.OBSERVER),
        ("Singing", Voice.CLIENT),
        ("Mark", Voice.OBSERVER),
    ]
    assert [one.label for one in card(tab).list.moments.moments][-4:] == [
        "Tears",
        "Crying",
        "Singing",
        "Mark",
    ]


# ---------------------------------------------------------------- what is being put right


def test_a_moment_being_put_right_comes_back_as_that_same_correction(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    timeline.write(stage.record, stage.session, Voice.CLIENT, "the red dor")
    timeline.write(stage.record, stage.session, Voice.CLIENT, "the sea")
    journey.load()
    hands = stage.day(journey).journey
    hands.card.edit_asked.emit(moments(stage)[0].id)
    strip = hands.card.strip
    strip.words.note.selectAll()
    qtbot.keyClicks(strip.words.note, "the red door")
    strip.reason.note.setFocus()
    qtbot.keyClicks(strip.reason.note, "mis")
    there = journey.caret()
    stage.shut(journey)
    tab = stage.open()
    strip = card(tab).strip
    assert strip.isVisible()
    assert (strip.key, strip.words.text(), strip.reason.text()) == (
        moments(stage)[0].id,
        "the red door",
        "mis",
    )
    assert strip.voice.accessibleName() == "Client’s words"
    assert card(tab).composer.text() == ""
    tab.set_caret(*there)
    assert strip.reason.note.hasFocus()
    strip.keep.click()
    assert [(one.text, one.edits) for one in moments(stage)] == [("the red door", 1), ("the sea", 0)]
    left = notes.texts(stage.record, tab.chart.owner)
    assert {name: one.text for name, one in left.items() if "strip" in name and one.text} == {}
    stage.shut(tab)
    assert card(stage.open()).strip.isHidden()


def test_a_correction_that_was_left_does_not_come_back(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    timeline.write(stage.record, stage.session, Voice.CLIENT, "the red dor")
    journey.load()
    choose_last(journey)
    qtbot.keyClick(card(journey).list, Qt.Key.Key_Return)
    qtbot.keyClicks(card(journey).strip.words.note, "x")
    qtbot.keyClick(card(journey).strip.words.note, Qt.Key.Key_Escape)
    assert card(journey).list.hasFocus()
    stage.shut(journey)
    assert card(stage.open()).strip.isHidden()
    assert moments(stage)[0].text == "the red dor"


def test_a_correction_of_a_moment_that_was_struck_meanwhile_stays_closed(
    journey: DosingTab, stage: Any
) -> None:
    stage.day(journey).journey.press("tears")
    stage.day(journey).journey._open_last()
    stage.shut(journey)
    timeline.strike(stage.record, stage.session, moments(stage)[0].id)
    assert card(stage.open()).strip.isHidden()


def test_delete_asks_why_in_the_strip_and_enter_strikes(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    stage.day(journey).journey.press("tears")
    choose_last(journey)
    qtbot.keyClick(card(journey).list, Qt.Key.Key_Delete)
    reason = card(journey).strip.reason.note
    assert reason.hasFocus()
    qtbot.keyClicks(reason, "it was a cough")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert moments(stage)[0].struck_reason == "it was a cough"


def test_in_the_strip_too_a_moment_is_set_back_and_both_times_show(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    for typed in ("9:05", "-7", "7 min ago", "0905"):
        stage.day(journey).journey.press("tears")
        stage.day(journey).journey._open_last()
        strip = card(journey).strip
        strip.at.put(typed)
        qtbot.keyClick(strip.at.note, Qt.Key.Key_Return)
    then = stage.record.now() - timedelta(minutes=7)
    assert [one.happened_at for one in moments(stage)] == [then] * 4
    shown = card(journey).list.moments.moments[-1]
    assert (shown.clock, shown.since_dose, shown.later) == (
        "09:05",
        "T+00:05",
        "written 09:12 · time put right",
    )


def test_a_time_that_is_to_come_is_refused_in_the_strip_with_its_sentence(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    stage.day(journey).journey.press("tears")
    stage.day(journey).journey._open_last()
    strip = card(journey).strip
    strip.at.put("10:40")
    strip.words.put("no distress")
    strip.keep.click()
    assert "still to come" in strip.sentence.text()
    assert strip.words.text() == "no distress"
    assert moments(stage)[0].text == ""


def test_a_line_set_back_leaves_no_time_behind_for_the_next_one(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    qtbot.keyClicks(card(journey).composer, "Left hand opens.")
    qtbot.keyClicks(card(journey).at, "9:04")
    assert journey.leave()
    qtbot.keyClick(card(journey).at, Qt.Key.Key_Return)
    assert notes.text(stage.record, journey.chart.owner, "draft.timeline.at") == ""


# ---------------------------------------------------------------- the clock


def test_a_jump_of_the_clock_is_a_line_among_the_moments(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    stage.day(journey).journey.press("tears")
    now = stage.record.now()
    stage.clock.at += timedelta(hours=1)
    desk = journey.desk
    desk.do(desk, clock_jumps.write, Jump(JumpKind.CLOCK, now, now + timedelta(hours=1)))
    stage.day(journey).journey.press("water")
    lines = card(journey).list.moments.moments[-3:]
    assert [one.label for one in lines] == ["Tears", "Clock", "Water"]
    assert lines[1].text == "Clock moved by +01:00, from 09:12 to 10:12. T+ counts from the stored dose time."
    rows = card(journey).list
    rows.setCurrentIndex(rows.moments.index(len(rows.moments.moments) - 2))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F4, Qt.Key.Key_Delete):
        qtbot.keyClick(rows, key)
    assert card(journey).strip.isHidden()


def test_while_the_clock_is_behind_the_dose_everything_can_be_written_and_is_seen(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    stage.day(journey).journey.press("tears")
    stage.clock.at -= timedelta(hours=2)
    hands = stage.day(journey).journey
    hands.press("water")
    qtbot.keyClicks(hands.card.at, "9:12")
    qtbot.keyClicks(hands.card.composer, "It is warm.")
    qtbot.keyClick(hands.card.composer, Qt.Key.Key_Return)
    assert hands.card.sentence.text() == ""
    assert {one.label or one.text for one in moments(stage)} == {"Tears", "Water", "It is warm."}
    stage.day(journey).tick()


def test_the_second_count_since_the_booster_goes_on_after_a_restart(journey: DosingTab, stage: Any) -> None:
    given = doses.of_session(stage.record, stage.session)[0].dose
    doses.give(stage.record, stage.session, replace(given, given_at=stage.record.now(), is_booster=True))
    stage.shut(journey)
    stage.clock.move(minutes=18)
    assert stage.day(stage.open()).states.clock.text() == "Booster T+00:18"


# ---------------------------------------------------------------- keys, order, speed


def test_tab_goes_through_the_states_and_on_to_the_list(journey: DosingTab, stage: Any, qtbot: QtBot) -> None:
    day = stage.day(journey)
    reached: list[QWidget | None] = []
    card(journey).list.setFocus()
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    possible = [button for button in day.states.buttons.values() if button.isEnabled()]
    assert len(possible) > 3
    assert [button for button in possible if button not in reached] == []
    assert all(button in reached for button in day.journey.keys.buttons.values())


def test_the_first_arrival_is_at_the_list_and_the_next_where_one_was(journey: DosingTab, stage: Any) -> None:
    assert card(journey).list.hasFocus()
    card(journey).composer.setFocus()
    journey.arrive()
    assert card(journey).composer.hasFocus()


def test_a_stamp_among_four_hundred_moments_is_written_and_seen_at_once(
    stage: Any, qapp: QApplication
) -> None:
    stage.dose()
    with stage.record.write() as db:
        for number in range(400):
            stage.clock.move(minutes=0.2)
            words = f"Moment {number}. " * 6
            timeline.add(db, stage.record, stage.session, Voice.CLIENT, words, "", None)
    tab = stage.open()
    hands = stage.day(tab).journey
    hands.press("tears")
    qapp.processEvents()
    spent: list[float] = []
    for _ in range(5):
        began = time.process_time()
        hands.press("music")
        qapp.processEvents()
        card(tab).list.viewport().repaint()
        spent.append(time.process_time() - began)
    assert [one.kind for one in moments(stage)[-5:]] == ["music"] * 5
    assert card(tab).list.moments.moments[-1].label == "Music"
    assert min(spent) < 0.1, json.dumps(spent)


def test_two_sessions_of_one_day_keep_their_drafts_voices_and_moments_apart(
    journey: DosingTab, stage: Any
) -> None:
    stage.day(journey).journey.press("tears")
    stage.day(journey).journey.toggle_voice()
    card(journey).composer.insert_as_one("of the first")
    stage.shut(journey)
    second = sessions.plan(stage.record, stage.client).item
    assert second is not None
    first, stage.session = stage.session, second
    tab = stage.open()
    assert card(tab).composer.text() == ""
    assert card(tab).composer.voice().value == "observer"
    assert moments(stage) == []
    assert notes.text(stage.record, Owner(stage.client, session=first), "draft.timeline") == "of the first"


def test_on_a_small_screen_the_strip_opens_in_place_and_the_keys_stay_beside_it(
    journey: DosingTab, stage: Any, qapp: QApplication
) -> None:
    timeline.write(stage.record, stage.session, Voice.CLIENT, "I can put it down. " * 8)
    journey.resize(892, 632)
    journey.load()
    qapp.processEvents()
    day = stage.day(journey)
    day.journey._open_last()
    qapp.processEvents()
    assert not day._after.is_narrow()
    for seen in (day.journey.card.strip.keep, day.journey.card.strip.voice, day.journey.keys.stamp):
        assert seen.visibleRegion().boundingRect() == seen.rect()
    assert card(journey).strip.strike.height() >= 44


def test_another_moment_takes_the_strip_only_after_what_was_typed_for_the_first_is_kept(
    journey: DosingTab, stage: Any, qtbot: QtBot
) -> None:
    hands = stage.day(journey).journey
    hands.press("tears")
    hands.press("music")
    first, second = moments(stage)
    strip = hands.card.strip
    hands.card.edit_asked.emit(first.id)
    strip.words.put("no distress")
    hands.card.edit_asked.emit(second.id)
    assert (moments(stage)[0].text, strip.key, strip.words.text()) == ("no distress", second.id, "")
    strip.words.put("slower")
    strip.at.put("11:00")
    hands.card.edit_asked.emit(first.id)
    assert (strip.key, strip.words.text()) == (second.id, "slower")
    assert "still to come" in strip.sentence.text()


def test_a_page_nobody_sees_waits_until_it_is_gone_to(journey: DosingTab, stage: Any) -> None:
    shown = list(card(journey).list.moments.moments)
    journey.hide()
    desk = journey.desk
    desk.do(desk, timeline.stamp, stage.session, "music")
    assert card(journey).list.moments.moments == shown
    journey.load()
    assert card(journey).list.moments.moments[-1].label == "Music"
