"""The recovery sheet: the code that opens the record when every passphrase is lost, and how to keep it."""

from dataclasses import dataclass
from datetime import date

from kapdesk.domain import clock
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import said

TITLE = "Recovery sheet"
COLUMNS = (0.4, 0.4)  # two groups in a line
CODE_SIZE = 20
BLANK = "_" * 44


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Which record the code opens, since when, and its groups, each with its check letter last."""

    vault: str
    made_on: date
    groups: tuple[str, ...]
    clinic: str = ""


def render(data: SheetFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the sheet as a tagged PDF of one page; it is about no client."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLIENT)
    sheet.heading(TITLE, 1)
    sheet.facts(
        (
            ("Record", said(data.vault)),
            ("Clinic", said(data.clinic)),
            ("Code made on", clock.show_long_date(data.made_on)),
        )
    )
    sheet.heading("The code")
    sheet.code(_rows(data.groups), CODE_SIZE, COLUMNS)
    sheet.gap(sheet.scale.lead / 4)
    sheet.text("The last letter of each group checks the four before it, so a slip is found at its group.")
    _use(sheet)
    _keep(sheet)
    return finish(sheet, None, stamp, frame)


def _rows(groups: tuple[str, ...]) -> tuple[list[str], ...]:
    """Return the groups with their numbers, two in a line."""
    numbered = [f"{place}  {group[:4]} {group[4:]}" for place, group in enumerate(groups, start=1)]
    numbered += [""] * (-len(numbered) % len(COLUMNS))
    return tuple(numbered[at : at + len(COLUMNS)] for at in range(0, len(numbered), len(COLUMNS)))


def _use(sheet: Sheet) -> None:
    """Set what the sheet is for and how it is used."""
    sheet.heading("What it is for")
    sheet.text("It opens the record when every passphrase is lost. Without both, nobody can open it.")
    sheet.heading("How to use it")
    sheet.bullets(
        (
            "On the first screen choose “Use the recovery sheet” and type the eight groups.",
            "Choose a new passphrase. You are then given a new sheet; destroy this one.",
            "I and L are read as 1, O as 0. Small letters and missing dashes do not matter.",
        )
    )


def _keep(sheet: Sheet) -> None:
    """Set what the sheet can do in wrong hands, and where the second one is."""
    sheet.heading("Keep it locked away")
    warning = "With this sheet anyone holding the computer or a backup can read everything."
    sheet.text(Span(warning, Style.BOLD))
    sheet.text("Never beside the computer or the backups. Do not photograph, scan or send it.")
    sheet.heading("The second sheet")
    sheet.text("A second copy lies somewhere else, with somebody else. Write by hand:")
    for label in ("Held by", "Where", "Since"):
        sheet.gap(sheet.scale.lead / 2)
        sheet.facts(((label, BLANK),))
