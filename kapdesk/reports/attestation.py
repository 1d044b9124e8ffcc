"""The attestation: where the audit trail stood on one day, on paper, so that nobody can shorten it unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kapdesk.domain.clock import show_moment
from kapdesk.domain.steps import Step, no_step
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import said

TITLE, LIST_TITLE = "Attestation of the audit trail", "Audit trail"
ANCHOR_SIZE = 20
BLANK = "_" * 44


@dataclass(frozen=True, slots=True)
class AttestationFacts:
    """Where the trail ended, what the check of it found, and which record it belongs to."""

    vault: str
    clinic: str
    anchor: str
    at: datetime | None
    checked: str
    zone: str


@dataclass(frozen=True, slots=True)
class TrailFacts:
    """Lines of the trail as they were sifted; each a time, a person, an act and what it was done to."""

    sifted: str
    lines: Sequence[tuple[str, str, str, str]]


def render(data: AttestationFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the attestation as a tagged PDF of one page; it is about no client."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    when = f"{show_moment(data.at, data.zone)} ({data.zone})" if data.at else ""
    sheet.facts(
        (("Record", said(data.vault)), ("Clinic", said(data.clinic)), ("Last line written", said(when)))
    )
    sheet.heading("Anchor")
    sheet.code((([data.anchor]),), ANCHOR_SIZE, (1.0,))
    sheet.text(Span(data.checked, Style.BOLD))
    sheet.heading("What it is for")
    sheet.bullets(
        (
            "Keep this page away from the computer.",
            "Typed back in later (Practice, Audit trail), the anchor says whether each line is there.",
            "Whoever can open the record could write another trail, and would not know of this page.",
        )
    )
    for label in ("Witnessed by", "On", "Kept where"):
        sheet.gap(sheet.scale.lead / 2)
        sheet.facts(((label, BLANK),))
    return finish(sheet, None, stamp, frame)


def render_lines(data: TrailFacts, *, paper: Paper, stamp: Stamp, step: Step = no_step) -> bytes:
    """Return the sifted lines of the trail as a tagged PDF; `step` hears each page, and may raise to stop."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(LIST_TITLE, frame.width, CLINIC)
    sheet.heading(LIST_TITLE, 1)
    sheet.text(data.sifted)
    sheet.table(("When", "Who", "Did", "What"), list(data.lines), (0.22, 0.22, 0.2, 0.36))
    return finish(sheet, None, stamp, frame, step)
