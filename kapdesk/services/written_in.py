"""In which session or integration note something is written, whose that is, and whether it is still open."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services.notes import Owner
from kapdesk.services.record import SEALED, Record, open_session
from kapdesk.store.rows import ClientRow, InsightRow, IntegrationNoteRow


def owner_of(db: Session, client_id: UUID, session_id: UUID | None, integration_id: UUID | None) -> Owner:
    """Return in whose texts this is written; raises Refused where that is signed or another client's."""
    if db.get(ClientRow, client_id) is None:
        raise NotFound("This client is not in the record. Nothing was kept.")
    whose = [client_id]
    if session_id is not None:
        whose.append(open_session(db, session_id).client_id)
    if integration_id is not None:
        note = db.get(IntegrationNoteRow, integration_id)
        if note is None:
            raise NotFound("This integration note is not in the record. Nothing was kept.")
        if note.signed_at is not None:
            raise Refused(SEALED)
        whose.append(note.client_id)
    if set(whose) != {client_id}:
        raise Refused("This belongs to another client. Nothing was kept. Open the client again.")
    return Owner(client_id, session=None if integration_id else session_id, integration=integration_id)


def check_insight(db: Session, insight_id: UUID | None, client_id: UUID) -> None:
    """Raise NotFound for an insight that is not this client's; None is fine."""
    if insight_id is None:
        return
    insight = db.get(InsightRow, insight_id)
    if insight is None or insight.client_id != client_id:
        raise NotFound("This insight is not among this client's. Nothing was added.")


def happened(record: Record, at: datetime | None) -> datetime:
    """Return when something happened, now where nothing is said; raises Refused for a time to come."""
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was kept. Correct the time.")
    return at or record.now()


def end_of_day(record: Record) -> datetime:
    """Return the last minute of this day on the wall of the clinic, in UTC."""
    now = record.now()
    end = local(now, record.zone).replace(hour=23, minute=59, second=0, microsecond=0)
    return max(now, end.astimezone(now.tzinfo))
