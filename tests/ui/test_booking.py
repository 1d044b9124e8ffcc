"""The booking slip: typed as one likes, echoed in one form, kept as a draft, nothing preset."""

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.booking import Reason, SlotOutlook
from kapdesk.domain.recurrence import Answer, Repeat, Rhythm, Scope, Slot
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.slip import Picker


def sunday() -> date:
    return date(2026, 11, 22)


@pytest.fixture
def slip(qtbot: QtBot) -> BookingSlip:
    made = BookingSlip(sunday)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_nothing_is_preset(slip: BookingSlip) -> None:
    assert set(slip.wanted().missing) == {"kind", "day", "at", "minutes"}
    assert slip.draft() == ""


def test_days_and_times_are_read_leniently_and_echoed(qtbot: QtBot, slip: BookingSlip) -> None:
    qtbot.keyClicks(slip.day.line, "+3d")
    qtbot.keyClicks(slip.at.line, "2:30 pm")
    with qtbot.waitSignal(slip.asked):
        qtbot.keyClick(slip.at.line, Qt.Key.Key_Return)
    wanted = slip.wanted(settle=True)
    assert (wanted.day, wanted.at) == (date(2026, 11, 25), time(14, 30))
    assert (slip.day.text(), slip.at.text()) == ("25-Nov-2026", "14:30")


def test_a_day_with_two_readings_is_not_taken(qtbot: QtBot, slip: BookingSlip) -> None:
    qtbot.keyClicks(slip.day.line, "03/04/27")
    assert slip.wanted(settle=True).day is None
    assert "03-Apr-2027" in slip.day.message()
    assert slip.day.text() == "03/04/27"


@pytest.mark.parametrize(("typed", "minutes"), [("60 min", 60), ("45", 45), ("50min", 50), ("an hour", None)])
def test_a_length_is_minutes(slip: BookingSlip, typed: str, minutes: int | None) -> None:
    part = slip.slip.parts["minutes"]
    assert isinstance(part, Picker)
    part.setCurrentText(typed)
    assert slip.wanted().minutes == minutes


def test_a_draft_comes_back_whole_with_what_it_moves(qtbot: QtBot, slip: BookingSlip) -> None:
    slip.show_wanted(
        kind=AppointmentKind.EARLY, day=date(2026, 11, 25), at=time(9), minutes=50, room="Room 2"
    )
    slip.say_moving("ab" * 16)
    qtbot.keyClicks(slip.why.parts["reason"], "works until")
    draft = slip.draft()
    slip.clear()
    assert slip.draft() == ""
    slip.restore(draft)
    wanted = slip.wanted()
    assert (wanted.kind, wanted.day, wanted.at) == (AppointmentKind.REGULAR, date(2026, 11, 25), time(9))
    assert (wanted.minutes, wanted.room, slip.reason().words) == (50, "Room 2", "works until")
    assert slip.moving == "ab" * 16


def test_rooms_that_are_offered_anew_leave_what_stands(slip: BookingSlip) -> None:
    slip.show_wanted(kind=None, day=None, at=None, minutes=60, room="Garden room")
    slip.offer("room", ("Room 1", "Room 2"))
    assert slip.wanted().room == "Garden room"


def test_warnings_are_said_with_the_echo(slip: BookingSlip) -> None:
    slip.show_outlook("Wed 25-Nov-2026 09:00 to 10:00, Europe/London", ("The room is taken.",))
    assert slip.warnings() == ("The room is taken.",)
    slip.show_outlook("", ())
    assert slip.warnings() == ()
    assert slip.echo.isHidden()


SPRING = date(2027, 3, 14)
GAP = Slot(SPRING, time(2, 30), None, "14-Mar-2027 02:30 does not exist.", (Answer.AFTER, Answer.LEAVE_OUT))
AFTER = datetime(2027, 3, 21, 6, 30, tzinfo=UTC)


def test_a_row_is_asked_for_with_its_end(qtbot: QtBot, slip: BookingSlip) -> None:
    assert slip.wanted().repeat is None
    assert slip.row.missing() == {}
    slip.row.rhythm.segments.buttons["every two weeks"].click()
    assert set(slip.row.missing()) == {"times"}
    qtbot.keyClicks(slip.row.times, "6")
    assert slip.wanted().repeat == Repeat(Rhythm.FORTNIGHTLY, times=6)
    qtbot.keyClicks(slip.row.until.line, "1 Mar 2027")
    slip.row.until.settle()
    assert slip.wanted().repeat == Repeat(Rhythm.FORTNIGHTLY, times=6, until=date(2027, 3, 1))


def test_a_day_of_a_row_is_answered_and_the_answer_survives_the_lock(qtbot: QtBot, slip: BookingSlip) -> None:
    slip.row.rhythm.segments.buttons["weekly"].click()
    qtbot.keyClicks(slip.row.times, "2")
    taken = SlotOutlook(Slot(date(2027, 3, 21), time(2, 30), AFTER), ("The room is taken.",))
    slip.row.show_days((SlotOutlook(GAP), taken))
    said = "2 appointments, Sun 14-Mar-2027 to Sun 21-Mar-2027. Look at these 2 days:"
    assert slip.row.said.text() == said
    bars = slip.row.list.findChildren(ChoiceBar)
    names = [button.accessibleName() for bar in bars for button in bar.segments.buttons.values()]
    assert names == [
        "The time after the gap: Sun 14-Mar-2027", "Leave this day out: Sun 14-Mar-2027",
        "Leave this day out: Sun 21-Mar-2027",
    ]  # fmt: skip
    with qtbot.waitSignal(slip.weighed):
        bars[0].segments.buttons[Answer.AFTER.value].click()
    assert slip.row.answers() == {SPRING: Answer.AFTER}
    draft = slip.draft()
    slip.clear()
    assert (slip.draft(), slip.row.answers()) == ("", {})
    slip.restore(draft)
    assert slip.row.answers() == {SPRING: Answer.AFTER}
    assert slip.wanted().repeat == Repeat(Rhythm.WEEKLY, times=2)


def test_one_that_stands_alone_is_not_asked_how_many_are_moved(slip: BookingSlip) -> None:
    slip.say_moving("ab" * 16)
    assert not slip.row.scope.isVisible()
    assert not slip.row.slip.isVisible()
    slip.say_moving("ab" * 16, still_to_come=4)
    assert slip.row.scope.isVisible()
    assert slip.row.scope_missing()
    slip.row.scope.segments.buttons[Scope.ALL.value].click()
    assert slip.row.chosen_scope() is Scope.ALL


def test_a_reason_of_the_list_is_kept_by_its_id_and_own_words_beside_it(
    qtbot: QtBot, slip: BookingSlip
) -> None:
    slip.offer_reasons((("work", "Work or school"), ("other", "Another reason")))
    slip.say_moving("ab" * 16)
    slip.why_pick.setCurrentText("Work or school")
    qtbot.keyClicks(slip.why.parts["reason"], "night shift")
    assert slip.reason() == Reason("night shift", "work")
    slip.why_pick.setEditText("the dog")
    assert slip.reason() == Reason("the dog night shift", "")
