"""Drawings on an axis of time that are also a sentence."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kapdesk.ui.theme import color, font, look, px


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands between two ends of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value in px."""
        span = self.high - self.low or 1
        return self.start + (value - self.low) / span * (self.end - self.start)


class Chart(QWidget):
    """A drawing with room for its labels; says in words what it shows."""

    def __init__(self, label: str, parent: QWidget | None) -> None:
        """Name what is drawn."""
        super().__init__(parent)
        self._label = label
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        look().changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """Ask for a third of a column."""
        return QSize(px(360), px(220))

    def minimumSizeHint(self) -> QSize:
        """Need the room of the labels."""
        return QSize(px(240), px(160))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        """Draw the label, the latest value and the readings."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._title(painter)
        top, bottom = px(44), self.height() - px(26)
        self._draw(painter, QRectF(px(38), top, self.width() - px(50), max(bottom - top, 10)))
        painter.end()

    def latest(self) -> str:
        """Return the latest value as it is printed over the drawing."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Return what the drawing shows, in one sentence."""
        raise NotImplementedError

    def _draw(self, painter: QPainter, room: QRectF) -> None:
        raise NotImplementedError

    def shown(self) -> None:
        """Say anew what is drawn, and draw it."""
        self.setAccessibleDescription(self.sentence())
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _title(self, painter: QPainter) -> None:
        painter.setFont(font(12))
        painter.setPen(color("muted"))
        line = QFontMetricsF(painter.font()).lineSpacing()
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self._label)
        painter.setFont(font(14, bold=True, tabular=True))
        painter.setPen(color("text"))
        place = QRectF(0, line, self.width(), QFontMetricsF(painter.font()).lineSpacing())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, self.latest())

    def _rules(self, painter: QPainter, room: QRectF, up: Scale, step: int) -> None:
        """Draw the level lines and their figures."""
        painter.setFont(font(12, tabular=True))
        high = QFontMetricsF(painter.font()).height()
        value = -(-int(up.low) // step) * step
        while value <= up.high:
            y = up.at(value)
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(color("muted"))
            place = QRectF(0, y - high / 2, room.left() - px(6), high)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))
            value += step

    def _under(self, painter: QPainter, room: QRectF, x: float, words: str) -> QRectF:
        """Write a label under the drawing, inside its edges."""
        painter.setFont(font(12, tabular=True))
        painter.setPen(color("muted"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words) + 2
        left = min(max(x - wide / 2, 0), self.width() - wide)
        place = QRectF(left, room.bottom() + px(6), wide, px(20))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return place


def diamond(painter: QPainter, middle: QPointF, paint: QColor) -> None:
    """Draw a filled diamond around a place."""
    size = px(4)
    corners = [(0, -size), (size, 0), (0, size), (-size, 0)]
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paint)
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    painter.restore()


def since(minutes: int) -> str:
    """Write minutes since the dose: `T+00:42`, before it `T−00:10`."""
    sign = "+" if minutes >= 0 else "−"
    return f"T{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
