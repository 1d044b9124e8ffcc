"""The screen in the client's hands: one large calm question, a few answers to press, and nothing else."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kapdesk.ui import theme
from kapdesk.ui.announce import announce
from kapdesk.ui.columns import ScrollPage
from kapdesk.ui.secret import Entry
from kapdesk.ui.segments import Option

_WIDTH, _ENTRY_WIDTH = 760, 420  # px at 100 %
_ROW = 3  # so many answers stand beside each other; more stand two in a row
_FOOT = 200
_THANKS = "Thank you."
_GIVE_BACK = "You can give the screen back now."
_CHECKED = "✓  "


class HandOver(QWidget):
    """A page that knows no client: it is told a question and says what was pressed or written."""

    pressed = Signal(str)  # the answer
    line_edited = Signal()
    gone_on = Signal()  # skip, or go on
    gone_back = Signal()
    secret_entered = Signal(str)
    kept = Signal()  # the therapist did not want the screen back after all

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        theme.give_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question, self.hint, self.trouble = QLabel(), QLabel(), QLabel()
        for label, role in ((self.question, "question"), (self.hint, "under"), (self.trouble, "danger")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            theme.give_role(label, role)
        self.buttons: dict[str, QPushButton] = {}
        self._answers = QGridLayout()
        self._answers.setSpacing(theme.px(16))
        self.line = QLineEdit()
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.setAcceptDrops(False)
        self.line.setDragEnabled(False)
        self.back, self.on = QPushButton("Back"), QPushButton("Skip")
        for part in (self.line, self.back, self.on):
            theme.give_role(part, "hand", level="" if part is self.line else "quiet")
        self._secret = QStackedWidget(self)
        self._asking = QWidget()
        self.entry: Entry | None = None
        self._lay_out()
        # Connect Signals
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.gone_on)
        self.on.clicked.connect(self.gone_on)
        self.back.clicked.connect(self.gone_back)
        self.return_button.clicked.connect(self.leave_secret)

    def show_question(
        self,
        question: str,
        hint: str,
        answers: Sequence[Option],
        line: str | None,
        *,
        is_first: bool,
    ) -> None:
        """Show one question; `line` names the free line where there is one. Nothing is chosen."""
        self.trouble.hide()
        self.question.setText(question)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._show_answers(answers)
        self.line.setVisible(line is not None)
        self.line.setAccessibleName(line or "")
        self.line.clear()
        self.back.setVisible(not is_first)
        self.on.show()
        self.on.setText("Skip")
        self._to_front(question)

    def show_end(self) -> None:
        """Say thank you; nothing is asked any more."""
        self.show_question(_THANKS, _GIVE_BACK, (), None, is_first=False)
        self.on.hide()

    def mark(self, answer: str) -> None:
        """Show which answer was kept, by sign and frame; the question stays in front."""
        for id_, button in self.buttons.items():
            words = button.text().removeprefix(_CHECKED)
            button.setChecked(id_ == answer)
            button.setText(f"{_CHECKED}{words}" if id_ == answer else words)
        self.on.setText("Go on")

    def show_line(self, text: str) -> None:
        """Show a line as it was begun; nothing is announced."""
        self.line.setText(text)
        self._name_on()

    def say(self, sentence: str) -> None:
        """Say beside the question that an answer could not be kept."""
        self.trouble.setText(sentence)
        self.trouble.show()
        announce(self, sentence, urgent=True)

    def ask_secret(self, label: str, verb: str, *, needs_words: bool) -> None:
        """Ask the therapist for what brings the chart back; the question waits behind."""
        if self.entry is None:
            self.entry = Entry(label, verb)
            self.entry.setFixedWidth(theme.px(_ENTRY_WIDTH))
            self._entry_place.insertWidget(1, self.entry, 0, Qt.AlignmentFlag.AlignHCenter)
            self.entry.entered.connect(self.secret_entered)
            if not needs_words:
                self.entry.offer(verb)
        self._secret.setCurrentIndex(1)
        (self.entry.field if needs_words else self.entry.go).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, label)

    def leave_secret(self) -> None:
        """Go back to the question; what was typed is forgotten, the wrong tries are not."""
        if self.entry is not None:
            self.entry.field.clear()
        self._secret.setCurrentIndex(0)
        self.setFocus()
        self.kept.emit()

    @property
    def is_asking(self) -> bool:
        """Say whether the therapist is being asked for the secret."""
        return self._secret.currentIndex() == 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the secret on Escape; press an answer by its figure."""
        number = event.key() - Qt.Key.Key_1.value
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self.leave_secret()
        elif not self.is_asking and not event.isAutoRepeat() and 0 <= number < len(self.buttons):
            list(self.buttons.values())[number].click()

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDTH))
        self._middle = middle
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(24))
        column.addStretch(2)
        column.addWidget(self.question)
        column.addLayout(self._answers)
        column.addWidget(self.hint)
        column.addWidget(self.line)
        column.addWidget(self.trouble)
        column.addStretch(3)
        foot = QHBoxLayout()
        for part in (self.back, self.on):
            part.setMinimumWidth(theme.px(_FOOT))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.on)
        column.addLayout(foot)
        sheet = QWidget()
        theme.give_role(sheet, "clear")
        row = QHBoxLayout(sheet)
        row.setContentsMargins(*[theme.px(24)] * 4)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self._secret.addWidget(ScrollPage(sheet))
        self.return_button = QPushButton("Back to the questions")
        self._entry_place = QVBoxLayout(self._asking)
        self._entry_place.setSpacing(theme.px(24))
        self._entry_place.addStretch(1)
        self._entry_place.addWidget(self.return_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._entry_place.addStretch(1)
        self._secret.addWidget(self._asking)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._secret)
        self.trouble.hide()

    def _show_answers(self, answers: Sequence[Option]) -> None:
        for old in self.buttons.values():
            self._answers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        across = len(answers) if len(answers) <= _ROW else 2
        for place, option in enumerate(answers):
            button = QPushButton(option.label.replace("&", "&&"))
            theme.give_role(button, "hand")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setAccessibleName(option.label)
            button.clicked.connect(partial(self._press, option.id))
            self._answers.addWidget(button, place // across, place % across)
            self.buttons[option.id] = button

    def _press(self, id_: str) -> None:
        self.buttons[id_].setChecked(self.buttons[id_].text().startswith(_CHECKED))  # shown once it is kept
        self.pressed.emit(id_)

    def _edited(self) -> None:
        self._name_on()
        self.line_edited.emit()

    def _name_on(self) -> None:
        marked = any(button.isChecked() for button in self.buttons.values())
        self.on.setText("Go on" if marked or self.line.text().strip() else "Skip")

    def _to_front(self, question: str) -> None:
        self._secret.setCurrentIndex(0)
        self.setAccessibleName(question)
        lone_line = self.line.isVisibleTo(self) and not self.buttons
        (self.line if lone_line else self).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, question)
