"""Words of the client that are worth keeping: an insight, a question held open, a phrase to read back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from kapdesk.domain.insights import Kind
from kapdesk.ui.note import NoteEdit

KEEPS = (
    ("F6", "Keep as &insight", Kind.INSIGHT),
    ("F7", "&Hold as a question", Kind.HELD_QUESTION),
    ("F8", "&Read back next time", Kind.READ_BACK),
)
"""Key, words in a menu, and what the words are kept as; the same everywhere the client's words stand."""


def add_keeps(menu: QMenu, keep: Callable[[Kind], object], *, enabled: bool = True) -> None:
    """Let a menu end with the three ways to keep the client's words; `keep` is called with the kind."""
    if menu.actions():
        menu.addSeparator()
    for key, words, kind in KEEPS:
        action = menu.addAction(f"{words}\t{key}")
        action.setEnabled(enabled)
        action.triggered.connect(partial(_call, keep, kind))


def _call(keep: Callable[[Kind], object], kind: Kind, _checked: object = None) -> None:
    keep(kind)


class KeepMenu(QObject):
    """The menus of the notes it watches end with the three ways to keep the client's words."""

    asked = Signal(object, object)  # the note, the Kind

    def __init__(self, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)

    def watch(self, note: NoteEdit) -> None:
        """Offer the three in the menu of this note too, by pointer and by the menu key."""
        note.installEventFilter(self)
        note.viewport().installEventFilter(self)

    def menu(self, note: NoteEdit) -> QMenu:
        """Build the menu of a note with the three at its end."""
        menu = note.menu()
        add_keeps(menu, partial(self._ask, note), enabled=not note.isReadOnly())
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the longer menu in place of the note's own."""
        if not isinstance(event, QContextMenuEvent):
            return super().eventFilter(watched, event)
        note = watched if isinstance(watched, NoteEdit) else watched.parent()
        if not isinstance(note, NoteEdit):
            return super().eventFilter(watched, event)
        menu = self.menu(note)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
        return True

    def _ask(self, note: NoteEdit, kind: Kind) -> None:
        self.asked.emit(note, kind)
