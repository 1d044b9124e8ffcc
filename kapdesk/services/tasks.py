"""What must be done by a time: made where it arises, done when somebody says what was done."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.tasks import Task, TaskKind, check_done_note
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, TaskRow


def add(
    record: Record, client_id: UUID, text: str, due_at: datetime, *, kind: str = TaskKind.OTHER,
    session_id: UUID | None = None,
) -> Change:  # fmt: skip
    """Put something on the list of what must be done for a client by a time."""
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was added.")
        row = put(db, record, client_id, text, due_at, kind=kind, session_id=session_id)
        return Change(Topic.TASK, session_id or client_id, row.id)


def put(
    db: Session, record: Record, client_id: UUID, text: str, due_at: datetime, *, kind: str,
    session_id: UUID | None = None,
) -> TaskRow:  # fmt: skip
    """Add a task inside a write that is already open.

    An open one of the same kind, for the same session or outside of sessions, is not doubled: the earlier of
    the two times stands, with the words that belong to it. Tasks of no kind of their own all stand.
    """
    row = None if kind == TaskKind.OTHER else _open_one(db, client_id, session_id, kind)
    if row is not None:
        if due_at < row.due_at:
            row.due_at, row.text = due_at, text
        return row
    row = TaskRow(id=uuid4(), client_id=client_id, session_id=session_id, kind=str(kind), text=text)
    row.due_at, row.written_at, row.author_id = due_at, record.now(), record.author.id
    db.add(row)
    return row


def close(db: Session, record: Record, session_id: UUID, kind: str, note: str) -> None:
    """Close the open task of a kind inside a write that is already open, saying why; none is fine."""
    row = _open_one(db, None, session_id, kind)
    if row is not None:
        row.done_at, row.done_note = record.now(), note


def close_all(
    db: Session, record: Record, client_id: UUID, kind: str, note: str, *, asked_at: datetime
) -> None:
    """Close every open task of a kind of a client that was due before this was done; none is fine."""
    query = select(TaskRow).where(TaskRow.client_id == client_id, TaskRow.kind == str(kind))
    for row in db.scalars(query.where(TaskRow.done_at.is_(None), TaskRow.written_at <= asked_at)):
        row.done_at, row.done_note = record.now(), note


def done(record: Record, task_id: UUID, note: str) -> Change:
    """Say what was done; only then the task leaves the list. Raises Refused where nothing is said."""
    with record.write() as db:
        row = db.get(TaskRow, task_id)
        if row is None:
            raise NotFound("This task is not in the record. Nothing was changed.")
        if row.done_at is not None:
            raise Refused("This task is done already. Nothing was changed.")
        words = check_done_note(note, row.kind)
        row.done_at, row.done_note = record.now(), words
        return Change(Topic.TASK, row.session_id or row.client_id, row.id)


def open_now(record: Record) -> tuple[Task, ...]:
    """Return everything that is still to be done, for all clients, the earliest due first."""
    return _several(record, TaskRow.done_at.is_(None))


def of_client(record: Record, client_id: UUID) -> tuple[Task, ...]:
    """Return all tasks of a client, done ones too, the earliest due first."""
    return _several(record, TaskRow.client_id == client_id)


def open_of(record: Record, client_id: UUID, kind: str) -> tuple[Task, ...]:
    """Return what is still to be done of one kind for a client, the earliest due first."""
    mine = TaskRow.client_id == client_id
    return _several(record, mine & (TaskRow.kind == str(kind)) & TaskRow.done_at.is_(None))


def of_session(record: Record, session_id: UUID) -> tuple[Task, ...]:
    """Return all tasks that arose in a session, done ones too, the earliest due first."""
    return _several(record, TaskRow.session_id == session_id)


def _several(record: Record, which: ColumnElement[bool]) -> tuple[Task, ...]:
    with record.read() as db:
        query = select(TaskRow).where(which).order_by(TaskRow.due_at, TaskRow.written_at)
        return tuple(_task(row) for row in db.scalars(query))


def _open_one(
    db: Session, client_id: UUID | None, session_id: UUID | None, kind: str
) -> TaskRow | None:  # fmt: skip
    query = select(TaskRow).where(TaskRow.kind == str(kind))
    if session_id is not None:
        query = query.where(TaskRow.session_id == session_id)
    else:
        query = query.where(TaskRow.session_id.is_(None), TaskRow.client_id == client_id)
    return db.scalar(query.where(TaskRow.done_at.is_(None)).limit(1))


def _task(row: TaskRow) -> Task:
    return Task(
        row.id, row.client_id, row.session_id, row.kind, row.text, row.due_at, row.written_at, row.done_at,
        row.done_note,
    )  # fmt: skip
