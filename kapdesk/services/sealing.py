"""Everything that is signed together, gathered from the record and written down in one canonical way."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from kapdesk.domain import canonical
from kapdesk.domain.errors import NotFound
from kapdesk.domain.signing import Of
from kapdesk.store.rows import (
    ClientRow,
    IntegrationNoteRow,
    NoteRow,
    PersonRow,
    RevisionRow,
    SessionRow,
)
from kapdesk.store.rows_trust import AddendumRow, RetractionRow
from kapdesk.store.tables import metadata

OwnerRow = SessionRow | IntegrationNoteRow
OWNERS: dict[Of, tuple[type[OwnerRow], str]] = {
    Of.SESSION: (SessionRow, "session_id"),
    Of.INTEGRATION: (IntegrationNoteRow, "integration_id"),
}
BESIDE = {
    "appointment": "the diary goes on after a session is signed",
    "contact": "somebody is reached after a session is signed",
    "task": "what is to be done is ticked after a session is signed",
    "integration_note": "signed by itself",
    "process_note": "private to its author, and sealed in its own way",
}
"""Tables whose rows name a session or an integration note and are not part of what is signed with it."""

_SIGNING = frozenset({"signed_at", "signed_by", "seal", "row_version"})
_SAYS_NOTHING = {"note": frozenset({"indexed"})}
_IDENTITY = ("code", "family_name", "given_name", "preferred_name", "title", "gender", "pronouns", "born")


def tables_of(of: Of) -> tuple[Table, ...]:
    """Return every table of which rows are signed with a session or a note; a new one is in it."""
    column = OWNERS[of][1]
    found = [table for table in metadata.tables.values() if column in table.c and table.name not in BESIDE]
    return tuple(sorted(found, key=_name))


def owner_row(db: Session, of: Of, of_id: UUID) -> OwnerRow:
    """Return the row of a session or an integration note; raises NotFound."""
    row = db.get(OWNERS[of][0], of_id)
    if row is None:
        raise NotFound(
            "What was to be signed is not in the record. Nothing was changed. Open the client again."
        )
    return row


def gather(db: Session, of: Of, of_id: UUID) -> dict[str, object]:
    """Return every row that is signed together, by table, in the order of ids; no empty table."""
    column = OWNERS[of][1]
    parts = {table.name: _rows(db, table, table.c[column] == of_id) for table in tables_of(of)}
    if of is Of.INTEGRATION:
        texts = select(NoteRow.id).where(NoteRow.integration_id == of_id)
        table = _table(RevisionRow)
        parts["revision"] = _rows(db, table, table.c.of_id.in_(texts))
    own = _table(OWNERS[of][0])
    parts["itself"] = [
        {name: value for name, value in one.items() if name not in _SIGNING}
        for one in _rows(db, own, own.c.id == of_id)
    ]
    return {name: rows for name, rows in parts.items() if rows}


def stood(db: Session, row: OwnerRow, parts: Mapping[str, object]) -> dict[str, object]:
    """Return what the signed rows only refer to, as it stands now: whose it is, who wrote, what was asked."""
    client = db.get_one(ClientRow, row.client_id)
    people = db.scalars(select(PersonRow).where(PersonRow.id.in_(_people_in(parts))))
    return {
        "client": canonical.row({name: getattr(client, name) for name in _IDENTITY}),
        "people": {one.id.hex: [one.name, one.credential, one.role] for one in people},
        "asked": _asked(parts),
    }


def content(of: Of, of_id: UUID, parts: Mapping[str, object], around: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of everything that is signed together."""
    said = {"form": canonical.FORM, "of": of.value, "id": of_id, "rows": parts, "around": around}
    return canonical.encoded(said)


def seal(around: Mapping[str, object], content_hash: str) -> str:
    """Return what is kept beside the signature: the hash, and what stood around the signed rows."""
    said = {"form": canonical.FORM, "hash": content_hash, "around": around}
    return canonical.encoded(said).decode("utf-8", "surrogatepass")


def unsealed(text: str | None) -> tuple[str, dict[str, object]] | None:
    """Return hash and surroundings of a seal, or None where it is not one."""
    try:
        said = cast("dict[str, Any]", json.loads(text or ""))
        return str(said["hash"]), dict(said["around"])
    except (ValueError, KeyError, TypeError):
        return None


def hashed_now(db: Session, of: Of, of_id: UUID, around: Mapping[str, object]) -> str:
    """Return the hash of what is stored now; empty where what is stored can no longer be read as written."""
    try:
        return canonical.digest(content(of, of_id, gather(db, of, of_id), around))
    except (ValueError, TypeError, LookupError):
        return ""


def hash_of(row: AddendumRow | RetractionRow) -> str:
    """Return the hash of an addendum or a retraction: every column of its row."""
    values = {column.name: getattr(row, column.name) for column in _table(type(row)).columns}
    return canonical.digest(canonical.encoded(canonical.row(values)))


def _table(row: type[Any]) -> Table:
    return cast("Table", row.__table__)


def _name(table: Table) -> str:
    return table.name


def _rows(db: Session, table: Table, which: Any) -> list[dict[str, object]]:
    without = _SAYS_NOTHING.get(table.name, frozenset())
    columns = [column for column in table.columns if column.name not in without]
    found = db.execute(select(*columns).where(which).order_by(table.c.id))
    return [canonical.row(dict(one)) for one in found.mappings()]


def _people_in(parts: Mapping[str, object]) -> set[UUID]:
    """Return everybody whom a row names by id."""
    found: set[UUID] = set()
    for name, rows in parts.items():
        tables = [_table(row) for row, _ in OWNERS.values()] if name == "itself" else [metadata.tables[name]]
        columns = {
            column.name
            for table in tables
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
        }
        for one in cast("Sequence[Mapping[str, object]]", rows):
            found |= {UUID(str(one[column])) for column in columns if column in one}
    return found


def _asked(parts: Mapping[str, object]) -> list[list[object]]:
    """Return which forms, checklists and instruments were asked, in which version."""
    seen: set[tuple[str, int]] = set()
    for rows in parts.values():
        for one in cast("Sequence[Mapping[str, object]]", rows):
            for name, value in one.items():
                of = name.removesuffix("_version")
                if of != name and of in one and isinstance(value, int):
                    seen.add((str(one[of]), value))
    return [list(pair) for pair in sorted(seen)]
