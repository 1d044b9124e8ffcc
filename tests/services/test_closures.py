"""Closed days are said before something is booked there, and what stands in them is listed to be moved."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import appointments, closures, diary, settings, working_hours
from kapdesk.services.appointments import Plan

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def plan(day: Any, on: date = MONDAY, at: time = time(10), room: str = "Room 2") -> Plan:
    return Plan(day.client, AppointmentKind.REGULAR, on, at, 60, room, day.record.author.id)


def test_what_is_booked_in_a_new_closure_is_listed_to_be_moved(day: Any) -> None:
    made = appointments.book(day.record, plan(day)).item
    appointments.book(day.record, plan(day, FRIDAY))
    assert diary.in_closures(day.record) == ()
    closed = closures.add(day.record, MONDAY, MONDAY, reason="water damage").item
    ((booked, closure),) = diary.in_closures(day.record)
    assert booked.appointment.id == made
    assert closure.words == "The clinic is closed, 23-Nov-2026: water damage."
    assert made is not None
    appointments.move(day.record, made, plan(day, FRIDAY, time(14)))
    assert diary.in_closures(day.record) == ()
    assert closed is not None
    closures.strike(day.record, closed, "repaired in time")
    assert closures.ahead(day.record) == ()
    with pytest.raises(Refused, match="already"):
        closures.strike(day.record, closed, "once more")


def test_a_closure_is_said_and_does_not_stop(day: Any) -> None:
    closures.add(day.record, MONDAY, FRIDAY, room="Room 2", reason="new carpet")
    assert appointments.look(day.record, plan(day)).warnings == (
        "Room 2 is closed, 23-Nov-2026 to 27-Nov-2026: new carpet.",
    )
    assert appointments.look(day.record, plan(day, room="Room 1")).warnings == ()
    closures.add(day.record, MONDAY, MONDAY, person=day.record.author.id)
    (said,) = appointments.look(day.record, plan(day, room="Room 1")).warnings
    assert said == "J. Adler is away, 23-Nov-2026."
    appointments.book(day.record, plan(day))


def test_closures_of_nobody_or_over_are_refused(day: Any) -> None:
    with pytest.raises(NotFound):
        closures.add(day.record, MONDAY, MONDAY, person=uuid4())
    with pytest.raises(NotFound):
        closures.strike(day.record, uuid4(), "never was")
    with pytest.raises(Refused, match="before the first"):
        closures.add(day.record, FRIDAY, MONDAY)
    assert closures.ahead(day.record) == ()


def test_an_offered_day_that_is_closed_says_so(day: Any) -> None:
    day.dose()
    closures.add(day.record, MONDAY, MONDAY, reason="holiday")
    working_hours.set_day(day.record, 2, "14-18")
    working_hours.set_day(day.record, 6, "closed")
    first, second, third = diary.offers(day.record, day.client)
    assert first.closed == "The clinic is closed, 23-Nov-2026: holiday."
    assert (second.at, second.closed) == (time(14), "")
    assert third.closed == "The clinic does not work on a Sunday."


def test_hours_are_set_for_each_weekday_or_not_at_all(day: Any) -> None:
    settings.put(day.record, working_hours.OPENS, "8")
    working_hours.set_days(day.record, {0: "9-12, 13-17", 6: "closed"})
    week = working_hours.week(day.record)
    assert [span.words for span in week.of(MONDAY)] == ["09:00 to 12:00", "13:00 to 17:00"]
    assert [span.words for span in week.of(FRIDAY)] == ["08:00 to 18:00"]
    assert week.days[6] == ()
    for typed in ({0: "9-12", 1: "late"}, {1: " "}):
        with pytest.raises(Refused, match="old ones stand"):
            working_hours.set_days(day.record, typed)
    assert working_hours.week(day.record) == week


def test_rooms_stand_as_the_clinic_lists_them_and_none_is_lost(day: Any) -> None:
    appointments.book(day.record, plan(day, room="Attic"))
    settings.put(day.record, diary.ROOMS, "Room 2\n\n Garden room \nRoom 2\n")
    assert diary.rooms(day.record) == ("Room 2", "Garden room", "Attic")


def test_the_clinic_sets_its_cadence_and_a_wrong_one_is_refused(day: Any) -> None:
    day.dose()
    working_hours.set_cadence(
        day.record, {"cadence.days": "2 5", "cadence.window": "12 to 60", "cadence.warn-after": "9"}
    )
    habit = diary.cadence(day.record)
    assert (habit.first_days, habit.window_from_hours, habit.window_to_hours) == ((2, 5), 12, 60)
    assert [each.after_days for each in diary.offers(day.record, day.client)] == [2, 5, 12]
    with pytest.raises(Refused):
        working_hours.set_cadence(day.record, {"cadence.days": "3", "cadence.warn-after": "soon"})
    assert diary.cadence(day.record) == habit
