"""The rows that were read, written into a new record; what does not fit is kept aside."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kapdesk.domain.errors import RecordDamaged
from kapdesk.store import cipher
from kapdesk.store.pages_tree import Row, Value
from kapdesk.store.salvage_read import Gathered
from kapdesk.store.salvage_tables import Table

GONE = "not recovered"
_STAND_INS = ("client", "session", "person", "integration_note")
_ROUNDS = 8
_EMPTY: dict[str, Value] = {"INTEGER": 0, "BOOLEAN": 0, "SMALLINT": 0, "JSON": "{}", "FLOAT": 0.0}
_NUMBERED_FROM = 9001


@dataclass(slots=True)
class Written:
    """What came of the writing: rows kept aside, rows that stand for lost ones, references let go."""

    aside: list[tuple[str, Row]] = field(default_factory=list[tuple[str, Row]])
    stand_ins: dict[str, int] = field(default_factory=dict[str, int])
    let_go: int = 0


def write(connection: Any, tables: dict[str, Table], read: Gathered, now: datetime) -> Written:
    """Write all rows in one transaction, the triggers set aside meanwhile; raises a driver error."""
    done = Written()
    connection.execute("PRAGMA foreign_keys = OFF").fetchall()
    with _whole(connection), _without_triggers(connection):
        for name, found in read.tables.items():
            connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 - what a new record begins with stands in the old one too
            for rowid, row in sorted(found.rows.items()):
                if not _insert(connection, tables[name], row, rowid):
                    done.aside.append((name, row))
        for _page, rows in read.homeless:
            _settle(connection, tables, rows, done)
        _mend(connection, tables, now, done)
    connection.execute("PRAGMA foreign_keys = ON").fetchall()
    return done


@contextmanager
def _whole(connection: Any) -> Generator[None]:
    """Write everything or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _without_triggers(connection: Any) -> Generator[None]:
    """Set the triggers aside for the length of a block: signed rows come back as they were."""
    kept = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in kept:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in kept:
        connection.execute(sql)


