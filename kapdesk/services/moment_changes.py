"""What a moment said before it was put right: its words, when it happened, whose words it holds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.errors import Refused
from kapdesk.domain.timeline import Stood, Turn, Voice, turns
from kapdesk.services import checklists
from kapdesk.services.record import Record
from kapdesk.store.rows import AnswerRow, RevisionRow, TimelineRow

FORM = "timeline-changes"
"""The form under which a session keeps them: the item is the moment, the answer whose words it held until
then, happened-at when it was said to have happened until then, written-at when that was put right."""
_SHAPE = 1


def put(
    db: Session,
    record: Record,
    row: TimelineRow,
    *,
    voice: Voice | None = None,
    at: datetime | None = None,
) -> None:
    """Put the voice or the time of a moment right inside a write that is open, and keep how it stood."""
    if voice in {None, Voice(row.voice)} and at in {None, row.happened_at}:
        return
    kept = checklists.put(db, record, row.session_id, FORM, _SHAPE, row.id.hex, row.voice, at=row.happened_at)
    kept.zone = row.zone
    if voice is not None:
        row.voice = voice.value
    if at is not None and at != row.happened_at:
        row.happened_at, row.zone = at, record.zone
    db.flush()


def reword(db: Session, record: Record, row: TimelineRow, text: str) -> None:
    """Change the words of a moment inside a write that is open; every earlier wording is kept."""
    if row.text == text:
        return
    if not text and (row.text or not row.kind):
        raise Refused("A moment is not emptied of its words. Nothing was changed. Strike it instead.")
    kept = db.scalar(select(func.count()).where(RevisionRow.of_id == row.id)) or 0
    if not kept:
        _keep(db, row, 1)
    row.text, row.written_at, row.author_id = text, record.now(), record.author.id
    _keep(db, row, max(kept, 1) + 1)


def wordings(db: Session, session_id: UUID) -> dict[UUID, int]:
    """Return how many wordings are kept of each moment that was changed."""
    query = select(RevisionRow.of_id, func.count()).join(TimelineRow, TimelineRow.id == RevisionRow.of_id)
    query = query.where(TimelineRow.session_id == session_id).group_by(RevisionRow.of_id)
    return dict(db.execute(query).all())


def of_session(db: Session, session_id: UUID) -> dict[UUID, tuple[Stood, ...]]:
    """Return how each moment that was put right stood before, the oldest first."""
    query = select(AnswerRow).where(AnswerRow.session_id == session_id, AnswerRow.form == FORM)
    found: dict[UUID, tuple[Stood, ...]] = {}
    for kept in db.scalars(query.order_by(AnswerRow.seq)):
        moment = UUID(hex=kept.item)
        one = Stood(Voice(kept.value or ""), kept.happened_at, kept.written_at, kept.author_id)
        found[moment] = (*found.get(moment, ()), one)
    return found


def of_moment(row: TimelineRow, stood: Sequence[Stood]) -> tuple[Turn, ...]:
    """Return what was put right of one moment, step by step."""
    return turns(stood, Voice(row.voice), row.happened_at)


def _keep(db: Session, row: TimelineRow, seq: int) -> None:
    kept = RevisionRow(id=uuid4(), of_id=row.id, session_id=row.session_id, text=row.text, seq=seq)
    kept.written_at, kept.author_id = row.written_at, row.author_id
    db.add(kept)
    db.flush()
