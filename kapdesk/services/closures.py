"""Closures: days on which the clinic, a room or a person is not there, written ahead and taken back."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.closures import Closure, check_closure
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.timeline import check_reason
from kapdesk.services.record import Record
from kapdesk.store.rows import PersonRow
from kapdesk.store.rows_after import ClosureRow


def add(
    record: Record, first: date, last: date, *, room: str = "", person: UUID | None = None, reason: str = ""
) -> Change:
    """Close the clinic, a room or a person for some days, both included; nothing that is booked is moved.

    Raises Refused for days in the wrong order or over, and NotFound for somebody who is not in the record.
    """
    check_closure(first, last, local(record.now(), record.zone).date())
    with record.write() as db:
        if person is not None and db.get(PersonRow, person) is None:
            raise NotFound("This person is not in the record. Nothing was written.")
        row = ClosureRow(id=uuid4(), first_day=first, last_day=last, room=room.strip(), person_id=person)
        row.reason, row.written_at, row.author_id = reason.strip(), record.now(), record.author.id
        db.add(row)
        return Change(Topic.APPOINTMENT, item=row.id)


def strike(record: Record, closure_id: UUID, reason: str) -> Change:
    """Take a closure back with a reason; it stays in the record, struck through."""
    with record.write() as db:
        row = db.get(ClosureRow, closure_id)
        if row is None:
            raise NotFound("This closure is not in the record. Nothing was changed.")
        if row.struck_at is not None:
            raise Refused("This closure was taken back already. Nothing was changed.")
        row.struck_at, row.struck_reason = record.now(), check_reason(reason)
        return Change(Topic.APPOINTMENT, item=row.id)


def between(record: Record, first: date, last: date) -> tuple[Closure, ...]:
    """Return what is closed on any day from the first to the last, both included, in order of days."""
    with record.read() as db:
        return within(db, first, last)


def ahead(record: Record) -> tuple[Closure, ...]:
    """Return what is closed today or later."""
    return between(record, local(record.now(), record.zone).date(), date.max)


def within(db: Session, first: date, last: date) -> tuple[Closure, ...]:
    """Return what is closed on any of these days, inside a read that is already open."""
    query = select(ClosureRow, PersonRow.name).outerjoin(PersonRow, ClosureRow.person_id == PersonRow.id)
    query = query.where(
        ClosureRow.struck_at.is_(None), ClosureRow.first_day <= last, ClosureRow.last_day >= first
    )
    rows = db.execute(query.order_by(ClosureRow.first_day, ClosureRow.written_at))
    return tuple(
        Closure(row.id, row.first_day, row.last_day, row.room, row.person_id, name or "", row.reason)
        for row, name in rows
    )
