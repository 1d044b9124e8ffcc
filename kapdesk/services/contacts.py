"""Trying to reach a client after a dose: every try is logged, and the next one is due until it was made."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import SafeContact
from kapdesk.domain.contacts import Channel, Concern, Contact, Outcome, check_contact
from kapdesk.domain.errors import NotFound
from kapdesk.services import clients
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ContactRow, TaskRow

TRY_AGAIN = "contact again"
TRY_AGAIN_TEXT = "Try again to reach the client."


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
) -> Change:
    """Log one try to reach a client; a next try becomes a task, and the earlier one is done by this.

    Raises Refused for one that is still to come, an acute concern or a closing without words, or a next try
    that has passed.
    """
    happened = at or record.now()
    words = check_contact(outcome, concern, text, at=happened, now=record.now(), next_due=next_due)
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was logged. Look under Clients.")
        row = ContactRow(id=uuid4(), client_id=client_id, session_id=session_id, channel=channel.value)
        row.outcome, row.concern = outcome.value, "" if concern is None else concern.value
        row.text, row.next_due, row.happened_at, row.zone = words, next_due, happened, record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        _done_by_this(db, record, client_id, channel, outcome)
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


def _done_by_this(db: Session, record: Record, client_id: UUID, channel: Channel, outcome: Outcome) -> None:
    query = select(TaskRow).where(TaskRow.client_id == client_id, TaskRow.kind == TRY_AGAIN)
    for task in db.scalars(query.where(TaskRow.done_at.is_(None))):
        task.done_at = record.now()
        task.done_note = outcome.value if channel is Channel.NONE else f"{channel.value}: {outcome.value}"


def _next(db: Session, record: Record, client_id: UUID, session_id: UUID | None, due_at: datetime) -> None:
    task = TaskRow(id=uuid4(), client_id=client_id, session_id=session_id, kind=TRY_AGAIN)
    task.text, task.due_at = TRY_AGAIN_TEXT, due_at
    task.written_at, task.author_id = record.now(), record.author.id
    db.add(task)


def _contact(row: ContactRow) -> Contact:
    return Contact(
        row.id, row.client_id, row.session_id, row.happened_at, Channel(row.channel), Outcome(row.outcome),
        Concern(row.concern) if row.concern else None, row.text, row.next_due, row.written_at,
    )  # fmt: skip
