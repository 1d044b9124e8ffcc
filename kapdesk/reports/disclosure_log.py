"""The log of disclosures on paper: what left about one client, when, to whom, why and on what ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.wording import said

TITLE = "Log of disclosures"


@dataclass(frozen=True, slots=True)
class Left:
    """One line: when, to whom, what and how, why, on what ground, and who entered it."""

    when: str
    to: str
    what: str
    why: str
    ground: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Whose log it is, and its lines, the newest first."""

    identity: Identity
    lines: Sequence[Left]


def render(data: LogFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the log as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    if not data.lines:
        sheet.text("Nothing is in the log.")
    for line in data.lines:
        sheet.heading(f"{line.when}, to {line.to}")
        facts = [("What", line.what), ("For", said(line.why)), ("Ground", said(line.ground))]
        facts += [("Note", line.note)] if line.note else []
        sheet.facts((*facts, ("Entered by", said(line.by))))
    return finish(sheet, data.identity, stamp, frame)
