"""The body is back by what was seen since the dose, held against this session's own baseline."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kapdesk.domain.gate_facts import Criterion, Facts, Gait, Seen, State
from kapdesk.domain.readiness import assess
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route

DOSE = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
BASELINE = Reading(120, 80, 70, 98, on_oxygen=False, rr=14)
BACK = Reading(124, 82, 74, 97, on_oxygen=False, rr=14, moaas=5, dissociation=0, nausea=0)


def _at(minutes: float) -> datetime:
    return DOSE + timedelta(minutes=minutes)


def _seen(value: Any, minutes: float) -> Seen[Any]:
    return Seen(value, _at(minutes), "J. Adler")


BODY = Facts(
    now=_at(150),
    route=Route.IM,
    observed_from=DOSE,
    baseline=_seen(BASELINE, -10),
    looks=(_seen(BACK, 100), _seen(BACK, 120)),
    back_to_usual=(_seen(True, 121),),
    gait=(_seen(Gait(walks=True, turns=True), 122),),
    keeps_fluid=(_seen(True, 123),),
)


def _with(**changes: Any) -> Facts:
    return dataclasses.replace(BODY, **changes)


def _one(criterion: str, facts: Facts) -> Criterion:
    return next(one for one in assess(facts) if one.id == criterion)


@pytest.mark.parametrize(
    ("route", "minutes", "state"),
    [
        (Route.IM, 89, State.NOT_MET),
        (Route.IM, 90, State.MET),
        (Route.ESKETAMINE, 119.9, State.NOT_MET),
        (Route.ESKETAMINE, 120, State.MET),
        (Route.ORAL, 119, State.NOT_MET),
    ],
)
def test_observation_lasts_as_long_as_the_route_asks(route: Route, minutes: float, state: State) -> None:
    assert _one("D01", _with(route=route, now=_at(minutes))).state is state


def _alert(*looks: tuple[float, int]) -> State:
    seen = tuple(_seen(dataclasses.replace(BACK, moaas=moaas), at) for at, moaas in looks)
    return _one("D02", _with(looks=seen)).state


@pytest.mark.parametrize(
    ("looks", "state"),
    [
        (((100, 5), (115, 5)), State.MET),
        (((100, 5), (114, 5)), State.NOT_MET),
        (((100, 5),), State.NOT_MET),
        (((100, 5), (110, 4), (120, 5)), State.NOT_MET),
        (((100, 5), (110, 5), (116, 5)), State.MET),
        (((100, 5), (120, 5), (125, 4)), State.NOT_MET),
        (((100, 4), (105, 5), (120, 5)), State.MET),
        (((100, 5), (120, 5), (120, 3)), State.NOT_MET),
        (((-20, 5), (100, 5)), State.NOT_MET),
    ],
)
def test_alert_means_two_looks_apart_with_nothing_lower_since(
    looks: tuple[tuple[float, int], ...], state: State
) -> None:
    assert _alert(*looks) is state


@pytest.mark.parametrize(
    ("sbp", "dbp", "state"),
    [
        (144, 96, State.MET),
        (145, 80, State.NOT_MET),
        (120, 97, State.NOT_MET),
        (96, 64, State.MET),
        (95, 80, State.NOT_MET),
    ],
)
def test_pressure_is_held_against_this_sessions_own_baseline(sbp: int, dbp: int, state: State) -> None:
    look = dataclasses.replace(BACK, sbp=sbp, dbp=dbp)
    assert _one("D05", _with(looks=(_seen(BACK, 100), _seen(look, 120)))).state is state


@pytest.mark.parametrize(("sbp", "dbp", "state"), [(159, 99, State.MET), (160, 99, State.NOT_MET)])
def test_a_high_baseline_does_not_lift_the_ceiling(sbp: int, dbp: int, state: State) -> None:
    facts = _with(
        baseline=_seen(dataclasses.replace(BASELINE, sbp=158, dbp=98), -10),
        looks=(_seen(dataclasses.replace(BACK, sbp=sbp, dbp=dbp), 120),),
    )
    assert _one("D05", facts).state is state


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"spo2": 93}, State.MET),
        ({"spo2": 92}, State.NOT_MET),
        ({"on_oxygen": True}, State.NOT_MET),
        ({"on_oxygen": None}, State.NOT_RECORDED),
        ({"spo2": None}, State.NOT_RECORDED),
        ({"hr": 49}, State.NOT_MET),
        ({"hr": 110}, State.MET),
        ({"hr": 111}, State.NOT_MET),
    ],
)
def test_pulse_and_oxygen_stay_inside_the_limits_on_room_air(change: dict[str, Any], state: State) -> None:
    assert _one("D06", _with(looks=(_seen(dataclasses.replace(BACK, **change), 120),))).state is state


@pytest.mark.parametrize(
    ("gait", "state"),
    [
        (Gait(walks=True, turns=True), State.MET),
        (Gait(walks=True, turns=True, stands_steady=True), State.MET),
        (Gait(walks=True, turns=True, stands_steady=False), State.NOT_MET),
        (Gait(walks=True, turns=False), State.NOT_MET),
        (Gait(walks=False), State.NOT_MET),
        (Gait(walks=True), State.NOT_RECORDED),
        (Gait(), State.NOT_RECORDED),
    ],
)
def test_gait_is_walking_and_turning_and_standing_where_it_was_tried(gait: Gait, state: State) -> None:
    assert _one("D07", _with(gait=(_seen(gait, 122),))).state is state


@pytest.mark.parametrize(
    ("nausea", "fluid", "state"),
    [
        (0, True, State.MET),
        (1, True, State.MET),
        (2, True, State.NOT_MET),
        (0, False, State.NOT_MET),
        (None, True, State.NOT_RECORDED),
        (0, None, State.NOT_RECORDED),
        (3, None, State.NOT_MET),
    ],
)
def test_nausea_is_minimal_at_most_and_fluid_stays_down(
    nausea: int | None, fluid: bool | None, state: State
) -> None:
    looks = (_seen(dataclasses.replace(BACK, nausea=nausea), 120),)
    drunk = () if fluid is None else (_seen(fluid, 123),)
    assert _one("D08", _with(looks=looks, keeps_fluid=drunk)).state is state


@pytest.mark.parametrize(
    ("rating", "usual", "state"),
    [
        (0, True, State.MET),
        (1, True, State.NOT_MET),
        (0, False, State.NOT_MET),
        (None, True, State.NOT_RECORDED),
        (0, None, State.NOT_RECORDED),
    ],
)
def test_dissociation_is_settled_for_the_observer_and_the_client(
    rating: int | None, usual: bool | None, state: State
) -> None:
    looks = (_seen(dataclasses.replace(BACK, dissociation=rating), 120),)
    said = () if usual is None else (_seen(usual, 121),)
    assert _one("D04", _with(looks=looks, back_to_usual=said)).state is state


def test_what_was_seen_before_a_booster_does_not_count_after_it() -> None:
    facts = _with(observed_from=_at(125), now=_at(400))
    assert {one.id for one in assess(facts) if one.state is State.MET} == {"D01"}


def test_the_latest_word_counts_not_the_best() -> None:
    facts = _with(back_to_usual=(_seen(True, 121), _seen(False, 130)))
    assert _one("D04", facts).state is State.NOT_MET
