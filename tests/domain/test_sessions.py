"""A dosing day goes where it goes, but not past its guards."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kapdesk.domain.errors import Refused
from kapdesk.domain.sessions import (
    UNDER_WAY,
    SessionState,
    check_first_open,
    check_not_signed,
    check_transition,
    may_follow,
)

STATES = st.sampled_from(SessionState)
USUAL_DAY = (
    SessionState.SCHEDULED,
    SessionState.ARRIVED,
    SessionState.CLEARED_TO_DOSE,
    SessionState.DOSING,
    SessionState.JOURNEY,
    SessionState.EMERGENCE,
    SessionState.RECOVERY,
    SessionState.DEBRIEF,
    SessionState.STABILIZATION,
    SessionState.DISCHARGED,
)


def test_a_usual_day_runs_from_scheduled_to_discharged() -> None:
    for before, after in itertools.pairwise(USUAL_DAY):
        check_transition(before, after, dosed=before in UNDER_WAY)


def test_the_order_after_the_dose_is_free() -> None:
    for one in UNDER_WAY:
        for other in UNDER_WAY:
            if one is not other:
                check_transition(one, other, dosed=True)


def test_a_client_who_is_still_in_the_journey_is_not_discharged() -> None:
    with pytest.raises(Refused, match="it can become"):
        check_transition(SessionState.JOURNEY, SessionState.DISCHARGED, dosed=True)


def test_a_dosed_session_is_not_aborted() -> None:
    with pytest.raises(Refused, match="A dose was given"):
        check_transition(SessionState.DOSING, SessionState.ABORTED, dosed=True)
    check_transition(SessionState.DOSING, SessionState.ABORTED, dosed=False)


def test_nobody_is_discharged_who_was_not_dosed() -> None:
    with pytest.raises(Refused, match="No dose is recorded"):
        check_transition(SessionState.RECOVERY, SessionState.DISCHARGED, dosed=False)


@given(STATES, STATES, st.booleans())
def test_what_may_follow_is_what_is_not_refused(
    before: SessionState, after: SessionState, dosed: bool
) -> None:
    if after in may_follow(before, dosed=dosed):
        check_transition(before, after, dosed=dosed)
    else:
        with pytest.raises(Refused, match="Nothing was changed"):
            check_transition(before, after, dosed=dosed)


@given(STATES, st.booleans())
def test_only_an_ended_session_has_nothing_after_it(state: SessionState, dosed: bool) -> None:
    assert bool(may_follow(state, dosed=dosed)) is not state.terminal
    assert state not in may_follow(state, dosed=dosed)


class Day(RuleBasedStateMachine):
    """Any sequence of allowed steps and doses."""

    def __init__(self) -> None:
        super().__init__()
        self.state = SessionState.SCHEDULED
        self.dosed = False
        self.cleared = False

    @precondition(lambda self: not self.state.terminal)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Take any step that may follow."""
        self.state = data.draw(st.sampled_from(sorted(may_follow(self.state, dosed=self.dosed))))
        self.cleared |= self.state is SessionState.CLEARED_TO_DOSE

    @precondition(lambda self: self.state in UNDER_WAY)
    @rule()
    def dose(self) -> None:
        """Give a dose."""
        self.dosed = True

    @precondition(lambda self: self.state.terminal)
    @rule()
    def stay_ended(self) -> None:
        """Stay as it ended."""
        assert not may_follow(self.state, dosed=self.dosed)

    @invariant()
    def nobody_is_under_way_uncleared_or_discharged_undosed(self) -> None:
        """Hold what must hold on every day."""
        assert self.cleared or self.state not in UNDER_WAY
        assert self.dosed or self.state is not SessionState.DISCHARGED
        assert not (self.dosed and self.state in {SessionState.ABORTED, SessionState.CANCELLED})


TestDay = Day.TestCase  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - hypothesis leaves it untyped


def test_one_session_is_open_at_a_time() -> None:
    check_first_open(another_open=False)
    with pytest.raises(Refused, match="another open session"):
        check_first_open(another_open=True)


def test_a_signed_session_takes_addenda_only() -> None:
    check_not_signed(signed=False)
    with pytest.raises(Refused, match="addendum"):
        check_not_signed(signed=True)


def test_open_is_from_arrival_to_the_end() -> None:
    assert not SessionState.SCHEDULED.open
    assert SessionState.ARRIVED.open
    assert not SessionState.DISCHARGED.open
