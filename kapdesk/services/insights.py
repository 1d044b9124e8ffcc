"""Insights, themes, held questions and phrases to read back, as the client said them."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import (
    Insight,
    Kind,
    Level,
    Movement,
    check_confidence,
    check_new,
    check_text,
)
from kapdesk.domain.timeline import check_reason
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import InsightRow


def add(
    record: Record,
    session_id: UUID,
    text: str,
    *,
    kind: Kind = Kind.INSIGHT,
    levels: Iterable[Level] = (),
    movement: Movement | None = None,
    confidence: int | None = None,
) -> Change:
    """Keep some words as an insight (or theme, held question, read-back phrase) of this session.

    `confidence` is the client's own, 0 to 10. Raises Refused for empty words, for words that stand already as
    the same kind, and for a signed session.
    """
    words = check_text(text)
    with record.write() as db:
        session = open_session(db, session_id)
        check_new(kind, words, _of(db, session_id))
        row = InsightRow(id=uuid4(), client_id=session.client_id, session_id=session_id, kind=kind.value)
        row.text, row.levels = words, _levels(levels)
        row.movement = movement.value if movement else ""
        row.confidence = check_confidence(confidence)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.INSIGHT, session_id, row.id)


def sort(
    record: Record,
    insight_id: UUID,
    *,
    levels: Iterable[Level],
    movement: Movement | None,
    confidence: int | None = None,
) -> Change:
    """Say on which levels an insight lies, to which movement it belongs, and how sure the client is.

    When the words were written, and by whom, stays as it was.
    """
    with record.write() as db:
        row = _row(db, insight_id)
        row.levels, row.movement = _levels(levels), movement.value if movement else ""
        row.confidence = check_confidence(confidence)
        return Change(Topic.INSIGHT, row.session_id, row.id)


def strike(record: Record, insight_id: UUID, reason: str) -> Change:
    """Strike an insight through with a reason; it stays readable."""
    with record.write() as db:
        row = _row(db, insight_id)
        row.struck_at, row.struck_reason = record.now(), check_reason(reason)
        return Change(Topic.INSIGHT, row.session_id, row.id)


def of_session(record: Record, session_id: UUID) -> tuple[Insight, ...]:
    """Return what was kept in a session, in the order of writing, struck ones included."""
    with record.read() as db:
        return _of(db, session_id)


def of_client(record: Record, client_id: UUID) -> tuple[Insight, ...]:
    """Return what was kept in all sessions of a client, in the order of writing, struck ones included."""
    with record.read() as db:
        query = select(InsightRow).where(InsightRow.client_id == client_id)
        rows = db.scalars(query.order_by(InsightRow.written_at, InsightRow.id))
        return tuple(_insight(row) for row in rows)


def _of(db: Session, session_id: UUID) -> tuple[Insight, ...]:
    query = select(InsightRow).where(InsightRow.session_id == session_id)
    return tuple(_insight(row) for row in db.scalars(query.order_by(InsightRow.written_at, InsightRow.id)))


def _row(db: Session, insight_id: UUID) -> InsightRow:
    row = db.get(InsightRow, insight_id)
    if row is None:
        raise NotFound("This insight is not in the record. Nothing was changed.")
    open_session(db, row.session_id)
    if row.struck_at is not None:
        raise Refused("These words are struck through. Nothing was changed.")
    return row


def _levels(levels: Iterable[Level]) -> list[str]:
    chosen = set(levels)
    return [level.value for level in Level if level in chosen]


def _insight(row: InsightRow) -> Insight:
    return Insight(
        row.id,
        row.session_id,
        Kind(row.kind),
        row.text,
        tuple(Level(level) for level in row.levels),
        Movement(row.movement) if row.movement else None,
        row.confidence,
        row.written_at,
        row.struck_reason if row.struck_at else None,
    )
