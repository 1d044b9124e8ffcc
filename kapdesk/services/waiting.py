"""What waits, for all clients: a signature that is missing, a question on hold."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from kapdesk.domain.clock import local
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import Verdict
from kapdesk.services import diary, read_back
from kapdesk.services.record import Record
from kapdesk.services.unseen import RETRACTED, SEEN_KINDS
from kapdesk.store.rows import AppointmentRow, InsightRow, IntegrationNoteRow, SessionRow
from kapdesk.store.written_out import among, is_


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A session or an integration session that nobody has signed, and whose it is."""

    client: UUID
    session: UUID | None
    number: int | None
    since: datetime
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class OnHold:
    """A question on hold and whose it is: the day that was chosen for it, and when they are here next."""

    client: UUID
    session: UUID
    text: str
    revisit: datetime | None
    on: date | None


def unsigned(db: Session) -> list[Unsigned]:
    """Return what is not signed, the oldest first, inside a read that is already open."""
    dosing = select(SessionRow.client_id, SessionRow.id, SessionRow.number, SessionRow.ended_at)
    dosing = dosing.where(SessionRow.ended_at.is_not(None), SessionRow.signed_at.is_(None))
    dosing = dosing.where(SessionRow.state != "cancelled")
    found = [
        Unsigned(client, session, number, ended)
        for client, session, number, ended in db.execute(dosing)
        if ended is not None
    ]
    row = IntegrationNoteRow
    notes = select(row.client_id, row.session_id, row.happened_at, row.ended_at)
    notes = notes.where(row.signed_at.is_(None), row.id.not_in(RETRACTED))
    found += [
        Unsigned(client, session, None, ended or begun, under_way=ended is None)
        for client, session, begun, ended in db.execute(notes)
    ]
    return sorted(found, key=_oldest)


def _oldest(one: Unsigned) -> datetime:
    return one.since


def held(db: Session, record: Record) -> list[OnHold]:
    """Return the questions on hold in the order of writing, inside a read that is already open."""
    asked = (InsightRow.id, InsightRow.client_id, InsightRow.session_id, InsightRow.text)
    query = select(*asked, InsightRow.revisit_on)
    query = query.where(is_(InsightRow.kind, Kind.HELD_QUESTION.value), InsightRow.struck_at.is_(None))
    query = query.where(InsightRow.session_id.not_in(RETRACTED))
    rows = sorted(db.execute(query.add_columns(InsightRow.written_at)), key=_written)
    if not rows:
        return []
    said = read_back.last_said(db, {row[0]: row[1] for row in rows})
    ahead = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    ahead = ahead.where(AppointmentRow.kind.in_(SEEN_KINDS), among(AppointmentRow.status, diary.STANDING))
    today_begins = diary.day_start(local(record.now(), record.zone).date(), record.zone)
    ahead = ahead.where(AppointmentRow.starts_at >= today_begins)
    revisit: dict[UUID, datetime] = {}
    for client, at in db.execute(ahead):
        revisit[client] = min(at, revisit.get(client, at))
    return [
        OnHold(client, session, text, revisit.get(client), on)
        for id_, client, session, text, on, _ in rows
        if id_ not in said or said[id_].text != Verdict.SETTLED
    ]


def _written(row: Row[Any, Any, Any, Any, Any, Any]) -> datetime:
    return row[5]
