"""Goals and aims over the weeks: each a line of its own, never added up, empty where nobody asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating on a day: the step, and the words that were said beside it."""

    on: date
    value: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One goal or aim over time, on its own scale; `steps` names the values where they have names."""

    id: str
    label: str
    lowest: int
    highest: int
    points: tuple[Rated, ...]
    steps: tuple[str, ...] = ()

    @property
    def last(self) -> Rated | None:
        """Return the latest rating, or None where it was never asked."""
        return self.points[-1] if self.points else None

    def word(self, value: int) -> str:
        """Return a value as it is read: `2 working`, or `7`."""
        place = value - self.lowest
        return f"{value} {self.steps[place]}" if 0 <= place < len(self.steps) else str(value)


@dataclass(frozen=True, slots=True)
class Profile:
    """Several lines beside each other; nothing here adds them up."""

    title: str
    lines: tuple[Line, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day on which anything was rated, the oldest first."""
        return tuple(sorted({point.on for line in self.lines for point in line.points}))

    @property
    def empty(self) -> bool:
        """Return whether nothing was ever rated."""
        return not any(line.points for line in self.lines)


def line(
    id_: str, label: str, scale: tuple[int, int], points: Iterable[Rated], steps: Sequence[str] = ()
) -> Line:
    """Return one line in the order of time; of two ratings on one day both are kept."""
    return Line(id_, label, *scale, tuple(sorted(points, key=_when)), tuple(steps))


def _when(point: Rated) -> date:
    return point.on
