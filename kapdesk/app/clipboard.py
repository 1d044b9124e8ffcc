"""What was copied here does not stay on the clipboard, and no clipboard history is to keep it."""

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

STAYS_SECONDS = 30
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
HINTS: dict[str, bytes] = {
    "x-kde-passwordManagerHint": b"secret",  # KDE, GNOME extensions and most clipboard managers of Linux
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}
"""What asks clipboard histories to leave a text alone; on a Mac only the time limit helps."""


class ClipboardWatch(QObject):
    """Marks and clears what kapdesk put on the clipboard; what others put there is theirs."""

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
        if not self._ours:
            self._timer.stop()
            return
        self._timer.start()
        if not is_concealed(self._clipboard.mimeData()):
            self._clipboard.setMimeData(concealed(self._ours))


def concealed(text: str) -> QMimeData:
    """Return a text as it is put on the clipboard: plain, with the hints that no history may keep it."""
    data = QMimeData()
    data.setText(text)
    for kind, value in HINTS.items():
        data.setData(kind, value)
    return data


def is_concealed(data: QMimeData) -> bool:
    """Say whether what stands on the clipboard carries a hint already."""
    return any(data.hasFormat(kind) for kind in HINTS)
