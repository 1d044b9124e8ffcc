"""The appointment card: when and where to come next, to cut out and keep, with no clinical word on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kapdesk.reports.client_facts import NextVisit
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, MILLIMETRE, REHEARSAL, Frame, Identity, Paper, Stamp, Status
from kapdesk.reports.pen import Pen
from kapdesk.reports.strips import Strip
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED

TITLE = "Your next visit"
CARD_WIDTH = 105 * MILLIMETRE
AIR = 5 * MILLIMETRE
ON_A_CARD = 8  # visits; such a card stands on one page


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What stands on the card. `phone` is the clinic's number, only where the clinic has confirmed it."""

    identity: Identity
    clinic: str = ""
    phone: str = ""
    visits: tuple[NextVisit, ...] = ()


def render(data: CardFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the appointment card as a tagged PDF."""
    frame = Frame(paper.size, MARGIN + AIR)
    sheet = Sheet(TITLE, CARD_WIDTH - 2 * AIR, CLIENT)
    if stamp.practice:
        sheet.text(Span(REHEARSAL, Style.BOLD))
    if stamp.status is Status.DRAFT:
        sheet.text(Span("DRAFT", Style.BOLD))
    parts = [data.visits[first : first + ON_A_CARD] for first in range(0, len(data.visits), ON_A_CARD)]
    begins = 0
    for number, visits in enumerate(parts or [()], start=1):
        _card(sheet, data, visits, number)
        sheet.strips[begins:] = _cut_out(sheet.strips[begins:])
        sheet.gap(AIR)
        begins = len(sheet.strips)
    return finish(sheet, data.identity, stamp, frame)


def _card(sheet: Sheet, data: CardFacts, visits: Sequence[NextVisit], number: int) -> None:
    """Set one card; a client with many visits gets several, each with whom to call."""
    sheet.heading(TITLE if number == 1 else f"{TITLE}, card {number}", 1 if number == 1 else 2)
    for visit in visits:
        _visit(sheet, visit)
    if not visits:
        sheet.text(NOT_RECORDED)
    sheet.gap(sheet.scale.lead / 2)
    if data.clinic:
        sheet.text(data.clinic)
    if data.phone:
        sheet.text(Span(data.phone, Style.BOLD), large=True)


def _visit(sheet: Sheet, visit: NextVisit) -> None:
    """Set one visit: when, where and with whom; what for is nobody's business who finds the card."""
    lines = (visit.place, visit.with_whom)
    rest = "".join(f"\n{line}" for line in lines if line)
    sheet.text((Span(visit.when, Style.BOLD), Span(rest)))
    sheet.gap(sheet.scale.lead / 4)


def _cut_out(strips: list[Strip]) -> list[Strip]:
    """Put a dashed line around the strips to cut along."""
    edge = Strip(2 * AIR, _upper_edge, holds=True)
    last = Strip(AIR, _lower_edge)
    inside = [replace(strip, draw=partial(_sides, strip), gap=False, holds=True) for strip in strips]
    return [edge, *inside, last]


def _upper_edge(pen: Pen, left: float, top: float) -> None:
    """Draw the upper edge of the card, away from the rule above it, and the beginning of its sides."""
    pen.rule(left - AIR, left - AIR + CARD_WIDTH, top - AIR, dashed=True)
    _down(pen, left, top - AIR, AIR)


def _lower_edge(pen: Pen, left: float, top: float) -> None:
    """Draw the lower edge of the card and the end of its sides."""
    pen.rule(left - AIR, left - AIR + CARD_WIDTH, top - AIR, dashed=True)
    _down(pen, left, top, AIR)


def _sides(strip: Strip, pen: Pen, left: float, top: float) -> None:
    """Draw a strip between the sides of the card."""
    _down(pen, left, top, strip.height)
    strip.draw(pen, left, top)


def _down(pen: Pen, left: float, top: float, height: float) -> None:
    """Draw both sides for some height."""
    for x in (left - AIR, left - AIR + CARD_WIDTH):
        pen.bar(x, top, top - height, dashed=True)
