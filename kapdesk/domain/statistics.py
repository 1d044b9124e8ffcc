"""Numbers of the whole practice without a name: counts, rates with both their numbers, times between."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from kapdesk.domain.clock import local
from kapdesk.domain.spread import median, plain

SMALL = 5
"""A number below this may point at somebody; outside the clinic it can be written as `<5`."""
_HOUR = timedelta(hours=1)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; a percentage never stands without both numbers, and not under so few."""

    name: str
    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """Return the share in percent; None where fewer than 5 make up the whole."""
        return None if self.of < SMALL else round(100 * self.count / self.of)

    @property
    def words(self) -> str:
        """Return `3 of 12 (25%)`, `1 of 3`, or that there is nothing yet."""
        if not self.of:
            return "none yet"
        share = "" if self.percent is None else f" ({self.percent}%)"
        return f"{self.count} of {self.of}{share}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hours from one thing to the next: how often, the median, the shortest and the longest."""

    of: int
    median: Decimal | None = None
    shortest: Decimal | None = None
    longest: Decimal | None = None

    @property
    def words(self) -> str:
        """Return `median 26.5 h (20 to 71 h), 7 sessions`, or that there is nothing yet."""
        if self.median is None or self.shortest is None or self.longest is None:
            return "none yet"
        ends = f"{plain(self.shortest)} to {plain(self.longest)} h"
        return f"median {plain(self.median)} h ({ends}), {self.of} session{'s' if self.of != 1 else ''}"


def waiting(times: Sequence[timedelta]) -> Waiting:
    """Return how long it took, in hours rounded to a tenth."""
    hours = [(Decimal(str(each / _HOUR))).quantize(_TENTH) for each in times]
    if not hours:
        return Waiting(0)
    return Waiting(len(hours), median(hours).quantize(_TENTH), min(hours), max(hours))


def by_month(times: Iterable[datetime], zone_name: str) -> Counter[date]:
    """Count what happened by the month it happened in, named by its first day, in the clinic's zone."""
    return Counter(local(at, zone_name).date().replace(day=1) for at in times)


def months(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of every month from one day to another, both months included."""
    found: list[date] = []
    here = first.replace(day=1)
    while here <= last:
        found.append(here)
        here = (here + timedelta(days=32)).replace(day=1)
    return tuple(found)


def small(count: int, *, hide: bool) -> int | str:
    """Return a count as it may leave the clinic: 1 to 4 as `<5` where that is wished, 0 as it is."""
    return f"<{SMALL}" if hide and 0 < count < SMALL else count
