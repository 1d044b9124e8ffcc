"""Process notes: written, read and kept under their author's own key; no other service reads them.

What stands in the record is sealed. Who signed in with another passphrase holds the key of the file and still
cannot open one.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError, NotFound, Refused
from kapdesk.domain.process_notes import ProcessNote
from kapdesk.services import audit, compartments
from kapdesk.services.compartments import Compartment
from kapdesk.services.record import Record
from kapdesk.store import compartment
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.store.rows_trust import ProcessKeyRow, ProcessNoteRow, ProcessRevisionRow


def enter(record: Record, passphrase: str) -> Compartment:
    """Open the compartment of the person who signed in, which is logged.

    Notes that were sealed for an earlier recovery sheet are sealed for the present one. Raises
    WrongPassphrase.
    """
    room = compartments.unlock(record, passphrase)
    with record.write() as db:
        audit.note(db, record, Action.PRIVATE_OPENED, "process_note")
        _renew(db, record, room)
    return room


def add(
    record: Record, room: Compartment, client_id: UUID, session_id: UUID | None = None, text: str = ""
) -> Change:
    """Begin a note about a client, of a session or of none; raises Refused while it is closed."""
    public = room.public
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was begun.")
        session = db.get(SessionRow, session_id) if session_id else None
        row = ProcessNoteRow(id=uuid4(), client_id=client_id, owner_id=room.person)
        row.session_id = session.id if session is not None and session.client_id == client_id else None
        row.happened_at = row.written_at = record.now()
        row.zone, row.author_id = record.zone, record.author.id
        content = compartment.new_key()
        row.body = compartment.close(content, row.id, room.person, 1, text)
        db.add(row)
        db.flush()
        _keep_version(db, row, 1)
        _seal(db, row.id, "author", room.person, public, content, record.now())
        if room.seals.recovery is not None:
            _seal(db, row.id, "recovery", None, room.seals.recovery, content, record.now())
        return Change(Topic.PROCESS, client_id, row.id)


def write(
    record: Record, room: Compartment, note_id: UUID, text: str, revision: UUID | None = None
) -> Change:
    """Keep a text and the version before it; the same revision id twice is one write.

    Raises Refused while the compartment is closed and for a note of somebody else, NotWritten where the disk
    did not take it.
    """
    with record.write() as db:
        row = _own(db, room, note_id)
        content = _key(db, room, row)
        number, stood = compartment.opened(content, row.id, row.owner_id, row.body)
        if stood != text and (revision is None or db.get(ProcessRevisionRow, revision) is None):
            row.body = compartment.close(content, row.id, row.owner_id, number + 1, text)
            row.written_at, row.author_id = record.now(), record.author.id
            _keep_version(db, row, number + 1, revision)
        return Change(Topic.PROCESS, row.client_id, row.id)


def of_client(record: Record, room: Compartment, client_id: UUID) -> tuple[ProcessNote, ...]:
    """Return the notes about a client that this person can open, the newest first."""
    mine = select(ProcessKeyRow.note_id).where(ProcessKeyRow.person_id == room.person)
    query = select(ProcessNoteRow).where(
        ProcessNoteRow.client_id == client_id,
        ProcessNoteRow.discarded_at.is_(None),
        ProcessNoteRow.id.in_(mine),
    )
    with record.read() as db:
        rows = db.scalars(query.order_by(ProcessNoteRow.happened_at.desc(), ProcessNoteRow.id))
        return tuple(note for row in rows if (note := _opened(db, room, row)) is not None)


def one(record: Record, room: Compartment, note_id: UUID) -> ProcessNote | None:
    """Return one note, None where it is sealed to an earlier key; raises NotFound."""
    with record.read() as db:
        return _opened(db, room, _row(db, note_id))


def sealed_away(record: Record, room: Compartment, client_id: UUID) -> int:
    """Return how many own notes about a client are sealed to an earlier key of this person.

    That is so after somebody reset the passphrase; the recovery sheet opens them.
    """
    with record.read() as db:
        query = select(ProcessNoteRow).where(
            ProcessNoteRow.client_id == client_id, ProcessNoteRow.owner_id == room.person,
            ProcessNoteRow.discarded_at.is_(None),
        )  # fmt: skip
        return sum(_opened(db, room, row) is None for row in db.scalars(query))


def versions(record: Record, room: Compartment, note_id: UUID) -> tuple[tuple[datetime, str], ...]:
    """Return every version of a note with when it was kept, the oldest first."""
    with record.read() as db:
        row = _row(db, note_id)
        content = _key(db, room, row)
        kept = select(ProcessRevisionRow).where(ProcessRevisionRow.note_id == note_id)
        found = db.scalars(kept.order_by(ProcessRevisionRow.seq))
        return tuple(
            (one.written_at, compartment.opened(content, row.id, row.owner_id, one.body)[1]) for one in found
        )


def discard(record: Record, room: Compartment, note_id: UUID) -> Change:
    """Put a note away; it stays sealed in the record, as an audit of it does."""
    with record.write() as db:
        row = _own(db, room, note_id)
        row.discarded_at = record.now()
        return Change(Topic.PROCESS, row.client_id, row.id)


def share(record: Record, room: Compartment, note_id: UUID, person_id: UUID) -> Change:
    """Let a co-therapist open one note; raises Refused for somebody without a key of their own."""
    with record.write() as db:
        row = _own(db, room, note_id)
        public = room.seals.people.get(person_id)
        if public is None or person_id == room.person:
            raise Refused("This person has no key of their own here. Nothing was shared. Choose another.")
        content = _key(db, room, row)
        _seal(db, row.id, "co-therapist", person_id, public, content, record.now())
        return Change(Topic.PROCESS, row.client_id, row.id)


def unshare(record: Record, room: Compartment, note_id: UUID, person_id: UUID) -> Change:
    """Take a co-therapist's key of one note away; what was read already cannot be taken back."""
    with record.write() as db:
        row = _own(db, room, note_id)
        found = _key_row(db, note_id, "co-therapist", person_id)
        if found is not None:
            db.delete(found)
        return Change(Topic.PROCESS, row.client_id, row.id)


