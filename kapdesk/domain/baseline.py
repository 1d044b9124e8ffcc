"""What every later reading is compared with: the last full set before the dose, or one marked by hand."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from kapdesk.domain.readings import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """One set of vital signs that was taken, when, and whether somebody marked it as the baseline."""

    at: datetime
    reading: Reading
    marked: bool = False

    @property
    def full(self) -> bool:
        """Return whether blood pressure, pulse and saturation were all taken."""
        taken = self.reading.hr is not None and self.reading.spo2 is not None
        return taken and self.reading.has_pressure


def baseline_of(taken: Sequence[Candidate], dosed_at: datetime | None) -> Candidate | None:
    """Return the baseline of a day, or None; the order of `taken` is of no matter.

    One marked by hand outranks the others; else it is the last full set at or before the dose, or the last
    one at all while no dose was given. Two sets of the same moment are told apart by their values alone.
    """
    marked = [one for one in taken if one.marked]
    before = [one for one in taken if one.full and (dosed_at is None or one.at <= dosed_at)]
    return max(marked or before, key=_last, default=None)


def _last(one: Candidate) -> tuple[datetime, tuple[str, ...]]:
    return one.at, tuple(str(value) for value in astuple(one.reading))
