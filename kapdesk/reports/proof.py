"""What a page of something signed says of its signature: the seal, what was added since, and its code."""

from collections.abc import Sequence
from dataclasses import dataclass

from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Sheet
from kapdesk.reports.text import Span

PLACE_FOR_CODE = "000000-000000"
"""Stands where the code will be, so that a page is as long before it has one as after."""


@dataclass(frozen=True, slots=True)
class Added:
    """One addendum as it prints: its kind, who wrote it when, why, and the words."""

    kind: str
    by: str
    when: str
    reason: str
    words: str
    about: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """How something signed stands: the lines under its words, what was added, and a code for each page."""

    prefix: str = ""
    late: bool = False
    warning: str = ""
    verdict: str = ""
    lines: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()
    codes: tuple[str, ...] = ()
    coded: bool = False

    def code(self, number: int) -> str:
        """Return the code of a page (from 1), or the place where it will stand; empty where there is none."""
        if not self.coded:
            return ""
        return self.codes[number - 1] if number <= len(self.codes) else PLACE_FOR_CODE

    @property
    def words(self) -> tuple[str, ...]:
        """Return the lines at the foot of each page."""
        proved = f"Content hash {self.prefix} (SHA-256, first {len(self.prefix)})." if self.prefix else ""
        last = " ".join(part for part in (self.verdict, proved) if part)
        return (*self.lines, *((last,) if last else ()))


def add_addenda(sheet: Sheet, added: Sequence[Added]) -> None:
    """Set every addendum at the end, in the order of writing; what was signed stands above, unchanged."""
    if not added:
        return
    sheet.heading("Added after signing")
    for one in added:
        head = f"{one.kind}, {one.when}, by {one.by or 'not recorded'}"
        sheet.text((Span(head, Style.BOLD),), holds=True)
        if one.about:
            sheet.text(f"About {one.about}", holds=True)
        sheet.text(f"Reason: {one.reason}", holds=True)
        sheet.text(one.words)
        if one.warning:
            sheet.text((Span(one.warning, Style.BOLD),))
        sheet.gap(sheet.scale.lead / 2)
