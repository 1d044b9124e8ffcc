"""A course is compared with what stood before the first dose, and with nothing where nothing stood."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.measures import (
    Administration,
    baseline,
    baseline_is_fresh,
    baseline_words,
    recall_overlap,
    trend,
)
from kapdesk.domain.score_change import ChangeRules

FIRST_DOSE = datetime(2026, 11, 20, 10, tzinfo=UTC)
RULES = ChangeRules("PHQ-9", reliable=5, response_percent=50, response_from=10, remission_to=4)


def _filled(days: float, total: int | None, instrument: str = "phq9") -> Administration:
    answered = 9 if total is not None else 8
    return Administration(instrument, 1, FIRST_DOSE + timedelta(days=days), answered, 9, total)


def test_the_baseline_is_the_last_complete_one_before_the_first_dose() -> None:
    filled = (_filled(-20, 21), _filled(-3, 18), _filled(-1, None), _filled(7, 9), _filled(-2, 12, "gad7"))
    found = baseline(filled, "phq9", FIRST_DOSE)
    assert found is not None
    assert found.total == 18
    assert baseline((_filled(0, 12),), "phq9", FIRST_DOSE) is None
    assert baseline((_filled(0, 12),), "phq9", None) is not None


def test_without_one_before_the_dose_nothing_is_compared() -> None:
    course = trend((_filled(1, 18), _filled(8, 4)), "phq9", FIRST_DOSE, RULES)
    assert course.baseline is None
    assert course.change is None
    assert "nothing to compare with" in course.words


def test_the_latest_total_is_compared_with_the_baseline() -> None:
    course = trend((_filled(7, 9), _filled(-1, 18), _filled(14, None)), "phq9", FIRST_DOSE, RULES)
    assert course.words == "PHQ-9 18 to 9: reliable improvement (9 points); response (50% better)"
    worse = trend((_filled(7, 17), _filled(-1, 12)), "phq9", FIRST_DOSE, RULES)
    assert worse.words.startswith("PHQ-9 12 to 17: deterioration")


def test_one_questionnaire_is_a_baseline_only() -> None:
    assert trend((_filled(-1, 18),), "phq9", FIRST_DOSE, RULES).words == "baseline only"
    assert trend((_filled(-1, None),), "phq9", FIRST_DOSE, RULES).words == "no complete questionnaire"


@given(
    st.lists(st.builds(_filled, st.integers(-30, 30), st.none() | st.integers(0, 27)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_entry_does_not_matter(filled: list[Administration], chance: random.Random) -> None:
    mixed = list(filled)
    chance.shuffle(mixed)
    straight = trend(filled, "phq9", FIRST_DOSE, RULES)
    assert straight == trend(mixed, "phq9", FIRST_DOSE, RULES)
    assert all(one.complete for one in straight.points)


def test_an_overlap_of_what_is_asked_about_is_said() -> None:
    said = recall_overlap(FIRST_DOSE, FIRST_DOSE + timedelta(days=7), "UTC")
    assert said == "It asks about the last 14 days and was last answered 20-Nov-2026 10:00: the two overlap."
    assert recall_overlap(FIRST_DOSE, FIRST_DOSE + timedelta(days=14), "UTC") is None
    assert recall_overlap(None, FIRST_DOSE, "UTC") is None


@pytest.mark.parametrize(("days", "fresh"), [(-8, False), (-7, True), (0, True), (1, False)])
def test_a_baseline_is_fresh_for_a_week(days: int, fresh: bool) -> None:
    assert baseline_is_fresh(_filled(days, 18), FIRST_DOSE) is fresh
    assert not baseline_is_fresh(None, FIRST_DOSE)


def test_what_the_others_are_compared_with_is_said_with_its_age() -> None:
    assert baseline_words(_filled(-3, 18), FIRST_DOSE, "UTC") == (
        "Baseline: 18 on 17-Nov-2026 10:00, 3 days before the first dose."
    )
    assert baseline_words(_filled(-1, 18), FIRST_DOSE, "UTC").endswith("1 day before the first dose.")
    assert "older than the 7 days" in baseline_words(_filled(-20, 18), FIRST_DOSE, "UTC")
    assert "no dose yet" in baseline_words(_filled(-20, 18), None, "UTC")
    assert "nothing is compared" in baseline_words(None, FIRST_DOSE, "UTC")
