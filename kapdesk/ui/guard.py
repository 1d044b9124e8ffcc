"""While the client has the screen, no key, press, menu, window or closing leads anywhere but back to it."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from kapdesk.ui.cover import Covers

RETURN_KEYS = "Ctrl+Alt+Shift+G"
"""What the therapist presses before the PIN or the passphrase is asked for; no single slip makes it."""

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_RETURN = QKeyCombination(_CONTROL | _ALT | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_G).toCombined()
_COVER = QKeyCombination(Qt.Key.Key_F12).toCombined()
_LOCK = QKeyCombination(_CONTROL, Qt.Key.Key_L).toCombined()
_PLAIN = frozenset(
    {
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Shift,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_ONCE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease})
_NEVER = frozenset(
    {
        QEvent.Type.Shortcut,
        QEvent.Type.ContextMenu,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.ToolTip,
        QEvent.Type.WhatsThis,
    }
)


class Guard(QObject):
    """Stands between everything pressed and the program; only what the page needs gets through."""

    called = Signal()  # the therapist's keys, or somebody wants to close the window
    cover_asked = Signal()
    lock_asked = Signal()

    def __init__(self, window: QMainWindow, covers: Covers, parent: QObject) -> None:
        """Stand ready; nothing is kept back before `stand`."""
        super().__init__(parent)
        self._window, self._covers = window, covers
        self._waiting: list[QDialog] = []
        self._stands = False

    def stand(self) -> None:
        """Keep everything back from now on."""
        app = QApplication.instance()
        if app is not None and not self._stands:
            self._stands = True
            self._window.menuBar().hide()
            app.installEventFilter(self)

    def go(self) -> None:
        """Let everything through again; a dialog that wanted to open meanwhile opens now."""
        app = QApplication.instance()
        if app is None or not self._stands:
            return
        self._stands = False
        app.removeEventFilter(self)
        waiting, self._waiting = self._waiting, []
        for dialog in waiting:
            if isValid(dialog):
                dialog.open()

    def drop(self) -> None:
        """Let everything through, and let go of what wanted to open: the record is being closed."""
        self._waiting.clear()
        self.go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let through what the page needs, and nothing else."""
        kind = event.type()
        if kind == QEvent.Type.Close and watched is self._window:
            event.ignore()
            (self.lock_asked if self._covers.are_laid else self.called).emit()
            return True
        if self._covers.are_laid:
            return False  # the cover keeps everything back itself
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return self._key(kind, event)
        if kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            return self._opened(watched)
        if kind in _PRESSES and isinstance(event, QMouseEvent):
            return event.button() != Qt.MouseButton.LeftButton
        return kind in _NEVER

    def _key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        """Take a key that is no answer; every shortcut is taken, whatever it leads to."""
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        acts = {_RETURN: self.called, _COVER: self.cover_asked, _LOCK: self.lock_asked}
        asked = acts.get(event.keyCombination().toCombined())
        if asked is None and _is_plain(event):
            return event.isAutoRepeat() and event.key() in _ONCE  # one press, one answer
        if asked is not None and kind == QEvent.Type.KeyPress and not event.isAutoRepeat():
            asked.emit()
        event.accept()
        return True

    def _opened(self, window: QWidget) -> bool:
        """Keep a window from being seen that opens by itself; a dialog waits until the therapist is back."""
        if window is self._window:
            return False
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        if isinstance(window, QDialog):
            self._waiting.append(window)
        QTimer.singleShot(0, window, window.hide)
        window.destroyed.connect(self._forget)
        QTimer.singleShot(0, self, self._let_show)
        return False

    def _let_show(self) -> None:
        for dialog in self._waiting:
            if isValid(dialog):
                dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)

    def _forget(self) -> None:
        self._waiting = [dialog for dialog in self._waiting if isValid(dialog)]


def _is_plain(event: QKeyEvent) -> bool:
    """Return whether a key writes, moves the caret or answers."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    writes = event.text().isprintable() and bool(event.text())
    if held & (_CONTROL | _ALT):
        return writes and (held & (_CONTROL | _ALT)) == (_CONTROL | _ALT)  # AltGr where it is told so
    return writes or event.key() in _PLAIN


def shown_keys() -> str:
    """Return the therapist's keys as this system writes them."""
    return QKeySequence(RETURN_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
