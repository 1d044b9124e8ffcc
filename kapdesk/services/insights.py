"""Insights, themes, held questions and phrases to read back, as the client said them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import (
    Insight,
    Kind,
    Level,
    Movement,
    check_confidence,
    check_new,
    check_revisit,
    check_text,
)
from kapdesk.domain.timeline import Voice, check_reason
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import InsightRow, NoteRow, TimelineRow

TIMELINE = "timeline"
"""What `taken_from` says of words that stand in the journey; of any other words it is the note's field."""


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
    with record.write() as db:
        row = _new(db, record, session_id, text, kind)
        row.levels, row.movement = _levels(levels), movement.value if movement else ""
        row.confidence = check_confidence(confidence)
        return Change(Topic.INSIGHT, session_id, row.id)


def take(
    record: Record, session_id: UUID, text: str, kind: Kind, *, taken_from: str = "",
    taken_from_id: UUID | None = None,
) -> Change:  # fmt: skip
    """Keep words where they were said: with the text or the moment of the journey they come from.

    `taken_from` is the field of the note (its row is found by itself) or TIMELINE with the id of the moment.
    Raises Refused also for a moment that is struck through, and for the observer's words, which are kept as
    a theme only.
    """
    with record.write() as db:
        if taken_from == TIMELINE:
            _check_moment(db, session_id, taken_from_id, kind)
        elif taken_from and taken_from_id is None:
            note = select(NoteRow.id).where(NoteRow.session_id == session_id, NoteRow.field == taken_from)
            taken_from_id = db.scalar(note)
        row = _new(db, record, session_id, text, kind)
        row.taken_from, row.taken_from_id = taken_from or None, taken_from_id
        return Change(Topic.INSIGHT, session_id, row.id)


def revisit(record: Record, insight_id: UUID, on: date | None) -> Change:
    """Say on which day a held question is asked again; None leaves it open without a day.

    Raises Refused for anything but a held question, and for a day that is past in the record's zone.
    """
    with record.write() as db:
        row = _row(db, insight_id)
        if row.kind != Kind.HELD_QUESTION:
            raise Refused("Only a held question has a day to come back to. Nothing was changed.")
        row.revisit_on = check_revisit(on, local(record.now(), record.zone).date())
        return Change(Topic.INSIGHT, row.session_id, row.id)


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
        return tuple(insight_of(row) for row in rows)


def _new(db: Session, record: Record, session_id: UUID, text: str, kind: Kind) -> InsightRow:
    words = check_text(text)
    session = open_session(db, session_id)
    check_new(kind, words, _of(db, session_id))
    row = InsightRow(id=uuid4(), client_id=session.client_id, session_id=session_id, kind=kind.value)
    row.text, row.levels, row.movement = words, [], ""
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def _check_moment(db: Session, session_id: UUID, moment_id: UUID | None, kind: Kind) -> None:
    moment = db.get(TimelineRow, moment_id) if moment_id else None
    if moment is None or moment.session_id != session_id:
        raise NotFound("This moment is not in the journey of this session. Nothing was kept.")
    if moment.struck_at is not None:
        raise Refused("This moment is struck through. Nothing was kept.")
    if moment.voice != Voice.CLIENT and kind is not Kind.THEME:
        raise Refused(
            "These are the observer’s words. Nothing was kept. Only the client’s own are held or read back."
        )


def _of(db: Session, session_id: UUID) -> tuple[Insight, ...]:
    query = select(InsightRow).where(InsightRow.session_id == session_id)
    return tuple(insight_of(row) for row in db.scalars(query.order_by(InsightRow.written_at, InsightRow.id)))


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


def insight_of(row: InsightRow) -> Insight:
    """Return a row as what it is to the rest of the program."""
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
        row.taken_from or "",
        row.taken_from_id,
        row.revisit_on,
    )
