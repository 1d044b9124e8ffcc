"""A wall time is one instant, or it is asked which."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused
from kapdesk.domain.wall_time import elsewhere, instant, instants

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")


def test_an_ordinary_time_is_one_instant() -> None:
    assert instant(date(2026, 11, 23), time(14, 5), "Europe/Berlin") == datetime(
        2026, 11, 23, 13, 5, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("day", "at", "zone", "after"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "03:30"),
        (date(2026, 3, 8), time(2, 0), "America/New_York", "03:00"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "02:45"),
    ],
)
def test_a_time_in_the_spring_gap_does_not_exist(day: date, at: time, zone: str, after: str) -> None:
    with pytest.raises(Refused, match="does not exist") as refusal:
        instant(day, at, zone)
    assert after in refusal.value.sentence


def test_a_time_in_the_autumn_overlap_asks_which() -> None:
    day, at = date(2026, 10, 25), time(2, 30)
    with pytest.raises(Refused, match=r"UTC\+02:00.*UTC\+01:00"):
        instant(day, at, "Europe/Berlin")
    assert instant(day, at, "Europe/Berlin", later=False) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(day, at, "Europe/Berlin", later=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    st.sampled_from(ZONES),
)
def test_every_instant_is_found_again_from_its_wall_time(moment: datetime, zone: str) -> None:
    there = local(moment, zone)
    found = instants(there.date(), there.time(), zone)
    assert moment in found
    assert len(found) <= 2
    assert list(found) == sorted(set(found))


def test_an_unknown_zone_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        instants(date(2026, 1, 1), time(1), "Atlantis/Capital")


def test_a_time_that_was_written_elsewhere_says_what_the_wall_showed_there() -> None:
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert elsewhere(at, "America/New_York", "America/New_York") == ""
    assert elsewhere(at, "America/New_York", "Europe/London") == "booked as 10:00 in America/New_York"
