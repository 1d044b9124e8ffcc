"""The monitoring form after esketamine: due seven days from the dose, until it is said to be submitted."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.esketamine_form import KIND, due_by
from kapdesk.domain.routes import Route
from kapdesk.services import tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import DoseRow, SessionRow, TaskRow

STRUCK = "The dose of esketamine was struck through; no form is due."


def follow(db: Session, record: Record, session: SessionRow) -> None:
    """Put the form on the list of what must be done, or take it off, by the doses as they now stand.

    Runs inside the write that records, corrects or strikes a dose. kapdesk submits nothing itself.
    """
    first = _first_device(db, session)
    if first is None:
        tasks.close(db, record, session.id, KIND, STRUCK)
        return
    if _submitted(db, session):
        return
    text = f"Esketamine monitoring form of dosing {session.number}: submit it, then write here that it was."
    row = tasks.put(
        db, record, session.client_id, text, due_by(first, session.zone), kind=KIND, session_id=session.id
    )
    row.due_at = due_by(first, session.zone)


def _first_device(db: Session, session: SessionRow) -> datetime | None:
    db.flush()
    query = select(DoseRow.happened_at).where(
        DoseRow.session_id == session.id, DoseRow.route == Route.ESKETAMINE.value, DoseRow.struck_at.is_(None)
    )
    return db.scalar(query.order_by(DoseRow.happened_at).limit(1))


def _submitted(db: Session, session: SessionRow) -> bool:
    """Return whether somebody has written that the form of this session was submitted."""
    query = select(TaskRow.id).where(TaskRow.session_id == session.id, TaskRow.kind == KIND)
    return db.scalar(query.where(TaskRow.done_at.is_not(None), TaskRow.done_note != STRUCK)) is not None
