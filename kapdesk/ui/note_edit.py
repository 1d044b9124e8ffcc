"""Where people write: one document per note, so that undo never crosses from one note into another."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QWidget

from kapdesk.domain.snippets import Passage
from kapdesk.ui.aids import aids
from kapdesk.ui.match import Match
from kapdesk.ui.note_menu import Act, made
from kapdesk.ui.note_words import Voice, broken
from kapdesk.ui.passages import Passages
from kapdesk.ui.snippets import ShortWords
from kapdesk.ui.spelling import SpellingLines
from kapdesk.ui.text_page import TextPage
from kapdesk.ui.theme import give_role

__all__ = ["NoteEdit", "Voice", "broken"]

STAMP = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_T)
CONFIRM = tuple(
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, key) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
)
SUGGEST = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Period)


class NoteEdit(TextPage):
    """A quiet page to write on; what is loaded is never undone and never announced."""

    edited = Signal()
    left = Signal()  # the caret went elsewhere
    versions_asked = Signal()  # F3: whoever keeps this text shows its earlier versions

    def __init__(
        self, label: str = "", hint: str = "", *, voice: Voice = Voice.NONE, lines: int = 3,
        grows: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Name the page for those who hear it; `lines` is the least height, `grows` follows the text."""
        super().__init__(lines=lines, grows=grows, parent=parent)
        self._stamp: Callable[[], str] | None = None
        self._voice = voice
        self._revision = 0
        self._hint = hint
        self.has_versions = False
        self.passages = Passages(self)
        self.match = Match(self)
        self.short_words = ShortWords(self, self.passages)
        self.spelling = SpellingLines(self)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(label)
        self.set_voice(voice)
        self.ensurePolished()
        self.load("")
        # Connect Signals
        self.textChanged.connect(self._text_changed)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.passages.changed.connect(self._passages_changed)
        self.spelling.changed.connect(self._draw_lines)
        self.match.changed.connect(self._draw_lines)

    def load(self, text: str) -> Callable[[], str]:
        """Show a stored text in a document of its own; return what reads that document from now on.

        Give the result to `Autosave.touched`: it keeps reading this note when another one is shown later.
        """
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        document = self.show_document(text)
        self._revision = document.revision()
        self.passages.follow(document)
        self.spelling.forget()
        self.match.forget()
        self.short_words.forget()
        self.blockSignals(was_blocked)
        document.documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()
        return self.reader()

    def voice(self) -> Voice:
        """Return whose words these are."""
        return self._voice

    def set_voice(self, voice: Voice) -> None:
        """Show whose words these are, by bar, colour and the spoken description."""
        self._voice = voice
        give_role(self, voice.value or "note")
        self._describe()

    def set_hint(self, hint: str) -> None:
        """Give the prompt to those who hear the page."""
        self._hint = hint
        self._describe()

    def set_stamp(self, stamp: Callable[[], str]) -> None:
        """Let Ctrl+T put in what this returns, instead of the time as the screen around tells it."""
        self._stamp = stamp

    def stamp(self) -> None:
        """Put in the clock time, and T+ where a dose is recent."""
        moment = aids().moment(self) if self._stamp is None else None
        words = self._stamp() if self._stamp is not None else (moment.words if moment else "")
        if words and not self.isReadOnly():
            self.insert_as_one(words + " ")

    def show_unconfirmed(self, passages: Iterable[Passage]) -> None:
        """Mark words that came from a short word and were not confirmed when the text was stored."""
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.passages.show(passages)
        self.blockSignals(was_blocked)

    def confirm_passages(self) -> None:
        """Take the words that came from short words as meant."""
        if not self.isReadOnly():
            self.passages.confirm()

    def undo(self) -> None:
        """Take the last edit of this note back; a short word that comes back by it is left alone."""
        super().undo()
        self.short_words.undone()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Take the keys of the page itself; all others write."""
        self.match.forget()
        if self.short_words.pressed(e) or self._is_own_key(e):
            return
        self.press(e)
        if e.text() == " ":
            self.short_words.typed_space()

    def press(self, e: QKeyEvent) -> None:
        """Write what a key says; a note of another kind has its own keys here."""
        super().keyPressEvent(e)

    def inputMethodEvent(self, e: QInputMethodEvent) -> None:
        """Write what an input method has put together."""
        super().inputMethodEvent(e)
        if e.commitString().endswith(" "):
            self.short_words.typed_space()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Put in the passage of a short word on Tab; go on where there is none."""
        return (next and self.hasFocus() and self.short_words.take()) or super().focusNextPrevChild(next)

    def event(self, e: QEvent) -> bool:
        """Keep Ctrl+T for this page, before the window takes it."""
        stamps = isinstance(e, QKeyEvent) and e.keyCombination() == STAMP  # first: few events are keys
        if stamps and e.type() == QEvent.Type.ShortcutOverride and not self.isReadOnly():
            e.accept()
            return True
        return super().event(e)

    def _is_own_key(self, e: QKeyEvent) -> bool:
        keys = e.keyCombination()
        if keys == STAMP:
            self.stamp()
        elif e.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif e.key() == Qt.Key.Key_F3 and self.has_versions:
            self.versions_asked.emit()
        elif keys in CONFIRM:
            self.confirm_passages()
        elif keys == SUGGEST:
            self._suggest()
        else:
            return False
        return True

    def _suggest(self) -> None:
        acts = self._spelled()
        if acts:
            menu = made(self, acts)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def focusOutEvent(self, e: QFocusEvent) -> None:
        """Say that the caret went elsewhere (not for a menu over the page)."""
        super().focusOutEvent(e)
        self.short_words.put_away()
        if e.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        """Offer what can be done with words here, and nothing that leaves the room."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(e.globalPos())

    def menu(self) -> QMenu:
        """Build the short menu of the page; it offers nothing that leaves the room."""
        writes, keys, it = not self.isReadOnly(), QKeySequence.StandardKey, self.document_in_use
        chosen = self.textCursor().hasSelection()
        spelled = self._spelled()
        acts = [
            *([*spelled, None] if spelled else []),
            Act("&Undo", self.undo, keys.Undo, offered=writes and it.isUndoAvailable()),
            Act("&Redo", self.redo, keys.Redo, offered=writes and it.isRedoAvailable()),
            Act("Cu&t", self.cut, keys.Cut, offered=writes and chosen),
            Act("&Copy", self.copy, keys.Copy, offered=chosen),
            Act("&Paste", self.paste, keys.Paste, offered=writes and self.canPaste()),
            Act("Select &all", self.selectAll, keys.SelectAll),
        ]
        if aids().moment(self) is not None:
            acts.append(Act("Put in the t&ime", self.stamp, "Ctrl+T", offered=writes))
        if len(self.passages):
            acts.append(
                Act("Co&nfirm words of templates", self.confirm_passages, "Ctrl+Return", offered=writes)
            )
        if self.has_versions:
            acts.append(Act("&Earlier versions", self.versions_asked.emit, "F3"))
        return made(self, acts)

    def _spelled(self) -> list[Act | None]:
        """Return what the unknown word at the caret may have been meant to be."""
        word = self.spelling.word_at(self.caret())
        if word is None or self.isReadOnly():
            return []
        near = self.spelling.near(word)
        acts: list[Act | None] = [Act(each, partial(self._put, word, each)) for each in near]
        acts += [] if near else [Act("No word like it is known", self.setFocus, offered=False)]
        add, unknown = aids().add_word, word.selectedText()
        if add is not None:
            acts.append(Act(f"Add “{unknown}” to the clinic’s &words", partial(add, unknown)))
        return acts

    def _put(self, word: QTextCursor, instead: str) -> None:
        """Put another word in its place; one undo brings the first back."""
        word.beginEditBlock()
        word.insertText(instead)
        word.endEditBlock()
        self.setFocus()

    def _text_changed(self) -> None:
        self.spelling.wait()
        if self.document_in_use.revision() != self._revision:
            self._revision = self.document_in_use.revision()
            self.edited.emit()

    def _caret_moved(self) -> None:
        self.short_words.look()

    def _passages_changed(self) -> None:
        self._draw_lines()
        self._describe()
        self.edited.emit()

    def _draw_lines(self) -> None:
        self.setExtraSelections(
            [*self.match.lines(), *self.passages.underlines(), *self.spelling.underlines()]
        )

    def _describe(self) -> None:
        waits = (
            "Words from a short word are not confirmed yet, Ctrl+Enter confirms them"
            if len(self.passages)
            else ""
        )
        voice = "" if self._voice.label in self._hint else self._voice.label
        self.setAccessibleDescription(". ".join(part for part in (voice, self._hint, waits) if part))
