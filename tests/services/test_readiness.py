"""Each criterion is met by a recorded value alone, whatever the order, or set aside by name with a reason."""

import random

import pytest
from services.leaving_day import CALM, ORIENTED, LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_facts import State
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.services import checklists, readiness, vitals
from kapdesk.services.record import Record

HAND = ("D03", "D04", "D05", "D06", "D07", "D08", "D11", "D13", "D14", "D16", "D17")
MEDICAL = ("R. Sole", "medical professional, RN")
REASON = "Usual for this client, seen before"


@pytest.fixture
def leaving(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose()
    return made


def test_nothing_is_met_before_anything_is_recorded(record: Record, clock: SetClock) -> None:
    made = plan_leaving_day(record, clock)
    assert {one.state for one in made.look().criteria} == {State.NOT_RECORDED}
    assert not made.look().may_release


@pytest.mark.parametrize("criterion", HAND)
def test_a_criterion_is_met_only_by_its_own_record(leaving: LeavingDay, criterion: str) -> None:
    leaving.clock.move(minutes=60)
    before = {one.id: one.state for one in leaving.look().criteria}
    assert before[criterion] in {State.NOT_RECORDED, State.NOT_MET}
    leaving.acts()[criterion]()
    after = {one.id: one.state for one in leaving.look().criteria}
    assert after[criterion] is State.MET
    others = {id_ for id_ in after if after[id_] != before[id_]} - {criterion}
    assert others <= {"D15"}  # who stays tonight is written with the escort


def test_each_met_criterion_says_the_value_the_observer_and_the_time(leaving: LeavingDay) -> None:
    leaving.be_ready()
    for one in leaving.look().criteria:
        if one.state is State.MET and one.id != "D01":
            assert one.verdict.value, one.id
            assert one.verdict.by, one.id
            assert one.verdict.at is not None, one.id
    pressure = leaving.look().criterion("D05").verdict
    assert "mmHg" in pressure.value
    assert leaving.look().criterion("D11").verdict.value == "version 1, copy in hand"
    assert "“It is me again”" in leaving.look().criterion("D04").verdict.value


def test_the_clock_alone_meets_the_observation_time(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=89)
    assert leaving.state("D01") == "not met"
    assert leaving.look().criterion("D01").verdict.value == "89 min of 90 min"
    leaving.clock.move(minutes=1)
    assert leaving.state("D01") == "met"


def test_alert_needs_two_looks_a_quarter_of_an_hour_apart(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    leaving.observe(reading=CALM)
    leaving.clock.move(minutes=14)
    leaving.observe(reading=CALM)
    assert leaving.state("D02") == "not met"
    leaving.clock.move(minutes=1)
    leaving.observe(reading=CALM)
    assert leaving.state("D02") == "met"


def test_the_scores_are_made_from_what_was_rated_and_this_days_own_baseline(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    leaving.scores()
    assert leaving.state("D09") == "not recorded"
    leaving.observe(reading=CALM)
    assert leaving.state("D09") == "met"
    assert "Modified Aldrete score 10 of 10" in leaving.look().criterion("D09").verdict.value


def test_without_a_baseline_there_is_no_score(record: Record, clock: SetClock) -> None:
    made = plan_leaving_day(record, clock)
    made.dose()
    (base,) = vitals.of_session(record, made.session)
    vitals.strike(record, made.session, base.id, "wrong arm")
    clock.move(minutes=60)
    made.observe(reading=CALM)
    made.scores()
    assert made.state("D09") == "not recorded"
    assert "circulation" in made.look().criterion("D09").verdict.why
    assert made.state("D05") == "not recorded"


def test_everything_recorded_and_two_signatures_meet_every_criterion(leaving: LeavingDay) -> None:
    leaving.be_ready()
    stands = leaving.look()
    assert {one.id for one in stands.criteria if one.stands_open} == {"D18", "D19"}
    leaving.sign()
    assert leaving.look().summary == "all recorded criteria met"
    assert leaving.look().may_release


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_recording_is_of_no_matter(leaving: LeavingDay, seed: int) -> None:
    leaving.clock.move(minutes=95)
    leaving.observe(reading=CALM)
    leaving.clock.move(minutes=20)
    leaving.observe(reading=CALM)
    acts = [*leaving.acts().values(), leaving.scores]
    random.Random(seed).shuffle(acts)
    for act in acts:
        act()
    leaving.clock.move(minutes=1)
    leaving.screen()
    assert {one.id for one in leaving.look().criteria if one.stands_open} == {"D18", "D19"}


def test_a_later_look_counts_and_the_earlier_one_is_kept(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    leaving.observe(**ORIENTED)
    assert leaving.state("D03") == "met"
    leaving.clock.move(minutes=10)
    leaving.observe("readiness-facts", None, **(ORIENTED | {"oriented-time": "no"}))
    assert leaving.state("D03") == "not met"
    assert len(checklists.history(leaving.record, leaving.session, "readiness-facts")) == 8


def test_a_look_with_a_gap_is_not_met(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    leaving.observe(oriented_person="yes", oriented_place="yes", oriented_time="yes")
    assert leaving.state("D03") == "not recorded"
    assert "situation" in leaving.look().criterion("D03").verdict.why


def test_an_empty_look_and_an_answer_that_is_not_offered_are_refused(leaving: LeavingDay) -> None:
    with pytest.raises(Refused, match="Nothing was answered"):
        leaving.observe()
    with pytest.raises(Refused, match="no answer"):
        leaving.observe(walks="perhaps")
    with pytest.raises(Refused, match="scale"):
        leaving.observe(distress_now="11")


def test_a_look_that_cannot_be_is_not_half_written(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    with pytest.raises(Refused):
        leaving.observe(reading=Reading(sbp=80, dbp=120), walks="yes", turns="yes")
    assert leaving.state("D07") == "not recorded"
    assert checklists.history(leaving.record, leaving.session, "readiness-facts") == ()


def test_suicidal_thoughts_in_the_history_make_soft_criteria_hard(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    leaving.screen()
    soft = leaving.look().criterion("D11")
    assert soft.kind.value == "soft"
    leaving.observe(ideation_in_history="yes")
    assert leaving.look().criterion("D11").kind.value == "hard"


def test_an_override_needs_a_medical_professional_and_a_reason(leaving: LeavingDay) -> None:
    record, session = leaving.record, leaving.session
    leaving.clock.move(minutes=60)
    with pytest.raises(Refused, match="medical professional"):
        readiness.override(record, session, "D07", "J. Adler", "therapist", REASON)
    with pytest.raises(Refused, match="10 characters"):
        readiness.override(record, session, "D07", *MEDICAL, "usual")
    readiness.override(record, session, "D07", *MEDICAL, REASON)
    stands = leaving.look().criterion("D07")
    assert stands.state is State.OVERRIDDEN
    assert stands.override is not None
    assert (stands.override.by_name, stands.override.reason) == ("R. Sole", REASON)


def test_signatures_and_met_criteria_cannot_be_overridden(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    with pytest.raises(Refused, match="cannot be overridden"):
        readiness.override(leaving.record, leaving.session, "D18", *MEDICAL, REASON)
    leaving.observe(walks="yes", turns="yes")
    with pytest.raises(Refused, match="does not stand open"):
        readiness.override(leaving.record, leaving.session, "D07", *MEDICAL, REASON)


def test_a_withdrawn_override_counts_no_longer(leaving: LeavingDay) -> None:
    leaving.clock.move(minutes=60)
    readiness.override(leaving.record, leaving.session, "D07", *MEDICAL, REASON)
    with pytest.raises(Refused, match="reason"):
        readiness.withdraw_override(leaving.record, leaving.session, "D07", " ")
    readiness.withdraw_override(leaving.record, leaving.session, "D07", "walks well now")
    assert leaving.state("D07") == "not recorded"


def test_nobody_overrides_the_two_hours_after_esketamine(record: Record, clock: SetClock) -> None:
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
    clock.move(minutes=119)
    with pytest.raises(Refused, match="120 minutes"):
        readiness.override(record, made.session, "D01", *MEDICAL, REASON)
    clock.move(minutes=1)
    assert made.state("D01") == "met"


def test_a_signed_session_takes_no_look_and_no_override(leaving: LeavingDay) -> None:
    leaving.seal()
    with pytest.raises(Refused, match="signed"):
        leaving.observe(walks="yes")
    with pytest.raises(Refused, match="signed"):
        readiness.override(leaving.record, leaving.session, "D07", *MEDICAL, REASON)
