"""Words that a short word put in are underlined with dots until somebody confirms or changes them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from kapdesk.domain.snippets import Passage
from kapdesk.ui.theme import color

Underline = QTextEdit.ExtraSelection


def units(text: str) -> int:
    """Return how many places Qt counts for a text: two for each character beyond the first plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def between(document: QTextDocument, start: int, length: int) -> str:
    """Return the words of a document from a place of Qt on, as typed."""
    cursor = span(document, start, length)
    return "" if cursor is None else cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")


def span(document: QTextDocument, start: int, length: int) -> QTextCursor | None:
    """Return a cursor around places of a document, or None where it is not that long."""
    if start < 0 or start + length > document.characterCount() - 1:
        return None
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def underlined(cursor: QTextCursor, style: QTextCharFormat.UnderlineStyle, token: str) -> Underline:
    """Return the underline of what a cursor holds, in a colour of the theme."""
    made = Underline()
    look = QTextCharFormat()
    look.setUnderlineStyle(style)
    look.setUnderlineColor(color(token))
    made.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - a public member that the stubs leave out
    made.format = look  # pyright: ignore[reportAttributeAccessIssue] - likewise
    return made


class Passages(QObject):
    """Follows the passages of one note through every edit; one that is changed is marked no more.

    An undo that takes an expansion back and a redo that brings it again leave it as unconfirmed as before.
    """

    changed = Signal()

    def __init__(self, edit: QPlainTextEdit) -> None:
        """Follow nothing yet."""
        super().__init__(edit)
        self._document: QTextDocument | None = None
        self._marked: list[tuple[int, str]] = []  # where it begins in places of Qt, and its words
        self._gone: list[tuple[int, str]] = []

    def follow(self, document: QTextDocument) -> None:
        """Follow another document, in which nothing is marked."""
        self._document = document
        self._marked, self._gone = [], []
        document.contentsChange.connect(self._shift)

    def show(self, passages: Iterable[Passage]) -> None:
        """Mark what was stored as unconfirmed, where its words still stand."""
        text = "" if self._document is None else self._document.toPlainText()
        self._marked, self._gone = [], []
        for passage in passages:
            at = passage.start if text.startswith(passage.text, passage.start) else text.find(passage.text)
            if at >= 0 and passage.text:
                self._marked.append((units(text[:at]), passage.text))
        self.changed.emit()

    def add(self, start: int, text: str) -> None:
        """Mark words that were put in; `start` is a place of Qt."""
        if text.strip():
            self._marked.append((start, text))
            self.changed.emit()

    def stored(self) -> tuple[Passage, ...]:
        """Return what is marked as it is stored, by characters."""
        text = "" if self._document is None else self._document.toPlainText()
        raw = text.encode("utf-16-le", "surrogatepass")
        return tuple(
            Passage(len(raw[: 2 * start].decode("utf-16-le", "surrogatepass")), words)
            for start, words in sorted(self._marked)
        )

    def __len__(self) -> int:
        """Return how many passages are not confirmed."""
        return len(self._marked)

    def confirm(self) -> bool:
        """Take every passage of the note as meant; return whether there was one."""
        had = bool(self._marked)
        self._marked, self._gone = [], []
        if had:
            self.changed.emit()
        return had

    def underlines(self) -> list[Underline]:
        """Return the dotted lines."""
        if self._document is None:
            return []
        found = (span(self._document, start, units(words)) for start, words in self._marked)
        style = QTextCharFormat.UnderlineStyle.DotLine
        return [underlined(cursor, style, "accent") for cursor in found if cursor is not None]

    def _shift(self, at: int, removed: int, added: int) -> None:
        document = self._document
        if document is None or not (self._marked or self._gone):
            return
        before, kept = list(self._marked), list[tuple[int, str]]()
        for start, words in self._marked:
            size = units(words)
            places = (start, start + added - removed) if at >= start else (start + added - removed, start)
            where = next((to for to in places if between(document, to, size) == words), None)
            if where is None:
                self._gone.append((start, words))
            else:
                kept.append((where, words))
        for lost in list(self._gone):
            start, words = lost
            back = at <= start <= at + added and between(document, start, units(words)) == words
            if back and (start, words) not in kept and lost not in before:
                self._gone.remove(lost)
                kept.append(lost)
        self._marked = kept
        if kept != before:
            self.changed.emit()
