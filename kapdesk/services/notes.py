"""The texts people write: kept from the first letter, every version visitable."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.snippets import Passage
from kapdesk.services.record import SEALED, Record, open_session
from kapdesk.store.rows import (
    IntegrationNoteRow,
    NoteRow,
    PersonRow,
    RevisionRow,
    SessionRow,
    SettingRow,
)

UNCONFIRMED = "unconfirmed."
"""Begins the name of the setting that remembers which words of a template nobody has confirmed yet."""

# What is asked at every save is put together once, and asks no more of a row than is needed.
_VERSIONS = select(
    exists().where(RevisionRow.id == bindparam("revision")),
    select(func.max(RevisionRow.seq)).where(RevisionRow.of_id == bindparam("note")).scalar_subquery(),
)
_HEAD = select(SessionRow.client_id, SessionRow.signed_at).where(SessionRow.id == bindparam("session"))
_KEPT = select(SettingRow.value).where(SettingRow.key == bindparam("key"))
_OF_SESSION = select(NoteRow).where(
    NoteRow.client_id == bindparam("client"),
    NoteRow.session_id == bindparam("session"),
    NoteRow.integration_id.is_(None),
    NoteRow.field == bindparam("field"),
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose text it is, bound when it is loaded: a session, an integration note, or the client as such."""

    client: UUID
    session: UUID | None = None
    integration: UUID | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One text as it stands, with when and by whom it was last written."""

    field: str
    text: str
    written_at: datetime
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One text as it once stood."""

    text: str
    written_at: datetime
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a text to be looked at: who kept it when, and how long the one before was."""

    text: str
    written_at: datetime
    author: str
    length_before: int | None


def write(
    record: Record, owner: Owner, field: str, text: str, revision: UUID | None = None,
    unconfirmed: Iterable[Passage] | None = None,
) -> Change:  # fmt: skip
    """Keep a text and the version before it; the same revision id twice is one write.

    `unconfirmed` are its words that came from a template and were not confirmed yet; None leaves what is
    known of them. Raises Refused where the session is signed, NotWritten where the disk did not take it.
    """
    with record.write() as db:
        change = put(db, record, owner, field, text, revision)
        if unconfirmed is not None:
            keep_unconfirmed(db, record, owner, field, tuple(unconfirmed))
        return change


def put(
    db: Session, record: Record, owner: Owner, field: str, text: str, revision: UUID | None = None
) -> Change:
    """Keep a text inside a write that is already open: for a draft that is emptied as its words are taken."""
    _guard(db, owner)
    row = _row(db, owner, field)
    now = record.now()
    if row is None:
        row = NoteRow(id=uuid4(), field=field, text=text, written_at=now, author_id=record.author.id)
        row.client_id, row.session_id = owner.client, owner.session
        row.integration_id = owner.integration
        db.add(row)
    elif row.text == text:
        return _change(owner, row.id)
    row.text, row.written_at, row.author_id, row.indexed = text, now, record.author.id, False
    db.flush()
    _keep_revision(db, record, row, revision or uuid4())
    return _change(owner, row.id)


def _keep_revision(db: Session, record: Record, row: NoteRow, revision: UUID) -> None:
    there, last = db.execute(_VERSIONS, {"revision": revision, "note": row.id}).one()
    if there:
        return
    kept = RevisionRow(id=revision, of_id=row.id, session_id=row.session_id, text=row.text)
    kept.written_at, kept.author_id = row.written_at, record.author.id
    kept.seq = 1 + (last or 0)
    db.add(kept)


def texts(record: Record, owner: Owner) -> dict[str, Note]:
    """Return all texts of one owner, by field; a field never written is absent."""
    with record.read() as db:
        rows = db.scalars(select(NoteRow).where(*_of(owner)))
        return {row.field: Note(row.field, row.text, row.written_at, row.author_id) for row in rows}


def text(record: Record, owner: Owner, field: str) -> str:
    """Return one text, empty where nothing was written yet."""
    with record.read() as db:
        row = _row(db, owner, field)
        return "" if row is None else row.text


def revisions(record: Record, owner: Owner, field: str) -> tuple[Revision, ...]:
    """Return a text as it stood at each save, oldest first."""
    with record.read() as db:
        row = _row(db, owner, field)
        if row is None:
            return ()
        query = select(RevisionRow).where(RevisionRow.of_id == row.id).order_by(RevisionRow.seq)
        return tuple(Revision(kept.text, kept.written_at, kept.author_id) for kept in db.scalars(query))


def history(record: Record, owner: Owner, field: str) -> tuple[UUID, ...]:
    """Return the ids of every kept version of a text, oldest first; read one by one with `wording`."""
    with record.read() as db:
        of = db.scalar(select(NoteRow.id).where(*_of(owner), NoteRow.field == field))
        return () if of is None else _versions(db, of)


def history_of(record: Record, of: UUID) -> tuple[UUID, ...]:
    """Return the ids of every kept version of what is not a note, as a moment of the journey."""
    with record.read() as db:
        return _versions(db, of)


def wording(record: Record, version: UUID, before: UUID | None = None) -> Wording:
    """Return one kept version; `before` is the version its length is compared to."""
    with record.read() as db:
        row = db.get(RevisionRow, version)
        if row is None:
            raise NotFound("This version is not in the record. Nothing was changed. Open the text again.")
        earlier = None if before is None else db.get(RevisionRow, before)
        by = None if row.author_id is None else db.get(PersonRow, row.author_id)
        length = None if earlier is None else len(earlier.text)
        return Wording(row.text, row.written_at, "" if by is None else by.name, length)


def unconfirmed(record: Record, owner: Owner) -> dict[str, tuple[Passage, ...]]:
    """Return the words that came from a template and were not confirmed yet, by the text they stand in."""
    with record.read() as db:
        row = db.get(SettingRow, _unconfirmed_key(owner))
        return {} if row is None else _passages(row.value)


def _versions(db: Session, of: UUID) -> tuple[UUID, ...]:
    query = select(RevisionRow.id).where(RevisionRow.of_id == of).order_by(RevisionRow.seq)
    return tuple(db.scalars(query))


def keep_unconfirmed(
    db: Session, record: Record, owner: Owner, field: str, passages: tuple[Passage, ...]
) -> None:
    """Keep which words of a text nobody has confirmed yet, inside a write that is already open."""
    kept = db.scalar(_KEPT, {"key": _unconfirmed_key(owner)})
    all_of_them = {} if kept is None else _passages(kept)
    if all_of_them.get(field, ()) == passages:
        return
    row = db.get(SettingRow, _unconfirmed_key(owner))
    all_of_them[field] = passages
    told = {name: [[each.start, each.text] for each in found] for name, found in all_of_them.items() if found}
    if row is None:
        row = SettingRow(key=_unconfirmed_key(owner))
        db.add(row)
    row.value, row.changed_at, row.changed_by = (
        json.dumps(told, ensure_ascii=False), record.now(), record.author.id,
    )  # fmt: skip


def _unconfirmed_key(owner: Owner) -> str:
    return UNCONFIRMED + (owner.session or owner.integration or owner.client).hex


def _passages(value: str) -> dict[str, tuple[Passage, ...]]:
    told = cast("dict[str, list[tuple[int, str]]]", json.loads(value))
    return {field: tuple(Passage(start, text) for start, text in found) for field, found in told.items()}


def _guard(db: Session, owner: Owner) -> None:
    if owner.session is not None:
        client, signed = db.execute(_HEAD, {"session": owner.session}).one_or_none() or (None, None)
        if client is None or signed is not None:
            open_session(db, owner.session)  # which says why it may not
        _same_client(client, owner)
    if owner.integration is not None:
        note = db.get(IntegrationNoteRow, owner.integration)
        if note is None:
            raise NotFound("This integration note is not in the record. Your text is still on the screen.")
        if note.signed_at is not None:
            raise Refused(SEALED)
        _same_client(note.client_id, owner)


def _same_client(client: UUID | None, owner: Owner) -> None:
    if client != owner.client:
        raise Refused("This text belongs to another client. It was not written. Open the client again.")


def _of(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return (
        NoteRow.client_id == owner.client,
        NoteRow.session_id == owner.session if owner.session else NoteRow.session_id.is_(None),
        NoteRow.integration_id == owner.integration
        if owner.integration
        else NoteRow.integration_id.is_(None),
    )


def _row(db: Session, owner: Owner, field: str) -> NoteRow | None:
    if owner.session is not None and owner.integration is None:
        return db.scalar(_OF_SESSION, {"client": owner.client, "session": owner.session, "field": field})
    return db.scalar(select(NoteRow).where(*_of(owner), NoteRow.field == field))


def _change(owner: Owner, item: UUID) -> Change:
    return Change(Topic.NOTE, owner.session or owner.integration or owner.client, item)
