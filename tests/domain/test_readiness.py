"""The gate counts what is recorded: nothing missing ever counts as met, and no score speaks for the rest."""

import dataclasses
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_facts import (
    Asked,
    Booked,
    Clearance,
    Debriefed,
    Facts,
    Gait,
    Instructed,
    Orientation,
    Presence,
    Seen,
)
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readiness import (
    Criterion,
    Kind,
    Override,
    Signature,
    State,
    assess,
    check_may_clear,
    check_outcome,
    check_override,
    may_be_recorded,
    may_release,
    missing_for_clearance,
    oriented_at,
    summary,
)
from kapdesk.domain.readings import Reading
from kapdesk.domain.recovery_scores import AldreteFacts, PadssFacts, Pressures, aldrete, modified_padss
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqResult, Context, Disposition

DOSE = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
BASELINE = Reading(120, 80, 70, 98, on_oxygen=False, rr=14)
BACK = Reading(124, 82, 74, 97, on_oxygen=False, rr=14, moaas=5, dissociation=0, nausea=0)
REASON = "Seen by me at the door"


def _at(minutes: float) -> datetime:
    return DOSE + timedelta(minutes=minutes)


def _seen(value: Any, minutes: float, by: str = "J. Adler") -> Seen[Any]:
    return Seen(value, _at(minutes), by)


PRESSURES = Pressures(124, 82, 74)
BEFORE = Pressures(120, 80, 70)
WHOLE = Facts(
    now=_at(150),
    route=Route.IM,
    observed_from=DOSE,
    baseline=_seen(BASELINE, -10),
    looks=(_seen(BACK, 100), _seen(BACK, 120)),
    orientation=(_seen(Orientation(True, True, True, True), 95),),
    back_to_usual=(_seen(True, 121),),
    gait=(_seen(Gait(walks=True, turns=True), 122),),
    keeps_fluid=(_seen(True, 123),),
    aldrete=_seen(aldrete(AldreteFacts(2, 2, 2, PRESSURES, BEFORE, 97, on_oxygen=False)), 124),
    padss=_seen(modified_padss(PadssFacts(2, 2, 2, PRESSURES, BEFORE)), 125),
    screens=(
        _seen(Asked(Context.ARRIVAL, AsqResult.NEGATIVE), -30),
        _seen(Asked(Context.PRE_DISCHARGE, AsqResult.NEGATIVE), 126),
    ),
    ideation_in_history=False,
    plan_in_hand=_seen(True, 130),
    debrief=_seen(Debriefed(offered=True, distress=2), 131),
    escort=_seen(Escort("Tove Lind", "sister", "555 0101", True, "known to client", _at(135)), 136),
    client_drives=False,
    tonight=_seen("Tove Lind", 136),
    instructions=_seen(Instructed(in_writing=True, said_back=True), 137),
    booked=_seen(Booked(_at(60 * 24), _at(60 * 48)), 138),
    medical_clearance=_seen(Clearance("Dr N. Rowe", "medical professional, MD", Presence.REMOTE), 140),
    therapist_clearance=_seen(Clearance("J. Adler", "clinician"), 141),
)
HARD_VALUES: dict[str, tuple[str, Any]] = {
    "observed_from": ("D01", None),
    "route": ("D01", None),
    "looks": ("D02", ()),
    "orientation": ("D03", ()),
    "back_to_usual": ("D04", ()),
    "baseline": ("D05", None),
    "gait": ("D07", ()),
    "keeps_fluid": ("D08", ()),
    "screens": ("D10", ()),
    "escort": ("D14", None),
    "client_drives": ("D14", None),
    "instructions": ("D16", None),
    "medical_clearance": ("D18", None),
    "therapist_clearance": ("D19", None),
}


def _with(**changes: Any) -> Facts:
    return dataclasses.replace(WHOLE, **changes)


def _one(criterion: str, facts: Facts) -> Criterion:
    return next(one for one in assess(facts) if one.id == criterion)


def test_a_whole_day_meets_every_recorded_criterion() -> None:
    criteria = assess(WHOLE)
    assert [one.id for one in criteria] == [f"D{number:02d}" for number in range(1, 20)]
    assert {one.id: one.state for one in criteria if one.state is not State.MET} == {
        "D12": State.NOT_APPLICABLE
    }
    assert summary(criteria) == "all recorded criteria met"
    assert may_release(criteria)


def test_an_empty_record_meets_nothing() -> None:
    criteria = assess(Facts(now=DOSE))
    assert {one.state for one in criteria} == {State.NOT_RECORDED}
    assert summary(criteria) == "19 criteria not met (17 hard)"
    assert all(one.verdict.why for one in criteria)


