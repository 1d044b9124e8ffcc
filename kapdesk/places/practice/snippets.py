"""The clinic's short words: what they stand for, its own and those that come with kapdesk."""

import json
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.desk import Place
from kapdesk.domain.snippets import SIGN, Snippet
from kapdesk.services import settings, snippets
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, PrimaryButton, QuietButton, Sign, SignLabel
from kapdesk.ui.note import NoteEdit, NoteField
from kapdesk.ui.slip import read_draft
from kapdesk.ui.theme import give_role, px

DRAFT = "draft.snippet"
_SHORT = 80  # characters of a text in its row
_HOW = (
    "Typed as ;word and then Space, Enter or Tab, in any text. {time} becomes the clock, {t+} the time since "
    "the dose, {date} the day; {|} is where the caret goes. Names are never filled in. What was put in stays "
    "underlined with dots until Ctrl+Enter confirms it or it is changed."
)


class SnippetsCard(Card):
    """Every short word with its text; one is changed on a slip that keeps what is typed."""

    kept = Signal(str, str, str)  # the word it was ("" for a new one), the word, its text
    put_away = Signal(str)
    put_back = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Short words", parent=parent)
        self.old, self._stored = "", ("", "")
        self.own_rows, self.shipped_rows = Rows(), Rows()
        self.more = PlainButton("Add a short word", small=True)
        self.all = QuietButton("", small=True)
        self.word, self.text = QLineEdit(), NoteEdit(lines=4, grows=True)
        self.sentence = SignLabel(Sign.MISSING, wraps=True)
        self.keep, self.back = PrimaryButton("Keep word", small=True), QuietButton("Close", small=True)
        self._writing = QWidget()
        self._lay_out()
        # Connect Signals
        self.more.clicked.connect(partial(self.open_slip, None))
        self.all.clicked.connect(self._show_shipped)
        self.word.textEdited.connect(self._touch)
        self.word.returnPressed.connect(self._keep)
        self.text.edited.connect(self._touch)
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self._close)

    def show_words(self, words: Sequence[Snippet]) -> None:
        """Show the clinic's own first; what comes with kapdesk waits behind one press."""
        own = [each for each in words if each.own]
        shipped = [each for each in words if not each.own]
        self.own_rows.show_rows([self._row(each) for each in own])
        self.shipped_rows.show_rows([self._row(each) for each in shipped])
        self.own_rows.setVisible(bool(own))
        self._count = len(shipped)
        self._say_all()

    def open_slip(self, snippet: Snippet | None) -> None:
        """Open the slip for a word, or for a new one."""
        wanted = "" if snippet is None else snippet.word
        self.say("")
        if wanted != self.old and self._is_typed_in():
            self.say("This word is not kept yet. Keep it, or empty both fields, before you open another.")
        elif wanted != self.old:
            self.old = wanted
            self._fill(wanted, "" if snippet is None else snippet.text)
            self._touch()
        self._open()
        (self.text if self.old else self.word).setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> str:
        """Return what is typed and not kept yet, as one text."""
        parts = {"old": self.old, "word": self.word.text(), "text": self.text.text()}
        return json.dumps(parts, ensure_ascii=False) if parts["word"] or parts["text"] else ""

    def restore(self, draft: str) -> None:
        """Put back what was typed before; nothing is announced."""
        parts = read_draft(draft)
        self.old = parts.get("old", "")
        self._fill(parts.get("word", ""), parts.get("text", ""))
        self._stored = ("", "")
        if parts:
            self._open()

    def say(self, sentence: str) -> None:
        """Say at the slip why nothing was kept, or nothing."""
        self.sentence.set_sign(Sign.MISSING, sentence)
        self.sentence.setVisible(bool(sentence))

    def taken(self) -> None:
        """Empty and close the slip: the word is kept."""
        self.old = ""
        self._fill("", "")
        self.say("")
        self._close()

    def _fill(self, word: str, text: str) -> None:
        self.word.setText(word)
        self.text.load(text)
        self._stored = (word, text)

    def _is_typed_in(self) -> bool:
        typed = (self.word.text(), self.text.text())
        return any(typed) and typed != self._stored

    def _row(self, snippet: Snippet) -> Row:
        told = snippet.about or " ".join(snippet.text.split())
        row = Row(f"{SIGN}{snippet.word}", "put away" if snippet.off else _short(told))
        change = QuietButton("Change", small=True)
        change.setAccessibleName(f"Change {snippet.word}")
        change.clicked.connect(partial(self.open_slip, snippet))
        act = QuietButton("Put back" if snippet.off else "Put away", small=True)
        act.setAccessibleName(f"{act.text()} {snippet.word}")
        act.clicked.connect(partial(self._turn, snippet))
        row.add(change)
        row.add(act)
        return row

    def _lay_out(self) -> None:
        how, word = QLabel(_HOW), QLabel("Short word")
        how.setWordWrap(True)
        how.setTextFormat(Qt.TextFormat.PlainText)
        give_role(how, "hint")
        give_role(word, "strong")
        word.setBuddy(self.word)
        self.word.setAccessibleName("Short word")
        self.word.setMinimumHeight(px(36))
        self.word.setMaximumWidth(px(240))
        self.sentence.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        for part in (word, self.word, NoteField("What it stands for", note=self.text), self.sentence):
            column.addWidget(part)
        column.addLayout(buttons)
        self._writing.hide()
        for part in (how, self.own_rows, self._writing):
            self.add(part)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.more)
        below.addWidget(self.all)
        below.addStretch(1)
        self.body.addLayout(below)
        self.add(self.shipped_rows)
        self.shipped_rows.hide()
        self._count = 0

    def _say_all(self) -> None:
        verb = "Hide" if not self.shipped_rows.isHidden() else "Show"
        self.all.say(f"{verb} the {self._count} that come with kapdesk")

    def _show_shipped(self) -> None:
        self.shipped_rows.setVisible(self.shipped_rows.isHidden())
        self._say_all()

    def _open(self) -> None:
        self._writing.show()
        self.more.hide()

    def _close(self) -> None:
        self._writing.hide()
        self.more.show()

    def _touch(self) -> None:
        self.edited.emit()

    def _turn(self, snippet: Snippet) -> None:
        (self.put_back if snippet.off else self.put_away).emit(snippet.word)

    def _keep(self) -> None:
        self.kept.emit(self.old, self.word.text(), self.text.text())


