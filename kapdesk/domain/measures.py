"""Questionnaires over time: against which one the others are compared, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kapdesk.domain.clock import show_moment
from kapdesk.domain.score_change import ChangeRules, ScoreChange, compare

RECALL_DAYS = 14
FRESH_DAYS = 7


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


def recall_overlap(
    last_at: datetime | None, now: datetime, zone_name: str, days: int = RECALL_DAYS
) -> str | None:
    """Return a sentence when the time asked about overlaps the last answers; it never blocks."""
    if last_at is None or now - last_at >= timedelta(days=days):
        return None
    shown = show_moment(last_at, zone_name)
    return f"It asks about the last {days} days and was last answered {shown}: the two overlap."


def baseline_is_fresh(start: Administration | None, first_dose: datetime, days: int = FRESH_DAYS) -> bool:
    """Return whether there is a baseline and it was answered at most so many days before the first dose."""
    return start is not None and timedelta() <= first_dose - start.at <= timedelta(days=days)


def baseline_words(
    start: Administration | None, first_dose: datetime | None, zone_name: str, days: int = FRESH_DAYS
) -> str:
    """Return what the others are compared with, and how old it was at the first dose."""
    if start is None:
        return "No whole form before the first dose of this series: nothing is compared."
    shown = f"Baseline: {start.total} on {show_moment(start.at, zone_name)}"
    if first_dose is None:
        return f"{shown}, the last whole form so far; no dose yet."
    before = (first_dose - start.at).days
    many = f"{before} day{'s' if before != 1 else ''}" if before else "less than a day"
    age = f"{many} before the first dose"
    is_fresh = baseline_is_fresh(start, first_dose, days)
    return f"{shown}, {age}." if is_fresh else f"{shown}, {age}: older than the {days} days that are advised."
