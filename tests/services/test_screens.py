"""The screen is kept as answered; a gap or a refusal is never negative, a positive one stays until closed."""

from datetime import timedelta

import pytest
from services.leaving_day import NO, ORIENTED, LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.screens import AsqAnswers, AsqResult, Context, Disposition
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import assessments, measures, open_results, screens, tasks
from kapdesk.services.assessments import Talk
from kapdesk.services.record import Record
from kapdesk.services.screens import Asked
from kapdesk.store.rows import ScreenRow

ATTEMPT = AsqAnswers(
    wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=True, thoughts_now=False
)
ACUTE = AsqAnswers(
    wished_dead=True, better_off_dead=False, thoughts_of_killing=False, ever_tried=False, thoughts_now=True
)
GAP = AsqAnswers(wished_dead=True, better_off_dead=False, thoughts_of_killing=False, ever_tried=False)
ERROR = AsqAnswers(
    wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=False, thoughts_now=True
)
REFUSED = AsqAnswers(refused=True)


@pytest.fixture
def leaving(record: Record, clock: SetClock) -> LeavingDay:
    return plan_leaving_day(record, clock)


@pytest.fixture
def oriented(leaving: LeavingDay) -> LeavingDay:
    leaving.dose()
    leaving.clock.move(minutes=60)
    leaving.observe(**ORIENTED)
    leaving.clock.move(minutes=1)
    return leaving


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        (NO, AsqResult.NEGATIVE),
        (ATTEMPT, AsqResult.NON_ACUTE_POSITIVE),
        (ACUTE, AsqResult.ACUTE_POSITIVE),
        (GAP, AsqResult.INCOMPLETE),
        (REFUSED, AsqResult.REFUSED),
    ],
)
def test_the_published_vectors_come_back_from_the_record(
    leaving: LeavingDay, answers: AsqAnswers, result: AsqResult
) -> None:
    leaving.screen(Context.ARRIVAL, answers)
    (kept,) = screens.of_session(leaving.record, leaving.session)
    assert (kept.answers, kept.result, kept.context) == (answers, result, Context.ARRIVAL)
    assert kept.observer == "J. Adler, LMFT"


def test_yes_to_item_five_after_four_times_no_is_kept_without_a_result(leaving: LeavingDay) -> None:
    leaving.screen(Context.ARRIVAL, ERROR)
    (kept,) = screens.of_session(leaving.record, leaving.session)
    assert kept.answers == ERROR
    assert kept.result is None
    assert "ask items 1 to 5 again" in kept.not_scored


def test_item_five_is_absent_where_it_was_not_asked(leaving: LeavingDay) -> None:
    leaving.screen(Context.ARRIVAL, NO)
    with leaving.record.read() as db:
        (row,) = db.query(ScreenRow).all()
        assert "asq5" not in row.answers
        assert row.answers["asq1"] == 0


def test_the_words_beside_an_answer_are_kept(leaving: LeavingDay) -> None:
    asked = Asked(Context.ARRIVAL, ATTEMPT, {"asq4": "pills, 2019"})
    screens.ask(leaving.record, leaving.client, asked, leaving.session)
    assert screens.of_session(leaving.record, leaving.session)[0].words == {"asq4": "pills, 2019"}


def test_before_orientation_the_second_screen_is_kept_and_not_scored(leaving: LeavingDay) -> None:
    leaving.dose()
    leaving.clock.move(minutes=60)
    leaving.screen(Context.PRE_DISCHARGE, NO)
    kept = screens.of_session(leaving.record, leaving.session)[-1]
    assert kept.result is None
    assert kept.answers == NO
    assert "Orientation" in kept.not_scored
    assert leaving.state("D10") == "not recorded"


def test_after_orientation_a_negative_screen_meets_the_criterion(oriented: LeavingDay) -> None:
    oriented.screen()
    assert oriented.state("D10") == "met"


def test_an_unanswered_screen_is_not_recorded(leaving: LeavingDay) -> None:
    with pytest.raises(Refused, match="Nothing was answered"):
        leaving.screen(Context.ARRIVAL, AsqAnswers())
    assert screens.of_session(leaving.record, leaving.session) == ()


def test_a_refusal_needs_the_clinicians_judgement(oriented: LeavingDay) -> None:
    oriented.screen(answers=REFUSED)
    assert oriented.state("D10") == "not met"
    with pytest.raises(Refused, match="10 characters"):
        screens.judge(oriented.record, oriented.session, "fine")
    screens.judge(oriented.record, oriented.session, "Talked at length, no sign of danger, sister stays")
    assert oriented.state("D10") == "met"
    assert screens.of_session(oriented.record, oriented.session)[-1].result is AsqResult.REFUSED


def test_a_positive_screen_makes_the_call_due_within_48_hours(oriented: LeavingDay) -> None:
    at = oriented.record.now()
    oriented.screen(answers=ATTEMPT)
    (call,) = tasks.of_session(oriented.record, oriented.session)
    assert (call.kind, call.due_at) == (TaskKind.CHECK_IN_CALL, at + timedelta(hours=48))


