"""Signs that say a state by their shape: recorded, not yet, missing, due, and the mark of each client."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kapdesk.ui import theme

_RATIOS = (1, 2, 3)  # screens a sign on a button is drawn for


class SignName(StrEnum):
    """What a sign can say."""

    RECORDED = "recorded"
    NOT_YET = "not yet"
    MISSING = "missing"
    DUE = "due"
    OVERRIDDEN = "overridden"
    STRUCK = "struck"
    LOCK = "lock"
    BACKUP = "backup"
    ALERT = "alert"
    NOTE = "note"


class MarkShape(StrEnum):
    """The six shapes of client marks, in the order they are given out."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    PENTAGON = "pentagon"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape and the number of the colour (0 to 7) that make a wrong chart look wrong."""

    shape: MarkShape
    colour: int


TOKENS = {
    SignName.RECORDED: "done",
    SignName.NOT_YET: "caution",
    SignName.MISSING: "danger",
    SignName.DUE: "caution",
    SignName.OVERRIDDEN: "observer",
    SignName.STRUCK: "muted",
    SignName.LOCK: "muted",
    SignName.BACKUP: "muted",
    SignName.ALERT: "caution",
    SignName.NOTE: "muted",
}


def _line(*points: tuple[float, float], closed: bool = False) -> QPainterPath:
    """Return a path through points on a 16 by 16 field."""
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.closeSubpath()
    return path


def _recorded() -> QPainterPath:
    return _line((3, 8.5), (6.5, 12), (13, 4.5))


def _not_yet() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(3, 3, 10, 10))
    return path


def _missing() -> QPainterPath:
    path = _line((4, 4), (12, 12))
    path.addPath(_line((12, 4), (4, 12)))
    return path


def _due() -> QPainterPath:
    path = _not_yet()
    path.addPath(_line((8, 5.2), (8, 8.3), (10, 9.6)))
    return path


def _overridden() -> QPainterPath:
    path = _line((8, 2), (14, 8), (8, 14), (2, 8), closed=True)
    path.addPath(_line((5.8, 8.2), (7.4, 9.8), (10.4, 6.4)))
    return path


def _struck() -> QPainterPath:
    path = _line((2.5, 8), (13.5, 8))
    path.addPath(_line((4.5, 4.5), (11.5, 4.5)))
    path.addPath(_line((4.5, 11.5), (11.5, 11.5)))
    return path


def _lock() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.5, 7.5, 9, 6), 1, 1)
    path.moveTo(5.5, 7.5)
    path.lineTo(5.5, 5)
    path.arcTo(QRectF(5.5, 2.5, 5, 5), 180, -180)
    path.lineTo(10.5, 7.5)
    return path


def _backup() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(3, 2.5, 10, 3.5))
    path.moveTo(3, 4.3)
    path.lineTo(3, 11.7)
    path.arcTo(QRectF(3, 10, 10, 3.5), 180, 180)
    path.lineTo(13, 4.3)
    return path


def _alert() -> QPainterPath:
    path = _line((8, 2.5), (14, 13), (2, 13), closed=True)
    path.addPath(_line((8, 6.4), (8, 9.2)))
    path.addPath(_line((8, 11), (8, 11.1)))
    return path


def _note() -> QPainterPath:
    return _line((8, 2.5), (13.5, 8), (8, 13.5), (2.5, 8), closed=True)


_PATHS: dict[SignName, Callable[[], QPainterPath]] = {
    SignName.RECORDED: _recorded,
    SignName.NOT_YET: _not_yet,
    SignName.MISSING: _missing,
    SignName.DUE: _due,
    SignName.OVERRIDDEN: _overridden,
    SignName.STRUCK: _struck,
    SignName.LOCK: _lock,
    SignName.BACKUP: _backup,
    SignName.ALERT: _alert,
    SignName.NOTE: _note,
}


def paint_sign(painter: QPainter, field: QRectF, name: SignName, ink: QColor | None = None) -> None:
    """Draw a sign into a square field, in its own colour of the theme unless another ink is given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(field.topLeft())
    painter.scale(field.width() / 16, field.height() / 16)
    pen = QPen(ink or theme.color(TOKENS[name]), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(_PATHS[name]())
    painter.restore()


_CORNERS: dict[MarkShape, tuple[tuple[float, float], ...]] = {
    MarkShape.SQUARE: ((2.5, 2.5), (13.5, 2.5), (13.5, 13.5), (2.5, 13.5)),
    MarkShape.TRIANGLE: ((8, 1.8), (14.6, 13.8), (1.4, 13.8)),
    MarkShape.DIAMOND: ((8, 1), (15, 8), (8, 15), (1, 8)),
    MarkShape.PENTAGON: ((8, 1.4), (14.6, 6.4), (12.1, 14.2), (3.9, 14.2), (1.4, 6.4)),
}


def paint_mark(painter: QPainter, field: QRectF, mark: Mark) -> None:
    """Draw a client's mark, filled, into a square field."""
    ink = theme.look().theme.mark(mark.colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(field.topLeft())
    painter.scale(field.width() / 16, field.height() / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if mark.shape in _CORNERS:
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in _CORNERS[mark.shape]]))
    elif mark.shape is MarkShape.CIRCLE:
        painter.drawEllipse(QRectF(2, 2, 12, 12))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 3.4))
        painter.drawEllipse(QRectF(3.2, 3.2, 9.6, 9.6))
    painter.restore()


def icon(name: SignName, size: int = 16, ink: QColor | None = None) -> QIcon:
    """Return a sign for a button or a menu, in px at 100 %; ask again when the look changes."""
    made = QIcon()
    side = theme.px(size)
    for ratio in _RATIOS:
        pixmap = QPixmap(side * ratio, side * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_sign(painter, QRectF(0, 0, side, side), name, ink)
        painter.end()
        made.addPixmap(pixmap)
    return made


class Sign(QWidget):
    """A sign that stands in a row or a label and follows the theme; its name is read aloud."""

    def __init__(self, name: SignName, parent: QWidget | None = None, *, size: int = 16) -> None:
        """Show one sign in a square of `size` px at 100 %."""
        super().__init__(parent)
        self._name = name
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name.value)
        theme.look().changed.connect(self._follow_look)

    def show_sign(self, name: SignName) -> None:
        """Say another state."""
        self._name = name
        self.setAccessibleName(name.value)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square at the text size in use."""
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        """Return the same square: a sign is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt passes it
        """Draw the sign."""
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self._name)

    def _follow_look(self) -> None:
        self.updateGeometry()
        self.update()


class MarkSign(QWidget):
    """The mark of one client, drawn beside the name."""

    def __init__(self, mark: Mark, parent: QWidget | None = None, *, size: int = 16) -> None:
        """Show one mark in a square of `size` px at 100 %."""
        super().__init__(parent)
        self._mark = mark
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.look().changed.connect(self._follow_look)
        self.show_mark(mark)

    def show_mark(self, mark: Mark) -> None:
        """Show another client's mark."""
        self._mark = mark
        self.setAccessibleName(f"mark: {mark.shape.value}, colour {mark.colour + 1}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square at the text size in use."""
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        """Return the same square: a mark is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt passes it
        """Draw the mark."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._mark)

    def _follow_look(self) -> None:
        self.updateGeometry()
        self.update()
