"""The numeric pad under a hand that is not looked at: what was pressed, and whether it is held."""

import sys

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

HELD_AFTER = 600  # milliseconds after which a key that is still down is held

_WITH_NUMLOCK = {
    Qt.Key.Key_Period: ".", Qt.Key.Key_Comma: ".", Qt.Key.Key_Plus: "+", Qt.Key.Key_Minus: "-",
    Qt.Key.Key_Asterisk: "*", Qt.Key.Key_Slash: "/", Qt.Key.Key_Enter: "Enter",
} | {Qt.Key(Qt.Key.Key_0.value + figure): str(figure) for figure in range(10)}  # fmt: skip
_WITHOUT_NUMLOCK = {
    Qt.Key.Key_Insert: "0", Qt.Key.Key_End: "1", Qt.Key.Key_Down: "2", Qt.Key.Key_PageDown: "3",
    Qt.Key.Key_Left: "4", Qt.Key.Key_Clear: "5", Qt.Key.Key_Right: "6", Qt.Key.Key_Home: "7",
    Qt.Key.Key_Up: "8", Qt.Key.Key_PageUp: "9", Qt.Key.Key_Delete: ".",
}  # fmt: skip
_SIGNS = _WITH_NUMLOCK if sys.platform == "darwin" else _WITH_NUMLOCK | _WITHOUT_NUMLOCK
"""On a Mac there is no Num Lock, and every arrow key calls itself one of the pad."""
_NOT_WITH_CTRL = frozenset({"+", "-", "Enter"})  # the size of the type, and what a text does with them
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_OTHERS = (
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Hold(QObject):
    """Tells what is held from what is pressed: after 0.6 s, or when the keyboard begins to repeat."""

    held = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Wait for a press."""
        super().__init__(parent)
        self._name = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HELD_AFTER)
        # Connect Signals
        self._timer.timeout.connect(self._hold)

    @property
    def is_waiting(self) -> bool:
        """Say whether something is down of which it is not known yet whether it is held."""
        return self._timer.isActive()

    def begin(self, name: str) -> None:
        """Count from this press."""
        self._name = name
        self._timer.start()

    def repeat(self) -> None:
        """Take the keyboard's word that the key is still down."""
        if self.is_waiting:
            self._hold()

    def end(self) -> None:
        """Let go: what was down was only pressed."""
        self._timer.stop()
        self._name = ""

    def _hold(self) -> None:
        self._timer.stop()
        self.held.emit(self._name)


class PadWatch(QObject):
    """Hears the keys of the pad while a page is seen: bare outside texts, with Ctrl inside them."""

    pressed = Signal(str)  # the sign, once for as long as the key is down
    held = Signal(str)

    def __init__(self, within: QWidget, signs: frozenset[str]) -> None:
        """Listen for these signs within a page, with Num Lock on or off."""
        super().__init__(within)
        self._within, self._signs = within, signs
        self._hold = Hold(self)
        self._heard: QWidget | None = None
        within.installEventFilter(self)
        # Connect Signals
        self._hold.held.connect(self.held)
        _app().focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the pad and hand on everything else."""
        kind = event.type()
        if kind in _KEYS:
            return isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and self._key(watched, event)
        if watched is self._within and kind in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._follow(None, _app().focusWidget() if kind == QEvent.Type.Show else None)
        return False

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Listen at whatever has the keyboard: behind those who watch over the whole program."""
        if self._heard is not None and self._heard is not self._within and isValid(self._heard):
            self._heard.removeEventFilter(self)
        within = now is not None and self._within.isVisible() and self._within.isAncestorOf(now)
        self._heard = now if within else None
        if self._heard is None:
            self._hold.end()
        else:
            self._heard.installEventFilter(self)

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease:
            if not event.isAutoRepeat():
                self._hold.end()
            return False
        sign = sign_of(event)
        if sign not in self._signs or not self._is_for_pad(watched, event, sign):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # so that no shortcut of the window takes it
        elif event.isAutoRepeat():
            self._hold.repeat()
        else:
            self.pressed.emit(sign)
            self._hold.begin(sign)
        return True

    def _is_for_pad(self, watched: QWidget, event: QKeyEvent, sign: str) -> bool:
        if watched is not self._within and not self._within.isAncestorOf(watched):
            return False
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl:
            return sign not in _NOT_WITH_CTRL
        if sign == "Enter" and isinstance(watched, QAbstractButton | QComboBox):
            return False  # Enter presses what has the focus
        if sign.isdecimal() and watched.property("figures"):
            return False  # a list that is chosen from by figures
        return not _is_written_in(watched)


def _app() -> QApplication:
    """Return the program."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no program runs")  # noqa: TRY004 - not a wrong type: a page without a program
    return app


def sign_of(event: QKeyEvent) -> str:
    """Return the sign of the pad that was pressed, with Num Lock on or off; empty for every other key."""
    held = event.modifiers()
    if not held & Qt.KeyboardModifier.KeypadModifier or held & _OTHERS:
        return ""
    return _SIGNS.get(Qt.Key(event.key()), "")


def _is_written_in(widget: QWidget) -> bool:
    return isinstance(widget, QPlainTextEdit | QLineEdit | QTextEdit) and not widget.isReadOnly()
