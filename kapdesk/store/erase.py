"""Takes every row of one client out of the file, signed ones too, so that no word is left to be read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, union_all
from sqlalchemy.orm import Session

from kapdesk.store import cipher, search_keep, tables
from kapdesk.store.engine import Store

KEPT = frozenset({"audit", "tombstone"})
"""Tables that name clients by id alone and stay: they hold nothing of what was told."""
CLIENT, REVISIONS = "client", "revision"


@dataclass(frozen=True, slots=True)
class _Guard:
    """One trigger that refuses changes, as it is written in the file."""

    name: str
    words: str


def erase(db: Session, client_id: UUID) -> dict[str, int]:
    """Delete every row of a client inside a write that is already open; return how many of each table.

    The triggers that keep signed rows are set aside and put back in the same transaction: whatever happens,
    they stand.
    """
    guards = _guards(db)
    connection = db.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for guard in guards:
        connection.exec_driver_sql(f'DROP TRIGGER "{guard.name}"')
    search_keep.forget_client_or_all(db, client_id.hex)
    counts = _delete(db, client_id)
    search_keep.unmark_gone(db, counts)
    for guard in guards:
        connection.exec_driver_sql(guard.words)
    if _guards(db) != guards:
        raise RuntimeError("the triggers of the record are not as they were")
    return counts


def compact(store: Store) -> bool:
    """Write the file anew without the room that was freed and empty the journal; say whether it was done."""
    try:
        with store.holding(), store.bare() as connection:
            connection.execute("VACUUM")
    except cipher.driver.Error:
        return False
    return store.checkpoint()


def _guards(db: Session) -> list[_Guard]:
    rows = db.connection().exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    )
    return [_Guard(name, words) for name, words in rows]


def _delete(db: Session, client_id: UUID) -> dict[str, int]:
    """Delete children before parents, so that which rows are theirs can be told to the end."""
    theirs = rows_of(client_id)
    counts: dict[str, int] = {}
    for table, which in reversed(theirs.items()):
        count = db.scalar(select(func.count()).select_from(table).where(which)) or 0
        if count:
            db.execute(delete(table).where(which).execution_options(synchronize_session=False))
            counts[table.name] = count
    return counts


def rows_of(client_id: UUID) -> dict[Table, ColumnElement[bool]]:
    """Return which rows of which table belong to a client, parents first: by what they refer to."""
    theirs: dict[Table, ColumnElement[bool]] = {}
    for table in tables.metadata.sorted_tables:
        if table.name == CLIENT:
            theirs[table] = table.c.id == client_id
        elif table.name not in KEPT and (parts := _refers(table, theirs)):
            theirs[table] = or_(*parts)
    revisions = tables.metadata.tables[REVISIONS]
    own = theirs.pop(revisions)
    ids = union_all(*(select(table.c.id).where(which) for table, which in theirs.items()))
    theirs[revisions] = or_(own, revisions.c.of_id.in_(ids))
    return theirs


def _refers(table: Table, theirs: dict[Table, ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for link in table.foreign_keys:
        parent: Any = link.column.table
        if parent in theirs:
            found.append(link.parent.in_(select(parent.c.id).where(theirs[parent])))
    return found
