"""The audit trail as it is read: who did what to which entry of whose record, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.audit import Line
from kapdesk.domain.clock import zone
from kapdesk.services.audit import line_of
from kapdesk.services.audit_edits import setting_id
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, PersonRow, SettingRow
from kapdesk.store.rows_trust import AuditRow

NOBODY, SOMEBODY = "kapdesk", "somebody who is not in the record"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which lines are wanted: of one person, one action, one client, from one day to another."""

    actor: UUID | None = None
    action: str = ""
    client: UUID | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line in words; `code` is the client's code, never a name."""

    seq: int
    at: datetime
    who: str
    did: str
    what: str
    code: str
    client: UUID | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a trail can be sifted by: everybody and every action that occurs in it."""

    people: tuple[tuple[UUID, str], ...]
    actions: tuple[str, ...]


def choices(record: Record) -> Choices:
    """Return who and what occurs in the trail."""
    with record.read() as db:
        people = [(row.id, row.name) for row in db.scalars(select(PersonRow).order_by(PersonRow.name))]
        actions = db.scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)).all()
        return Choices(tuple(people), tuple(actions))


def entries(
    record: Record, sieve: Sieve | None = None, *, before: int | None = None, limit: int = 100
) -> tuple[Entry, ...]:
    """Return lines in words, the newest first, from before a number on."""
    wanted = sieve or Sieve()
    query = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
    for column, value in (
        (AuditRow.actor_id, wanted.actor), (AuditRow.action, wanted.action),
        (AuditRow.client_id, wanted.client),
    ):  # fmt: skip
        if value:
            query = query.where(column == value)
    if before is not None:
        query = query.where(AuditRow.seq < before)
    if wanted.first is not None:
        query = query.where(AuditRow.at >= _midnight(record, wanted.first))
    if wanted.last is not None:
        query = query.where(AuditRow.at < _midnight(record, wanted.last + timedelta(days=1)))
    with record.read() as db:
        lines = [line_of(row) for row in db.scalars(query)]
        names = {row.id: row.name for row in db.scalars(select(PersonRow))}
        ids = {line.client for line in lines if line.client}
        codes = {row.id: row.code for row in db.scalars(select(ClientRow).where(ClientRow.id.in_(ids)))}
        settings = {setting_id(key): key for key in db.scalars(select(SettingRow.key))}
    return tuple(_entry(line, names, codes, settings) for line in lines)


def code_of(record: Record, code: str) -> UUID | None:
    """Return whose code this is, None where it is nobody's."""
    with record.read() as db:
        return db.scalar(select(ClientRow.id).where(ClientRow.code == code.strip().upper()))


def _entry(
    line: Line, names: Mapping[UUID, str], codes: Mapping[UUID, str], settings: Mapping[UUID, str]
) -> Entry:
    who = NOBODY if line.actor is None else names.get(line.actor, SOMEBODY)
    what = line.of_kind.replace("_", " ")
    if line.of_kind == "setting" and line.of_id is not None and line.of_id in settings:
        what = f"setting {settings[line.of_id]}"
    if line.count is not None:
        what = f"{what} ({line.count:,})".strip()
    code = codes.get(line.client, "deleted client") if line.client else ""
    return Entry(line.seq, line.at, who, line.action, what, code, line.client)


def _midnight(record: Record, day: date) -> datetime:
    return datetime.combine(day, time(0), zone(record.zone)).astimezone(UTC)