def test_a_positive_result_stays_open_until_it_is_closed_with_a_reason(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    assert screens.open_positive(record, client) is None
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    assert screens.open_positive(record, client) is AsqResult.NON_ACUTE_POSITIVE
    leaving.screen(Context.ARRIVAL, ACUTE)
    assert screens.open_positive(record, client) is AsqResult.ACUTE_POSITIVE
    leaving.screen(Context.ARRIVAL, NO)
    assert screens.open_positive(record, client) is AsqResult.ACUTE_POSITIVE
    with pytest.raises(Refused, match="stays open"):
        screens.close(record, client, "done")
    leaving.seal()
    assessments.assess(record, client, Talk(Disposition.EMERGENCY))
    screens.close(record, client, "Evaluated at the hospital, letter received")
    assert screens.open_positive(record, client) is None
    (closing,) = screens.closings(record, client)
    assert len(closing.screens) == 2
    assert closing.reason == "Evaluated at the hospital, letter received"
    with pytest.raises(Refused, match="No positive"):
        screens.close(record, client, "Evaluated at the hospital, letter received")


def test_a_positive_screen_holds_leaving_until_it_is_assessed(oriented: LeavingDay) -> None:
    oriented.screen(answers=ATTEMPT)
    assert oriented.state("D10") == "not met"
    assert oriented.look().criterion("D12").kind.value == "hard"
    assessments.assess(
        oriented.record, oriented.client, Talk(Disposition.NO_FURTHER, {"frequency": "once, years ago"}),
        oriented.session,
    )  # fmt: skip
    assert oriented.state("D10") == "met"
    (kept,) = assessments.of_session(oriented.record, oriented.session)
    assert kept.answers == {"frequency": "once, years ago"}


def test_an_assessment_without_a_disposition_is_refused(oriented: LeavingDay) -> None:
    oriented.screen(answers=ATTEMPT)
    with pytest.raises(Refused, match="exactly one disposition"):
        assessments.assess(oriented.record, oriented.client, Talk(None), oriented.session)
    assert assessments.of_session(oriented.record, oriented.session) == ()


def test_further_evaluation_makes_a_referral_due_and_waits_for_its_date(oriented: LeavingDay) -> None:
    record, session, at = oriented.record, oriented.session, oriented.record.now()
    oriented.screen(answers=ATTEMPT)
    assessments.assess(record, oriented.client, Talk(Disposition.FURTHER_EVALUATION), session)
    due = {task.kind: task.due_at for task in tasks.of_session(record, session)}
    assert due == {
        TaskKind.CHECK_IN_CALL: at + timedelta(hours=48),
        TaskKind.REFERRAL: at + timedelta(hours=72),
    }
    assert oriented.state("D10") == "not met"
    with pytest.raises(Refused, match="in the past"):
        assessments.book_referral(record, session, at)
    assessments.book_referral(record, session, at + timedelta(hours=30))
    assert oriented.state("D10") == "met"


def test_a_signed_session_takes_no_screen_and_no_assessment(leaving: LeavingDay) -> None:
    leaving.seal()
    with pytest.raises(Refused, match="signed"):
        leaving.screen(Context.ARRIVAL, NO)
    with pytest.raises(Refused, match="signed"):
        assessments.assess(leaving.record, leaving.client, Talk(Disposition.NO_FURTHER), leaving.session)


def test_a_screen_of_a_later_contact_belongs_to_the_client(leaving: LeavingDay) -> None:
    screens.ask(leaving.record, leaving.client, Asked(Context.CONTACT, ATTEMPT))
    (kept,) = screens.of_client(leaving.record, leaving.client)
    assert (kept.session, kept.result) == (None, AsqResult.NON_ACUTE_POSITIVE)
    assert [task.kind for task in tasks.of_client(leaving.record, leaving.client)] == ["check-in call"]


def test_a_screen_entered_in_error_is_struck_and_counts_no_longer(leaving: LeavingDay) -> None:
    leaving.screen(Context.ARRIVAL, ACUTE)
    (kept,) = screens.of_session(leaving.record, leaving.session)
    with pytest.raises(Refused, match="10 characters"):
        screens.strike(leaving.record, kept.id, "oops")
    screens.strike(leaving.record, kept.id, "Asked of another client")
    assert screens.open_positive(leaving.record, leaving.client) is None


def test_before_signing_the_screen_itself_says_that_it_was_closed(leaving: LeavingDay) -> None:
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    assessments.assess(leaving.record, leaving.client, Talk(Disposition.NO_FURTHER), leaving.session)
    screens.close(leaving.record, leaving.client, "Assessed today, nothing new")
    with leaving.record.read() as db:
        row = db.query(ScreenRow).filter_by(instrument="asq").one()
        assert (row.closed_reason, row.result) == ("Assessed today, nothing new", "non-acute positive")


def test_a_result_is_not_closed_before_its_assessment_or_a_judgement(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    assessments.assess(record, client, Talk(Disposition.NO_FURTHER), leaving.session)
    leaving.clock.move(minutes=5)
    leaving.screen(Context.ARRIVAL, ACUTE)
    assert [one.assessed for one in screens.open_results(record, client)] == [False, True]
    with pytest.raises(Refused, match="no brief suicide safety assessment after it"):
        screens.close(record, client, "Long talk, sister stays tonight")
    assert screens.open_positive(record, client) is AsqResult.ACUTE_POSITIVE
    leaving.clock.move(minutes=5)
    screens.judge(record, leaving.session, "Talked at length, seen by Dr Sole")
    screens.close(record, client, "Long talk, sister stays tonight")
    assert screens.open_results(record, client) == ()


def test_a_closed_result_is_history_with_its_reason(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    leaving.screen(Context.ARRIVAL, ATTEMPT)
    assessments.assess(record, client, Talk(Disposition.NON_URGENT, {"frequency": "never since"}))
    screens.close(record, client, "Assessed, referred to Dr Sole")
    assessed, asked = open_results.history(record, client)
    assert (assessed.instrument, assessed.result) == ("bssa", "non-urgent mental health follow-up")
    assert (asked.result, asked.closed_reason) == ("non-acute positive", "Assessed, referred to Dr Sole")
    last = open_results.last_assessed(record, client)
    assert last is not None
    assert last.recorded == {"frequency": "never since"}


def test_an_item_put_right_comes_to_its_own_result_and_the_old_one_stays(leaving: LeavingDay) -> None:
    record, client, asked_at = leaving.record, leaving.client, leaving.record.now()
    leaving.screen(Context.ARRIVAL, NO)
    (old,) = screens.of_session(record, leaving.session)
    leaving.clock.move(minutes=10)
    with pytest.raises(Refused, match="10 characters"):
        screens.put_right(record, old.id, Asked(Context.ARRIVAL, ATTEMPT), "oops")
    screens.put_right(record, old.id, Asked(Context.ARRIVAL, ATTEMPT), "Item 4 was pressed wrong")
    (new,) = screens.of_session(record, leaving.session)
    assert (new.result, new.happened_at) == (AsqResult.NON_ACUTE_POSITIVE, asked_at)
    assert new.written_at == record.now()
    kept = screens.of_client(record, client, struck=True)
    assert {(one.result, one.struck_reason) for one in kept} == {
        (AsqResult.NEGATIVE, "Item 4 was pressed wrong"), (AsqResult.NON_ACUTE_POSITIVE, None),
    }  # fmt: skip
    assert screens.open_positive(record, client) is AsqResult.NON_ACUTE_POSITIVE
    assert [task.kind for task in tasks.of_session(record, leaving.session)] == [TaskKind.CHECK_IN_CALL]
    with pytest.raises(Refused, match="struck through already"):
        screens.put_right(record, old.id, Asked(Context.ARRIVAL, NO), "Pressed wrong again")


def test_when_the_last_attempt_was_is_kept_and_not_asked_is_no_answer(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    for recent in (None, True, False):
        screens.ask(record, client, Asked(Context.CONTACT, ATTEMPT, attempt_recent=recent))
    screens.ask(record, client, Asked(Context.CONTACT, NO, attempt_recent=True))
    found = [one.attempt_recent for one in screens.of_client(record, client)]
    assert sorted(map(str, found)) == ["False", "None", "None", "True"]


def test_an_emergency_is_due_at_once(oriented: LeavingDay) -> None:
    oriented.screen(answers=ACUTE)
    at = oriented.record.now()
    assessments.assess(oriented.record, oriented.client, Talk(Disposition.EMERGENCY), oriented.session)
    due = {task.kind: task.due_at for task in tasks.of_session(oriented.record, oriented.session)}
    assert due[TaskKind.REFERRAL] == at


def test_a_screen_answers_item_nine_and_a_gap_or_a_refusal_does_not(leaving: LeavingDay) -> None:
    record, client = leaving.record, leaving.client
    measures.administer(record, client, "phq9", 1, {"phq9": 1})
    (due,) = tasks.open_of(record, client, TaskKind.SCREEN_TODAY)
    for answers in (GAP, REFUSED):
        screens.ask(record, client, Asked(Context.CONTACT, answers))
        assert tasks.open_of(record, client, TaskKind.SCREEN_TODAY) == (due,)
    with pytest.raises(Refused, match="item 9"):
        tasks.done(record, due.id, "ok")
    screens.ask(record, client, Asked(Context.CONTACT, NO))
    assert tasks.open_of(record, client, TaskKind.SCREEN_TODAY) == ()
    done = next(task for task in tasks.of_client(record, client) if task.id == due.id)
    assert done.done_note == "Suicide screen follow-up contact: negative"


def test_item_nine_twice_on_a_day_is_one_task(leaving: LeavingDay) -> None:
    for _ in range(2):
        measures.administer(leaving.record, leaving.client, "phq9", 1, {"phq9": 2})
    assert len(tasks.open_of(leaving.record, leaving.client, TaskKind.SCREEN_TODAY)) == 1
