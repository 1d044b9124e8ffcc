"""Vital signs are due from the dose and its boosters, and what nobody looked at is never made up."""

import dataclasses
import itertools
import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.routes import PROFILES, Route
from kapdesk.domain.vital_schedule import DueLook, DueState, Look, due_looks

DOSE = datetime(2026, 11, 22, 10, tzinfo=UTC)
IM = PROFILES[Route.IM]


def _at(minutes: float) -> datetime:
    return DOSE + timedelta(minutes=minutes)


def _plan(
    looks: list[Look], now: float, ended_at: datetime | None = None, boosters: tuple[float, ...] = ()
) -> tuple[DueLook, ...]:
    return due_looks(IM, DOSE, looks, _at(now), boosters=[_at(one) for one in boosters], ended_at=ended_at)


def _states(looks: list[Look], now: float, ended_at: datetime | None = None) -> dict[int, DueState]:
    return {due.minute: due.state for due in _plan(looks, now, ended_at)}


def test_nothing_is_due_before_its_time() -> None:
    states = _states([Look(_at(-10))], 1)
    assert states[0] is DueState.DONE
    assert states[15] is DueState.UPCOMING


def test_a_look_becomes_due_then_overdue_and_at_last_is_not_recorded() -> None:
    baseline = [Look(_at(-10))]
    assert _states(baseline, 15)[15] is DueState.DUE
    assert _states(baseline, 15.9)[15] is DueState.DUE
    assert _states(baseline, 16)[15] is DueState.OVERDUE
    assert _states(baseline, 24.9)[15] is DueState.OVERDUE
    assert _states(baseline, 25)[15] is DueState.NOT_RECORDED
    assert _plan(baseline, 19.5)[1].overdue_minutes == 4


def test_a_baseline_is_at_or_before_the_dose_and_not_of_yesterday() -> None:
    assert _states([Look(_at(0))], 5)[0] is DueState.DONE
    assert _states([Look(_at(1))], 5)[0] is DueState.NOT_RECORDED
    assert _states([Look(_at(-61))], 5)[0] is DueState.NOT_RECORDED
    assert _states([], 0)[0] is DueState.NOT_RECORDED


def test_a_look_counts_for_the_slot_it_falls_in() -> None:
    assert _states([Look(_at(10))], 12)[15] is DueState.DONE
    assert _states([Look(_at(24))], 24)[15] is DueState.DONE
    states = _states([Look(_at(25))], 26)
    assert (states[15], states[30]) == (DueState.NOT_RECORDED, DueState.DONE)


def test_a_look_that_names_its_due_time_counts_for_that_one() -> None:
    states = _states([Look(_at(27), DueState.MISSED, _at(15)), Look(_at(27), DueState.DONE, _at(30))], 28)
    assert (states[15], states[30]) == (DueState.MISSED, DueState.DONE)


def test_declined_is_its_own_answer_until_a_reading_follows() -> None:
    declined = Look(_at(16), DueState.DECLINED, _at(15))
    assert _states([declined], 17)[15] is DueState.DECLINED
    assert _states([declined, Look(_at(19))], 20)[15] is DueState.DONE


def test_when_the_session_ends_what_was_due_is_not_recorded_and_what_was_not_due_is_not_reached() -> None:
    states = _states([Look(_at(-5)), Look(_at(15))], 300, ended_at=_at(50))
    assert states == {
        0: DueState.DONE,
        15: DueState.DONE,
        30: DueState.NOT_RECORDED,
        60: DueState.NOT_REACHED,
        90: DueState.NOT_REACHED,
        120: DueState.NOT_REACHED,
    }


def test_a_booster_adds_its_looks_and_the_first_schedule_goes_on() -> None:
    plan = _plan([], 1, boosters=(40,))
    assert [(one.minute, one.since_booster) for one in plan] == [
        (0, None), (15, None), (30, None), (60, None), (70, 30), (90, None), (120, None),
    ]  # fmt: skip


def test_a_look_after_a_booster_stands_by_itself_where_none_is_planned_near() -> None:
    plan = _plan([], 1, boosters=(35, 100))
    added = [(one.minute, one.since_booster) for one in plan if one.since_booster]
    assert added == [(50, 15), (130, 30)]
    dose = dataclasses.replace(IM, after_booster_min=())
    assert len(due_looks(dose, DOSE, [], _at(1), boosters=[_at(35)])) == len(IM.vitals_schedule_min)


LOOKS = st.lists(
    st.builds(
        lambda minute, state, named: (minute, state, named),
        st.integers(-70, 200),
        st.sampled_from([DueState.DONE, DueState.MISSED, DueState.DECLINED]),
        st.none() | st.sampled_from(IM.vitals_schedule_min),
    ),
    max_size=8,
)
BOOSTERS = st.lists(st.integers(5, 120), max_size=3)


def _looks(found: list[tuple[int, DueState, int | None]]) -> list[Look]:
    return [Look(_at(at), state, None if named is None else _at(named)) for at, state, named in found]


@settings(max_examples=60, deadline=None)
@given(LOOKS, BOOSTERS, st.integers(-10, 240), st.none() | st.integers(0, 200), st.randoms())
def test_the_order_of_entry_does_not_matter(
    found: list[tuple[int, DueState, int | None]],
    boosters: list[int],
    now: int,
    ended: int | None,
    chance: random.Random,
) -> None:
    looks, end = _looks(found), None if ended is None else _at(ended)
    mixed, other = list(looks), list(boosters)
    chance.shuffle(mixed)
    chance.shuffle(other)
    assert _plan(looks, now, end, tuple(boosters)) == _plan(mixed, now, end, tuple(other))


@settings(max_examples=60, deadline=None)
@given(LOOKS, BOOSTERS, st.integers(-10, 240), st.none() | st.integers(0, 200))
def test_no_look_is_done_missed_or_declined_unless_somebody_wrote_it(
    found: list[tuple[int, DueState, int | None]], boosters: list[int], now: int, ended: int | None
) -> None:
    looks = _looks(found)
    written = {look.state for look in looks}
    said = {DueState.DONE, DueState.MISSED, DueState.DECLINED}
    for one in _plan(looks, now, None if ended is None else _at(ended), tuple(boosters)):
        assert one.state not in said or one.state in written
        assert (one.met_at is not None) == (one.state is DueState.DONE)
        assert one.met_at is None or one.met_at in {look.at for look in looks}
        assert (one.overdue_minutes > 0) == (one.state is DueState.OVERDUE)


ORDER = (DueState.UPCOMING, DueState.DUE, DueState.OVERDUE, DueState.NOT_RECORDED)


@settings(max_examples=40, deadline=None)
@given(BOOSTERS, st.lists(st.integers(0, 300), min_size=2, max_size=6).map(sorted))
def test_a_look_nobody_takes_only_ever_goes_on(boosters: list[int], moments: list[int]) -> None:
    """Upcoming, due, overdue, not recorded: with the clock alone it never goes back and is never done."""
    courses = [[one.state for one in _plan([], now, None, tuple(boosters))] for now in moments]
    for course in zip(*courses, strict=True):
        places = [ORDER.index(state) for state in course]
        assert places == sorted(places)


@settings(max_examples=40, deadline=None)
@given(BOOSTERS)
def test_two_planned_looks_are_never_close_together(boosters: list[int]) -> None:
    plan = [one.minute for one in _plan([], 0, None, tuple(boosters))]
    assert plan == sorted(plan)
    assert all(later - earlier > 5 for earlier, later in itertools.pairwise(plan))
    assert set(IM.vitals_schedule_min) <= set(plan)
