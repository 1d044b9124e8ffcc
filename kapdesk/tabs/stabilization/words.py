"""How the gate is read on screen: each criterion as one line, its sign, what was recorded, and one act."""

from collections.abc import Sequence
from datetime import datetime

from kapdesk.content import Content
from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.domain.gate_facts import Criterion, Kind, State
from kapdesk.domain.readiness import hard_open
from kapdesk.services.readiness import Readiness
from kapdesk.ui import criteria
from kapdesk.ui.signs import Sign

SIGNATURES = frozenset({"D18", "D19"})
_ACTS = {"D01": "", "D10": "Ask now", "D11": "Review", "D17": "Book"}


def line(
    content: Content, one: Criterion, stands: Readiness, *, read_only: bool, again: bool
) -> criteria.Criterion:
    """Return one criterion as it stands in the list; with `again` what is recorded can be looked at again."""
    label = content.checklist("readiness").item(one.id).label
    act = "" if read_only else _act(one, stands, again=again)
    return criteria.Criterion(one.id, _sign(one), label, _recorded(one), _by_at(one, stands), act)


def moment(stands: Readiness, one: Criterion) -> str:
    """Return when a criterion was recorded: the time, with its day where that was another one."""
    return "" if one.verdict.at is None else _at(one.verdict.at, stands.facts.now, stands.facts.zone)


def _at(at: datetime, now: datetime, zone: str) -> str:
    same = local(at, zone).date() == local(now, zone).date()
    return show_time(at, zone) if same else show_moment(at, zone)


def act_of(stands: Readiness, criterion: str) -> str:
    """Return the act that is offered for a criterion as it stands."""
    return _act(stands.criterion(criterion), stands, again=False)


def listed(stands: Readiness) -> Sequence[Criterion]:
    """Return the criteria that stand in the list; the two signatures have their own card."""
    return [one for one in stands.criteria if one.id not in SIGNATURES]


def _sign(one: Criterion) -> Sign:
    match one.state:
        case State.MET | State.NOT_APPLICABLE:
            return Sign.RECORDED
        case State.OVERRIDDEN:
            return Sign.OVERRIDDEN
        case State.NOT_RECORDED:
            return Sign.NOT_YET
        case State.NOT_MET if one.id == "D01":
            return Sign.DUE
        case State.NOT_MET:
            return Sign.MISSING if one.kind is Kind.HARD else Sign.NOT_YET


def _recorded(one: Criterion) -> str:
    if one.override is not None:
        return f"overridden: {one.override.reason} · {one.verdict.value or one.verdict.why}".rstrip(" ·")
    value, why = one.verdict.value, one.verdict.why
    if one.state is State.NOT_APPLICABLE:
        return f"not applicable: {value}"
    said = " · ".join(part for part in (value, why) if part) or "not recorded"
    return f"{said} Asked, not required." if one.stands_open and one.kind is Kind.SOFT else said


def _by_at(one: Criterion, stands: Readiness) -> str:
    if one.id == "D01":
        return "clock" if one.verdict.value else ""
    if one.override is not None:
        at = show_time(one.override.at, stands.facts.zone)
        return _in_one_line(at, one.override.by_name, one.override.by_role)
    if not one.verdict.by and one.verdict.at is None:
        return ""
    name = one.verdict.by.split(",")[0]  # the credential stands on paper; here there is room for the name
    return _in_one_line(moment(stands, one), name, one.verdict.role)


def _in_one_line(at: str, name: str, role: str) -> str:
    """Return the time first, for it is what is looked for where the line is cut."""
    return " · ".join(part for part in (f"{at} {name}".strip(), role) if part)


def state_line(stands: Readiness) -> tuple[str, str, Sign]:
    """Return how many criteria are not met, the hard ones by name, and the sign that goes with it."""
    hard = [one.title for one in hard_open(stands.criteria)]
    words = f"{stands.summary[0].upper()}{stands.summary[1:]}."
    if hard:
        return words, f"Hard and open: {'; '.join(hard)}.", Sign.MISSING
    return words, "", Sign.NOT_YET if stands.still_open else Sign.RECORDED


def _act(one: Criterion, stands: Readiness, *, again: bool) -> str:
    if one.id == "D10" and _waits_for_assessment(stands):
        return "Assess"
    if not one.stands_open:
        return "Again" if again and one.id != "D01" else ""
    return _ACTS.get(one.id, "Record")


def _waits_for_assessment(stands: Readiness) -> bool:
    """Return whether the second screen is recorded and what it came to still asks for the assessment."""
    one = stands.criterion("D10")
    positive = any(screen.value.result.positive for screen in stands.facts.screens)
    return positive and one.state is State.NOT_MET
