"""The hard lock: nothing is asked, nothing is lost, and the process that held the keys ends."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog

from kapdesk.app.handover import Handover, Successor
from kapdesk.app.house import House
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import Clock, SteadyClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import audit, backups, drafts, search_index, sessions, settings, whereabouts
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.vault import Opened
from kapdesk.store import ballast
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.window import Window

PROBLEM = "backup.problem"
INDEXING = 2.0  # seconds that the index of words is given before the backup
BEFORE = "-before-restore"
Work = Callable[[Job], object]


class Closing(QObject):
    """The one way out of an open record, for the lock and for quitting: cover, write, back up, let go."""

    closing = Signal()  # everything is written; what still shows or holds a word lets it go
    let_go = Signal(object)  # Handover: the record is closed and no key is held any more

    def __init__(self, window: Window, house: House, opened: Opened, jobs: Jobs) -> None:
        """Stand ready; nothing happens before `begin`."""
        super().__init__(window)
        self._window, self._house, self._opened, self._jobs = window, house, opened, jobs
        self._record: Record = house.desk.record
        self._under_way = False
        self._changed_since_backup = False
        self._left: tuple[bytes, ...] = ()
        self._doses: tuple[datetime, ...] = ()
        self._wanted: Work | None = None
        # Connect Signals
        house.touched.connect(self._note_change)

    @property
    def under_way(self) -> bool:
        """Say whether the record is being let go just now."""
        return self._under_way

    def begin(self) -> None:
        """Cover the screen at once, then write everything and let the record go."""
        if self._under_way:
            return
        self._under_way = True
        _take_in_composition()
        there = self._house.whereabouts()
        self._window.cover()
        _close_dialogs()
        written = self._write()
        try:
            self._doses = tuple(
                head.dosed_at for head in sessions.open_now(self._record) if head.dosed_at is not None
            )
            if written:
                whereabouts.keep(self._record, there)
        except KapdeskError:
            written = False  # the disk does not take it: what is waiting is sealed below
        if not written:
            self._left = drafts.put_aside(self._opened, self._waiting())
        if written and self._is_backup_due():
            self._jobs.run(self._back_up, self._backed_up, self._not_backed_up)
        else:
            self._finish()

    def _write(self) -> bool:
        """Write what waits; where the disk was full, once more into the room that was kept in reserve."""
        reserve = ballast.stands(self._opened.folder)
        if self._house.flush():
            return True
        given_back = reserve and not ballast.stands(self._opened.folder)
        return given_back and self._house.flush()

    def _is_backup_due(self) -> bool:
        """Say whether something changed, or a day went by, since the last good backup."""
        if self._changed_since_backup:
            return True
        age = backups.last_good(self._record.store).age_days(self._record.now())
        return age is None or age >= 1

    def _waiting(self) -> dict[tuple[Owner, str], str]:
        waiting: dict[tuple[Owner, str], str] = {}
        for screen in self._house.screens():
            for key, text in screen.waiting().items():
                waiting[cast("tuple[Owner, str]", key)] = text
        return waiting

    def _back_up(self, _job: Job) -> object:
        clock = self._record.clock
        with contextlib.suppress(KapdeskError):  # what the index does not know yet is found as text
            search_index.catch_up(self._record, seconds=INDEXING, gentle=False)
        suffix = "" if self._wanted is None else BEFORE  # else it could thin away the one that is wanted
        result = backups.make(self._opened, clock=clock, suffix=suffix)
        backups.copy_out(self._opened, result, clock=clock)
        return result

    def _backed_up(self, _result: object) -> None:
        with contextlib.suppress(KapdeskError):  # the backup is good all the same
            audit.log(self._record, Action.BACKED_UP)
        self._tell_problem("")

    def _not_backed_up(self, error: BaseException) -> None:
        said = error.sentence if isinstance(error, KapdeskError) else "The backup could not be made."
        self._tell_problem(said)

    def _tell_problem(self, sentence: str) -> None:
        """Keep what went wrong with the backup, for Today to say after the next unlock."""
        with contextlib.suppress(KapdeskError):  # the lock goes on; Today still shows the last good one
            settings.put(self._record, PROBLEM, sentence)
        self._finish()

    def _finish(self) -> None:
        self.closing.emit()
        self._house.close()
        self._opened.close()
        if self._wanted is None:
            self._go()
        else:
            self._jobs.run(self._wanted, self._went, self._went)

    def want(self, work: Work) -> None:
        """Keep what is to be done with the closed record, once, before anybody else may open it."""
        self._wanted = work

    def _went(self, _outcome: object) -> None:
        """Go on, whatever came of it: the work itself leaves word for the next opening."""
        self._go()

    def _go(self) -> None:
        clock = self._record.clock
        ahead = clock.ahead if isinstance(clock, SteadyClock) else timedelta()
        self.let_go.emit(Handover(self._doses, self._left, ahead))

    def _note_change(self) -> None:
        self._changed_since_backup = True


class Lock(QObject):
    """What stands after the record was let go: a new process, or this one without its keys."""

    replaced = Signal()  # the new process stands; this one ends
    stays = Signal(object)  # Handover: no new process could be started; this one stays, locked

    def __init__(self, clock: Clock, arguments: Sequence[str], parent: QObject) -> None:
        """Prepare to start the successor with the arguments this program was started with."""
        super().__init__(parent)
        self._clock, self._arguments = clock, tuple(arguments)
        self._handover = Handover()
        self._successor = Successor(self)
        # Connect Signals
        self._successor.ready.connect(self.replaced)
        self._successor.failed.connect(self._stay)

    def hand_over(self, handover: Handover) -> None:
        """Start the process that takes the place of this one."""
        self._handover = handover
        self._successor.start(self._arguments, handover)

    def _stay(self) -> None:
        self.stays.emit(self._handover)


def _close_dialogs() -> None:
    """Close every dialog and menu; what was typed in one was kept where it was typed."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        while (popup := app.activePopupWidget()) is not None:
            popup.close()
        for window in app.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.reject()


def _take_in_composition() -> None:
    """Let an input method put what is being composed into the text, so that it is written with it."""
    QApplication.inputMethod().commit()
