"""The full text inside the encrypted file: which row holds which words, and where a word stands."""

from collections.abc import Sequence
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
_AROUND = (
    "SELECT 'c', id, code, family_name, given_name, title FROM client WHERE id",
    "SELECT 's', id, number, signed_at, NULL, NULL FROM session WHERE id",
    "SELECT 'i', id, signed_at, NULL, NULL, NULL FROM integration_note WHERE id",
    "SELECT 'r', of_id, NULL, NULL, NULL, NULL FROM retraction WHERE of_id",
)
_PAGES = """
    WITH RECURSIVE part (id) AS (
        SELECT min(segid) FROM search_idx
        UNION ALL SELECT (SELECT min(segid) FROM search_idx WHERE segid > part.id) FROM part
        WHERE part.id IS NOT NULL
    )
    SELECT coalesce(sum(
        coalesce(
            (SELECT pgno FROM search_idx WHERE segid = id AND term > ? ORDER BY term LIMIT 1),
            (SELECT pgno FROM search_idx WHERE segid = id ORDER BY term DESC LIMIT 1)
        ) / 2 - coalesce(
            (SELECT pgno FROM search_idx WHERE segid = id AND term <= ? ORDER BY term DESC LIMIT 1), 2
        ) / 2
    ), 0) FROM part WHERE id IS NOT NULL
"""  # a page is named by twice its number
_BY_WORDS = " AND rank MATCH 'bm25(1.0, 0.0)'"  # the marks beside the words are no matter
TIME = "%Y-%m-%d %H:%M:%S.%f"
MADE = "CREATE VIRTUAL TABLE search USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 2')"
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
class Around:
    """What is known beside what was found, by ids: clients (number, family and given name, title),
    sessions (number, whether signed), signed integration notes, and what was retracted.
    """

    clients: dict[str, tuple[Any, ...]] = field(repr=False)
    sessions: dict[str, tuple[int, bool]]
    signed_notes: set[str]
    retracted: set[str]


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


class IndexBroken(KapdeskError):
    """The index of words is damaged, and nothing else: it is made anew from what was written."""


def told(error: Exception) -> KapdeskError:
    """Return the sentence for an error of the full text, which holds no word of what was asked."""
    if faults.primary_code(getattr(error, "orig", error)) == faults.CORRUPT:
        return IndexBroken(NOT_SEARCHED)  # were it the record itself, making the index anew would say so
    return faults.told(error, writing=False) or KapdeskError(NOT_SEARCHED)


def newest(db: Session, question: Question, limit: int) -> list[Spot]:
    """Return what was found, the newest first; raises KapdeskError without a word of what was asked."""
    return _spots(db, question, "", f"search.rowid DESC LIMIT {limit:d}")


def best(db: Session, question: Question, limit: int) -> list[Spot]:
    """Return what was found, the best first: where what was asked is rare and stands often in a text."""
    return _spots(db, question, _BY_WORDS, f"rank LIMIT {limit:d}")


def is_few(db: Session, question: Question) -> bool:
    """Return whether so little was found that it can be put into an order in no time."""
    where, values = question.where
    many = f"SELECT count(*) FROM (SELECT 1 FROM search WHERE {where} LIMIT {RANKED_AT_MOST + 1})"  # noqa: S608 - values are bound
    return _asked(db.connection(), many, values)[0][0] <= RANKED_AT_MOST


def pages_of(db: Session, beginning: str) -> int:
    """Return on about how many pages of the index the words with one beginning stand: all would be read.

    Read from FTS5's own table of contents: it names the word each page begins with, in each of its parts.
    """
    first = b"0" + beginning.encode()  # FTS5 marks what belongs to its main index so
    return _asked(db.connection(), _PAGES, (first + b"\xff", first))[0][0]


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
    connection.execute(MADE)
    return connection


def around(db: Session, spots: Sequence[Spot]) -> Around:
    """Return what is known of the clients, sessions and notes that were found in, in one question."""
    entries = [spot.entry for spot in spots]
    ids = [
        {entry.client for entry in entries}, {entry.session for entry in entries},
        {entry.integration for entry in entries},
        {id_ for entry in entries for id_ in (entry.session, entry.integration, entry.of_id)},
    ]  # fmt: skip
    parts = [f"{asked} IN ({', '.join('?' * len(some))})" for asked, some in zip(_AROUND, ids, strict=True)]
    found: dict[str, dict[str, tuple[Any, ...]]] = {letter: {} for letter in "csir"}
    for letter, id_, *facts in _asked(
        db.connection(), " UNION ALL ".join(parts), [id_ for some in ids for id_ in some]
    ):
        found[letter][id_] = tuple(facts)
    return Around(
        found["c"],
        {id_: (facts[0], facts[1] is not None) for id_, facts in found["s"].items()},
        {id_ for id_, facts in found["i"].items() if facts[0] is not None},
        set(found["r"]),
    )


def _spots(db: Session, question: Question, also: str, order: str) -> list[Spot]:
    where, values = question.where
    query = f"SELECT {_COLUMNS}, {_SNIPPET} {_FROM} WHERE {where}{also} AND NOT {_STALE} ORDER BY {order}"
    rows = _asked(db.connection(), query, values)
    return [Spot(row[0], _entry(row), row[11]) for row in rows]


def _asked(connection: Connection, query: str, values: Sequence[object]) -> Sequence[Any]:
    """Ask; an error of the full text would hold what was asked, so that none of it goes on."""
    try:
        return connection.exec_driver_sql(query, tuple(values)).all()
    except (DBAPIError, UnicodeEncodeError) as error:
        sentence = told(error)
        faults.scrub(error)
    raise sentence


def _entry(row: Any) -> Entry:
    _place, table, id_, client, session, integration, kind, name, voice, at, struck, *_ = row
    when = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Entry(table, id_, client, session or "", integration or "", kind, name, voice, when, bool(struck))
