"""The measures of one client on paper: drawn, listed, what changed by which rule, and who observed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kapdesk.domain import clock
from kapdesk.reports.course_chart import Drawn, chart
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED, said

TITLE = "Measure summary"
SCALE = replace(CLINIC, lead=13.5)
NOTHING = "No questionnaire is recorded for this client."


@dataclass(frozen=True, slots=True)
class Listed:
    """One questionnaire as it is listed: when it was filled and written, result, who observed, what else."""

    at: datetime
    written_at: datetime
    result: str
    by: str
    beside: tuple[str, ...] = ()
    struck: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure: its drawing, what is said of it first, its rules, its list, and what its licence asks."""

    title: str
    drawn: Drawn
    finding: str = ""
    worse: bool = False
    baseline: str = ""
    spread: str = ""
    rules: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What stands in the summary; `happened` are doses, sessions and events with their day."""

    identity: Identity
    zone: str
    measures: tuple[Measured, ...] = ()
    happened: tuple[tuple[datetime, str], ...] = ()
    left_out: tuple[tuple[datetime, str, str], ...] = ()


def render(data: MeasureFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the summary as a tagged PDF; a measure that got worse stands first and says so in bold."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, SCALE)
    sheet.heading(TITLE, 1)
    sections(sheet, data)
    sheet.gap(sheet.scale.lead / 2)
    sheet.facts((("Times", said(data.zone)),))
    return finish(sheet, data.identity, stamp, frame)


def sections(sheet: Sheet, data: MeasureFacts) -> None:
    """Set every measure with its course; one that got worse stands first."""
    _overview(sheet, data.measures)
    for one in sorted(data.measures, key=_better):
        _measure(sheet, one, data.zone)
    _happened(sheet, data)
    if data.left_out:
        sheet.heading("Left out")
        rows = [(_day(at, data.zone), name, reason) for at, name, reason in data.left_out]
        sheet.table(("On", "Measure", "Reason"), rows, (0.2, 0.3, 0.5))


def _better(one: Measured) -> bool:
    return not one.worse


def _overview(sheet: Sheet, measures: Sequence[Measured]) -> None:
    """Say every finding in a line, those that got worse first and in bold."""
    if not measures:
        sheet.text(NOTHING)
        return
    for one in sorted(measures, key=_better):
        if one.finding:
            sheet.text(Span(one.finding, Style.BOLD if one.worse else Style.REGULAR))


def _measure(sheet: Sheet, one: Measured, zone: str) -> None:
    sheet.heading(one.title)
    if one.finding:
        sheet.text(Span(one.finding, Style.BOLD), holds=True)
    for line in (one.baseline, one.spread):
        if line:
            sheet.text(line, holds=True)
    chart(sheet, one.drawn)
    for rule in one.rules:
        sheet.text(rule)
    sheet.gap(sheet.scale.lead / 2)
    rows = [_row(each, zone) for each in one.listed]
    sheet.table(("Filled", "Result", "Observed by", "Beside it"), rows, (0.22, 0.26, 0.22, 0.30))
    if one.attribution:
        sheet.gap(sheet.scale.lead / 3)
        sheet.text(one.attribution)


def _row(one: Listed, zone: str) -> tuple[str | Span, ...]:
    written = (
        "" if _day(one.at, zone) == _day(one.written_at, zone) else f", written {_day(one.written_at, zone)}"
    )
    beside = [*one.beside, *([] if one.struck is None else [f"struck: {one.struck or NOT_RECORDED}"])]
    result = Span(
        one.result, Style.BOLD if one.struck is None else Style.REGULAR, struck=one.struck is not None
    )
    return (f"{clock.show_moment(one.at, zone)}{written}", result, said(one.by), "; ".join(beside))


def _happened(sheet: Sheet, data: MeasureFacts) -> None:
    if not data.happened:
        return
    sheet.heading("What is marked")
    rows = [(_day(at, data.zone), words) for at, words in data.happened]
    sheet.table(("On", "What"), rows, (0.25, 0.75))


def _day(at: datetime, zone: str) -> str:
    return clock.show_date(clock.local(at, zone).date())
