"""Untoward things of a dosing day: written when they begin, completed as they go on, struck when wrong."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.adverse_events import (
    AdverseEvent,
    AdverseEventKind,
    Severity,
    check_adverse_event,
    still_open,
)
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.tables import Row, Table
from kapdesk.services import wordings
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import AdverseEventRow, RevisionRow

TABLE = "adverse-events"


@dataclass(frozen=True, slots=True)
class Untoward:
    """One adverse event as it stands in the record."""

    id: UUID
    event: AdverseEvent
    written_at: datetime
    author: UUID | None
    struck_at: datetime | None = None
    struck_reason: str = ""
    label: str = ""  # the kind in the words of the table of events
    tell: bool = False  # a kind that goes to the medical professional at once
    first_at: datetime | None = None  # when it was first written, where it was put right since
    edits: int = 0

    @property
    def struck(self) -> bool:
        """Return whether the event was struck through as wrong."""
        return self.struck_at is not None

    @property
    def open(self) -> tuple[str, ...]:
        """Return in words what is not recorded yet; nothing where it was struck through."""
        return () if self.struck else still_open(self.event, tell=self.tell)


def write(record: Record, session_id: UUID, event: AdverseEvent) -> Change:
    """Record an adverse event as far as it is known; what is not known yet stays empty, its severity too."""
    with record.write() as db:
        open_session(db, session_id)
        _check(record, event)
        row = AdverseEventRow(id=uuid4(), session_id=session_id, zone=record.zone)
        _fill(record, row, event)
        db.add(row)
        return Change(Topic.ADVERSE_EVENT, session_id, row.id)


def complete(record: Record, session_id: UUID, event_id: UUID, event: AdverseEvent) -> Change:
    """Say more of an event: how it ended, what was done, who was told; how it read before is kept."""
    with record.write() as db:
        open_session(db, session_id)
        _check(record, event)
        row = _standing(db, session_id, event_id)
        _keep(db, row)
        _fill(record, row, event)
        return Change(Topic.ADVERSE_EVENT, session_id, row.id)


def strike(record: Record, session_id: UUID, event_id: UUID, reason: str) -> Change:
    """Strike an event through with a reason; it stays in the record."""
    if not reason.strip():
        raise Refused("An event is struck with a reason. Nothing was changed. Write what was wrong.")
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, event_id)
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.ADVERSE_EVENT, session_id, row.id)


def of_session(record: Record, session_id: UUID) -> tuple[Untoward, ...]:
    """Return every adverse event of a session by its onset, the struck ones too."""
    versions = record.content.versions(Table, TABLE)
    kinds = {
        (version, row.id): row for version in versions for row in record.content.table(TABLE, version).rows
    }
    with record.read() as db:
        query = select(AdverseEventRow).where(AdverseEventRow.session_id == session_id)
        rows = list(db.scalars(query.order_by(AdverseEventRow.happened_at, AdverseEventRow.written_at)))
        before = _before(db, rows)
    return tuple(
        _untoward(row, kinds.get((_version(record, row, before), row.kind)), before.get(row.id, ()))
        for row in rows
    )


def history(record: Record, session_id: UUID, event_id: UUID) -> tuple[tuple[datetime, str], ...]:
    """Return how an event read before it was put right, oldest first, with when each was written."""
    with record.read() as db:
        row = db.get(AdverseEventRow, event_id)
        if row is None or row.session_id != session_id:
            raise NotFound("This event is not in this session. Open the session again.")
        query = select(RevisionRow).where(RevisionRow.of_id == event_id).order_by(RevisionRow.seq)
        return tuple((kept.written_at, kept.text) for kept in db.scalars(query))


def _before(db: Session, rows: list[AdverseEventRow]) -> dict[UUID, tuple[datetime, ...]]:
    """Return when each event was written before it was put right."""
    query = select(RevisionRow.of_id, RevisionRow.written_at).order_by(RevisionRow.seq)
    found: dict[UUID, tuple[datetime, ...]] = {}
    for of_id, written_at in db.execute(query.where(RevisionRow.of_id.in_([row.id for row in rows]))):
        found[of_id] = (*found.get(of_id, ()), written_at)
    return found


def _check(record: Record, event: AdverseEvent) -> None:
    check_adverse_event(event)
    now = record.now()
    if any(at is not None and at > now for at in (event.onset, event.end, event.reported_at)):
        raise Refused("A time of this event is still to come. Nothing was recorded. Correct the time.")


def _fill(record: Record, row: AdverseEventRow, event: AdverseEvent) -> None:
    row.kind, row.severity, row.serious = event.kind.value, event.severity.value, event.serious
    row.happened_at, row.ended_at = event.onset, event.end
    row.action, row.outcome, row.note = event.action.strip(), event.outcome.strip(), event.note.strip()
    row.reported_to, row.reported_at = event.reported_to.strip(), event.reported_at
    row.written_at, row.author_id = record.now(), record.author.id


def _keep(db: Session, row: AdverseEventRow) -> None:
    last = db.scalar(select(func.max(RevisionRow.seq)).where(RevisionRow.of_id == row.id))
    text = json.dumps(asdict(_event(row)), default=str, ensure_ascii=False)
    kept = RevisionRow(id=uuid4(), of_id=row.id, session_id=row.session_id, text=text, seq=(last or 0) + 1)
    kept.written_at, kept.author_id = row.written_at, row.author_id
    db.add(kept)


def _standing(db: Session, session_id: UUID, event_id: UUID) -> AdverseEventRow:
    row = db.get(AdverseEventRow, event_id)
    if row is None or row.session_id != session_id:
        raise NotFound("This event is not in this session. Nothing was changed. Open the session again.")
    if row.struck_at is not None:
        raise Refused("This event is struck through already. Nothing was changed.")
    return row


def _event(row: AdverseEventRow) -> AdverseEvent:
    return AdverseEvent(
        kind=AdverseEventKind(row.kind),
        severity=Severity(row.severity),
        onset=row.happened_at,
        end=row.ended_at,
        action=row.action,
        outcome=row.outcome,
        reported_to=row.reported_to,
        reported_at=row.reported_at,
        serious=row.serious,
        note=row.note,
    )


def _version(record: Record, row: AdverseEventRow, before: dict[UUID, tuple[datetime, ...]]) -> int:
    """Return the version of the list of events that was in use when this one was first written."""
    earlier = before.get(row.id, ())
    return wordings.version_at(record, Table, TABLE, earlier[0] if earlier else row.written_at)


def _untoward(row: AdverseEventRow, kind: Row | None, before: tuple[datetime, ...]) -> Untoward:
    event = _event(row)
    return Untoward(
        row.id, event, row.written_at, row.author_id, row.struck_at, row.struck_reason or "",
        label=event.kind.label.capitalize() if kind is None else kind.text("label"),
        tell=kind is not None and kind.flag("tell_at_once") is True,
        first_at=before[0] if before else None, edits=len(before),
    )  # fmt: skip
