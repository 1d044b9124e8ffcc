"""The recovery sheet and the passphrase: what keeps the record openable; the backups stand beside them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QWidget

from kapdesk.domain.clock import show_moment
from kapdesk.places.practice.backups import REHEARSED, BackupCard
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.secret import SecretField
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, restyle

__all__ = ["REHEARSED", "BackupCard", "PassphraseCard", "RecoveryCard", "RehearsalCard", "Strength"]

Strength = Callable[[str, Sequence[str]], tuple[int, str]]
ENOUGH = 3


class RecoveryCard(Card):
    """Whether the recovery sheet was proved, and the way to a new one."""

    new_sheet_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Recovery sheet", parent=parent)
        self.state = SignLabel(Sign.NOT_YET, wraps=True)
        hint = QLabel(
            "It opens the record when the passphrase is lost. A new sheet ends the old one; older backups "
            "keep opening with the old one."
        )
        hint.setWordWrap(True)
        give_role(hint, "hint")
        self.new = PlainButton("Make a new sheet")
        self.add(self.state)
        self.add(hint)
        self.body.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.new.clicked.connect(self.new_sheet_asked)

    def show_confirmed(self, at: datetime | None, zone: str) -> None:
        """Say when the sheet was proved by typing part of it back, or that it never was."""
        words = (
            f"Typed back {show_moment(at, zone)}"
            if at
            else "Not yet typed back, so nobody knows that it is right"
        )
        self.state.set_sign(Sign.RECORDED if at else Sign.NOT_YET, words)


class PassphraseCard(Card):
    """Another passphrase, measured as it is typed; the old one is asked for."""

    change_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty; `strength` measures."""
        super().__init__("Passphrase", parent=parent)
        self.strength: Strength | None = None
        self._score = 0
        self.old, self.new = SecretField("Present passphrase"), SecretField("New passphrase")
        self.again = SecretField("The same again")
        self.meter, self.verdict, self.said = QProgressBar(), QLabel(), QLabel()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName("Strength of the new passphrase, 0 to 4")
        self.shown = QCheckBox("Show what I type")
        self.change = PlainButton("Change passphrase")
        for field in (self.old, self.new, self.again):
            label = QLabel(field.accessibleName())
            give_role(label, "muted")
            label.setBuddy(field)
            self.add(label)
            self.add(field)
            if field is self.new:
                self.add(self.meter)
                self.add(self.verdict)
            field.textChanged.connect(self._weigh)
        for label in (self.verdict, self.said):
            label.setWordWrap(True)
            give_role(label, "hint")
        self.add(self.shown)
        self.add(self.said)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self._weigh()
        # Connect Signals
        self.shown.toggled.connect(self._show)
        self.change.clicked.connect(self._ask)

    def say(self, sentence: str, *, changed: bool) -> None:
        """Say what came of it; the fields are emptied once it was changed."""
        if changed:
            for field in (self.old, self.new, self.again):
                field.clear()
        self.said.setText(sentence)

    def _weigh(self, _text: str = "") -> None:
        typed = self.new.text()
        self._score, sentence = self.strength(typed, ()) if self.strength and typed else (0, "")
        self.meter.setValue(self._score)
        level = "good" if self._score >= ENOUGH else "middle" if self._score == ENOUGH - 1 else "low"
        self.meter.setProperty("level", level)
        restyle(self.meter)
        same = typed == self.again.text()
        if not same and self.again.text():
            sentence = "The two are not the same yet."
        self.verdict.setText(sentence)
        self.change.setEnabled(bool(self.old.text()) and self._score >= ENOUGH and same)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - a signal's slot
        for field in (self.old, self.new, self.again):
            field.show_words(shown=shown)

    def _ask(self) -> None:
        self.said.setText("")
        self.change_asked.emit(self.old.text(), self.new.text())


class RehearsalCard(Card):
    """What stands in the practice room instead of the passphrase and the recovery sheet."""

    def __init__(self, passphrase: str, parent: QWidget | None = None) -> None:
        """Say that nothing here is kept secret, and what to type where a passphrase is asked for."""
        super().__init__("Passphrase and recovery sheet", parent=parent)
        said = QLabel(
            "The practice room keeps no secret and has no recovery sheet. Where it asks for a passphrase, "
            f"type: {passphrase}"
        )
        said.setWordWrap(True)
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        give_role(said, "hint")
        self.add(said)
