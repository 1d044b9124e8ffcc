"""Insights are looked at again at the clinic's times, and what became something else begins anew."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.insight_thread import Habit, LaterLook, check_habit, next_look, words_now
from kapdesk.domain.integration import Verdict

HABIT = Habit((14, 28, 84), early_days=4, lapses_days=28)
KEPT = date(2026, 11, 22)


def look(after: int, verdict: Verdict = Verdict.HELD, words: str = "") -> LaterLook:
    on = KEPT + timedelta(days=after)
    return LaterLook(on, verdict, words, datetime.combine(on, time(12), UTC))


def test_the_first_look_is_due_after_two_weeks_and_then_after_four_and_twelve() -> None:
    days: list[tuple[int, int]] = []
    looks: list[LaterLook] = []
    for after in (14, 28, 84):
        due = next_look(KEPT, looks, HABIT)
        assert due is not None
        days.append((due.number, (due.on - KEPT).days))
        looks.append(look(after))
    assert days == [(1, 14), (2, 28), (3, 84)]
    assert next_look(KEPT, looks, HABIT) is None


def test_a_look_some_days_early_counts_and_one_earlier_does_not() -> None:
    early, too_early = next_look(KEPT, [look(10)], HABIT), next_look(KEPT, [look(9)], HABIT)
    assert early is not None
    assert too_early is not None
    assert (early.number, too_early.number) == (2, 1)


def test_a_late_look_settles_those_that_were_missed() -> None:
    due = next_look(KEPT, [look(40)], HABIT)
    assert due is not None
    assert due.number == 3


def test_a_faded_insight_is_asked_about_no_more_until_it_is_alive_again() -> None:
    assert next_look(KEPT, [look(14, Verdict.FADED)], HABIT) is None
    again = next_look(KEPT, [look(14, Verdict.FADED), look(15)], HABIT)
    assert again is not None
    assert again.number == 2


def test_what_became_something_else_has_new_words_and_new_times() -> None:
    looks = [look(14), look(20, Verdict.BECAME, "I may rest before I am tired.")]
    due = next_look(KEPT, looks, HABIT)
    assert due is not None
    assert (due.number, due.on) == (1, KEPT + timedelta(days=34))
    assert words_now("I may rest.", looks) == "I may rest before I am tired."
    assert words_now("I may rest.", [look(14, Verdict.BECAME)]) == "I may rest."


def test_a_reminder_ends_some_weeks_after_its_day() -> None:
    due = next_look(KEPT, [], HABIT)
    assert due is not None
    assert not due.reminds(due.on - timedelta(days=1))
    assert due.reminds(due.on)
    assert due.reminds(due.on + timedelta(days=28))
    assert not due.reminds(due.on + timedelta(days=29))
    assert due.is_due(due.on + timedelta(days=400))


@pytest.mark.parametrize("days", [(), (0, 7), (14, 7), (7, 7)])
def test_a_habit_whose_days_do_not_rise_is_refused(days: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="must rise"):
        check_habit(Habit(days))


@given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from([Verdict.HELD, Verdict.BECAME])), max_size=6))
def test_the_next_look_is_never_before_the_words_it_is_about(said: list[tuple[int, Verdict]]) -> None:
    looks = [look(after, verdict, "new words") for after, verdict in sorted(said, key=lambda one: one[0])]
    due = next_look(KEPT, looks, HABIT)
    first = max((one.on for one in looks if one.renews), default=KEPT)
    if due is not None:
        assert due.on - first in [timedelta(days=days) for days in HABIT.after_days]
        last = max((one.on for one in looks), default=KEPT)
        assert last < due.on - timedelta(days=HABIT.early_days) or last == first
