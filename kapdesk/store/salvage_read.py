"""Every row that can still be read in a damaged record, and which ones are known to be missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kapdesk.domain.errors import KapdeskError
from kapdesk.store import cipher
from kapdesk.store.pages import PageFile
from kapdesk.store.pages_tree import Found, Kind, Row, Value, entries_on, kind_of, rows_on, walk
from kapdesk.store.salvage_tables import Table, is_derived

Step = Callable[[int, int], None]
_SCHEMA_KINDS = ("table", "index", "trigger", "view")
_OF_WHOM = ("client_id", "session_id")
_STEP_PAGES = 256
COUNTED = ("audit",)  # tables whose rows are numbered without a gap


@dataclass(slots=True)
class Survey:
    """What the pages are: leaves of tables, unreadable ones, and the root of each tree by its name."""

    leaves: set[int] = field(default_factory=set[int])
    damaged: list[int] = field(default_factory=list[int])
    roots: dict[str, int] = field(default_factory=dict[str, int])
    schema: set[int] = field(default_factory=set[int])  # and where the version stands


@dataclass(slots=True)
class TableFound:
    """The rows of one table, and of the missing ones whom they belong to, as far as an index tells."""

    rows: dict[int, Row] = field(default_factory=dict[int, Row])
    known: dict[int, Value] = field(default_factory=dict[int, Value])
    complete: bool = False  # whether `known` is every row there was
    missing_of: list[dict[str, Value]] = field(default_factory=list[dict[str, Value]])

    @property
    def missing(self) -> int:
        """Return how many rows are named by the index and were not found."""
        return len(self.known.keys() - self.rows.keys())


@dataclass(slots=True)
class Gathered:
    """All that was read."""

    tables: dict[str, TableFound]
    homeless: list[tuple[int, list[tuple[int, Row]]]]  # page, and its rows that no table claims


def survey(file: PageFile, step: Step) -> Survey:
    """Look at every page once."""
    seen = Survey()
    for number in file.numbers():
        if number % _STEP_PAGES == 0:
            step(number, file.count)
        page = file.page(number)
        if page is None:
            seen.damaged.append(number)
        elif kind_of(page, number) is Kind.TABLE_LEAF:
            seen.leaves.add(number)
            for row in _schema_rows(file, number, page):
                seen.schema.add(number)
                if isinstance(row[1], str) and isinstance(row[3], int) and row[3]:
                    seen.roots[row[1]] = row[3]
    return seen


def revision(file: PageFile, seen: Survey) -> str:
    """Return of which version the record is, empty where that cannot be read any more."""
    said = ""
    for _rowid, row in _rows_below(file, seen.roots.get("alembic_version", 0), Found(seen.schema)):
        if row and isinstance(row[0], str):
            said = row[0]
    return said


def gather(
    path: Path, key: bytes, file: PageFile, seen: Survey, tables: dict[str, Table], step: Step
) -> Gathered:
    """Read every table: by SQL where its pages are whole, page by page where not; then what stands apart."""
    visited: set[int] = set(seen.schema)
    found: dict[str, TableFound] = {}
    for place, (name, table) in enumerate(tables.items()):
        step(place, len(tables))
        mine = found[name] = TableFound()
        _read_index(file, seen, table, mine)
        below = Found()
        mine.rows = {
            rowid: table.whole(rowid, row)
            for rowid, row in _rows_below(file, seen.roots.get(name, 0), below)
            if row is not None
        }
        visited |= below.pages
        if mine.missing and not file.journal.lost:
            mine.rows |= _by_sql(path, key, table)
        if name in COUNTED and mine.rows:
            mine.known = {number: number for number in range(min(mine.rows), max(mine.rows) + 1)}
            mine.complete = not below.unread
    homeless = _place_leaves(file, seen.leaves - visited, tables, found)
    for name, mine in found.items():
        mine.missing_of = _missing_of(file, seen, tables[name], mine)
    return Gathered(found, homeless)


def _schema_rows(file: PageFile, number: int, page: bytes) -> Iterator[Row]:
    """Give the rows of a leaf that describe tables and indexes."""
    for _rowid, row in rows_on(file, number, page):
        if row is None or len(row) != 5 or row[0] not in _SCHEMA_KINDS:  # noqa: PLR2004 - sqlite_schema has five columns
            return
        if row[4] is None or str(row[4]).startswith("CREATE "):
            yield row


def _rows_below(file: PageFile, root: int, found: Found) -> Iterator[tuple[int, Row | None]]:
    """Give the rows of the tree below a root; nothing where there is none."""
    if not root:
        found.unread += 1
        return
    for number, page, kind in walk(file, root, found):
        if kind is Kind.TABLE_LEAF:
            yield from rows_on(file, number, page)


def _read_index(file: PageFile, seen: Survey, table: Table, mine: TableFound) -> None:
    """Learn from the index of row names which rows there were."""
    root = seen.roots.get(table.own_index, 0)
    if not root:
        return
    found = Found()
    for number, page, kind in walk(file, root, found):
        if kind in (Kind.INDEX_INNER, Kind.INDEX_LEAF):
            for entry in entries_on(file, number, page, kind):
                if isinstance(entry[-1], int):
                    mine.known[entry[-1]] = entry[0]
    mine.complete = not found.unread


def _by_sql(path: Path, key: bytes, table: Table) -> dict[int, Row]:
    """Read a table the ordinary way as far as that goes; the file is not changed."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    rows: dict[int, Row] = {}
    try:
        connection = cipher.connect_only_reading(path, key)
    except KapdeskError:
        return rows
    try:
        for row in connection.execute(f'SELECT rowid, {names} FROM "{table.name}"'):  # noqa: S608 - names of our own tables
            rows[row[0]] = tuple(row[1:])
    except cipher.driver.Error:
        return rows
    finally:
        connection.close()
    return rows


