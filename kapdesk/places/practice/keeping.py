"""Backups, the recovery sheet and the passphrase: what keeps the record openable."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QWidget

from kapdesk.domain.clock import show_moment
from kapdesk.services.backup_list import BackupState, KeptBackup
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, PrimaryButton
from kapdesk.ui.first_steps import chooser
from kapdesk.ui.secret import SecretField
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, restyle

Strength = Callable[[str, Sequence[str]], tuple[int, str]]
ENOUGH, OLD_DAYS, SHOWN = 3, 7, 6
REHEARSED = "The practice room holds invented clients and needs no backup; here one may try how it is done."
_KB, _MB = 1024, 1024 * 1024


class BackupCard(Card):
    """Where backups go, how good the last one is, and each one that can be tried."""

    backup_asked = Signal()
    test_asked = Signal(object)  # Path
    folder_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Backups", parent=parent)
        self.state, self.said = SignLabel(Sign.NOT_YET, wraps=True), QLabel()
        self.rehearsal = QLabel(REHEARSED)
        self.problem = SignLabel(Sign.MISSING, wraps=True)
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Folder for backups")
        self.choose, self.now = PlainButton("Choose", small=True), PrimaryButton("Back up now")
        self.busy, self.rows = QProgressBar(), Rows()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("A backup is being made and checked")
        self._lay_out()
        # Connect Signals
        self.now.clicked.connect(self._back_up)
        self.choose.clicked.connect(self._choose)
        self.folder.editingFinished.connect(self._folder_typed)

    def show_state(self, state: BackupState, now: datetime, zone: str, *, rehearsal: bool = False) -> None:
        """Show where backups go, how old the last good one is, and each there is; a rehearsal needs none."""
        self._folder = str(state.folder)
        self.folder.setText(self._folder)
        days = None if state.last_good is None else (now - state.last_good).days
        words = "No good backup yet" if state.last_good is None else _age(state.last_good, now, zone)
        sign = Sign.MISSING if days is None else Sign.DUE if days > OLD_DAYS else Sign.RECORDED
        self.state.set_sign(sign, words if days is None else f"Last good backup {words}")
        self.state.setHidden(rehearsal and days is None)
        self.rehearsal.setVisible(rehearsal)
        self.problem.set_sign(Sign.MISSING, state.problem)
        self.problem.setVisible(bool(state.problem))
        self.rows.show_rows([self._row(kept, now, zone) for kept in state.kept[:SHOWN]])

    def show_busy(self, *, busy: bool) -> None:
        """Show that a backup is being made or tried."""
        self.busy.setVisible(busy)
        self.now.setEnabled(not busy)

    def say(self, sentence: str) -> None:
        """Say what came of it."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        where = QLabel("Folder, best on another disk; it may be one that is synchronised")
        give_role(where, "muted")
        where.setWordWrap(True)
        where.setBuddy(self.folder)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose)
        for words in (self.said, self.rehearsal):
            words.setWordWrap(True)
            give_role(words, "hint")
            words.hide()
        self.busy.hide()
        self._folder = ""
        for part in (self.rehearsal, self.state, self.problem, where):
            self.add(part)
        self.body.addLayout(line)
        self.body.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.busy, self.said, self.rows):
            self.add(part)

    def _row(self, kept: KeptBackup, now: datetime, zone: str) -> Row:
        row = Row(show_moment(kept.made_at, zone), f"{_days(kept.made_at, now)} · {_size(kept.size)}")
        test = PlainButton("Test this backup", small=True)
        test.clicked.connect(partial(self._test, kept.path))
        row.add(test)
        return row

    def _back_up(self) -> None:
        self.show_busy(busy=True)
        self.say("The backup is being made, opened with the key, and counted.")
        self.backup_asked.emit()

    def _test(self, path: Path) -> None:
        self.show_busy(busy=True)
        self.say("The backup is being opened, checked and counted.")
        self.test_asked.emit(path)

    def _choose(self) -> None:
        dialog = chooser(self.window())
        dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    def _take_folder(self, folder: str) -> None:
        self.folder.setText(folder)
        self._folder_typed()

    def _folder_typed(self) -> None:
        typed = self.folder.text().strip()
        if typed and typed != self._folder:
            self._folder = typed
            self.folder_chosen.emit(typed)


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


def _age(at: datetime, now: datetime, zone: str) -> str:
    return f"{show_moment(at, zone)}, {_days(at, now)}"


def _days(at: datetime, now: datetime) -> str:
    days = max((now - at).days, 0)
    return "today" if days == 0 else "1 day ago" if days == 1 else f"{days} days ago"


def _size(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(size // _KB, 1)} kB"
