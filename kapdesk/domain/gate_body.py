"""D01 to D09: is the body back, by what was seen since the dose and against this session's own baseline."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from kapdesk.domain.gate_facts import Facts, Gait, GateLimits, Orientation, Seen, State, Verdict
from kapdesk.domain.gate_verdicts import met, not_met, not_recorded, together, worst
from kapdesk.domain.readings import LevelWords, Reading, level_word
from kapdesk.domain.recovery_scores import PASSING_TOTAL, RecoveryScore, within_percent
from kapdesk.domain.routes import Route

T = TypeVar("T")

ESKETAMINE_FLOOR = 120
"""Minutes of observation after esketamine that nobody can override (Spravato US label)."""


def since_dose(facts: Facts, seen: Sequence[Seen[T]]) -> tuple[Seen[T], ...]:
    """Return what was seen after the dose, oldest first; nothing while no dose is recorded."""
    start = facts.observed_from
    if start is None:
        return ()
    return tuple(sorted((one for one in seen if one.at > start), key=_at))


def _at(seen: Seen[T]) -> datetime:
    return seen.at


def judge_latest(seen: Sequence[Seen[T]], judge: Callable[[Seen[T]], Verdict], missing: str) -> Verdict:
    """Judge the latest of what was seen; of several at the same moment the worst counts."""
    if not seen:
        return not_recorded(missing)
    latest = max(one.at for one in seen)
    return worst(*(judge(one) for one in seen if one.at == latest))


def _with(facts: Facts, field: str) -> tuple[Seen[Reading], ...]:
    return tuple(one for one in since_dose(facts, facts.looks) if getattr(one.value, field) is not None)


def observed_minutes(facts: Facts) -> int | None:
    """Return full minutes of observation, or None while no dose is recorded."""
    if facts.observed_from is None:
        return None
    return int((facts.now - facts.observed_from).total_seconds() // 60)


def d01_observed(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether the route's minimum observation passed, in minutes from the dose that counts.

    Source of the 120 minutes after esketamine: Spravato US label.
    """
    minutes = observed_minutes(facts)
    if minutes is None or facts.route is None:
        return not_recorded("The dose time or the route is not recorded.")
    least = limits.profiles[facts.route].min_observation_min
    if facts.route is Route.ESKETAMINE:
        least = max(least, ESKETAMINE_FLOOR)
    counted = f", {facts.counted_from}" if facts.counted_from else ""
    value = f"{minutes} min of {least} min{counted}"
    if minutes >= least:
        return Verdict(State.MET, value, at=facts.now)
    return Verdict(State.NOT_MET, value, at=facts.now, why=f"{least - minutes} min are left.")


