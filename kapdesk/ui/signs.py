"""Signs that are drawn: recorded, not yet, missing, due, overridden, caution each have a shape and a word."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from kapdesk.ui.theme import color, give_role, px


class Sign(StrEnum):
    """How it stands with one thing."""

    RECORDED = "recorded"
    NOT_YET = "not yet"
    MISSING = "missing"
    DUE = "due"
    OVERRIDDEN = "overridden"
    CAUTION = "caution"

    @property
    def token(self) -> str:
        """Return the colour of the sign by its name in the theme."""
        return _TOKENS[self]


_TOKENS = {
    Sign.RECORDED: "done",
    Sign.NOT_YET: "caution",
    Sign.MISSING: "danger",
    Sign.DUE: "caution",
    Sign.OVERRIDDEN: "caution",
    Sign.CAUTION: "caution",
}
_SHAPES = {  # points in a square of 16
    Sign.RECORDED: ((3, 8.5), (6.5, 12), (13, 4.5)),
    Sign.CAUTION: ((8, 2.5), (14, 13), (2, 13), (8, 2.5)),
    Sign.OVERRIDDEN: ((8, 2), (14, 8), (8, 14), (2, 8), (8, 2)),
}


def paint_sign(painter: QPainter, sign: Sign, square: QRectF) -> None:
    """Draw a sign into a square, in the colour that goes with it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = square.width() / 16
    pen = QPen(color(sign.token), 1.9 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.translate(square.topLeft())
    painter.scale(unit, unit)
    pen.setWidthF(1.9)
    painter.setPen(pen)
    if sign in _SHAPES:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _SHAPES[sign]]))
    elif sign is Sign.MISSING:
        painter.drawLine(QPointF(4, 4), QPointF(12, 12))
        painter.drawLine(QPointF(12, 4), QPointF(4, 12))
    else:
        painter.drawEllipse(QPointF(8, 8), 5.2, 5.2)
    if sign is Sign.DUE:
        painter.drawPolyline(QPolygonF([QPointF(8, 5), QPointF(8, 8), QPointF(10, 9.4)]))
    if sign is Sign.CAUTION:
        painter.drawLine(QPointF(8, 6.8), QPointF(8, 9))
        painter.drawPoint(QPointF(8, 11.1))
    painter.restore()


class SignMark(QWidget):
    """The shape alone, where the word stands beside it anyway."""

    def __init__(self, sign: Sign, parent: QWidget | None = None) -> None:
        """Draw a sign."""
        super().__init__(parent)
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sign.value)

    def set_sign(self, sign: Sign) -> None:
        """Draw another sign."""
        self._sign = sign
        self.setAccessibleName(sign.value)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for 16 px at 100 %."""
        return QSize(px(16), px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        """Draw the shape."""
        painter = QPainter(self)
        side = min(self.width(), self.height())
        paint_sign(painter, self._sign, QRectF(0, (self.height() - side) / 2, side, side))
        painter.end()


class SignLabel(QWidget):
    """A sign with its word: never one without the other."""

    def __init__(
        self, sign: Sign, word: str = "", parent: QWidget | None = None, *, wraps: bool = False
    ) -> None:
        """Draw a sign; `word` says more than its own word does, in several lines where it `wraps`."""
        super().__init__(parent)
        self._mark = SignMark(sign)
        self._word = QLabel()
        self._word.setWordWrap(wraps)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if wraps:
            self._mark.setFixedHeight(px(20))  # beside the first line
        at = Qt.AlignmentFlag.AlignTop if wraps else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self._mark, 0, at)
        line.addWidget(self._word, 1)
        self.set_sign(sign, word)

    def set_sign(self, sign: Sign, word: str = "") -> None:
        """Say how it stands now."""
        self._mark.set_sign(sign)
        self._word.setText(word or sign.value)
        give_role(self._word, sign.token)

    def text(self) -> str:
        """Return the word that is shown."""
        return self._word.text()
