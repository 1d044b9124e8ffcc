"""Whether a clearance still stands: it rests on what was recorded, and falls when that no longer holds."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from kapdesk.domain.clock import show_time
from kapdesk.domain.gate_facts import Clearance, Criterion, Facts, GateLimits, Seen, State
from kapdesk.domain.gate_rules import BY_ID, judge

T = TypeVar("T")
_FALLEN = "That clearance no longer stands; it is kept, and is asked for again."


class Signature(StrEnum):
    """The two clearances, each with its own signature."""

    MEDICAL = "medical"
    THERAPIST = "therapist"


_BODY = tuple(f"D{number:02d}" for number in range(1, 9))
NEEDED: dict[Signature, tuple[str, ...]] = {
    Signature.MEDICAL: _BODY,
    Signature.THERAPIST: tuple(one for one in BY_ID if one != "D19"),
}
"""The criteria that come before each clearance: D01 to D08, and all others with the medical one."""


def judge_clearances(
    criteria: tuple[Criterion, ...], facts: Facts, limits: GateLimits
) -> tuple[Criterion, ...]:
    """Return the criteria with a clearance not met where something it rested on did not hold since."""
    found = {one.id: one for one in criteria}
    for id_, signature in (("D18", Signature.MEDICAL), ("D19", Signature.THERAPIST)):
        why = fell(signature, facts, limits) if found[id_].state is State.MET else ""
        if why:
            verdict = replace(found[id_].verdict, state=State.NOT_MET, why=why)
            found[id_] = replace(found[id_], verdict=verdict)
    return tuple(found.values())


def fell(signature: Signature, facts: Facts, limits: GateLimits) -> str:
    """Say what did not hold when a clearance was signed or at any recorded moment since; nothing if all did.

    What was recorded later of an earlier moment counts too, so the order of entry is of no matter.
    """
    seen = facts.medical_clearance if signature is Signature.MEDICAL else facts.therapist_clearance
    if seen is None:
        return ""
    medical = facts.medical_clearance
    if signature is Signature.THERAPIST and medical is not None and medical.at > seen.at:
        return f"The medical clearance was signed after this one. {_FALLEN}"
    for moment in _moments(facts, seen):
        for id_ in NEEDED[signature]:
            broken = _open_at(id_, moment, facts, limits)
            if broken is not None:
                return _words(broken, moment, facts)
    return ""


def _moments(facts: Facts, seen: Seen[Clearance]) -> list[datetime]:
    """Return when it was signed, and every later moment at which something was looked at or asked."""
    looked = (
        *facts.looks, *facts.orientation, *facts.back_to_usual, *facts.gait, *facts.keeps_fluid,
        *facts.second_looks, *facts.screens, *facts.dispositions,
    )  # fmt: skip
    later = {one.at for one in looked if seen.at < one.at <= facts.now}
    return [seen.at, *sorted(later)]


def _open_at(id_: str, moment: datetime, facts: Facts, limits: GateLimits) -> Criterion | None:
    """Return a criterion as it stood at a moment where it was hard and open then."""
    if id_ == "D18":
        return None
    then = as_of(facts, moment)
    if id_ == "D01":
        then = replace(then, now=moment)
    one = judge(BY_ID[id_], then, limits)
    return one if one.stops_leaving else None


def as_of(facts: Facts, moment: datetime) -> Facts:
    """Return the facts with what was looked at, asked and overridden up to a moment."""
    return replace(
        facts,
        looks=_until(facts.looks, moment),
        orientation=_until(facts.orientation, moment),
        back_to_usual=_until(facts.back_to_usual, moment),
        gait=_until(facts.gait, moment),
        keeps_fluid=_until(facts.keeps_fluid, moment),
        second_looks=_until(facts.second_looks, moment),
        screens=_until(facts.screens, moment),
        dispositions=_until(facts.dispositions, moment),
        overrides=tuple(one for one in facts.overrides if one.at <= moment),
    )


def _until(seen: tuple[Seen[T], ...], moment: datetime) -> tuple[Seen[T], ...]:
    return tuple(one for one in seen if one.at <= moment)


def _words(broken: Criterion, moment: datetime, facts: Facts) -> str:
    said = broken.verdict.why or broken.verdict.value or broken.state.value
    stop = "" if said.endswith(".") else "."
    return f"{broken.id} {broken.title} stood open at {show_time(moment, facts.zone)}: {said}{stop} {_FALLEN}"
