"""A quiet wavy line under words no dictionary knows; looked up when the hand rests, never while it types."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from kapdesk.domain.spelling import words_of
from kapdesk.ui.aids import aids
from kapdesk.ui.passages import Underline, span, underlined, units

REST = 500  # milliseconds after the last key
MOST_AT_ONCE = 40  # words that are new to the dictionary, looked up in one go


class SpellingLines(QObject):
    """Finds the unknown words of the paragraphs in sight."""

    changed = Signal()

    def __init__(self, edit: QPlainTextEdit) -> None:
        """Look when the hand rests; a note that nobody has entered is not looked at."""
        super().__init__(edit)
        self._edit = edit
        self._unknown: list[QTextCursor] = []
        self._looked: dict[str, bool] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        # Connect Signals
        self._rest.timeout.connect(self.look)
        aids().spelling_changed.connect(self._start_anew)

    def wait(self) -> None:
        """Look after a pause; called at each key, so it does nothing else."""
        if aids().speller is not None:
            self._rest.start()
        elif self._unknown:
            self._unknown = []
            self.changed.emit()

    def forget(self) -> None:
        """Let the lines go: another text is shown."""
        self._rest.stop()
        self._unknown = []

    def look(self) -> None:
        """Look at the paragraphs in sight, a few new words at a time."""
        speller = aids().speller
        if speller is None:
            return
        found: list[QTextCursor] = []
        new_ones = 0
        for block in self._in_sight():
            for at, word in words_of(block.text()):
                if word not in self._looked:
                    if new_ones >= MOST_AT_ONCE:
                        self._rest.start(0)
                        break
                    new_ones += 1
                    self._looked[word] = speller.knows(word)
                if not self._looked[word]:
                    start = block.position() + units(block.text()[:at])
                    cursor = span(self._edit.document(), start, units(word))
                    if cursor is not None and not self._is_being_typed(cursor):
                        found.append(cursor)
        self._rest.setInterval(REST)
        if _places(found) != _places(self._unknown):
            self._unknown = found
            self.changed.emit()

    def underlines(self) -> list[Underline]:
        """Return the wavy lines, of words that still stand as they were looked up."""
        style = QTextCharFormat.UnderlineStyle.WaveUnderline
        return [
            underlined(cursor, style, "muted")
            for cursor in self._unknown
            if cursor.hasSelection() and not self._looked.get(cursor.selectedText(), True)
        ]

    def word_at(self, position: int) -> QTextCursor | None:
        """Return the unknown word that a place of the text stands in or behind."""
        for cursor in self._unknown:
            if cursor.selectionStart() <= position <= cursor.selectionEnd() and cursor.hasSelection():
                return cursor
        return None

    def near(self, cursor: QTextCursor) -> tuple[str, ...]:
        """Return what the word may have been meant to be."""
        speller = aids().speller
        return () if speller is None else speller.near(cursor.selectedText())

    def _start_anew(self) -> None:
        self._looked.clear()
        if aids().speller is None:
            self.forget()
            self.changed.emit()
        elif self._edit.isVisible():
            self._rest.start(0)

    def _in_sight(self) -> list[QTextBlock]:
        blocks: list[QTextBlock] = []
        block = self._edit.firstVisibleBlock()
        room = self._edit.viewport().visibleRegion().boundingRect()
        top = self._edit.blockBoundingGeometry(block).translated(self._edit.contentOffset()).top()
        while block.isValid() and top <= room.bottom():
            top += self._edit.blockBoundingRect(block).height()
            if top >= room.top():
                blocks.append(block)
            block = block.next()
        return blocks

    def _is_being_typed(self, word: QTextCursor) -> bool:
        return self._edit.hasFocus() and self._edit.textCursor().position() == word.selectionEnd()


def _places(cursors: list[QTextCursor]) -> list[tuple[int, int]]:
    return [(cursor.selectionStart(), cursor.selectionEnd()) for cursor in cursors]
