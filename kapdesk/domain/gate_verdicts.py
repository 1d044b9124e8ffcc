"""How a recorded fact becomes a verdict on a criterion, and how several verdicts become one."""

from datetime import datetime
from typing import TypeVar

from kapdesk.domain.gate_facts import Seen, State, Verdict

T = TypeVar("T")
_WORST_FIRST = (State.NOT_MET, State.NOT_RECORDED, State.MET, State.NOT_APPLICABLE, State.OVERRIDDEN)


def met(value: str, seen: Seen[T]) -> Verdict:
    """Return the verdict that a recorded fact meets its criterion."""
    return Verdict(State.MET, seen.words or value, seen.by, seen.at, role=seen.role)


def not_met(value: str, seen: Seen[T], why: str) -> Verdict:
    """Return the verdict that a recorded fact does not meet its criterion, and why."""
    return Verdict(State.NOT_MET, seen.words or value, seen.by, seen.at, why, seen.role)


def not_recorded(why: str) -> Verdict:
    """Return the verdict that something was not recorded, naming what."""
    return Verdict(State.NOT_RECORDED, why=why)


def worst(*verdicts: Verdict) -> Verdict:
    """Return the worst of several verdicts on the same thing, the same one whatever their order."""
    return min(
        verdicts, key=lambda one: (_WORST_FIRST.index(one.state), one.value, one.why, one.by, one.role)
    )


def together(*verdicts: Verdict) -> Verdict:
    """Join the verdicts on the parts of one criterion: the worst state, every value, every reason."""
    latest = max((one for one in verdicts if one.at is not None), key=_when, default=None)
    return Verdict(
        worst(*verdicts).state,
        "; ".join(one.value for one in verdicts if one.value),
        latest.by if latest else "",
        latest.at if latest else None,
        " ".join(one.why for one in verdicts if one.why),
        latest.role if latest else "",
    )


def _when(verdict: Verdict) -> tuple[datetime, str, str]:
    if verdict.at is None:
        raise ValueError("only verdicts with a time are compared")
    return (verdict.at, verdict.by, verdict.role)
