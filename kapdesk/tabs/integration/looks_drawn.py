"""A step of 0 to 10 over time, as dots on their days; the same in words for those who hear it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.ui.theme import color, px

_TOP, _BOTTOM, _LEFT, _RIGHT = 10, 26, 30, 16
HEIGHT, WIDEST = 96, 640
HIGHEST = 10
Steps = Sequence[tuple[date, int]]


class StepsDrawn(QWidget):
    """Dots joined in the order of the visits, with the scale at the left and the days beneath."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Start with nothing to draw; nothing is drawn below two steps."""
        super().__init__(parent)
        self._label = label
        self._steps: tuple[tuple[date, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_steps(self, steps: Steps) -> None:
        """Draw these, the earliest first."""
        self._steps = tuple(steps)
        said = ", ".join(f"{show_date(day)}: {step} of {HIGHEST}" for day, step in self._steps)
        self.setAccessibleName(f"{self._label} over time. {said}")
        self.setToolTip(said)
        self.setVisible(len(self._steps) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a few lines."""
        return QSize(px(240), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of a few lines."""
        return QSize(px(160), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw scale, line and dots in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(px(_LEFT), px(_TOP), self._room(), self.height() - px(_TOP + _BOTTOM))
        self._draw_scale(painter, area)
        points = self._points(area)
        painter.setPen(QPen(color("text"), px(2)))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(color("text"))
        for point in points:
            painter.drawEllipse(point, px(4), px(4))
        self._draw_days(painter, area, points)

    def _room(self) -> float:
        return min(self.width(), px(WIDEST)) - px(_LEFT + _RIGHT)

    def _points(self, area: QRectF) -> list[QPointF]:
        if not self._steps:
            return []
        first, last = self._steps[0][0], self._steps[-1][0]
        days = max((last - first).days, 1)
        return [
            QPointF(
                area.left() + area.width() * (day - first).days / days,
                area.bottom() - area.height() * step / HIGHEST,
            )
            for day, step in self._steps
        ]

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        for step in (0, 5, HIGHEST):
            y = area.bottom() - area.height() * step / HIGHEST
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(color("muted"))
            box = QRectF(0, y - px(9), area.left() - px(6), px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(step))

    def _draw_days(self, painter: QPainter, area: QRectF, points: Sequence[QPointF]) -> None:
        """Write the first and the last day."""
        if not points:
            return
        painter.setPen(color("muted"))
        under = QRectF(
            area.left() - px(_LEFT), area.bottom() + px(6), area.width() + px(_LEFT + _RIGHT), px(18)
        )
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, show_date(self._steps[0][0]))
        painter.drawText(under, Qt.AlignmentFlag.AlignRight, show_date(self._steps[-1][0]))
