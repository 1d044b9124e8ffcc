"""Which earlier states of a row this record knows its own to come from: sent, taken in, or settled."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain import merging
from kapdesk.services.record import Record
from kapdesk.store.bundle import Said
from kapdesk.store.merge import Rows
from kapdesk.store.rows import VaultIdentityRow
from kapdesk.store.rows_trust import ImportConflictRow, ImportRow
from kapdesk.store.tables import APPEND_ONLY

States = dict[str, dict[UUID, set[str]]]
SEEN = "seen"


def identity(db: Session) -> tuple[str, str]:
    """Return id and kind of the record that is open."""
    row = db.execute(select(VaultIdentityRow.vault_id, VaultIdentityRow.kind)).one()
    return str(row[0]), str(row[1])


def known(db: Session) -> States:
    """Return, by table and row, the states that came before the present one."""
    found: States = {}
    for counts in db.scalars(select(ImportRow.counts)):
        join(found, unpacked(counts.get(SEEN, {})))
    settled = select(ImportConflictRow).where(ImportConflictRow.resolved_at.is_not(None))
    for row in db.scalars(settled):
        states = {str(row.theirs["digest"]), *cast("list[str]", row.theirs["before"])}
        put(found, row.of_table, UUID(str(row.theirs.get("here") or row.of_id.hex)), states)
    return found


def of_rows(rows: Rows) -> States:
    """Return the present state of every row that can change."""
    return {
        table: {one: {merging.digest(table, values)} for one, values in each.items()}
        for table, each in rows.items()
        if table not in APPEND_ONLY
    }


def before(states: States, table: str, row: UUID) -> set[str]:
    """Return the known earlier states of one row."""
    return states.get(table, {}).get(row, set())


def put(states: States, table: str, row: UUID, more: set[str]) -> None:
    """Add states of one row."""
    states.setdefault(table, {}).setdefault(row, set()).update(more)


def join(states: States, more: States) -> None:
    """Add the states of many rows."""
    for table, rows in more.items():
        for row, known_ones in rows.items():
            put(states, table, row, known_ones)


def without(states: States, known_ones: States) -> States:
    """Return the states that are not known yet."""
    new: States = {}
    for table, rows in states.items():
        for row, some in rows.items():
            if left := some - before(known_ones, table, row):
                put(new, table, row, left)
    return new


def packed(states: States) -> dict[str, dict[str, list[str]]]:
    """Return states as they are kept."""
    return {
        table: {row.hex: sorted(some) for row, some in rows.items()} for table, rows in states.items() if rows
    }


def unpacked(said: Mapping[str, Any]) -> States:
    """Return states as they were kept."""
    return {str(table): {UUID(row): set(some) for row, some in rows.items()} for table, rows in said.items()}


def keep(db: Session, record: Record, said: Said, counts: dict[str, Any], states: States) -> ImportRow:
    """Keep that a bundle was made or taken in, and the states of its rows."""
    row = ImportRow(id=uuid4(), bundle=said.bundle, from_vault=said.from_vault, made_at=said.made_at)
    row.counts = {**counts, SEEN: packed(states)}
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    db.flush()
    return row
