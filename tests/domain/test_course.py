"""Doses stand in series: a long gap or a word of the therapist begins a new one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.course import Series, of_series, series_of, series_words

START = datetime(2026, 1, 5, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Point:
    at: datetime


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def shape(series: tuple[Series, ...]) -> list[int]:
    return [len(one.doses) for one in series]


def test_a_gap_longer_than_the_clinics_days_begins_a_new_series() -> None:
    doses = [day(0), day(7), day(97), day(188)]
    assert shape(series_of(doses)) == [3, 1]
    assert shape(series_of(doses, gap_days=30)) == [2, 1, 1]
    assert shape(series_of(doses[:3], gap_days=90)) == [3]


def test_a_series_may_be_begun_by_a_word() -> None:
    every = series_of([day(0), day(7), day(21)], [day(14)])
    assert shape(every) == [2, 1]
    assert (every[1].number, every[1].first) == (2, day(21))


def test_a_series_that_was_begun_waits_for_its_first_dose() -> None:
    every = series_of([day(0)], [day(30)])
    assert shape(every) == [1, 0]
    assert (every[1].begun, every[1].first, every[1].last) == (day(30), None, None)
    assert series_of([], [day(3)])[0].number == 1
    assert series_of([]) == ()
    assert "no dose yet" in series_words(every[1])


def test_what_lies_between_two_series_follows_the_one_and_is_before_the_other() -> None:
    every = series_of([day(0), day(7), day(200)])
    points = [Point(day(number)) for number in (-3, 8, 150, 199, 210)]
    assert [each.at for each in of_series(points, every, 1)] == [day(-3), day(8), day(150), day(199)]
    assert [each.at for each in of_series(points, every, 2)] == [day(8), day(150), day(199), day(210)]


@given(st.lists(st.integers(0, 900), max_size=12, unique=True), st.lists(st.integers(0, 900), max_size=3))
def test_every_dose_is_in_one_series_and_in_order(doses: list[int], begun: list[int]) -> None:
    every = series_of([day(one) for one in doses], [day(one) for one in begun])
    given = [dose for one in every for dose in one.doses]
    assert given == sorted(day(one) for one in doses)
    assert [one.number for one in every] == list(range(1, len(every) + 1))
    for before, after in pairwise(every):
        assert before.last is not None
        assert before.last < after.begun
