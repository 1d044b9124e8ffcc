"""The escort's half page: what to do tonight, when to call and whom, and nothing of the session."""

from dataclasses import dataclass, field
from datetime import datetime

from kapdesk.domain import clock
from kapdesk.domain.errors import Refused
from kapdesk.reports.client_facts import Advice, Number, advice_on, origins
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish, pages_of
from kapdesk.reports.paper import MARGIN, MILLIMETRE, Frame, Identity, Paper, Stamp
from kapdesk.reports.text import POINT, Span
from kapdesk.reports.wording import NOT_RECORDED, said

TITLE = "Going home together"
TIGHT = (14.0, 13.5, 13.0)  # distances of lines, in points, where the words would else not fit half a page
NARROW = 12 * MILLIMETRE  # the margin of such a page
ASK = f"Number {NOT_RECORDED}. Please ask the clinic before you leave"


@dataclass(frozen=True, slots=True)
class EscortFacts:
    """What the escort may read. `consented` is the client's recorded consent to hand this page over.

    `call_if` is about calling the clinic, `emergency_if` about help at once; neither stands under the other's
    heading. `numbers` and `emergency` are only those that the clinic has confirmed. Instants are aware and
    shown in `zone` (an IANA name).
    """

    identity: Identity
    consented: bool
    escort: str = ""
    tonight: Advice = field(default_factory=Advice)
    call_if: Advice = field(default_factory=Advice)
    numbers: tuple[Number, ...] = ()
    emergency_if: Advice = field(default_factory=Advice)
    emergency: tuple[Number, ...] = ()
    more: tuple[tuple[str, Advice], ...] = ()
    zone: str = ""
    left_at: datetime | None = None


def render(data: EscortFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the escort's page as a tagged PDF, half a sheet where it fits.

    Raises Refused without the client's consent.
    """
    if not data.consented:
        raise Refused(
            "The page for the escort was not made, because no consent of the client to hand it over is "
            "recorded. Nothing was changed. Ask the client, record the answer, then make the page again."
        )
    half = Frame(paper.size, MARGIN, cut=paper.size[1] / 2)
    whole = Frame(paper.size, MARGIN)
    narrow = Frame(paper.size, NARROW, cut=paper.size[1] / 2)
    tighter = [(narrow, CLIENT.closer(lead)) for lead in TIGHT]
    for frame, scale in ((half, CLIENT), (half, CLIENT.closer(TIGHT[0])), *tighter):
        sheet = _set(data, Sheet(TITLE, frame.width, scale))
        if pages_of(sheet, data.identity, stamp, frame) == 1:
            return finish(sheet, data.identity, stamp, frame)
    return finish(_set(data, Sheet(TITLE, whole.width, CLIENT)), data.identity, stamp, whole)


def _set(data: EscortFacts, sheet: Sheet) -> Sheet:
    """Set what the escort needs, what to do beside when."""
    sheet.heading(TITLE, 1)
    numbers = _numbers(data.emergency) or (Span(f"Emergency number: {NOT_RECORDED}"),)
    urgent = (*numbers, Span("\n"), Span(_points(data.emergency_if)))
    rows: list[tuple[str, str | tuple[Span, ...]]] = [
        ("For", _for(data)),
        ("Tonight", _points(data.tonight)),
        *((heading, _points(advice)) for heading, advice in data.more),
        ("Call us if", _points(data.call_if)),
        ("Who to call", _numbers(data.numbers) or (Span(ASK),)),
        ("Get emergency help at once if", urgent),
    ]
    sheet.facts(rows, share=0.23, labels=Style.BOLD)
    where = origins(advice_on(data))
    if where:
        sheet.gap(sheet.scale.lead / 4)
        sheet.text(f"Advice on this page: {where}.")
    return sheet


def _for(data: EscortFacts) -> str:
    """Say for whom the page is, and when they left together, as far as recorded."""
    if not data.left_at or not data.zone:
        return said(data.escort)
    return f"{said(data.escort)}; you left at {clock.show_time(data.left_at, data.zone)}"


def _numbers(numbers: tuple[Number, ...]) -> tuple[Span, ...]:
    """Return the numbers to call, each in bold with whose it is and when it answers."""
    spans: list[Span] = []
    for one in numbers:
        if one.number.strip():
            when = f" ({one.when})" if one.when else ""
            spans += [
                Span("\n" if spans else ""),
                Span(one.number, Style.BOLD),
                Span(f"   {one.whose}{when}"),
            ]
    return tuple(spans)


def _points(advice: Advice) -> str:
    """Return the points of a text, one below the other."""
    return "\n".join(POINT + point for point in advice.points if point.strip()) or NOT_RECORDED