def _insert(connection: Any, table: Table, row: Row, rowid: int | None = None) -> bool:
    """Write one row as it was; say whether the rules of the record take it."""
    named = [column.name for column in table.columns][: len(row)]
    values: list[Value] = list(row[: len(named)])
    if rowid is not None and table.alias is None:
        named, values = ["rowid", *named], [rowid, *values]
    columns = ", ".join(f'"{name}"' for name in named)
    marks = ", ".join("?" * len(values))
    try:
        connection.execute(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', values)  # noqa: S608 - names of our own tables
    except (cipher.driver.IntegrityError, cipher.driver.DataError):
        return False
    return True


def _settle(connection: Any, tables: dict[str, Table], rows: list[tuple[int, Row]], done: Written) -> None:
    """Write the rows of a page into the only table that takes each of them; else keep them aside."""
    fitting = [table for table in tables.values() if _takes(connection, table, rows)]
    for rowid, row in rows:
        if len(fitting) != 1 or not _insert(connection, fitting[0], fitting[0].whole(rowid, row)):
            done.aside.append(("", row))


def _takes(connection: Any, table: Table, rows: list[tuple[int, Row]]) -> bool:
    """Try the rows of a page in a table and take them out again; say whether its rules took every one."""
    if any(len(row) != len(table.columns) for _rowid, row in rows):
        return False
    if not all(_looks_right(table, row) for _rowid, row in rows):
        return False
    connection.execute("SAVEPOINT trial")
    try:
        return all(_insert(connection, table, table.whole(rowid, row)) for rowid, row in rows)
    finally:
        connection.execute("ROLLBACK TO trial")
        connection.execute("RELEASE trial")


def _looks_right(table: Table, row: Row) -> bool:
    """Compare the kinds of the values with the kinds of the columns."""
    return all(_of_kind(column.kind, value) for column, value in zip(table.columns, row, strict=False))


def _of_kind(kind: str, value: Value) -> bool:
    if value is None:
        return True
    if kind.startswith(("INT", "BOOL", "SMALLINT")):
        return isinstance(value, int)
    if kind.startswith("DATE"):
        return isinstance(value, str) and value[:4].isdigit() and value[4:5] == "-"
    if kind == "CHAR(32)":
        return isinstance(value, str) and len(value) == 32  # noqa: PLR2004 - an id in hexadecimal
    return isinstance(value, str | float) if kind.startswith("FLOAT") else isinstance(value, str | bytes)


# ---------------------------------------------------------------------- what a row names and is gone


def _mend(connection: Any, tables: dict[str, Table], now: datetime, done: Written) -> None:
    """Give every reference something to point at, or let it go, until none is torn; raises RecordDamaged."""
    for _ in range(_ROUNDS):
        torn = connection.execute("PRAGMA foreign_key_check").fetchall()
        if not torn:
            return
        for name, rowid, parent, number in torn:
            _mend_one(connection, tables, (name, rowid, parent, number), now, done)
    raise RecordDamaged(
        "What was read from the damaged record could not be put together into a new one. The damaged record "
        "was not touched. Restore the newest good backup, and keep the damaged folder."
    )


def _mend_one(
    connection: Any, tables: dict[str, Table], torn: tuple[str, int, str, int], now: datetime, done: Written
) -> None:
    name, rowid, parent, number = torn
    links = [row for row in connection.execute(f'PRAGMA foreign_key_list("{name}")') if row[0] == number]
    column = next(each for each in tables[name].columns if each.name == links[0][3])
    row = connection.execute(f'SELECT * FROM "{name}" WHERE rowid = ?', (rowid,)).fetchone()  # noqa: S608 - names of our own tables
    told = dict(zip((each.name for each in tables[name].columns), row, strict=True)) if row else {}
    wanted = told.get(column.name)
    if wanted is None or _is_there(connection, parent, links[0][4] or "id", wanted):
        return  # mended by one before it
    if parent in _STAND_INS and len(links) == 1 and _stand_in(connection, tables[parent], wanted, told, now):
        done.stand_ins[parent] = done.stand_ins.get(parent, 0) + 1
    elif not column.needed:
        connection.execute(f'UPDATE "{name}" SET "{column.name}" = NULL WHERE rowid = ?', (rowid,))  # noqa: S608 - names of our own tables
        done.let_go += 1
    else:
        connection.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (rowid,))  # noqa: S608 - names of our own tables
        done.aside.append((name, tuple(row)))


def _is_there(connection: Any, table: str, column: str, value: Value) -> bool:
    query = f'SELECT 1 FROM "{table}" WHERE "{column}" = ?'  # noqa: S608 - names of our own tables
    return connection.execute(query, (value,)).fetchone() is not None


def _stand_in(connection: Any, table: Table, wanted: Value, child: dict[str, Value], now: datetime) -> bool:
    """Write a row that says only that its facts are gone, so that what belongs to it stays together."""
    number = _NUMBERED_FROM + connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # noqa: S608 - names of our own tables
    words: dict[str, Value] = {
        "id": wanted, "code": f"LOST-{number}", "family_name": GONE, "name": GONE, "room": GONE,
        "number": number, "state": _last_state(connection, wanted), "zone": "UTC", "row_version": 1,
        "role": "assistant", "client_id": child.get("client_id"),
    }  # fmt: skip
    named = [column for column in table.columns if column.needed or column.name in ("id", "client_id")]
    values = [words.get(column.name, _nothing(column.kind, now)) for column in named]
    marks = ", ".join("?" * len(values))
    columns = ", ".join(f'"{column.name}"' for column in named)
    try:
        connection.execute(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', values)  # noqa: S608 - names of our own tables
    except cipher.driver.IntegrityError:
        return False
    return True


def _last_state(connection: Any, session: Value) -> str:
    """Return where a session stood last, as its steps tell; without any, that it was planned."""
    query = "SELECT state FROM session_state WHERE session_id = ? ORDER BY seq DESC LIMIT 1"
    row = connection.execute(query, (session,)).fetchone()
    return row[0] if row else "scheduled"


def _nothing(kind: str, now: datetime) -> Value:
    """Return the emptiest value that a column of a kind can hold."""
    if kind.startswith("DATETIME"):
        return f"{now:%Y-%m-%d %H:%M:%S.%f}"
    if kind.startswith("DATE"):
        return f"{now:%Y-%m-%d}"
    return _EMPTY.get(kind, "")
