"""A typed time of the room is the last one that was."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused
from kapdesk.domain.happened import parse_happened

ZONE = "America/New_York"
TEN_PAST = datetime(2026, 11, 22, 15, 10, tzinfo=UTC)  # 10:10 in that zone


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        ("10:02", 8),
        ("1002", 8),
        ("-5", 5),
        ("−12 min", 12),
        ("9.40", 30),
        ("5 min ago", 5),
        ("5m ago", 5),
        ("10 minutes ago", 10),
        ("1 h ago", 60),
        ("-2h", 120),
        ("- 3 mins", 3),
    ],
)
def test_what_is_typed_is_read(text: str, minutes: int) -> None:
    assert parse_happened(text, TEN_PAST, ZONE) == TEN_PAST - timedelta(minutes=minutes)


def test_shortly_after_midnight_a_late_hour_was_yesterday() -> None:
    now = datetime(2026, 11, 23, 5, 10, tzinfo=UTC)  # 00:10
    assert parse_happened("23:50", now, ZONE) == now - timedelta(minutes=20)


@pytest.mark.parametrize("text", ["10:11", "13:00", "soon", "10", "5 ago", "-5 apples", "5 days ago", "-"])
def test_what_is_to_come_or_no_time_or_unclear_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Nothing was"):
        parse_happened(text, TEN_PAST, ZONE)


@given(st.datetimes(datetime(2026, 4, 1), datetime(2026, 9, 30)), st.times())  # noqa: DTZ001 - made aware below
def test_whatever_is_read_was_that_time_of_day_and_is_never_to_come(now: datetime, typed: time) -> None:
    instant = now.replace(tzinfo=UTC)
    try:
        at = parse_happened(f"{typed:%H:%M}", instant, ZONE)
    except Refused:
        return
    assert at <= instant
    assert f"{local(at, ZONE):%H:%M}" == f"{typed:%H:%M}"


def test_of_the_hour_that_comes_twice_in_autumn_the_later_one_that_was_is_meant() -> None:
    second_round = datetime(2026, 11, 1, 6, 40, tzinfo=UTC)  # 01:40, after the clocks went back
    assert parse_happened("1:30 am", second_round, ZONE) == second_round - timedelta(minutes=10)
    first_round = second_round - timedelta(hours=1)
    assert parse_happened("1:30 am", first_round, ZONE) == first_round - timedelta(minutes=10)


def test_after_the_clock_was_moved_back_what_is_written_already_is_not_to_come() -> None:
    moved = TEN_PAST - timedelta(hours=1)
    with pytest.raises(Refused, match="still to come"):
        parse_happened("10:05", moved, ZONE)
    assert parse_happened("10:05", moved, ZONE, latest=TEN_PAST) == TEN_PAST - timedelta(minutes=5)
    assert parse_happened("-5", moved, ZONE, latest=TEN_PAST) == moved - timedelta(minutes=5)
    assert parse_happened("10:05", TEN_PAST, ZONE, latest=moved) == TEN_PAST - timedelta(minutes=5)
