"""What was measured and what it says: medians, 95th percentiles, ratios to a floor, targets met or not."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Any

Act = Callable[[], object]
Timed = Callable[[], float]


class Unit(StrEnum):
    """In what a bar is told."""

    MILLISECONDS = "ms"
    SECONDS = "s"
    MEBIBYTES = "MiB"

    @property
    def size(self) -> float:
        """Return how many seconds or bytes one of it is."""
        return {Unit.MILLISECONDS: 1e-3, Unit.SECONDS: 1.0, Unit.MEBIBYTES: 1024.0**2}[self]


class CannotMeasure(Exception):
    """A bar has no figure on this machine; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of the program and of its floor in alternation: seconds, or bytes."""

    value: tuple[float, ...]
    floor: tuple[float, ...]

    def per(self, number: float) -> "Taken":
        """Return it for one of so many, such as one page."""
        return Taken(tuple(each / number for each in self.value), tuple(each / number for each in self.floor))


@dataclass(frozen=True, slots=True)
class About:
    """One bar: what a person waits for, what its floor is, and how near to the floor it has to be."""

    name: str
    what: str
    floor: str
    target: float
    unit: Unit = Unit.MILLISECONDS


def entry(about: About, taken: Taken | None, why: str = "") -> dict[str, Any]:
    """Return what stands in the file for one bar; without figures it says why."""
    said: dict[str, Any] = {
        "name": about.name, "what": about.what, "value": None, "floor": None, "ratio": None, "p95": None,
        "target": about.target, "unit": about.unit.value, "met": None, "samples": 0, "floor_is": about.floor,
    }  # fmt: skip
    if taken is None:
        return said | {"why": why}
    value, floor = (statistics.median(each) / about.unit.size for each in (taken.value, taken.floor))
    ratio = value / floor
    return said | {
        "value": round(value, 4), "floor": round(floor, 4), "ratio": round(ratio, 3),
        "p95": round(percentile(taken.value, 0.95) / about.unit.size, 4), "met": ratio <= about.target,
        "samples": len(taken.value),
    }  # fmt: skip


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def timed(act: Act) -> Timed:
    """Return what does something and says how many seconds it took."""

    def took() -> float:
        began = perf_counter()
        act()
        return perf_counter() - began

    return took


def alternate(
    value: Timed, floor: Timed, *, most: int = 30, least: int = 5, seconds: float = 6.0, warm: bool = True
) -> Taken:
    """Take both in turn: `most` times, but no fewer than `least` where `seconds` have passed before.

    With `warm` one of each is taken for nothing first; what takes minutes is spared it.
    """
    if warm:
        value()
        floor()
    end = perf_counter() + seconds
    values: list[float] = []
    floors: list[float] = []
    while len(values) < most and (len(values) < least or perf_counter() < end):
        values.append(value())
        floors.append(floor())
    return Taken(tuple(values), tuple(floors))
