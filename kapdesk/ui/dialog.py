"""The few questions that stop the work: verbs on the buttons, and leaving loses nothing that was typed."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.ui.controls import PlainButton, PrimaryButton
from kapdesk.ui.note import NoteEdit, NoteField, Voice
from kapdesk.ui.theme import give_role, px


class Sheet(QDialog):
    """A sheet over the page of its window; Esc leaves it and keeps what was typed in it."""

    agreed = Signal()
    left = Signal()

    def __init__(
        self, title: str, sentence: str = "", *, act: str, back: str = "Go back", careful: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Ask one thing: `act` and `back` are verbs; with `careful`, Enter goes back."""
        super().__init__(parent)
        self.setWindowTitle("kapdesk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setSizeGripEnabled(False)
        self.setPalette(QApplication.palette())
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self._title, self._sentence = QLabel(title), QLabel(sentence)
        give_role(self._title, "name")
        self._sentence.setWordWrap(True)
        self._sentence.setVisible(bool(sentence))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.act, self.back = PrimaryButton(act), PlainButton(back)
        self.back.setDefault(careful)
        self.act.setDefault(not careful)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._lay_out()
        # Connect Signals
        self.act.clicked.connect(self._agree)
        self.back.clicked.connect(self.reject)

    def ask(self) -> None:
        """Show the sheet over the page, dressed before it is seen."""
        self.ensurePolished()
        self.adjustSize()
        over = self.parentWidget()
        if over is not None:
            middle = QPoint((over.width() - self.width()) // 2, px(24))
            self.move(over.mapToGlobal(middle))
        self.open()

    def reject(self) -> None:
        """Leave the sheet; what was typed stays in it for the next time."""
        super().reject()
        self.left.emit()

    def say(self, sentence: str) -> None:
        """Say another sentence under the title."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    def name_it(self, title: str, act: str) -> None:
        """Ask for another thing: its title, and the verb on the button."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.act.say(act)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addLayout(self.body)
        column.addLayout(buttons)
        self.setMinimumWidth(px(420))


class ReasonSheet(Sheet):
    """Asks for a reason in words; it stays until it was written, whatever happens to the sheet."""

    given = Signal(str)
    edited = Signal()

    def __init__(
        self, title: str, sentence: str, *, act: str = "Record reason", minimum: int = 10,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Ask for at least so many characters, and say why the button waits."""
        super().__init__(title, sentence, act=act, parent=parent)
        self._minimum = minimum
        self.note = NoteEdit(lines=3)
        self._still = QLabel()
        give_role(self._still, "hint")
        self.body.addWidget(NoteField("Reason", voice=Voice.NONE, note=self.note, required=True))
        self.body.addWidget(self._still)
        self.back.setDefault(False)
        self._weigh()
        # Connect Signals
        self.note.edited.connect(self._typed)
        self.agreed.connect(self._give)

    def ask(self) -> None:
        """Show the sheet with what was typed before, the caret where one writes."""
        super().ask()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def reason(self) -> str:
        """Return the reason as it stands."""
        return self.note.text().strip()

    def taken(self) -> None:
        """Empty the sheet: the reason is in the record now."""
        self.note.document_in_use.clear()

    def _typed(self) -> None:
        self._weigh()
        self.edited.emit()

    def _weigh(self) -> None:
        missing = self._minimum - len(self.reason())
        self.act.setEnabled(missing <= 0)
        needed = f"{missing} more characters are needed. The reason will be printed."
        self._still.setText(needed if missing > 0 else "The reason will be printed.")

    def _give(self) -> None:
        self.given.emit(self.reason())


def fit(sheet: Sheet) -> None:
    """Make a sheet as high as what is in it; Qt itself stops at two thirds of the screen and then crowds."""
    sheet.adjustSize()
    wanted = max(sheet.sizeHint().height(), sheet.heightForWidth(sheet.width()))
    sheet.resize(sheet.width(), wanted)


def ask_reason(title: str, sentence: str, minimum: int = 10, parent: QWidget | None = None) -> ReasonSheet:
    """Open a sheet that asks for a reason; listen to `given` and call `taken()` once it is written.

    Keep the sheet as long as the question may come back: Esc keeps what was typed for its next `ask()`.
    """
    sheet = ReasonSheet(title, sentence, minimum=minimum, parent=parent)
    sheet.ask()
    return sheet
