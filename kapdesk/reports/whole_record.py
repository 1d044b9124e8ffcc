"""The whole record of one client on paper: who it is, every day, every session, what left, who signed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kapdesk.domain.steps import Step, no_step, within
from kapdesk.reports import integration_record, kept_room, kept_sections, leaving_sections, measure_summary
from kapdesk.reports.carried_facts import CarriedFacts
from kapdesk.reports.carried_sections import carried
from kapdesk.reports.fonts import Style
from kapdesk.reports.integration_record import IntegrationFacts
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.measure_summary import MeasureFacts
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp, Status
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.session_summary import SECTIONS
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED, Wall, said

TITLE = "Whole record"
_ELSEWHERE = (
    leaving_sections.bookings,
    leaving_sections.integration,
    kept_sections.contacts,
    kept_room.carried,
)
"""Sections of a session whose lines stand once for the whole course, without what was asked alone."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the record: its heading, the heads of its columns, its rows, and their widths."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """How a session or note stands: in one line each, and what was added since, in order."""

    lines: tuple[str, ...]
    added: tuple[tuple[str, str, str], ...] = ()
    warning: str = ""
    is_signed: bool = True


@dataclass(frozen=True, slots=True)
class DosingPart:
    """One dosing session with how it is signed."""

    title: str
    facts: SessionFacts
    signed: Signed


@dataclass(frozen=True, slots=True)
class IntegrationPart:
    """One integration session with how it is signed."""

    title: str
    facts: IntegrationFacts
    signed: Signed


@dataclass(frozen=True, slots=True)
class WholeFacts:
    """Everything of one client; `parts` stand in the order in which they took place.

    `unsigned` counts the parts that are drafts, `left_out` says what this copy leaves out on purpose.
    """

    identity: Identity
    zone: str
    about: tuple[tuple[str, str], ...] = ()
    before: tuple[Listing, ...] = ()
    plans: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    parts: tuple[DosingPart | IntegrationPart, ...] = ()
    measures: MeasureFacts | None = None
    carried: CarriedFacts = field(default_factory=CarriedFacts)
    after: tuple[Listing, ...] = ()
    left_out: tuple[str, ...] = ()
    unsigned: int = 0


class WholeStamp(Stamp):
    """When and by whom the whole was printed; `signature` says how many of its parts are drafts."""

    __slots__ = ()

    @property
    def standing(self) -> str:
        """Return how many parts are drafts."""
        return self.signature


def stamp_of(stamp: Stamp, data: WholeFacts) -> Stamp:
    """Return a stamp that marks every page as a draft while any part of it is not signed."""
    count = len(data.parts)
    drafts = f"DRAFT in part: {data.unsigned} of {count} sessions not signed" if data.unsigned else ""
    return WholeStamp(
        stamp.printed_at, stamp.printed_by, stamp.zone, Status.DRAFT if data.unsigned else Status.PLAIN,
        drafts, stamp.practice, stamp.version, stamp.seal, stamp.notice,
    )  # fmt: skip


def render(data: WholeFacts, *, paper: Paper, stamp: Stamp, step: Step = no_step) -> bytes:
    """Return the whole record as a tagged PDF with a bookmark for every part; it may take many pages.

    `step` hears how far it is and may raise to stop.
    """
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    sheet.facts(data.about)
    _contents(sheet, data)
    for listing in data.before:
        _list(sheet, listing)
    for title, lines in data.plans:
        sheet.heading(title)
        sheet.facts(lines)
    if data.texts:
        sheet.heading("Texts beside the sessions")
        sheet.facts(data.texts)
    for number, part in enumerate(data.parts):
        within(step, 0, 2)(number, len(data.parts))
        _part(sheet, part)
    _measures(sheet, data)
    _carried(sheet, data)
    for listing in data.after:
        _list(sheet, listing)
    _end(sheet, data)
    return finish(sheet, data.identity, stamp_of(stamp, data), frame, within(step, 1, 2))


def _contents(sheet: Sheet, data: WholeFacts) -> None:
    """Say which sessions follow and how each is signed."""
    sheet.heading("What is in it")
    rows = [(part.title, part.signed.lines[0] if part.signed.lines else NOT_RECORDED) for part in data.parts]
    if rows:
        sheet.table(("Session", "Standing"), rows, (0.5, 0.5))
    else:
        sheet.text("No session is recorded for this client.")


def _list(sheet: Sheet, listing: Listing) -> None:
    """Set one list; one without rows says that nothing was recorded."""
    sheet.heading(listing.title)
    if listing.rows:
        rows = [tuple(cell or "" for cell in row) for row in listing.rows]
        sheet.table(listing.heads, rows, listing.shares)
    else:
        sheet.text(NOT_RECORDED)


def _part(sheet: Sheet, part: DosingPart | IntegrationPart) -> None:
    """Set one session under its own bookmark: how it is signed, what it holds, what was added since."""
    sheet.gap(sheet.scale.lead)
    sheet.heading(part.title, 1)
    if part.signed.warning:
        sheet.text(Span(part.signed.warning, Style.BOLD), holds=True)
    for line in part.signed.lines:
        sheet.text(line, holds=True)
    if isinstance(part, DosingPart):
        for section in SECTIONS:
            if section not in _ELSEWHERE:
                section(sheet, part.facts)
    else:
        integration_record.sections(sheet, part.facts, leaves=True)
    if part.signed.added:
        sheet.heading("Added after signing")
        sheet.table(("What, by whom, when", "Reason", "Words"), part.signed.added, (0.32, 0.24, 0.44))


def _measures(sheet: Sheet, data: WholeFacts) -> None:
    if data.measures is not None:
        sheet.gap(sheet.scale.lead)
        sheet.heading("Measures", 1)
        measure_summary.sections(sheet, data.measures)


def _carried(sheet: Sheet, data: WholeFacts) -> None:
    if not data.carried.empty:
        sheet.gap(sheet.scale.lead)
        sheet.heading("Carried through the weeks", 1)
        carried(sheet, data.carried, Wall(data.zone), leaves=True, level=2)


def _end(sheet: Sheet, data: WholeFacts) -> None:
    """Say what this copy leaves out, and in which zone its times are."""
    sheet.heading("About this copy")
    _bullets(sheet, data.left_out)
    sheet.facts((("Times shown in", said(data.zone)),))


def _bullets(sheet: Sheet, lines: Sequence[str]) -> None:
    if lines:
        sheet.bullets(lines)
        sheet.gap(sheet.scale.lead / 3)
