"""The second look before leaving: somebody looks again some minutes later, and what they find counts."""

from datetime import datetime, timedelta

from kapdesk.domain.gate_body import d02_alert, oriented_at, since_dose
from kapdesk.domain.gate_facts import Facts, GateLimits, SecondLook, Seen, State, Verdict
from kapdesk.domain.gate_verdicts import met, not_met, not_recorded, together
from kapdesk.domain.two_people import same_person

RULE = (
    "MOAA/S 5 twice, {apart} minutes or more apart, is required. A second look at the whole person, "
    "{minutes} minutes or more after the client was first found oriented and best by somebody else, is "
    "{asked}; what it finds against leaving stops the leaving."
)


def rule_words(limits: GateLimits) -> str:
    """Say the rule of the two looks as this clinic keeps it."""
    asked = "required by this clinic" if limits.second_look_required else "asked, not required"
    return RULE.format(apart=limits.two_looks_min, minutes=limits.second_look_min, asked=asked)


def counts_from(facts: Facts, limits: GateLimits) -> datetime | None:
    """Return from when a second look counts, or None while the client is not recorded as oriented."""
    first = oriented_at(facts)
    return None if first is None else first + timedelta(minutes=limits.second_look_min)


def second_look(facts: Facts, limits: GateLimits) -> Verdict:
    """Judge the latest second look since the dose; of several at the same moment the worst counts."""
    looks = since_dose(facts, facts.second_looks)
    if not looks:
        return not_recorded("No second look is recorded.")
    latest = [one for one in looks if one.at == looks[-1].at]
    return min((_judge(one, facts, limits) for one in latest), key=_worst_first)


def _worst_first(verdict: Verdict) -> tuple[bool, bool, str, str]:
    return (verdict.state is not State.NOT_MET, verdict.state is State.MET, verdict.value, verdict.by)


def _judge(seen: Seen[SecondLook], facts: Facts, limits: GateLimits) -> Verdict:
    wrong = [name for name, found in seen.value.parts if found is False]
    gaps = [name for name, found in seen.value.parts if found is None]
    if wrong:
        said = f"second look: no to {', '.join(wrong)}"
        return not_met(said, seen, "What the second look found stands against leaving.")
    if gaps:
        return not_recorded(f"The second look says nothing of: {', '.join(gaps)}.")
    due = counts_from(facts, limits)
    if due is None or seen.at < due:
        return not_recorded(
            f"The second look counts from {limits.second_look_min} minutes after the client was first found "
            "oriented."
        )
    return met(f"second look by {seen.by}, {_who(seen, facts)}: nothing against leaving", seen)


def _who(seen: Seen[SecondLook], facts: Facts) -> str:
    """Say whether the second look was by another person than the first one."""
    first = since_dose(facts, facts.orientation)[-1].by
    return "who looked first too" if same_person(seen.by, first) else "another person"


def d02_two_looks(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether the client is alert by two looks, and what a second look at the whole person found.

    Without a second look the criterion rests on MOAA/S alone, unless the clinic asks for one. Source of the
    scale: Chernik 1990.
    """
    alert, second = d02_alert(facts, limits), second_look(facts, limits)
    if second.state is not State.NOT_RECORDED:
        return together(alert, second)
    return together(alert, second) if limits.second_look_required else alert
