"""What pages for the client and the escort hold: texts of the clinic, numbers it confirmed, visits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kapdesk.domain import clock
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Sheet
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Advice:
    """A text of the clinic as it was given: its points, and which version from which source."""

    points: tuple[str, ...] = ()
    version: str = ""
    source: str = ""

    @property
    def origin(self) -> str:
        """Return version and source in a line."""
        return ", ".join(part for part in (self.version, self.source) if part)


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call that the clinic has confirmed: whose it is, the number, and when it answers."""

    whose: str
    number: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class NextVisit:
    """A booked appointment in words for the client, shown in its own zone (an IANA name)."""

    at: datetime
    zone: str
    what: str = ""
    place: str = ""
    with_whom: str = ""

    @property
    def when(self) -> str:
        """Return the day and time in full: Tuesday 24 November 2026 at 15:00."""
        there = clock.local(self.at, self.zone)
        return f"{clock.show_long_date(there.date())} at {there:%H:%M}"

    @property
    def rest(self) -> str:
        """Return what, where and with whom, as far as recorded."""
        return ", ".join(part for part in (self.what, self.place, self.with_whom) if part)


def set_advice(sheet: Sheet, heading: str, advice: Advice) -> None:
    """Set a text of the clinic under a heading in the reader's words."""
    sheet.heading(heading)
    points = [point for point in advice.points if point.strip()]
    if points:
        sheet.bullets(points)
    else:
        sheet.text(NOT_RECORDED)


class _Advised(Protocol):
    """A page with advice for going home."""

    @property
    def tonight(self) -> Advice: ...
    @property
    def more(self) -> tuple[tuple[str, Advice], ...]: ...
    @property
    def call_if(self) -> Advice: ...
    @property
    def emergency_if(self) -> Advice: ...


def advice_on(data: _Advised) -> tuple[Advice, ...]:
    """Return every text of the clinic that stands on a page for going home."""
    return (data.tonight, *(advice for _, advice in data.more), data.call_if, data.emergency_if)


def origins(texts: Iterable[Advice]) -> str:
    """Return which versions from which sources some texts are, each once."""
    return "; ".join(dict.fromkeys(one.origin for one in texts if one.origin))


def set_urgent(sheet: Sheet, heading: str, advice: Advice, numbers: tuple[Number, ...]) -> None:
    """Set when to get help at once, and by which confirmed number; where there is none, say so."""
    set_advice(sheet, heading, advice)
    known = [one for one in numbers if one.number.strip()]
    sheet.gap(sheet.scale.lead / 4)
    for one in known:
        sheet.text((Span(one.number, Style.BOLD), Span(f"   {one.whose}")), large=True)
    if not known:
        sheet.text(f"Emergency number: {NOT_RECORDED}")


def set_numbers(sheet: Sheet, heading: str, numbers: tuple[Number, ...]) -> None:
    """Set the numbers to call, large; where none was confirmed no number is printed."""
    sheet.heading(heading)
    known = [one for one in numbers if one.number.strip()]
    for one in known:
        when = f" ({one.when})" if one.when else ""
        sheet.text((Span(one.number, Style.BOLD), Span(f"   {one.whose}{when}")), large=True)
    if not known:
        sheet.text(f"Number {NOT_RECORDED}. Please ask the clinic before you leave.")


def set_visits(sheet: Sheet, heading: str, visits: tuple[NextVisit, ...]) -> None:
    """Set the booked appointments, the day in full."""
    sheet.heading(heading)
    for visit in visits:
        rest = f"\n{visit.rest}" if visit.rest else ""
        sheet.text((Span(visit.when, Style.BOLD), Span(rest)))
    if not visits:
        sheet.text(NOT_RECORDED)
