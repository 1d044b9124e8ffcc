"""The progress note as a page: when, where and with whom, its sections in order, and who signs it."""

from dataclasses import dataclass

from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp, Status
from kapdesk.reports.wording import said

TITLE = "Progress note"
BY_HAND = "_" * 34
ON = "_" * 16


@dataclass(frozen=True, slots=True)
class Told:
    """One section: its title and its text, as edited or as the record says it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """One progress note; `head` are times, setting and people, `signers` who has to sign it."""

    identity: Identity
    format: str
    head: tuple[tuple[str, str], ...] = ()
    sections: tuple[Told, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()


def render(data: ProgressFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the note as a tagged PDF; a draft has a line for each hand that has to sign."""
    frame = Frame(paper.size, MARGIN)
    title = f"{TITLE}, {data.format}"
    sheet = Sheet(title, frame.width, CLINIC)
    sheet.heading(title, 1)
    sheet.facts(data.head)
    for section in data.sections:
        sheet.heading(section.title)
        for part in said(section.text).split("\n\n"):
            sheet.text(part)
    if stamp.status is not Status.SIGNED:
        _signers(sheet, data.signers)
    return finish(sheet, data.identity, stamp, frame)


def _signers(sheet: Sheet, signers: tuple[tuple[str, str], ...]) -> None:
    """Set a line for each who signs by hand, kept together."""
    if not signers:
        return
    sheet.heading("Signatures")
    rows = [(f"{part}\n{who}", f"{BY_HAND}   on {ON}") for part, who in signers]
    sheet.facts(rows, share=0.36, labels=Style.REGULAR)
