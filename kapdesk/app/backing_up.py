"""Backups while the record is open: made, copied to the second place, tried, and brought back on purpose."""

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from kapdesk.app.house import House
from kapdesk.app.locking import Closing
from kapdesk.app.rooms import practice
from kapdesk.desk import Place
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import audit, backups, restoring, settings
from kapdesk.services.backups import Comparison
from kapdesk.services.opening import Opened
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.jobs import Cancelled, Done, Job, Jobs
from kapdesk.ui.secret import SecretField
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.places.practice.place import PracticePlace

_DONE = {restoring.RESTORED: Action.RESTORED, restoring.SALVAGED: Action.SALVAGED}
STOPPED = "Stopped. Nothing was changed."
BROKE_OFF = "This broke off for a reason that is not known. The record was not touched. Try it again."


class BackingUp(QObject):
    """Does for the Practice place what is done with backups; typing goes on meanwhile."""

    def __init__(self, window: Window, house: House, opened: Opened, jobs: Jobs, closing: Closing) -> None:
        """Stand ready."""
        super().__init__(house)
        self._window, self._house, self._opened, self._jobs = window, house, opened, jobs
        self._record, self._closing = house.desk.record, closing
        self._place: PracticePlace | None = None
        self._sheet: QObject | None = None
        self._job: Job | None = None
        # Connect Signals
        house.furnished.connect(self._furnished)
        house.entered.connect(self._tell_what_was_done)

    def _furnished(self, name: str, place: Place) -> None:
        found = practice(name, place)
        if found is not None:
            self._place = found
            # Connect Signals
            found.backup_asked.connect(self._back_up)
            found.test_asked.connect(self._asked)

    def _asked(self, wish: object) -> None:
        from kapdesk.places.practice.backups import BackupWish, Wish

        if isinstance(wish, Path):
            self._ask_test(wish)
        elif isinstance(wish, BackupWish):
            if wish.wish is Wish.STOP and self._job is not None:
                self._job.cancel()
            elif wish.wish is Wish.OUTSIDE:
                self._house.desk.do(self, settings.put, backups.OUTSIDE, str(wish.path or ""))
                self._unsay()
            elif wish.wish is Wish.RESTORE and wish.path is not None:
                self._ask_restore(wish.path)

    # ------------------------------------------------------------------ made

    def _back_up(self) -> None:
        self._run(partial(_make, self._opened, self._record.clock), self._made)

    def _made(self, result: object) -> None:
        with contextlib.suppress(KapdeskError):  # the backup is good all the same
            settings.put(self._record, "backup.problem", "")
            audit.log(self._record, Action.BACKED_UP)
        self._say(result)
        self._house.desk.changed.emit(Change(Topic.BACKUP), self)

    # ------------------------------------------------------------------ tried

    def _ask_test(self, path: Path) -> None:
        self._ask_passphrase(
            "Try this backup",
            "It is really opened, every page is checked and every row is counted. Type the passphrase that "
            "opened the record when it was made.",
            "Try it", partial(self._test, path),
        )  # fmt: skip

    def _test(self, path: Path, field: SecretField) -> None:
        self._run(partial(_check, path, field.text()), self._say)

    # ------------------------------------------------------------------ brought back

    def _ask_restore(self, path: Path) -> None:
        self._ask_passphrase(
            "Restore this backup",
            "First it is opened and compared with the present record; what would be lost is shown before "
            "anything is done. Type the passphrase that opened the record when the backup was made.",
            "Compare", partial(self._compare, path),
        )  # fmt: skip

    def _compare(self, path: Path, field: SecretField) -> None:
        passphrase = field.text()
        work = partial(_compare, path, self._opened.folder, passphrase)
        self._run(work, partial(self._compared, path, passphrase))

    def _compared(self, path: Path, passphrase: str, comparison: object) -> None:
        self._say("")
        if not isinstance(comparison, Comparison):
            raise TypeError
        sheet = Sheet(
            "What would be lost",
            "The record is written, backed up and locked; then the backup takes its place. The present "
            "record is kept beside it under another name.",
            act="Lock, and bring it back", parent=self._window,
        )  # fmt: skip
        lines = QLabel("\n".join(restoring.told(comparison, self._record.zone)), sheet)
        lines.setWordWrap(True)
        sheet.body.addWidget(lines)
        sheet.agreed.connect(partial(self._bring_back, path, passphrase))
        self._sheet = sheet
        sheet.ask()

    def _bring_back(self, path: Path, passphrase: str) -> None:
        self._closing.want(partial(_restore, path, passphrase, self._opened.folder, self._record.clock))
        self._window.lock_asked.emit()

    def _tell_what_was_done(self) -> None:
        """Say once, and keep in the trail, that another record stands here than at the last opening."""
        word = restoring.take_word(self._opened.folder)
        if word:
            self._window.notice(restoring.sentence(word))
        if word in _DONE:
            with contextlib.suppress(KapdeskError):  # it was said; the disk takes nothing just now
                audit.log(self._record, _DONE[word])

    # ------------------------------------------------------------------ shared

    def _run(self, work: partial[object], done: Done) -> None:
        place = self._place
        if place is None:
            return
        place.backups.show_busy(busy=True)
        self._job = self._jobs.run(work, done, self._failed, self._moved)

    def _moved(self, number: int, of: int) -> None:
        if self._place is not None and isValid(self._place):
            self._place.backups.show_progress(number, of)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._say(STOPPED)
        elif isinstance(error, KapdeskError):
            self._say(error.sentence)
        else:
            self._say(BROKE_OFF)  # whatever it was, nobody waits before a bar that never ends
            raise error

    def _say(self, result: object) -> None:
        self._job = None
        if self._place is not None and isValid(self._place):  # it goes while the record is being let go
            self._place.show_backup(result)

    def _unsay(self) -> None:
        """Take back what was said, unless work is under way: its bar and its Stop stay till it is home."""
        if self._job is None:
            self._say("")

    def _ask_passphrase(self, title: str, sentence: str, act: str, then: partial[None]) -> None:
        sheet = Sheet(title, sentence, act=act, careful=False, parent=self._window)
        field = SecretField("Passphrase", sheet)
        sheet.body.addWidget(field)
        sheet.agreed.connect(partial(then, field))
        sheet.left.connect(self._unsay)
        self._sheet = sheet
        sheet.ask()
        field.setFocus()


def _make(opened: Opened, clock: Clock, job: Job) -> object:
    result = backups.make(opened, clock=clock, step=job.step)
    backups.copy_out(opened, result, clock=clock)
    return result


def _restore(path: Path, passphrase: str, folder: Path, clock: Clock, _job: Job) -> object:
    try:
        return backups.restore(path, folder, passphrase, clock=clock, lose=True)
    except BaseException:
        restoring.leave_word(folder, restoring.KEPT)
        raise


def _check(path: Path, passphrase: str, job: Job) -> object:
    return backups.check(path, passphrase, step=job.step)


def _compare(path: Path, folder: Path, passphrase: str, job: Job) -> object:
    return backups.compare(path, folder, passphrase, step=job.step)
