"""The menus behind Alt: every act of the window with its keys, made from the one table of keys."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from kapdesk.ui.shortcuts import SHORTCUTS

ALWAYS = frozenset({"larger", "smaller", "plain size", "next theme", "night", "quit"})  # also while locked


_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})


class Menus(QObject):
    """The menu bar, hidden until Alt or F10, and the actions that work without it."""

    act_asked = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        """Make the menus of a window."""
        super().__init__(window)
        self._window = window
        self._bar = window.menuBar()
        self._actions: dict[str, QAction] = {}
        menus: dict[str, QMenu] = {}
        for shortcut in SHORTCUTS:
            if shortcut.menu not in menus:
                menus[shortcut.menu] = self._bar.addMenu(shortcut.menu)
            action = QAction(shortcut.words, window)
            action.setShortcuts([QKeySequence(keys) for keys in shortcut.keys])
            action.triggered.connect(partial(self._ask, shortcut.act))
            menus[shortcut.menu].addAction(action)
            window.addAction(action)
            self._actions[shortcut.act] = action
        self._alt_alone = False
        self._bar.hide()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)  # whoever has the keyboard: a key with Alt is not Alt alone

    def action(self, act: str) -> QAction:
        """Return the action of an act."""
        return self._actions[act]

    def enable_desk(self, *, enabled: bool) -> None:
        """Allow or forbid all that needs an open record."""
        for act, action in self._actions.items():
            action.setEnabled(enabled or act in ALWAYS or act.startswith("theme:"))

    def toggle_bar(self) -> None:
        """Show the menu bar with the keyboard in it, or hide it."""
        self._bar.setVisible(self._bar.isHidden())
        if not self._bar.isHidden():
            self._bar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt passes it
        """Show the menu bar when Alt alone was pressed and let go, whoever has the keyboard."""
        if not isinstance(event, QKeyEvent):  # asked first: every event passes here, few are keys
            return False
        kind = event.type()
        if kind not in _KEY_EVENTS:
            return False
        if kind != QEvent.Type.KeyRelease:
            self._alt_alone = event.key() == Qt.Key.Key_Alt
        elif event.key() == Qt.Key.Key_Alt and self._alt_alone:
            self._alt_alone = False
            if self._window.isActiveWindow():
                self.toggle_bar()
        return False

    def _ask(self, act: str) -> None:
        self.act_asked.emit(act)
