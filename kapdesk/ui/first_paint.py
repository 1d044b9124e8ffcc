"""The moment a window is seen for the first time: what is not needed for it begins after it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_AT_LATEST = 500  # milliseconds: a window that is shown minimised is not painted at all


class FirstPaint(QObject):
    """Watches one window until it was painted once, says so in the next turn of the loop, and lets it go."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        """Watch from now on; to be made before the window is shown."""
        super().__init__(window)
        self._window = window
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._tell)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt passes it
        """Wait for the first painting; the turn after it is the first in which it was seen."""
        kind = event.type()
        if kind in (QEvent.Type.UpdateRequest, QEvent.Type.Paint):
            self._window.removeEventFilter(self)
            self._late.start(0)
        elif kind == QEvent.Type.Show:
            self._late.start(_AT_LATEST)
        return False

    def _tell(self) -> None:
        self._window.removeEventFilter(self)
        self.painted.emit()
        self.deleteLater()
