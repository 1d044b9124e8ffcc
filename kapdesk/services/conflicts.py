"""What two workstations wrote apart about one thing: both versions side by side, until a person chooses."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Date, LargeBinary, Uuid, func, select
from sqlalchemy.orm import Session

from kapdesk.domain import canonical, merging
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.merging import Why
from kapdesk.services.record import Record
from kapdesk.store import merge
from kapdesk.store.merge import Values, metadata
from kapdesk.store.rows import Base, ClientRow, NoteRow, PersonRow, RevisionRow, UtcTime
from kapdesk.store.rows_trust import ImportConflictRow
from kapdesk.store.tables import APPEND_ONLY

SIGNED = frozenset(
    {Why.SIGNED_HERE, Why.SIGNED_THERE, Why.SIGNED_BOTH, Why.NOT_GENUINE, Why.NUMBER, Why.PARENT}
)
"""Reasons for which only what stands here can stay; the other version is kept beside it."""
_QUIET = merging.COUNTED | {"id", "written_at", "author_id", "find_keys", "indexed"}
JOINED = "--- written on the other workstation ---"


class Choice(StrEnum):
    """What was chosen for one thing that differs."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: what differs in it, when it was written and by whom."""

    values: dict[str, str]
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that differs: whose, why, both versions, what can be chosen; `place` is which text it is."""

    id: UUID
    client: UUID | None
    table: str
    why: Why
    ours: Side
    theirs: Side
    choices: tuple[Choice, ...]
    place: str = ""


def count(record: Record) -> int:
    """Return how many things wait to be settled."""
    with record.read() as db:
        waiting = select(func.count()).where(ImportConflictRow.resolved_at.is_(None))
        return db.scalar(waiting) or 0


def waiting(record: Record) -> tuple[Conflict, ...]:
    """Return what waits to be settled, the first that came first."""
    with record.read() as db:
        query = select(ImportConflictRow).where(ImportConflictRow.resolved_at.is_(None))
        rows = db.scalars(query.order_by(ImportConflictRow.written_at, ImportConflictRow.id))
        return tuple(_shown(db, row) for row in rows)


def settle(record: Record, conflict_id: UUID, choice: Choice) -> Change:
    """Choose one version; the other stays beside it. Both of a text are joined, with a line between.

    Raises Refused for what cannot be chosen, and NotFound where it was settled already.
    """
    with record.write() as db:
        row = db.get(ImportConflictRow, conflict_id)
        if row is None or row.resolved_at is not None:
            raise NotFound("This was settled already. Nothing was changed. Read the list again.")
        here = _row(db, row)
        if choice not in _choices(row, here):
            raise Refused("This cannot be chosen here. Nothing was changed. What stands here stays.")
        if choice is not Choice.OURS and here is not None:
            row.theirs = {**row.theirs, "ours": canonical.plain(_values(here))}
            _take(db, record, row, here, joined=choice is Choice.BOTH)
        row.resolved_at, row.resolution = record.now(), choice.value
        return Change(Topic.NOTE if row.of_table == "note" else Topic.CLIENT, row.client_id, row.of_id)


def _take(db: Session, record: Record, row: ImportConflictRow, here: Any, *, joined: bool) -> None:
    """Write a new version of what stands here: theirs, or both texts one after the other."""
    said = typed(row.of_table, row.theirs["row"])
    if isinstance(here, NoteRow):
        _keep(db, here)
        if joined:
            by = row.theirs["by"] or "not recorded"
            when = show_moment(said["written_at"], record.zone)
            said["text"] = f"{here.text}\n\n{JOINED}\n{when}, {by}:\n{said['text']}"
        here.text, here.indexed = said["text"], False
        here.written_at, here.author_id = record.now(), record.author.id
        db.flush()
        _keep(db, here)
        return
    own = _QUIET | merging.OWN.get(row.of_table, frozenset()) | set(merge.SIGNING)
    for name, value in said.items():
        if name not in own:
            setattr(here, name, value)


def _keep(db: Session, note: NoteRow) -> None:
    """Keep the present wording among the versions of a text, where it is not the last one already."""
    last = select(RevisionRow).where(RevisionRow.of_id == note.id).order_by(RevisionRow.seq.desc()).limit(1)
    before = db.scalar(last)
    if before is not None and before.text == note.text:
        return
    kept = RevisionRow(id=uuid4(), of_id=note.id, session_id=note.session_id, text=note.text)
    kept.written_at, kept.author_id, kept.seq = (
        note.written_at, note.author_id, before.seq + 1 if before else 1,
    )  # fmt: skip
    db.add(kept)
    db.flush()


def typed(table: str, plain: dict[str, Any]) -> Values:
    """Return the values of a row as its columns hold them, from the plain form they were kept in."""
    columns = metadata.tables[table].columns
    return {column.name: _value(column, plain.get(column.name)) for column in columns}


def _value(column: Column[Any], plain: Any) -> Any:
    if plain is None:
        return None
    if isinstance(column.type, LargeBinary):
        return bytes.fromhex(plain)
    if isinstance(column.type, UtcTime):
        return datetime.fromisoformat(plain)
    if isinstance(column.type, Date):
        return date.fromisoformat(plain)
    return UUID(plain) if isinstance(column.type, Uuid) else plain


def _row(db: Session, row: ImportConflictRow) -> Any:
    """Return the row that stands here, where there is one."""
    here = row.theirs.get("here")
    shapes = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return db.get(shapes[row.of_table], UUID(here)) if here else None


def _choices(row: ImportConflictRow, here: Any) -> tuple[Choice, ...]:
    if here is None or Why(row.why) in SIGNED or row.of_table in APPEND_ONLY or _is_sealed(here):
        return (Choice.OURS,)
    if isinstance(here, NoteRow):
        return (Choice.OURS, Choice.THEIRS, Choice.BOTH)
    return (Choice.OURS, Choice.THEIRS) if row.why == Why.BOTH else (Choice.OURS,)


def _is_sealed(here: Any) -> bool:
    """Say whether what stands here is signed, by itself."""
    return getattr(here, "signed_at", None) is not None


def _values(here: Any) -> Values:
    return {column.name: getattr(here, column.name) for column in here.__table__.columns}


def _shown(db: Session, row: ImportConflictRow) -> Conflict:
    here = _row(db, row)
    theirs = row.theirs["row"]
    ours: dict[str, Any] = canonical.row(_values(here)) if here is not None else {}
    quiet = _QUIET | merging.OWN.get(row.of_table, frozenset())
    names = [name for name in theirs if name not in quiet and theirs.get(name) != ours.get(name)]
    by = db.get(PersonRow, here.author_id) if here is not None and getattr(here, "author_id", None) else None
    return Conflict(
        row.id, row.client_id, row.of_table, Why(row.why),
        Side(_told(ours, names), getattr(here, "written_at", None), by.name if by else ""),
        Side(_told(theirs, names), _when(theirs), str(row.theirs.get("by", ""))), _choices(row, here),
        str(theirs.get("field") or ""),
    )  # fmt: skip


def _told(values: dict[str, Any], names: list[str]) -> dict[str, str]:
    return {name: "" if values.get(name) is None else str(values[name]) for name in names}


def _when(values: dict[str, Any]) -> datetime | None:
    said = values.get("written_at")
    return datetime.fromisoformat(said) if said else None


def code_of(record: Record, client_id: UUID | None) -> str:
    """Return the number of the client something is about; empty where it is nobody's."""
    with record.read() as db:
        row = db.get(ClientRow, client_id) if client_id else None
        return row.code if row else ""
