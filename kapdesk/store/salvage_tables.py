"""Which tables, columns and indexes a record of one version has, and what else a new one is filled by."""

from dataclasses import dataclass, field
from typing import Any

from kapdesk.store.check import own_tables
from kapdesk.store.pages_tree import Row, Value

NOT_ROWS = ("alembic_version", "sqlite_sequence")
_ENTRY = 11  # columns of an entry of the full text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, whether it may stay empty, and what it holds where nothing was written."""

    name: str
    needed: bool
    default: Value
    kind: str


@dataclass(slots=True)
class Table:
    """One table: its columns in order, which of them is the row id itself, and its indexes."""

    name: str
    columns: tuple[Column, ...]
    alias: int | None
    own: int | None  # the place of the column that names a row, where an index holds it
    own_index: str
    indexes: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def whole(self, rowid: int, row: Row) -> Row:
        """Return a stored row with what is not stored in it: the row id, and columns that came later."""
        values = [*row, *(column.default for column in self.columns[len(row) :])]
        if self.alias is not None:
            values[self.alias] = rowid
        return tuple(values)


def tables_of(connection: Any) -> dict[str, Table]:
    """Read the tables of an open record."""
    return {name: _table(connection, name) for name in own_tables(connection) if name not in NOT_ROWS}


def _table(connection: Any, name: str) -> Table:
    told = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    columns = tuple(
        Column(row[1], bool(row[3]), _default(connection, row[4]), row[2].upper()) for row in told
    )
    own = [place for place, row in enumerate(told) if row[5]]
    alias = own[0] if len(own) == 1 and told[own[0]][2].upper() == "INTEGER" else None
    indexes: dict[str, tuple[str, ...]] = {}
    own_index = ""
    for row in connection.execute(f'PRAGMA index_list("{name}")').fetchall():
        indexes[row[1]] = tuple(
            part[2] for part in connection.execute(f'PRAGMA index_info("{row[1]}")').fetchall()
        )
        own_index = row[1] if row[3] == "pk" else own_index
    return Table(name, columns, alias, own[0] if own_index and len(own) == 1 else None, own_index, indexes)


def is_derived(rows: list[tuple[int, Row]]) -> bool:
    """Return whether these are rows of the full text: made anew from the others, so none is missed."""
    return all(_is_of_index(row) for _rowid, row in rows)


def _is_of_index(row: Row) -> bool:
    """Return whether these are rows of the full text: made anew from the others, none of it is missed."""
    match row:
        case (None, bytes()) | (None, str(), str()):
            return True
        case (None, str(), str(of_id), str(), *_):
            return len(row) == _ENTRY and len(of_id) == 32  # noqa: PLR2004 - an id in hexadecimal
        case _:
            return False


def _default(connection: Any, said: str | None) -> Value:
    """Return the value that a column without one is given."""
    return None if said is None else connection.execute(f"SELECT {said}").fetchone()[0]
