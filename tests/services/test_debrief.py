"""A hard journey brings its follow-up in the same write, and asks distress again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Tone
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import boards, debrief, notes, sessions, tasks
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import AnswerRow, ClientRow, SessionRow, TaskRow


def a_client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=uuid4().hex[:8], family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return row.id


def a_session(record: Record, client: UUID) -> UUID:
    made = sessions.plan(record, client).item
    assert made is not None
    return made


def sign(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


@pytest.fixture
def client(record: Record) -> UUID:
    return a_client(record)


@pytest.fixture
def session(record: Record, client: UUID) -> UUID:
    return a_session(record, client)


def test_nothing_is_answered_before_somebody_answers(record: Record, session: UUID) -> None:
    it = debrief.look(record, session)
    assert (it.tone, it.not_ready, it.distress, it.mood, it.follow_up, it.intention) == (None,) * 6
    assert not it.distress_asked_again
    assert not it.signed


def test_a_hard_journey_makes_a_follow_up_within_72_hours_and_asks_distress_again(
    record: Record, session: UUID
) -> None:
    debrief.rate_distress(record, session, 7)
    debrief.name_tone(record, session, Tone.CHALLENGING)
    it = debrief.look(record, session)
    assert it.tone is not None
    assert it.tone.value == "challenging"
    assert it.distress_asked_again
    assert it.follow_up is not None
    assert it.follow_up.due_at == record.now() + timedelta(hours=72)
    debrief.rate_distress(record, session, 4)
    assert not debrief.look(record, session).distress_asked_again
    assert debrief.look(record, session).follow_up is not None


def test_a_follow_up_of_a_hard_journey_stands_on_today(record: Record, session: UUID) -> None:
    debrief.name_tone(record, session, Tone.CHALLENGING)
    (due,) = boards.today(record).due
    assert (due.task.kind, due.task.due_at) == (
        TaskKind.DEBRIEF_FOLLOW_UP, record.now() + timedelta(hours=72),
    )  # fmt: skip
    debrief.name_tone(record, session, Tone.MIXED)
    assert boards.today(record).due == ()


def test_answer_and_follow_up_are_written_together_or_not_at_all(record: Record, session: UUID) -> None:
    with record.write() as db:
        db.connection().exec_driver_sql(
            "CREATE TRIGGER no_task BEFORE INSERT ON task BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    with pytest.raises(Exception):  # noqa: B017, PT011 - whichever sentence the store has for it
        debrief.name_tone(record, session, Tone.CHALLENGING)
    with record.read() as db:
        assert db.query(AnswerRow).count() == 0
        assert db.query(TaskRow).count() == 0


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.CHALLENGING])
def test_another_tone_makes_no_follow_up(record: Record, session: UUID, tone: Tone) -> None:
    debrief.name_tone(record, session, tone)
    assert debrief.look(record, session).follow_up is None
    assert tasks.open_now(record) == ()


def test_a_wrong_press_closes_its_follow_up_and_says_so(record: Record, session: UUID) -> None:
    debrief.name_tone(record, session, Tone.CHALLENGING)
    debrief.name_tone(record, session, Tone.MIXED)
    assert tasks.open_now(record) == ()
    (task,) = tasks.of_session(record, session)
    assert task.done_note == "The tone of the journey was changed to mixed."
    debrief.name_tone(record, session, None)
    assert debrief.look(record, session).tone is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(named=st.lists(st.sampled_from([None, *Tone]), min_size=1, max_size=8))
def test_a_follow_up_is_open_exactly_while_the_journey_stands_as_hard(
    record: Record, named: list[Tone | None]
) -> None:
    session = a_session(record, a_client(record))
    for tone in named:
        debrief.name_tone(record, session, tone)
    waiting = [task for task in tasks.of_session(record, session) if task.open]
    assert len(waiting) == (1 if named[-1] is Tone.CHALLENGING else 0)


def test_not_ready_to_talk_is_an_answer_with_its_time(record: Record, session: UUID, clock: SetClock) -> None:
    debrief.say_not_ready(record, session, not_ready=True)
    said = record.now()
    clock.move(minutes=10)
    it = debrief.look(record, session)
    assert it.not_ready is not None
    assert it.not_ready.happened_at == said
    debrief.say_not_ready(record, session, not_ready=False)
    assert debrief.look(record, session).not_ready is None


def test_mood_and_distress_are_kept_apart_and_stay_on_their_scale(record: Record, session: UUID) -> None:
    debrief.rate_mood(record, session, 0)
    debrief.rate_distress(record, session, 10)
    it = debrief.look(record, session)
    assert it.mood is not None
    assert it.distress is not None
    assert (it.mood.value, it.distress.value) == ("0", "10")
    for verb in (debrief.rate_mood, debrief.rate_distress):
        with pytest.raises(Refused, match="0 to 10"):
            verb(record, session, 11)
    debrief.rate_mood(record, session, None)
    assert debrief.look(record, session).mood is None


def test_the_intention_is_the_one_written_while_preparing(
    record: Record, client: UUID, session: UUID, clock: SetClock
) -> None:
    written = record.now()
    notes.write(record, Owner(client, session=session), debrief.INTENTION, "to stop bracing")
    clock.move(days=1)
    it = debrief.look(record, session).intention
    assert it is not None
    assert (it.text, it.written_at, it.session_number) == ("to stop bracing", written, 1)


def test_an_earlier_intention_says_from_which_session_it_is(record: Record, client: UUID) -> None:
    first = a_session(record, client)
    notes.write(record, Owner(client, session=first), debrief.INTENTION, "to stop bracing")
    second = a_session(record, client)
    notes.write(record, Owner(client, session=second), debrief.INTENTION, "  ")
    third = a_session(record, client)
    notes.write(record, Owner(client, session=third), debrief.INTENTION, "later")
    it = debrief.look(record, second).intention
    assert it is not None
    assert (it.text, it.session_number) == ("to stop bracing", 1)


def test_the_intention_of_another_client_is_never_shown(record: Record, session: UUID) -> None:
    other = a_client(record)
    notes.write(record, Owner(other, session=a_session(record, other)), debrief.INTENTION, "not hers")
    assert debrief.look(record, session).intention is None


def test_a_signed_session_takes_no_answer_and_makes_no_task(record: Record, session: UUID) -> None:
    sign(record, session)
    for write in (debrief.name_tone,):
        with pytest.raises(Refused, match="signed"):
            write(record, session, Tone.CHALLENGING)
    with pytest.raises(Refused, match="signed"):
        debrief.rate_distress(record, session, 3)
    with pytest.raises(Refused, match="signed"):
        debrief.say_not_ready(record, session, not_ready=True)
    assert tasks.open_now(record) == ()
    assert debrief.look(record, session).signed


def test_what_is_asked_is_named_in_the_form(record: Record) -> None:
    form = record.content.form(debrief.FORM)
    for item in (debrief.TONE, debrief.NOT_READY, debrief.DISTRESS, debrief.MOOD):
        form.field(item)
    assert [choice.value for choice in form.field(debrief.TONE).choices] == [tone.value for tone in Tone]


def test_a_session_that_is_not_there_is_said(record: Record) -> None:
    with pytest.raises(NotFound):
        debrief.look(record, uuid4())
