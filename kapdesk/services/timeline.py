"""The journey as it was seen and said: one press is one moment, two voices, nothing is ever removed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.tables import Row
from kapdesk.domain.timeline import WRITTEN_LATER, Voice, check_happened, check_reason
from kapdesk.services import notes
from kapdesk.services.notes import Owner, Revision
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import RevisionRow, TimelineRow

CLEARANCE = "clearance"
"""The kind of the moment that says why a client was cleared although something stood open."""
ENDED = "ended"
"""The kind of the moment that says why a day ended without a dose."""
WRONG_PRESS = "wrong press"
"""The reason of a moment that is struck by the key for it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the journey: whose words, what kind, when it happened and when it was written."""

    id: UUID
    voice: Voice
    kind: str
    label: str
    text: str
    happened_at: datetime
    written_at: datetime
    zone: str
    author: UUID | None
    struck_at: datetime | None = None
    struck_reason: str = ""
    edits: int = 0

    @property
    def struck(self) -> bool:
        """Return whether the moment was struck through."""
        return self.struck_at is not None

    @property
    def written_later(self) -> bool:
        """Return whether it was written a minute or more after it happened, so that both times show."""
        return abs(self.written_at - self.happened_at) >= WRITTEN_LATER


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the numeric pad: its sign, the kind of moment, its words, and what it does."""

    kind: str
    key: str
    label: str
    act: str


def keys(record: Record) -> tuple[Key, ...]:
    """Return the numeric pad as the clinic has it."""
    return tuple(_key(row) for row in record.content.table("timeline-keys").rows)


def stamp(
    record: Record,
    session_id: UUID,
    kind: str = "",
    voice: Voice = Voice.OBSERVER,
    *,
    at: datetime | None = None,
    text: str = "",
) -> Change:
    """Stamp one moment in one call: now, or when it happened; words may follow."""
    with record.write() as db:
        return _change(session_id, add(db, record, session_id, voice, text, kind, at))


def write(
    record: Record,
    session_id: UUID,
    voice: Voice,
    text: str,
    *,
    kind: str = "",
    at: datetime | None = None,
    draft: str = "",
) -> Change:
    """Write what was said or seen; `draft` names the note of the unfinished line, emptied in the same write.

    The words stand in one place at every moment: either still in the draft, or in the timeline.
    """
    if not text.strip():
        raise Refused("There are no words yet. Nothing was written. Type them, or stamp the moment.")
    with record.write() as db:
        row = add(db, record, session_id, voice, text.strip(), kind, at)
        if draft:
            owner = Owner(open_session(db, session_id).client_id, session=session_id)
            notes.put(db, record, owner, draft, "")
        return _change(session_id, row)


def edit(record: Record, session_id: UUID, moment_id: UUID, text: str) -> Change:
    """Change the words of a moment; every earlier wording is kept."""
    return put_right(record, session_id, moment_id, text, None)


def put_right(record: Record, session_id: UUID, moment_id: UUID, text: str, at: datetime | None) -> Change:
    """Change the words of a moment and, where `at` is given, when it happened, in one write."""
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, moment_id)
        _reword(db, record, row, text.strip())
        if at is not None:
            row.happened_at, row.zone = _possible(record, at), record.zone
        return _change(session_id, row)


def set_time(record: Record, session_id: UUID, moment_id: UUID, at: datetime) -> Change:
    """Say when a moment happened; when it was written stays beside it."""
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, moment_id)
        row.happened_at, row.zone = _possible(record, at), record.zone
        return _change(session_id, row)


def set_voice(record: Record, session_id: UUID, moment_id: UUID, voice: Voice) -> Change:
    """Say whose words a moment holds."""
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, moment_id)
        row.voice, row.author_id = voice.value, record.author.id
        return _change(session_id, row)


def strike(record: Record, session_id: UUID, moment_id: UUID, reason: str = WRONG_PRESS) -> Change:
    """Strike a moment through with a reason; it stays where it is."""
    with record.write() as db:
        open_session(db, session_id)
        return _change(session_id, _strike(record, _standing(db, session_id, moment_id), reason))


def strike_last(record: Record, session_id: UUID) -> Change:
    """Strike the moment that was written last and still stands; raises Refused where there is none."""
    with record.write() as db:
        open_session(db, session_id)
        query = select(TimelineRow).where(
            TimelineRow.session_id == session_id, TimelineRow.struck_at.is_(None)
        )
        row = db.scalar(query.order_by(TimelineRow.seq.desc()).limit(1))
        if row is None:
            raise Refused("There is no moment to strike. Nothing was changed.")
        return _change(session_id, _strike(record, row, WRONG_PRESS))


