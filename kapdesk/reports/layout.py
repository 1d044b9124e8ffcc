"""What stands under what: headings, paragraphs, lists and tables, cut into strips that a page can hold."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise

from kapdesk.reports.fonts import Style
from kapdesk.reports.pen import FURNITURE, Pen
from kapdesk.reports.strips import GUTTER, Block, Row, Strip, cuts_of
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Line, Span, lines
from kapdesk.reports.words import differs_on_paper, tidy

Words = str | Span | Sequence[Span]

SHORT = 4  # as many facts as this stay together
BOOKMARKED = 2  # headings of these levels stand in the list of bookmarks


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of type in points: `lead` is the distance from line to line of the body."""

    body: float
    lead: float
    title: float
    heading: float
    small: float
    large: float
    long_dates: bool

    def closer(self, lead: float) -> "Scale":
        """Return the same type with lines and headings standing closer."""
        return replace(self, lead=lead, title=self.title * 0.9, heading=self.heading * 0.9)


CLINIC = Scale(body=10, lead=14, title=18, heading=12.5, small=10, large=12.5, long_dates=False)
CLIENT = Scale(body=12, lead=16, title=22, heading=15, small=12, large=16, long_dates=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a table, `across` one column or several; `bar` draws a thin line down beside them."""

    words: Words
    bar: bool = False
    across: int = 1


def spans_of(words: Words, style: Style = Style.REGULAR) -> tuple[Span, ...]:
    """Return words as spans; plain words take the given style."""
    if isinstance(words, str):
        return (Span(words, style),)
    if isinstance(words, Span):
        return (words,)
    return tuple(words)


def _nothing(_pen: Pen, _left: float, _top: float) -> None:
    """Leave a gap."""


class Sheet:
    """One document being set, from top to bottom, in a column of a width and at a scale."""

    def __init__(self, title: str, width: float, scale: Scale) -> None:
        """Begin an empty document."""
        self.title = title
        self.width = width
        self.scale = scale
        self.root = Node("Document")
        self.strips: list[Strip] = []

    def gap(self, points: float) -> None:
        """Leave some air."""
        self.strips.append(Strip(points, _nothing, gap=True))

    def heading(self, words: str, level: int = 2) -> None:
        """Set a heading of level 1 to 3; levels 1 and 2 also stand in the list of bookmarks."""
        size = {1: self.scale.title, 2: self.scale.heading}.get(level, self.scale.body)
        self.gap({1: 0.0, 2: self.scale.lead * 0.8}.get(level, self.scale.lead / 2))
        node = self.root.add(f"H{level}")
        block = Block(node, size, size * 1.3, 0, self.width)
        some = lines(spans_of(words, Style.BOLD), self.width, size)
        draw = partial(_draw_heading, block, some, words if level <= BOOKMARKED else "", level)
        self.strips.append(Strip(len(some) * block.lead + self.scale.lead / 5, draw, holds=True))

    def text(self, words: Words, *, large: bool = False, holds: bool = False) -> None:
        """Set a paragraph; line ends in it are kept. One that holds stays with what comes below it."""
        size = self.scale.large if large else self.scale.body
        self._flow(self.root.add("P"), spans_of(words), size, 0)
        if holds:
            self.strips[-1] = replace(self.strips[-1], holds=True)

    def code(self, rows: Sequence[Sequence[str]], size: float, shares: Sequence[float]) -> None:
        """Set groups to be copied by hand, in columns, in bold of a size of their own."""
        node = self.root.add("Table")
        for row in rows:
            line = node.add("TR")
            cells = [Cell(Span(group, Style.BOLD)) for group in row]
            self._row([line.add("TD") for _ in row], cells, shares, pad=0, size=size)

    def quote(self, words: Words) -> None:
        """Set somebody's own words: in italics, beside a thin line."""
        self._flow(self.root.add("P"), spans_of(words, Style.ITALIC), self.scale.body, 2 * GUTTER, bar=True)

    def figure(self, height: float, alt: str, draw: Callable[[Pen, float, float, Node], None]) -> None:
        """Set a drawing of a height across the column; `alt` says it in a sentence to who does not see it."""
        node = self.root.add("Figure", alt=alt)
        self.strips.append(Strip(height, partial(_draw_figure, node, draw)))

    def bullets(self, items: Sequence[Words]) -> None:
        """Set a list, one point each."""
        whole = self.root.add("L")
        for item in items:
            point = whole.add("LI")
            label, body = point.add("Lbl"), point.add("LBody")
            start = len(self.strips)
            self._flow(body, spans_of(item), self.scale.body, 2 * GUTTER)
            first = self.strips[start]
            sign = Block(label, self.scale.body, self.scale.lead, GUTTER / 2, GUTTER)
            mark = lines((Span("\u2022"),), GUTTER, self.scale.body)
            self.strips[start] = replace(first, draw=partial(_draw_both, sign, mark, first))

    def facts(
        self,
        rows: Sequence[tuple[str, Words]],
        *,
        share: float = 0.28,
        labels: Style = Style.REGULAR,
        short: int = SHORT,
    ) -> None:
        """Set label and value pairs without rules; a `short` list stays together, a long one at its ends."""
        node = self.root.add("Table")
        shares, pad = (share, 1 - share), self.scale.lead * 0.08
        for number, (label, value) in enumerate(rows):
            row = node.add("TR")
            nodes = (row.add("TH", scope="Row"), row.add("TD"))
            self._row(nodes, (Cell(Span(label, labels)), Cell(spans_of(value))), shares, pad=pad)
            is_end = number in {0, len(rows) - 2} or len(rows) <= short
            if is_end and number < len(rows) - 1:
                self.strips[-1] = replace(self.strips[-1], holds=True)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[Cell | Words]],
        shares: Sequence[float],
        *,
        joined: Collection[int] = (),
        holds: bool = False,
    ) -> None:
        """Set a table; its head stands again on each page it goes on to. `shares` are parts of the width.

        A row whose place (from 0) is `joined` goes on in the next one, with no rule between them. The first
        two rows stay together, and so do the last two; one that `holds` ends on the page of what comes below.
        """
        node = self.root.add("Table")
        pad = self.scale.lead * 0.22
        top = node.add("TR")
        titles = [Cell((Span(title, Style.BOLD),)) for title in head]
        again = self._row([FURNITURE for _ in head], titles, shares, pad=pad, ruled=True)
        del self.strips[-len(again) :]
        self._row([top.add("TH", scope="Column") for _ in head], titles, shares, pad=pad, ruled=True)
        self.strips[-1] = replace(self.strips[-1], holds=True)
        for place, row in enumerate(rows):
            line = node.add("TR")
            cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
            nodes = [line.add("TD", across=cell.across) for cell in cells]
            self._row(nodes, cells, shares, pad=pad, ruled=place not in joined, repeats=again[0])
            is_end = place in {0, len(rows) - 2} and place < len(rows) - 1
            if is_end or place in joined or (holds and place == len(rows) - 1):
                self.strips[-1] = replace(self.strips[-1], holds=True)

    def _row(
        self,
        nodes: Sequence[Node],
        cells: Sequence[Cell],
        shares: Sequence[float],
        *,
        pad: float,
        ruled: bool = False,
        repeats: Strip | None = None,
        size: float = 0,
    ) -> list[Strip]:
        """Set one row, in parts where it is long, and return its strips; without a `size` in the body's."""
        edges = list(accumulate((cell.across for cell in cells), initial=0))
        lefts = [sum(shares[:edge]) * self.width for edge in edges]
        widths = [right - left - GUTTER for left, right in pairwise(lefts)]
        widths[-1] += GUTTER
        size = size or self.scale.body
        lead = self.scale.lead * size / self.scale.body
        blocks = tuple(
            Block(node, size, lead, left, wide)
            for node, left, wide in zip(nodes, lefts[:-1], widths, strict=True)
        )
        filled = [_filled(cell, wide, size) for cell, wide in zip(cells, widths, strict=True)]
        for node, cell in zip(nodes, cells, strict=True):
            _keep_actual(node, spans_of(cell.words))
        cuts = cuts_of(max(len(some) for some in filled))
        made: list[Strip] = []
        for start, stop in pairwise(cuts):
            is_last = stop == cuts[-1]
            part = Row(
                blocks,
                tuple(some[start:stop] for some in filled),
                tuple(cell.bar for cell in cells),
                0 if start else pad,
                pad if is_last else 0,
                self.width,
                ruled=ruled and is_last,
            )
            made.append(Strip(part.height, part.draw, repeats=repeats))
        self.strips.extend(made)
        return made

    def _flow(
        self, node: Node, spans: Sequence[Span], size: float, inset: float, *, bar: bool = False
    ) -> None:
        """Set lines one below the other; the first two and the last two stay together."""
        lead = self.scale.lead * size / self.scale.body
        _keep_actual(node, spans)
        block = Block(node, size, lead, inset, self.width - inset)
        some = lines(spans, self.width - inset, size)
        for number, line in enumerate(some):
            holds = len(some) > 1 and number in {0, len(some) - 2}
            draw = partial(_draw_line, block, line, bar)
            self.strips.append(Strip(lead, draw, holds=holds))


