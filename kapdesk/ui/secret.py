"""A secret to enter: hidden, shown on demand, pasted if wanted, refused with a sentence and a pause."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kapdesk.ui import theme

if TYPE_CHECKING:
    from kapdesk.ui.icons import Sign

PAUSES = (0, 0, 0, 2, 5, 10, 20, 30)  # seconds before the next try, by wrong tries in a row
_TICK_MS = 1000
_OPENING, _CANCEL = "Opening...", "Cancel"


class SecretField(QLineEdit):
    """A field that hides what is typed, takes a paste, and notices Caps Lock."""

    caps_noticed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Stand empty; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.show_words(shown=False)

    def show_words(self, *, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter that arrives with Shift to find Caps Lock."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            unknown = False  # it was pressed: the next letter will tell
            self.caps_noticed.emit(unknown)
        elif len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_noticed.emit(text.isupper() != has_shift)
        super().keyPressEvent(event)


class Entry(QWidget):
    """One secret to enter, with all that belongs to it: show, Caps Lock, refusal, pause, busy, cancel."""

    entered = Signal(str)
    cancel_asked = Signal()

    def __init__(self, label: str, verb: str, parent: QWidget | None = None, *, is_dim: bool = False) -> None:
        """Ask for what the label says; the button is a verb."""
        super().__init__(parent)
        self._wrong, self._left = 0, 0
        self._is_busy = False
        self._going_on, self._ends = _OPENING, _CANCEL
        self._verb, self._needs_words = verb, True
        self.name: QLineEdit | None = None
        self.label = QLabel(label, self)
        self.field = SecretField(label, self)
        self.label.setBuddy(self.field)
        self.show_words = QCheckBox("Show what I type", self)
        self.caps = QLabel("Caps Lock is on", self)
        self.error = QLabel(self)
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.go = QPushButton(verb, self)
        self.go.setAutoDefault(True)
        self.cancel = QPushButton(_CANCEL, self)
        self._is_dim = is_dim
        self._dress(is_dim=is_dim)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._count_down)
        self.go.clicked.connect(self._enter)
        self.field.returnPressed.connect(self._enter)
        self.cancel.clicked.connect(self.cancel_asked)
        self.show_words.toggled.connect(self._show_words)
        self.field.caps_noticed.connect(self.caps.setVisible)
        self.caps.hide()
        self._refresh()

    @cached_property
    def sign(self) -> "Sign":
        """Draw the sign beside what is refused, when something is for the first time."""
        from kapdesk.ui.icons import Sign, SignName

        sign = Sign(SignName.ALERT if self._is_dim else SignName.MISSING, self)
        self._told.insertWidget(0, sign, 0, Qt.AlignmentFlag.AlignTop)
        return sign

    def ask_name(self, *, wish: bool) -> None:
        """Ask for a sign-in name besides; it may stay empty, then each sign-in is tried."""
        if wish and self.name is None:
            label = QLabel("Sign-in name (left empty, each sign-in is tried)", self)
            label.setWordWrap(True)
            self.name = QLineEdit(self)
            self.name.setAccessibleName("Sign-in name")
            label.setBuddy(self.name)
            for place, part in enumerate((label, self.name)):
                theme.give_role(part, theme.role_of(self.field))
                self._column.insertWidget(place, part)
                part.show()  # at once, so that the focus can be put on it
            self.name.returnPressed.connect(self.field.setFocus)
            QWidget.setTabOrder(self.name, self.field)

    def typed_name(self) -> str:
        """Return the sign-in name as it was typed."""
        return self.name.text().strip() if self.name is not None else ""

    def refuse(self, sentence: str, *, counts: bool = True, pause: int | None = None) -> None:
        """Say why it did not open; a wrong try makes the next pause longer. The typed words stay.

        `pause` are the seconds before the next try, where somebody else counts them.
        """
        self._is_busy = False
        if counts:
            self._wrong += 1
            self._left = PAUSES[min(self._wrong, len(PAUSES) - 1)] if pause is None else pause
            if self._left:
                self._timer.start()
        self.error.setText(sentence)
        _say(self.error, sentence, urgent=True)
        self._refresh()
        self.field.setFocus()
        self.field.selectAll()

    def offer(self, verb: str) -> None:
        """Ask for nothing: the button alone opens, as in the practice room, which keeps no secret."""
        self._verb, self._needs_words = verb, False
        for part in (self.label, self.field, self.show_words):
            part.hide()
        self.setFocusProxy(self.go)
        self._refresh()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the record is being opened; it can be cancelled."""
        self._is_busy = busy
        self._going_on, self._ends = _OPENING, _CANCEL
        if busy:
            _say(self, "Opening")
        self._refresh()

    def go_on(self, words: str, ends: str) -> None:
        """Show that something longer goes on; `ends` names what can end it, if anything."""
        if words != self._going_on:
            _say(self, words)
        self._is_busy, self._going_on, self._ends = True, words, ends
        self._refresh()

    def clear(self) -> None:
        """Forget what was typed and every wrong try."""
        self.field.clear()
        self.show_words.setChecked(False)
        self._wrong = self._left = 0
        self._timer.stop()
        self._is_busy = False
        self.error.clear()
        self.caps.hide()
        self._refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the field."""
        super().focusInEvent(event)
        (self.field if self._needs_words else self.go).setFocus()

    def _dress(self, *, is_dim: bool) -> None:
        if is_dim:
            for part in (
                self.label,
                self.field,
                self.show_words,
                self.caps,
                self.error,
                self.go,
                self.cancel,
            ):
                theme.give_role(part, "cover")
            return
        theme.give_role(self.caps, "caution")
        theme.give_role(self.error, "danger")
        theme.give_role(self.go, "primary")

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (self.label, self.field, self.show_words, self.caps):
            column.addWidget(part)
        told = self._told = QHBoxLayout()
        told.setSpacing(theme.px(8))
        told.addWidget(self.error, 1)
        column.addLayout(told)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.go, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)

    def _refresh(self) -> None:
        self.field.setReadOnly(self._is_busy)
        self.cancel.setVisible(self._is_busy and bool(self._ends))
        self.cancel.setText(self._ends or _CANCEL)
        has_told = bool(self.error.text()) and not self._is_busy
        self.error.setVisible(has_told)
        if has_told or "sign" in self.__dict__:
            self.sign.setVisible(has_told)
        self.go.setEnabled(not self._is_busy and self._left == 0)
        waiting = f"Try again in {self._left} s"
        self.go.setText(self._going_on if self._is_busy else waiting if self._left else self._verb)

    def _count_down(self) -> None:
        self._left = max(0, self._left - 1)
        if self._left == 0:
            self._timer.stop()
        self._refresh()

    def _enter(self) -> None:
        if self.go.isEnabled() and (self.field.text() or not self._needs_words):
            self.entered.emit(self.field.text())

    def _show_words(self, shown: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.field.show_words(shown=shown)


def _say(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Say aloud what changed; what that takes is brought in when there is something to say."""
    from kapdesk.ui.announce import announce

    announce(widget, words, urgent=urgent)
