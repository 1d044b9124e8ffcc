"""Questionnaires over time: against which one the others are compared, what changed, and when one is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kapdesk.domain.clock import show_moment
from kapdesk.domain.score_change import ChangeRules, ScoreChange, compare

FEWEST_POINTS = 3
"""Below so many complete questionnaires nothing is said about a client's own spread."""


@dataclass(frozen=True, slots=True)
class Administration:
    """One filled questionnaire; `total` is None while an item is missing, and then nothing is compared."""

    instrument: str
    version: int
    at: datetime
    answered: int
    of: int
    total: int | None = None
    band: str = ""

    @property
    def complete(self) -> bool:
        """Return whether every item was answered and there is a total."""
        return self.answered == self.of and self.total is not None


def _in_order(filled: Sequence[Administration], instrument: str) -> tuple[Administration, ...]:
    mine = (one for one in filled if one.instrument == instrument and one.complete)
    return tuple(sorted(mine, key=_when))


def _when(one: Administration) -> tuple[datetime, int, int]:
    return (one.at, one.version, one.total or 0)


def baseline(
    filled: Sequence[Administration], instrument: str, first_dose: datetime | None
) -> Administration | None:
    """Return the last complete questionnaire before the first dose of the current series, or None.

    While no dose was given it is the last complete one so far. The order of entry is of no matter.
    """
    before = [one for one in _in_order(filled, instrument) if first_dose is None or one.at < first_dose]
    return before[-1] if before else None


@dataclass(frozen=True, slots=True)
class Trend:
    """The course of one measure: its baseline, every complete total in order, and the latest change."""

    instrument: str
    baseline: Administration | None
    points: tuple[Administration, ...]
    change: ScoreChange | None

    @property
    def spread(self) -> tuple[int, int] | None:
        """Return the lowest and highest total of this client, or None with fewer than three."""
        totals = [one.total for one in self.points if one.total is not None]
        return (min(totals), max(totals)) if len(totals) >= FEWEST_POINTS else None

    @property
    def words(self) -> str:
        """Return what is said under the curve."""
        if not self.points:
            return "no complete questionnaire"
        if self.baseline is None:
            return "no complete questionnaire before the first dose, so nothing to compare with"
        return self.change.words if self.change else "baseline only"


def trend(
    filled: Sequence[Administration], instrument: str, first_dose: datetime | None, rules: ChangeRules
) -> Trend:
    """Return the course of one measure, with the latest total compared with the baseline by stated rules."""
    points = _in_order(filled, instrument)
    start = baseline(filled, instrument, first_dose)
    latest = points[-1] if points else None
    change = None
    if start is not None and latest is not None and latest.at > start.at:
        change = compare(start.total or 0, latest.total or 0, rules)
    return Trend(instrument, start, points, change)


@dataclass(frozen=True, slots=True)
class MeasureCadence:
    """How often a measure is asked, over what time it looks back, how old a baseline may be; all in days."""

    every_days: int = 7
    recall_days: int = 14
    baseline_days: int = 7


def is_due(last_at: datetime | None, now: datetime, cadence: MeasureCadence | None = None) -> bool:
    """Return whether a measure is due: never asked, or as many days ago as the clinic's cadence says."""
    return last_at is None or now - last_at >= timedelta(days=(cadence or MeasureCadence()).every_days)


def recall_overlap(
    last_at: datetime | None, now: datetime, zone_name: str, cadence: MeasureCadence | None = None
) -> str | None:
    """Return a sentence when the time asked about overlaps the last answers; it never blocks."""
    days = (cadence or MeasureCadence()).recall_days
    if last_at is None or now - last_at >= timedelta(days=days):
        return None
    shown = show_moment(last_at, zone_name)
    return f"It asks about the last {days} days and was last answered {shown}: the two overlap."


def baseline_is_fresh(
    start: Administration | None, first_dose: datetime, cadence: MeasureCadence | None = None
) -> bool:
    """Return whether there is a baseline and it was answered at most 7 days before the first dose."""
    days = (cadence or MeasureCadence()).baseline_days
    return start is not None and timedelta() <= first_dose - start.at <= timedelta(days=days)
