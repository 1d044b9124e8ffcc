"""A measure over the weeks on paper: points, doses and sessions, one's own range; black and greys alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from kapdesk.domain import clock
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Sheet
from kapdesk.reports.pen import Pen
from kapdesk.reports.tags import Node
from kapdesk.reports.text import Span, lines
from kapdesk.reports.words import width as width_of

TALL, HEAD, SIGNS, FOOT = 120.0, 14.0, 14.0, 16.0  # points: the scale, doses above, signs and dates below
SIDE = 28.0
HALF, RING, DASH = 2.4, 5.0, 3.0
PALE, GREY, MIDDLE = 0.85, 0.45, 0.6
STEPS = 5


class Sign(StrEnum):
    """What stands beside the points."""

    DOSE = "dose"
    INTEGRATION = "integration session"
    VISIT = "visit"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Marked:
    """One thing that happened; `word` stands over a dose."""

    at: datetime
    sign: Sign
    word: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything that is drawn: the whole scale, points, marks, and where there are enough points a range.

    `spread` is lowest, median, highest of the earlier points; `pieces` are the parts of the moving line;
    `good` is the edge of the range at the better end, with its name.
    """

    name: str
    low: float
    high: float
    zone: str
    points: tuple[tuple[datetime, float], ...] = ()
    marks: tuple[Marked, ...] = ()
    spread: tuple[float, float, float] | None = None
    pieces: tuple[tuple[tuple[datetime, float], ...], ...] = ()
    good: tuple[float, str] | None = None

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """Return the first and the last instant, never the same one."""
        times = [*(at for at, _ in self.points), *(one.at for one in self.marks)]
        first, last = min(times), max(times)
        beside = timedelta(days=0 if last - first > timedelta(days=1) else 1)
        return first - beside, last + beside


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where an instant or a value lies, in points from the left edge and from the top."""

    drawn: Drawn
    width: float
    size: float

    def x(self, at: datetime) -> float:
        """Return where an instant lies from the left edge."""
        first, last = self.drawn.ends
        return SIDE + 8 + (at - first) / (last - first) * (self.width - SIDE - 16)

    def y(self, value: float) -> float:
        """Return how far below the top a value lies."""
        span = self.drawn.high - self.drawn.low or 1
        return HEAD + TALL * (self.drawn.high - value) / span

    @property
    def bottom(self) -> float:
        """Return how far below the top the scale ends."""
        return HEAD + TALL


def chart(sheet: Sheet, drawn: Drawn) -> None:
    """Set the drawing with its key above it; nothing where there is no point."""
    if not drawn.points:
        return
    plot = _Plot(drawn, sheet.width, sheet.scale.small)
    sheet.text(key(drawn), holds=True)
    sheet.figure(plot.bottom + SIGNS + FOOT, described(drawn), partial(_draw, plot))
    sheet.gap(sheet.scale.lead / 2)


def described(drawn: Drawn) -> str:
    """Return the chart in a sentence, for who does not see it; the table says the same in full."""
    (first_at, first), (last_at, last) = drawn.points[0], drawn.points[-1]
    days = [clock.show_date(clock.local(at, drawn.zone).date()) for at in (first_at, last_at)]
    many = len(drawn.points)
    said = f"Chart of {drawn.name}: {many} point{'s' if many != 1 else ''}, {first:g} on {days[0]}"
    said += f", latest {last:g} on {days[1]}" if many > 1 else ""
    doses = sum(one.sign is Sign.DOSE for one in drawn.marks)
    said += f"; {doses} dose{'s' if doses != 1 else ''} marked" if doses else ""
    return f"{said}. The table below holds every value."


def key(drawn: Drawn) -> str:
    """Return what each sign of the chart means, for those that are drawn."""
    there = {one.sign for one in drawn.marks}
    signs = {
        Sign.DOSE: "line down: dose, with the number of its session",
        Sign.INTEGRATION: "triangle: integration session", Sign.VISIT: "square: visit",
        Sign.EVENT: "cross: event",
    }  # fmt: skip
    said = ["Diamond: questionnaire, ringed the latest", *(signs[one] for one in Sign if one in there)]
    said += (
        ["thick line: mean of three; thin lines: own earlier range; dotted: its median"]
        if drawn.spread
        else []
    )
    return "; ".join(said)


def _draw(plot: _Plot, pen: Pen, left: float, top: float, node: Node) -> None:
    """Draw the scale, then what lies behind, then every point."""
    pen.begin(node)
    _scale(plot, pen, left, top)
    _range(plot, pen, left, top)
    _marks(plot, pen, left, top)
    for piece in plot.drawn.pieces:
        pen.stroke([(left + plot.x(at), top - plot.y(value)) for at, value in piece], grey=GREY, width=1.8)
    for at, value in plot.drawn.points:
        x, y = left + plot.x(at), top - plot.y(value)
        pen.shape(((x, y + HALF), (x + HALF, y), (x, y - HALF), (x - HALF, y)), filled=True)
    last_at, last = plot.drawn.points[-1]
    pen.ring(left + plot.x(last_at), top - plot.y(last), RING)
    _dates(plot, pen, left, top)


def _scale(plot: _Plot, pen: Pen, left: float, top: float) -> None:
    low, high = plot.drawn.low, plot.drawn.high
    step = max(1, round((high - low) / STEPS))
    for value in range(round(low), round(high) + 1, step):
        height = top - plot.y(value)
        pen.stroke(((left + SIDE, height), (left + plot.width, height)), grey=PALE, width=0.4)
        _write(pen, str(value), left, height - 0.35 * plot.size, plot.size)
    if plot.drawn.good is not None:
        edge, name = plot.drawn.good
        height = top - plot.y(edge)
        _dashed(pen, (left + SIDE, left + plot.width), height, grey=MIDDLE)
        _write(pen, name, left + SIDE + 2, height + 2, plot.size)


def _range(plot: _Plot, pen: Pen, left: float, top: float) -> None:
    """Draw the two edges of the earlier range, and its median dotted."""
    if plot.drawn.spread is None:
        return
    low, middle, high = (top - plot.y(value) for value in plot.drawn.spread)
    for height in (low, high):
        pen.stroke(((left + SIDE, height), (left + plot.width, height)), grey=MIDDLE, width=0.9)
    _dashed(pen, (left + SIDE, left + plot.width), middle, grey=GREY, dash=1.2)


def _dashed(pen: Pen, ends: tuple[float, float], height: float, *, grey: float, dash: float = DASH) -> None:
    at = ends[0]
    while at < ends[1]:
        pen.stroke(((at, height), (min(at + dash, ends[1]), height)), grey=grey, width=0.8)
        at += 2 * dash


def _marks(plot: _Plot, pen: Pen, left: float, top: float) -> None:
    """Draw doses as lines down with their word on top, and the rest as signs below the scale."""
    end = 0.0
    for one in sorted(plot.drawn.marks, key=_when):
        x = plot.x(one.at)
        if one.sign is not Sign.DOSE:
            _sign(pen, left + x, top - plot.bottom - SIGNS / 2, one.sign)
            continue
        pen.stroke(((left + x, top - HEAD), (left + x, top - plot.bottom)), grey=GREY, width=0.8)
        wide = width_of(one.word, Style.REGULAR) * plot.size / 1000
        start = min(max(SIDE, x - wide / 2), plot.width - wide)
        if start >= end:
            _write(pen, one.word, left + start, top - plot.size, plot.size)
            end = start + wide + DASH


def _when(one: Marked) -> datetime:
    return one.at


def _sign(pen: Pen, x: float, y: float, sign: Sign) -> None:
    size = HALF
    if sign is Sign.INTEGRATION:
        pen.shape(((x, y + size), (x + size, y - size), (x - size, y - size)), filled=True)
    elif sign is Sign.VISIT:
        corners = ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size))
        pen.shape(corners, filled=False)
    else:
        pen.stroke(((x - size, y - size), (x + size, y + size)), width=0.9)
        pen.stroke(((x - size, y + size), (x + size, y - size)), width=0.9)


def _dates(plot: _Plot, pen: Pen, left: float, top: float) -> None:
    """Write the first and the last day, and those between that have room."""
    baseline = top - plot.bottom - SIGNS - plot.size
    for start, word in _placed(plot):
        _write(pen, word, left + start, baseline, plot.size)


def _placed(plot: _Plot) -> list[tuple[float, str]]:
    times = sorted({*(at for at, _ in plot.drawn.points), *(one.at for one in plot.drawn.marks)})
    words = [(at, clock.show_date(clock.local(at, plot.drawn.zone).date())) for at in times]
    found: list[tuple[float, str]] = []
    wide = max(width_of(word, Style.REGULAR) for _, word in words) * plot.size / 1000
    final = min(max(plot.x(times[-1]) - wide / 2, 0.0), plot.width - wide)
    for at, word in words:
        start = min(max(plot.x(at) - wide / 2, 0.0), final)
        is_last = at == times[-1]
        if is_last or ((not found or start >= found[-1][0] + wide + 6) and start + wide + 6 <= final):
            found.append((final if is_last else start, word))
    return found


def _write(pen: Pen, word: str, x: float, baseline: float, size: float) -> None:
    (line,) = lines((Span(word),), 10_000, size)
    pen.write(line, x, baseline, size, 0)
