"""What must be done stays on the list until somebody says what was done."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.change import Topic
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import sessions, tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow


@pytest.fixture
def client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return row.id


@pytest.fixture
def session(record: Record, client: UUID) -> UUID:
    made = sessions.plan(record, client).item
    assert made is not None
    return made


def added(record: Record, client: UUID, text: str, hours: float) -> UUID:
    item = tasks.add(record, client, text, record.now() + timedelta(hours=hours)).item
    assert item is not None
    return item


def test_what_is_due_first_stands_first(record: Record, client: UUID) -> None:
    added(record, client, "later", 48)
    added(record, client, "sooner", 24)
    assert [task.text for task in tasks.open_now(record)] == ["sooner", "later"]


def test_a_task_leaves_the_list_when_somebody_says_what_was_done(
    record: Record, client: UUID, clock: SetClock
) -> None:
    item = added(record, client, "call", 24)
    clock.move(hours=2)
    change = tasks.done(record, item, " reached, sleeping well ")
    assert (change.topic, change.subject) == (Topic.TASK, client)
    assert tasks.open_now(record) == ()
    (task,) = tasks.of_client(record, client)
    assert (task.open, task.done_at, task.done_note) == (False, record.now(), "reached, sleeping well")


def test_a_task_without_a_word_about_it_stays_open(record: Record, client: UUID) -> None:
    item = added(record, client, "call", 24)
    with pytest.raises(Refused, match="stays open"):
        tasks.done(record, item, " ")
    assert len(tasks.open_now(record)) == 1


def test_a_task_is_done_once(record: Record, client: UUID) -> None:
    item = added(record, client, "call", 24)
    tasks.done(record, item, "reached")
    with pytest.raises(Refused, match="done already"):
        tasks.done(record, item, "again")


def test_a_task_is_overdue_only_while_it_is_open(record: Record, client: UUID, clock: SetClock) -> None:
    item = added(record, client, "call", 1)
    assert not tasks.open_now(record)[0].overdue(record.now())
    clock.move(hours=2)
    assert tasks.open_now(record)[0].overdue(record.now())
    tasks.done(record, item, "reached")
    assert not tasks.of_client(record, client)[0].overdue(record.now())


def test_the_same_kind_in_one_session_is_not_doubled_and_the_earlier_time_stands(
    record: Record, client: UUID, session: UUID
) -> None:
    kind, now = TaskKind.DEBRIEF_FOLLOW_UP, record.now()
    for hours in (72, 48, 60):
        tasks.add(record, client, "ask", now + timedelta(hours=hours), kind=kind, session_id=session)
    (task,) = tasks.of_session(record, session)
    assert task.due_at == now + timedelta(hours=48)


def test_a_task_for_nobody_is_not_added(record: Record) -> None:
    with pytest.raises(NotFound):
        tasks.add(record, uuid4(), "call", record.now())
    with pytest.raises(NotFound):
        tasks.done(record, uuid4(), "done")
    assert tasks.open_now(record) == ()
