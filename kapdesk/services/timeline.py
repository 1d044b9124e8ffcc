"""The journey as it was seen and said: one press is one moment, two voices, nothing is ever removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.pad import Key, keys_of
from kapdesk.domain.timeline import WRITTEN_LATER, Stood, Turn, Voice, check_happened, check_reason
from kapdesk.services import moment_changes, notes, pad_words
from kapdesk.services.notes import Owner, Revision
from kapdesk.services.pad_words import PAD, Labels, keep_label
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.services.sessions import latest_known
from kapdesk.store.rows import NoteRow, RevisionRow, TimelineRow

CLEARANCE, ENDED = pad_words.CLEARANCE, pad_words.ENDED
BY_PROGRAM = (CLEARANCE, ENDED)
"""The kinds of the moments that the program itself writes, with the reason somebody gave."""
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
    turns: tuple[Turn, ...] = ()

    @property
    def struck(self) -> bool:
        """Return whether the moment was struck through."""
        return self.struck_at is not None

    @property
    def written_later(self) -> bool:
        """Return whether it was written a minute or more after it happened, so that both times show."""
        return abs(self.written_at - self.happened_at) >= WRITTEN_LATER


def keys(record: Record) -> tuple[Key, ...]:
    """Return the numeric pad as the clinic has it."""
    return keys_of(record.content.table(PAD))


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
    drafts: Sequence[str] = (),
) -> Change:
    """Write what was said or seen; `drafts` names the notes of the unfinished line, emptied with it.

    The words stand in one place at every moment: either still in the draft, or in the timeline.
    """
    if not text.strip():
        raise Refused("There are no words yet. Nothing was written. Type them, or stamp the moment.")
    with record.write() as db:
        row = add(db, record, session_id, voice, text.strip(), kind, at)
        _empty(db, record, session_id, drafts)
        return _change(session_id, row)


def edit(record: Record, session_id: UUID, moment_id: UUID, text: str) -> Change:
    """Change the words of a moment; every earlier wording is kept."""
    return put_right(record, session_id, moment_id, text, None)


def put_right(
    record: Record,
    session_id: UUID,
    moment_id: UUID,
    text: str,
    at: datetime | None,
    *,
    drafts: Sequence[str] = (),
) -> Change:
    """Change the words of a moment and, where `at` is given, when it happened, in one write.

    `drafts` names the notes in which the correction was kept while it was typed; they are emptied with it.
    """
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, moment_id)
        moment_changes.reword(db, record, row, text.strip())
        if at is not None:
            moment_changes.put(db, record, row, at=_possible(db, record, session_id, at))
        _empty(db, record, session_id, drafts)
        return _change(session_id, row)


def set_time(record: Record, session_id: UUID, moment_id: UUID, at: datetime) -> Change:
    """Say when a moment happened; every earlier time is kept, and when it was written stays beside it."""
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, moment_id)
        moment_changes.put(db, record, row, at=_possible(db, record, session_id, at))
        return _change(session_id, row)


def set_voice(record: Record, session_id: UUID, moment_id: UUID, voice: Voice) -> Change:
    """Say whose words a moment holds; whose they were said to be before is kept."""
    with record.write() as db:
        open_session(db, session_id)
        row = _standing(db, session_id, moment_id)
        moment_changes.put(db, record, row, voice=voice)
        return _change(session_id, row)


def strike(
    record: Record,
    session_id: UUID,
    moment_id: UUID,
    reason: str = WRONG_PRESS,
    *,
    drafts: Sequence[str] = (),
) -> Change:
    """Strike a moment through with a reason; it stays where it is."""
    with record.write() as db:
        open_session(db, session_id)
        row = _strike(record, _standing(db, session_id, moment_id), reason)
        _empty(db, record, session_id, drafts)
        return _change(session_id, row)


def strike_last(record: Record, session_id: UUID) -> Change:
    """Strike the moment that was pressed or written last and still stands; raises Refused without one.

    Why a client was cleared, or a day ended, is no press and is not struck by a wrong one.
    """
    with record.write() as db:
        open_session(db, session_id)
        query = select(TimelineRow).where(
            TimelineRow.session_id == session_id,
            TimelineRow.struck_at.is_(None),
            TimelineRow.kind.not_in(BY_PROGRAM),
        )
        row = db.scalar(query.order_by(TimelineRow.seq.desc()).limit(1))
        if row is None:
            raise Refused("There is no moment to strike. Nothing was changed.")
        return _change(session_id, _strike(record, row, WRONG_PRESS))


def of_session(record: Record, session_id: UUID) -> tuple[Moment, ...]:
    """Return every moment of one session by when it happened, the struck ones too."""
    with record.read() as db:
        query = select(TimelineRow).where(TimelineRow.session_id == session_id)
        rows = list(db.scalars(query.order_by(TimelineRow.happened_at, TimelineRow.seq)))
        kept, stood = moment_changes.wordings(db, session_id), moment_changes.of_session(db, session_id)
        labels = Labels(db, record, session_id)
        return tuple(
            _moment(row, labels.of(row), max(0, kept.get(row.id, 0) - 1), stood.get(row.id, ()))
            for row in rows
        )


def one(record: Record, session_id: UUID, moment_id: UUID) -> Moment | None:
    """Return one moment of a session, None where it has none of that id: for a list that shows the others."""
    with record.read() as db:
        row = db.get(TimelineRow, moment_id)
        if row is None or row.session_id != session_id:
            return None
        kept = db.scalar(select(func.count()).where(RevisionRow.of_id == moment_id)) or 0
        stood = moment_changes.of_session(db, session_id).get(row.id, ())
        return _moment(row, Labels(db, record, session_id).of(row), max(0, kept - 1), stood)


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
    row.happened_at, row.zone = _possible(db, record, session_id, at), record.zone
    row.seq = next_in(db, TimelineRow, session_id)
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    if kind:
        keep_label(db, record, row)
    return row


def _empty(db: Session, record: Record, session_id: UUID, drafts: Sequence[str]) -> None:
    """Empty drafts whose words are in the timeline now."""
    if not drafts:
        return
    owner = Owner(open_session(db, session_id).client_id, session=session_id)
    query = select(NoteRow.field).where(
        NoteRow.session_id == session_id, NoteRow.field.in_(drafts), NoteRow.text != ""
    )
    for field in list(db.scalars(query)):
        notes.put(db, record, owner, field, "")


def _possible(db: Session, record: Record, session_id: UUID, at: datetime | None) -> datetime:
    if at is not None and at > record.now():
        check_happened(at, latest_known(db, record, session_id))
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


def _change(session_id: UUID, row: TimelineRow) -> Change:
    return Change(Topic.TIMELINE, session_id, row.id)


def _moment(row: TimelineRow, label: str, edits: int, stood: Sequence[Stood]) -> Moment:
    return Moment(
        id=row.id, voice=Voice(row.voice), kind=row.kind, label=label,
        text=row.text, happened_at=row.happened_at, written_at=row.written_at, zone=row.zone,
        author=row.author_id, struck_at=row.struck_at, struck_reason=row.struck_reason or "", edits=edits,
        turns=moment_changes.of_moment(row, stood),
    )  # fmt: skip
