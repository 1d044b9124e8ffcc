"""Trying to reach a client after a dose: every try is logged, and the next one is due until it was made."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import SafeContact
from kapdesk.domain.contacts import (
    Channel,
    Concern,
    Contact,
    Outcome,
    SpokeWith,
    check_contact,
    check_spoken,
)
from kapdesk.domain.errors import NotFound
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import clients
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ContactRow, TaskRow

TRY_AGAIN = "contact again"
TRY_AGAIN_TEXT = "Try again to reach the client."
ANSWERED_BY_CALL = (TRY_AGAIN, TaskKind.CHECK_IN_CALL.value, TaskKind.DEBRIEF_FOLLOW_UP.value)
"""The kinds of task that a call which reached the client answers."""


def log(
    record: Record,
    client_id: UUID,
    channel: Channel,
    outcome: Outcome,
    *,
    concern: Concern | None = None,
    text: str = "",
    at: datetime | None = None,
    next_due: datetime | None = None,
    session_id: UUID | None = None,
    spoke_with: SpokeWith | None = None,
    task_id: UUID | None = None,
) -> Change:
    """Log one try to reach a client; a next try becomes a task, and the earlier one is done by this.

    `task_id` names the task it answers: done where the client was reached, else it stays. A try that reached
    nobody and names no next one leaves what was to be done where it is. Raises Refused for one that is still
    to come, an acute concern or a closing without words, a next try that has passed, and for somebody else
    being spoken to where the client is said to be reached.
    """
    happened = at or record.now()
    check_spoken(outcome, spoke_with)
    words = check_contact(outcome, concern, text, at=happened, now=record.now(), next_due=next_due)
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was logged. Look under Clients.")
        row = ContactRow(id=uuid4(), client_id=client_id, session_id=session_id, channel=channel.value)
        row.outcome, row.concern = outcome.value, "" if concern is None else concern.value
        row.text, row.next_due, row.happened_at, row.zone = words, next_due, happened, record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        row.spoke_with = None if spoke_with is None else spoke_with.value
        row.task_id = _answered(db, client_id, task_id)
        db.add(row)
        if outcome.settles or next_due is not None:
            _done_by_this(db, record, row, TaskRow.kind == TRY_AGAIN)
        if outcome.reached and task_id is not None:
            _done_by_this(db, record, row, TaskRow.id == task_id)
        if next_due is not None:
            _next(db, record, client_id, session_id, next_due)
        return Change(Topic.CONTACT, client_id, row.id)


def close(record: Record, client_id: UUID, reason: str) -> Change:
    """Take a client off the board who was not reached, with the reason; a later dose brings them back."""
    return log(record, client_id, Channel.NONE, Outcome.CLOSED, text=reason)


def of_client(record: Record, client_id: UUID) -> tuple[Contact, ...]:
    """Return every try to reach a client, the newest first."""
    with record.read() as db:
        query = select(ContactRow).where(ContactRow.client_id == client_id)
        rows = db.scalars(query.order_by(ContactRow.happened_at.desc(), ContactRow.written_at.desc()))
        return tuple(_contact(row) for row in rows)


def safe(record: Record, client_id: UUID) -> SafeContact:
    """Return how this client may be reached."""
    return clients.one(record, client_id).contact


def answerable(record: Record, client_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return the open tasks of a client that a call answers, by id and words, the earliest due first."""
    with record.read() as db:
        query = select(TaskRow.id, TaskRow.text).where(TaskRow.client_id == client_id)
        query = query.where(TaskRow.done_at.is_(None), TaskRow.kind.in_(ANSWERED_BY_CALL))
        return tuple((id_, text) for id_, text in db.execute(query.order_by(TaskRow.due_at)))


def _answered(db: Session, client_id: UUID, task_id: UUID | None) -> UUID | None:
    task = None if task_id is None else db.get(TaskRow, task_id)
    if task_id is not None and (task is None or task.client_id != client_id):
        raise NotFound("This task is not among this client's. Nothing was logged.")
    return task_id


def _done_by_this(db: Session, record: Record, row: ContactRow, which: ColumnElement[bool]) -> None:
    said = row.outcome if row.channel == Channel.NONE.value else f"{row.channel}: {row.outcome}"
    query = select(TaskRow).where(TaskRow.client_id == row.client_id, which)
    for task in db.scalars(query.where(TaskRow.done_at.is_(None))):
        task.done_at, task.done_note = record.now(), said


def _next(db: Session, record: Record, client_id: UUID, session_id: UUID | None, due_at: datetime) -> None:
    task = TaskRow(id=uuid4(), client_id=client_id, session_id=session_id, kind=TRY_AGAIN)
    task.text, task.due_at = TRY_AGAIN_TEXT, due_at
    task.written_at, task.author_id = record.now(), record.author.id
    db.add(task)


def _contact(row: ContactRow) -> Contact:
    return Contact(
        row.id, row.client_id, row.session_id, row.happened_at, Channel(row.channel), Outcome(row.outcome),
        Concern(row.concern) if row.concern else None, row.text, row.next_due, row.written_at,
        SpokeWith(row.spoke_with) if row.spoke_with else None, row.task_id,
    )  # fmt: skip
