"""D10 to D19: is the mind steady, is somebody there, is the way home settled, and did two people sign."""

from datetime import datetime, timedelta

from kapdesk.domain.clock import show_moment
from kapdesk.domain.gate_body import judge_latest, oriented_at, since_dose
from kapdesk.domain.gate_facts import Asked, Clearance, Facts, GateLimits, Kind, Seen, State, Verdict
from kapdesk.domain.gate_verdicts import met, not_met, not_recorded, together
from kapdesk.domain.people import Role
from kapdesk.domain.screens import AsqResult, Context, Disposition, consequences


def is_medical(role: str) -> bool:
    """Return whether a role as written is that of a medical professional."""
    return role.strip().casefold().startswith(Role.MEDICAL.value)


def latest_disposition(facts: Facts) -> Seen[Disposition] | None:
    """Return the latest disposition; of several at the same moment the most urgent."""
    order = list(Disposition)
    return max(facts.dispositions, key=lambda one: (one.at, -order.index(one.value)), default=None)


def positive_screen(facts: Facts) -> bool | None:
    """Return whether any screen of the day was positive; None while open (none, incomplete, refused)."""
    results = {screen.value.result for screen in facts.screens}
    if any(result.positive for result in results):
        return True
    return False if results == {AsqResult.NEGATIVE} else None


def ideation(facts: Facts) -> bool | None:
    """Return whether suicidal thoughts are known from history or a screen of the day; None is not a no."""
    if facts.ideation_in_history:
        return True
    return positive_screen(facts)


def kind_for(*, needed: bool | None) -> Kind:
    """Return hard unless it is known that the reason for hardness is absent."""
    return Kind.SOFT if needed is False else Kind.HARD


