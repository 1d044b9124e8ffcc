"""A dosing day from scheduled to left: which step may follow which, and what stops one."""

from enum import StrEnum

from kapdesk.domain.errors import Refused


class SessionState(StrEnum):
    """Where a dosing session stands."""

    SCHEDULED = "scheduled"
    ARRIVED = "arrived"
    CLEARED_TO_DOSE = "cleared to dose"
    DOSING = "dosing"
    JOURNEY = "journey"
    EMERGENCE = "emergence"
    RECOVERY = "recovery"
    DEBRIEF = "debrief"
    STABILIZATION = "stabilization"
    DISCHARGED = "discharged"
    TRANSFERRED = "transferred"
    LEFT_AGAINST_ADVICE = "left against advice"
    CANCELLED = "cancelled"
    ABORTED = "aborted"

    @property
    def terminal(self) -> bool:
        """Return whether the session ended in this state."""
        return self in TERMINAL

    @property
    def open(self) -> bool:
        """Return whether the client is in the clinic: arrived, and not yet ended."""
        return self is not SessionState.SCHEDULED and not self.terminal


TERMINAL = frozenset(
    {
        SessionState.DISCHARGED,
        SessionState.TRANSFERRED,
        SessionState.LEFT_AGAINST_ADVICE,
        SessionState.CANCELLED,
        SessionState.ABORTED,
    }
)
UNDER_WAY = (
    SessionState.DOSING,
    SessionState.JOURNEY,
    SessionState.EMERGENCE,
    SessionState.RECOVERY,
    SessionState.DEBRIEF,
    SessionState.STABILIZATION,
)
"""The states after clearance; none forces the next, time stamps say what happened when."""
LEAVING = frozenset({SessionState.RECOVERY, SessionState.DEBRIEF, SessionState.STABILIZATION})
"""The states from which a client may be discharged."""
_ENDED_EARLY = frozenset({SessionState.TRANSFERRED, SessionState.LEFT_AGAINST_ADVICE})


def _next_states(state: SessionState) -> frozenset[SessionState]:
    if state.terminal:
        return frozenset()
    if state is SessionState.SCHEDULED:
        return frozenset({SessionState.ARRIVED, SessionState.CANCELLED})
    if state is SessionState.ARRIVED:
        return _ENDED_EARLY | {SessionState.CLEARED_TO_DOSE, SessionState.ABORTED}
    if state is SessionState.CLEARED_TO_DOSE:
        return _ENDED_EARLY | {SessionState.ARRIVED, SessionState.DOSING, SessionState.ABORTED}
    others = (frozenset(UNDER_WAY) | _ENDED_EARLY | {SessionState.ABORTED}) - {state}
    return others | {SessionState.DISCHARGED} if state in LEAVING else others


def may_follow(state: SessionState, *, dosed: bool) -> frozenset[SessionState]:
    """Return the states that may come next; `dosed` is whether a dose stands in the record.

    Before a dose a day may be aborted; after one it may not, for a dosed client is brought to leaving or
    handed over. Debrief, embodiment and recovery overlap, so their order is free.
    """
    following = _next_states(state)
    if dosed:
        return following - {SessionState.ABORTED, SessionState.ARRIVED}
    return following - {SessionState.DISCHARGED}


def check_transition(state: SessionState, to: SessionState, *, dosed: bool) -> None:
    """Raise Refused, naming what may follow instead, when a session in `state` may not go to `to`."""
    following = may_follow(state, dosed=dosed)
    if to in following:
        return
    if state.terminal:
        raise Refused(
            f"This session ended as {state}, so it cannot become {to}. Nothing was changed; "
            f"write an addendum if something is missing."
        )
    if to is SessionState.ABORTED and dosed:
        raise Refused(
            "A dose was given, so the session cannot be aborted. Nothing was changed; bring the client to "
            "leaving, or record a transfer."
        )
    if to is SessionState.DISCHARGED and not dosed:
        raise Refused(
            "No dose is recorded, so there is nothing to be discharged from. Nothing was changed; record the "
            "dose, or end the session as aborted."
        )
    can_be = ", ".join(sorted(following)) or "nothing"
    raise Refused(
        f"A session that is {state} cannot become {to}. Nothing was changed; it can become: {can_be}."
    )


def check_first_open(*, another_open: bool) -> None:
    """Raise Refused when this client already has an open session."""
    if another_open:
        raise Refused(
            "This client has another open session, and there is one at a time. Nothing was changed; "
            "end the open one first."
        )


def check_not_signed(*, signed: bool) -> None:
    """Raise Refused when the session is signed; corrections are addenda."""
    if signed:
        raise Refused(
            "This session is signed, so no part of it can be changed. Nothing was changed; write an addendum "
            "with the reason."
        )
