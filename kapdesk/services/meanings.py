"""What it means to the client, in the client's words; a later meaning stands beside the earlier ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.services import notes
from kapdesk.services.record import Record
from kapdesk.services.written_in import check_insight, happened, owner_of
from kapdesk.store.rows_after import MeaningRow


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning as the client put it at one time."""

    id: UUID
    client: UUID
    words: str
    happened_at: datetime
    written_at: datetime
    zone: str
    author: UUID | None
    session: UUID | None
    integration: UUID | None
    insight: UUID | None


def add(
    record: Record, client_id: UUID, words: str, *, session_id: UUID | None = None,
    integration_id: UUID | None = None, insight_id: UUID | None = None, at: datetime | None = None,
    draft: str = "",
) -> Change:  # fmt: skip
    """Keep what it means to the client now; nothing that was said before is changed by it.

    `draft` names the note of the unfinished words, emptied in the same write. Raises Refused for no words,
    for the words of the last meaning again, and where the note it is written in is signed.
    """
    said = words.strip()
    if not said:
        raise Refused("There are no words to keep. Nothing was added. Write some first.")
    with record.write() as db:
        owner = owner_of(db, client_id, session_id, integration_id)
        check_insight(db, insight_id, client_id)
        if said == _last_words(db, client_id, insight_id):
            raise Refused("This is what was said last. Nothing was added. It stands.")
        row = MeaningRow(id=uuid4(), client_id=client_id, session_id=session_id, words=said)
        row.integration_id, row.insight_id = integration_id, insight_id
        row.happened_at, row.zone = happened(record, at), record.zone
        row.written_at, row.author_id = _after(db, client_id, record.now()), record.author.id
        db.add(row)
        if draft:
            notes.put(db, record, owner, draft, "")
        return Change(Topic.INTEGRATION, client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Meaning, ...]:
    """Return every meaning a client gave, the earliest first."""
    return _several(record, MeaningRow.client_id == client_id)


def of_insight(record: Record, insight_id: UUID) -> tuple[Meaning, ...]:
    """Return the meanings of one insight, the earliest first."""
    return _several(record, MeaningRow.insight_id == insight_id)


def _several(record: Record, which: ColumnElement[bool]) -> tuple[Meaning, ...]:
    with record.read() as db:
        query = select(MeaningRow).where(which).order_by(MeaningRow.written_at, MeaningRow.id)
        return tuple(
            Meaning(
                row.id, row.client_id, row.words, row.happened_at, row.written_at, row.zone, row.author_id,
                row.session_id, row.integration_id, row.insight_id,
            )
            for row in db.scalars(query)
        )  # fmt: skip


def _last_words(db: Session, client_id: UUID, insight_id: UUID | None) -> str | None:
    of = MeaningRow.insight_id == insight_id if insight_id else MeaningRow.insight_id.is_(None)
    query = select(MeaningRow.words).where(MeaningRow.client_id == client_id, of)
    return db.scalar(query.order_by(MeaningRow.written_at.desc()).limit(1))


def _after(db: Session, client_id: UUID, now: datetime) -> datetime:
    """Return when it is written: after the one before, also where the clock was put back."""
    last = db.scalar(select(func.max(MeaningRow.written_at)).where(MeaningRow.client_id == client_id))
    return now if last is None else max(now, last + timedelta(microseconds=1))