def d10_screen(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether the screen was repeated since orientation returned and what it came to was dealt with.

    Source: NIMH ASQ toolkit and brief suicide safety assessment.
    """
    since = oriented_at(facts)
    if since is None:
        return not_recorded(
            "The client is not recorded as oriented, so the second screen cannot be scored yet."
        )
    repeated = [
        one for one in facts.screens if one.value.context is Context.PRE_DISCHARGE and one.at >= since
    ]

    def judge(seen: Seen[Asked]) -> Verdict:
        result = seen.value.result
        if result is AsqResult.INCOMPLETE:
            return not_recorded("The second suicide screen is incomplete.")
        if result is AsqResult.REFUSED:
            return _refusal(facts, seen, limits)
        why = _unassessed(facts)
        return not_met(result.value, seen, why) if why else met(_result_words(facts, result), seen)

    return judge_latest(repeated, judge, "The suicide screen was not repeated since orientation returned.")


def _result_words(facts: Facts, result: AsqResult) -> str:
    disposition = latest_disposition(facts)
    return f"{result.value}; {disposition.value.value}" if disposition else result.value


def _refusal(facts: Facts, seen: Seen[Asked], limits: GateLimits) -> Verdict:
    judgement = facts.judgement_on_refusal
    written = judgement is not None and judgement.at >= seen.at
    if judgement is None or not written or len(judgement.value.strip()) < limits.reason_length:
        return not_met("refused", seen, "A refusal needs the clinician's judgement in writing.")
    why = _unassessed(facts)
    return not_met("refused", seen, why) if why else met("refused; clinician's judgement written", seen)


def _unassessed(facts: Facts) -> str:
    """Say what is still to be done about the positive screens of the day, or nothing."""
    last = max((one.at for one in facts.screens if one.value.result.positive), default=None)
    disposition = latest_disposition(facts)
    if last is not None and (disposition is None or disposition.at < last):
        return "The positive screen has no brief suicide safety assessment after it."
    if disposition is None:
        return ""
    follows = consequences(disposition.value)
    if follows.locks_emergency_outcome:
        return "The assessment ended in emergency psychiatric evaluation."
    if follows.booked_date_required and facts.referral_at is None:
        return "The referral for further evaluation has no booked date."
    return ""


def _yes(seen: Seen[bool] | None, yes: str, no: str, missing: str) -> Verdict:
    if seen is None:
        return not_recorded(missing)
    return met(yes, seen) if seen.value else not_met(no, seen, f"{no[0].upper()}{no[1:]}.")


def d11_plan(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether the stay-safe plan was reviewed and a copy is in the client's hands."""
    return _yes(
        facts.plan_in_hand,
        "reviewed, copy in the client's hands",
        "not reviewed with a copy in the client's hands",
        "The stay-safe plan was not reviewed.",
    )


def d12_means(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether the means-safety talk is recorded; not applicable where every screen was negative."""
    if facts.means_talk is None and positive_screen(facts) is False:
        last = max(facts.screens, key=_asked_last)
        return Verdict(State.NOT_APPLICABLE, "no positive screen", last.by, last.at, role=last.role)
    return _yes(
        facts.means_talk, "talked about", "not talked about", "The means-safety talk is not recorded."
    )


def _asked_last(seen: Seen[Asked]) -> tuple[datetime, str, str]:
    return (seen.at, seen.by, seen.role)


def d13_debrief(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether a debrief was offered and distress is 3 of 10 or less, or a plan is made."""
    seen = facts.debrief
    if seen is None or seen.value.offered is None:
        return not_recorded("Whether a debrief was offered is not recorded.")
    if not seen.value.offered:
        return not_met("not offered", seen, "A debrief was not offered.")
    plan, distress = seen.value.plan.strip(), seen.value.distress
    if distress is None:
        return met("offered; plan made", seen) if plan else not_recorded("Distress now is not recorded.")
    value = f"offered; distress {distress} of 10"
    if distress <= limits.distress_max or plan:
        return met(value + ("; plan made" if plan else ""), seen)
    return not_met(value, seen, f"Distress is above {limits.distress_max} and no plan is made.")


def d14_escort(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether a named, reachable, recognised adult is here, and the client does not drive."""
    seen = facts.escort
    if seen is None:
        return not_recorded("No escort is recorded.")
    escort = seen.value
    value = ", ".join(part for part in (escort.name, escort.relation, escort.phone) if part.strip())
    if escort.adult is False:
        return not_met(value, seen, "The escort is not an adult.")
    if facts.client_drives:
        return not_met(value, seen, "The client must not drive.")
    wanted = {
        "name": bool(escort.name.strip()),
        "relation": bool(escort.relation.strip()),
        "telephone": bool(escort.phone.strip()),
        "being an adult": escort.adult is not None,
        "arrival": escort.arrived_at is not None and escort.arrived_at <= facts.now,
        "recognition or identification": bool(escort.recognised.strip()),
        "that the client does not drive": facts.client_drives is not None,
    }
    gaps = [name for name, there in wanted.items() if not there]
    if gaps:
        why = f"Not recorded: {', '.join(gaps)}."
        return Verdict(State.NOT_RECORDED, value, seen.by, seen.at, why, seen.role)
    return met(value, seen)


def d15_tonight(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether somebody is named who is with the client tonight; `nobody` does not meet it.

    A name given before the dose is offered and meets nothing until somebody confirms it.
    """
    seen = facts.tonight
    if seen is None or not seen.value.strip():
        named = facts.tonight_named.strip()
        if named:
            return not_recorded(f"Named before, to be confirmed: {named}.")
        return not_recorded("Who is with the client tonight is not recorded.")
    if seen.value.strip().casefold() in {"nobody", "no one", "none", "-"}:
        return not_met("nobody", seen, "Nobody is with the client tonight.")
    return met(seen.value.strip(), seen)


def d16_instructions(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether the instructions were given in writing and said back. Source: RCEM, sedation."""
    seen = facts.instructions
    if seen is None or seen.value.in_writing is None:
        return not_recorded("Whether the instructions were given is not recorded.")
    if not seen.value.in_writing:
        return not_met("not given in writing", seen, "The instructions have to be in writing.")
    if seen.value.said_back is None:
        return not_recorded("Whether the client said the instructions back is not recorded.")
    if not seen.value.said_back:
        return not_met("given in writing, not said back", seen, "The client has not said them back.")
    return met("given in writing, said back", seen)


def d17_booked(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether a contact within 72 hours (48 after a positive screen) and a next session are booked.

    The hours count from the dose, and after a positive screen from the latest one. Source for 48 hours: NIMH
    brief suicide safety assessment.
    """
    seen = facts.booked
    if seen is None or (seen.value.contact_at is None and seen.value.session_at is None):
        return not_recorded("Neither contact nor session is booked.")
    latest = _contact_by(facts, limits)
    contact, session = seen.value.contact_at, seen.value.session_at
    first, then = not_recorded("No follow-up contact is booked."), not_recorded("No next session is booked.")
    if contact is not None:
        value = f"contact {show_moment(contact, facts.zone)}"
        late = f"The follow-up contact is later than {show_moment(latest, facts.zone)}."
        first = met(value, seen) if contact <= latest else not_met(value, seen, late)
    if session is not None:
        then = met(f"session {show_moment(session, facts.zone)}", seen)
    return together(first, then)


def _contact_by(facts: Facts, limits: GateLimits) -> datetime:
    latest = (facts.observed_from or facts.now) + timedelta(hours=limits.contact_hours)
    positive = max((one.at for one in facts.screens if one.value.result.positive), default=None)
    if positive is None:
        return latest
    return min(latest, positive + timedelta(hours=limits.contact_hours_after_positive))


def _signed(seen: Seen[Clearance], value: str) -> Verdict:
    return met(f"{seen.value.name}, {seen.value.role}{value}", seen)


def d18_medical(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether a named medical professional signed, with role, time, and on site or remote."""
    seen = facts.medical_clearance
    if seen is None or not seen.value.name.strip() or not since_dose(facts, (seen,)):
        return not_recorded("No medical clearance is signed since the dose.")
    if not is_medical(seen.value.role):
        return not_met(seen.value.name, seen, "The clearance is not signed by a medical professional.")
    if seen.value.presence is None:
        return not_recorded("Whether the medical clearance was on site or remote is not recorded.")
    return _signed(seen, f", {seen.value.presence}")


def d19_therapist(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether the therapist signed by name."""
    seen = facts.therapist_clearance
    if seen is None or not seen.value.name.strip() or not since_dose(facts, (seen,)):
        return not_recorded("No therapist clearance is signed since the dose.")
    return _signed(seen, "")
