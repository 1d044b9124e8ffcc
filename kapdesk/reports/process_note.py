"""One process note as it leaves by its own authorisation: the ground first, then the text, nothing else."""

from dataclasses import dataclass
from datetime import datetime

from kapdesk.domain.clock import show_moment
from kapdesk.domain.letters import Block
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.wording import said

TITLE = "Process note"


@dataclass(frozen=True, slots=True)
class ProcessNoteFacts:
    """What the page says: whose note about whom, of when, its text, and the ground on which it left."""

    identity: Identity
    author: str
    happened_at: datetime
    zone: str
    text: str
    ground: Block


def render(data: ProcessNoteFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the note as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    when = show_moment(data.happened_at, data.zone)
    sheet.facts((("Author", said(data.author)), ("Written about", f"{when} ({data.zone})")))
    sheet.heading(data.ground.heading)
    for paragraph in data.ground.paragraphs:
        sheet.text(paragraph)
    sheet.heading("Note")
    for line in data.text.splitlines() or [""]:
        sheet.text(line) if line.strip() else sheet.gap(sheet.scale.lead / 2)
    return finish(sheet, data.identity, stamp, frame)
