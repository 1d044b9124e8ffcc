"""Numbers of the practice stand with what they are of; small ones can be covered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.statistics import Rate, Waiting, by_month, months, small, waiting


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [(3, 12, "3 of 12 (25%)"), (1, 3, "1 of 3"), (0, 0, "none yet"), (0, 5, "0 of 5 (0%)"), (2, 3, "2 of 3")],
)
def test_a_share_never_stands_without_both_numbers(count: int, of: int, words: str) -> None:
    assert Rate("x", count, of).words == words


def test_waiting_has_its_median_and_both_ends() -> None:
    """By hand: 20, 26.5 and 71 hours."""
    found = waiting([timedelta(hours=71), timedelta(hours=20), timedelta(hours=26, minutes=30)])
    assert found.words == "median 26.5 h (20 to 71 h), 3 sessions"
    assert waiting([]) == Waiting(0)
    assert waiting([]).words == "none yet"


def test_a_month_is_that_of_the_clinic() -> None:
    late = datetime(2026, 12, 1, 3, tzinfo=UTC)  # still November in New York
    assert by_month([late], "America/New_York") == {date(2026, 11, 1): 1}
    assert by_month([late], "UTC") == {date(2026, 12, 1): 1}


def test_months_run_over_the_end_of_a_year() -> None:
    assert months(date(2025, 11, 30), date(2026, 1, 1)) == (
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    )


@given(st.integers(0, 50))
def test_only_one_to_four_are_covered(count: int) -> None:
    assert small(count, hide=False) == count
    assert small(count, hide=True) == ("<5" if 0 < count < 5 else count)
