"""Short words while one types: a quiet list at the caret, and the passage in place of the word."""

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from kapdesk.domain.snippets import SIGN, expand, word_before
from kapdesk.domain.stamps import Stamp
from kapdesk.ui.aids import aids
from kapdesk.ui.passages import Passages, between, units
from kapdesk.ui.theme import give_role, px

_MOST_ROWS, _ROW = 6, 30
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_NO_TIME = Stamp("", "", "")


class SnippetList(QFrame):
    """The short words that begin with what is typed; it lies in the window and never takes the keyboard."""

    def __init__(self, window: QWidget) -> None:
        """Stand hidden in a window."""
        super().__init__(window)
        self._window = window
        give_role(self, "clear")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows = QListWidget()
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        give_role(self.rows, "offers")
        self.rows.setUniformItemSizes(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setAccessibleName("Short words")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        self.words: tuple[str, ...] = ()
        self.hide()

    def offer(self, words: tuple[str, ...], exact: str, caret: QRect) -> None:
        """Show words by a caret, given in the window; one that is typed in full stands chosen."""
        if words != self.words:
            self.words = words
            self.rows.clear()
            for word in words:
                self.rows.addItem(f"{SIGN}{word}   {_first_words(word)}")
                self.rows.item(self.rows.count() - 1).setSizeHint(QSize(0, px(_ROW)))
        self.rows.setCurrentRow(words.index(exact) if exact in words else -1)
        self._place(caret)
        self.show()
        self.raise_()

    def chosen(self) -> str:
        """Return the word that stands chosen, or nothing."""
        row = self.rows.currentRow()
        return self.words[row] if 0 <= row < len(self.words) else ""

    def move_by(self, step: int) -> None:
        """Choose the next word, or the one before."""
        row, count = self.rows.currentRow(), len(self.words)
        self.rows.setCurrentRow(
            min(count - 1, max(0, row + step)) if row >= 0 else (0 if step > 0 else count - 1)
        )

    def _place(self, caret: QRect) -> None:
        room = self._window.rect()
        high = px(_ROW) * min(len(self.words), _MOST_ROWS) + 4  # the border above and below
        wide = min(px(420), room.width() - px(16))
        below = caret.bottom() + px(4)
        top = below if below + high <= room.bottom() else max(0, caret.top() - px(4) - high)
        left = max(px(8), min(caret.left(), room.right() - wide - px(8)))
        self.setGeometry(left, top, wide, high)


def _first_words(word: str) -> str:
    return aids().about.get(word) or " ".join(aids().snippets.get(word, "").split())[:80]


class ShortWords(QObject):
    """Reads what stands before the caret of one note and puts the passage there when it is asked for."""

    def __init__(self, edit: QPlainTextEdit, passages: Passages) -> None:
        """Wait for a word; nothing is built before one is typed."""
        super().__init__(edit)
        self._edit, self._passages = edit, passages
        self._list: SnippetList | None = None
        self._last: tuple[int, str] | None = None  # where the last expansion began, and its word
        self._left_alone: tuple[int, str] | None = None  # a word that an undo brought back

    @property
    def list(self) -> SnippetList | None:
        """Return the list while it is seen."""
        shown = self._list is not None and isValid(self._list) and self._list.isVisible()
        return self._list if shown else None

    def forget(self) -> None:
        """Know of no earlier word: another text is shown."""
        self._last = self._left_alone = None
        self.put_away()

    def look(self) -> None:
        """Offer the words that begin with what stands before the caret, or nothing."""
        word = self._typed() if aids().snippets and self._edit.hasFocus() else None
        if word is None or self._edit.isReadOnly() or self._left_alone == (self._start(word), word):
            self.put_away()
            return
        exact = word.casefold()
        words = tuple(sorted(each for each in aids().snippets if each.startswith(exact)))
        if not words:
            self.put_away()
            return
        if (
            self._list is None
            or not isValid(self._list)
            or self._list.parentWidget() is not self._edit.window()
        ):
            self._list = SnippetList(self._edit.window())
        caret = self._edit.cursorRect()
        at = self._edit.viewport().mapTo(self._edit.window(), QPoint(caret.x(), caret.y()))
        self._list.offer(words, exact, QRect(at, caret.size()))

    def put_away(self) -> None:
        """Offer nothing."""
        if self._list is not None and isValid(self._list):
            self._list.hide()

    def pressed(self, e: QKeyEvent) -> bool:
        """Use a key that concerns a short word; return whether it was one."""
        offered = self.list
        if offered is not None and e.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            offered.move_by(1 if e.key() == Qt.Key.Key_Down else -1)
            return True
        if offered is not None and e.key() == Qt.Key.Key_Escape:
            offered.hide()
            return True
        return e.key() in _TAKES and not e.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self.take()

    def take(self) -> bool:
        """Put in the passage of the word before the caret, or of the one chosen; say whether it did."""
        word, offered = self._typed(), self.list
        if word is None or self._edit.isReadOnly():
            return False
        wanted = (offered.chosen() if offered is not None else "") or word.casefold()
        if wanted not in aids().snippets or self._left_alone == (self._start(word), word):
            return False
        self._expand(wanted, self._start(word))
        return True

    def typed_space(self) -> None:
        """Put in the passage of the word before the space that was just typed."""
        before = self._before()
        if not before.endswith(" ") or self._edit.isReadOnly():
            return
        word = word_before(before[:-1])
        if word and word.casefold() in aids().snippets:
            start = self._edit.textCursor().position() - 1 - units(SIGN + word)
            if self._left_alone != (start, word):
                self._expand(word.casefold(), start, gap=" ")

    def undone(self) -> None:
        """Leave a word alone that an undo has just brought back."""
        if self._last is None:
            return
        start, word = self._last
        found = between(self._edit.document(), start, units(SIGN + word))
        if found.casefold() == SIGN + word:
            self._left_alone = (start, found.removeprefix(SIGN))
            self.put_away()

    def _expand(self, word: str, start: int, gap: str = "") -> None:
        moment = aids().moment(self._edit) or _NO_TIME
        one_line = self._edit.property("oneLine") is True
        made = expand(aids().snippets[word], moment, one_line=one_line)
        if not made.text.strip():
            return
        ends = made.caret < len(made.text) or made.text[-1:].isspace()
        cursor = self._edit.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(made.text + ("" if ends else gap))
        cursor.setPosition(start + units(made.text[: made.caret]) if ends else cursor.position())
        cursor.endEditBlock()
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()
        self._last, self._left_alone = (start, word), None
        self._passages.add(start, made.text.rstrip())
        self.put_away()

    def _before(self) -> str:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return ""
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _typed(self) -> str | None:
        return word_before(self._before())

    def _start(self, word: str) -> int:
        return self._edit.textCursor().position() - units(SIGN + word)
