"""The readiness gate: each criterion with what was recorded; it counts and reminds, clinicians decide."""

from datetime import datetime, timedelta

from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_body import oriented_at
from kapdesk.domain.gate_facts import Criterion, Facts, GateLimits, Kind, Override, Seen, State, Verdict
from kapdesk.domain.gate_people import latest_disposition
from kapdesk.domain.gate_rules import RULES, check_override, judge
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.screens import consequences
from kapdesk.domain.standing import NEEDED, Signature, judge_clearances

__all__ = [
    "GATE_RULE",
    "Criterion",
    "Facts",
    "GateLimits",
    "Kind",
    "Override",
    "Seen",
    "Signature",
    "State",
    "Verdict",
    "assess",
    "check_left_at",
    "check_may_clear",
    "check_outcome",
    "check_override",
    "hard_open",
    "may_be_recorded",
    "may_release",
    "missing_for_clearance",
    "oriented_at",
    "summary",
]

GATE_RULE = "gate-2026.2"


def assess(facts: Facts, limits: GateLimits | None = None) -> tuple[Criterion, ...]:
    """Judge D01 to D19 over the recorded facts; the order in which facts were entered is of no matter.

    A fact that is not recorded never meets anything, and a clearance stands only as long as what it rested on
    does. Sources: Spravato US label, RCEM guidance on procedural sedation, Aldrete 1995, Chung 1995, NIMH ASQ
    toolkit.
    """
    limits = limits or GateLimits()
    judged = tuple(judge(rule, facts, limits) for rule in RULES)
    return judge_clearances(judged, facts, limits)


def summary(criteria: tuple[Criterion, ...]) -> str:
    """Say how many criteria are not met and how many of them are hard, or that all recorded ones are met."""
    still_open = sum(one.stands_open for one in criteria)
    hard = sum(one.stops_leaving for one in criteria)
    set_aside = sum(one.state is State.OVERRIDDEN for one in criteria)
    if still_open:
        said = (
            f"{still_open} {'criterion' if still_open == 1 else 'criteria'} not met ({hard or 'none'} hard)"
        )
    else:
        said = "all recorded criteria met"
    return f"{said}, {set_aside} overridden" if set_aside else said


def hard_open(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Return the hard criteria that stand open, in their order."""
    return tuple(one for one in criteria if one.stops_leaving)


def may_release(criteria: tuple[Criterion, ...]) -> bool:
    """Return whether every hard criterion is met or overridden."""
    return bool(criteria) and not any(one.stops_leaving for one in criteria)


def missing_for_clearance(signature: Signature, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Return the hard criteria that stand open before a clearance.

    D01 to D08 come before the medical one; these, all others and the medical one before the therapist's.
    """
    return tuple(one for one in criteria if one.id in NEEDED[signature] and one.stops_leaving)


def check_may_clear(signature: Signature, criteria: tuple[Criterion, ...]) -> None:
    """Raise Refused with the list of what is missing when a clearance is signed before its conditions."""
    missing = missing_for_clearance(signature, criteria)
    if missing:
        raise Refused(
            f"The {signature} clearance cannot be signed yet. Nothing was changed. {_listed(missing)}"
        )


def _listed(criteria: tuple[Criterion, ...]) -> str:
    lines = [f"{one.id} {one.title}: {one.verdict.why or one.state}" for one in criteria]
    return "Still open: " + " ".join(line if line.endswith(".") else f"{line}." for line in lines)


def may_be_recorded(facts: Facts, criteria: tuple[Criterion, ...]) -> frozenset[Outcome]:
    """Return the outcomes that may be recorded now; an emergency disposition leaves only that evaluation."""
    disposition = latest_disposition(facts)
    if disposition is not None and consequences(disposition.value).locks_emergency_outcome:
        return frozenset({Outcome.EMERGENCY_EVALUATION})
    return frozenset(Outcome) if may_release(criteria) else frozenset(Outcome) - {Outcome.RELEASED}


def check_outcome(outcome: Outcome, facts: Facts, criteria: tuple[Criterion, ...]) -> None:
    """Raise Refused when this outcome may not be recorded as things stand, saying what stands in the way."""
    allowed = may_be_recorded(facts, criteria)
    if outcome in allowed:
        return
    if allowed == frozenset({Outcome.EMERGENCY_EVALUATION}):
        raise Refused(
            "The safety assessment ended in emergency psychiatric evaluation, so that is the only outcome. "
            "Nothing was changed; record the evaluation, or assess again."
        )
    stopping = tuple(one for one in criteria if one.stops_leaving)
    raise Refused(f"“{outcome}” cannot be recorded yet. Nothing was changed. {_listed(stopping)}")


def check_left_at(outcome: Outcome, left_at: datetime, facts: Facts) -> None:
    """Raise Refused for a release dated before a clearance; the time of leaving is typed in whole minutes."""
    given = (facts.medical_clearance, facts.therapist_clearance)
    typed_until = left_at + timedelta(minutes=1)
    if outcome is Outcome.RELEASED and any(one is not None and typed_until <= one.at for one in given):
        raise Refused(
            "The time of leaving is before a clearance was signed. Nothing was recorded. Correct the time."
        )