def _filled(cell: Cell, width: float, size: float) -> tuple[Line, ...]:
    """Set the words of a cell; a single line stands at the left edge, beside its label, in any script."""
    some = lines(spans_of(cell.words), width, size)
    return some if len(some) > 1 else tuple(replace(line, right_to_left=False) for line in some)


def _keep_actual(node: Node, spans: Sequence[Span]) -> None:
    """Keep the words of a node as typed, where paper shows them in another order or form."""
    typed = "".join(span.text for span in spans)
    if node is not FURNITURE and differs_on_paper(typed):
        node.actual = tidy(typed)


def _draw_line(block: Block, line: Line, bar: bool, pen: Pen, left: float, top: float) -> None:  # noqa: FBT001  (bound by partial)
    """Write one line of a paragraph."""
    block.draw((line,), pen, left, top)
    if bar:
        pen.bar(left + block.inset - GUTTER, top, top - block.lead)


def _draw_figure(
    node: Node, draw: Callable[[Pen, float, float, Node], None], pen: Pen, left: float, top: float
) -> None:
    """Draw a figure as one part of the page."""
    pen.begin(node)
    draw(pen, left, top, node)


def _draw_both(sign: Block, mark: Sequence[Line], first: Strip, pen: Pen, left: float, top: float) -> None:
    """Write the point of a list entry and its first line."""
    sign.draw(mark, pen, left, top)
    first.draw(pen, left, top)


def _draw_heading(
    block: Block, some: Sequence[Line], bookmark: str, level: int, pen: Pen, left: float, top: float
) -> None:
    """Write a heading and, for the larger ones, its bookmark."""
    if bookmark:
        pen.bookmark(bookmark, level - 1, top)
    block.draw(some, pen, left, top)
