"""The five challenges of the weeks after: found by stated rules in what is recorded, never a label."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from kapdesk.domain import decisions, held
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import Refused
from kapdesk.domain.life import LifeItem, visits

VERSION = 1
"""The version of these rules; their words and sources stand in the content."""
SPREAD = 5
"""PHQ-9 points between the highest and lowest of the last four: the conventional reliable difference."""
LAST = 4
STRAIN_FROM = 5
"""Strain, 0 to 10, from which a relationship is brought to mind; kapdesk's own proposal."""
MEASURE_DAYS = 14
"""Days without a PHQ-9 after which it is overdue in the weeks after a dose; kapdesk's own proposal."""
AFTER_DOSE = timedelta(days=90)
"""How long after a dose a gap in visits or measures, or what did not settle, is asked about."""


class Challenge(StrEnum):
    """What often happens in the weeks after, and is met rather than judged."""

    NONLINEAR = "nonlinear"
    DROP_OUT = "drop-out"
    RELATIONSHIP = "relationship"
    BELIEF = "belief"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record holds of a client; totals of PHQ-9 and visits are the earliest first.

    `life` is what is carried and not closed; `ended` says that the work with the client has ended.
    """

    now: datetime
    zone: str
    doses: tuple[datetime, ...] = ()
    phq9: tuple[tuple[datetime, int], ...] = ()
    missed: tuple[datetime, ...] = ()
    attended: tuple[datetime, ...] = ()
    ahead: tuple[datetime, ...] = ()
    life: tuple[LifeItem, ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing in the record that a rule found: the rule, what was found, and since when."""

    rule: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A challenge with everything that shows it."""

    challenge: Challenge
    shown: tuple[Shown, ...]

    @property
    def latest(self) -> datetime:
        """Return when the newest of it came into the record."""
        return max(each.at for each in self.shown)


def find(recorded: Recorded) -> tuple[Found, ...]:
    """Return the challenges of which the record shows something, in their fixed order."""
    by: dict[Challenge, tuple[Shown, ...]] = {
        Challenge.NONLINEAR: (*_uneven(recorded), *_dose_questioned(recorded.life)),
        Challenge.DROP_OUT: _gaps(recorded),
        Challenge.RELATIONSHIP: tuple(_strain(recorded.life)),
        Challenge.BELIEF: tuple(_beliefs(recorded.life)),
        Challenge.DECISION: tuple(_decisions(recorded.life)),
    }
    return tuple(Found(challenge, shown) for challenge, shown in by.items() if shown)


def stands(found: Found, closed_at: datetime | None) -> bool:
    """Return whether a challenge is still open: nobody answered it, or something new came since."""
    return closed_at is None or found.latest > closed_at


def check_closing(words: str) -> str:
    """Return the words without white space around; raises Refused where nothing is said."""
    said = words.strip()
    if not said:
        raise Refused("Nothing is said about what was done. It stays open. Write a word about it.")
    return said


def asks_unsettled(recorded: Recorded) -> bool:
    """Return whether “anything that has not settled?” is asked by rule: three months from the last dose.

    Source: Evans et al. 2023, PLoS ONE 18:e0293349, for how long such difficulties last.
    """
    return bool(recorded.doses) and recorded.now - max(recorded.doses) <= AFTER_DOSE


def _uneven(recorded: Recorded) -> tuple[Shown, ...]:
    """Return a rise after an improvement, and a wide spread that goes up and down."""
    totals = [total for _, total in recorded.phq9]
    found: list[Shown] = []
    if len(totals) > 1 and recorded.doses:
        (_, before), (at, now) = recorded.phq9[-2:]
        if now > before and at > min(recorded.doses):
            what = f"PHQ-9 {before}, then {now} on {_day(at, recorded)}"
            found.append(Shown("phq9-up", what, at))
    last = totals[-LAST:]
    steps = {later > earlier for earlier, later in pairwise(last) if later != earlier}
    if len(last) == LAST and max(last) - min(last) >= SPREAD and len(steps) > 1:
        what = f"the last four PHQ-9 totals: {', '.join(str(total) for total in last)}"
        found.append(Shown("spread", what, recorded.phq9[-1][0]))
    return tuple(found)


def _dose_questioned(life: Iterable[LifeItem]) -> tuple[Shown, ...]:
    return tuple(
        Shown("dose-question", f"“{item.text}”", item.written_at)
        for item in life
        if item.register == "dose-question"
    )


def _gaps(recorded: Recorded) -> tuple[Shown, ...]:
    dosed = max(recorded.doses, default=None)
    if dosed is None or recorded.ended or recorded.now - dosed > AFTER_DOSE:
        return ()
    seen = max((dosed, *recorded.attended))
    found: list[Shown] = []
    if not recorded.ahead:
        found.append(Shown("no-next", f"last seen on {_day(seen, recorded)}", max((seen, *recorded.missed))))
    missed = [at for at in recorded.missed if at > seen]
    if missed:
        found.append(Shown("missed", f"did not attend on {_day(missed[-1], recorded)}", missed[-1]))
    measured = recorded.phq9[-1][0] if recorded.phq9 else None
    if measured is not None and recorded.now - max(measured, dosed) > timedelta(days=MEASURE_DAYS):
        what = f"last PHQ-9 on {_day(measured, recorded)}"
        found.append(Shown("overdue", what, max(measured, dosed) + timedelta(days=MEASURE_DAYS)))
    return tuple(found)


def _strain(life: Iterable[LifeItem]) -> Iterable[Shown]:
    for item in life:
        if item.register != "relationship":
            continue
        facts, name, at = item.facts, f"“{item.text}”", _last(item)
        if facts.get("concern") == "yes":
            yield Shown("harm", name, at)
        if item.rating is not None and item.rating >= STRAIN_FROM:
            yield Shown("strain", f"{name}: {item.rating} of 10", at)
        if facts.get("lost-part") == "yes":
            yield Shown("lost-part", name, at)


def _beliefs(life: Iterable[LifeItem]) -> Iterable[Shown]:
    for item in life:
        if item.register != "belief":
            continue
        at, seen = _last(item), visits(item)
        if item.facts.get("appeared") != "before" and held.consult(item.facts, item.rating):
            yield Shown("conviction", f"“{item.text}”: {item.rating} of 10", at)
        if seen and held.red_flags(seen[-1].facts):
            yield Shown("flags", f"“{item.text}”", at)


def _decisions(life: Iterable[LifeItem]) -> Iterable[Shown]:
    for item in life:
        if item.register != "decision":
            continue
        facts, at = item.facts, _last(item)
        if decisions.leaves_harm(facts):
            yield Shown("leaves-harm", f"“{item.text}”", at)
        elif decisions.cannot_be_undone(facts):
            yield Shown("undone", f"“{item.text}”", at)
        if decisions.mania(facts):
            yield Shown("lift", f"“{item.text}”", at)


def _last(item: LifeItem) -> datetime:
    return item.looks[-1].written_at if item.looks else item.written_at


def _day(at: datetime, recorded: Recorded) -> str:
    return show_date(local(at, recorded.zone).date())