def _place_leaves(
    file: PageFile, apart: set[int], tables: dict[str, Table], found: dict[str, TableFound]
) -> list[tuple[int, list[tuple[int, Row]]]]:
    """Give the rows of leaves that no tree leads to any more to the table whose index knows them."""
    homeless: list[tuple[int, list[tuple[int, Row]]]] = []
    for number in sorted(apart):
        page = file.page(number)
        rows = [(rowid, row) for rowid, row in rows_on(file, number, page) if row] if page else []
        name = _claimed(rows, tables, found)
        if name:
            for rowid, row in rows:
                found[name].rows.setdefault(rowid, tables[name].whole(rowid, row))
        elif rows and not is_derived(rows):
            homeless.append((number, rows))
    return homeless


def _claimed(rows: list[tuple[int, Row]], tables: dict[str, Table], found: dict[str, TableFound]) -> str:
    """Return the one table whose index names these rows by id and place, empty where none does."""
    for name, table in tables.items():
        own, known = table.own, found[name].known
        if own is not None and any(
            len(row) > own and rowid in known and known[rowid] == row[own] for rowid, row in rows
        ):
            return name
    return ""


def _missing_of(file: PageFile, seen: Survey, table: Table, mine: TableFound) -> list[dict[str, Value]]:
    """Return for each missing row what the other indexes still say: its client, its session."""
    gone: dict[int, dict[str, Value]] = {rowid: {} for rowid in mine.known.keys() - mine.rows.keys()}
    if not gone:
        return []
    for index, columns in table.indexes.items():
        if seen.roots.get(index) and set(columns) & set(_OF_WHOM):
            for entry in _entries(file, seen.roots[index]):
                told = gone.get(entry[-1]) if isinstance(entry[-1], int) else None
                if told is not None:
                    told.update(zip(columns, entry[:-1], strict=False))
    return list(gone.values())


def _entries(file: PageFile, root: int) -> Iterator[Row]:
    """Go through the entries of an index as far as its pages can be read."""
    for number, page, kind in walk(file, root, Found()):
        if kind in (Kind.INDEX_INNER, Kind.INDEX_LEAF):
            yield from entries_on(file, number, page, kind)
