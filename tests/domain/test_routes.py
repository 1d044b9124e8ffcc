"""By which way a medicine goes in: its times, its floors, and from which dose observation counts."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.routes import minutes_words, parse_minutes
from kapdesk.domain.vitals import (
    PROFILES,
    Anchor,
    Route,
    check_profile,
    observed_from,
)

DOSE = datetime(2026, 11, 22, 10, tzinfo=UTC)
ESKETAMINE = PROFILES[Route.ESKETAMINE]
IM = PROFILES[Route.IM]


def _at(minutes: float) -> datetime:
    return DOSE + timedelta(minutes=minutes)


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


@pytest.mark.parametrize("times", [(0, 15), (30, 15), (15, 15)])
def test_a_schedule_after_a_booster_goes_forward_from_the_booster(times: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="After a booster"):
        check_profile(dataclasses.replace(IM, after_booster_min=times))


def test_a_schedule_has_an_end() -> None:
    with pytest.raises(Refused, match="within 600 minutes"):
        check_profile(dataclasses.replace(IM, vitals_schedule_min=(0, 601)))
    with pytest.raises(Refused, match="24 looks at most"):
        check_profile(dataclasses.replace(IM, vitals_schedule_min=tuple(range(25))))


@pytest.mark.parametrize("text", ["0, 15,30", "0 15 30", "0; 15; 30 min", " 0 15 30min "])
def test_minutes_are_read_as_they_are_typed(text: str) -> None:
    assert parse_minutes(text) == (0, 15, 30)


@pytest.mark.parametrize("text", ["0, half, 30", "0 -15", "0 1.5", "0 1234567"])
def test_minutes_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="whole minutes"):
        parse_minutes(text)


@given(st.lists(st.integers(0, 600)))
def test_minutes_that_were_written_are_read_again(minutes: list[int]) -> None:
    assert parse_minutes(minutes_words(minutes)) == tuple(minutes)


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
