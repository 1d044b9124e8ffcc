"""A ring around what one came for, until the next key or press."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.ui.theme import color

_ENDS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})
_SETTLED = 4  # rounds of the layout after which everything has its place


class Ring(QWidget):
    """Lies over a part and takes no press; the next key or press takes it away."""

    def __init__(self, part: QWidget) -> None:
        """Lie over a part at once."""
        super().__init__(part)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(part.rect())
        part.installEventFilter(self)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the part; go with the next key or press."""
        if event.type() == QEvent.Type.Resize and watched is self.parent() and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
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


def settle() -> None:
    """Let everything find its place now; places are known only after that."""
    for _ in range(_SETTLED):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
