"""Clearances, plan, means, the escort at the door, and how the day ends."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from services.leaving_day import ESCORT, LeavingDay, plan_leaving_day

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock, local
from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_facts import Presence, State
from kapdesk.domain.means import Agreed, MeansStatus, Method
from kapdesk.domain.outcomes import REQUIRED, Answer, Outcome
from kapdesk.domain.people import Role
from kapdesk.domain.readiness import Signature
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqAnswers, Disposition
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import (
    appointments,
    assessments,
    clearances,
    diary,
    escorts,
    leaving,
    means,
    notes,
    outcomes,
    printed_leaving,
    printed_words,
    readiness,
    safety_plans,
    sessions,
    tasks,
)
from kapdesk.services.assessments import Talk
from kapdesk.services.outcomes import Value
from kapdesk.services.readiness import Observation
from kapdesk.services.record import Record
from tests.services.signing_in import as_role

ACUTE = AsqAnswers(
    wished_dead=True, better_off_dead=False, thoughts_of_killing=False, ever_tried=False, thoughts_now=True
)


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose()
    return made


@pytest.fixture
def ready(day: LeavingDay) -> LeavingDay:
    day.be_ready()
    return day


def told(outcome: Outcome, day: LeavingDay) -> dict[str, Value]:
    kinds: dict[Answer, Value] = {
        Answer.TEXT: "as it was", Answer.TIME: day.record.now(), Answer.YES_NO: False,
    }  # fmt: skip
    return {fact.key: kinds[fact.answer] for fact in REQUIRED[outcome]}


def test_a_clearance_before_its_conditions_lists_what_is_missing(day: LeavingDay) -> None:
    with pytest.raises(Refused, match=r"D01 Observed long enough.*D03 Oriented.*D08 Nausea"):
        day.sign_medical()
    with pytest.raises(Refused, match=r"D14 Escort here.*D18 Medical clearance"):
        day.sign_therapist()
    assert clearances.of_session(day.record, day.session) == ()


def test_the_therapist_signs_after_the_medical_professional(ready: LeavingDay) -> None:
    with pytest.raises(Refused, match="D18 Medical clearance"):
        ready.sign_therapist()
    ready.sign_medical()
    ready.sign_therapist()
    given = clearances.of_session(ready.record, ready.session)
    assert [(one.signature, one.name, one.presence) for one in given] == [
        (Signature.MEDICAL, "R. Sole", Presence.ON_SITE),
        (Signature.THERAPIST, "J. Adler", None),
    ]


def test_the_medical_clearance_needs_a_medical_role_and_where_it_was_given(ready: LeavingDay) -> None:
    sign, args = clearances.sign, (ready.record, ready.session, Signature.MEDICAL)
    with pytest.raises(Refused, match="medical professional"):
        sign(*args, name="J. Adler", role="therapist", presence=Presence.REMOTE)
    with pytest.raises(Refused, match="on site or remote"):
        sign(*args, name="R. Sole", role="medical professional")
    with pytest.raises(Refused, match="name and role"):
        sign(*args, name=" ", role="medical professional", presence=Presence.REMOTE)


def test_who_is_signed_in_as_medical_professional_clears_as_themselves_and_another_entry_is_named_on_paper(
    ready: LeavingDay,
) -> None:
    def printed() -> list[tuple[str, str]]:
        head = sessions.head(ready.record, ready.session)
        kept = printed_leaving.clearances(ready.record, head, printed_words.names(ready.record))
        return [(one.by, one.entered_by) for one in kept]

    where, role = Presence.ON_SITE, "medical professional"
    args = (ready.session, Signature.MEDICAL)
    with pytest.raises(Refused, match="name and role"):
        clearances.sign(ready.record, *args, name="", role=role, presence=where)
    clearances.sign(as_role(ready.record, Role.MEDICAL), *args, name="", role=role, presence=where)
    assert printed() == [("J. Adler, LMFT", "")]
    clearances.withdraw(ready.record, *args, "signed in the wrong session")
    clearances.sign(ready.record, *args, name="Dr R. Sole", role=role, presence=where)
    assert printed()[1] == ("Dr R. Sole", "J. Adler, LMFT")


def test_a_withdrawn_clearance_stands_in_the_record_and_counts_no_longer(ready: LeavingDay) -> None:
    ready.sign()
    clearances.withdraw(ready.record, ready.session, Signature.MEDICAL, "dizzy again at the door")
    assert ready.state("D18") == "not recorded"
    assert clearances.of_session(ready.record, ready.session)[0].withdrawn == "dizzy again at the door"


def test_a_reading_that_gets_worse_after_signing_stops_leaving_again(ready: LeavingDay) -> None:
    ready.sign()
    ready.clock.move(minutes=5)
    ready.observe(reading=Reading(sbp=182, dbp=112))
    assert not ready.look().may_release
    with pytest.raises(Refused, match="D05"):
        outcomes.end(ready.record, ready.session, Outcome.RELEASED, told(Outcome.RELEASED, ready))


def test_released_ends_the_session_in_the_same_write(ready: LeavingDay) -> None:
    ready.recover()
    ready.sign()
    ready.clock.move(minutes=2)
    outcomes.end(ready.record, ready.session, Outcome.RELEASED, told(Outcome.RELEASED, ready))
    head = ready.head()
    assert head.state is SessionState.DISCHARGED
    assert head.ended_at == ready.record.now()
    (ending,) = outcomes.of_session(ready.record, ready.session)
    assert ending.outcome is Outcome.RELEASED
    assert ending.facts["left_with"] == "as it was"
    assert ending.facts["left_at"] == ready.record.now()


def test_released_from_the_journey_passes_stabilization(ready: LeavingDay) -> None:
    ready.sign()
    outcomes.end(ready.record, ready.session, Outcome.RELEASED, told(Outcome.RELEASED, ready))
    assert ready.head().state is SessionState.DISCHARGED


def test_how_it_stood_at_leaving_is_still_read_days_later(ready: LeavingDay) -> None:
    ready.sign()
    outcomes.end(ready.record, ready.session, Outcome.RELEASED, told(Outcome.RELEASED, ready))
    ready.clock.move(days=9)
    assert ready.look().summary == "all recorded criteria met"


def test_what_was_booked_at_leaving_stays_booked_when_the_visits_have_taken_place(
    ready: LeavingDay, clock: SetClock
) -> None:
    for row in diary.of_client(ready.record, ready.client):
        appointments.set_status(
            ready.record, row.appointment.id, AppointmentStatus.CANCELLED, "moved by hand"
        )
    today = local(clock.now(), ready.record.zone).date()
    for days, kind in ((1, AppointmentKind.CONTACT), (3, AppointmentKind.EARLY)):
        day = today + timedelta(days=days)
        appointments.book(ready.record, appointments.Plan(ready.client, kind, day, time(14), 50))
    ready.sign()
    outcomes.end(ready.record, ready.session, Outcome.RELEASED, told(Outcome.RELEASED, ready))
    clock.move(days=9)
    for row in diary.of_client(ready.record, ready.client):
        if row.appointment.status.stands:
            appointments.set_status(ready.record, row.appointment.id, AppointmentStatus.ATTENDED)
    assert ready.state("D17") == "met"
    again = local(clock.now(), ready.record.zone).date() + timedelta(days=1)
    late = appointments.Plan(ready.client, AppointmentKind.REGULAR, again, time(14), 50)
    appointments.book(ready.record, late)
    assert ready.state("D17") == "met"


def test_an_appointment_made_after_leaving_was_not_booked_at_leaving(
    ready: LeavingDay, clock: SetClock
) -> None:
    for row in diary.of_client(ready.record, ready.client):
        appointments.set_status(
            ready.record, row.appointment.id, AppointmentStatus.CANCELLED, "moved by hand"
        )
    ready.observe(ideation_in_history="no")
    ready.sign()
    outcomes.end(ready.record, ready.session, Outcome.RELEASED, told(Outcome.RELEASED, ready))
    clock.move(hours=1)
    tomorrow = local(clock.now(), ready.record.zone).date() + timedelta(days=1)
    made = appointments.Plan(ready.client, AppointmentKind.EARLY, tomorrow, time(14), 50)
    appointments.book(ready.record, made)
    assert ready.state("D17") == "not recorded"


def test_released_is_refused_while_a_hard_criterion_stands_open(day: LeavingDay) -> None:
    with pytest.raises(Refused, match="cannot be recorded yet"):
        outcomes.end(day.record, day.session, Outcome.RELEASED, told(Outcome.RELEASED, day))
    assert outcomes.of_session(day.record, day.session) == ()
    assert day.head().state is SessionState.DOSING


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_asks_for_its_own_facts(day: LeavingDay, outcome: Outcome) -> None:
    with pytest.raises(Refused, match="facts are missing"):
        outcomes.end(day.record, day.session, outcome, {})
    assert outcomes.of_session(day.record, day.session) == ()


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.MEDICAL_TRANSFER, SessionState.TRANSFERRED),
        (Outcome.EMERGENCY_EVALUATION, SessionState.TRANSFERRED),
        (Outcome.AGAINST_ADVICE, SessionState.LEFT_AGAINST_ADVICE),
        (Outcome.OTHER, SessionState.DISCHARGED),
    ],
)
def test_other_endings_do_not_wait_for_the_criteria(
    day: LeavingDay, outcome: Outcome, state: SessionState
) -> None:
    outcomes.end(day.record, day.session, outcome, told(outcome, day))
    assert day.head().state is state
    assert day.head().ended_at is not None
    with pytest.raises(Refused):
        outcomes.end(day.record, day.session, outcome, told(outcome, day))


def test_extended_observation_keeps_the_client_here(day: LeavingDay) -> None:
    facts = told(Outcome.EXTENDED, day)
    facts["look_again_at"] = day.record.now() + timedelta(minutes=30)
    outcomes.end(day.record, day.session, Outcome.EXTENDED, facts)
    assert day.head().open
    (ending,) = outcomes.of_session(day.record, day.session)
    assert ending.facts["look_again_at"] == facts["look_again_at"]


def test_an_emergency_disposition_blocks_every_other_outcome(ready: LeavingDay) -> None:
    ready.clock.move(minutes=1)
    ready.screen(answers=ACUTE)
    assessments.assess(ready.record, ready.client, Talk(Disposition.EMERGENCY), ready.session)
    for outcome in (Outcome.RELEASED, Outcome.AGAINST_ADVICE, Outcome.OTHER):
        with pytest.raises(Refused, match="emergency psychiatric evaluation"):
            outcomes.end(ready.record, ready.session, outcome, told(outcome, ready))
    only = Outcome.EMERGENCY_EVALUATION
    assert ready.look().outcomes == {only}
    outcomes.end(ready.record, ready.session, only, told(only, ready))
    assert ready.head().state is SessionState.TRANSFERRED


def test_a_time_of_leaving_that_cannot_be_is_refused(day: LeavingDay) -> None:
    facts = told(Outcome.AGAINST_ADVICE, day)
    for shift, said in ((timedelta(minutes=1), "still to come"), (-timedelta(hours=1), "before the dose")):
        with pytest.raises(Refused, match=said):
            outcomes.end(
                day.record, day.session, Outcome.AGAINST_ADVICE,
                facts | {"left_at": day.record.now() + shift},
            )  # fmt: skip


def test_when_they_would_have_been_ready_is_asked_on_release_by_every_route(ready: LeavingDay) -> None:
    ready.sign()
    released = told(Outcome.RELEASED, ready)
    for wrong, said in ((-1, "first dose"), (117, "stayed 116 minutes")):
        with pytest.raises(Refused, match=said):
            outcomes.end(ready.record, ready.session, Outcome.RELEASED, released, ready_without_minimum=wrong)
    outcomes.end(ready.record, ready.session, Outcome.RELEASED, released, ready_without_minimum=80)
    assert outcomes.of_session(ready.record, ready.session)[0].ready_without_minimum == 80


def test_at_other_endings_it_is_asked_after_esketamine_alone(
    day: LeavingDay, record: Record, clock: SetClock
) -> None:
    other = Outcome.OTHER
    with pytest.raises(Refused, match="not asked with this outcome"):
        outcomes.end(record, day.session, other, told(other, day), ready_without_minimum=0)
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
    clock.move(minutes=100)
    outcomes.end(record, made.session, other, told(other, made), ready_without_minimum=80)
    assert outcomes.of_session(record, made.session)[0].ready_without_minimum == 80


def test_a_clearance_falls_with_a_later_fact_is_kept_and_asked_for_again(ready: LeavingDay) -> None:
    ready.sign()
    ready.clock.move(minutes=5)
    ready.observe(reading=Reading(sbp=182, dbp=112))
    ready.clock.move(minutes=5)
    ready.observe(reading=Reading(sbp=126, dbp=80))
    stands = ready.look()
    assert stands.criterion("D05").state is State.MET
    for id_ in ("D18", "D19"):
        assert stands.criterion(id_).state is State.NOT_MET
        assert "D05 Blood pressure near baseline" in stands.criterion(id_).verdict.why
        assert "asked for again" in stands.criterion(id_).verdict.why
    assert not stands.may_release
    ready.sign()
    assert ready.look().may_release
    kept = clearances.of_session(ready.record, ready.session)
    assert [bool(one.withdrawn) for one in kept] == [True, True, False, False]
    assert "D05" in kept[0].withdrawn


def test_a_fact_written_later_of_an_earlier_moment_breaks_a_clearance_too(ready: LeavingDay) -> None:
    ready.sign()
    ready.clock.move(minutes=5)
    late = Observation({}, Reading(sbp=182, dbp=112), at=ready.record.now() - timedelta(minutes=4))
    readiness.observe(ready.record, ready.session, late)
    assert ready.state("D18") == "not met"


def test_a_clearance_that_stands_is_not_signed_twice(ready: LeavingDay) -> None:
    ready.sign()
    with pytest.raises(Refused, match="signed already"):
        ready.sign_medical()


def test_one_person_signs_both_only_with_both_qualifications(ready: LeavingDay) -> None:
    args = (ready.record, ready.session)
    clearances.sign(
        *args, Signature.MEDICAL, name="Dr. J. Adler, MD", role="medical professional, physician",
        presence=Presence.ON_SITE,
    )  # fmt: skip
    for stated in (("", ""), ("MD", " "), ("", "LMFT")):
        with pytest.raises(Refused, match="both qualifications"):
            clearances.sign(
                *args, Signature.THERAPIST, name="j. adler", role="therapist", qualifications=stated
            )
    clearances.sign(
        *args, Signature.THERAPIST, name="J. Adler", role="therapist", qualifications=("MD", "LMFT")
    )
    last = clearances.of_session(*args)[-1]
    assert last.statement == (
        "Signs both clearances. Qualified as medical professional: MD; as therapist: LMFT."
    )
    assert ready.look().may_release


def test_the_next_look_is_due_on_the_list_until_an_outcome_follows(day: LeavingDay) -> None:
    record, session = day.record, day.session
    facts = told(Outcome.EXTENDED, day)
    with pytest.raises(Refused, match="still to come"):
        outcomes.end(record, session, Outcome.EXTENDED, facts)
    facts["look_again_at"] = record.now() + timedelta(minutes=30)
    outcomes.end(record, session, Outcome.EXTENDED, facts)
    assert outcomes.look_again_at(record, session) == facts["look_again_at"]
    day.clock.move(minutes=31)
    (task,) = [one for one in tasks.open_now(record) if one.kind == TaskKind.LOOK_AGAIN]
    assert task.overdue(record.now())
    facts["look_again_at"] = record.now() + timedelta(minutes=20)
    outcomes.end(record, session, Outcome.EXTENDED, facts)
    (task,) = [one for one in tasks.open_now(record) if one.kind == TaskKind.LOOK_AGAIN]
    assert task.due_at == facts["look_again_at"]
    outcomes.end(record, session, Outcome.OTHER, told(Outcome.OTHER, day))
    assert not [one for one in tasks.open_now(record) if one.kind == TaskKind.LOOK_AGAIN]
    assert outcomes.look_again_at(record, session) is None


def test_an_outcome_put_right_keeps_the_first_one(ready: LeavingDay) -> None:
    record, session = ready.record, ready.session
    away = Outcome.AGAINST_ADVICE
    with pytest.raises(Refused, match="No ending"):
        outcomes.put_right(record, session, away, told(away, ready), "The wrong one was chosen")
    ready.sign()
    outcomes.end(record, session, Outcome.RELEASED, told(Outcome.RELEASED, ready))
    with pytest.raises(Refused, match="10 characters"):
        outcomes.put_right(record, session, away, told(away, ready), "  wrong    ")
    with pytest.raises(Refused, match="client has left"):
        outcomes.put_right(
            record, session, Outcome.EXTENDED, told(Outcome.EXTENDED, ready), "The wrong one was chosen"
        )
    outcomes.put_right(record, session, away, told(away, ready), "The wrong one was chosen")
    first, second = outcomes.of_session(record, session)
    assert (first.outcome, first.put_right) == (Outcome.RELEASED, "The wrong one was chosen")
    assert (second.outcome, second.put_right) == (away, "")
    assert ready.head().state is SessionState.LEFT_AGAINST_ADVICE


def test_release_is_not_reached_by_putting_right(day: LeavingDay) -> None:
    outcomes.end(day.record, day.session, Outcome.OTHER, told(Outcome.OTHER, day))
    with pytest.raises(Refused, match="cannot be recorded yet"):
        outcomes.put_right(
            day.record, day.session, Outcome.RELEASED, told(Outcome.RELEASED, day), "was released after all"
        )
    assert day.head().state is SessionState.DISCHARGED
    assert outcomes.of_session(day.record, day.session)[0].put_right == ""


def test_a_name_from_before_the_dose_is_offered_and_meets_nothing(day: LeavingDay) -> None:
    escorts.write(day.record, day.session, replace(ESCORT, tonight="Ivo Mor"))
    tonight = day.look().criterion("D15")
    assert tonight.state is State.NOT_RECORDED
    assert "to be confirmed: Ivo Mor" in tonight.verdict.why
    leaving.see_escort(day.record, day.session, replace(ESCORT, tonight=""), client_drives=False)
    assert day.state("D15") == "not recorded"
    kept = escorts.of_session(day.record, day.session)
    assert kept is not None
    assert kept.tonight == "Ivo Mor"
    day.observe(tonight="Ivo Mor")
    assert day.state("D15") == "met"


def test_a_signed_session_takes_no_clearance_and_no_outcome(ready: LeavingDay) -> None:
    ready.seal()
    with pytest.raises(Refused, match="signed"):
        ready.sign_medical()
    with pytest.raises(Refused, match="signed"):
        outcomes.end(ready.record, ready.session, Outcome.OTHER, told(Outcome.OTHER, ready))
    with pytest.raises(Refused, match="signed"):
        ready.escort_seen()


def test_the_escort_is_met_only_when_seen(day: LeavingDay) -> None:
    assert day.state("D14") == "not recorded"
    day.escort_seen()
    assert day.state("D14") == "met"
    assert day.state("D15") == "met"
    kept = escorts.of_session(day.record, day.session)
    assert kept is not None
    assert kept.arrived_at == day.record.now()


def test_a_client_who_drives_does_not_meet_it(day: LeavingDay) -> None:
    day.escort_seen()
    leaving.see_escort(day.record, day.session, ESCORT, client_drives=True)
    assert day.state("D14") == "not met"


def test_a_plan_is_frozen_as_it_stood_and_numbered(day: LeavingDay) -> None:
    record, client = day.record, day.client
    with pytest.raises(Refused, match="nothing in it"):
        safety_plans.review(record, client, copy_given=True)
    day.plan()
    notes.write(record, safety_plans.owner(client), "plan.noticing", "I stop answering\nI skip meals")
    assert safety_plans.changed_since_review(record, client)
    safety_plans.review(record, client, copy_given=False, likelihood=7, session_id=day.session)
    first, second = safety_plans.versions(record, client)
    assert first.elements == {"noticing": "I stop answering"}
    assert second.lines("noticing") == ("I stop answering", "I skip meals")
    assert (second.number, second.likelihood) == (2, 7)
    assert day.state("D11") == "not met"
    assert not safety_plans.changed_since_review(record, client)


def test_a_likelihood_off_the_scale_is_refused(day: LeavingDay) -> None:
    with pytest.raises(Refused, match="0 to 10"):
        safety_plans.review(day.record, day.client, copy_given=True, likelihood=11)


def test_a_means_step_meets_the_talk_and_is_struck_with_a_reason(day: LeavingDay) -> None:
    record, client, session = day.record, day.client, day.session
    with pytest.raises(Refused, match="Write who"):
        means.agree(
            record, client, Method.MEDICATION, Agreed.LOCKED, status=MeansStatus.PLANNED, session_id=session
        )
    with pytest.raises(Refused, match="quantity at home"):
        means.agree(
            record, client, Method.LOZENGES, Agreed.LOCKED, status=MeansStatus.DONE, responsible="Ivo Mor",
            session_id=session,
        )  # fmt: skip
    means.agree(
        record, client, Method.LOZENGES, Agreed.LOCKED, status=MeansStatus.DONE, responsible="Ivo Mor",
        quantity="6 lozenges", kept="locked box", session_id=session,
    )  # fmt: skip
    assert day.state("D12") == "met"
    (step,) = means.of_client(record, client)
    assert step.words == "take-home lozenges: locked and secured, Ivo Mor (done)"
    with pytest.raises(Refused, match="reason"):
        means.strike(record, step.id, "")
    means.strike(record, step.id, "was about somebody else")
    assert day.state("D12") != "met"


def test_the_summary_says_how_many_are_overridden(ready: LeavingDay) -> None:
    ready.clock.move(minutes=1)
    ready.observe(walks="no", turns="yes")
    readiness.override(
        ready.record, ready.session, "D07", "R. Sole", "medical professional, RN",
        "Limps since childhood, usual gait",
    )  # fmt: skip
    ready.sign()
    assert ready.look().summary == "all recorded criteria met, 1 overridden"