def of_session(record: Record, session_id: UUID) -> tuple[Moment, ...]:
    """Return every moment of one session by when it happened, the struck ones too."""
    labels = {key.kind: key.label for key in keys(record)} | {
        CLEARANCE: "Cleared to dose",
        ENDED: "Ended without a dose",
    }
    with record.read() as db:
        query = select(TimelineRow).where(TimelineRow.session_id == session_id)
        rows = list(db.scalars(query.order_by(TimelineRow.happened_at, TimelineRow.seq)))
        kept = _kept(db, [row.id for row in rows])
        return tuple(_moment(row, labels, max(0, kept.get(row.id, 0) - 1)) for row in rows)


def wordings(record: Record, session_id: UUID, moment_id: UUID) -> tuple[Revision, ...]:
    """Return every wording of a moment, the oldest first; none where it was never changed."""
    with record.read() as db:
        query = select(RevisionRow).where(
            RevisionRow.of_id == moment_id, RevisionRow.session_id == session_id
        )
        return tuple(
            Revision(kept.text, kept.written_at, kept.author_id)
            for kept in db.scalars(query.order_by(RevisionRow.seq))
        )


def add(
    db: Session,
    record: Record,
    session_id: UUID,
    voice: Voice,
    text: str,
    kind: str,
    at: datetime | None,
) -> TimelineRow:
    """Add a moment inside a write that is already open."""
    open_session(db, session_id)
    row = TimelineRow(id=uuid4(), session_id=session_id, voice=voice.value, kind=kind, text=text)
    row.happened_at, row.zone = _possible(record, at), record.zone
    row.seq = next_in(db, TimelineRow, session_id)
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def _possible(record: Record, at: datetime | None) -> datetime:
    if at is not None:
        check_happened(at, record.now())
    return at or record.now()


def _standing(db: Session, session_id: UUID, moment_id: UUID) -> TimelineRow:
    row = db.get(TimelineRow, moment_id)
    if row is None or row.session_id != session_id:
        raise NotFound("This moment is not in this session. Nothing was changed. Open the session again.")
    if row.struck_at is not None:
        raise Refused("This moment is struck through. Nothing was changed.")
    return row


def _strike(record: Record, row: TimelineRow, reason: str) -> TimelineRow:
    row.struck_at, row.struck_reason = record.now(), check_reason(reason)
    return row


def _reword(db: Session, record: Record, row: TimelineRow, text: str) -> None:
    if row.text == text:
        return
    if not text and (row.text or not row.kind):
        raise Refused("A moment is not emptied of its words. Nothing was changed. Strike it instead.")
    kept = _kept(db, [row.id]).get(row.id, 0)
    if not kept:
        _keep(db, row, 1)
    row.text, row.written_at, row.author_id = text, record.now(), record.author.id
    _keep(db, row, max(kept, 1) + 1)


def _keep(db: Session, row: TimelineRow, seq: int) -> None:
    kept = RevisionRow(id=uuid4(), of_id=row.id, session_id=row.session_id, text=row.text, seq=seq)
    kept.written_at, kept.author_id = row.written_at, row.author_id
    db.add(kept)
    db.flush()


def _kept(db: Session, ids: list[UUID]) -> dict[UUID, int]:
    query = select(RevisionRow.of_id, func.count()).where(RevisionRow.of_id.in_(ids))
    return dict(db.execute(query.group_by(RevisionRow.of_id)).all())


def _change(session_id: UUID, row: TimelineRow) -> Change:
    return Change(Topic.TIMELINE, session_id, row.id)


def _key(row: Row) -> Key:
    return Key(row.id, row.text("key"), row.text("label"), row.text("act"))


def _moment(row: TimelineRow, labels: dict[str, str], edits: int) -> Moment:
    return Moment(
        id=row.id, voice=Voice(row.voice), kind=row.kind, label=labels.get(row.kind, row.kind),
        text=row.text, happened_at=row.happened_at, written_at=row.written_at, zone=row.zone,
        author=row.author_id, struck_at=row.struck_at, struck_reason=row.struck_reason or "", edits=edits,
    )  # fmt: skip
