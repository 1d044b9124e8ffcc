"""Finding a word again in everything that was written in the record, except private notes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from operator import attrgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain import searching
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.services import audit, search_index, search_sources
from kapdesk.services.record import Record
from kapdesk.services.search_hits import Hit, Piece, hits_of
from kapdesk.services.search_places import stand
from kapdesk.services.search_sources import Kind
from kapdesk.store import search as full_text
from kapdesk.store import search_keep
from kapdesk.store.rows import NoteRow
from kapdesk.store.search import BEGUN, ENDED, Question, Spot

__all__ = ["Found", "Hit", "Kind", "Piece", "Sieve", "Where", "find", "visited", "where"]

DEAREST = 100
"""Pages of the index that are read for the words with one beginning, at most: some 6 ms."""
FRESH_ROWS, FRESH_LETTERS = 500, 1_000_000
"""How much that the index does not know yet is looked through as text."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is looked for and where: whose, of which kinds, in whose voice, from which day to which.

    `words` are as typed (`domain.searching.read`). Days are days in the zone of the record; what has no time
    of its own counts by when it was written. No kinds means all.
    """

    words: str = field(repr=False)
    client: UUID | None = None
    kinds: frozenset[Kind] = frozenset()
    voice: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `more`: there is more before the last one; `waiting`: rows not searched yet.

    `ranked`: the best stand first, else the newest. `understood`: how the words were read, without them.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    waiting: int = 0
    ranked: bool = False
    understood: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a hit opens: the chart, the tab (empty: none), and in it the text and the match, or the row.

    `caret` and `length` count as the editor counts (UTF-16); both are 0 where there is no text of its own.
    """

    client: UUID
    session: UUID | None
    integration: UUID | None
    tab: str
    field: str
    caret: int
    length: int
    row: UUID


def find(
    record: Record, sieve: Sieve, *, best_first: bool = False, before: int | None = None, limit: int = 50
) -> Found:
    """Return what was found, the newest first, up to `limit`; `before` is the place of the last one seen.

    With `best_first` the best stand first where there are at most 5,000, else the newest (`ranked` says so);
    what was written just now stands before them, and there are no further pages. Raises Refused where this
    person may not read, KapdeskError where the index cannot be read; no error holds a word of what was asked.
    """
    asked = searching.read(sieve.words)
    if not asked.asks:
        return Found(understood=asked.told)
    look = partial(_look, record, sieve, asked, best_first=best_first, before=before, limit=limit)
    try:
        return look()
    except full_text.IndexBroken:
        search_index.make_anew(record)
        return look()


def _look(
    record: Record, sieve: Sieve, asked: searching.Asked, *, best_first: bool, before: int | None, limit: int
) -> Found:
    with record.read() as db:
        asked = _affordable(db, asked)
        question = _question(record, sieve, asked, before)
        fresh, left = _fresh(db, record, question)
        ranked = best_first and before is None and full_text.is_few(db, question)
        take = full_text.best if ranked else full_text.newest
        spots = [*fresh, *take(db, question, limit + 1)]
        if not ranked:
            spots.sort(key=attrgetter("place"), reverse=True)
        hits = hits_of(db, record, spots[:limit])
    return Found(hits, len(spots) > limit, left, ranked, asked.told)


def where(record: Record, hit: Hit, sieve: Sieve) -> Where:
    """Return where a hit opens, with the caret before the first match in its text as it stands now."""
    with record.read() as db:
        text = db.scalar(select(NoteRow.text).where(NoteRow.id == hit.id)) if hit.table == "note" else None
        key = hit.table, hit.id.hex
        entry = search_sources.read(db, record.content, [key]).get(key)
    caret, length = (0, 0) if text is None else _match_in(text, sieve)
    there = stand(record.content, entry) if entry else None
    tab, name = (there.tab, there.field) if there else ("", "")
    return Where(hit.client, hit.session, hit.integration, tab, name, caret, length, hit.id)


def visited(record: Record, client: UUID | None = None) -> Change | None:
    """Write that somebody searched, everywhere or in one chart, never what for; once in ten minutes."""
    if not record.recent.new(("searched", client), record.now()):
        return None
    return audit.log(record, Action.SEARCHED, "client" if client else "", client, client)


# ---------------------------------------------------------------------- what is asked


def _affordable(db: Session, asked: searching.Asked) -> searching.Asked:
    """Take beginnings that very many words have as whole words: nobody waits for what nobody can look at."""
    begun = [term for term in asked.terms if term.begins]
    return searching.narrowed(
        asked, [term for term in begun if full_text.pages_of(db, searching.beginning(term)) > DEAREST]
    )


def _question(record: Record, sieve: Sieve, asked: searching.Asked, before: int | None) -> Question:
    tags = [
        [f"c{sieve.client.hex}"] if sieve.client else [],
        [f"k{kind.value}" for kind in sorted(sieve.kinds)],
        [f"v{sieve.voice}"] if sieve.voice.isalpha() and sieve.voice.isascii() else [],
    ]
    first = None if sieve.first is None else full_text.place_of(_midnight(record, sieve.first))
    ends = [before] if before is not None else []
    if sieve.last is not None and sieve.last < date.max:
        ends.append(full_text.place_of(_midnight(record, sieve.last + timedelta(days=1))))
    return Question(searching.expression(asked, tags), first, min(ends, default=None))


def _midnight(record: Record, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(record.zone))


def _fresh(db: Session, record: Record, question: Question) -> tuple[list[Spot], int]:
    """Look through what the index does not know yet; return also how many rows were too many for that."""
    keys = search_keep.waiting(db, FRESH_ROWS)
    if not keys:
        return [], 0
    entries, letters = search_sources.read(db, record.content, keys), 0
    for number, key in enumerate(keys):
        letters += len(entries[key].words) if key in entries else 0
        if number and letters > FRESH_LETTERS:
            keys = keys[:number]
            break
    looked = {key: entries[key] for key in keys if key in entries}
    placed = [(place, looked[key]) for key, place in search_keep.places(db, looked).items()]
    left = (
        search_keep.count_waiting(db) - len(keys) if len(keys) == FRESH_ROWS or letters > FRESH_LETTERS else 0
    )
    return full_text.among(placed, question), left


def _match_in(text: str, sieve: Sieve) -> tuple[int, int]:
    """Return where the first match begins in a text and how long it is, in UTF-16 units."""
    asked = searching.read(sieve.words)
    if not asked.asks:
        return 0, 0
    plain = "".join(" " if one in "\x00\x02\x03" else one for one in text)
    said = full_text.marked(plain, Question(searching.expression(asked)))
    begins, ends = said.find(BEGUN), said.find(ENDED)
    if begins < 0:
        return 0, 0
    return _units(said[:begins]), _units(said[begins + 1 : ends])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
