"""The page: whose it is on top, the words between generous margins, and who printed it when at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kapdesk.domain import clock
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Scale, Sheet, Strip
from kapdesk.reports.pen import FURNITURE, Pen
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Line, Span, lines

ABOUT = (
    "kapdesk documents and reminds; it does not diagnose, dose or clear anyone to leave. "
    "Decisions are the clinician's."
)
REHEARSAL = "PRACTICE ROOM - not a record"
LANGUAGE = "en-GB"
MILLIMETRE = 72 / 25.4
MARGIN = 20 * MILLIMETRE
CLIENT_MARGIN = 22 * MILLIMETRE


class Paper(StrEnum):
    """The paper in the printer."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points."""
        return (612.0, 792.0) if self is Paper.LETTER else (210 * MILLIMETRE, 297 * MILLIMETRE)


class Status(StrEnum):
    """Whether what is printed may still change."""

    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose page it is; what is not known is said to be so, never left blank."""

    family: str
    given: str
    born: date | None
    code: str

    @property
    def name(self) -> str:
        """Return the name as it stands on top of each page: FAMILY, Given."""
        known = [part for part in (self.family.strip().upper(), self.given.strip()) if part]
        return ", ".join(known) if known else "Name not known"

    @property
    def birth(self) -> str:
        """Return the birth date as it stands beside the name."""
        return f"Born {clock.show_date(self.born)}" if self.born else "Birth date not known"


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom a page is printed, and whether it is still a draft.

    `printed_at` is an aware instant and is shown in `zone` (an IANA name). `signature` is the whole line that
    stands on a signed page, such as `Signed by J. Adler, LMFT, 22-Nov-2026 15:10`; a draft prints none.
    `practice` marks every page of the rehearsal record. `version` is the version of kapdesk.
    """

    printed_at: datetime
    printed_by: str
    zone: str
    status: Status
    signature: str
    practice: bool
    version: str

    @property
    def standing(self) -> str:
        """Return the line that says whether this is a draft or who signed it."""
        return "DRAFT - not signed" if self.status is Status.DRAFT else self.signature or "Signed"


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper, its margin, and the height at which a page ends early to be cut off (0: the whole sheet)."""

    size: tuple[float, float]
    margin: float
    cut: float = 0.0

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.size[0] - 2 * self.margin

    @property
    def bottom(self) -> float:
        """Return the height above which the foot of the page stands."""
        return self.cut + (self.margin * 0.75 if not self.cut else self.margin * 0.4)


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The lines above and below the words of every page."""

    name: tuple[Line, ...]
    status: tuple[Line, ...]
    foot: tuple[Line, ...]


def finish(sheet: Sheet, identity: Identity, stamp: Stamp, frame: Frame, *, printed: str) -> bytes:
    """Put a set sheet on pages with name, number, time and status on each, and return the PDF.

    `printed` is the printed-at time in the words of the reader of this document.
    """
    furniture = _furniture(sheet, identity, stamp, frame, printed)
    scale = sheet.scale
    top = frame.size[1] - frame.margin * 0.75 - _height(furniture.name, scale) - scale.lead
    bottom = frame.bottom + _height(furniture.foot, scale) + scale.lead
    pages = divide(sheet.strips, top - bottom)
    pen = Pen(frame.size, sheet.title, LANGUAGE)
    head = Node("P")
    foot = Node("P")
    for number, strips in enumerate(pages):
        if number:
            pen.turn()
        _watermarks(pen, stamp)
        _draw_head(pen, furniture, frame, scale, head if number == 0 else FURNITURE)
        height = top
        for strip in strips:
            strip.draw(pen, frame.margin, height)
            height -= strip.height
        is_last = number == len(pages) - 1
        _draw_foot(pen, furniture, frame, scale, foot if is_last else FURNITURE)
        _draw_number(pen, frame, scale, number + 1, len(pages))
    sheet.root.kids[:0] = [head]
    sheet.root.kids.append(foot)
    return pen.close(sheet.root)


