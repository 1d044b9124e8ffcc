"""What was found, in the words of the page: a hit as a row, where it leads, and how much there is."""

from uuid import UUID

from kapdesk.desk import Chart, Go
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.sighting import Sighting
from kapdesk.services.search import Found, Hit, Where
from kapdesk.ui.found import Result
from kapdesk.ui.note_words import Voice
from kapdesk.ui.shoulder import name_of, shoulder

PLACES = frozenset({"clients"})
"""Places of the rail in which something stands that belongs to no session."""
ELSEWHERE = "documents"  # where everything prints that has no page of its own
SIGNED, STRUCK, RETRACTED = "signed", "struck through", "retracted"
NOTHING = "Nothing is found for this."
HINT = (
    "Every word has to be there; the last one may be unfinished. “In quotes”: these words in this order. "
    "A minus leaves out: -word. Your own process notes are searched on their own page (Ctrl+9)."
)


def result_of(hit: Hit, zone: str) -> Result:
    """Return a hit as a row: its words stay away while names are hidden, they may hold one."""
    number = "" if hit.session_number is None else f"Session {hit.session_number}"
    signed = hit.signed and not hit.retracted
    marks = ((RETRACTED, hit.retracted), (STRUCK, hit.struck), (SIGNED, signed))
    pieces = () if shoulder().hides else tuple((piece.text, piece.matched) for piece in hit.pieces)
    return Result(
        hit.place,
        name_of(hit.name, hit.code),
        tuple(fact for fact in (show_date(local(hit.at, zone).date()), number) if fact),
        hit.title or hit.kind.label,
        Voice(hit.voice) if hit.voice in set(Voice) else Voice.NONE,
        tuple(word for word, holds in marks if holds),
        pieces,
        struck=hit.struck,
    )


def way_to(hit: Hit, where: Where, session: UUID | None) -> Go:
    """Return the wish to be taken to where a hit stands, in the chart with this session, the match shown."""
    words = "".join(piece.text for piece in hit.pieces)
    looked_for = tuple(piece.text for piece in hit.pieces if piece.matched)
    sighting = Sighting(
        where.field,
        where.caret,
        where.length,
        where.row,
        hit.table,
        where.client,
        where.integration,
        words,
        looked_for,
    )
    if where.tab in PLACES:
        return Go(place=where.tab, sighting=sighting)
    tab = where.tab or ELSEWHERE
    return Go(chart=Chart(where.client, session), tab=tab, sighting=sighting)


def counted(found: Found, shown: int, *, more: bool, best_asked: bool) -> str:
    """Return in words how much is shown in which order, and what is not searched yet."""
    if found.understood.endswith("."):
        return found.understood  # a sentence of its own: nothing was asked yet
    if not shown:
        said = NOTHING
    else:
        many = "1 text" if shown == 1 else f"{shown} texts"
        too_many = " (too many for the best first)" if best_asked and not found.ranked else ""
        order = "best match first" if found.ranked else f"newest first{too_many}"
        rest = "" if not more else "; there are more, narrow it down" if found.ranked else "; more below"
        said = f"{many} shown, {order}{rest}."
    read = f"Looked for: {found.understood}." if found.understood else ""
    return " ".join(part for part in (said, read, waiting_words(found.waiting)) if part)


def waiting_words(waiting: int) -> str:
    """Return how many texts are not searched yet; empty for none."""
    if not waiting:
        return ""
    return f"{'1 text is' if waiting == 1 else f'{waiting} texts are'} not searched yet."
