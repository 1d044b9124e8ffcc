"""A measure over the weeks: each questionnaire a point, doses and sessions marked, the own spread behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from kapdesk.ui.chart import Chart, Scale, diamond
from kapdesk.ui.theme import color, font, px

NOTHING = "No whole questionnaire yet."
_FOOT = 16  # px at 100 % in which the marks under the drawing stand


class TickKind(StrEnum):
    """What stands beside the points."""

    DOSE = "dose"
    INTEGRATION = "integration session"
    VISIT = "visit"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Dot:
    """One questionnaire: its day counted from any first day, its date as shown, its value."""

    day: float
    date: str
    value: float


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing that happened on a day; `word` is what stands over a dose."""

    day: float
    date: str
    kind: TickKind
    word: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn: points, marks, the whole scale, and where there are enough points a spread.

    `good` is the range at the better end with its name; `spread` is lowest, median, highest; `pieces` are the
    parts of the moving line, each a row of days and values.
    """

    dots: tuple[Dot, ...] = ()
    ticks: tuple[Tick, ...] = ()
    low: float = 0
    high: float = 27
    better: str = ""
    good: tuple[float, float, str] | None = None
    spread: tuple[float, float, float] | None = None
    pieces: tuple[tuple[tuple[float, float], ...], ...] = ()

    @property
    def days(self) -> tuple[float, float]:
        """Return the first and the last day that is drawn, never the same one."""
        days = [one.day for one in (*self.dots, *self.ticks)] or [0.0]
        return (min(days), max(days)) if max(days) > min(days) else (min(days) - 1, max(days) + 1)

    def count(self, kind: TickKind) -> int:
        """Return how many marks there are of a kind."""
        return sum(one.kind is kind for one in self.ticks)


class CourseChart(Chart):
    """One measure on its whole scale; the table beside it holds the same numbers."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Name the measure and its unit in `label`, for instance `PHQ-9 (0 to 27 points)`."""
        super().__init__(label, parent)
        self.drawing = Drawing()
        self.shown()

    def show_course(self, drawing: Drawing, label: str = "") -> None:
        """Draw another course, under another name where one is given."""
        self.drawing = drawing
        if label:
            self._label = label
            self.setAccessibleName(label)
        self.shown()

    def latest(self) -> str:
        """Return the latest value with its date, and which end is the better one."""
        dots = self.drawing.dots
        if not dots:
            return "not recorded"
        better = f"  ·  {self.drawing.better}" if self.drawing.better else ""
        return f"{dots[-1].value:g} on {dots[-1].date}{better}"

    def sentence(self) -> str:
        """Return number, first and latest of the points, what is marked, and what is drawn beside them."""
        dots = self.drawing.dots
        if not dots:
            return NOTHING
        many = f"{len(dots)} questionnaire{'s' if len(dots) != 1 else ''}"
        first = f" from {dots[0].value:g} on {dots[0].date}" if len(dots) > 1 else ""
        return f"{many}{first}, latest {self.latest()}.{self._marked()}{self._drawn()}"

    def _marked(self) -> str:
        counts = [(kind, self.drawing.count(kind)) for kind in TickKind]
        said = [f"{number} {kind.value}{'s' if number != 1 else ''}" for kind, number in counts if number]
        return f" Marked: {', '.join(said)}." if said else ""

    def _drawn(self) -> str:
        if self.drawing.spread is None:
            return " No line and no spread yet."
        low, middle, high = self.drawing.spread
        return f" Earlier scores between {low:g} and {high:g}, median {middle:g}."

    def _draw(self, painter: QPainter, room: QRectF) -> None:
        it = self.drawing
        if not it.dots and not it.ticks:
            painter.setFont(font(13))
            painter.setPen(color("muted"))
            painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self.sentence())
            return
        inner = room.adjusted(0, px(_FOOT), 0, -px(_FOOT))
        up = Scale(it.low, it.high, inner.bottom(), inner.top())
        along = Scale(*it.days, inner.left() + px(10), inner.right() - px(10))
        self._good(painter, inner, up)
        self._rules(painter, inner, up, max(1, round((it.high - it.low) / 5)))
        self._spread(painter, inner, up)
        self._ticks(painter, inner, along)
        self._good_name(painter, inner, up)
        self._line(painter, up, along)
        self._points(painter, up, along)
        self._dates(painter, room, along)

    def _good(self, painter: QPainter, room: QRectF, up: Scale) -> None:
        """Shade the better end of the scale."""
        if self.drawing.good is not None:
            low, high, _ = self.drawing.good
            ends = QPointF(room.left(), up.at(high)), QPointF(room.right(), up.at(low))
            painter.fillRect(QRectF(*ends), color("done_weak"))

    def _good_name(self, painter: QPainter, room: QRectF, up: Scale) -> None:
        """Write the name of the better end over the lines that cross it, and under the points."""
        if self.drawing.good is None:
            return
        low, high, name = self.drawing.good
        painter.setFont(font(12))
        line = QFontMetricsF(painter.font())
        at = QPointF(room.left() + px(4), max(up.at(high), up.at(low) - line.height()) + 1)
        place = QRectF(at, QPointF(at.x() + line.horizontalAdvance(name) + px(4), at.y() + line.height() - 2))
        painter.fillRect(place, color("done_weak"))
        painter.setPen(color("done"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def _spread(self, painter: QPainter, room: QRectF, up: Scale) -> None:
        """Draw the range of the earlier scores as a band with edges, and their median as a dotted line."""
        if self.drawing.spread is None:
            return
        low, middle, high = (up.at(value) for value in self.drawing.spread)
        tint = color("observer")
        tint.setAlphaF(0.16)
        painter.fillRect(QRectF(QPointF(room.left(), high), QPointF(room.right(), low)), tint)
        for y, style in (
            (low, Qt.PenStyle.SolidLine),
            (high, Qt.PenStyle.SolidLine),
            (middle, Qt.PenStyle.DotLine),
        ):
            painter.setPen(QPen(color("observer"), px(1.5) if y == middle else 1, style))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))

    def _ticks(self, painter: QPainter, room: QRectF, along: Scale) -> None:
        """Draw doses as broken lines with their number on top; the rest as signs under the drawing."""
        ends = room.left() - px(10)
        for tick in sorted(self.drawing.ticks, key=_day):
            x = along.at(tick.day)
            if tick.kind is not TickKind.DOSE:
                _sign(painter, QPointF(x, room.bottom() + px(9)), tick.kind)
                continue
            painter.setPen(QPen(color("accent"), px(1.5), Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
            painter.setFont(font(12))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(tick.word)
            left = min(max(x - wide / 2, 0), self.width() - wide)
            if left >= ends + px(4):
                painter.drawText(QPointF(left, room.top() - px(4)), tick.word)
                ends = left + wide

    def _line(self, painter: QPainter, up: Scale, along: Scale) -> None:
        painter.setPen(QPen(color("observer"), px(2.5)))
        for piece in self.drawing.pieces:
            painter.drawPolyline(QPolygonF([QPointF(along.at(day), up.at(value)) for day, value in piece]))

    def _points(self, painter: QPainter, up: Scale, along: Scale) -> None:
        """Draw every questionnaire; a ring is around the latest."""
        for dot in self.drawing.dots:
            diamond(painter, QPointF(along.at(dot.day), up.at(dot.value)), color("text"))
        if self.drawing.dots:
            last = self.drawing.dots[-1]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("text"), px(1.5)))
            painter.drawEllipse(QPointF(along.at(last.day), up.at(last.value)), px(8), px(8))

    def _dates(self, painter: QPainter, room: QRectF, along: Scale) -> None:
        """Write the first and the last date, and those between that have room."""
        named = {one.day: one.date for one in (*self.drawing.ticks, *self.drawing.dots)}
        days = sorted(named)
        end = self._under(painter, room, along.at(days[-1]), named[days[-1]])
        free = 0.0
        for day in days[:-1]:
            x, wide = along.at(day), end.width() + px(8)
            if x - wide / 2 >= free - px(10) and x + wide / 2 < end.left():
                free = self._under(painter, room, x, named[day]).right() + px(8)


