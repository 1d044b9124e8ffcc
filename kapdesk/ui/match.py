"""The words one came for, marked softly in a note until the next key; nothing that is typed replaces them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit

from kapdesk.ui.passages import Underline, span
from kapdesk.ui.theme import color


class Match(QObject):
    """Follows one match in the document of a note."""

    changed = Signal()

    def __init__(self, edit: QPlainTextEdit) -> None:
        """Mark nothing yet."""
        super().__init__(edit)
        self._edit = edit
        self._marked: QTextCursor | None = None

    def show(self, start: int, length: int) -> None:
        """Mark words by their place as the editor counts, with the caret before them.

        A note that is only read has them selected, to be heard and copied; in one that can be written in,
        the next letter would take their place.
        """
        document = self._edit.document()
        self._marked = span(document, start, length) if length else None
        caret = QTextCursor(document)
        caret.setPosition(max(0, min(start, document.characterCount() - 1)))
        if self._edit.isReadOnly() and self._marked is not None:
            caret.setPosition(start + length)
            caret.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(caret)
        self.changed.emit()

    def forget(self) -> None:
        """Mark nothing any more."""
        if self._marked is not None:
            self._marked = None
            self.changed.emit()

    def words(self) -> str:
        """Return what is marked; empty for nothing."""
        return "" if self._marked is None else self._marked.selectedText()

    def lines(self) -> list[Underline]:
        """Return the mark: a quiet ground and a line under the words."""
        if self._marked is None:
            return []
        made, look = Underline(), QTextCharFormat()
        look.setBackground(color("accent_weak"))
        look.setForeground(color("text"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(color("accent"))
        look.setProperty(QTextFormat.Property.FullWidthSelection, False)  # noqa: FBT003 - Qt's own signature
        made.cursor, made.format = self._marked, look  # pyright: ignore[reportAttributeAccessIssue] - public members that the stubs leave out
        return [made]
