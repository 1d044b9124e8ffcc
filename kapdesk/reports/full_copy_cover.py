"""The first page of a full copy: what lies in the file, how it is opened, and what is not in it."""

from dataclasses import dataclass

from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp

TITLE = "Full copy of the record"


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """Whose copy it is, which files lie in it, and what was left out."""

    identity: Identity
    code: str
    files: tuple[str, ...]
    left_out: tuple[str, ...]


def render(data: CoverFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the cover as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    sheet.text(
        "The record lies in this document as files. A program for PDF shows them under “Attachments”; each "
        "can be saved and opened from there."
    )
    sheet.heading("Files")
    sheet.bullets(data.files)
    sheet.heading("Not in this copy")
    sheet.bullets(data.left_out)
    return finish(sheet, data.identity, stamp, frame)
