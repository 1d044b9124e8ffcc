"""A form for a day without the computer: the headings of the record, with lines and boxes for a hand."""

from functools import partial
from typing import assert_never

from kapdesk.reports.blank_facts import Blank, Grid, Line, Piece, Points, Section, Size, Words, Write
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, CLINIC, Cell, Scale, Sheet
from kapdesk.reports.page import finish, pages_of
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.pen import FURNITURE, Pen
from kapdesk.reports.strips import GUTTER, Block, Strip
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Span, lines

STANDING = "becomes a record only when transcribed"
CLOSE = 15 / 20  # a form has more to hold than a page of the record, so its margins are closer
RULED = 22.0  # points from line to line for a hand
TIGHT = (14.5, 13.5, 13.0)  # distances of lines where a page for home would else not fit one sheet
LINE = 0.4
BLACK = 0.0


class ByHand(Identity):
    """Whose page it is, to be written by hand: two identifiers on every page."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Return a line for the name."""
        return "Name " + "_" * 22

    @property
    def birth(self) -> str:
        """Return a line for the birth date."""
        return "Born " + "_" * 10


NOBODY = ByHand("", "", None, "Number\u00a0" + "_" * 9)


class BlankStamp(Stamp):
    """When and by whom a form was printed; it says on every page that it is no record."""

    __slots__ = ()

    @property
    def standing(self) -> str:
        """Return what a blank form is."""
        return f"{self.signature}\n{STANDING}"


def stamp_of(stamp: Stamp, version: int) -> Stamp:
    """Return a stamp that names the form's version and says that it is blank."""
    return BlankStamp(
        stamp.printed_at, stamp.printed_by, stamp.zone, stamp.status, f"Blank form, version {version}",
        stamp.practice, stamp.version,
    )  # fmt: skip


def render(data: Blank, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the form as a tagged PDF, black on white; nothing on it is filled in but what is told."""
    frame = Frame(paper.size, MARGIN * CLOSE)
    identity, blank = data.identity or NOBODY, stamp_of(stamp, data.version)
    if data.size is Size.CLIENT:
        for scale in (CLIENT, *(CLIENT.closer(lead) for lead in TIGHT)):
            sheet = _whole(data, frame.width, scale)
            if pages_of(sheet, identity, blank, frame) == 1:
                return finish(sheet, identity, blank, frame)
    scale = CLIENT if data.size is Size.CLIENT else CLINIC
    return finish(_whole(data, frame.width, scale), identity, blank, frame)


def _whole(data: Blank, width: float, scale: Scale) -> Sheet:
    """Set the form from top to bottom."""
    sheet = Sheet(data.title, width, scale)
    sheet.heading(data.title, 1)
    if data.note:
        sheet.text(data.note)
    for section in data.sections:
        _set(sheet, section)
    if data.origins:
        sheet.gap(sheet.scale.lead)
        for line in data.origins:
            sheet.text(line)
    return sheet


def _set(sheet: Sheet, section: Section) -> None:
    """Set one section."""
    if section.title:
        sheet.heading(section.title)
    if section.hint:
        sheet.text(section.hint, holds=True)
    for piece in section.pieces:
        _piece(sheet, piece)


def _piece(sheet: Sheet, piece: Piece) -> None:
    """Set one piece in its own way."""
    match piece:
        case Line():
            _line(sheet, piece)
        case Write():
            _write(sheet, piece)
        case Grid():
            _grid(sheet, piece)
        case Words():
            sheet.text(Span(piece.text, Style.BOLD if piece.strong else Style.REGULAR))
        case Points():
            sheet.bullets(piece.items)
        case _:
            assert_never(piece)


def _write(sheet: Sheet, piece: Write) -> None:
    """Set a label with what to think of, the answers to tick, and ruled lines that stay with it."""
    prompt = (Span(f"   {piece.prompt}"),) if piece.prompt else ()
    sheet.gap(sheet.scale.lead / 3)
    sheet.text((Span(piece.label, Style.BOLD), *prompt), holds=bool(piece.lines or piece.answers))
    if piece.answers:
        sheet.gap(sheet.scale.lead / 6)
        sheet.text(piece.answers, holds=bool(piece.lines))
    for number in range(piece.lines):
        last = number == piece.lines - 1
        sheet.strips.append(Strip(RULED, partial(_ruled, 0, sheet.width, RULED), holds=not last))
    sheet.gap(sheet.scale.lead / 4)


def _grid(sheet: Sheet, piece: Grid) -> None:
    """Set a table; a thin line stands between its columns."""
    rows = [_row(row, piece.lines) for row in piece.rows]
    sheet.table(piece.heads, rows, piece.shares)
    sheet.gap(sheet.scale.lead / 2)


def _row(texts: tuple[str, ...], high: int) -> tuple[Cell, ...]:
    """Return the cells of one row, as high as so many lines."""
    return tuple(
        Cell(text + "\n" * max(0, high - 1 - text.count("\n")), bar=place > 0)
        for place, text in enumerate(texts)
    )


def _line(sheet: Sheet, piece: Line) -> None:
    """Set short places beside each other, each label with a line after it."""
    nodes = tuple(sheet.root.add("P") for _ in piece.places)
    draw = partial(_places, piece, nodes, sheet.width, sheet.scale)
    sheet.strips.append(Strip(RULED + sheet.scale.lead / 4, draw))


def _places(
    piece: Line, nodes: tuple[Node, ...], width: float, scale: Scale, pen: Pen, left: float, top: float
) -> None:
    """Write each label and rule the rest of its place."""
    high = RULED + scale.lead / 4
    for place, node in zip(piece.places, nodes, strict=True):
        wide = place.share * width
        words = lines((Span(place.label),), wide, scale.body, right_to_left=False)
        block = Block(node, scale.body, scale.lead, 0, wide)
        block.draw(words[:1], pen, left, top - high + scale.lead + 2)
        begin = left + words[0].width * scale.body / 1000 + GUTTER / 2
        _ruled(begin - left, wide - GUTTER, high, pen, left, top)
        left += wide


def _ruled(begin: float, end: float, high: float, pen: Pen, left: float, top: float) -> None:
    """Draw one thin black line to write on."""
    pen.begin(FURNITURE)
    foot = top - high + 3
    pen.stroke(((left + begin, foot), (left + end, foot)), grey=BLACK, width=LINE)
