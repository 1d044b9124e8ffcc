"""What was copied here does not stay on the clipboard: it is cleared after a minute if it is still ours."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

STAYS_SECONDS = 60


class ClipboardWatch(QObject):
    """Clears what kapdesk put on the clipboard; what others put there is theirs."""

    def __init__(self, parent: QObject, stays: float = STAYS_SECONDS) -> None:
        """Watch from now on; `stays` is in seconds."""
        super().__init__(parent)
        self._clipboard: QClipboard = QApplication.clipboard()
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(stays * 1000))
        # Connect Signals
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take back what is ours, unless something else stands there by now."""
        ours, self._ours = self._ours, ""
        if ours and self._clipboard.text() == ours:
            self._clipboard.clear()

    def _changed(self) -> None:
        """Note what was copied while kapdesk was in front; anything copied elsewhere is not ours."""
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._ours = self._clipboard.text() if active or self._clipboard.ownsClipboard() else ""
        if self._ours:
            self._timer.start()
        else:
            self._timer.stop()
