"""A row of appointments keeps its weekday and its wall time, and asks where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused
from kapdesk.domain.recurrence import MOST, Answer, Repeat, Rhythm, days, slots

ZONES = ("America/New_York", "America/Vancouver", "Europe/London", "Australia/Sydney")
TUESDAY = date(2026, 11, 24)


def test_a_row_is_so_many_times_or_until_a_day_that_is_in_it() -> None:
    assert days(TUESDAY, Repeat(Rhythm.WEEKLY, times=3)) == (
        TUESDAY, date(2026, 12, 1), date(2026, 12, 8),
    )  # fmt: skip
    assert days(TUESDAY, Repeat(Rhythm.FORTNIGHTLY, until=date(2026, 12, 22))) == (
        TUESDAY, date(2026, 12, 8), date(2026, 12, 22),
    )  # fmt: skip
    both = Repeat(Rhythm.WEEKLY, times=9, until=date(2026, 12, 1))
    assert days(TUESDAY, both) == (TUESDAY, date(2026, 12, 1))


def test_a_month_keeps_its_weekday_and_a_fifth_becomes_the_last() -> None:
    assert days(TUESDAY, Repeat(Rhythm.MONTHLY, times=3)) == (
        TUESDAY, date(2026, 12, 22), date(2027, 1, 26),
    )  # fmt: skip
    fifth = days(date(2026, 12, 31), Repeat(Rhythm.MONTHLY, times=3))
    assert fifth == (date(2026, 12, 31), date(2027, 1, 28), date(2027, 2, 25))


@pytest.mark.parametrize(
    ("repeat", "said"),
    [
        (Repeat(Rhythm.WEEKLY), "how often"),
        (Repeat(Rhythm.WEEKLY, times=0), "at least one"),
        (Repeat(Rhythm.WEEKLY, until=date(2026, 11, 23)), "before the first"),
        (Repeat(Rhythm.WEEKLY, times=MOST + 1), "more than"),
        (Repeat(Rhythm.WEEKLY, until=date(2099, 1, 1)), "more than"),
    ],
)
def test_a_row_without_a_sensible_end_is_refused(repeat: Repeat, said: str) -> None:
    with pytest.raises(Refused, match=said):
        days(TUESDAY, repeat)


@settings(max_examples=60, deadline=None)
@given(
    first=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    rhythm=st.sampled_from(Rhythm),
    times=st.integers(1, MOST),
)
def test_another_reckoner_finds_the_same_days(first: date, rhythm: Rhythm, times: int) -> None:
    if rhythm is Rhythm.MONTHLY:
        nth = (first.day - 1) // 7 + 1
        on = weekday(first.weekday(), -1 if nth == 5 else nth)
        found = rrule(MONTHLY, dtstart=datetime.combine(first, time()), count=times, byweekday=on)
    else:
        weeks = 1 if rhythm is Rhythm.WEEKLY else 2
        found = rrule(WEEKLY, interval=weeks, dtstart=datetime.combine(first, time()), count=times)
    assert days(first, Repeat(rhythm, times=times)) == tuple(each.date() for each in found)


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES), first=st.dates(date(2026, 1, 1), date(2028, 6, 1)),
    at=st.times().map(lambda typed: typed.replace(second=0, microsecond=0)), answer=st.sampled_from(Answer),
)  # fmt: skip
def test_the_wall_time_is_kept_over_every_change_of_the_clocks(
    zone: str, first: date, at: time, answer: Answer
) -> None:
    every = days(first, Repeat(Rhythm.WEEKLY, times=60))
    for slot in slots(every, at, zone, dict.fromkeys(every, answer)):
        if slot.starts_at is None:
            assert slot.sentence
            assert answer not in slot.options or answer is Answer.LEAVE_OUT
        elif slot.options == (Answer.AFTER, Answer.LEAVE_OUT):
            assert local(slot.starts_at, zone).date() == slot.day
            assert local(slot.starts_at, zone).time() > at
        else:
            assert local(slot.starts_at, zone).replace(tzinfo=None) == datetime.combine(slot.day, at)


def test_a_gap_and_an_overlap_are_caught_one_by_one() -> None:
    gap, twice = date(2027, 3, 14), date(2027, 11, 7)
    zone = "America/New_York"
    asked = slots((gap - timedelta(7), gap), time(2, 30), zone, {})
    assert [slot.starts_at is None for slot in asked] == [False, True]
    assert asked[1].sentence == "14-Mar-2027 02:30 does not exist: the clocks go forward over it. 03:30 does."
    (after,) = slots((gap,), time(2, 30), zone, {gap: Answer.AFTER})
    assert after.starts_at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    (first,) = slots((twice,), time(1, 30), zone, {twice: Answer.EARLIER})
    (second,) = slots((twice,), time(1, 30), zone, {twice: Answer.LATER})
    assert first.starts_at == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert second.starts_at == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
