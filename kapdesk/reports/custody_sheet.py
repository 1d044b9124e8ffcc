"""The three sheets of the custody envelope: twenty words each, what they are for, and whom to call."""

from dataclasses import dataclass
from datetime import date

from kapdesk.domain import clock
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import said

TITLE = "Custody sheet"
COLUMNS = (0.25, 0.25, 0.25, 0.25)
WORD_SIZE = 13
BLANK = "_" * 44
OF = 3


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """One sheet: of which record and envelope, which of the three, its words, and who is to hold it."""

    vault: str
    envelope: str
    made_on: date
    number: int
    words: tuple[str, ...]
    holder: str
    clinic: str = ""
    owner: str = ""


def render(data: ShareFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return one sheet as a tagged PDF of one page; it is about no client."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLIENT)
    sheet.heading(f"{TITLE} {data.number} of {OF}", 1)
    sheet.facts(
        (
            ("For", said(data.holder)),
            ("Record", said(data.vault)),
            ("Envelope", said(data.envelope)),
            ("Clinic", said(data.clinic)),
            ("Made by", said(data.owner)),
            ("Made on", clock.show_long_date(data.made_on)),
        )
    )
    sheet.heading("The words")
    sheet.code(_rows(data.words), WORD_SIZE, COLUMNS)
    sheet.gap(sheet.scale.lead / 4)
    sheet.text("Read them line by line. The last three words check the others, so a slip is found.")
    _use(sheet)
    _keep(sheet)
    return finish(sheet, None, stamp, frame)


def _rows(words: tuple[str, ...]) -> tuple[list[str], ...]:
    """Return the words with their numbers, four in a line."""
    numbered = [f"{place} {word}" for place, word in enumerate(words, start=1)]
    numbered += [""] * (-len(numbered) % len(COLUMNS))
    return tuple(numbered[at : at + len(COLUMNS)] for at in range(0, len(numbered), len(COLUMNS)))


def _use(sheet: Sheet) -> None:
    """Set what the sheet is for and how it is used."""
    sheet.heading("What it is for")
    sheet.text(
        "If the therapist is ill or has died, any two of the three sheets open the record. One alone "
        "opens nothing and tells nothing."
    )
    sheet.heading("How to use it")
    sheet.bullets(
        (
            "Ask the holder of another sheet. Come together to the computer that has the record.",
            "On the first screen choose “Use two custody sheets” and type both lists of words.",
            "You sign in with your own name and a passphrase of your own. Nobody writes for somebody else.",
        )
    )


def _keep(sheet: Sheet) -> None:
    """Set how the sheet is kept, and whom to call."""
    sheet.heading("Keep it locked away")
    warning = "Never together with another of the three sheets, and never with the computer or its backups."
    sheet.text(Span(warning, Style.BOLD))
    sheet.text("Do not photograph, scan or send it. Tell the therapist if it is lost.")
    sheet.heading("Whom to call")
    sheet.text("Write by hand: who has the other sheets, and who knows where the computer is.")
    for label in ("Name and phone", "Name and phone"):
        sheet.gap(sheet.scale.lead / 2)
        sheet.facts(((label, BLANK),))
