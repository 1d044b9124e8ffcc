"""Blood pressure, pulse and saturation since the dose in one drawing, with all that happened beside them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from kapdesk.ui.chart import Chart, Scale, diamond, since
from kapdesk.ui.course import Course, Mark, MarkKind, Point
from kapdesk.ui.theme import color, font, px

LABEL = "Blood pressure (mmHg), pulse (per min) and oxygen saturation (%) since the dose"
TALL = 140  # mmHg between the ends from which every second level line is left out
_LANE = 16  # px at 100 % of the lane of events
_STEPS = (15, 30, 60, 120, 240, 480)
_SHORTEST = 60  # minutes that are drawn at least


class VitalsChart(Chart):
    """Pressure as upright bars with an end at each value, pulse as diamonds, saturation as rings above.

    Doses are broken lines; events, moments and looks that brought no reading stand in a lane of their own.
    The arrow keys go from fact to fact, and the bold line says the one they stand on.
    """

    table_asked = Signal()

    def __init__(self, label: str = LABEL, parent: QWidget | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(label, parent)
        self.course = Course()
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.shown()

    def show_course(self, course: Course) -> None:
        """Show readings and marks; one stands on none of them again."""
        if course != self.course:
            self.course, self._at = course, None
        self.shown()

    def sizeHint(self) -> QSize:
        """Ask for a third of a column."""
        return QSize(px(360), px(250))

    def minimumSizeHint(self) -> QSize:
        """Need the room of the labels."""
        return QSize(px(240), px(210))

    def latest(self) -> str:
        """Return what the arrow keys stand on, else the latest reading."""
        if self._at is not None:
            fact = self.course.facts[self._at]
            return fact.words if isinstance(fact, Point) else fact.said
        return self.course.latest()

    def sentence(self) -> str:
        """Return what the drawing shows, in one sentence, and the fact one stands on."""
        standing = "" if self._at is None else f" Here: {self.latest()}."
        return self.course.sentence() + standing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from fact to fact; Enter and Space ask for the table."""
        last = len(self.course.facts) - 1
        places = {
            Qt.Key.Key_Left: last if self._at is None else max(0, self._at - 1),
            Qt.Key.Key_Right: 0 if self._at is None else min(last, self._at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.table_asked.emit()
        elif event.key() in places and last >= 0:
            self._at = places[Qt.Key(event.key())]
            self.shown()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        """Draw legend, latest value and course; a frame shows that the keyboard is here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._legend(painter)
        painter.setFont(font(14, bold=True, tabular=True))
        painter.setPen(color("text"))
        room = QRectF(0, px(20), self.width(), self.height())
        place = QFontMetricsF(painter.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.latest())
        painter.drawText(place, Qt.TextFlag.TextWordWrap, self.latest())
        top, bottom = place.bottom() + px(10), self.height() - px(26)
        self._draw(painter, QRectF(px(38), top, self.width() - px(50), max(bottom - top, 10)))
        if self.hasFocus():
            painter.setPen(QPen(color("accent"), px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    # ------------------------------------------------------------------ drawing

    def _legend(self, painter: QPainter) -> None:
        """Draw each shape beside the name and unit it stands for."""
        painter.setFont(font(12))
        metrics = QFontMetricsF(painter.font())
        whole = (("bar", "BP mmHg"), ("diamond", "pulse /min"), ("ring", "SpO₂ %"))
        x, middle = px(6), px(9)
        for shape, words in whole:
            spot = QPointF(x, middle)
            if shape == "bar":
                _bar(painter, x, middle - px(6), middle + px(6))
            elif shape == "diamond":
                diamond(painter, spot, color("observer"))
            else:
                _ring(painter, spot)
            painter.setPen(color("muted"))
            painter.drawText(QPointF(x + px(10), middle + metrics.ascent() / 2 - px(1)), words)
            x += px(10) + metrics.horizontalAdvance(words) + px(16)

    def _draw(self, painter: QPainter, room: QRectF) -> None:
        facts = self.course.facts
        if not facts:
            return
        along = _along(self.course, room)
        oxygen = QRectF(room.left(), room.top() + px(6), room.width(), px(34))
        lane = QRectF(room.left(), room.bottom() - px(_LANE), room.width(), px(_LANE))
        main = QRectF(
            room.left(), oxygen.bottom() + px(12), room.width(), lane.top() - oxygen.bottom() - px(16)
        )
        up, high = _levels(self.course, main), _saturations(self.course, oxygen)
        self._here(painter, room, along)
        self._rules(painter, oxygen, high, 10 if high.high - high.low > 10 else 5)  # noqa: PLR2004 - percent
        self._rules(painter, main, up, 20 if up.high - up.low < TALL else 40)
        self._hours(painter, room, along)
        self._dosed(painter, room, along)
        for point in self.course.points:
            _reading(painter, along.at(point.minutes), point, up, high)
        self._lane(painter, lane, along)

    def _here(self, painter: QPainter, room: QRectF, along: Scale) -> None:
        """Shade the place of the fact one stands on."""
        if self._at is None:
            return
        x = along.at(self.course.facts[self._at].minutes)
        painter.fillRect(QRectF(x - px(7), room.top(), px(14), room.height()), color("accent_weak"))

    def _hours(self, painter: QPainter, room: QRectF, along: Scale) -> None:
        span = along.high - along.low
        step = next((s for s in _STEPS if span / s <= room.width() / px(64)), _STEPS[-1])
        minute = -(-int(along.low) // step) * step
        while minute <= along.high:
            self._under(painter, room, along.at(minute), since(minute))
            minute += step

    def _dosed(self, painter: QPainter, room: QRectF, along: Scale) -> None:
        """Mark each dose and booster by a broken line, and by its word where that has room."""
        painter.setFont(font(12))
        metrics, free = QFontMetricsF(painter.font()), 0.0
        for mark in self.course.of(MarkKind.DOSE, MarkKind.BOOSTER):
            x, word = along.at(mark.minutes), mark.kind.value
            painter.setPen(QPen(color("accent"), px(1.5), Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
            wide = metrics.horizontalAdvance(word)
            left = x + px(3) if x + px(3) + wide <= self.width() else x - px(3) - wide
            if left >= free:
                painter.drawText(QPointF(left, room.top() + px(2)), word)
                free = left + wide + px(8)

    def _lane(self, painter: QPainter, lane: QRectF, along: Scale) -> None:
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(lane.bottomLeft(), lane.bottomRight())
        for mark in self.course.marks:
            spot = QPointF(along.at(mark.minutes), lane.center().y())
            _mark(painter, spot, mark)


def _along(course: Course, room: QRectF) -> Scale:
    minutes = [fact.minutes for fact in course.facts]
    low = min(minutes)
    return Scale(low, max(*minutes, low + _SHORTEST), room.left() + px(10), room.right() - px(10))


def _levels(course: Course, room: QRectF) -> Scale:
    found = [
        value
        for point in course.points
        for value in (point.systolic, point.diastolic, point.pulse)
        if value is not None
    ]
    return Scale(min([*found, 60]) - 5, max([*found, 150]) + 5, room.bottom(), room.top())


def _saturations(course: Course, room: QRectF) -> Scale:
    found = [point.saturation for point in course.points if point.saturation is not None]
    return Scale(min([*found, 90]), 100, room.bottom(), room.top())


def _reading(painter: QPainter, x: float, point: Point, up: Scale, high: Scale) -> None:
    if point.systolic is not None and point.diastolic is not None:
        _bar(painter, x, up.at(point.systolic), up.at(point.diastolic))
    if point.pulse is not None:
        diamond(painter, QPointF(x, up.at(point.pulse)), color("observer"))
    if point.saturation is not None:
        _ring(painter, QPointF(x, high.at(point.saturation)))


def _bar(painter: QPainter, x: float, top: float, bottom: float) -> None:
    painter.setPen(QPen(color("text"), px(2)))
    for y in (top, bottom):
        painter.drawLine(QPointF(x - px(5), y), QPointF(x + px(5), y))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def _ring(painter: QPainter, middle: QPointF) -> None:
    painter.setPen(QPen(color("client"), px(2)))
    painter.setBrush(color("surface"))
    painter.drawEllipse(middle, px(3.5), px(3.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _mark(painter: QPainter, spot: QPointF, mark: Mark) -> None:
    """Draw what is neither reading nor dose: a triangle, a tick, a cross, a dash or an empty square."""
    size = px(5)
    match mark.kind:
        case MarkKind.ADVERSE:
            corners = [(0, -size), (size, size), (-size, size)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("danger"))
            painter.drawPolygon(QPolygonF([spot + QPointF(x, y) for x, y in corners]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        case MarkKind.MOMENT:
            painter.setPen(QPen(color("observer"), px(2)))
            painter.drawLine(spot - QPointF(0, size), spot + QPointF(0, size))
        case MarkKind.MISSED:
            painter.setPen(QPen(color("caution"), px(2)))
            painter.drawLine(spot - QPointF(size, size) * 0.7, spot + QPointF(size, size) * 0.7)
            painter.drawLine(spot - QPointF(size, -size) * 0.7, spot + QPointF(size, -size) * 0.7)
        case MarkKind.DECLINED:
            painter.setPen(QPen(color("caution"), px(2)))
            painter.drawLine(spot - QPointF(size, 0), spot + QPointF(size, 0))
        case MarkKind.NOT_RECORDED:
            painter.setPen(QPen(color("muted"), px(1.5)))
            painter.drawRect(QRectF(spot.x() - size * 0.7, spot.y() - size * 0.7, size * 1.4, size * 1.4))
        case _:
            return
