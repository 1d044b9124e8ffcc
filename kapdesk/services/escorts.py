"""Who takes the client home: planned before the dose, seen before the client leaves."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.doses import Escort
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import EscortRow, SessionRow


def write(record: Record, session_id: UUID, escort: Escort) -> Change:
    """Keep what is known of the escort; what is not known yet stays empty."""
    with record.write() as db:
        return Change(Topic.SESSION, session_id, put(db, record, session_id, escort).id)


def put(db: Session, record: Record, session_id: UUID, escort: Escort) -> EscortRow:
    """Keep what is known of the escort inside a write that is already open."""
    open_session(db, session_id)
    row = db.scalar(select(EscortRow).where(EscortRow.session_id == session_id))
    if row is None:
        row = EscortRow(id=uuid4(), session_id=session_id)
        db.add(row)
    row.name, row.relation, row.phone = escort.name.strip(), escort.relation, escort.phone
    row.adult, row.recognised, row.arrived_at = escort.adult, escort.recognised, escort.arrived_at
    row.drives, row.tonight, row.sheet_consent = escort.drives, escort.tonight, escort.sheet_consent
    row.written_at, row.author_id = record.now(), record.author.id
    return row


def write_exception(record: Record, session_id: UUID, reason: str) -> Change:
    """Write why there is no escort; a dose needs one or the other."""
    with record.write() as db:
        row = open_session(db, session_id)
        row.escort_exception = reason.strip()
        row.written_at, row.author_id = record.now(), record.author.id
        return Change(Topic.SESSION, session_id, session_id)


def of_session(record: Record, session_id: UUID) -> Escort | None:
    """Return what is known of the escort, or None where nothing was recorded."""
    with record.read() as db:
        return standing(db, session_id)


def standing(db: Session, session_id: UUID) -> Escort | None:
    """Return what is known of the escort inside a read or write that is already open."""
    row = db.scalar(select(EscortRow).where(EscortRow.session_id == session_id))
    return None if row is None else _escort(row)


def exception(record: Record, session_id: UUID) -> str:
    """Return why there is no escort, empty where nothing was written."""
    with record.read() as db:
        row = db.get(SessionRow, session_id)
        return "" if row is None else row.escort_exception


def _escort(row: EscortRow) -> Escort:
    return Escort(
        row.name, row.relation, row.phone, row.adult, row.recognised, row.arrived_at, row.drives, row.tonight,
        row.sheet_consent,
    )  # fmt: skip
