"""What stands on every page around its words: name band, status, page number, and who printed it when."""

from collections.abc import Sequence

from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Scale
from kapdesk.reports.paper import ABOUT, REHEARSAL, Frame, Identity, Stamp, Status
from kapdesk.reports.pen import FURNITURE, Pen
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Line, Span, lines

LEADING = 1.3
WIDEST_NUMBER = 9.5  # what `Page 100 of 100` takes, in sizes of its type
WIDEST_CODE = 13.0  # what a code before it takes


class Furniture:
    """The lines above and below the words, set once and drawn on each page.

    The name band and the status are read aloud on the first page and the foot on the last; elsewhere they are
    furniture to a screen reader, so that nobody hears them on every page.
    """

    def __init__(self, identity: Identity | None, stamp: Stamp, frame: Frame, scale: Scale) -> None:
        """Set the lines for one document."""
        self._frame = frame
        self._scale = scale
        self._lead = scale.small * LEADING
        self._name_node, self._status_node, self.foot = Node("P"), Node("P"), Node("P")
        is_draft = stamp.status is Status.DRAFT
        self._mark = REHEARSAL if stamp.practice else "DRAFT" if is_draft else ""
        standing = "Signed" if stamp.status is Status.SIGNED else stamp.standing
        self._seal = stamp.seal
        said = (standing, *_warnings(stamp), REHEARSAL if stamp.practice else "")
        status = "\n".join(part for part in said if part)
        self._status = self._set((Span(status, Style.BOLD),), frame.width)
        side = max(self._width(line) for line in self._status) + 2 * scale.lead
        self._name = self._set(_band(identity), frame.width - side)
        self._foot = self._set(_foot(stamp, scale), frame.width)
        coded = self._seal is not None and self._seal.coded
        number = WIDEST_NUMBER + (WIDEST_CODE if coded else 0)
        if self._width(self._foot[-1]) > frame.width - number * scale.small:
            self._foot += self._set((Span(""),), frame.width)

    @property
    def heads(self) -> list[Node]:
        """Return what is read aloud before the words."""
        return [self._name_node, self._status_node]

    @property
    def begin(self) -> float:
        """Return the height below which the words stand."""
        return self._frame.top - max(len(self._name), len(self._status)) * self._lead - self._scale.lead

    @property
    def room(self) -> float:
        """Return how high the words of one page may be."""
        foot = self._frame.bottom + len(self._foot) * self._lead + self._scale.lead
        return self.begin - max(foot, self._frame.cut + self._scale.lead if self._frame.cut else 0)

    def above(self, pen: Pen, number: int) -> None:
        """Draw what lies under the words and what stands above them."""
        frame = self._frame
        if self._mark:
            pen.watermark(self._mark, frame.cut)
        self._write(pen, self._name, frame.margin, frame.top, self._name_node if number == 1 else FURNITURE)
        node = self._status_node if number == 1 else FURNITURE
        for row, line in enumerate(self._status):
            left = frame.right - self._width(line)
            self._write(pen, (line,), left, frame.top - row * self._lead, node)
        pen.rule(frame.margin, frame.right, self.begin + 0.7 * self._scale.lead)

    def below(self, pen: Pen, number: int, total: int) -> None:
        """Draw the foot and the page's number."""
        frame = self._frame
        top = frame.bottom + len(self._foot) * self._lead
        pen.rule(frame.margin, frame.right, top + 0.4 * self._scale.lead)
        self._write(pen, self._foot, frame.margin, top, self.foot if number == total else FURNITURE)
        code = self._seal.code(number) if self._seal is not None else ""
        before = f"Code {code}   " if code else ""
        counted = self._set((Span(f"{before}Page {number} of {total}"),), frame.width)
        left = frame.right - self._width(counted[0])
        self._write(pen, counted, left, frame.bottom + self._lead, FURNITURE)
        if frame.cut:
            pen.rule(0, frame.size[0], frame.cut, dashed=True)

    def _set(self, spans: Sequence[Span], width: float) -> tuple[Line, ...]:
        """Break words into lines; furniture always begins at the left."""
        return lines(spans, width, self._scale.small, right_to_left=False)

    def _width(self, line: Line) -> float:
        """Return the width of a line in points."""
        return line.width * self._scale.small / 1000

    def _write(self, pen: Pen, some: Sequence[Line], left: float, top: float, node: Node) -> None:
        """Write lines below a height."""
        pen.begin(node)
        for number, line in enumerate(some):
            pen.write(line, left, top - (number + 0.8) * self._lead, self._scale.small, self._frame.width)


def _band(identity: Identity | None) -> tuple[Span, ...]:
    """Return the words of the name band; a page that is about no client names the program."""
    if identity is None:
        return (Span("kapdesk", Style.BOLD),)
    return (
        Span(identity.name, Style.BOLD, isolated=True),
        Span("   " + identity.birth.replace(" ", "\u00a0") + "   "),
        Span(identity.code, isolated=True),
    )


def _warnings(stamp: Stamp) -> tuple[str, ...]:
    """Return what has to be seen before the words are read: a late entry, a text that was changed."""
    seal = stamp.seal
    if seal is None:
        return ()
    return ("LATE ENTRY" if seal.late else "", seal.warning)


def _foot(stamp: Stamp, scale: Scale) -> tuple[Span, ...]:
    """Return when and by whom this was printed, who signed it, and what kapdesk does and does not do."""
    said = [stamp.notice] if stamp.notice else []
    said += [f"{stamp.printed(long_dates=scale.long_dates)}."]
    said += [stamp.standing] if stamp.status is Status.SIGNED else []
    said += stamp.seal.words if stamp.seal is not None else ()
    said += [f"{ABOUT} Version {stamp.version}."]
    return (Span("\n".join(said)),)
