"""Whatever is recorded, and in whatever order: the gate never says more than was recorded."""

import dataclasses
import random
from datetime import timedelta
from typing import Any

import pytest
from domain.test_readiness import ANY_FACTS, BACK, DOSE, HARD_VALUES, WHOLE
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_facts import (
    Clearance,
    Criterion,
    Facts,
    Gait,
    GateLimits,
    Override,
    Presence,
    SecondLook,
    Seen,
    State,
)
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.past_looks import stood
from kapdesk.domain.readiness import assess, check_override, may_be_recorded, may_release, summary
from kapdesk.domain.recovery_scores import (
    AldreteFacts,
    OriginalPadssFacts,
    PadssFacts,
    Pressures,
    aldrete,
    modified_padss,
    padss,
)
from kapdesk.domain.routes import PROFILES, Route
from kapdesk.domain.second_look import rule_words, second_look
from kapdesk.domain.two_people import check_two_people, same_person

MEDICAL = "medical professional, MD"
OVERRIDABLE = [f"D{number:02d}" for number in range(1, 18)]
ALL_YES = SecondLook(alert=True, oriented=True, steady=True, nothing_against=True)


def _at(minutes: float) -> Any:
    return DOSE + timedelta(minutes=minutes)


def _seen(value: Any, minutes: float, by: str = "J. Adler") -> Seen[Any]:
    return Seen(value, _at(minutes), by)


def _with(**changes: Any) -> Facts:
    return dataclasses.replace(WHOLE, **changes)


def _one(criterion: str, facts: Facts, limits: GateLimits | None = None) -> Criterion:
    return next(one for one in assess(facts, limits) if one.id == criterion)


def _override(criterion: str, minutes: float, role: str = MEDICAL) -> Override:
    return Override(criterion, "Dr N. Rowe", role, "Seen by me at the door", _at(minutes))


@given(ANY_FACTS, st.sampled_from(sorted(HARD_VALUES)), st.sampled_from(Route))
@settings(max_examples=60)
def test_no_record_without_a_hard_value_reads_as_all_met_or_lets_anybody_go(
    changes: dict[str, Any], gap: str, route: Route
) -> None:
    facts = dataclasses.replace(_with(**changes, route=route), **{gap: HARD_VALUES[gap][1]})
    criteria = assess(facts)
    assert not may_release(criteria)
    assert "all recorded criteria met" not in summary(criteria)
    assert Outcome.RELEASED not in may_be_recorded(facts, criteria)


@given(
    ANY_FACTS,
    st.lists(st.builds(_override, st.sampled_from(OVERRIDABLE), st.sampled_from([-5, 90, 119, 130, 149]))),
    st.booleans(),
)
@settings(max_examples=60)
def test_no_override_reaches_what_may_not_be_overridden(
    changes: dict[str, Any], overrides: list[Override], esketamine: bool
) -> None:
    both = (_override("D18", 149), _override("D19", 149))
    route = Route.ESKETAMINE if esketamine else Route.IM
    facts = _with(
        **changes, now=_at(119), route=route, overrides=(*overrides, *both, _override("D01", 118)),
        medical_clearance=None, therapist_clearance=None,
    )  # fmt: skip
    found = {one.id: one for one in assess(facts)}
    assert found["D18"].override is None
    assert found["D19"].override is None
    if esketamine:
        assert found["D01"].stops_leaving
    for one in found.values():
        assert one.override is None or one.override.at > DOSE
    assert not may_release(tuple(found.values()))


@given(ANY_FACTS, st.randoms(use_true_random=False), st.sampled_from([130, 140, 149]))
@settings(max_examples=60)
def test_what_stands_never_depends_on_the_order_of_entry(
    changes: dict[str, Any], chance: random.Random, signed: int
) -> None:
    again = [_seen(ALL_YES, 108), _seen(SecondLook(alert=False), 110), _seen(ALL_YES, 121)]
    overrides = [_override("D07", 130), _override("D04", 95)]
    mixed = {field: list(values) for field, values in changes.items()}
    for values in (*mixed.values(), again, overrides):
        chance.shuffle(values)
    straight = _with(
        **changes, second_looks=tuple(sorted(again, key=str)), overrides=tuple(sorted(overrides, key=str)),
        medical_clearance=_seen(Clearance("Dr N. Rowe", MEDICAL, Presence.REMOTE), signed),
    )  # fmt: skip
    shuffled = dataclasses.replace(
        straight, **{field: tuple(values) for field, values in mixed.items()},
        second_looks=tuple(again), overrides=tuple(overrides),
    )  # fmt: skip
    assert assess(straight) == assess(shuffled)


RATING = st.none() | st.integers(0, 2)
PRESSURE = st.builds(
    Pressures, st.none() | st.integers(50, 260), st.none() | st.integers(30, 160), st.none() | st.just(70)
)


@given(RATING, RATING, RATING, RATING, PRESSURE, PRESSURE)
@settings(max_examples=80)
def test_a_partial_score_never_scores(
    first: int | None, second: int | None, third: int | None, fourth: int | None,
    now: Pressures, baseline: Pressures,
) -> None:  # fmt: skip
    signs = (now.sbp, now.dbp, baseline.sbp, baseline.dbp)
    rates = (now.hr, baseline.hr)
    made = (
        (aldrete(AldreteFacts(first, second, third, now, baseline, 97, on_oxygen=False)),
         (first, second, third, *signs)),
        (modified_padss(PadssFacts(first, second, third, now, baseline)),
         (first, second, third, *signs, *rates)),
        (padss(OriginalPadssFacts(first, second, third, fourth, now, baseline)),
         (first, second, third, fourth, *signs, *rates)),
    )  # fmt: skip
    for score, needed in made:
        assert (score.total is None) == (None in needed)
        assert (score.passes is None) == (score.total is None)
        if score.total is None:
            assert score.words.startswith("incomplete")