def _day(one: Tick) -> float:
    return one.day


def _sign(painter: QPainter, middle: QPointF, kind: TickKind) -> None:
    """Draw a sign of its own for each kind: a triangle, a square, a cross."""
    size, paint = px(4), QColor(color("muted"))
    painter.setPen(QPen(paint, px(1.5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind is TickKind.EVENT:
        painter.drawLine(middle + QPointF(-size, -size), middle + QPointF(size, size))
        painter.drawLine(middle + QPointF(-size, size), middle + QPointF(size, -size))
    elif kind is TickKind.VISIT:
        painter.drawRect(QRectF(middle - QPointF(size, size), middle + QPointF(size, size)))
    else:
        painter.setBrush(paint)
        corners = [QPointF(0, -size), QPointF(size, size), QPointF(-size, size)]
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))


def key_words(kinds: Sequence[TickKind], *, has_line: bool) -> str:
    """Return what each sign of the drawing means, for those that are drawn."""
    signs = {
        TickKind.DOSE: "broken line: dose, with the number of its session",
        TickKind.INTEGRATION: "triangle: integration session",
        TickKind.VISIT: "square: visit",
        TickKind.EVENT: "cross: event",
    }
    said = ["diamond: questionnaire, ringed the latest", *(signs[kind] for kind in TickKind if kind in kinds)]
    return "; ".join(said + (["thick line: mean of three; band: own earlier range"] if has_line else []))
