"""Vital signs are due from the dose, and what was not looked at is missed, not skipped."""

import dataclasses
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.vitals import (
    PROFILES,
    Anchor,
    DueState,
    Look,
    Route,
    check_profile,
    due_looks,
    observed_from,
)

DOSE = datetime(2026, 11, 22, 10, tzinfo=UTC)
ESKETAMINE = PROFILES[Route.ESKETAMINE]
IM = PROFILES[Route.IM]


def _at(minutes: float) -> datetime:
    return DOSE + timedelta(minutes=minutes)


def _states(looks: list[Look], now: float, ended_at: datetime | None = None) -> dict[int, DueState]:
    return {due.minute: due.state for due in due_looks(IM, DOSE, looks, _at(now), ended_at=ended_at)}


def test_nothing_is_due_before_its_time() -> None:
    states = _states([Look(_at(-10))], 1)
    assert states[0] is DueState.DONE
    assert states[15] is DueState.UPCOMING


def test_a_look_becomes_due_then_overdue_then_missed() -> None:
    baseline = [Look(_at(-10))]
    assert _states(baseline, 15)[15] is DueState.DUE
    assert _states(baseline, 20)[15] is DueState.DUE
    assert _states(baseline, 21)[15] is DueState.OVERDUE
    assert _states(baseline, 25)[15] is DueState.MISSED
    late = due_looks(IM, DOSE, baseline, _at(22.5))[1]
    assert late.overdue_minutes == 7


def test_a_baseline_is_at_or_before_the_dose_and_not_of_yesterday() -> None:
    assert _states([Look(_at(0))], 5)[0] is DueState.DONE
    assert _states([Look(_at(1))], 5)[0] is DueState.MISSED
    assert _states([Look(_at(-61))], 5)[0] is DueState.MISSED


def test_a_look_counts_for_the_slot_it_falls_in() -> None:
    assert _states([Look(_at(10))], 12)[15] is DueState.DONE
    assert _states([Look(_at(24))], 24)[15] is DueState.DONE
    states = _states([Look(_at(25))], 26)
    assert (states[15], states[30]) == (DueState.MISSED, DueState.DONE)


def test_a_look_that_names_its_due_time_counts_for_that_one() -> None:
    states = _states([Look(_at(27), DueState.MISSED, _at(15)), Look(_at(27), DueState.DONE, _at(30))], 28)
    assert (states[15], states[30]) == (DueState.MISSED, DueState.DONE)


def test_declined_is_its_own_answer_until_a_reading_follows() -> None:
    declined = Look(_at(16), DueState.DECLINED, _at(15))
    assert _states([declined], 17)[15] is DueState.DECLINED
    assert _states([declined, Look(_at(19))], 20)[15] is DueState.DONE


def test_when_the_session_ends_nothing_is_left_open() -> None:
    states = _states([Look(_at(-5)), Look(_at(15))], 300, ended_at=_at(50))
    assert states == {
        0: DueState.DONE,
        15: DueState.DONE,
        30: DueState.MISSED,
        60: DueState.MISSED,
        90: DueState.MISSED,
        120: DueState.MISSED,
    }


@given(st.lists(st.integers(-70, 200), max_size=8), st.integers(-10, 240), st.randoms())
def test_the_order_of_entry_does_not_matter(minutes: list[int], now: int, chance: random.Random) -> None:
    looks = [Look(_at(minute)) for minute in minutes]
    mixed = list(looks)
    chance.shuffle(mixed)
    assert due_looks(IM, DOSE, looks, _at(now)) == due_looks(IM, DOSE, mixed, _at(now))


def test_esketamine_keeps_its_two_hours_and_its_look_at_forty_minutes() -> None:
    check_profile(ESKETAMINE)
    with pytest.raises(Refused, match="120 minutes or more"):
        check_profile(dataclasses.replace(ESKETAMINE, min_observation_min=119))
    with pytest.raises(Refused, match="0, 40 and 120"):
        check_profile(dataclasses.replace(ESKETAMINE, vitals_schedule_min=(0, 60, 120)))
    check_profile(
        dataclasses.replace(ESKETAMINE, vitals_schedule_min=(0, 40, 80, 120), min_observation_min=150)
    )


@pytest.mark.parametrize("times", [(), (15, 30), (0, 30, 15), (0, 15, 15)])
def test_a_schedule_goes_forward_from_zero(times: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="begins with 0"):
        check_profile(dataclasses.replace(IM, vitals_schedule_min=times))


def test_every_shipped_profile_holds_its_own_rule() -> None:
    assert set(PROFILES) == set(Route)
    for route, profile in PROFILES.items():
        assert profile.route is route
        check_profile(profile)


def test_observation_counts_from_the_first_device_or_the_last_booster() -> None:
    doses = [_at(20), _at(0)]
    assert observed_from(Route.ESKETAMINE, doses) == _at(0)
    assert observed_from(Route.IM, doses) == _at(20)
    assert observed_from(Route.ESKETAMINE, doses, Anchor.LAST) == _at(20)
    assert observed_from(Route.IM, []) is None