def reclaim(record: Record, room: Compartment, code: str) -> int:
    """Open own notes of an earlier key with the recovery sheet, and seal them to the present one.

    Returns how many; nothing else is opened or changed. Raises what opening with the sheet raises.
    """
    private, done = compartments.recovery_key(record, code), 0
    with record.write() as db:
        for row in db.scalars(select(ProcessNoteRow).where(ProcessNoteRow.owner_id == room.person)):
            sealed = _key_row(db, row.id, "recovery", None)
            if _opened(db, room, row) is None and sealed is not None:
                content = compartment.open_key(sealed.wrapped, private, row.id)
                _seal(db, row.id, "author", room.person, room.public, content, record.now())
                done += 1
        audit.note(db, record, Action.RECOVERY_USED, "process_note", count=done)
    return done


def take_in(record: Record, room: Compartment, parts: Iterable[bytes]) -> tuple[bytes, ...]:
    """Write words that were sealed at a lock; return what could not be written, still sealed."""
    left: list[bytes] = []
    for part in parts:
        try:
            write(record, room, UUID(bytes=part[:16]), compartment.open_text(part[16:], room.box))
        except KapdeskError:
            left.append(part)
    return tuple(left)


def _renew(db: Session, record: Record, room: Compartment) -> None:
    """Seal own notes to the present recovery sheet, where they are sealed to an earlier one."""
    sheet = room.seals.recovery
    if sheet is None:
        return
    rows = select(ProcessNoteRow).where(ProcessNoteRow.owner_id == room.person)
    for row in db.scalars(rows):
        sealed = _key_row(db, row.id, "recovery", None)
        if sealed is None or sealed.public_key != sheet.hex():
            with suppress(KapdeskError):  # an earlier key of this person: only the older sheet opens it
                content = _key(db, room, row)
                _seal(db, row.id, "recovery", None, sheet, content, record.now())


def _seal(
    db: Session, note: UUID, holder: str, person: UUID | None, public: bytes, content: bytes, at: datetime
) -> None:
    row = _key_row(db, note, holder, person)
    if row is None:
        row = ProcessKeyRow(id=uuid4(), note_id=note, holder=holder, person_id=person)
        db.add(row)
    row.public_key, row.wrapped, row.written_at = (
        public.hex(),
        compartment.seal_key(content, public, note),
        at,
    )


def _key_row(db: Session, note: UUID, holder: str, person: UUID | None) -> ProcessKeyRow | None:
    query = select(ProcessKeyRow).where(ProcessKeyRow.note_id == note, ProcessKeyRow.holder == holder)
    return db.scalar(query.where(ProcessKeyRow.person_id == person))


def _key(db: Session, room: Compartment, row: ProcessNoteRow) -> bytes:
    sealed = _my_key(db, room, row)
    if sealed is None:
        raise Refused("This process note is not yours to open. Nothing was changed.")
    return compartment.open_key(sealed.wrapped, room.box, row.id)


def _my_key(db: Session, room: Compartment, row: ProcessNoteRow) -> ProcessKeyRow | None:
    query = select(ProcessKeyRow).where(ProcessKeyRow.note_id == row.id)
    return db.scalar(query.where(ProcessKeyRow.person_id == room.person).limit(1))


def _opened(db: Session, room: Compartment, row: ProcessNoteRow) -> ProcessNote | None:
    """Return one note, or None where it is sealed to an earlier key; raises RecordDamaged."""
    sealed = _my_key(db, room, row)
    if sealed is None or sealed.public_key != room.public.hex():
        return None
    content = compartment.open_key(sealed.wrapped, room.box, row.id)
    number, text = compartment.opened(content, row.id, row.owner_id, row.body)
    newest = db.scalar(select(func.max(ProcessRevisionRow.seq)).where(ProcessRevisionRow.note_id == row.id))
    if newest is not None and number < newest:
        raise Refused(
            "An older version was put in the place of this process note. It was not opened; nothing was "
            "deleted. Its versions are whole: look at them, or in a backup."
        )
    others = select(ProcessKeyRow.person_id).where(
        ProcessKeyRow.note_id == row.id, ProcessKeyRow.holder == "co-therapist"
    )
    shared = tuple(person for person in db.scalars(others) if person is not None)
    return ProcessNote(
        row.id, row.client_id, row.session_id, row.owner_id, row.happened_at, row.written_at, number, text,
        shared,
    )  # fmt: skip


def _keep_version(db: Session, row: ProcessNoteRow, number: int, revision: UUID | None = None) -> None:
    kept = ProcessRevisionRow(id=revision or uuid4(), note_id=row.id, seq=number, body=row.body)
    kept.written_at = row.written_at
    db.add(kept)


def _row(db: Session, note_id: UUID) -> ProcessNoteRow:
    row = db.get(ProcessNoteRow, note_id)
    if row is None:
        raise NotFound("This process note is not in the record. Nothing was changed.")
    return row


def _own(db: Session, room: Compartment, note_id: UUID) -> ProcessNoteRow:
    row = _row(db, note_id)
    if row.owner_id != room.person:
        raise Refused("Only its author writes a process note. Nothing was changed.")
    return row
