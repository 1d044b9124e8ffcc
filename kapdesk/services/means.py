"""Means safety: each step that was agreed with the client, struck through when wrong, never removed."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.means import Agreed, MeansStatus, MeansStep, Method, check_step
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import MeansRow, PersonRow


def agree(
    record: Record, client_id: UUID, method: Method, agreed: Agreed, *, status: MeansStatus,
    responsible: str = "", note: str = "", session_id: UUID | None = None, at: datetime | None = None,
) -> Change:  # fmt: skip
    """Record one agreed step; raises Refused where nobody is named for what is to be done."""
    check_step(method, agreed, responsible, note)
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        if session_id is not None and open_session(db, session_id).client_id != client_id:
            raise Refused("This session belongs to another client. Nothing was recorded.")
        row = MeansRow(id=uuid4(), client_id=client_id, session_id=session_id, method=method.value)
        row.action, row.status = agreed.value, status.value
        row.responsible, row.note = responsible.strip(), note.strip()
        row.happened_at, row.zone = at or record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.SAFETY_PLAN, session_id or client_id, row.id)


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


def of_client(record: Record, client_id: UUID) -> tuple[MeansStep, ...]:
    """Return every step of a client by when it was agreed, struck ones too."""
    with record.read() as db:
        query = select(MeansRow).where(MeansRow.client_id == client_id).order_by(MeansRow.happened_at)
        names = {person.id: person.name for person in db.scalars(select(PersonRow))}
        return tuple(
            _step(row, names.get(row.author_id, "") if row.author_id else "") for row in db.scalars(query)
        )


def _step(row: MeansRow, by: str) -> MeansStep:
    return MeansStep(
        row.id, Method(row.method), Agreed(row.action), row.responsible, MeansStatus(row.status), row.note,
        row.happened_at, by, row.session_id, row.struck_reason if row.struck_at else None,
    )  # fmt: skip
