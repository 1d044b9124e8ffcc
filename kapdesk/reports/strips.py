"""The pieces of a page: lines of words of one size, rows of a table, strips that are never cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kapdesk.reports.pen import Pen
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Line

LINES_KEPT_TOGETHER = 8  # a table row of more lines than this may go on over the page
FEWEST_LINES = 3  # and no fewer lines than this go on alone
GUTTER = 8.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page that is never cut: how high it is and how it is drawn from its left edge and its top.

    A strip that `holds` stays on the page of the one below it; a `gap` is left out at the top of a page;
    `repeats` is shown again above this strip where a page begins with it.
    """

    height: float
    draw: Callable[[Pen, float, float], None]
    holds: bool = False
    gap: bool = False
    repeats: "Strip | None" = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size that belong to one node, `inset` from the left edge, in a column of some width."""

    node: Node
    size: float
    lead: float
    inset: float
    width: float

    def draw(self, some: Sequence[Line], pen: Pen, left: float, top: float) -> None:
        """Write the lines below `top`."""
        if not some:
            return
        pen.begin(self.node)
        for number, line in enumerate(some):
            baseline = top - number * self.lead - (self.lead + 0.7 * self.size) / 2
            pen.write(line, left + self.inset, baseline, self.size, self.width)


@dataclass(frozen=True, slots=True)
class Row:
    """Some lines of each cell of one table row, with the air above its first and below its last ones."""

    blocks: tuple[Block, ...]
    lines: tuple[tuple[Line, ...], ...]
    bars: tuple[bool, ...]
    above: float
    below: float
    width: float
    ruled: bool

    @property
    def height(self) -> float:
        """Return how high the row is, with the air above and below it."""
        return max(len(some) for some in self.lines) * self.blocks[0].lead + self.above + self.below

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Write each cell, then the bars and the rule under the row."""
        for block, some, barred in zip(self.blocks, self.lines, self.bars, strict=True):
            block.draw(some, pen, left, top - self.above)
            if barred:
                x = left + block.inset - GUTTER / 2
                pen.bar(x, top - self.above, top - self.height + self.below)
        if self.ruled:
            pen.rule(left, left + self.width, top - self.height)


def cuts_of(count: int) -> list[int]:
    """Return between which lines a row may be cut: never so that only a few go on."""
    cuts = list(range(0, count, LINES_KEPT_TOGETHER))
    if len(cuts) > 1 and count - cuts[-1] < FEWEST_LINES:
        cuts.pop()
    return [*cuts, count]
