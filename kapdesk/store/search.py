"""The full text inside the encrypted file: which row holds which words, and where a word stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kapdesk.domain.errors import KapdeskError
from kapdesk.store import cipher, faults

ROOM = 1024  # places in one second
BEGUN, ENDED = "\x02", "\x03"
"""What stands before and after the words that were looked for."""
RANKED_AT_MOST = 5_000
_LENGTH = 24  # words of a snippet
_SNIPPET = f"snippet(search, 0, '{BEGUN}', '{ENDED}', '\u2026', {_LENGTH})"
_STALE = "EXISTS (SELECT 1 FROM search_waiting AS w WHERE w.of_table = e.of_table AND w.of_id = e.of_id)"
_FROM = "FROM search CROSS JOIN search_entry AS e ON e.place = search.rowid"
_COLUMNS = (
    "e.place, e.of_table, e.of_id, e.client_id, e.session_id, e.integration_id, e.kind, e.field, e.voice, "
    "e.happened_at, e.struck"
)
_TIME = "%Y-%m-%d %H:%M:%S.%f"
_MADE = "CREATE VIRTUAL TABLE search USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 2')"
NOT_SEARCHED = (
    "This could not be looked for just now. Nothing was changed. Try again, or with fewer words; a whole "
    "check under Practice makes the index of words anew."
)

Key = tuple[str, str]
"""A row of the record: its table, and its id in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one row, whose they are and when it happened; ids in hexadecimal, empty for none."""

    of_table: str
    of_id: str
    client: str
    session: str
    integration: str
    kind: str
    name: str
    voice: str
    at: datetime
    struck: bool
    words: str = field(default="", repr=False)

    @property
    def key(self) -> Key:
        """Return which row it is."""
        return self.of_table, self.of_id

    @property
    def tags(self) -> str:
        """Return the marks by which it is found without a look at its row."""
        tables = self.of_table.replace("_", "")
        owners = (f"{letter}{id_}" for letter, id_ in zip("csi", self._owners, strict=True) if id_)
        return " ".join(
            (*owners, f"k{self.kind}", f"t{tables}", *((f"v{self.voice}",) if self.voice else ()))
        )

    @property
    def _owners(self) -> tuple[str, str, str]:
        return self.client, self.session, self.integration


@dataclass(frozen=True, slots=True)
class Spot:
    """One row that was found, with the words around, and its place: the later, the higher."""

    place: int
    entry: Entry
    snippet: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the full text: FTS5's expression, and from which place up to which."""

    match: str = field(repr=False)
    first: int | None = None
    before: int | None = None

    @property
    def where(self) -> tuple[str, list[object]]:
        """Return it as the end of a statement, with its values."""
        said, values = "search MATCH ?", list[object]([self.match])
        for value, sign in ((self.first, ">="), (self.before, "<")):
            if value is not None:
                said, values = f"{said} AND search.rowid {sign} ?", [*values, value]
        return said, values


def place_of(at: datetime) -> int:
    """Return the first place of the second in which something happened."""
    return int(at.astimezone(UTC).timestamp() // 1) * ROOM


def newest(db: Session, question: Question, limit: int) -> list[Spot]:
    """Return what was found, the newest first; raises KapdeskError without a word of what was asked."""
    return _spots(db, question, f"search.rowid DESC LIMIT {limit:d}")


def best(db: Session, question: Question, limit: int) -> list[Spot]:
    """Return what was found, the best first: where what was asked is rare and stands often in a text."""
    return _spots(db, question, f"bm25(search, 1.0, 0.0), search.rowid DESC LIMIT {limit:d}")


def is_few(db: Session, question: Question) -> bool:
    """Return whether so little was found that it can be put into an order in no time."""
    where, values = question.where
    many = f"SELECT count(*) FROM (SELECT 1 FROM search WHERE {where} LIMIT {RANKED_AT_MOST + 1})"  # noqa: S608 - values are bound
    return _asked(db.connection(), many, values)[0][0] <= RANKED_AT_MOST


def waiting(db: Session, at_most: int) -> list[Key]:
    """Return rows that the full text does not know as they are now."""
    rows = db.connection().exec_driver_sql(f"SELECT of_table, of_id FROM search_waiting LIMIT {at_most:d}")  # noqa: S608 - a number
    return [(table, id_) for table, id_ in rows]


def count_waiting(db: Session) -> int:
    """Return how many rows the full text does not know as they are now."""
    return db.connection().exec_driver_sql("SELECT count(*) FROM search_waiting").scalar_one()


def take_in(db: Session, entries: Iterable[Entry]) -> None:
    """Put the words of rows in the place of what was known of them."""
    connection = db.connection()
    for entry in entries:
        known = _known(connection, entry.key)
        place = _place(connection, entry, None if known is None else known[0])
        if known is not None and (place, entry.words, entry.tags) != tuple(known):
            connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (known[0],))
        if known is None or (place, entry.words, entry.tags) != tuple(known):
            connection.exec_driver_sql(
                "INSERT INTO search (rowid, words, tags) VALUES (?, ?, ?)", (place, entry.words, entry.tags)
            )
        _note(connection, entry, place)


def forget(db: Session, keys: Iterable[Key]) -> None:
    """Leave no word of these rows in the full text."""
    connection = db.connection()
    for key in keys:
        known = _known(connection, key)
        if known is not None:
            connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (known[0],))
            connection.exec_driver_sql("DELETE FROM search_entry WHERE of_table = ? AND of_id = ?", key)


