"""A person at the keyboard: finds what is on the screen by its name, presses it, writes into it."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock

WAIT = 30_000


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls it."""
    if isinstance(widget, QComboBox) and widget.accessibleName():
        return widget.accessibleName()  # Qt gives the chosen words as the name of a list
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


class Person:
    """Sees only what is visible and can be pressed; everything else is not there."""

    def __init__(self, window: QWidget, qtbot: QtBot, clock: SetClock) -> None:
        self.window, self.qtbot, self.clock = window, qtbot, clock

    def stay(self, minutes: int) -> None:
        """Let time go by with somebody at the desk; without, the record would lock."""
        for _step in range(minutes * 2):
            self.clock.move(minutes=0.5)
            self.key(Qt.Key.Key_Shift)

    # ------------------------------------------------------------------ seeing

    def controls(self, within: QWidget | None = None) -> Iterator[QWidget]:
        """Go over everything the keyboard can reach, in the order it was made."""
        for widget in (within or self.window).findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                yield widget

    def find(
        self, name: str, within: QWidget | None = None, nth: int = 0, *, button: bool | None = None
    ) -> QWidget:
        """Return the control of this name; the whole name first, then its beginning."""
        here = [
            (one, name_of(one))
            for one in self.controls(within)
            if one.isEnabled() and button in (None, isinstance(one, QAbstractButton))
        ]
        whole = [one for one, called in here if called == name]
        found = whole or [one for one, called in here if called.startswith(name)]
        assert len(found) > nth, f"{name!r} is not among {[called for _one, called in here]}"
        return found[nth]

    def part(self, name: str, within: QWidget | None = None) -> QWidget:
        """Return the part of the screen with this name or heading that has something to press in it."""
        root = within or self.window
        seen = [one for one in root.findChildren(QWidget) if one.isVisible()]
        named = [one for one in seen if not isinstance(one, QLabel) and one.accessibleName() == name]
        headed = [one for one in seen if isinstance(one, QLabel) and one.text() == name]
        for one in (*named, *headed):
            around = one
            while around is not root:
                if next(self.controls(around), None) is not None:
                    return around
                around = around.parentWidget()
        raise AssertionError(f"no part is called {name!r}: {self.words(within)}")

    def words(self, within: QWidget | None = None) -> str:
        """Return everything written on the labels in view."""
        return "\n".join(
            label.text() for label in (within or self.window).findChildren(QLabel) if label.isVisible()
        )

    # ------------------------------------------------------------------ doing

    def press(self, name: str, within: QWidget | None = None, nth: int = 0) -> None:
        """Go to a button by its name and press it with the space bar; no mouse is at this desk."""
        found = self.find(name, within, nth, button=True)
        assert isinstance(found, QAbstractButton)
        found.setFocus(Qt.FocusReason.TabFocusReason)
        assert self.focus() is found, f"the keyboard does not come to {name!r}"
        QTest.keyClick(found, Qt.Key.Key_Space)
        QApplication.processEvents()

    def write(self, name: str, text: str, within: QWidget | None = None, nth: int = 0) -> QWidget:
        """Go into a field and type."""
        field = self.find(name, within, nth, button=False)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(field, text)
        return field

    def type(self, text: str) -> None:
        """Type where the caret is."""
        QTest.keyClicks(self.focus(), text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the caret is."""
        QTest.keyClick(self.focus(), key, modifier)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        """Return where the keyboard goes."""
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def until(self, happened: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(partial(_true, happened), timeout=WAIT)


def _true(happened: Callable[[], object]) -> bool:
    return bool(happened())
