"""Where backups go, how old the last one is, and each one that can be tried or brought back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QWidget

from kapdesk.domain.clock import show_moment
from kapdesk.services.backup_list import BackupState, KeptBackup
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, PrimaryButton
from kapdesk.ui.first_steps import chooser
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

OLD_DAYS, SHOWN = 7, 6
REHEARSED = "The practice room holds invented clients and needs no backup; here one may try how it is done."
NO_OUTSIDE = "No second place yet. A copy that is kept elsewhere outlives fire, theft and a broken disk."
_KB, _MB = 1024, 1024 * 1024


class Wish(StrEnum):
    """What may be wished for beside a backup and its trial."""

    RESTORE = "restore"
    OUTSIDE = "outside"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class BackupWish:
    """One wish, and the backup or the folder it is about."""

    wish: Wish
    path: Path | None = None


class BackupCard(Card):
    """What keeps a copy of the record: where, how good, how old."""

    backup_asked = Signal()
    test_asked = Signal(object)  # Path of a backup to try, or a BackupWish
    folder_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Backups", parent=parent)
        self.state, self.said = SignLabel(Sign.NOT_YET, wraps=True), QLabel()
        self.outside_state, self.checked = SignLabel(Sign.NOT_YET, wraps=True), QLabel()
        self.rehearsal = QLabel(REHEARSED)
        self.problem = SignLabel(Sign.MISSING, wraps=True)
        self.folder, self.outside = QLineEdit(), QLineEdit()
        self.folder.setAccessibleName("Folder for backups")
        self.outside.setAccessibleName("Second place for backups")
        self.choose, self.choose_outside = (
            PlainButton("Choose", small=True),
            PlainButton("Choose", small=True),
        )
        self.choose_outside.setAccessibleName("Choose the second place for backups")
        self.now, self.stop = PrimaryButton("Back up now"), PlainButton("Stop", small=True)
        self.stop.setAccessibleName("Stop what is being done with the backup")
        self.busy, self.rows = QProgressBar(), Rows()
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("A backup is being made and checked")
        self._folder = self._outside = ""
        self._lay_out()
        # Connect Signals
        self.now.clicked.connect(self._back_up)
        self.stop.clicked.connect(partial(self._wish, Wish.STOP, None))
        self.choose.clicked.connect(partial(self._choose, self.folder))
        self.choose_outside.clicked.connect(partial(self._choose, self.outside))
        self.folder.editingFinished.connect(self._folder_typed)
        self.outside.editingFinished.connect(self._outside_typed)

    def show_state(self, state: BackupState, now: datetime, zone: str, *, rehearsal: bool = False) -> None:
        """Show where backups go, how old the last good one is, and each there is; a rehearsal needs none."""
        self._folder = str(state.folder)
        self.folder.setText(self._folder)
        words = (
            "No good backup yet" if state.last_good is None else f"Last good backup {_age(state, now, zone)}"
        )
        self.state.set_sign(_sign(state.last_good, now), words)
        self.state.setHidden(rehearsal and state.last_good is None)
        self.rehearsal.setVisible(rehearsal)
        self.problem.set_sign(Sign.MISSING, state.problem)
        self.problem.setVisible(bool(state.problem))
        self._show_outside(state, now, rehearsal=rehearsal)
        whole = (
            f"Every page of the record was found whole {show_moment(state.checked, zone)}."
            if state.checked
            else ""
        )
        damage = (
            "The last check of the record found damage: restore the newest good backup."
            if state.damaged
            else ""
        )
        self.checked.setText(damage or whole)
        self.checked.setVisible(bool(damage or whole))
        self.rows.show_rows([self._row(kept, now, zone) for kept in state.kept[:SHOWN]])

    def show_busy(self, *, busy: bool) -> None:
        """Show that a backup is being made or tried; one thing at a time."""
        self.busy.setRange(0, 0)
        self.busy.setVisible(busy)
        self.stop.setVisible(busy)
        self.now.setEnabled(not busy)
        self.rows.setEnabled(not busy)

    def show_progress(self, number: int, of: int) -> None:
        """Show how far it is."""
        self.busy.setRange(0, of)
        self.busy.setValue(number)

    def say(self, sentence: str) -> None:
        """Say what came of it."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _show_outside(self, state: BackupState, now: datetime, *, rehearsal: bool) -> None:
        self._outside = str(state.outside or "")
        self.outside.setText(self._outside)
        if state.outside is None:
            self.outside_state.set_sign(Sign.NOT_YET, NO_OUTSIDE)
        elif state.outside_last is None:
            self.outside_state.set_sign(Sign.MISSING, "No outside copy yet: connect the disk and back up.")
        else:
            age = f"Last outside copy: {_days(state.outside_last, now)}"
            self.outside_state.set_sign(_sign(state.outside_last, now), age)
        self.outside_state.setHidden(rehearsal)

    def _lay_out(self) -> None:
        where = _label("Folder, best on another disk; it may be one that is synchronised", self.folder)
        second = _label("Second place, such as a USB disk that is kept elsewhere", self.outside)
        for words in (self.said, self.rehearsal, self.checked):
            words.setWordWrap(True)
            give_role(words, "hint")
            words.hide()
        self.busy.hide()
        self.stop.hide()
        for part in (self.rehearsal, self.state, self.problem, where):
            self.add(part)
        self.body.addLayout(_line(self.folder, self.choose))
        self.add(self.outside_state)
        self.add(second)
        self.body.addLayout(_line(self.outside, self.choose_outside))
        self.body.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(_line(self.busy, self.stop))
        for part in (self.said, self.checked, self.rows):
            self.add(part)

    def _row(self, kept: KeptBackup, now: datetime, zone: str) -> Row:
        made = show_moment(kept.made_at, zone)
        row = Row(made, f"{_days(kept.made_at, now)} · {_size(kept.size)}")
        test, restore = PlainButton("Test this backup", small=True), PlainButton("Restore", small=True)
        restore.setAccessibleName(f"Restore the backup of {made}")
        test.clicked.connect(partial(self._test, kept.path))
        restore.clicked.connect(partial(self._wish, Wish.RESTORE, kept.path))
        row.add(test)
        row.add(restore)
        return row

    def _back_up(self) -> None:
        self.show_busy(busy=True)
        self.say("The backup is being made, opened with the key, and counted.")
        self.backup_asked.emit()

    def _test(self, path: Path) -> None:
        self.show_busy(busy=True)
        self.say("The backup is being opened, checked and counted.")
        self.test_asked.emit(path)

    def _wish(self, wish: Wish, path: Path | None) -> None:
        self.test_asked.emit(BackupWish(wish, path))

    def _choose(self, field: QLineEdit) -> None:
        dialog = chooser(self.window())
        dialog.fileSelected.connect(partial(self._take_folder, field))
        dialog.open()

    def _take_folder(self, field: QLineEdit, folder: str) -> None:
        field.setText(folder)
        self._folder_typed()
        self._outside_typed()

    def _folder_typed(self) -> None:
        typed = self.folder.text().strip()
        if typed and typed != self._folder:
            self._folder = typed
            self.folder_chosen.emit(typed)

    def _outside_typed(self) -> None:
        typed = self.outside.text().strip()
        if typed != self._outside:
            self._outside = typed
            self._wish(Wish.OUTSIDE, Path(typed) if typed else None)


def _label(words: str, field: QLineEdit) -> QLabel:
    label = QLabel(words)
    give_role(label, "muted")
    label.setWordWrap(True)
    label.setBuddy(field)
    return label


def _line(field: QWidget, button: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(field, 1)
    line.addWidget(button)
    return line


def _sign(at: datetime | None, now: datetime) -> Sign:
    if at is None:
        return Sign.MISSING
    return Sign.DUE if (now - at).days > OLD_DAYS else Sign.RECORDED


def _age(state: BackupState, now: datetime, zone: str) -> str:
    return (
        ""
        if state.last_good is None
        else f"{show_moment(state.last_good, zone)}, {_days(state.last_good, now)}"
    )


def _days(at: datetime, now: datetime) -> str:
    days = max((now - at).days, 0)
    return "today" if days == 0 else "1 day ago" if days == 1 else f"{days} days ago"


def _size(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(size // _KB, 1)} kB"
