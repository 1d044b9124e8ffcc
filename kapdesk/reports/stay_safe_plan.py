"""The client's stay-safe plan on one page in large type, to hang where it is seen; no diagnosis, no drug."""

from dataclasses import dataclass, replace
from datetime import date

from kapdesk.domain import clock
from kapdesk.reports.client_facts import Number
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Scale, Sheet
from kapdesk.reports.page import finish, pages_of
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED

TITLE = "My stay-safe plan"
LARGE = replace(CLIENT, body=14, lead=19, title=26, heading=15, large=18)
MIDDLE = replace(CLIENT, body=13, lead=17, title=24, heading=14, large=16)


@dataclass(frozen=True, slots=True)
class Element:
    """One part of the plan under its heading, in the client's own words, a line each.

    `numbers` says that this is the part where the confirmed numbers stand.
    """

    title: str
    lines: tuple[str, ...] = ()
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What stands on the plan; `numbers` are only those that the clinic has confirmed.

    `left_out` counts lines with numbers that nobody of the clinic has tried: they are not printed.
    """

    identity: Identity
    number: int | None = None
    reviewed_on: date | None = None
    elements: tuple[Element, ...] = ()
    numbers: tuple[Number, ...] = ()
    left_out: int = 0
    closing: tuple[tuple[str, str], ...] = ()


def render(data: PlanFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the plan as a tagged PDF: the largest type with which it stays on one page."""
    frame = Frame(paper.size, MARGIN)
    sheet = _set(data, frame, LARGE)
    for scale in (MIDDLE, CLIENT, CLIENT.closer(14.5)):
        if pages_of(sheet, data.identity, stamp, frame) == 1:
            break
        sheet = _set(data, frame, scale)
    return finish(sheet, data.identity, stamp, frame)


def _set(data: PlanFacts, frame: Frame, scale: Scale) -> Sheet:
    """Set every element in order, the confirmed numbers where help is called."""
    sheet = Sheet(TITLE, frame.width, scale)
    sheet.heading(TITLE, 1)
    sheet.text(_which(data))
    for place, element in enumerate(data.elements, start=1):
        sheet.heading(f"{place}  {element.title}")
        _lines(sheet, element, data)
    if data.closing:
        sheet.gap(sheet.scale.lead * 0.8)
        sheet.facts([(label, words or NOT_RECORDED) for label, words in data.closing], share=0.36)
    return sheet


def _which(data: PlanFacts) -> str:
    """Say which version this is and when it was looked at together."""
    version = f"Version {data.number}. " if data.number is not None else ""
    day = clock.show_long_date(data.reviewed_on) if data.reviewed_on else NOT_RECORDED
    return f"{version}Looked at together: {day}."


def _lines(sheet: Sheet, element: Element, data: PlanFacts) -> None:
    """Set the lines of one element, and the numbers where they belong."""
    numbers = [one for one in data.numbers if one.number.strip()] if element.numbers else []
    for one in numbers:
        when = f" ({one.when})" if one.when else ""
        sheet.text((Span(one.number, Style.BOLD), Span(f"   {one.whose}{when}")), large=True)
    lines = [line for line in element.lines if line.strip()]
    if lines:
        sheet.bullets(lines)
    if element.numbers and data.left_out:
        many = "A number" if data.left_out == 1 else f"{data.left_out} numbers"
        sheet.text(f"{many} left out: not yet tried by the clinic. Please ask.")
    if not lines and not numbers and not (element.numbers and data.left_out):
        sheet.text(NOT_RECORDED)
