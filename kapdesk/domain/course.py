"""The doses of one client in series, and which questionnaires belong to each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

GAP_DAYS = 90
"""So many days without a dose and the next one begins a new series; a clinic may set another number."""


class Timed(Protocol):
    """Whatever happened at an instant."""

    @property
    def at(self) -> datetime:
        """Return when, in UTC."""
        ...


_Timed = TypeVar("_Timed", bound=Timed)


@dataclass(frozen=True, slots=True)
class Series:
    """Doses that belong together, the earliest first; a series that was only begun has none yet.

    `begun` is its first dose, or the day from which somebody said that a new one begins.
    """

    number: int
    begun: datetime
    doses: tuple[datetime, ...] = ()

    @property
    def first(self) -> datetime | None:
        """Return its first dose, or None while there is none."""
        return self.doses[0] if self.doses else None

    @property
    def last(self) -> datetime | None:
        """Return its last dose so far, or None while there is none."""
        return self.doses[-1] if self.doses else None


def series_of(
    doses: Sequence[datetime], begun: Sequence[datetime] = (), gap_days: int = GAP_DAYS
) -> tuple[Series, ...]:
    """Return the doses in series: a new one after more than `gap_days`, or from where one was begun."""
    found: list[list[datetime]] = []
    starts: list[datetime] = []
    for dose in sorted(doses):
        if not found or _is_new(found[-1][-1], dose, begun, gap_days):
            found.append([])
            starts.append(dose)
        found[-1].append(dose)
    made = [
        Series(number, start, tuple(some))
        for number, (start, some) in enumerate(zip(starts, found, strict=True), 1)
    ]
    last = made[-1].last if made else None
    waiting = [at for at in begun if last is None or at > last]
    if waiting:
        made.append(Series(len(made) + 1, max(waiting)))
    return tuple(made)


def _is_new(before: datetime, dose: datetime, begun: Sequence[datetime], gap_days: int) -> bool:
    return dose - before > timedelta(days=gap_days) or any(before < at <= dose for at in begun)


def of_series(filled: Sequence[_Timed], every: Sequence[Series], number: int) -> tuple[_Timed, ...]:
    """Return what was filled up to the next series, from the end of the series before it on.

    Between two series a questionnaire belongs to both: it follows the one and is a baseline of the other.
    """
    before = [each.last for each in every if each.number < number and each.last is not None]
    after = [each.begun for each in every if each.number > number]
    start, end = max(before, default=None), min(after, default=None)
    return tuple(
        each for each in filled if (start is None or each.at >= start) and (end is None or each.at < end)
    )


def series_words(one: Series, gap_days: int = GAP_DAYS) -> str:
    """Return what a series is, as it stands beneath a statement."""
    count = len(one.doses)
    doses = "no dose yet" if not count else f"{count} dose{'s' if count != 1 else ''}"
    return (
        f"Series {one.number}: {doses}. A new series begins after {gap_days} days without a dose, or where "
        "one is begun."
    )
