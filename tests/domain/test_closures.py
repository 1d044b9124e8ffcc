"""Closed days stand in the way of what is booked in them, of one room, of one person, or of everybody."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from kapdesk.domain.appointments import Appointment, AppointmentKind
from kapdesk.domain.closures import Closure, check_closure, in_the_way
from kapdesk.domain.errors import Refused

ZONE = "America/New_York"
ADLER, ROWE = UUID(int=1), UUID(int=2)
LATE = Appointment(  # Thursday 24 December 2026 23:30 to Friday 00:30
    UUID(int=9), UUID(int=8), AppointmentKind.REGULAR, datetime(2026, 12, 25, 4, 30, tzinfo=UTC), ZONE, 60,
    "Room 2", ADLER,
)  # fmt: skip
HOLIDAY = Closure(UUID(int=3), date(2026, 12, 25), date(2026, 12, 26), reason="public holiday")


def test_an_appointment_that_runs_into_a_closed_day_is_in_its_way() -> None:
    assert in_the_way(LATE, ZONE, [HOLIDAY]) == (HOLIDAY,)
    assert in_the_way(replace(LATE, minutes=30), ZONE, [HOLIDAY]) == ()
    assert in_the_way(LATE, ZONE, [replace(HOLIDAY, first=date(2026, 12, 26))]) == ()


def test_a_room_or_a_person_that_is_away_leaves_the_others_be() -> None:
    room = replace(HOLIDAY, room=" room 2")
    away = replace(HOLIDAY, person=ROWE, person_name="N. Rowe")
    assert in_the_way(LATE, ZONE, [room, away]) == (room,)
    assert in_the_way(replace(LATE, therapist_id=ROWE, room=""), ZONE, [room, away]) == (away,)


def test_a_closure_is_said_in_words() -> None:
    assert HOLIDAY.words == "The clinic is closed, 25-Dec-2026 to 26-Dec-2026: public holiday."
    away = replace(HOLIDAY, last=HOLIDAY.first, person=ROWE, person_name="N. Rowe", reason="")
    assert away.words == "N. Rowe is away, 25-Dec-2026."
    assert (HOLIDAY.short, away.short) == ("closed: public holiday", "N. Rowe away")
    assert replace(HOLIDAY, room="Room 2", reason="").words.startswith("Room 2 is closed")


def test_days_in_the_wrong_order_or_over_are_refused() -> None:
    today = date(2026, 11, 22)
    with pytest.raises(Refused, match="before the first"):
        check_closure(date(2026, 12, 2), date(2026, 12, 1), today)
    with pytest.raises(Refused, match="are over"):
        check_closure(date(2026, 11, 1), date(2026, 11, 21), today)
    check_closure(date(2026, 11, 1), today, today)
