"""How one criterion stood after each look since the dose: re-checks are kept, and can be seen."""

from dataclasses import dataclass
from datetime import datetime

from kapdesk.domain.gate_facts import Facts, GateLimits, Verdict
from kapdesk.domain.gate_rules import BY_ID
from kapdesk.domain.standing import as_of

_SIGNS = {
    "D02": ("moaas",),
    "D04": ("dissociation",),
    "D05": ("sbp",),
    "D06": ("hr", "spo2"),
    "D08": ("nausea",),
}


@dataclass(frozen=True, slots=True)
class Stood:
    """How a criterion stood from one look on."""

    at: datetime
    verdict: Verdict


def stood(criterion: str, facts: Facts, limits: GateLimits) -> tuple[Stood, ...]:
    """Return how D02 to D08 and D10 stood after each look since the dose, the earliest first.

    Criteria that rest on one standing answer have no such row of looks; nothing comes back for them.
    """
    start = facts.observed_from
    moments = sorted({at for at in _moments(criterion, facts) if start is not None and at > start})
    rule = BY_ID[criterion]
    return tuple(Stood(at, rule.judge(as_of(facts, at), limits)) for at in moments)


def _moments(criterion: str, facts: Facts) -> list[datetime]:
    signs = _SIGNS.get(criterion, ())
    found = [one.at for one in facts.looks if any(getattr(one.value, sign) is not None for sign in signs)]
    match criterion:
        case "D02":
            found += [one.at for one in facts.second_looks]
        case "D03":
            found += [one.at for one in facts.orientation]
        case "D04":
            found += [one.at for one in facts.back_to_usual]
        case "D07":
            found += [one.at for one in facts.gait]
        case "D08":
            found += [one.at for one in facts.keeps_fluid]
        case "D10":
            found += [one.at for one in (*facts.screens, *facts.dispositions)]
        case _:
            pass
    return found
