"""The fields of the esketamine monitoring form, read off the record to be typed in by hand."""

from dataclasses import dataclass

from kapdesk.domain.esketamine_form import DAYS
from kapdesk.reports import handing_sections as hand
from kapdesk.reports.handing_sections import Noted
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.session_facts import SessionFacts

TITLE = "Esketamine monitoring: fields for the form"
ABOUT = (
    "For typing into the current SPRAVATO REMS Patient Monitoring Form, which the clinic submits itself "
    f"within {DAYS} calendar days; kapdesk submits nothing. The fields are those of the form of 11/2021; the "
    "form in use may ask for more. What is not in the record says so: the clinician answers it."
)


@dataclass(frozen=True, slots=True)
class EsketamineFacts:
    """The fields of the form, block by block, each with who wrote it; `day` is the session they are from."""

    day: SessionFacts
    blocks: tuple[tuple[str, tuple[Noted, ...]], ...] = ()


def render(data: EsketamineFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the fields as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    sheet.text(ABOUT)
    for title, rows in data.blocks:
        hand.noted(sheet, title, rows, data.day.wall)
    hand.standing_events(sheet, data.day)
    hand.vitals_in_rows(sheet, data.day)
    return finish(sheet, data.day.identity, stamp, frame)
