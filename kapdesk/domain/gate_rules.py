"""The nineteen criteria of the gate: how each is judged, how hard it is, and what sets one aside."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_body import (
    ESKETAMINE_FLOOR,
    d01_observed,
    d03_oriented,
    d04_dissociation,
    d05_pressure,
    d06_pulse_and_oxygen,
    d07_gait,
    d08_nausea,
    d09_scores,
    observed_minutes,
)
from kapdesk.domain.gate_facts import Criterion, Facts, GateLimits, Kind, Override, State, Verdict
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
    positive_screen,
)
from kapdesk.domain.routes import Route
from kapdesk.domain.second_look import d02_two_looks

_CLOCK = "D01"  # judged against the clock, so no look is later than an override of it


@dataclass(frozen=True, slots=True)
class Rule:
    """One criterion: its title, how it is judged, when it is hard, and whether it may be overridden."""

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


RULES = (
    Rule("D01", "Observed long enough", d01_observed, _hard),
    Rule("D02", "Alert, two looks", d02_two_looks, _hard),
    Rule("D03", "Oriented ×4", d03_oriented, _hard),
    Rule("D04", "Dissociation settled", d04_dissociation, _hard),
    Rule("D05", "Blood pressure near baseline", d05_pressure, _hard),
    Rule("D06", "Pulse and oxygen", d06_pulse_and_oxygen, _hard),
    Rule("D07", "Gait steady", d07_gait, _hard),
    Rule("D08", "Nausea settled", d08_nausea, _hard),
    Rule("D09", "Recovery scores", d09_scores, _soft),
    Rule("D10", "Suicide screen, second", d10_screen, _hard),
    Rule("D11", "Stay-safe plan reviewed", d11_plan, _hard_with_ideation),
    Rule("D12", "Means-safety talk", d12_means, _hard_with_positive_screen),
    Rule("D13", "Debrief offered", d13_debrief, _soft),
    Rule("D14", "Escort here", d14_escort, _hard),
    Rule("D15", "Someone there tonight", d15_tonight, _hard_with_ideation),
    Rule("D16", "Instructions, read back", d16_instructions, _hard),
    Rule("D17", "Next contact booked", d17_booked, _hard_with_ideation),
    Rule("D18", "Medical clearance", d18_medical, _hard, overridable=False),
    Rule("D19", "Therapist clearance", d19_therapist, _hard, overridable=False),
)
BY_ID = {rule.id: rule for rule in RULES}


def judge(rule: Rule, facts: Facts, limits: GateLimits) -> Criterion:
    """Judge one criterion; an override speaks only of what was recorded by then."""
    verdict = rule.judge(facts, limits)
    if verdict.state in {State.MET, State.NOT_APPLICABLE}:
        return Criterion(rule.id, rule.title, rule.kind(facts), verdict)
    formal = [
        one for one in facts.overrides if one.criterion == rule.id and not formal_problem(one, facts, limits)
    ]
    covering = [one for one in formal if covers(one, verdict, facts)]
    if formal and not covering:
        said = "An override given before this was recorded no longer covers it."
        verdict = replace(verdict, why=f"{verdict.why} {said}".strip())
    last = max(covering, key=_latest, default=None)
    return Criterion(rule.id, rule.title, rule.kind(facts), verdict, last)


def covers(override: Override, verdict: Verdict, facts: Facts) -> bool:
    """Return whether an override was given after the dose and after the look that it sets aside."""
    if facts.observed_from is not None and override.at < facts.observed_from:
        return False
    return override.criterion == _CLOCK or verdict.at is None or override.at >= verdict.at


def formal_problem(override: Override, facts: Facts, limits: GateLimits) -> str:
    """Say why an override does not hold by itself: the criterion, the person or the reason; or nothing."""
    rule = BY_ID.get(override.criterion)
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
    """Raise Refused when a criterion cannot be overridden, not by this person, reason, or at this time."""
    limits = limits or GateLimits()
    problem = formal_problem(override, facts, limits)
    if not problem and not covers(override, BY_ID[override.criterion].judge(facts, limits), facts):
        problem = "The override is timed before the dose, or before the look that it sets aside."
    if problem:
        raise Refused(f"{problem} Nothing was changed.")


def _latest(override: Override) -> tuple[datetime, str, str]:
    return (override.at, override.by_name, override.reason)