@pytest.mark.parametrize("field", sorted(HARD_VALUES))
def test_a_missing_hard_value_is_never_met(field: str) -> None:
    criterion, nothing = HARD_VALUES[field]
    facts = _with(**{field: nothing})
    assert _one(criterion, facts).state is State.NOT_RECORDED
    assert _one(criterion, facts).stops_leaving
    assert not may_release(assess(facts))


@given(st.sets(st.sampled_from(sorted(HARD_VALUES)), min_size=1), st.integers(0, 1000))
def test_no_record_with_a_hard_gap_reads_as_all_met(gaps: set[str], minutes: int) -> None:
    facts = _with(now=_at(minutes), **{field: HARD_VALUES[field][1] for field in gaps})
    criteria = assess(facts)
    assert not may_release(criteria)
    assert "all recorded criteria met" not in summary(criteria)
    assert Outcome.RELEASED not in may_be_recorded(facts, criteria)


READING = st.builds(
    Reading,
    sbp=st.sampled_from([None, 90, 120, 144, 145, 165]),
    dbp=st.sampled_from([None, 60, 80, 96, 97]),
    hr=st.sampled_from([None, 49, 70]),
    spo2=st.sampled_from([None, 92, 97]),
    on_oxygen=st.sampled_from([None, True, False]),
    moaas=st.sampled_from([None, 3, 5]),
    dissociation=st.sampled_from([None, 0, 1]),
    nausea=st.sampled_from([None, 0, 2]),
)
MINUTES = st.sampled_from([-5, 0, 60, 75, 90, 105, 120])
TRUTH = st.sampled_from([True, False, None])


def _many(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Seen[Any], ...]]:
    return st.lists(st.builds(_seen, values, MINUTES), max_size=5).map(tuple)


ANY_FACTS = st.fixed_dictionaries(
    {
        "looks": _many(READING),
        "orientation": _many(st.builds(Orientation, TRUTH, TRUTH, TRUTH, TRUTH)),
        "back_to_usual": _many(st.booleans()),
        "gait": _many(st.builds(Gait, TRUTH, TRUTH, TRUTH)),
        "keeps_fluid": _many(st.booleans()),
        "screens": _many(st.builds(Asked, st.sampled_from(Context), st.sampled_from(AsqResult))),
        "dispositions": _many(st.sampled_from(Disposition)),
    }
)


