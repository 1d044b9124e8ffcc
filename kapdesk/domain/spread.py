"""How far a person's own scores lie apart, and the line through each three of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

FEWEST = 4
"""From so many complete questionnaires on a line and a spread are drawn; a clinic may ask for more."""
IN_A_ROW = 3
BREAK = timedelta(days=60)
"""The line breaks where so much time lies between two questionnaires: nothing is known of it."""
_HALF = Decimal(2)
_TENTH = Decimal("0.1")

Dated = tuple[datetime, Decimal]
"""When a questionnaire was filled, and its total."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest, the middle and the highest of somebody's own earlier totals, and how many they were."""

    lowest: Decimal
    median: Decimal
    highest: Decimal
    of: int

    @property
    def words(self) -> str:
        """Return what is read beside the drawing."""
        return (
            f"This person's own {self.of} earlier scores: {plain(self.lowest)} to {plain(self.highest)}, "
            f"median {plain(self.median)}."
        )


def plain(value: Decimal) -> str:
    """Return a number without noughts that say nothing: `12`, `61.25`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def median(values: Sequence[Decimal]) -> Decimal:
    """Return the middle value, or halfway between the two middle ones; raises ValueError for none."""
    if not values:
        raise ValueError("there is no middle of nothing")
    ordered = sorted(values)
    upper, is_even = divmod(len(ordered), 2)
    return ordered[upper] if is_even else (ordered[upper - 1] + ordered[upper]) / _HALF


def own_spread(points: Sequence[Dated], fewest: int = FEWEST) -> Spread | None:
    """Return the spread of all points but the latest; None below `fewest` points altogether."""
    if len(points) < max(fewest, 2):
        return None
    earlier = [value for _, value in sorted(points)[:-1]]
    return Spread(min(earlier), median(earlier), max(earlier), len(earlier))


def moving_line(points: Sequence[Dated], fewest: int = FEWEST) -> tuple[tuple[Dated, ...], ...]:
    """Return the mean of each three in a row at the time of the middle one, in pieces without a long gap.

    Nothing below `fewest` points, and nothing beyond the last three: no point of it lies ahead.
    """
    if len(points) < max(fewest, IN_A_ROW):
        return ()
    pieces: list[list[Dated]] = [[]]
    for before, after in pairwise([None, *sorted(points)]):
        if after is None:
            continue
        if before is not None and after[0] - before[0] > BREAK:
            pieces.append([])
        pieces[-1].append(after)
    return tuple(_means(piece) for piece in pieces if len(piece) >= IN_A_ROW)


def _means(piece: Sequence[Dated]) -> tuple[Dated, ...]:
    found: list[Dated] = []
    for middle in range(1, len(piece) - 1):
        three = piece[middle - 1 : middle + 2]
        total = sum((value for _, value in three), Decimal())
        found.append((piece[middle][0], (total / IN_A_ROW).quantize(_TENTH)))
    return tuple(found)


def drawn_words(count: int, fewest: int = FEWEST) -> str:
    """Return by what rule a line and a spread are drawn, or why they are not yet."""
    if count < fewest:
        return (
            f"Points only: a line and a spread are drawn from {fewest} questionnaires on; there are {count}."
        )
    return (
        f"Each point is one questionnaire. The line is the mean of each {IN_A_ROW} in a row, drawn at the "
        f"middle one; it breaks where more than {BREAK.days} days lie between two. The band is the range of "
        "all but the latest, with its median. Both are drawn from "
        f"{fewest} questionnaires on."
    )
