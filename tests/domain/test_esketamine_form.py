"""The monitoring form after esketamine: its seven days, and what may be read off the looks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import local
from kapdesk.domain.esketamine_form import countdown, days_left, due_by, middle_look, spell

DOSED = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
ZONE = "America/New_York"


def at(minutes: float) -> datetime:
    return DOSED + timedelta(minutes=minutes)


def test_the_form_is_due_at_the_end_of_the_seventh_day_where_it_was_given() -> None:
    there = local(due_by(DOSED, ZONE), ZONE)
    assert (there.date(), there.hour, there.minute) == (date(2026, 11, 29), 23, 59)


@given(st.integers(0, 1_000_000))
def test_there_are_seven_days_also_over_a_change_of_the_clocks(minutes: int) -> None:
    dosed = at(minutes)
    assert days_left(due_by(dosed, "Europe/Berlin"), dosed, "Europe/Berlin") == 7


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "7 days left"), (6, "1 day left"), (7, "last day"), (8, "1 day late"), (10, "3 days late")],
)
def test_the_days_are_counted_down(days: int, words: str) -> None:
    assert countdown(due_by(DOSED, ZONE), DOSED + timedelta(days=days), ZONE) == words


@pytest.mark.parametrize(
    ("minutes", "place"), [((0, 38, 44, 120), 1), ((0, 29, 51), None), ((), None), ((0, 50), 1)]
)
def test_the_look_at_forty_minutes_is_one_that_was_taken_then(
    minutes: tuple[int, ...], place: int | None
) -> None:
    assert middle_look([at(each) for each in minutes], DOSED) == place


def test_a_spell_lasts_from_the_first_look_with_it_to_the_first_without() -> None:
    seen = spell([(at(0), 5), (at(20), 4), (at(40), 3), (at(60), 4), (at(90), 5)], calm=5)
    assert (seen.onset, seen.resolved, seen.worst, seen.looks) == (at(20), at(90), 3, 5)


def test_a_spell_that_the_last_look_saw_has_no_end() -> None:
    seen = spell([(at(20), 0), (at(40), 2)], calm=0)
    assert (seen.onset, seen.resolved, seen.worst) == (at(40), None, 2)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 5)), unique_by=lambda one: one[0]))
def test_a_spell_says_only_what_a_look_saw(looks: list[tuple[int, int]]) -> None:
    seen = spell([(at(minutes), level) for minutes, level in looks], calm=5)
    times = {at(minutes) for minutes, _ in looks}
    assert seen.looks == len(looks)
    assert seen.seen is any(level != 5 for _, level in looks)
    assert {seen.onset, seen.resolved} - {None} <= times
