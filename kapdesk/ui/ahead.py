"""What may be needed next is made once the open page was seen, and not while somebody types or clicks."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_PAUSE = (
    400  # milliseconds after a key or a press, and until a page that is not painted yet is looked for again
)
_BETWEEN = 10  # milliseconds in which a key or a press that came meanwhile is heard
_PAINTED = frozenset({QEvent.Type.UpdateRequest, QEvent.Type.Paint})
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Ahead(QTimer):
    """Says when the next piece of work ahead of need may be done; one piece each time."""

    due = Signal()

    def __init__(self, window: QWidget, after: int, parent: QObject) -> None:
        """Stand ready to wait so many milliseconds after the window was painted."""
        super().__init__(parent)
        self.setSingleShot(True)
        self._window, self._after = window, after
        self._watched: tuple[QObject, ...] = ()
        self._is_seen = False
        # Connect Signals
        self.timeout.connect(self._look)

    def begin(self) -> None:
        """Wait for the page that is about to be shown, then for the pause after it."""
        self.end()
        self._is_seen = False
        # Keys and presses come in at the handle, before any widget.
        handle = cast("QObject | None", self._window.windowHandle())
        self._watched = (self._window,) if handle is None else (self._window, handle)
        for one in self._watched:
            one.installEventFilter(self)
        self.start(self._after)

    def go_on(self) -> None:
        """Ask for the next turn, as soon as what came in meanwhile was answered."""
        self.start(_BETWEEN)

    def end(self) -> None:
        """Nothing more is to be done, or not for this page."""
        self.stop()
        for one in self._watched:
            one.removeEventFilter(self)
        self._watched = ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt passes it
        """Begin the pause anew at the first painting, and at each key and press."""
        kind = event.type()
        if kind in _PAINTED and not self._is_seen:
            self._is_seen = True
            self.start()
        elif kind in _HANDS and self.isActive():
            self.start(max(self.interval(), _PAUSE))
        return False

    def _look(self) -> None:
        if self._is_seen or not self._window.isVisible() or self._window.isMinimized():
            self.due.emit()
        else:
            self.start(_PAUSE)  # a slow machine is still at the page itself
