"""Answers to checklists and forms: each kept with the version it was given to; the last one stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.services.observers import seen_by
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import AnswerRow


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one item: its value (None: taken back), who observed it, and both times."""

    form: str
    form_version: int
    item: str
    value: str | None
    note: str
    happened_at: datetime
    written_at: datetime
    observer: str
    observer_role: str
    author_id: UUID | None


def answer(
    record: Record,
    session_id: UUID,
    form: str,
    form_version: int,
    item: str,
    value: str | None,
    *,
    note: str = "",
    observer: str = "",
    observer_role: str = "",
    at: datetime | None = None,
) -> Change:
    """Add one answer; None takes the earlier one back, and both are kept.

    An observer left empty is the person writing. Raises Refused where the session is signed.
    """
    with record.write() as db:
        open_session(db, session_id)
        row = put(db, record, session_id, form, form_version, item, value, note=note, at=at)
        row.observer, row.observer_role = seen_by(record, observer, observer_role)
        return Change(Topic.ANSWER, session_id, row.id)


def put(
    db: Session,
    record: Record,
    session_id: UUID,
    form: str,
    form_version: int,
    item: str,
    value: str | None,
    *,
    note: str = "",
    at: datetime | None = None,
) -> AnswerRow:
    """Add one answer inside a write that is already open: for an answer that brings something with it."""
    row = AnswerRow(id=uuid4(), session_id=session_id, form=form, form_version=form_version, item=item)
    row.value, row.note = value, note
    row.seq = next_in(db, AnswerRow, session_id)
    row.happened_at, row.zone = at or record.now(), record.zone
    row.observer, row.observer_role = record.author.signature, record.author.role.value
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def standing(record: Record, session_id: UUID, form: str) -> dict[str, Answer]:
    """Return the last answer to each item; an item never answered, or taken back, is absent."""
    last = {given.item: given for given in history(record, session_id, form)}
    return {item: given for item, given in last.items() if given.value is not None}


def history(record: Record, session_id: UUID, form: str) -> tuple[Answer, ...]:
    """Return every answer given to a form in a session, in the order of writing."""
    with record.read() as db:
        query = (
            select(AnswerRow)
            .where(AnswerRow.session_id == session_id, AnswerRow.form == form)
            .order_by(AnswerRow.seq)
        )
        return tuple(_answer(row) for row in db.scalars(query))


def _answer(row: AnswerRow) -> Answer:
    return Answer(
        row.form,
        row.form_version,
        row.item,
        row.value,
        row.note,
        row.happened_at,
        row.written_at,
        row.observer,
        row.observer_role,
        row.author_id,
    )
