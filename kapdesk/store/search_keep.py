"""Keeping the full text: the words of rows are taken in, replaced and let go, many at a time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kapdesk.store import faults
from kapdesk.store.search import MADE, NOT_SEARCHED, ROOM, TIME, Entry, IndexBroken, Key, place_of

T = TypeVar("T")
_AT_ONCE = 400  # values in one statement
_GONE = "DELETE FROM search WHERE rowid = ?"
_NEW = "INSERT INTO search (rowid, words, tags) VALUES (?, ?, ?)"
_NOTED = f"INSERT INTO search_entry VALUES ({', '.join('?' * 11)})"  # noqa: S608 - only question marks
_NOT_NOTED = "DELETE FROM search_entry WHERE place = ?"


def waiting(db: Session, at_most: int) -> list[Key]:
    """Return rows that the full text does not know as they are now."""
    rows = db.connection().exec_driver_sql(f"SELECT of_table, of_id FROM search_waiting LIMIT {at_most:d}")  # noqa: S608 - a number
    return [(table, id_) for table, id_ in rows]


def count_waiting(db: Session) -> int:
    """Return how many rows the full text does not know as they are now."""
    return db.connection().exec_driver_sql("SELECT count(*) FROM search_waiting").scalar_one()


def keep(db: Session, keys: Collection[Key], entries: Mapping[Key, Entry]) -> None:
    """Let the full text know rows as they are now: the words of `entries`, and nothing of the others."""
    connection = db.connection()
    before = _known(connection, keys)
    after = _places(connection, entries, before)
    stood = _stood(connection, before, entries)
    same = {key for key, told in stood.items() if told == (after[key], entries[key].words, entries[key].tags)}
    _many(connection, _GONE, sorted((place,) for key, place in before.items() if key not in same))
    _many(connection, _NOT_NOTED, [(place,) for place in before.values()])
    _many(connection, _NOTED, [_note(entry, after[key]) for key, entry in entries.items()])
    new = ((after[key], entry.words, entry.tags) for key, entry in entries.items() if key not in same)
    _many(connection, _NEW, sorted(new))  # FTS5 writes a part of its own each time it has to go back
    _many(connection, "DELETE FROM search_waiting WHERE of_table = ? AND of_id = ?", list(keys))


def places(db: Session, entries: Mapping[Key, Entry]) -> dict[Key, int]:
    """Return the place that each row has, or would have if it were taken in now."""
    connection = db.connection()
    return _places(connection, entries, _known(connection, entries))


def forget_client(db: Session, client: str) -> None:
    """Leave no word and no mark of a client in the full text."""
    connection = db.connection()
    theirs = connection.exec_driver_sql(
        "SELECT place, of_table, of_id FROM search_entry WHERE client_id = ? ORDER BY place", (client,)
    ).all()
    _many(connection, _GONE, [(row[0],) for row in theirs])
    _many(connection, _NOT_NOTED, [(row[0],) for row in theirs])
    _many(
        connection,
        "DELETE FROM search_waiting WHERE of_table = ? AND of_id = ?",
        [(row[1], row[2]) for row in theirs],
    )


def forget_client_or_all(db: Session, client: str) -> None:
    """Leave no word of a client in the full text; where it is damaged, it is made anew without them."""
    try:
        forget_client(db, client)
    except IndexBroken:
        start_over(db)


def unmark_gone(db: Session, tables: Iterable[str]) -> None:
    """Take away the marks of rows of these tables that are not there any more."""
    for table in tables:
        db.connection().exec_driver_sql(
            f"DELETE FROM search_waiting WHERE of_table = '{table}' AND NOT EXISTS "  # noqa: S608 - names of our own tables
            f'(SELECT 1 FROM "{table}" AS t WHERE t.id = search_waiting.of_id)'
        )


def start_over(db: Session) -> None:
    """Make the full text anew and empty, and mark every row that may have words."""
    connection = db.connection()
    connection.exec_driver_sql("DROP TABLE search")
    connection.exec_driver_sql(MADE)
    connection.exec_driver_sql("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
    connection.exec_driver_sql("DELETE FROM search_entry")
    mark_everything(connection.connection.dbapi_connection)


def mark_everything(connection: Any) -> None:
    """Mark every row that may have words on a driver connection: the full text does not know it.

    Does nothing in a record of an older shape, which has no full text yet and is marked when it is updated.
    """
    followed = (
        "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' "
        "AND name = 'search_' || tbl_name || '_insert'"
    )
    for (table,) in connection.execute(followed).fetchall():
        mark = f"INSERT OR IGNORE INTO search_waiting SELECT '{table}', id FROM \"{table}\""  # noqa: S608 - names of our own tables
        connection.execute(mark)


def _known(connection: Connection, keys: Iterable[Key]) -> dict[Key, int]:
    """Return the places of those rows that have one."""
    by_table: dict[str, list[str]] = {}
    for table, id_ in keys:
        by_table.setdefault(table, []).append(id_)
    found: dict[Key, int] = {}
    for table, ids in by_table.items():
        for part in _parts(ids):
            query = f"SELECT of_id, place FROM search_entry WHERE of_table = ? AND of_id IN ({_marks(part)})"  # noqa: S608 - only question marks
            rows = connection.exec_driver_sql(query, (table, *part))
            found |= {(table, id_): place for id_, place in rows}
    return found


def _stood(
    connection: Connection, before: Mapping[Key, int], entries: Mapping[Key, Entry]
) -> dict[Key, tuple[int, str, str]]:
    """Return what the full text holds of those rows that it goes on to know."""
    keys = {place: key for key, place in before.items() if key in entries}
    found: dict[Key, tuple[int, str, str]] = {}
    for part in _parts(list(keys)):
        query = f"SELECT rowid, words, tags FROM search WHERE rowid IN ({_marks(part)})"  # noqa: S608 - only question marks
        rows = connection.exec_driver_sql(query, tuple(part))
        found |= {keys[place]: (place, words, tags) for place, words, tags in rows}
    return found


def _places(
    connection: Connection, entries: Mapping[Key, Entry], before: Mapping[Key, int]
) -> dict[Key, int]:
    """Return the place of each row: the one it has already in its second, else the next free one."""
    found, wanted = dict[Key, int](), dict[Key, int]()
    for key, entry in entries.items():
        second, known = place_of(entry.at), before.get(key)
        if known is not None and second <= known < second + ROOM:
            found[key] = known
        else:
            wanted[key] = second + int(entry.of_id[:8], 16) % (ROOM // 2)
    taken = _taken(connection, wanted.values()) | set(found.values())
    for key, place in wanted.items():
        free = place
        while free in taken or (free != place and _taken(connection, [free])):
            free += 1
        found[key] = free
        taken.add(free)
    return found


def _taken(connection: Connection, wanted: Iterable[int]) -> set[int]:
    """Return which of these places some row has."""
    found: set[int] = set()
    for part in _parts(list(wanted)):
        query = f"SELECT place FROM search_entry WHERE place IN ({_marks(part)})"  # noqa: S608 - only question marks
        found |= set(connection.exec_driver_sql(query, tuple(part)).scalars())
    return found


def _note(entry: Entry, place: int) -> tuple[object, ...]:
    at = entry.at.astimezone(UTC).strftime(TIME)
    return (
        place, *entry.key, entry.client, entry.session or None, entry.integration or None, entry.kind,
        entry.name, entry.voice, at, entry.struck,
    )  # fmt: skip


def _many(connection: Connection, statement: str, values: Sequence[tuple[object, ...]]) -> None:
    if not values:
        return
    try:
        connection.exec_driver_sql(statement, list(values))
    except DBAPIError as error:
        if faults.primary_code(error.orig) != faults.CORRUPT:
            raise
        faults.scrub(error)
        raise IndexBroken(NOT_SEARCHED) from None


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