def d02_alert(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether MOAA/S was 5 twice, at least 15 minutes apart, and nothing lower in between or since.

    Source of the scale: Chernik 1990.
    """
    looks = sorted(_with(facts, "moaas"), key=_alert_order)
    if not looks:
        return not_recorded("No MOAA/S since the dose.")
    last = looks[-1]
    if last.value.moaas != 5:  # noqa: PLR2004 - the top of the scale
        return not_met(_alert_words(last, limits.words), last, "The latest MOAA/S is below 5.")
    run = [last]
    for look in reversed(looks[:-1]):
        if look.value.moaas != 5:  # noqa: PLR2004 - the top of the scale
            break
        run.append(look)
    apart = int((last.at - run[-1].at).total_seconds() // 60)
    if last.at - run[-1].at >= timedelta(minutes=limits.two_looks_min):
        return met(f"MOAA/S 5 twice, {apart} min apart", last)
    why = f"A second look with 5 is due {limits.two_looks_min} min or more after the first."
    return not_met(_alert_words(last, limits.words), last, why)


def _alert_order(look: Seen[Reading]) -> tuple[datetime, int]:
    return (look.at, -(look.value.moaas or 0))


def _alert_words(look: Seen[Reading], words: LevelWords) -> str:
    said = level_word(words, "moaas", look.value.moaas or 0)
    return f"MOAA/S {look.value.moaas}" + (f": {said}" if said else "")


def _judge_orientation(seen: Seen[Orientation]) -> Verdict:
    wrong = [name for name, right in seen.value.parts if right is False]
    gaps = [name for name, right in seen.value.parts if right is None]
    if wrong:
        return not_met(f"not oriented to {', '.join(wrong)}", seen, "All four have to be right.")
    if gaps:
        return not_recorded(f"Orientation to {', '.join(gaps)} was not asked.")
    return met("person, place, time and situation", seen)


def d03_oriented(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether the latest look found person, place, time and situation all right."""
    return judge_latest(
        since_dose(facts, facts.orientation), _judge_orientation, "Orientation was not asked since the dose."
    )


def oriented_at(facts: Facts) -> datetime | None:
    """Return since when the client has been fully oriented without a break, or None while not oriented."""
    since: datetime | None = None
    looks = since_dose(facts, facts.orientation)
    for moment in sorted({look.at for look in looks}):
        now = worst(*(_judge_orientation(look) for look in looks if look.at == moment))
        since = (since or moment) if now.state is State.MET else None
    return since


def d04_dissociation(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether the observer rates dissociation 0 and the client says it is back to usual."""

    def observed(look: Seen[Reading]) -> Verdict:
        rating = look.value.dissociation or 0
        said = level_word(limits.words, "dissociation", rating, short=True)
        value = f"dissociation {rating}" + (f" ({said})" if said else "")
        return met(value, look) if rating == 0 else not_met(value, look, "The observer rating has to be 0.")

    def said(word: Seen[bool]) -> Verdict:
        if word.value:
            return met("client: back to usual", word)
        return not_met("client: not back to usual", word, "The client does not feel back to usual yet.")

    return together(
        judge_latest(_with(facts, "dissociation"), observed, "No observer rating since the dose."),
        judge_latest(
            since_dose(facts, facts.back_to_usual), said, "The client was not asked whether back to usual."
        ),
    )


def d05_pressure(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether both pressures (mmHg) are within 20% of this session's baseline and below the ceiling.

    Source of the band: Chung 1995.
    """
    baseline = facts.baseline.value if facts.baseline else Reading()
    if baseline.sbp is None or baseline.dbp is None:
        return not_recorded("No blood pressure before the dose, so there is nothing to compare with.")
    before = (baseline.sbp, baseline.dbp)

    def judge(look: Seen[Reading]) -> Verdict:
        now = (look.value.sbp or 0, look.value.dbp or 0)
        why = _pressure_reasons(now, before, limits)
        value = f"{now[0]}/{now[1]} mmHg (before the dose {before[0]}/{before[1]} mmHg)"
        return not_met(value, look, why) if why else met(value, look)

    looks = [look for look in since_dose(facts, facts.looks) if look.value.has_pressure]
    return judge_latest(looks, judge, "No blood pressure since the dose.")


def _pressure_reasons(now: tuple[int, int], before: tuple[int, int], limits: GateLimits) -> str:
    percent, ceiling = limits.vitals.baseline_percent, (limits.vitals.ceiling_sbp, limits.vitals.ceiling_dbp)
    reasons: list[str] = []
    if not all(within_percent(one, base, percent) for one, base in zip(now, before, strict=True)):
        reasons.append(f"More than {percent}% from before the dose.")
    if not all(one < top for one, top in zip(now, ceiling, strict=True)):
        reasons.append(f"Not below the clinic's ceiling of {ceiling[0]}/{ceiling[1]} mmHg.")
    return " ".join(reasons)


def d06_pulse_and_oxygen(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether pulse (per minute) and saturation (percent, on room air) are inside the clinic's limits.

    Source for saturation above 92% on room air: Aldrete 1995.
    """
    low, high, floor = limits.vitals.hr_low, limits.vitals.hr_high, limits.vitals.spo2_low

    def pulse(look: Seen[Reading]) -> Verdict:
        value = f"pulse {look.value.hr}/min"
        inside = low <= (look.value.hr or 0) <= high
        return met(value, look) if inside else not_met(value, look, f"Pulse is outside {low} to {high}/min.")

    def oxygen(look: Seen[Reading]) -> Verdict:
        if look.value.on_oxygen is None:
            return not_recorded("Whether saturation was taken on room air is not recorded.")
        air = "on oxygen" if look.value.on_oxygen else "on room air"
        value = f"saturation {look.value.spo2}% {air}"
        if look.value.on_oxygen:
            return not_met(value, look, "Saturation has to be taken on room air.")
        enough = (look.value.spo2 or 0) > floor
        return met(value, look) if enough else not_met(value, look, f"Saturation is not above {floor}%.")

    return together(
        judge_latest(_with(facts, "hr"), pulse, "No pulse since the dose."),
        judge_latest(_with(facts, "spo2"), oxygen, "No saturation since the dose."),
    )


def _judge_gait(seen: Seen[Gait]) -> Verdict:
    if seen.value.walks is False or seen.value.turns is False or seen.value.stands_steady is False:
        return not_met("not steady", seen, "Walking, turning or standing is not steady yet.")
    if seen.value.walks is None or seen.value.turns is None:
        return not_recorded("Walking or turning was not looked at.")
    return met("walks and turns steadily", seen)


def d07_gait(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether the client walks unaided (or with the usual aid) and turns; standing where tried."""
    return judge_latest(since_dose(facts, facts.gait), _judge_gait, "Gait was not looked at since the dose.")


def d08_nausea(facts: Facts, limits: GateLimits) -> Verdict:
    """Return whether nausea is none or minimal and fluid is kept down."""

    def nausea(look: Seen[Reading]) -> Verdict:
        rating = look.value.nausea or 0
        said = level_word(limits.words, "nausea", rating, short=True)
        value = f"nausea {rating}" + (f" ({said})" if said else "")
        return (
            met(value, look)
            if rating <= limits.nausea_max
            else not_met(value, look, "Nausea is above minimal.")
        )

    def fluid(seen: Seen[bool]) -> Verdict:
        if seen.value:
            return met("keeps fluid down", seen)
        return not_met("does not keep fluid down", seen, "Fluid is not kept down.")

    return together(
        judge_latest(_with(facts, "nausea"), nausea, "No nausea rating since the dose."),
        judge_latest(since_dose(facts, facts.keeps_fluid), fluid, "Drinking was not tried."),
    )


def d09_scores(facts: Facts, _limits: GateLimits) -> Verdict:
    """Return whether Aldrete and then the clinic's PADSS are 9 or more.

    Sources: Aldrete 1995, Chung 1995.
    """

    def judge(seen: Seen[RecoveryScore] | None, missing: str) -> Verdict:
        if seen is None or not since_dose(facts, (seen,)):
            return not_recorded(missing)
        value = f"{seen.value.name} {seen.value.words}"
        if seen.value.passes is None:
            return not_recorded(f"{value}.")
        return met(value, seen) if seen.value.passes else not_met(value, seen, f"Below {PASSING_TOTAL}.")

    return together(
        judge(facts.aldrete, "No Aldrete score since the dose."),
        judge(facts.padss, "No PADSS since the dose."),
    )