class ShortWords(QObject):
    """Brings the card, and writes what is asked for on it."""

    def __init__(self, place: Place) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(place)
        self._place, self._desk = place, place.desk
        self._asking = False
        self.card = SnippetsCard()
        self.card.restore(self._desk.read(settings.get, DRAFT))
        # Connect Signals
        self.card.kept.connect(self._keep)
        self.card.put_away.connect(self._put_away)
        self.card.put_back.connect(self._put_back)
        self.card.edited.connect(self._keep_draft)
        self._desk.refused.connect(self._refused)

    def load(self) -> None:
        """Show every short word as it is kept."""
        self.card.show_words(self._desk.read(snippets.everyone))

    def _keep(self, old: str, word: str, text: str) -> None:
        self.card.say("")
        self._asking = True
        if old:
            done = self._desk.do(self._place, snippets.change, old, word, text)
        else:
            done = self._desk.do(self._place, snippets.add, word, text)
        self._asking = False
        if done is not None:
            self.card.taken()
            self._keep_draft()
            self.load()

    def _put_away(self, word: str) -> None:
        self._desk.do(self._place, snippets.put_away, word)
        self.load()

    def _put_back(self, word: str) -> None:
        self._desk.do(self._place, snippets.put_back, word)
        self.load()

    def _keep_draft(self) -> None:
        self._place.autosave.touched((settings.OWNER, DRAFT), self.card.draft)

    def _refused(self, sentence: str, source: QObject) -> None:
        if self._asking and source is self._place:
            self.card.say(sentence)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
