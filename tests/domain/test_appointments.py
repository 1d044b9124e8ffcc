"""Meetings are suggested and never forced; what cannot be is refused with a sentence."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Cadence,
    check_appointment,
    check_status,
    clashes,
    in_window,
    minutes_between,
    suggestions,
)
from kapdesk.domain.errors import Refused

DOSE = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
MEETING = Appointment(
    UUID(int=1),
    UUID(int=10),
    AppointmentKind.EARLY,
    datetime(2026, 11, 21, 9, tzinfo=UTC),
    "Europe/Berlin",
    50,
    room="Blue",
    therapist_id=UUID(int=20),
)


def _other(**changes: Any) -> Appointment:
    return dataclasses.replace(MEETING, id=UUID(int=2), client_id=UUID(int=11), **changes)


def test_suggestions_are_days_1_3_7_then_weekly_with_the_first_window_marked() -> None:
    found = suggestions(DOSE, "Europe/Berlin")
    assert [one.after_days for one in found] == [1, 3, 7, 14, 21, 28, 35]
    assert [one.after_days for one in found if one.in_window] == [1, 3]
    assert found[0].day == date(2026, 11, 21)


def test_a_clinic_may_have_other_habits() -> None:
    found = suggestions(DOSE, "UTC", Cadence(first_days=(2,), weekly=1))
    assert [one.after_days for one in found] == [2, 9]


def test_a_dose_late_in_the_evening_counts_by_the_clinics_day() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert suggestions(late, "Europe/Berlin")[0].day == date(2026, 11, 22)


@pytest.mark.parametrize(("hours", "inside"), [(23.9, False), (24, True), (72, True), (72.1, False)])
def test_the_first_window_runs_from_24_to_72_hours(hours: float, inside: bool) -> None:
    assert in_window(DOSE + timedelta(hours=hours), DOSE) is inside


def test_an_appointment_is_ahead_and_has_a_length() -> None:
    check_appointment(MEETING, NOW)
    with pytest.raises(Refused, match="ends before it begins"):
        check_appointment(dataclasses.replace(MEETING, minutes=0), NOW)
    with pytest.raises(Refused, match="has passed"):
        check_appointment(MEETING, NOW + timedelta(days=2))
    check_appointment(
        dataclasses.replace(MEETING, status=AppointmentStatus.ATTENDED), NOW + timedelta(days=2)
    )


def test_the_end_comes_after_the_start() -> None:
    assert minutes_between(NOW, NOW + timedelta(minutes=50)) == 50
    for end in (NOW, NOW - timedelta(minutes=1)):
        with pytest.raises(Refused, match="ends before it begins"):
            minutes_between(NOW, end)


def test_a_same_day_session_waits_for_orientation() -> None:
    same_day = dataclasses.replace(
        MEETING, kind=AppointmentKind.IMMEDIATE, starts_at=NOW + timedelta(minutes=30)
    )
    with pytest.raises(Refused, match="oriented"):
        check_appointment(same_day, NOW)
    with pytest.raises(Refused, match="oriented"):
        check_appointment(same_day, NOW, oriented_at=NOW + timedelta(hours=1))
    check_appointment(same_day, NOW, oriented_at=NOW)


def test_cancelling_needs_a_reason_and_attendance_its_time() -> None:
    with pytest.raises(Refused, match="needs a reason"):
        check_status(AppointmentStatus.CANCELLED, MEETING, NOW, reason_given=False)
    check_status(AppointmentStatus.LATE_CANCELLED, MEETING, NOW, reason_given=True)
    with pytest.raises(Refused, match="still to come"):
        check_status(
            AppointmentStatus.DID_NOT_ATTEND,
            MEETING,
            MEETING.starts_at - timedelta(minutes=1),
            reason_given=False,
        )
    check_status(AppointmentStatus.DID_NOT_ATTEND, MEETING, MEETING.starts_at, reason_given=False)
    with pytest.raises(Refused, match="still to come"):
        check_status(AppointmentStatus.ATTENDED, MEETING, NOW, reason_given=False)
    check_status(
        AppointmentStatus.ATTENDED, MEETING, MEETING.starts_at - timedelta(minutes=10), reason_given=False
    )


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({}, ("therapist", "room")),
        ({"room": " blue "}, ("therapist", "room")),
        ({"room": "Green"}, ("therapist",)),
        ({"therapist_id": None}, ("room",)),
        ({"therapist_id": None, "room": ""}, None),
        ({"client_id": UUID(int=10), "therapist_id": None, "room": ""}, ("client",)),
        ({"status": AppointmentStatus.CANCELLED}, None),
        ({"starts_at": MEETING.ends_at}, None),
        ({"starts_at": MEETING.starts_at - timedelta(minutes=50)}, None),
        ({"starts_at": MEETING.ends_at - timedelta(minutes=1)}, ("therapist", "room")),
    ],
)
def test_a_double_booking_names_what_is_taken(changes: dict[str, Any], taken: tuple[str, ...] | None) -> None:
    other = dataclasses.replace(_other(), **changes)
    found = clashes(MEETING, (other,))
    assert [one.taken for one in found] == ([] if taken is None else [taken])


def test_an_appointment_does_not_clash_with_itself_and_says_no_name() -> None:
    assert clashes(MEETING, (MEETING,)) == ()
    said = clashes(MEETING, (_other(),))[0].words
    assert said == "The therapist and the room are taken from 10:00 to 10:50 (integration, first days)."


@given(st.integers(-200, 200), st.integers(1, 120), st.integers(1, 120))
def test_clashing_is_mutual_and_is_overlapping(shift: int, one_length: int, other_length: int) -> None:
    one = dataclasses.replace(MEETING, minutes=one_length)
    other = _other(starts_at=MEETING.starts_at + timedelta(minutes=shift), minutes=other_length)
    overlapping = -other_length < shift < one_length
    assert bool(clashes(one, (other,))) is overlapping
    assert bool(clashes(other, (one,))) is overlapping


def test_people_of_one_group_share_their_hour_on_purpose() -> None:
    mine = dataclasses.replace(MEETING, kind=AppointmentKind.GROUP, therapist_id=UUID(int=7), room="Room 2")
    theirs = dataclasses.replace(mine, id=UUID(int=90), client_id=UUID(int=91))
    assert clashes(mine, [theirs]) == ()
    assert clashes(mine, [dataclasses.replace(theirs, client_id=mine.client_id)])[0].taken == ("client",)
    later = dataclasses.replace(theirs, starts_at=theirs.starts_at + timedelta(minutes=10))
    assert clashes(mine, [later])[0].taken == ("therapist", "room")
    assert clashes(mine, [dataclasses.replace(theirs, kind=AppointmentKind.REGULAR)])[0].taken == (
        "therapist",
        "room",
    )


def test_two_that_were_written_in_different_zones_clash_by_their_instants() -> None:
    late = dataclasses.replace(
        MEETING, starts_at=datetime(2026, 11, 24, 4, 30, tzinfo=UTC), zone="America/New_York"
    )
    other = dataclasses.replace(
        late, id=UUID(int=90), client_id=UUID(int=91), starts_at=datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
        zone="Europe/London", therapist_id=late.therapist_id, room="",
    )  # fmt: skip
    late = dataclasses.replace(
        late, therapist_id=UUID(int=7), minutes=60
    )  # 23:30 there until half past midnight
    other = dataclasses.replace(other, therapist_id=UUID(int=7))
    assert clashes(late, [other])[0].taken == ("therapist",)


def test_a_day_in_words_has_no_word_of_blame() -> None:
    assert {kind.label for kind in AppointmentKind if kind.integration} == {
        "integration, same day",
        "integration, first days",
        "integration",
        "review",
        "session with partner",
        "group session",
    }
    assert "did not attend" in {status.value for status in AppointmentStatus}
