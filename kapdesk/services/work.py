"""The work that follows a journey: pieces named, looked at again with a next step, struck with a reason."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Level, Movement
from kapdesk.domain.timeline import check_reason
from kapdesk.domain.work import (
    Look,
    Subtype,
    WorkItem,
    WorkStatus,
    check_look,
    check_statement,
    check_subtype,
)
from kapdesk.services import notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import SEALED, Record, open_session
from kapdesk.store.rows import InsightRow, IntegrationNoteRow, WorkItemRow, WorkLookRow


def add(
    record: Record,
    session_id: UUID,
    movement: Movement,
    statement: str,
    *,
    subtype: Subtype | None = None,
    levels: Iterable[Level] = (),
    last_lived: str = "",
    next_step: str = "",
    insight_id: UUID | None = None,
    draft: str = "",
) -> Change:
    """Name one piece of the work, with its first look, in one write.

    `insight_id` is the insight it grew from; `draft` names the note of the unfinished line, which is emptied
    in the same write. Raises Refused for no words, for the same piece twice, and for a signed session.
    """
    with record.write() as db:
        session = open_session(db, session_id)
        words = check_statement(statement, movement, _several(db, WorkItemRow.session_id == session_id))
        if insight_id is not None:
            _check_insight(db, insight_id, session_id)
        row = WorkItemRow(id=uuid4(), client_id=session.client_id, session_id=session_id)
        row.movement, row.subtype, row.statement = movement.value, subtype.value if subtype else "", words
        row.last_lived = check_subtype(movement, subtype, last_lived)
        row.levels, row.insight_id = _levels(levels), insight_id
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        db.flush()
        _put_look(db, record, row.id, WorkStatus.NAMED, next_step.strip(), session_id, None)
        _empty(db, record, Owner(session.client_id, session=session_id), draft)
        return Change(Topic.INSIGHT, session_id, row.id)


def detail(
    record: Record,
    item_id: UUID,
    *,
    levels: Iterable[Level],
    subtype: Subtype | None = None,
    last_lived: str = "",
    draft: str = "",
) -> Change:
    """Say on which levels a piece lies and, of what is reclaimed, what it is and when it was last lived."""
    with record.write() as db:
        row = _row(db, item_id)
        open_session(db, row.session_id)
        _empty(db, record, Owner(row.client_id, session=row.session_id), draft)
        row.last_lived = check_subtype(Movement(row.movement), subtype, last_lived)
        row.subtype, row.levels = subtype.value if subtype else "", _levels(levels)
        return Change(Topic.INSIGHT, row.session_id, row.id)


def look(
    record: Record,
    item_id: UUID,
    status: WorkStatus,
    next_step: str = "",
    *,
    session_id: UUID | None = None,
    integration_id: UUID | None = None,
    draft: str = "",
) -> Change:
    """Add a look: where a piece of the work stands today, and the next small step; every look is kept.

    It is looked at in a dosing session or in an integration session, and the session it was named in may be
    signed by then. Raises Refused for a look that says nothing new, and where the one it is written in is
    signed; an item of another client is NotFound.
    """
    with record.write() as db:
        row = _row(db, item_id)
        here = session_id or (None if integration_id else row.session_id)
        if _client_of(db, here, integration_id) != row.client_id:
            raise NotFound("This piece of the work is not this client's. Nothing was changed.")
        last = _looks(db, [row.id]).get(row.id, [])
        step = check_look(last[-1] if last else None, status, next_step)
        _put_look(db, record, row.id, status, step, here, integration_id)
        _empty(db, record, Owner(row.client_id, session=here, integration=integration_id), draft)
        return Change(Topic.INSIGHT, here or row.client_id, row.id)


def strike(record: Record, item_id: UUID, reason: str) -> Change:
    """Strike a piece of the work through with a reason; it stays readable with its looks."""
    with record.write() as db:
        row = _row(db, item_id)
        open_session(db, row.session_id)
        row.struck_at, row.struck_reason = record.now(), check_reason(reason)
        return Change(Topic.INSIGHT, row.session_id, row.id)


def of_session(record: Record, session_id: UUID) -> tuple[WorkItem, ...]:
    """Return the work named in a session, in the order of writing, struck pieces included."""
    with record.read() as db:
        return _several(db, WorkItemRow.session_id == session_id)


def of_client(record: Record, client_id: UUID) -> tuple[WorkItem, ...]:
    """Return the work of a client over all sessions, in the order of writing, struck pieces included."""
    with record.read() as db:
        return _several(db, WorkItemRow.client_id == client_id)


def _empty(db: Session, record: Record, owner: Owner, draft: str) -> None:
    """Empty an unfinished line whose words are in the record under their own name now."""
    if draft:
        notes.put(db, record, owner, draft, "")


def _several(db: Session, which: ColumnElement[bool]) -> tuple[WorkItem, ...]:
    rows = db.scalars(select(WorkItemRow).where(which).order_by(WorkItemRow.written_at, WorkItemRow.id)).all()
    looks = _looks(db, [row.id for row in rows])
    return tuple(
        WorkItem(
            row.id, row.client_id, row.session_id, Movement(row.movement),
            Subtype(row.subtype) if row.subtype else None, row.statement,
            tuple(Level(level) for level in row.levels), row.last_lived, row.insight_id, row.written_at,
            tuple(looks.get(row.id, ())), row.struck_reason if row.struck_at else None,
        )
        for row in rows
    )  # fmt: skip


def _looks(db: Session, items: Iterable[UUID]) -> dict[UUID, list[Look]]:
    wanted, found = list(items), dict[UUID, list[Look]]()
    if not wanted:
        return found
    query = select(WorkLookRow).where(WorkLookRow.work_item_id.in_(wanted))
    for row in db.scalars(query.order_by(WorkLookRow.seq)):
        each = Look(
            row.id, WorkStatus(row.status), row.next_step, row.happened_at, row.session_id, row.integration_id
        )
        found.setdefault(row.work_item_id, []).append(each)
    return found


def _put_look(
    db: Session, record: Record, item: UUID, status: WorkStatus, step: str, session: UUID | None,
    integration: UUID | None,
) -> None:  # fmt: skip
    row = WorkLookRow(id=uuid4(), work_item_id=item, session_id=session, integration_id=integration)
    last = db.scalar(select(func.max(WorkLookRow.seq)).where(WorkLookRow.work_item_id == item))
    row.seq = 1 if last is None else last + 1
    row.status, row.next_step = status.value, step
    row.happened_at, row.zone = record.now(), record.zone
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)


def _client_of(db: Session, session_id: UUID | None, integration_id: UUID | None) -> UUID:
    """Return whose session or integration note a look is written in; raises Refused where it is signed."""
    if session_id is not None:
        return open_session(db, session_id).client_id
    note = db.get(IntegrationNoteRow, integration_id)
    if note is None:
        raise NotFound("This integration note is not in the record. Nothing was changed.")
    if note.signed_at is not None:
        raise Refused(SEALED)
    return note.client_id


def _check_insight(db: Session, insight_id: UUID, session_id: UUID) -> None:
    insight = db.get(InsightRow, insight_id)
    if insight is None or insight.session_id != session_id:
        raise NotFound("This insight is not in the record of this session. Nothing was added.")
    if insight.struck_at is not None:
        raise Refused("These words are struck through. Nothing was added.")


def _row(db: Session, item_id: UUID) -> WorkItemRow:
    row = db.get(WorkItemRow, item_id)
    if row is None:
        raise NotFound("This piece of the work is not in the record. Nothing was changed.")
    if row.struck_at is not None:
        raise Refused("This piece of the work is struck through. Nothing was changed.")
    return row


def _levels(levels: Iterable[Level]) -> list[str]:
    chosen = set(levels)
    return [level.value for level in Level if level in chosen]