def unmark(db: Session, keys: Iterable[Key]) -> None:
    """Say that the full text knows these rows as they are now."""
    values = list(keys)
    if values:
        mark = "DELETE FROM search_waiting WHERE of_table = ? AND of_id = ?"
        db.connection().exec_driver_sql(mark, values)


def forget_client(db: Session, client: str) -> int:
    """Leave no word and no mark of a client in the full text; return how many rows it knew."""
    connection = db.connection()
    theirs = "SELECT place FROM search_entry WHERE client_id = ?"
    gone = connection.exec_driver_sql(f"DELETE FROM search WHERE rowid IN ({theirs})", (client,)).rowcount  # noqa: S608 - no values in it
    marks = "SELECT of_table, of_id FROM search_entry WHERE client_id = ?"
    connection.exec_driver_sql(f"DELETE FROM search_waiting WHERE (of_table, of_id) IN ({marks})", (client,))  # noqa: S608 - no values in it
    connection.exec_driver_sql("DELETE FROM search_entry WHERE client_id = ?", (client,))
    return gone


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
    connection.exec_driver_sql(_MADE)
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


def place(db: Session, entry: Entry) -> int:
    """Return the place that the words of a row have, or would have."""
    connection = db.connection()
    known = connection.exec_driver_sql(
        "SELECT place FROM search_entry WHERE of_table = ? AND of_id = ?", entry.key
    ).first()
    return _place(connection, entry, None if known is None else known[0])


def among(entries: Sequence[tuple[int, Entry]], question: Question) -> list[Spot]:
    """Look for the same in rows that the full text does not know yet, by the same rules, in memory."""
    known = dict(entries)
    where, values = question.where
    connection = _in_memory()
    try:
        rows = [(number, entry.words, entry.tags) for number, entry in entries]
        connection.executemany("INSERT INTO search (rowid, words, tags) VALUES (?, ?, ?)", rows)
        query = f"SELECT rowid, {_SNIPPET} FROM search WHERE {where} ORDER BY rowid DESC"  # noqa: S608 - values are bound
        return [Spot(number, known[number], said) for number, said in connection.execute(query, values)]
    except cipher.driver.Error:
        raise KapdeskError(NOT_SEARCHED) from None
    finally:
        connection.close()


def marked(text: str, question: Question) -> str:
    """Return a text with BEGUN and ENDED around each match, exactly as the full text sees it."""
    connection = _in_memory()
    try:
        connection.execute("INSERT INTO search (rowid, words, tags) VALUES (1, ?, '')", (text,))
        query = f"SELECT highlight(search, 0, '{BEGUN}', '{ENDED}') FROM search WHERE search MATCH ?"  # noqa: S608 - two marks of our own
        row = connection.execute(query, (question.match,)).fetchone()
    except cipher.driver.Error:
        raise KapdeskError(NOT_SEARCHED) from None
    finally:
        connection.close()
    return row[0] if row else text


def _in_memory() -> Any:
    """Make an empty full text that never touches a disk."""
    connection = cipher.driver.connect(":memory:", isolation_level=None)
    connection.execute(_MADE)
    return connection


def _spots(db: Session, question: Question, order: str) -> list[Spot]:
    where, values = question.where
    query = f"SELECT {_COLUMNS}, {_SNIPPET} {_FROM} WHERE {where} AND NOT {_STALE} ORDER BY {order}"
    rows = _asked(db.connection(), query, values)
    return [Spot(row[0], _entry(row), row[11]) for row in rows]


def _asked(connection: Connection, query: str, values: Sequence[object]) -> Sequence[Any]:
    """Ask; an error of the full text would hold what was asked, so that none of it goes on."""
    try:
        return connection.exec_driver_sql(query, tuple(values)).all()
    except (DBAPIError, UnicodeEncodeError) as error:
        sentence = faults.told(error, writing=False) or KapdeskError(NOT_SEARCHED)
        faults.scrub(error)
    raise sentence


def _entry(row: Any) -> Entry:
    _place, table, id_, client, session, integration, kind, name, voice, at, struck, *_ = row
    when = datetime.strptime(at, _TIME).replace(tzinfo=UTC)
    return Entry(table, id_, client, session or "", integration or "", kind, name, voice, when, bool(struck))


def _known(connection: Connection, key: Key) -> Any:
    """Return the place, the words and the marks that stand for a row; None where nothing does."""
    query = (
        "SELECT e.place, s.words, s.tags FROM search_entry AS e LEFT JOIN search AS s ON s.rowid = e.place "
        "WHERE e.of_table = ? AND e.of_id = ?"
    )
    return connection.exec_driver_sql(query, key).first()


def _place(connection: Connection, entry: Entry, known: int | None) -> int:
    """Return the place a row has already in its second, else the next free one."""
    second = place_of(entry.at)
    if known is not None and second <= known < second + ROOM:
        return known
    free = second + int(entry.of_id[:8], 16) % (ROOM // 2)
    while connection.exec_driver_sql("SELECT 1 FROM search_entry WHERE place = ?", (free,)).first():
        free += 1
    return free


def _note(connection: Connection, entry: Entry, place: int) -> None:
    at = entry.at.astimezone(UTC).strftime(_TIME)
    connection.exec_driver_sql("DELETE FROM search_entry WHERE of_table = ? AND of_id = ?", entry.key)
    connection.exec_driver_sql(
        f"INSERT INTO search_entry VALUES ({', '.join('?' * 11)})",  # noqa: S608 - only question marks
        (
            place, *entry.key, entry.client, entry.session or None, entry.integration or None, entry.kind,
            entry.name, entry.voice, at, entry.struck,
        ),
    )  # fmt: skip
