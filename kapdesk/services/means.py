"""Means safety: each step that was agreed with the client, struck through when wrong, never removed."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.means import (
    Agreed,
    MeansStatus,
    MeansStep,
    Method,
    check_at_home,
    check_step,
    described,
    stands,
)
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import MeansRow, PersonRow


def agree(
    record: Record, client_id: UUID, method: Method, agreed: Agreed, *, status: MeansStatus | None,
    responsible: str = "", note: str = "", session_id: UUID | None = None, at: datetime | None = None,
    quantity: str = "", kept: str = "", by_when: str = "",
) -> Change:  # fmt: skip
    """Record one agreed step; raises Refused where nobody is named for what is to be done.

    For take-home lozenges `quantity` at home and where they are `kept` are needed.
    """
    check_step(method, agreed, responsible, note)
    check_at_home(method, agreed, quantity, kept)
    how = stands(agreed, status)
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        if session_id is not None and open_session(db, session_id).client_id != client_id:
            raise Refused("This session belongs to another client. Nothing was recorded.")
        row = MeansRow(id=uuid4(), client_id=client_id, session_id=session_id, method=method.value)
        row.action, row.status, row.responsible = agreed.value, how.value, responsible.strip()
        row.note = described(quantity, kept, by_when, note)
        row.happened_at, row.zone = at or record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.SAFETY_PLAN, session_id or client_id, row.id)


def carry_out(record: Record, means_id: UUID, session_id: UUID | None = None) -> Change:
    """Record that a planned step is done now, as a step of its own; the planned one stays readable."""
    with record.write() as db:
        planned = db.get(MeansRow, means_id)
        if planned is None:
            raise NotFound("This step is not in the record. Nothing was changed.")
        if planned.struck_at is not None or planned.status != MeansStatus.PLANNED:
            raise Refused("This step is not planned any more. Nothing was changed.")
        if _done_since(db, planned):
            raise Refused("This step is recorded as done already. Nothing was changed.")
        if session_id is not None and open_session(db, session_id).client_id != planned.client_id:
            raise Refused("This session belongs to another client. Nothing was recorded.")
        row = MeansRow(id=uuid4(), client_id=planned.client_id, session_id=session_id)
        row.method, row.action, row.status = planned.method, planned.action, MeansStatus.DONE.value
        row.responsible, row.note = planned.responsible, planned.note
        row.happened_at, row.zone = record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.SAFETY_PLAN, session_id or planned.client_id, row.id)


def strike(record: Record, means_id: UUID, reason: str) -> Change:
    """Strike a step through with a reason; it stays in the record."""
    if not reason.strip():
        raise Refused("A step is struck with a reason. Nothing was changed. Write what was wrong.")
    with record.write() as db:
        row = db.get(MeansRow, means_id)
        if row is None:
            raise NotFound("This step is not in the record. Nothing was changed.")
        if row.session_id is not None:
            open_session(db, row.session_id)
        if row.struck_at is not None:
            raise Refused("This step is struck through already. Nothing was changed.")
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.SAFETY_PLAN, row.session_id or row.client_id, row.id)


def to_do(record: Record, client_id: UUID) -> tuple[MeansStep, ...]:
    """Return every step that is planned and not done yet, the earliest first."""
    with record.read() as db:
        query = select(MeansRow).where(MeansRow.client_id == client_id, MeansRow.struck_at.is_(None))
        waiting = query.where(
            MeansRow.status == MeansStatus.PLANNED.value, MeansRow.action != Agreed.DECLINED.value
        )
        rows = db.scalars(waiting.order_by(MeansRow.happened_at))
        return tuple(_step(row, "") for row in rows if not _done_since(db, row))


def of_client(record: Record, client_id: UUID) -> tuple[MeansStep, ...]:
    """Return every step of a client by when it was agreed, struck ones too."""
    with record.read() as db:
        query = select(MeansRow).where(MeansRow.client_id == client_id).order_by(MeansRow.happened_at)
        names = {person.id: person.name for person in db.scalars(select(PersonRow))}
        return tuple(
            _step(row, names.get(row.author_id, "") if row.author_id else "") for row in db.scalars(query)
        )


def _done_since(db: Session, planned: MeansRow) -> bool:
    query = select(MeansRow.id).where(
        MeansRow.client_id == planned.client_id, MeansRow.method == planned.method,
        MeansRow.action == planned.action, MeansRow.note == planned.note,
        MeansRow.responsible == planned.responsible, MeansRow.status == MeansStatus.DONE.value,
        MeansRow.struck_at.is_(None), MeansRow.happened_at >= planned.happened_at,
    )  # fmt: skip
    return db.scalar(query.limit(1)) is not None


def _step(row: MeansRow, by: str) -> MeansStep:
    return MeansStep(
        row.id, Method(row.method), Agreed(row.action), row.responsible, MeansStatus(row.status), row.note,
        row.happened_at, by, row.session_id, row.struck_reason if row.struck_at else None,
    )  # fmt: skip