@pytest.mark.parametrize(
    ("parts", "total", "passes"),
    [((2, 2, 2, 2), 10, True), ((1, 2, 2, 2), 9, True), ((1, 1, 2, 2), 8, False), ((0, 2, 2, 2), 8, False)],
)
def test_the_published_sums_of_the_original_score(
    parts: tuple[int, int, int, int], total: int, passes: bool
) -> None:
    near = Pressures(120, 80, 70)
    score = padss(OriginalPadssFacts(*parts, near, near))
    assert (score.total, score.passes, score.rule_version) == (total, passes, "padss-chung-1995.1")


@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize(("shift", "state"), [(-1, State.NOT_MET), (0, State.MET), (1, State.MET)])
def test_the_minimum_of_each_route_to_the_minute(route: Route, shift: int, state: State) -> None:
    least = PROFILES[route].min_observation_min
    assert _one("D01", _with(route=route, now=_at(least + shift))).state is state


def test_an_override_speaks_only_of_what_was_recorded_by_then() -> None:
    worse = _with(
        gait=(_seen(Gait(walks=False), 122), _seen(Gait(walks=False), 145)),
        overrides=(_override("D07", 130),),
    )
    assert _one("D07", worse).stops_leaving
    assert "no longer covers it" in _one("D07", worse).verdict.why
    again = dataclasses.replace(worse, overrides=(_override("D07", 130), _override("D07", 146)))
    assert _one("D07", again).state is State.OVERRIDDEN
    with pytest.raises(Refused, match="timed before"):
        check_override(_override("D07", 144), worse)
    with pytest.raises(Refused, match="timed before"):
        check_override(_override("D03", -1), _with(orientation=()))


def test_an_override_given_before_a_booster_does_not_outlast_it() -> None:
    boosted = _with(observed_from=_at(140), now=_at(400), overrides=(_override("D03", 135),))
    assert _one("D03", boosted).stops_leaving


def test_a_clearance_falls_with_a_later_fact_and_does_not_rise_by_itself() -> None:
    high = dataclasses.replace(BACK, sbp=182, dbp=112)
    broken = _with(now=_at(170), looks=(*WHOLE.looks, _seen(high, 150), _seen(BACK, 160)))
    assert _one("D05", broken).state is State.MET
    for id_ in ("D18", "D19"):
        assert _one(id_, broken).state is State.NOT_MET
        assert "D05 Blood pressure near baseline stood open at 12:32" in _one(id_, broken).verdict.why
    medical = _seen(Clearance("Dr N. Rowe", MEDICAL, Presence.REMOTE), 165)
    signed = dataclasses.replace(broken, medical_clearance=medical)
    assert _one("D18", signed).state is State.MET
    assert "signed after this one" in _one("D19", signed).verdict.why


@pytest.mark.parametrize(
    ("minutes", "state"), [(104, State.NOT_RECORDED), (105, State.MET), (106, State.MET)]
)
def test_a_second_look_counts_ten_minutes_after_orientation_came_back(minutes: int, state: State) -> None:
    facts = _with(second_looks=(_seen(ALL_YES, minutes, "R. Sole"),))
    assert second_look(facts, GateLimits()).state is state
    assert _one("D02", facts).state is State.MET
    assert _one("D02", facts, GateLimits(second_look_required=True)).state is state


def test_a_second_look_says_whose_it_is_and_a_no_stops_the_leaving() -> None:
    for by, said in (("R. Sole, RN", "another person"), ("J. ADLER, LMFT", "who looked first too")):
        value = _one("D02", _with(second_looks=(_seen(ALL_YES, 110, by),))).verdict.value
        assert value.endswith(f"second look by {by}, {said}: nothing against leaving")
    for part in ("alert", "oriented", "steady", "nothing_against"):
        no = dataclasses.replace(ALL_YES, **{part: False})
        facts = _with(second_looks=(_seen(ALL_YES, 110), _seen(no, 112)))
        assert _one("D02", facts).stops_leaving
        assert not may_release(assess(facts))
    gap = _with(second_looks=(_seen(dataclasses.replace(ALL_YES, steady=None), 110),))
    assert second_look(gap, GateLimits()).state is State.NOT_RECORDED


def test_the_rule_of_the_two_looks_is_said_as_the_clinic_keeps_it() -> None:
    assert "asked, not required" in rule_words(GateLimits())
    assert "required by this clinic" in rule_words(GateLimits(second_look_required=True))


def test_every_look_at_a_criterion_is_told_in_its_order() -> None:
    facts = _with(gait=(_seen(Gait(walks=True, turns=True), 122), _seen(Gait(walks=False), 100)))
    told = [(one.at, one.verdict.state) for one in stood("D07", facts, GateLimits())]
    assert told == [(_at(100), State.NOT_MET), (_at(122), State.MET)]
    assert stood("D16", facts, GateLimits()) == ()


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("J. Adler, LMFT", "Dr. J. ADLER", True), ("J  Adler", "J. Adler", True), ("", "", False),
        ("J. Adler", "I. Adler", False), (" ", "J. Adler", False),
    ],
)  # fmt: skip
def test_two_names_that_read_as_one_person(name: str, other: str, same: bool) -> None:
    assert same_person(name, other) is same
    if same:
        with pytest.raises(Refused, match="both qualifications"):
            check_two_people(name, other, ("MD", ""))
        check_two_people(name, other, ("MD", "LMFT"))
