"""A calm figure, front and back, on which the client points: pressed, touched, or gone over by arrow keys."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kapdesk.domain.body_map import Region, Side, Way, neighbour
from kapdesk.ui.body_outline import HEIGHT, WIDTH, outline
from kapdesk.ui.theme import color, font, look, px

LARGEST = 2.7  # px at 100 % of one step of the figure, which is 100 wide and 200 high
TOUCH = 44  # px at 100 % that a finger needs
NAME = 24  # px at 100 % over each figure for the word of its side
_WAYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
}
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TAKES_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Spot(QAbstractButton):
    """One region: a quiet dot, filled where the client points; it says its name and what is felt there."""

    moved = Signal(object)  # Way
    take_back_asked = Signal()
    pointed = Signal()

    def __init__(self, region: Region, parent: QWidget) -> None:
        """Stand unmarked."""
        super().__init__(parent)
        self.region = region
        self.setCheckable(True)
        self.setAccessibleName(region.words)
        self.setToolTip(region.words)
        self.show_mark(None)

    def show_mark(self, sensation: str | None) -> None:
        """Show what is felt here; None where nothing is marked. Nothing is announced."""
        self.setChecked(sensation is not None)
        said = "not marked" if sensation is None else sensation or "marked, no words"
        self.setAccessibleDescription(said)
        self.update()

    def nextCheckState(self) -> None:
        """Leave the state alone: what is shown is what is recorded."""

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Go on with the arrows, mark with Enter or Space, take back with Delete."""
        key = Qt.Key(e.key())
        if key in _WAYS and not e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(_WAYS[key])
        elif key in _PRESSES and not e.isAutoRepeat():
            self.click()
        elif key in _TAKES_BACK and self.isChecked():
            self.take_back_asked.emit()
        else:
            e.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show where the pointer is."""
        super().enterEvent(event)
        self.pointed.emit()
        self.update()

    def focusInEvent(self, e: QFocusEvent) -> None:
        """Stand out while the keyboard is here."""
        super().focusInEvent(e)
        self.pointed.emit()
        self.raise_()

    def sizeHint(self) -> QSize:
        """Ask for what a finger needs."""
        return QSize(px(TOUCH), px(TOUCH))

    def paintEvent(self, e: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        """Draw the mark, and the ring of the keyboard around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        if self.isChecked():
            painter.setPen(QPen(color("client"), px(2)))
            painter.setBrush(color("client_weak"))
            painter.drawEllipse(middle, px(11), px(11))
            painter.setBrush(color("client"))
            painter.drawEllipse(middle, px(4), px(4))
        else:
            painter.setPen(QPen(color("edge"), 1))
            painter.setBrush(color("accent_weak") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, px(4), px(4))
        if self.hasFocus():
            painter.setPen(QPen(color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = min(px(15), min(self.width(), self.height()) / 2 - px(1.5))
            painter.drawEllipse(middle, ring, ring)
        painter.end()


class BodyMap(QWidget):
    """The figure from the front and from behind; one Tab stop, arrows from region to region."""

    pressed = Signal(str)  # the item of the region: `front.left-shoulder`
    take_back_asked = Signal(str)
    pointed = Signal(str)  # region and side in words, where the pointer or the keyboard is

    def __init__(self, regions: Sequence[Region], parent: QWidget | None = None) -> None:
        """Draw every region, none of them marked."""
        super().__init__(parent)
        self.setAccessibleName("Body map")
        self.setAccessibleDescription("Arrow keys go from place to place, Enter marks, Delete takes back")
        self._regions = tuple(regions)
        self.spots = {region.item: Spot(region, self) for region in regions}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._stop_at(next(iter(self.spots.values()), None))
        # Connect Signals
        for item, spot in self.spots.items():
            spot.clicked.connect(partial(self._press, item))
            spot.moved.connect(partial(self._move, item))
            spot.take_back_asked.connect(partial(self._take_back, item))
            spot.pointed.connect(partial(self._point, item))
        look().changed.connect(self.updateGeometry)

    def show_marks(self, marks: Mapping[str, str]) -> None:
        """Show what is felt where, by item; nothing is announced."""
        for item, spot in self.spots.items():
            spot.show_mark(marks.get(item))

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be pressed, as after signing."""
        for spot in self.spots.values():
            spot.setEnabled(not read_only)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the figures are at a width."""
        return True

    def heightForWidth(self, arg__1: int) -> int:
        """Return the height of the figures with their names at a width."""
        return round(HEIGHT * self._step(arg__1)) + px(NAME)

    def sizeHint(self) -> QSize:
        """Ask for the largest figures that are drawn."""
        width = round(2 * WIDTH * px(100) / 100 * LARGEST)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Stay readable in the narrowest card."""
        return QSize(px(280), self.heightForWidth(px(280)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put every region in its place on the figures."""
        super().resizeEvent(event)
        step = self._step(self.width())
        least = px(TOUCH)
        for spot in self.spots.values():
            place = self._place(spot.region, step)
            wide, high = max(place.width(), least * 0.8), max(place.height(), least * 0.6)
            corner = QPointF(place.center().x() - wide / 2, place.center().y() - high / 2)
            spot.setGeometry(QRectF(corner.x(), corner.y(), wide, high).toAlignedRect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press beside a region for the nearest one within a finger's width."""
        spot = self._nearest(event.position())
        if spot is None or not spot.isEnabled():
            super().mousePressEvent(event)
            return
        spot.setFocus(Qt.FocusReason.MouseFocusReason)
        spot.click()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        """Draw both figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._step(self.width())
        for side in Side:
            corner = self._corner(side, step)
            painter.setPen(color("muted"))
            painter.setFont(font(12))
            name = QRect(round(corner.x()), 0, round(WIDTH * step), px(NAME))
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, side.value.capitalize())
            painter.save()
            painter.translate(corner)
            painter.scale(step, step)
            self._draw(painter, outline(), step)
            painter.restore()
        painter.end()

    def _draw(self, painter: QPainter, path: QPainterPath, step: float) -> None:
        painter.setPen(QPen(color("edge"), px(1.4) / step))
        painter.setBrush(color("raised"))
        painter.drawPath(path)

    def _step(self, width: int) -> float:
        """Return the px of one step of the figure where the map is that wide."""
        return min(width / (2 * WIDTH), LARGEST * look().scale / 100)

    def _corner(self, side: Side, step: float) -> QPointF:
        middle = self.width() / 2
        return QPointF(middle - WIDTH * step if side is Side.FRONT else middle, px(NAME))

    def _place(self, region: Region, step: float) -> QRectF:
        corner = self._corner(region.side, step)
        left, top = region.x - region.width / 2, region.y - region.height / 2
        return QRectF(
            corner.x() + left * step, corner.y() + top * step, region.width * step, region.height * step
        )

    def _nearest(self, point: QPointF) -> Spot | None:
        found: list[tuple[float, str]] = []
        for item, spot in self.spots.items():
            away = QPointF(spot.geometry().center()) - point
            found.append((abs(away.x()) + abs(away.y()), item))
        nearest = min(found, default=(float("inf"), ""))
        return self.spots[nearest[1]] if nearest[0] <= px(TOUCH) else None

    def _press(self, item: str) -> None:
        self._stop_at(self.spots[item])
        self.pressed.emit(item)

    def _take_back(self, item: str) -> None:
        self.take_back_asked.emit(item)

    def _point(self, item: str) -> None:
        self.pointed.emit(self.spots[item].region.words)

    def _move(self, item: str, way: Way) -> None:
        there = neighbour(self._regions, self.spots[item].region, way)
        spot = self.spots[there.item]
        self._stop_at(spot)
        spot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_at(self, stop: Spot | None) -> None:
        """Let Tab reach one region only: the one that was used last."""
        for spot in self.spots.values():
            spot.setFocusPolicy(Qt.FocusPolicy.StrongFocus if spot is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)
