"""The hours of a weekday are typed as one likes, and what cannot be hours is not taken."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.working_hours import Span, WorkingWeek, every_day, read_hours, show_hours

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9-18", "09:00 to 18:00"), ("09:00 - 12.30, 13-18", "09:00 to 12:30, 13:00 to 18:00"),
        ("closed", "closed"),
        ("8 to 12 and 14 to 20:15", "08:00 to 12:00, 14:00 to 20:15"), ("20-24", "20:00 to 24:00"),
        ("Closed ", "closed"),
    ],
)  # fmt: skip
def test_hours_are_read_leniently_and_shown_in_one_form(typed: str, shown: str) -> None:
    assert show_hours(read_hours(typed)) == shown


@pytest.mark.parametrize(
    "typed", ["", "nine", "18-9", "9-9", "9-25", "9:70-12", "9-13, 12-18", "9", "9-12,,13-18"]
)
def test_what_cannot_be_hours_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="old"):
        read_hours(typed)


def test_a_break_a_closed_day_and_midnight_are_outside() -> None:
    week = WorkingWeek((*((Span(540, 720), Span(780, 1440)),) * 6, ()))
    at = datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert week.covers(at, at.replace(hour=12))
    assert not week.covers(at, at.replace(hour=13))
    assert week.covers(at.replace(hour=23), datetime(2026, 11, 24, tzinfo=UTC))
    assert not week.covers(at.replace(hour=23), datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    assert not week.covers(datetime(2026, 11, 22, 11, tzinfo=UTC), datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert week.said_on(SUNDAY) == "The clinic does not work on a Sunday."
    assert week.said_on(MONDAY) == "Outside the working hours of Monday, 09:00 to 12:00, 13:00 to 24:00."
    assert week.bounds == (540, 1440)
    assert every_day(9, 18).of(SUNDAY) == (Span(540, 1080),)


@given(st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).filter(lambda m: len(m) % 2 == 0))
def test_hours_that_are_shown_are_read_again(minutes: list[int]) -> None:
    marks = sorted(minutes)
    spans = tuple(Span(*marks[n : n + 2]) for n in range(0, len(marks), 2))
    assert read_hours(show_hours(spans)) == spans
