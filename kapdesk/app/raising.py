"""A second start of the same record raises the window that is already open."""

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal

_WAIT = 1000  # milliseconds to reach the first window


_NAME = "kapdesk-"


def _address(folder: Path) -> str:
    import hashlib

    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{_NAME}{digest[:24]}"


class Doorbell(QObject):
    """Listens for a second start of this record, by this person only."""

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Listen for one folder; a bell left over by a crash is taken down first."""
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_address(folder))
        self._server.listen(_address(folder))
        # Connect Signals
        self._server.newConnection.connect(self._ring)

    def close(self) -> None:
        """Stop listening, so that a successor can."""
        self._server.close()

    def _ring(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self.rung.emit()


def ring(folder: Path) -> bool:
    """Ask the window that has this record open to come to the front; say whether one answered."""
    if not _may_be_heard(folder):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_address(folder))
    answered = socket.waitForConnected(_WAIT)
    if answered:
        socket.waitForDisconnected(_WAIT)
    socket.abort()
    return answered


def _may_be_heard(folder: Path) -> bool:
    """Say whether a bell may hang there: outside Windows it is a file, and without one there is no window."""
    if sys.platform == "win32":
        return True
    place = Path(QDir.tempPath())
    return any(place.glob(f"{_NAME}*")) and (place / _address(folder)).exists()
