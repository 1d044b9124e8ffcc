"""What went wrong, in a sentence that says what happened to the data and what to do."""

import traceback
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kapdesk.domain.errors import KapdeskError
from kapdesk.ui import theme
from kapdesk.ui.announce import announce
from kapdesk.ui.icons import Sign, SignName

_MARGIN, _GAP, _WIDTH = 24, 16, 520


class Level(StrEnum):
    """The three weights of an alert: its word; sign and colour go with it."""

    STOP = "Stop"
    ATTENTION = "Attention"
    NOTE = "Note"


LEVEL_SIGNS = {Level.STOP: SignName.MISSING, Level.ATTENTION: SignName.ALERT, Level.NOTE: SignName.NOTE}
LEVEL_ROLES = {Level.STOP: "danger", Level.ATTENTION: "caution", Level.NOTE: "hint"}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done about it: a key for the code and a verb for the button."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is told: a sentence, a reference, and details that hold no word of the record."""

    level: Level
    sentence: str
    reference: str
    details: str = ""


GO_BACK = Act("back", "Go back")


def told(error: KapdeskError) -> Trouble:
    """Return what to say about an error that has its own sentence."""
    reference = f"KD-{error.code:03d}"
    return Trouble(Level.ATTENTION, error.sentence, reference, f"{reference} {type(error).__name__}")


def unexpected(error: BaseException) -> Trouble:
    """Return what to say about a fault nobody foresaw: its type and place, never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
    kind = type(error).__name__
    sentence = (
        "Something in kapdesk did not work as it should. What was written before is on disk; what was being "
        "typed was written too, if the disk took it. You can go on. If it happens again, restart kapdesk and "
        "pass on the details."
    )
    return Trouble(Level.ATTENTION, sentence, f"{kind} at {place}", f"kapdesk fault: {kind} at {place}")


class TroubleDialog(QDialog):
    """A calm dialog over one trouble; Enter and Escape both do the careful thing."""

    act_chosen = Signal(str)

    def __init__(
        self,
        trouble: Trouble,
        acts: tuple[Act, ...] = (),
        careful: Act = GO_BACK,
        parent: QWidget | None = None,
    ) -> None:
        """Offer acts as verbs; `careful` is the default and what closing means."""
        super().__init__(parent)
        self.setWindowTitle("kapdesk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._trouble, self._careful = trouble, careful
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(_MARGIN)] * 4)
        column.setSpacing(theme.px(_GAP))
        column.addLayout(self._head())
        column.addWidget(self._sentence())
        column.addWidget(self._reference())
        column.addLayout(self._acts(acts))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.buttons[careful.key].setFocus()

    def reject(self) -> None:
        """Escape and the window's cross do the careful thing."""
        self.act_chosen.emit(self._careful.key)
        super().reject()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Sign(LEVEL_SIGNS[self._trouble.level], self, size=20))
        word = QLabel(self._trouble.level.value, self)
        theme.give_role(word, LEVEL_ROLES[self._trouble.level])
        row.addWidget(word)
        row.addStretch(1)
        return row

    def _sentence(self) -> QLabel:
        label = QLabel(self._trouble.sentence, self)
        theme.give_role(label, "reading")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _reference(self) -> QLabel:
        label = QLabel(f"Reference: {self._trouble.reference}", self)
        theme.give_role(label, "hint")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _acts(self, acts: tuple[Act, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        copy = QPushButton("Copy details", self)
        theme.give_role(copy, "quiet")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        row.addStretch(1)
        for act in (*acts, self._careful):
            button = QPushButton(act.text, self)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, act.key))
            row.addWidget(button)
            self.buttons[act.key] = button
        careful = self.buttons[self._careful.key]
        theme.give_role(careful, "primary")
        careful.setAutoDefault(True)
        careful.setDefault(True)
        self.buttons["copy"] = copy
        return row

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._trouble.details or self._trouble.reference)

    def _choose(self, key: str) -> None:
        if key == self._careful.key:
            self.reject()
            return
        self.act_chosen.emit(key)
        self.accept()


class AlarmBar(QFrame):
    """The bar that stays below the band until what was not written is written."""

    retry_asked = Signal()
    rescue_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait unseen."""
        super().__init__(parent)
        theme.give_role(self, "alarm")
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        theme.give_role(self.sentence, "strong")
        self.retry = QPushButton("Try again", self)
        self.rescue = QPushButton("Save a sealed copy", self)
        self.retry.clicked.connect(self.retry_asked)
        self.rescue.clicked.connect(self.rescue_asked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Sign(SignName.MISSING, self, size=24))
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.retry)
        self._row.addWidget(self.rescue)
        theme.look().changed.connect(self._follow_look)
        self._follow_look()
        self.hide()

    def show_failure(self, sentence: str) -> None:
        """Stay on screen with a sentence; announced at once, and again only when it changes."""
        if sentence != self.sentence.text() or self.isHidden():
            announce(self, sentence, urgent=True)
        self.sentence.setText(sentence)
        self.show()

    def solve(self) -> None:
        """Go, because it is written now."""
        self.hide()
        self.sentence.clear()

    def _follow_look(self) -> None:
        self._row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._row.setSpacing(theme.px(12))
