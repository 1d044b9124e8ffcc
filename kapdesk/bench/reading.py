"""Reading: a chart of many sessions, words found in all notes, and a client found at each key."""

from collections.abc import Callable
from functools import partial
from itertools import cycle
from time import perf_counter

from kapdesk.bench import bare
from kapdesk.bench.figures import About, CannotMeasure, Taken, alternate, timed
from kapdesk.bench.ground import Ground
from kapdesk.services import client_list

OPEN = About(
    "open-client-50", "everything that is read when the chart of a client with 50 sessions is opened",
    "bare sqlcipher3: the same headers, and all rows of the newest session", 1.3,
)  # fmt: skip
WORD = About(
    "search-word", "the newest 50 places of a word in all notes, with snippets",
    "bare FTS5 on the same file: newest 50, snippets, all fetched", 2.0,
)  # fmt: skip
PREFIX = About("search-prefix", "the same for the beginning of a word", WORD.floor, 2.0)
PHRASE = About("search-phrase", "the same for a phrase", WORD.floor, 2.0)
FIND = About(
    "client-find", "a page of the client list for each key of a number being typed",
    "bare sqlcipher3: as many clients by the index over their numbers, with their newest session", 5.0,
)  # fmt: skip
PAGE = 128

_OF_SESSION = (
    "session_state", "escort", "note", "answer", "dose", "vital", "timeline", "insight", "embodiment_step",
    "screen", "clearance", "discharge",
)  # fmt: skip
_SEARCH = (
    "SELECT rowid, snippet(search, 0, '[', ']', '…', 12) FROM search WHERE search MATCH ? "
    "ORDER BY rowid DESC LIMIT 50"
)
_FIND = (
    "SELECT id, code, family_name, given_name, title, preferred_name, born, ended_on, (SELECT max(number) "
    "FROM session WHERE client_id = client.id) FROM client WHERE code >= ? ORDER BY code LIMIT ?"
)


def chart(ground: Ground) -> Taken:
    """Read a chart through the services that its band and its tabs ask, in turn with bare rows."""
    return alternate(
        timed(partial(_read_chart, ground)), timed(partial(_bare_chart, ground)), most=40, seconds=5
    )


def word(ground: Ground) -> Taken:
    """Find a word."""
    return _search(ground, "window ")


def prefix(ground: Ground) -> Taken:
    """Find the beginning of a word."""
    return _search(ground, "win")


def phrase(ground: Ground) -> Taken:
    """Find a phrase."""
    return _search(ground, '"long grey part" ')


def find(ground: Ground) -> Taken:
    """Find clients as a number is typed, key by key."""
    typed = cycle(("R", "R-", "R-0", "R-00", "R-000", "R-0000", "R-00001"))
    found = [0]

    def ours() -> float:
        began = perf_counter()
        lines = client_list.lines(ground.record, next(typed), 0, PAGE)
        took = perf_counter() - began
        found[0] = len(lines)
        if not lines:
            raise CannotMeasure("nobody was found by a number that is there")
        return took

    def floor() -> None:
        bare.rows(ground.raw, _FIND, "R-00001", found[0])

    return alternate(ours, timed(floor), most=70, least=14, seconds=5)


def _search(ground: Ground, typed: str) -> Taken:
    """Find what is typed, in turn with the same expression asked of the full text alone."""
    try:
        from kapdesk.domain import searching
        from kapdesk.services import search
    except ImportError:
        raise CannotMeasure("this version has no search over all notes") from None
    sieve, match = search.Sieve(words=typed), searching.expression(searching.read(typed), [])

    def ours() -> None:
        if not search.find(ground.record, sieve, limit=50).hits:
            raise CannotMeasure("nothing was found by words that are there")

    def floor() -> None:
        if not bare.rows(ground.raw, _SEARCH, match):
            raise CannotMeasure("the full text holds nothing")

    return alternate(timed(ours), timed(floor), most=60, least=10, seconds=5)


def _read_chart(ground: Ground) -> None:
    """Ask what a chart asks: whose it is, its sessions, and everything of the newest."""
    from kapdesk.app.bandfacts import of_chart
    from kapdesk.services import (
        clearances,
        doses,
        escorts,
        given_steps,
        insights,
        notes,
        outcomes,
        screens,
        sessions,
        timeline,
        vitals,
    )

    record, here, client = ground.record, ground.session, ground.longest.client
    of_chart(record, ground.longest)
    sessions.of_client(record, client)
    notes.texts(record, notes.Owner(client, session=here))
    asked: tuple[Callable[..., object], ...] = (
        sessions.steps, doses.of_session, vitals.of_session, timeline.of_session, insights.of_session,
        given_steps.history, escorts.of_session, clearances.of_session, outcomes.of_session,
    )  # fmt: skip
    for read in asked:
        read(record, here)
    screens.of_client(record, client)


def _bare_chart(ground: Ground) -> None:
    """Fetch the client, all headers, and every row of the newest session."""
    client, here = ground.longest.client.hex, ground.session.hex
    bare.rows(ground.raw, "SELECT * FROM client WHERE id = ?", client)
    bare.rows(ground.raw, "SELECT * FROM session WHERE client_id = ? ORDER BY number DESC", client)
    for table in _OF_SESSION:
        bare.rows(ground.raw, f"SELECT * FROM {table} WHERE session_id = ?", here)  # noqa: S608 - the tables above
    for table in ("client_alert", "client_consent", "task", "screen"):
        bare.rows(ground.raw, f"SELECT * FROM {table} WHERE client_id = ?", client)  # noqa: S608 - the tables above
