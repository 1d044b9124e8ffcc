"""When a measure is due: before a series, weekly in it, at its end, and in the months after its last dose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kapdesk.domain.course import GAP_DAYS, Series


class Counted(StrEnum):
    """From what a rule counts."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the cadence, in days.

    Before a series: asked in the last `days` before its first dose. During: every `days`, until `until` days
    after the last dose. After: `days` after the last dose, an answer `early` days sooner counts, and the last
    rule is asked no longer than `until` days.
    """

    id: str
    label: str
    counted: Counted
    days: int
    measures: tuple[str, ...]
    if_begun: tuple[str, ...] = ()
    early: int = 0
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one client: the series, the next dosing day, and when each measure was last whole.

    `begun` are the measures of which anything was ever filled.
    """

    series: tuple[Series, ...] = ()
    next_dosing: datetime | None = None
    last: tuple[tuple[str, datetime], ...] = ()
    begun: frozenset[str] = frozenset()

    def last_of(self, measure: str) -> datetime | None:
        """Return when a measure was last filled whole, or None."""
        return next((at for name, at in self.last if name == measure), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure that is due: by which rule, and since when."""

    measure: str
    rule: str
    label: str
    since: datetime


def wanted(
    standing: Standing, rules: Sequence[Rule], now: datetime, gap_days: int = GAP_DAYS
) -> tuple[Wanted, ...]:
    """Return what is due now for one client, one line a measure, in the order of the cadence.

    A baseline counts until the first dose is given; after it none can be made up. In a series nothing is
    asked more often than its rule says, whoever asked last.
    """
    found: dict[str, Wanted] = {}
    for rule, since in _in_force(standing, rules, now, gap_days):
        for measure in _measures(rule, standing):
            due = _since(rule, since, standing.last_of(measure))
            if due is not None and due <= now:
                found.setdefault(measure, Wanted(measure, rule.id, rule.label, due))
    return tuple(found.values())


def _in_force(
    standing: Standing, rules: Sequence[Rule], now: datetime, gap_days: int
) -> tuple[tuple[Rule, datetime], ...]:
    """Return the rules that count now, each with the instant it counts from."""
    first, last = _current(standing)
    found: list[tuple[Rule, datetime]] = []
    before = [rule for rule in rules if rule.counted is Counted.BEFORE]
    if standing.next_dosing is not None and _begins_series(standing, last, gap_days):
        opens = [(rule, standing.next_dosing - timedelta(days=rule.days)) for rule in before]
        found += [(rule, at) for rule, at in opens if at <= now]
    if first is None or last is None:
        return tuple(found)
    is_running = standing.next_dosing is not None and not _begins_series(standing, last, gap_days)
    for rule in rules:
        if rule.counted is Counted.DURING and (is_running or now < last + timedelta(days=rule.until or 0)):
            found.append((rule, first))
    return tuple(found) if is_running else (*found, *_milestone(rules, last, now))


def _milestone(rules: Sequence[Rule], last: datetime, now: datetime) -> tuple[tuple[Rule, datetime], ...]:
    """Return the one day after the last dose that was reached last; those before it are past."""
    after = sorted((rule for rule in rules if rule.counted is Counted.AFTER), key=_days)
    reached = [rule for rule in after if last + timedelta(days=rule.days) <= now]
    if not reached:
        return ()
    rule, since = reached[-1], last + timedelta(days=reached[-1].days)
    is_past = rule.until is not None and now > since + timedelta(days=rule.until)
    return () if is_past else ((rule, since),)


def _days(rule: Rule) -> int:
    return rule.days


def _since(rule: Rule, counted_from: datetime, last: datetime | None) -> datetime | None:
    """Return from when a measure is due by a rule, or None where it was answered."""
    if rule.counted is Counted.DURING:
        every = timedelta(days=rule.days)
        return counted_from + every if last is None else max(last, counted_from) + every
    if last is not None and last >= counted_from - timedelta(days=rule.early):
        return None
    return counted_from


def _measures(rule: Rule, standing: Standing) -> tuple[str, ...]:
    return (*rule.measures, *(one for one in rule.if_begun if one in standing.begun))


def _current(standing: Standing) -> tuple[datetime | None, datetime | None]:
    given = [one for one in standing.series if one.doses]
    return (given[-1].first, given[-1].last) if given else (None, None)


def _begins_series(standing: Standing, last: datetime | None, gap_days: int) -> bool:
    """Return whether the next dose would be the first of a series."""
    if last is None or standing.next_dosing is None:
        return True
    is_begun = bool(standing.series) and not standing.series[-1].doses
    return is_begun or standing.next_dosing - last > timedelta(days=gap_days)
