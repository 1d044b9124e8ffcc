"""Booking, moving, attending: what can be done is not blocked, nothing is erased, hours are the clinic's."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import appointments, checklists, diary, people, settings
from kapdesk.services.appointments import Plan
from kapdesk.services.record import Record

TOMORROW = date(2026, 11, 23)
TEN = time(10)


def plan(client: UUID, day: date = TOMORROW, at: time = TEN, minutes: int = 60, room: str = "Room 2") -> Plan:
    return Plan(client, AppointmentKind.EARLY, day, at, minutes, room)


def booked(record: Record, it: Plan) -> UUID:
    made = appointments.book(record, it).item
    assert made is not None
    return made


def orient(day: Any, *, value: str = "yes") -> None:
    version = day.record.content.checklist("readiness-facts").version
    for item in ("oriented-person", "oriented-place", "oriented-time", "oriented-situation"):
        checklists.answer(day.record, day.session, "readiness-facts", version, item, value)


def test_an_appointment_is_booked_in_the_wall_time_of_the_clinic(day: Any) -> None:
    booked(day.record, plan(day.client))
    (one,) = diary.of_client(day.record, day.client)
    assert one.appointment.starts_at == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert one.appointment.zone == "America/New_York"
    assert one.appointment.status is AppointmentStatus.PLANNED


def test_the_days_offered_are_the_first_the_third_and_the_seventh(day: Any, clock: SetClock) -> None:
    day.dose()
    offers = diary.offers(day.record, day.client)
    assert [each.day for each in offers] == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)]
    assert [each.at for each in offers] == [time(9)] * 3
    assert [each.in_window for each in offers] == [True, True, False]
    clock.move(days=2)
    assert diary.offers(day.record, day.client)[0].day == date(2026, 11, 25)


def test_an_offer_is_the_first_free_half_hour_and_knows_what_is_booked(day: Any) -> None:
    day.dose()
    me = day.record.author.id
    booked(day.record, replace(plan(day.client, at=time(9)), therapist=me))
    first = diary.offers(day.record, day.client)[0]
    assert first.at == TEN
    assert first.booked


def test_the_clinic_sets_its_own_days(day: Any) -> None:
    day.dose()
    settings.put(day.record, diary.DAYS, "2, 5")
    days = [each.after_days for each in diary.offers(day.record, day.client)]
    assert days == [2, 5, 12]


def test_nobody_dosed_is_offered_nothing(day: Any) -> None:
    assert diary.offers(day.record, day.client) == ()


def test_a_clash_of_therapist_and_room_is_said_and_does_not_stop(day: Any, another_day: Any) -> None:
    me = day.record.author.id
    booked(day.record, replace(plan(another_day.client), therapist=me))
    mine = replace(plan(day.client, at=time(10, 30)), therapist=me)
    (said,) = appointments.look(day.record, mine).warnings
    assert "The therapist and the room are taken" in said
    assert "10:00 to 11:00" in said
    booked(day.record, mine)
    after = replace(plan(day.client, at=time(11, 30)), therapist=me)
    assert appointments.look(day.record, after).warnings == ()


def test_another_therapist_in_another_room_is_no_clash(day: Any, another_day: Any) -> None:
    from kapdesk.domain.people import Role

    other = people.add(day.record, "M. Rowe", "LCSW", Role.CLINICIAN).item
    booked(day.record, replace(plan(another_day.client), therapist=day.record.author.id))
    mine = replace(plan(day.client, room="Room 1"), therapist=other)
    assert appointments.look(day.record, mine).warnings == ()


@pytest.mark.parametrize(("at", "minutes"), [(time(8, 30), 60), (time(17, 30), 60), (time(23, 30), 60)])
def test_an_hour_outside_the_working_day_is_said(day: Any, at: time, minutes: int) -> None:
    (said,) = appointments.look(day.record, plan(day.client, at=at, minutes=minutes)).warnings
    assert "09:00 to 18:00" in said


def test_a_first_meeting_after_more_than_a_week_is_said(day: Any) -> None:
    day.dose()
    late = plan(day.client, day=date(2026, 12, 2))
    (said,) = appointments.look(day.record, late).warnings
    assert "more than 7 days" in said
    booked(day.record, plan(day.client))
    assert appointments.look(day.record, late).warnings == ()


def test_a_second_dose_within_two_days_is_said(day: Any) -> None:
    day.dose()
    dosing = replace(plan(day.client), kind=AppointmentKind.DOSING)
    assert any("48 hours" in said for said in appointments.look(day.record, dosing).warnings)


def test_the_past_and_an_empty_length_are_refused(day: Any) -> None:
    with pytest.raises(Refused, match="has passed"):
        appointments.book(day.record, plan(day.client, day=date(2026, 11, 21)))
    with pytest.raises(Refused, match="before it begins"):
        appointments.book(day.record, plan(day.client, minutes=0))
    with pytest.raises(NotFound):
        appointments.book(day.record, plan(uuid4()))
    assert diary.of_client(day.record, day.client) == ()


@pytest.mark.parametrize(
    ("zone", "gap", "twice"),
    [
        ("America/New_York", date(2027, 3, 14), date(2027, 11, 7)),
        ("Europe/London", date(2027, 3, 28), date(2027, 10, 31)),
    ],
)
def test_a_time_that_does_not_exist_or_comes_twice_is_caught(
    day: Any, zone: str, gap: date, twice: date
) -> None:
    there = replace(day.record, zone=zone)
    half_past_one = time(1, 30)
    missing = time(2, 30) if zone == "America/New_York" else half_past_one
    with pytest.raises(Refused, match="does not exist"):
        appointments.book(there, plan(day.client, day=gap, at=missing))
    with pytest.raises(Refused, match="comes twice"):
        appointments.book(there, plan(day.client, day=twice, at=half_past_one))
    first = replace(plan(day.client, day=twice, at=half_past_one), later=False)
    second = replace(first, later=True)
    apart = (
        appointments.look(there, second).appointment.starts_at
        - appointments.look(there, first).appointment.starts_at
    )
    assert apart == timedelta(hours=1)


def test_a_same_day_session_waits_for_orientation(day: Any, clock: SetClock) -> None:
    day.dose()
    today = plan(day.client, day=date(2026, 11, 22), at=time(16))
    with pytest.raises(Refused, match="oriented"):
        appointments.book(day.record, today)
    clock.move(minutes=90)
    orient(day, value="no")
    with pytest.raises(Refused, match="oriented"):
        appointments.book(day.record, today)
    clock.move(minutes=15)
    orient(day)
    booked(day.record, today)
    (one,) = diary.of_client(day.record, day.client)
    assert one.appointment.kind is AppointmentKind.IMMEDIATE


def test_a_confirmed_appointment_moves_with_a_reason_and_is_planned_again(day: Any) -> None:
    made = booked(day.record, plan(day.client))
    appointments.set_status(day.record, made, AppointmentStatus.CONFIRMED)
    later = plan(day.client, at=time(14))
    with pytest.raises(Refused, match="confirmed"):
        appointments.move(day.record, made, later)
    appointments.move(day.record, made, later, "the client works until noon")
    one = diary.one(day.record, made)
    assert one.appointment.starts_at == datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    assert one.appointment.status is AppointmentStatus.PLANNED
    assert [each.what for each in diary.history(day.record, made)] == ["booked", "status", "moved"]
    assert diary.history(day.record, made)[-1].reason == "the client works until noon"


def test_moving_one_whose_time_has_passed_keeps_it_beside_the_new_one(day: Any, clock: SetClock) -> None:
    made = booked(day.record, plan(day.client))
    clock.move(days=2)
    appointments.move(day.record, made, plan(day.client, day=date(2026, 11, 26)), "was ill")
    states = [each.appointment.status for each in diary.of_client(day.record, day.client)]
    assert states == [AppointmentStatus.RESCHEDULED, AppointmentStatus.PLANNED]


def test_calling_off_needs_a_reason_and_is_kept(day: Any) -> None:
    made = booked(day.record, plan(day.client))
    with pytest.raises(Refused, match="reason"):
        appointments.set_status(day.record, made, AppointmentStatus.LATE_CANCELLED)
    appointments.set_status(day.record, made, AppointmentStatus.LATE_CANCELLED, "child is ill")
    one = diary.one(day.record, made)
    assert (one.appointment.status, one.reason) == (AppointmentStatus.LATE_CANCELLED, "child is ill")
    with pytest.raises(Refused, match="Book another"):
        appointments.move(day.record, made, plan(day.client, at=time(15)))


def test_did_not_attend_shows_at_the_start_at_the_earliest(day: Any, clock: SetClock) -> None:
    made = booked(day.record, plan(day.client))
    with pytest.raises(Refused, match="still to come"):
        appointments.set_status(day.record, made, AppointmentStatus.DID_NOT_ATTEND)
    clock.move(days=1, hours=2)
    appointments.set_status(day.record, made, AppointmentStatus.DID_NOT_ATTEND)
    with pytest.raises(Refused, match="said before"):
        appointments.set_status(day.record, made, AppointmentStatus.ATTENDED)
    appointments.set_status(day.record, made, AppointmentStatus.ATTENDED, "came by the back door")
    assert diary.one(day.record, made).appointment.status is AppointmentStatus.ATTENDED


def test_a_week_is_the_days_of_the_clinic(day: Any) -> None:
    booked(day.record, plan(day.client, day=date(2026, 11, 29), at=time(23, 30)))
    booked(day.record, plan(day.client, day=date(2026, 11, 30), at=time(0, 0)))
    week = diary.between(day.record, date(2026, 11, 23), date(2026, 11, 29))
    assert [each.appointment.starts_at.hour for each in week] == [4]


def test_a_refused_booking_leaves_nothing_behind(day: Any) -> None:
    with pytest.raises(Refused):
        appointments.book(day.record, plan(day.client, day=date(2026, 11, 21)))
    made = booked(day.record, plan(day.client))
    with pytest.raises(Refused):
        appointments.move(day.record, made, plan(day.client, day=date(2026, 11, 20)))
    assert len(diary.history(day.record, made)) == 1
