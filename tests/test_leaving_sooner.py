"""Nobody leaves sooner than what is recorded allows, whatever is tried, in whichever order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from services.leaving_day import BASE, ESCORT, NO, ORIENTED, LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.doses import DoseEvent, DoseUnit
from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readiness import Signature
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqAnswers, AsqResult, Context, Disposition
from kapdesk.services import (
    arrivals,
    assessments,
    clearances,
    doses,
    escorts,
    outcomes,
    readiness,
    screens,
    sessions,
    vitals,
)
from kapdesk.services.assessments import Talk
from kapdesk.services.readiness import Observation
from kapdesk.services.record import Record
from tests.day import leaving_cheats as cheats
from tests.day.leaving_cheats import DOCTOR, REASON, release, told

REFUSED = AsqAnswers(refused=True)
PAST = AsqAnswers(
    wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=True, thoughts_now=False
)
ACUTE = AsqAnswers(
    wished_dead=True, better_off_dead=False, thoughts_of_killing=True, ever_tried=False, thoughts_now=True
)
HARD = ("D02", "D03", "D04", "D05", "D06", "D07", "D08", "D10", "D14", "D16")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose()
    return made


@pytest.fixture
def ready(day: LeavingDay) -> LeavingDay:
    day.be_ready()
    return day


@pytest.mark.parametrize("left_out", ["D02", "D03", "D07", "D10", "D14", "D16"])
def test_one_thing_not_recorded_keeps_signatures_and_release_back(day: LeavingDay, left_out: str) -> None:
    cheats.all_but(day, left_out)
    assert day.state(left_out) != "met"
    for act in (day.sign, lambda: release(day)):
        with pytest.raises(Refused, match=left_out):
            act()
    assert day.head().open


def test_a_signature_dated_back_does_not_rest_on_what_was_seen_after_it(ready: LeavingDay) -> None:
    try:
        cheats.sign_back_then(ready, minutes=30)
    except Refused:
        return
    assert ready.state("D18") != "met"
    with pytest.raises(Refused, match="D18"):
        release(ready)


def test_a_time_of_leaving_before_the_signatures_is_refused(ready: LeavingDay) -> None:
    ready.sign()
    ready.clock.move(minutes=10)
    for minutes in (11, 40):
        with pytest.raises(Refused, match="clearance"):
            release(ready, ready.record.now() - timedelta(minutes=minutes))
    assert ready.head().open
    release(ready, ready.record.now() - timedelta(minutes=10))
    assert ready.look().summary == "all recorded criteria met"


@pytest.mark.parametrize("criterion", ["D18", "D19"])
def test_a_signature_is_never_overridden_by_hand_or_by_a_row(ready: LeavingDay, criterion: str) -> None:
    with pytest.raises(Refused, match=f"{criterion} cannot be overridden"):
        readiness.override(ready.record, ready.session, criterion, *DOCTOR, REASON)
    cheats.put_in_override(ready, criterion)
    assert ready.state(criterion) == "not recorded"
    with pytest.raises(Refused, match="cannot be recorded yet"):
        release(ready)


def test_a_row_does_not_shorten_the_two_hours_after_esketamine(record: Record, clock: SetClock) -> None:
    day = plan_leaving_day(record, clock)
    day.dose(Route.ESKETAMINE)
    clock.move(minutes=119)
    cheats.put_in_override(day, "D01")
    assert day.state("D01") == "not met"
    clock.move(minutes=1)
    assert day.state("D01") == "met"


def test_a_refused_screen_waits_for_a_judgement_and_is_never_negative(ready: LeavingDay) -> None:
    ready.clock.move(minutes=1)
    ready.screen(answers=REFUSED)
    assert screens.of_session(ready.record, ready.session)[-1].result is AsqResult.REFUSED
    ready.sign_medical()
    with pytest.raises(Refused, match="D10"):
        ready.sign_therapist()
    with pytest.raises(Refused, match="10 characters"):
        screens.judge(ready.record, ready.session, "   fine    ")
    assert ready.state("D10") == "not met"
    screens.judge(ready.record, ready.session, "Laughs, plans the weekend, sister beside her")
    assert ready.state("D10") == "met"


def test_declining_the_second_screen_does_not_wipe_out_a_positive_first(day: LeavingDay) -> None:
    day.clock.move(minutes=1)
    day.screen(Context.ARRIVAL, ACUTE)
    day.be_ready()
    day.clock.move(minutes=1)
    day.screen(answers=REFUSED)
    screens.judge(day.record, day.session, "Says that it has passed and wants to go")
    assert day.state("D10") == "not met"
    with pytest.raises(Refused, match="D10"):
        release(day)


def test_a_later_no_does_not_wipe_out_a_positive_of_the_day(ready: LeavingDay) -> None:
    ready.clock.move(minutes=1)
    ready.screen(answers=ACUTE)
    ready.clock.move(minutes=1)
    ready.screen(answers=NO)
    assert ready.state("D10") == "not met"
    with pytest.raises(Refused, match="D10"):
        release(ready)


def test_an_emergency_is_not_undone_by_a_talk_dated_before_it(ready: LeavingDay) -> None:
    record, client, session = ready.record, ready.client, ready.session
    ready.clock.move(minutes=10)
    ready.screen(answers=ACUTE)
    assessments.assess(record, client, Talk(Disposition.EMERGENCY), session)
    ready.clock.move(minutes=1)
    early = record.now() - timedelta(minutes=5)
    assessments.assess(record, client, Talk(Disposition.NO_FURTHER, at=early), session)
    assert ready.look().outcomes == {Outcome.EMERGENCY_EVALUATION}
    for outcome in set(Outcome) - {Outcome.EMERGENCY_EVALUATION}:
        with pytest.raises(Refused, match="emergency psychiatric evaluation"):
            outcomes.end(record, session, outcome, told(outcome, record.now()))


def test_a_screen_asked_before_orientation_gets_no_result_afterwards(day: LeavingDay) -> None:
    day.clock.move(minutes=60)
    day.screen(answers=NO)
    day.clock.move(minutes=1)
    day.observe(**{item.replace("-", "_"): value for item, value in ORIENTED.items()})
    (kept,) = [
        one for one in screens.of_session(day.record, day.session) if one.context is Context.PRE_DISCHARGE
    ]
    assert kept.result is None
    assert day.state("D10") == "not recorded"
    early = day.record.now() - timedelta(minutes=30)
    readiness.observe(day.record, day.session, Observation({"readiness-facts": ORIENTED}, at=early))
    assert day.state("D10") == "not recorded"


def test_an_answer_changed_after_clearance_and_changed_back_asks_for_both_again(ready: LeavingDay) -> None:
    ready.sign()
    for walks in ("no", "yes"):
        ready.clock.move(minutes=1)
        ready.observe(walks=walks, turns="yes")
        assert ready.state("D18") == "not met"
        assert ready.state("D19") == "not met"
        with pytest.raises(Refused, match="D18"):
            release(ready)
    ready.clock.move(minutes=1)
    ready.sign()
    release(ready)
    given = clearances.of_session(ready.record, ready.session)
    assert [one.signature for one in given if one.withdrawn] == [Signature.MEDICAL, Signature.THERAPIST]
    assert "D07" in given[0].withdrawn


def test_a_past_attempt_said_after_clearance_hardens_what_was_soft(ready: LeavingDay) -> None:
    ready.sign()
    ready.clock.move(minutes=1)
    ready.screen(answers=PAST)
    assert {"D10", "D12", "D19"} <= {one.id for one in ready.look().criteria if one.stops_leaving}
    with pytest.raises(Refused, match="D10"):
        release(ready)


def test_what_was_recorded_before_the_dose_meets_nothing_after_it(record: Record, clock: SetClock) -> None:
    day = plan_leaving_day(record, clock)
    escorts.write(record, day.session, ESCORT)
    arrivals.arrive(record, day.session)
    vitals.take(record, day.session, BASE)
    day.screen(Context.ARRIVAL)
    for minutes in (0, 20):
        clock.move(minutes=minutes)
        for criterion in ("D03", "D04", "D05", "D06", "D07", "D08"):
            day.acts()[criterion]()
    day.screen()
    arrivals.clear(record, day.session, reason="Transcribed from the paper form of today")
    clock.move(minutes=1)
    doses.give(
        record,
        day.session,
        DoseEvent("ketamine", Route.IM, Decimal(50), DoseUnit.MG, clock.now(), "R. Sole, RN"),
    )
    clock.move(minutes=100)
    assert [one for one in HARD if day.state(one) == "met"] == []


def test_nothing_of_the_last_session_meets_anything_in_the_next(ready: LeavingDay, clock: SetClock) -> None:
    record, client = ready.record, ready.client
    ready.sign()
    release(ready)
    clock.move(days=3)
    session = sessions.plan(record, client).item
    assert session is not None
    again = LeavingDay(record, clock, client, session)
    again.dose()
    clock.move(minutes=100)
    assert [one for one in (*HARD, "D11", "D15", "D18", "D19") if again.state(one) == "met"] == []
    with pytest.raises(Refused, match="cannot be recorded yet"):
        release(again)


def test_a_release_is_not_put_in_place_of_another_ending(day: LeavingDay) -> None:
    day.clock.move(minutes=30)
    outcomes.end(
        day.record, day.session, Outcome.AGAINST_ADVICE, told(Outcome.AGAINST_ADVICE, day.record.now())
    )
    with pytest.raises(Refused):
        outcomes.put_right(
            day.record, day.session, Outcome.RELEASED, told(Outcome.RELEASED, day.record.now()), REASON
        )
    assert [one.outcome for one in outcomes.of_session(day.record, day.session)] == [Outcome.AGAINST_ADVICE]