def divide(strips: Sequence[Strip], room: float) -> list[list[Strip]]:
    """Put strips on pages of so much room; what holds together stays together, and no page is empty."""
    pages: list[list[Strip]] = [[]]
    left = room
    for group in _groups(strips):
        needed = sum(strip.height for strip in group)
        if pages[-1] and needed > left and not group[0].gap:
            pages.append([])
            left = room
        for strip in group:
            if strip.gap and (not pages[-1] or strip.height > left):
                continue
            if pages[-1] and strip.height > left:
                pages.append([])
                left = room
            if not pages[-1] and strip.repeats and len(pages) > 1:
                pages[-1].append(strip.repeats)
                left -= strip.repeats.height
            pages[-1].append(strip)
            left -= strip.height
    return pages


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Join each strip that holds to the one below it."""
    groups: list[list[Strip]] = []
    joined = False
    for strip in strips:
        if joined:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        joined = strip.holds or (joined and strip.gap)
    return groups


def _furniture(sheet: Sheet, identity: Identity, stamp: Stamp, frame: Frame, printed: str) -> _Furniture:
    """Set the lines of the name band and of the foot."""
    scale = sheet.scale
    status = _status_words(stamp)
    side = _status_width(status, scale)
    band = (
        Span(identity.name, Style.BOLD, isolated=True),
        Span(f"   {identity.birth}   "),
        Span(identity.code, isolated=True),
    )
    foot = "\n".join((f"{printed} by {stamp.printed_by or 'not recorded'}. kapdesk {stamp.version}.", ABOUT))
    if stamp.practice:
        foot = f"{REHEARSAL}\n{foot}"
    if stamp.status is Status.SIGNED:
        foot = f"{stamp.standing}\n{foot}"
    return _Furniture(
        lines(band, frame.width - side, scale.small, right_to_left=False),
        lines((Span(status, Style.BOLD),), frame.width, scale.small) if status else (),
        lines((Span(foot),), frame.width - _number_width(scale), scale.small, right_to_left=False),
    )


def _status_words(stamp: Stamp) -> str:
    """Return what stands in the upper right corner."""
    return stamp.standing if stamp.status is Status.DRAFT else "Signed"


def _status_width(status: str, scale: Scale) -> float:
    """Return the room the status takes beside the name."""
    return (
        lines((Span(status, Style.BOLD),), 1000, scale.small)[0].width * scale.small / 1000 + 2 * scale.lead
    )


def _number_width(scale: Scale) -> float:
    """Return the room that `Page 100 of 100` takes beside the foot."""
    return 9.5 * scale.small


def _height(some: Sequence[Line], scale: Scale) -> float:
    """Return the height of some lines of furniture."""
    return len(some) * scale.small * 1.3


def _watermarks(pen: Pen, stamp: Stamp) -> None:
    """Mark rehearsal pages and drafts from side to side, pale enough to read through."""
    marks = [REHEARSAL] if stamp.practice else []
    marks += ["DRAFT"] if stamp.status is Status.DRAFT else []
    for drop, words in enumerate(marks):
        pen.watermark(words, drop)


def _draw_head(pen: Pen, furniture: _Furniture, frame: Frame, scale: Scale, node: Node) -> None:
    """Write the name band and its rule."""
    top = frame.size[1] - frame.margin * 0.75
    _draw_lines(pen, furniture.name, frame.margin, top, frame, scale, node)
    for line in furniture.status:
        right = frame.size[0] - frame.margin
        _draw_lines(pen, (line,), right - line.width * scale.small / 1000, top, frame, scale, node)
    pen.rule(
        frame.margin, frame.size[0] - frame.margin, top - _height(furniture.name, scale) - scale.lead * 0.3
    )


def _draw_foot(pen: Pen, furniture: _Furniture, frame: Frame, scale: Scale, node: Node) -> None:
    """Write when and by whom the page was printed, and what kapdesk does and does not do."""
    top = frame.bottom + _height(furniture.foot, scale)
    pen.rule(frame.margin, frame.size[0] - frame.margin, top + scale.lead * 0.4)
    _draw_lines(pen, furniture.foot, frame.margin, top, frame, scale, node)
    if frame.cut:
        pen.rule(0, frame.size[0], frame.cut, dashed=True)


def _draw_number(pen: Pen, frame: Frame, scale: Scale, number: int, total: int) -> None:
    """Write page x of y at the right of the foot."""
    line = lines((Span(f"Page {number} of {total}"),), frame.width, scale.small)[0]
    left = frame.size[0] - frame.margin - line.width * scale.small / 1000
    _draw_lines(pen, (line,), left, frame.bottom + scale.small * 1.3, frame, scale, FURNITURE)


def _draw_lines(
    pen: Pen, some: Sequence[Line], left: float, top: float, frame: Frame, scale: Scale, node: Node
) -> None:
    """Write lines of furniture below a height."""
    pen.begin(node)
    for number, line in enumerate(some):
        pen.write(line, left, top - (number + 0.85) * scale.small * 1.3, scale.small, frame.width)
