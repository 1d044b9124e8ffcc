"""A person's own spread, and the line through each three: from a stated number on, and never ahead."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.spread import FEWEST, drawn_words, median, moving_line, own_spread, plain

START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def at(*values: int, every: int = 7) -> list[tuple[datetime, Decimal]]:
    return [(START + timedelta(days=every * place), Decimal(value)) for place, value in enumerate(values)]


def test_the_spread_is_that_of_the_earlier_ones() -> None:
    """By hand: 18, 12, 15 are earlier; the latest, 3, is not part of what it is compared with."""
    spread = own_spread(at(18, 12, 15, 3))
    assert spread is not None
    assert (spread.lowest, spread.median, spread.highest, spread.of) == (12, 15, 18, 3)
    assert spread.words == "This person's own 3 earlier scores: 12 to 18, median 15."


def test_an_even_number_has_its_median_halfway() -> None:
    spread = own_spread(at(10, 13, 20, 7, 1))
    assert spread is not None
    assert plain(spread.median) == "11.5"
    with pytest.raises(ValueError, match="nothing"):
        median([])


@pytest.mark.parametrize("count", range(4))
def test_nothing_is_drawn_below_the_stated_number(count: int) -> None:
    assert own_spread(at(*range(count))) is None
    assert moving_line(at(*range(count))) == ()
    assert f"there are {count}" in drawn_words(count)


def test_a_clinic_may_ask_for_more_points() -> None:
    assert own_spread(at(1, 2, 3, 4), fewest=5) is None
    assert moving_line(at(1, 2, 3, 4), fewest=5) == ()
    assert "from 5 questionnaires on" in drawn_words(4, 5)
    assert "60 days" in drawn_words(5, 5)


def test_each_point_of_the_line_is_the_mean_of_three_at_the_middle_one() -> None:
    """By hand: (18+12+15)/3 = 15, (12+15+4)/3 = 10.3, (15+4+5)/3 = 8."""
    points = at(18, 12, 15, 4, 5)
    (piece,) = moving_line(points)
    assert [value for _, value in piece] == [Decimal("15.0"), Decimal("10.3"), Decimal("8.0")]
    assert [when for when, _ in piece] == [when for when, _ in points[1:4]]


def test_the_line_breaks_where_nothing_is_known_for_long() -> None:
    late = [(when + timedelta(days=200), value) for when, value in at(9, 9, 9)]
    assert [len(piece) for piece in moving_line([*at(18, 12, 15, 3), *late])] == [2, 1]
    assert (
        moving_line([*at(18, 12), *[(when + timedelta(days=200), value) for when, value in at(9, 9)]]) == ()
    )


@given(st.lists(st.integers(0, 27), max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter_and_nothing_lies_ahead(
    values: list[int], chance: random.Random
) -> None:
    points = at(*values)
    mixed = list(points)
    chance.shuffle(mixed)
    assert own_spread(mixed) == own_spread(points)
    assert moving_line(mixed) == moving_line(points)
    for piece in moving_line(points):
        assert all(points[0][0] < when < points[-1][0] for when, _ in piece)
        assert all(min(values) <= value <= max(values) for _, value in piece)
    spread = own_spread(points)
    assert (spread is None) is (len(values) < FEWEST)
    if spread is not None:
        assert spread.lowest <= spread.median <= spread.highest
