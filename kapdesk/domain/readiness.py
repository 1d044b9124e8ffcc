"""The readiness gate: each criterion with what was recorded; it counts and reminds, clinicians decide."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_body import (
    ESKETAMINE_FLOOR,
    d01_observed,
    d02_alert,
    d03_oriented,
    d04_dissociation,
    d05_pressure,
    d06_pulse_and_oxygen,
    d07_gait,
    d08_nausea,
    d09_scores,
    observed_minutes,
    oriented_at,
)
from kapdesk.domain.gate_facts import Criterion, Facts, GateLimits, Kind, Override, Seen, State, Verdict
from kapdesk.domain.gate_people import (
    d10_screen,
    d11_plan,
    d12_means,
    d13_debrief,
    d14_escort,
    d15_tonight,
    d16_instructions,
    d17_booked,
    d18_medical,
    d19_therapist,
    ideation,
    is_medical,
    kind_for,
    latest_disposition,
    positive_screen,
)
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import consequences

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
    "check_may_clear",
    "check_outcome",
    "check_override",
    "may_be_recorded",
    "may_release",
    "missing_for_clearance",
    "oriented_at",
    "summary",
]

GATE_RULE = "gate-2026.1"


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    title: str
    judge: Callable[[Facts, GateLimits], Verdict]
    kind: Callable[[Facts], Kind]
    overridable: bool = True


def _hard(_facts: Facts) -> Kind:
    return Kind.HARD


def _soft(_facts: Facts) -> Kind:
    return Kind.SOFT


def _hard_with_ideation(facts: Facts) -> Kind:
    return kind_for(needed=ideation(facts))


def _hard_with_positive_screen(facts: Facts) -> Kind:
    return kind_for(needed=positive_screen(facts))


_RULES = (
    _Rule("D01", "Observed long enough", d01_observed, _hard),
    _Rule("D02", "Alert, two looks", d02_alert, _hard),
    _Rule("D03", "Oriented ×4", d03_oriented, _hard),
    _Rule("D04", "Dissociation settled", d04_dissociation, _hard),
    _Rule("D05", "Blood pressure near baseline", d05_pressure, _hard),
    _Rule("D06", "Pulse and oxygen", d06_pulse_and_oxygen, _hard),
    _Rule("D07", "Gait steady", d07_gait, _hard),
    _Rule("D08", "Nausea settled", d08_nausea, _hard),
    _Rule("D09", "Recovery scores", d09_scores, _soft),
    _Rule("D10", "Suicide screen, second", d10_screen, _hard),
    _Rule("D11", "Stay-safe plan reviewed", d11_plan, _hard_with_ideation),
    _Rule("D12", "Means-safety talk", d12_means, _hard_with_positive_screen),
    _Rule("D13", "Debrief offered", d13_debrief, _soft),
    _Rule("D14", "Escort here", d14_escort, _hard),
    _Rule("D15", "Someone there tonight", d15_tonight, _hard_with_ideation),
    _Rule("D16", "Instructions, read back", d16_instructions, _hard),
    _Rule("D17", "Next contact booked", d17_booked, _hard_with_ideation),
    _Rule("D18", "Medical clearance", d18_medical, _hard, overridable=False),
    _Rule("D19", "Therapist clearance", d19_therapist, _hard, overridable=False),
)
_BY_ID = {rule.id: rule for rule in _RULES}


def assess(facts: Facts, limits: GateLimits | None = None) -> tuple[Criterion, ...]:
    """Judge D01 to D19 over the recorded facts; the order in which facts were entered is of no matter.

    A fact that is not recorded never meets anything. Sources: Spravato US label, RCEM guidance on procedural
    sedation, Aldrete 1995, Chung 1995, NIMH ASQ toolkit.
    """
    limits = limits or GateLimits()
    return tuple(_criterion(rule, facts, limits) for rule in _RULES)


def _criterion(rule: _Rule, facts: Facts, limits: GateLimits) -> Criterion:
    verdict = rule.judge(facts, limits)
    settled = verdict.state in {State.MET, State.NOT_APPLICABLE}
    override = None if settled else _override_for(rule.id, facts, limits)
    return Criterion(rule.id, rule.title, rule.kind(facts), verdict, override)


def _override_for(criterion: str, facts: Facts, limits: GateLimits) -> Override | None:
    valid = [
        one
        for one in facts.overrides
        if one.criterion == criterion and not _override_problem(one, facts, limits)
    ]
    return max(valid, key=lambda one: (one.at, one.by_name, one.reason), default=None)


def _override_problem(override: Override, facts: Facts, limits: GateLimits) -> str:
    rule = _BY_ID.get(override.criterion)
    if rule is None or not rule.overridable:
        return f"{override.criterion} cannot be overridden."
    if override.criterion == "D01" and _esketamine_too_early(facts):
        return f"Observation after esketamine lasts {ESKETAMINE_FLOOR} minutes, and nobody can override that."
    if not override.by_name.strip() or not is_medical(override.by_role):
        return "Only a named medical professional can override a criterion."
    if len(override.reason.strip()) < limits.reason_length:
        return f"The reason has to have {limits.reason_length} characters or more; it prints."
    return ""


def _esketamine_too_early(facts: Facts) -> bool:
    """Return whether the floor may not have passed; a route that is not recorded could be esketamine."""
    minutes = observed_minutes(facts)
    return facts.route in {Route.ESKETAMINE, None} and (minutes is None or minutes < ESKETAMINE_FLOOR)


def check_override(override: Override, facts: Facts, limits: GateLimits | None = None) -> None:
    """Raise Refused when a criterion cannot be overridden, or not by this person, or not for this reason."""
    problem = _override_problem(override, facts, limits or GateLimits())
    if problem:
        raise Refused(f"{problem} Nothing was changed.")


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


def may_release(criteria: tuple[Criterion, ...]) -> bool:
    """Return whether every hard criterion is met or overridden."""
    return bool(criteria) and not any(one.stops_leaving for one in criteria)


class Signature(StrEnum):
    """The two clearances, each with its own signature."""

    MEDICAL = "medical"
    THERAPIST = "therapist"


_BEFORE_MEDICAL = frozenset({"D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08"})
_BEFORE_THERAPIST = frozenset(_BY_ID) - {"D19"}


def missing_for_clearance(signature: Signature, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Return the hard criteria that stand open before a clearance.

    D01 to D08 come before the medical one; these, all others and the medical one before the therapist's.
    """
    needed = _BEFORE_MEDICAL if signature is Signature.MEDICAL else _BEFORE_THERAPIST
    return tuple(one for one in criteria if one.id in needed and one.stops_leaving)


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
