"""Pouring the rows of a large rehearsal into its file: many clients to a transaction, past the services."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite

from kapdesk.services.rehearsal_day import Rows
from kapdesk.store.check import count_rows
from kapdesk.store.rows import Base
from kapdesk.store.tables import metadata

Step = Callable[[int, int], None]
Convert = Callable[[Any], Any]
Mark = tuple[type[Base], UUID, datetime, UUID]
"""What is marked as signed once everything that belongs to it is there: its table, its id, when, by whom."""
AT_ONCE = 20_000  # rows to a transaction
WHILE_POURING = (
    "PRAGMA synchronous = OFF",  # an invented record that was cut short is made anew, never mended
    "PRAGMA cache_size = -400000",
    "PRAGMA wal_autocheckpoint = 50000",
)
_DIALECT = sqlite.dialect()


def no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


class Pour:
    """A block in which rows are gathered and poured; what is left at its end is poured by `finish`."""

    def __init__(self, connection: Any) -> None:
        """Prepare a driver connection of its own; nothing is written yet."""
        self._connection = connection
        self._rows: Rows = defaultdict(list)
        self._marks: list[Mark] = []
        self._held = 0
        self._tables: dict[tuple[str, frozenset[str]], _Poured] = {}

    def __enter__(self) -> Self:
        """Let the file be quick for the time of the block."""
        for pragma in WHILE_POURING:
            self._connection.execute(pragma).fetchall()
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _at: TracebackType | None) -> None:
        """Leave half a transaction behind as none."""
        if kind is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def take(self, rows: Rows, marks: list[Mark]) -> None:
        """Gather the rows of one client; pour when enough are there."""
        for kind, made in rows.items():
            self._rows[kind] += made
            self._held += len(made)
        self._marks += marks
        if self._held >= AT_ONCE:
            self._pour()

    def finish(self) -> dict[str, int]:
        """Pour what is left, bring all of it onto the disk, and count the rows of every table."""
        self._pour()
        self._connection.execute("PRAGMA synchronous = FULL").fetchall()
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return count_rows(self._connection)

    def _pour(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        made = {kind.__tablename__: rows for kind, rows in self._rows.items() if rows}
        for table in metadata.sorted_tables:
            rows = made.get(table.name)
            if rows:
                poured = self._of(table, rows[0])
                self._connection.executemany(poured.statement, map(poured.values, rows))
        for kind, id_, at, by in self._marks:
            marked = f"UPDATE {kind.__tablename__} SET signed_at = ?, signed_by = ? WHERE id = ?"  # noqa: S608 - a table of our own
            values = (at.replace(tzinfo=None).isoformat(" ", "microseconds"), by.hex, id_.hex)
            self._connection.execute(marked, values)
        self._connection.execute("COMMIT")
        self._rows, self._marks, self._held = defaultdict(list), [], 0

    def _of(self, table: Table, first: dict[str, Any]) -> "_Poured":
        key = table.name, frozenset(first)
        if key not in self._tables:
            self._tables[key] = _Poured(table, first)
        return self._tables[key]


class _Poured:
    """How the rows of one table are written: the statement, and each value as the file keeps it."""

    def __init__(self, table: Table, first: dict[str, Any]) -> None:
        columns = [column for column in table.columns if column.name in first or column.default is not None]
        names = ", ".join(column.name for column in columns)
        marks = ", ".join("?" for _ in columns)
        self.statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - tables of our own
        self._columns = [(column.name, _default(column), _convert(column)) for column in columns]

    def values(self, row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            value if convert is None else convert(value)
            for value, convert in (
                (row.get(name, default), convert) for name, default, convert in self._columns
            )
        )


def _default(column: Column[Any]) -> Any:
    """Return what a column holds where a row says nothing."""
    default: Any = column.default
    if default is None or column.primary_key:
        return None
    return default.arg(None) if callable(default.arg) else default.arg


def _convert(column: Column[Any]) -> Convert | None:
    """Return what turns a value into what the file keeps; None where it is kept as it is."""
    return column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
