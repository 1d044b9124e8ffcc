"""A note with its name over it and its prompt under it, a note of one line, and the line that is sent on."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.ui.appearing import appear
from kapdesk.ui.note_edit import NoteEdit, Voice
from kapdesk.ui.theme import give_role

__all__ = ["Composer", "LineNote", "NoteEdit", "NoteField", "Voice", "voice_word"]


def voice_word(voice: Voice) -> QLabel:
    """Return the word that says whose a text is, to stand near it in the colour of its bar."""
    label = QLabel(voice.label)
    give_role(label, voice.value or "muted")
    return label


class LineNote(NoteEdit):
    """A note of one line; Enter says it is done and nothing more."""

    entered = Signal()

    def __init__(
        self, label: str = "", hint: str = "", *, voice: Voice = Voice.NONE, parent: QWidget | None = None
    ) -> None:
        """Name the line for those who hear it."""
        super().__init__(label, hint, voice=voice, lines=1, parent=parent)
        self.setProperty("oneLine", True)  # noqa: FBT003 - Qt's own signature
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def press(self, e: QKeyEvent) -> None:
        """Say on Enter that the line is done."""
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        if e.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            e.ignore()  # for the list around the line
            return
        super().press(e)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words as one line."""
        if source.hasText() and not self.isReadOnly():
            self.insert_as_one(" ".join(source.text().split()))


class Composer(NoteEdit):
    """A field whose words are sent on by Enter; until then they are a draft like any note.

    Nothing is cleared by sending: call `taken()` when the words are written where they belong.
    """

    composed = Signal(str)

    def __init__(
        self, label: str = "", hint: str = "", *, voice: Voice = Voice.NONE, several_lines: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Name the field; with `several_lines`, Shift+Enter starts a new line."""
        super().__init__(label, hint, voice=voice, lines=1, grows=several_lines, parent=parent)
        self._several_lines = several_lines
        self.setProperty("oneLine", not several_lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def press(self, e: QKeyEvent) -> None:
        """Send the words on at Enter."""
        if e.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().press(e)
            return
        if self._several_lines and e.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insert_as_one("\n")
            return
        self.send()

    def send(self) -> None:
        """Send the words on, as Enter does; nothing happens while there are none."""
        words = self.text().strip()
        if words and not self.isReadOnly():
            self.composed.emit(words)

    def taken(self) -> None:
        """Empty the field, and with it the draft: the words are in the record under their own name now."""
        self.document_in_use.clear()


class _Name(QLabel):
    """A name in one line where there is room, in more where there is not."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """Ask for the room of one line; a label that wraps would ask for half of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())


class NoteField(QWidget):
    """A note with its name over it, whose words it holds beside that, and its prompt under it."""

    def __init__(
        self, label: str, hint: str = "", *, voice: Voice = Voice.NONE, note: NoteEdit | None = None,
        required: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Set a note under its name; the prompt stays readable while writing."""
        super().__init__(parent)
        self.note = note or NoteEdit(label, hint, voice=voice)
        self.note.setAccessibleName(label)
        self.note.set_hint(hint)
        self._label = _Name(f"{label} (required)" if required else label)
        self._label.setBuddy(self.note)
        give_role(self._label, "strong")
        self._voice = QLabel()
        self._hint = QLabel(hint)
        give_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        appear(self._hint, shown=bool(hint))
        self._lay_out()
        self.set_voice(voice)

    def set_voice(self, voice: Voice) -> None:
        """Show whose words these are, by bar, word and colour."""
        self.note.set_voice(voice)
        self._voice.setText(voice.label)
        self._voice.setVisible(bool(voice.label))
        give_role(self._voice, voice.value or "muted")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._label)
        top.addWidget(self._voice)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.note, 1)
        column.addWidget(self._hint)
        self._label.setVisible(bool(self._label.text()))
        self.setFocusProxy(self.note)
