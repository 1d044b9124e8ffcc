"""Choices without a default: one of several, a step on a scale, done or not done, several at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.segments import Option, Segments
from kapdesk.ui.theme import give_role, px

STEP_WIDTH, SMALL_STEP_WIDTH = 44, 24  # px at 100 %: a finger in a session, a pointer at the desk


class ChoiceBar(QWidget):
    """One of several, or none yet; pressing the chosen one again takes it back."""

    chosen = Signal(object)  # str or None

    def __init__(
        self, options: Sequence[Option], label: str = "", *, small: bool = False, even: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Offer options, none of them chosen."""
        super().__init__(parent)
        self._value: str | None = None
        self.segments = Segments(options, label, small=small, even=even)
        self.setAccessibleName(label)
        self.setFocusProxy(self.segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)
        # Connect Signals
        self.segments.pressed.connect(self._press)
        self.segments.wiped.connect(self._wipe)

    def value(self) -> str | None:
        """Return what is chosen, or None while nothing is."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show what is recorded; nothing is announced."""
        self._value = value if value in self.segments.buttons else None
        self.segments.show_pressed(() if self._value is None else (self._value,))

    def _press(self, id_: str) -> None:
        self.set_value(None if id_ == self._value else id_)
        self.chosen.emit(self._value)

    def _wipe(self) -> None:
        if self._value is not None:
            self.set_value(None)
            self.chosen.emit(None)


class ScaleBar(QWidget):
    """A step on a scale, 0 to 10 or -2 to +2; empty until somebody presses, and can be emptied again."""

    chosen = Signal(object)  # int or None

    def __init__(
        self, low: int, high: int, label: str = "", *, low_word: str = "", high_word: str = "",
        small: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Offer every whole step from `low` to `high`, with a word at each end."""
        super().__init__(parent)
        signed = low < 0
        steps = [Option(str(n), _step(n, signed=signed)) for n in range(low, high + 1)]
        self.bar = ChoiceBar(steps, label, small=small)
        for id_, button in self.bar.segments.buttons.items():
            button.setMinimumWidth(px(SMALL_STEP_WIDTH if small else STEP_WIDTH))
            give_role(button, "choice", wide="step")
            word = {str(low): low_word, str(high): high_word}.get(id_, "")
            button.setAccessibleName(f"{button.text()} {word}".strip())
        self.setAccessibleName(label)
        self.setFocusProxy(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.bar)
        if low_word or high_word:
            column.addLayout(_ends(low_word, high_word))
        # Connect Signals
        self.bar.chosen.connect(self._choose)

    def value(self) -> int | None:
        """Return the step, or None while there is none."""
        value = self.bar.value()
        return None if value is None else int(value)

    def set_value(self, value: int | None) -> None:
        """Show what is recorded; nothing is announced."""
        self.bar.set_value(None if value is None else str(value))

    def _choose(self, value: str | None) -> None:
        self.chosen.emit(None if value is None else int(value))


def _step(number: int, *, signed: bool) -> str:
    if not signed:
        return str(number)
    return "0" if number == 0 else f"+{number}" if number > 0 else f"−{-number}"


def _ends(low_word: str, high_word: str) -> QHBoxLayout:
    ends = QHBoxLayout()
    for word in (low_word, high_word):
        label = QLabel(word)
        give_role(label, "muted")
        ends.addWidget(label)
    ends.insertStretch(1, 1)
    return ends


class TriState(QWidget):
    """Done, not done, or not applicable with its reason; untouched is none of them."""

    answered = Signal(object, str)  # "done", "not done", "not applicable" or None; the reason

    OPTIONS = (
        Option("done", "Done"),
        Option("not done", "Not done"),
        Option("not applicable", "Not applicable"),
    )

    def __init__(self, label: str = "", *, small: bool = False, parent: QWidget | None = None) -> None:
        """Offer the three answers, none of them given."""
        super().__init__(parent)
        self.bar = ChoiceBar(self.OPTIONS, label, small=small)
        self.reason = LineNote()
        self._field = NoteField("Reason", "why it does not apply", note=self.reason)
        self._field.hide()
        self.setAccessibleName(label)
        self.setFocusProxy(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addWidget(self._field)
        # Connect Signals
        self.bar.chosen.connect(self._choose)
        self.reason.left.connect(self._say_reason)
        self.reason.entered.connect(self._say_reason)
        self._said = ""

    def value(self) -> tuple[str | None, str]:
        """Return the answer and its reason."""
        return self.bar.value(), self.reason.text().strip()

    def set_value(self, value: str | None, reason: str = "") -> None:
        """Show what is recorded; nothing is announced."""
        self.bar.set_value(value)
        self.reason.load(reason)
        self._said = reason
        self._field.setVisible(value == "not applicable")

    def _choose(self, value: str | None) -> None:
        self._field.setVisible(value == "not applicable")
        if value == "not applicable":
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._announce()

    def _say_reason(self) -> None:
        if self.reason.text().strip() != self._said:
            self._announce()

    def _announce(self) -> None:
        value, reason = self.value()
        self._said = reason
        self.answered.emit(value, reason)


class Tags(QWidget):
    """Several at once: small chips that are on or off."""

    chosen = Signal(object)  # tuple of the ids that are on, in the order they are offered

    def __init__(
        self, options: Sequence[Option], label: str = "", *, small: bool = True, parent: QWidget | None = None
    ) -> None:
        """Offer chips, none of them on."""
        super().__init__(parent)
        self._on: set[str] = set()
        self.segments = Segments(options, label, small=small, even=False)
        self.setAccessibleName(label)
        self.setFocusProxy(self.segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)
        # Connect Signals
        self.segments.pressed.connect(self._press)

    def values(self) -> tuple[str, ...]:
        """Return the ids that are on, in the order they are offered."""
        return tuple(id_ for id_ in self.segments.buttons if id_ in self._on)

    def set_values(self, ids: Sequence[str]) -> None:
        """Show what is recorded; nothing is announced."""
        self._on = set(ids)
        self.segments.show_pressed(self.values())

    def _press(self, id_: str) -> None:
        self._on ^= {id_}
        self.segments.show_pressed(self.values())
        self.chosen.emit(self.values())