@given(ANY_FACTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(changes: dict[str, Any], chance: random.Random) -> None:
    mixed = {field: list(values) for field, values in changes.items()}
    for values in mixed.values():
        chance.shuffle(values)
    straight = _with(**changes)
    shuffled = _with(**{field: tuple(values) for field, values in mixed.items()})
    assert assess(straight) == assess(shuffled)
    assert oriented_at(straight) == oriented_at(shuffled)


@given(ANY_FACTS)
def test_release_needs_each_hard_criterion_met_by_what_was_seen(changes: dict[str, Any]) -> None:
    facts = _with(**changes)
    criteria = assess(facts)
    assert may_release(criteria) == all(
        one.state in {State.MET, State.NOT_APPLICABLE} for one in criteria if one.kind is Kind.HARD
    )
    if may_release(criteria):
        alert = [look for look in facts.looks if look.value.moaas is not None and look.at > DOSE]
        assert len([look for look in alert if look.value.moaas == 5]) >= 2
        assert any(look.value.dissociation == 0 for look in facts.looks)
        assert oriented_at(facts) is not None
    assert "safe" not in summary(criteria)


def test_a_good_score_does_not_speak_for_dissociation() -> None:
    facts = _with(looks=(_seen(BACK, 100), _seen(dataclasses.replace(BACK, dissociation=1), 120)))
    assert _one("D09", facts).state is State.MET
    assert _one("D04", facts).state is State.NOT_MET
    assert not may_release(assess(facts))


def test_a_soft_gap_is_counted_and_does_not_hold_the_client() -> None:
    criteria = assess(_with(debrief=None, aldrete=None))
    assert summary(criteria) == "2 criteria not met (none hard)"
    assert may_release(criteria)


def _override(criterion: str, **changes: Any) -> Override:
    given = Override(criterion, "Dr N. Rowe", "medical professional, MD", REASON, _at(140))
    return dataclasses.replace(given, **changes)


def test_a_medical_professional_may_override_with_a_reason_that_stays_visible() -> None:
    facts = _with(gait=(_seen(Gait(walks=False), 122),), overrides=(_override("D07"),))
    criterion = _one("D07", facts)
    assert criterion.state is State.OVERRIDDEN
    assert criterion.verdict.state is State.NOT_MET
    assert criterion.override is not None
    assert criterion.override.reason == REASON
    assert summary(assess(facts)) == "all recorded criteria met, 1 overridden"
    assert may_release(assess(facts))


@pytest.mark.parametrize(
    "override",
    [
        _override("D07", by_name=" "),
        _override("D07", by_role="clinician"),
        _override("D07", reason="too short"),
        _override("D07", reason="   short     "),
        _override("D18"),
        _override("D19"),
        _override("D99"),
    ],
)
def test_an_override_that_does_not_hold_changes_nothing(override: Override) -> None:
    facts = _with(gait=(), overrides=(override,))
    with pytest.raises(Refused, match="Nothing was changed"):
        check_override(override, facts)
    assert not may_release(assess(facts))


@pytest.mark.parametrize(("minutes", "held"), [(119, True), (125, False)])
def test_two_hours_after_esketamine_are_not_overridable(minutes: int, held: bool) -> None:
    facts = _with(route=Route.ESKETAMINE, now=_at(minutes), overrides=(_override("D01"),))
    assert _one("D01", facts).stops_leaving is held
    assert (
        _one("D01", _with(route=Route.IM, now=_at(60), overrides=(_override("D01"),))).state
        is State.OVERRIDDEN
    )


@given(st.sets(st.sampled_from([f"D{number:02d}" for number in range(1, 20)])))
def test_overrides_never_stand_in_for_the_two_signatures(overridden: set[str]) -> None:
    facts = Facts(now=_at(500), overrides=tuple(_override(criterion) for criterion in sorted(overridden)))
    assert not may_release(assess(facts))


def test_the_medical_clearance_waits_for_the_body() -> None:
    facts = _with(gait=(), screens=(), medical_clearance=None, therapist_clearance=None)
    assert [one.id for one in missing_for_clearance(Signature.MEDICAL, assess(facts))] == ["D07"]
    with pytest.raises(Refused, match=r"D07 Gait steady"):
        check_may_clear(Signature.MEDICAL, assess(facts))
    check_may_clear(Signature.MEDICAL, assess(dataclasses.replace(facts, gait=WHOLE.gait)))


def test_the_therapist_clearance_waits_for_everything_else() -> None:
    facts = _with(medical_clearance=None, therapist_clearance=None)
    assert [one.id for one in missing_for_clearance(Signature.THERAPIST, assess(facts))] == ["D18"]
    with pytest.raises(Refused, match="D18"):
        check_may_clear(Signature.THERAPIST, assess(facts))
    check_may_clear(Signature.THERAPIST, assess(_with(therapist_clearance=None)))


def test_a_booster_voids_a_clearance_signed_before_it() -> None:
    facts = _with(observed_from=_at(140), now=_at(400))
    assert _one("D18", facts).state is State.NOT_RECORDED
    assert _one("D19", facts).state is State.NOT_MET


def test_release_is_refused_with_the_list_of_what_stands_in_the_way() -> None:
    facts = _with(gait=(), keeps_fluid=())
    criteria = assess(facts)
    with pytest.raises(Refused, match=r"D07 Gait steady.*D08 Nausea settled"):
        check_outcome(Outcome.RELEASED, facts, criteria)
    for outcome in set(Outcome) - {Outcome.RELEASED}:
        check_outcome(outcome, facts, criteria)
    check_outcome(Outcome.RELEASED, WHOLE, assess(WHOLE))


def test_an_emergency_disposition_leaves_one_outcome() -> None:
    facts = _with(dispositions=(_seen(Disposition.NON_URGENT, 127), _seen(Disposition.EMERGENCY, 128)))
    criteria = assess(facts)
    assert may_be_recorded(facts, criteria) == {Outcome.EMERGENCY_EVALUATION}
    with pytest.raises(Refused, match="only outcome"):
        check_outcome(Outcome.RELEASED, facts, criteria)
    check_outcome(Outcome.EMERGENCY_EVALUATION, facts, criteria)


def test_each_met_criterion_shows_value_time_and_observer() -> None:
    pressure = _one("D05", WHOLE)
    assert pressure.verdict.value == "124/82 mmHg (before the dose 120/80 mmHg)"
    assert (pressure.verdict.by, pressure.verdict.at) == ("J. Adler", _at(120))
    assert pressure.title_key == "readiness.D05"


def test_the_words_it_was_recorded_in_are_kept() -> None:
    gait = Seen(Gait(walks=True, turns=True), _at(122), "J. Adler", "Walked and turned, with the usual aid")
    assert _one("D07", _with(gait=(gait,))).verdict.value == "Walked and turned, with the usual aid"
