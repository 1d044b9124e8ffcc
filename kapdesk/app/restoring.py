"""Bring a backup back: chosen, opened, checked, counted, compared; what it replaces is kept beside it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from kapdesk.app.long_work import LongWork
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.services import backups
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.first_steps import chooser
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.secret import SecretField
from kapdesk.ui.window import Window


class Restoring(QObject):
    """Asks for a backup and its passphrase, and puts it in the place of what stands in the folder."""

    begun = Signal()
    ended = Signal()  # nothing was restored
    restored = Signal()

    def __init__(self, window: Window, folder: Path, clock: Clock, jobs: Jobs) -> None:
        """Stand ready; nothing is touched before a backup was chosen and proved."""
        super().__init__(window)
        self._window, self._folder, self._clock = window, folder, clock
        self._work = LongWork(window, jobs, self)
        self._work.stopped.connect(self.ended)
        self._sheet: QObject | None = None

    def ask(self) -> None:
        """Ask which backup."""
        dialog = chooser(self._window)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=False)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("kapdesk backups (*.kapbackup)")
        dialog.fileSelected.connect(self._ask_its_passphrase)
        self._sheet = dialog
        dialog.open()

    def _ask_its_passphrase(self, chosen: str) -> None:
        sheet = Sheet(
            "Bring back this backup",
            "Type the passphrase that opened the record when this backup was made. The backup is opened, "
            "checked and counted before anything stands in its place.",
            act="Bring it back", careful=False, parent=self._window,
        )  # fmt: skip
        field = SecretField("Passphrase of the backup", sheet)
        sheet.body.addWidget(field)
        sheet.agreed.connect(partial(self._begin, Path(chosen), field))
        self._sheet = sheet
        sheet.ask()
        field.setFocus()

    def _begin(self, backup: Path, field: SecretField) -> None:
        self._restore(backup, field.text(), lose=False)

    def _restore(self, backup: Path, passphrase: str, *, lose: bool) -> None:
        self.begun.emit()
        self._work.run(
            "Bringing the backup back",
            "The backup is opened, checked, counted and compared before anything stands in its place.",
            partial(_restore, backup, self._folder, passphrase, self._clock, lose),
            self._brought_back,
            partial(self._not_brought_back, backup, passphrase),
        )

    def _brought_back(self, _result: object) -> None:
        self.restored.emit()

    def _not_brought_back(self, backup: Path, passphrase: str, error: KapdeskError) -> None:
        self.ended.emit()
        if isinstance(error, Refused):
            self._ask_to_replace(backup, passphrase, error.sentence)
            return
        self._work.tell(error)

    def _ask_to_replace(self, backup: Path, passphrase: str, sentence: str) -> None:
        """Say what would be lost; the present record is kept beside the new one in any case."""
        sheet = Sheet(
            "The record here holds more", sentence, act="Replace it, and keep it beside", parent=self._window
        )
        sheet.agreed.connect(partial(self._restore, backup, passphrase, lose=True))
        self._sheet = sheet
        sheet.ask()


def _restore(backup: Path, folder: Path, passphrase: str, clock: Clock, lose: bool, job: Job) -> object:  # noqa: FBT001 - bound by partial
    return backups.restore(backup, folder, passphrase, clock=clock, lose=lose, step=job.step)
