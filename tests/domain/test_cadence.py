"""What is due when: a baseline before the first dose, weekly, at the end, and in the months after."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.cadence import Counted, Rule, Standing, wanted
from kapdesk.domain.course import series_of

START = datetime(2026, 1, 5, 10, tzinfo=UTC)
FULL = ("phq9", "gad7", "who5")
RULES = (
    Rule("baseline", "Baseline", Counted.BEFORE, 7, FULL, ("pcl5",)),
    Rule("weekly", "Weekly", Counted.DURING, 7, ("phq9", "gad7"), until=14),
    Rule("series-end", "End", Counted.AFTER, 14, FULL, ("pcl5",), early=7),
    Rule("month-1", "1 month", Counted.AFTER, 30, FULL, early=7),
    Rule("month-12", "12 months", Counted.AFTER, 365, FULL, early=30, until=90),
)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def standing(
    *doses: float, dosing: float | None = None, begun: frozenset[str] = frozenset(), **last: float
) -> Standing:
    return Standing(
        series_of([day(one) for one in doses]),
        None if dosing is None else day(dosing),
        tuple((name, day(at)) for name, at in last.items()),
        begun,
    )


def due(one: Standing, now: float) -> dict[str, str]:
    return {each.measure: each.rule for each in wanted(one, RULES, day(now))}


def test_without_a_dose_and_without_a_plan_nothing_is_due() -> None:
    assert due(standing(), 0) == {}


@pytest.mark.parametrize(("now", "open_"), [(2.9, False), (3, True), (9.9, True)])
def test_the_baseline_is_asked_in_the_week_before_the_first_dose(now: float, open_: bool) -> None:
    assert (due(standing(dosing=10), now) == dict.fromkeys(FULL, "baseline")) is open_


def test_a_baseline_of_the_same_week_counts_and_an_older_one_does_not() -> None:
    assert "phq9" not in due(standing(dosing=10, phq9=4), 9)
    assert due(standing(dosing=10, phq9=2), 9)["phq9"] == "baseline"


def test_the_pcl5_is_asked_where_it_was_begun() -> None:
    assert "pcl5" not in due(standing(dosing=3), 0)
    assert due(standing(dosing=3, begun=frozenset({"pcl5"})), 0)["pcl5"] == "baseline"


def test_after_the_first_dose_no_baseline_is_made_up() -> None:
    assert due(standing(0), 1) == {}


@pytest.mark.parametrize(
    ("last", "now", "due_"), [(-1, 6.9, False), (-1, 7, True), (7, 13.9, False), (6, 13, True)]
)
def test_in_the_series_it_is_weekly_and_never_more_often(last: float, now: float, due_: bool) -> None:
    found = due(standing(0, dosing=15, phq9=last, gad7=last), now)
    assert found == (dict.fromkeys(("phq9", "gad7"), "weekly") if due_ else {})


def test_the_series_ends_two_weeks_after_its_last_dose_where_none_is_planned() -> None:
    assert due(standing(0, phq9=8, gad7=5, who5=-1), 14) == {"gad7": "series-end", "who5": "series-end"}
    assert due(standing(0, dosing=20, phq9=8, gad7=8), 14.5) == {}


def test_only_the_day_that_was_reached_last_is_asked_and_it_lapses() -> None:
    none = standing(0)
    assert due(none, 40) == dict.fromkeys(FULL, "month-1")
    assert due(none, 366) == dict.fromkeys(FULL, "month-12")
    assert due(none, 456) == {}
    assert due(standing(0, phq9=340, gad7=334), 366) == {"gad7": "month-12", "who5": "month-12"}


def test_a_dose_after_a_long_gap_has_a_baseline_of_its_own() -> None:
    assert due(standing(0, dosing=200, phq9=30, gad7=30, who5=30), 194)["phq9"] == "baseline"
    assert "phq9" not in due(standing(0, dosing=200, phq9=195, gad7=195, who5=195), 196)


@given(
    st.lists(st.integers(0, 60), max_size=6), st.integers(0, 500), st.integers(-10, 500),
    st.none() | st.integers(0, 500),
)  # fmt: skip
def test_what_was_just_answered_is_never_due(
    doses: list[int], now: int, last: int, dosing: int | None
) -> None:
    ahead = dosing if dosing is not None and dosing >= now else None
    one = standing(*doses, dosing=ahead, phq9=min(last, now))
    for each in wanted(one, RULES, day(now)):
        assert each.since <= day(now)
        assert not (each.measure == "phq9" and min(last, now) == now)
