"""The two steps of the first start that hold the key: the passphrase and the recovery sheet."""

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout

from kapdesk.ui import theme
from kapdesk.ui.first_steps import Step, say
from kapdesk.ui.secret import SecretField

Strength = Callable[
    [str, Sequence[str]], tuple[int, str]
]  # passphrase, words of this clinic -> 0 to 4, sentence
ENOUGH = 3  # of 4
_GROUPS_ASKED = 2


class Passphrase(Step):
    """The passphrase, twice, with an honest word on its strength."""

    title = "Choose a passphrase"
    hint = (
        "Four or more unrelated words are strong and easy to type. Without it and without the recovery sheet "
        "of the next step nobody can open the record: not you, not we."
    )

    def __init__(self, strength: Strength) -> None:
        """Measure with a function that gives 0 to 4 and a sentence."""
        super().__init__()
        self._strength = strength
        self._words: Sequence[str] = ()
        self._score = 0
        self.first, self.second = SecretField("Passphrase", self), SecretField("Passphrase again", self)
        self.meter = QProgressBar(self)
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName("Strength of the passphrase, 0 to 4")
        self.verdict, self.match, self.caps = (
            say(" ", "hint"),
            say("", "caution"),
            say("Caps Lock is on", "caution"),
        )
        self.show_words = QCheckBox("Show what I type", self)
        self.ask("Passphrase", "A password manager or a paste is fine.", self.first)
        self.column.addWidget(self.meter)
        self.column.addWidget(self.verdict)
        self.ask("The same again", "So that a slip of the finger does not lock you out.", self.second)
        for part in (self.match, self.show_words, self.caps):
            self.column.addWidget(part)
        self.caps.hide()
        self.match.hide()
        self.first.textChanged.connect(self._measure)
        self.second.textChanged.connect(self._compare)
        self.show_words.toggled.connect(self._show_words)
        for field in (self.first, self.second):
            field.caps_noticed.connect(self.caps.setVisible)

    def know_words(self, words: Sequence[str]) -> None:
        """Hold these words of the clinic against a passphrase that uses them."""
        self._words = [word for word in words if word]

    def is_ready(self) -> bool:
        """Go on once it is strong enough and was typed alike twice."""
        return self._score >= ENOUGH and self.first.text() == self.second.text()

    def _measure(self) -> None:
        typed = self.first.text()
        self._score, sentence = self._strength(typed, self._words) if typed else (0, " ")
        self.meter.setValue(self._score)
        level = "good" if self._score >= ENOUGH else "middle" if self._score == ENOUGH - 1 else "low"
        self.meter.setProperty("level", level)
        theme.restyle(self.meter)
        self.verdict.setText(sentence)
        self._compare()

    def _compare(self) -> None:
        differs = bool(self.second.text()) and self.first.text() != self.second.text()
        self.match.setText("The two are not the same yet." if differs else "")
        self.match.setVisible(differs)
        self.changed.emit()

    def _show_words(self, shown: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.first.show_words(shown=shown)
        self.second.show_words(shown=shown)


class Recovery(Step):
    """The code of the recovery sheet: shown, put on paper, then asked back in part."""

    print_asked = Signal()
    title = "The recovery sheet"
    hint = (
        "This code opens the record if the passphrase is lost. Print it or write it down, and keep it away "
        "from this machine. It is not shown again after this step."
    )

    def __init__(self) -> None:
        """Wait for the code."""
        super().__init__()
        self._groups: list[str] = []
        self.code = say("The record is being made ...", "code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.print_button, self.kept = (
            QPushButton("Print the sheet", self),
            QPushButton("I have it on paper", self),
        )
        self.back = QPushButton("Show the code again", self)
        self.print_button.clicked.connect(self.print_asked)
        self.kept.clicked.connect(self._ask_back)
        self.back.clicked.connect(self._show_code)
        self.asked: dict[int, QLineEdit] = {}
        self._questions = QVBoxLayout()
        self.wrong = say("", "caution")
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addWidget(self.kept)
        row.addStretch(1)
        self.column.addWidget(self.code)
        self.column.addLayout(row)
        self.column.addLayout(self._questions)
        self.column.addWidget(self.wrong)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_code()

    @property
    def has_code(self) -> bool:
        """Say whether the record was made and gave its code."""
        return bool(self._groups)

    def show_code(self, code: str) -> None:
        """Show the code, in groups parted by hyphens."""
        self._groups = code.split("-")
        self.code.setText("  ".join(self._groups))
        self._show_code()

    def is_ready(self) -> bool:
        """Go on once the groups asked back are right; case does not matter."""
        return bool(self.asked) and all(
            field.text().strip().upper() == self._groups[number].upper()
            for number, field in self.asked.items()
        )

    def forget(self) -> None:
        """Let the code go from the screen and from memory."""
        self._groups = []
        self.code.clear()
        self._clear_questions()

    def _show_code(self) -> None:
        self._clear_questions()
        for part in (self.code, self.print_button, self.kept):
            part.show()
        self.print_button.setEnabled(self.has_code)
        self.kept.setEnabled(self.has_code)
        self.back.hide()
        self.wrong.hide()
        self.changed.emit()

    def _ask_back(self) -> None:
        for part in (self.code, self.print_button, self.kept):
            part.hide()
        self.back.show()
        count = min(_GROUPS_ASKED, len(self._groups))
        for number in sorted(secrets.SystemRandom().sample(range(len(self._groups)), count)):
            field = QLineEdit(self)
            field.setAccessibleName(f"Group {number + 1} of the code")
            label = say(f"Group {number + 1} of the code on your sheet", "strong")
            label.setBuddy(field)
            self._questions.addWidget(label)
            self._questions.addWidget(field)
            field.show()  # before the focus is given to it
            field.textChanged.connect(self._compare)
            field.returnPressed.connect(self.entered)
            self.asked[number] = field
        next(iter(self.asked.values())).setFocus()
        self.changed.emit()

    def _compare(self) -> None:
        full = all(len(field.text().strip()) >= len(self._groups[n]) for n, field in self.asked.items())
        self.wrong.setText(
            "This is not yet what stands on the sheet." if full and not self.is_ready() else ""
        )
        self.wrong.setVisible(bool(self.wrong.text()))
        self.changed.emit()

    def _clear_questions(self) -> None:
        self.asked = {}
        while (item := self._questions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
