"""A ring around what one came for, until the next key or press."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.ui.theme import color, px

_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize})
_AROUND = 4  # px at 100 % beside the words
_ENDS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})
_SETTLED = 4  # rounds of the layout after which everything has its place


class Ring(QWidget):
    """Lies around a part and takes no press; the next key or press takes it away."""

    def __init__(self, part: QWidget) -> None:
        """Lie around a part at once."""
        super().__init__(part.parentWidget())
        self.part = part
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lie()
        part.installEventFilter(self)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the part; go with the next key or press."""
        if event.type() in _MOVES and watched is self.part:
            self._lie()
        elif event.type() in _ENDS and isinstance(watched, QWidget):
            self.end()
        return False

    def end(self) -> None:
        """Go for good."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt passes it
        """Draw the ring."""
        painter = QPainter(self)
        painter.setPen(QPen(color("accent"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _lie(self) -> None:
        around = px(_AROUND)
        self.setGeometry(self.part.geometry().adjusted(-around, -around // 2, around, around // 2))
        self.raise_()


def settle() -> None:
    """Let everything find its place now; places are known only after that."""
    for _ in range(_SETTLED):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
