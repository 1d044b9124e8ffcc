"""Notice that nobody is at the desk: warn, then say so; typing counts, sleep of the machine too."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from kapdesk.domain.clock import Clock
from kapdesk.domain.clock_jumps import JumpKind, Look, between

WARNING_SECONDS = 20
SHORTEST, LONGEST = 1, 60  # minutes
_TICK_MS = 1000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_OF_A_HAND = (QInputEvent, QInputMethodEvent)
"""What a hand does, by class: every event of the program passes here, and to ask for its type costs more."""
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Idle(QObject):
    """Watch keys and mouse over the whole program, dialogs included."""

    warned = Signal(int)  # seconds left
    resumed = Signal()  # a key or the mouse after the warning
    idle = Signal()
    slept = Signal()  # the machine slept, or may have: nobody was there
    jumped = Signal(object)  # Jump: what the clock did, before `slept` is said
    pressed_over_dialog = Signal(str)  # the act of a key that a dialog must not swallow

    def __init__(self, app: QApplication, clock: Clock, minutes: int = 5) -> None:
        """Prepare to watch; nothing is counted before `start`."""
        super().__init__(app)
        self._app = app
        self._clock = clock
        self._limit = 0.0
        self._last_key = 0.0
        self._last_look: Look | None = None
        self._has_warned = False
        self._caught: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Set after how many minutes (1 to 60) nobody counts as there."""
        self._limit = 60.0 * min(LONGEST, max(SHORTEST, minutes))

    @property
    def is_running(self) -> bool:
        """Say whether keys and mouse are being watched."""
        return self._timer.isActive()

    def catch_over_dialogs(self, keys: dict[int, str]) -> None:
        """Name the keys (combined code to act) that work even while a dialog is open."""
        self._caught = dict(keys)

    def start(self) -> None:
        """Begin to count from now."""
        if self.is_running:
            return
        self._last_look = None
        self._note_activity()
        self._app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Stop counting, as while the record is locked."""
        self._timer.stop()
        self._app.removeEventFilter(self)
        self._has_warned = False

    def extend(self) -> None:
        """Count from now again, as after any key."""
        self._note_activity()

    def look(self) -> None:
        """Compare the clocks once and tell what they say."""
        if self._has_slept():
            self.slept.emit()
            return
        left = self._limit - (self._clock.monotonic() - self._last_key)
        if left <= 0:
            self._note_activity(silent=True)
            self.idle.emit()
        elif left <= WARNING_SECONDS and not self._has_warned:
            self._has_warned = True
            self.warned.emit(int(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt passes it
        """Count a key, a press, a move; hand on every event but a caught key over a dialog."""
        if not isinstance(event, _OF_A_HAND):
            return False
        kind = event.type()
        if kind not in _ACTIVITY:
            return False
        if kind in _PRESSES and self._has_slept():
            self.slept.emit()  # the key that wakes the machine must not find an open record
        self._note_activity()
        if kind == QEvent.Type.KeyPress and self._caught and isinstance(event, QKeyEvent):
            name = self._caught.get(event.keyCombination().toCombined())
            if name is not None and (QApplication.activeModalWidget() or QApplication.activePopupWidget()):
                self.pressed_over_dialog.emit(name)
                return True
        return False

    def _note_activity(self, *, silent: bool = False) -> None:
        self._last_key = self._clock.monotonic()
        if self._has_warned:
            self._has_warned = False
            if not silent:
                self.resumed.emit()

    def _has_slept(self) -> bool:
        """Compare the clocks, tell every jump, and say whether nobody may have been there meanwhile.

        A clock that was only moved, while the program ran on, is no reason to lock.
        """
        before, self._last_look = self._last_look, Look.at(self._clock)
        jumps = () if before is None else between(before, self._last_look)
        for jump in jumps:
            self.jumped.emit(jump)
        return any(jump.kind is JumpKind.SLEEP or jump.maybe_asleep for jump in jumps)
