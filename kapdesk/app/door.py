"""The door of the record: first start, unlock, locked, open, and what leads from one to the next."""

import argparse
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.app import ways_in
from kapdesk.app.greeting import Greeting
from kapdesk.app.renewing import Renewal
from kapdesk.app.ways_out import WaysOut
from kapdesk.domain.clock import SteadyClock
from kapdesk.domain.errors import KapdeskError, RecordDamaged
from kapdesk.ui.secret import Entry
from kapdesk.ui.settings import Settings
from kapdesk.ui.unlock import Locked, Unlock
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.app.handover import Handover
    from kapdesk.app.watching import Watching
    from kapdesk.app.welcome import Welcome
    from kapdesk.services.custody import NewOwner
    from kapdesk.ui.jobs import Job, Jobs

RECORD_FILES = ("vault.keys", "vault.keys.alt", "vault.db")


class Door(QObject):
    """Holds the record while it is open and nothing while it is not."""

    ended = Signal()  # the program may end: everything is written and let go

    def __init__(
        self,
        app: QApplication,
        window: Window,
        folder: Path,
        options: argparse.Namespace,
        clock: SteadyClock,
        settings: Settings,
    ) -> None:
        """Stand before a folder; nothing is read yet."""
        super().__init__(window)
        self.folder = folder
        self._app, self._window, self._options, self._clock = app, window, options, clock
        self._settings = settings
        jobs = partial(getattr, self, "_jobs")
        self._greeting = Greeting(window, folder, jobs)
        self._ways_out = WaysOut(window, folder, clock, jobs)
        self._job: Job | Renewal | None = None
        self._handover: Handover | None = None
        self._page: QWidget | None = None
        self._open: Watching | None = None
        self._welcome: Welcome | None = None
        # Connect Signals
        window.lock_asked.connect(self._lock)
        window.switch_asked.connect(self._switch)
        self._greeting.sheets_given.connect(self._come_with_sheets)
        self._ways_out.stands_again.connect(self._stands_again)
        window.quit_asked.connect(self._quit)
        if options.practice_room:
            window.rehearse()

    @cached_property
    def _jobs(self) -> "Jobs":
        """Make the threads behind the window when there is the first work for them."""
        from kapdesk.ui.jobs import Jobs

        return Jobs(parent=self)

    def look_around(self) -> None:
        """The window is seen: look into the key file, behind it, for what has to be asked besides."""
        self._greeting.begin()

    def receive(self, given: "Handover") -> None:
        """Take over from the process before: the door is locked and keeps its clock."""
        self._handover = given
        self._clock.fall_behind(given.ahead)

    def put_up(self) -> None:
        """Show the page that fits what stands in the folder."""
        if self._handover is not None:
            self._show_locked(self._handover)
        elif self._options.practice_room:
            self._show_unlock()
            self._enter_practice()
        elif any((self.folder / name).exists() for name in RECORD_FILES):
            self._show_unlock()
        else:
            self._show_first_start()

    def flush(self) -> bool:
        """Write everything that is waiting; say whether nothing is left."""
        return self._open is None or self._open.house.flush()

    def shut(self) -> None:
        """Stop all work behind the window, as when the program ends."""
        if "_jobs" in self.__dict__:
            self._jobs.close()

    def busy(self) -> bool:
        """Say whether some work behind the window is not done yet."""
        return "_jobs" in self.__dict__ and self._jobs.is_busy()

    @property
    def open(self) -> "Watching | None":
        """Return what holds the open record, or None while it is not open."""
        return self._open

    # ------------------------------------------------------------------ pages

    def _show(self, page: QWidget) -> None:
        before, self._page = self._page, page
        self._window.show_whole(page)
        if before is not None:
            self._window.drop_whole(before)

    def _show_unlock(self) -> None:
        name = "Practice room" if self._options.practice_room else "kapdesk"
        page = Unlock(name, self._window)
        page.passphrase_entered.connect(self._try_passphrase)
        page.recovery_entered.connect(self._try_code)
        page.cancel_asked.connect(self._cancel)
        page.restore_asked.connect(self._ways_out.ask_backup)
        if self._options.practice_room:
            page.switch.hide()
            page.restore.hide()
            page.entry.offer("Open")
        else:
            self._greeting.greet(page)
        self._show(page)

    def _show_locked(self, given: "Handover") -> None:
        page = Locked(self._clock, self._window.zone_name, self._window)
        page.set_doses(given.doses)
        page.passphrase_entered.connect(self._try_passphrase)
        page.entry.cancel_asked.connect(self._cancel)
        self._show(page)
        if self._options.practice_room:
            page.entry.offer("Go on")
            page.entry.go.setFocus()
        else:
            self._greeting.greet(page, switching=given.switching)

    def _show_first_start(self) -> None:
        from kapdesk.app.welcome import Welcome as FirstWelcome

        welcome = FirstWelcome(self._window, self.folder, self._clock, self._jobs, self._settings)
        welcome.made.connect(self._opened)
        welcome.practice_asked.connect(self._to_practice)
        welcome.restored.connect(self._show_unlock)
        welcome.left.connect(self._quit)
        self._welcome = welcome
        self._show(welcome.page)

    # ------------------------------------------------------------------ opening

    def _try_passphrase(self, passphrase: str) -> None:
        if self._options.practice_room:
            self._enter_practice()
            return
        entry, slot = self.entry(), self._handover.slot if self._handover else ""
        name = entry.typed_name() if entry else ""
        self._begin(partial(ways_in.unlock, self.folder, passphrase, self._clock, name, slot))

    def _try_code(self, code: str) -> None:
        from kapdesk.app.recovering import ask_new_passphrase

        ask_new_passphrase(self._window, partial(self._recover, code))

    def _recover(self, code: str, passphrase: str) -> None:
        self._begin(partial(ways_in.unlock_with_code, self.folder, code, passphrase, self._clock))

    def _come_with_sheets(self, shares: list[str], new: "NewOwner") -> None:
        self._begin(partial(ways_in.unlock_with_sheets, self.folder, shares, new, self._clock))

    def _enter_practice(self) -> None:
        self._begin(partial(ways_in.practice, self.folder, self._window.zone_name, self._clock))

    def _to_practice(self) -> None:
        from kapdesk.store import location

        self.folder = location.default_folder(practice=True)
        self._options.practice_room = True
        self._window.rehearse()
        self._show_unlock()
        self._enter_practice()

    def _begin(self, work: partial[object]) -> None:
        entry = self.entry()
        if entry is not None:
            entry.set_busy(busy=True)
        self._job = self._jobs.run(work, self._opened, self._not_opened)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _not_opened(self, error: BaseException) -> None:
        from kapdesk.ui.jobs import Cancelled

        entry = self.entry()
        if isinstance(error, Cancelled):
            if entry is not None:
                entry.set_busy(busy=False)
            return
        if not isinstance(error, KapdeskError):
            raise error
        if entry is not None:
            entry.refuse(error.sentence, counts=type(error).__name__ == "WrongPassphrase")
            if isinstance(error, RecordDamaged) and not self._options.practice_room:
                self._ways_out.offer(error)
        else:
            from kapdesk.ui import errors

            errors.TroubleDialog(errors.told(error), parent=self._window).open()

    def _opened(self, opening: object) -> None:
        from kapdesk.app.opening import Opening
        from kapdesk.app.watching import Watching

        if not isinstance(opening, Opening):
            raise TypeError
        watching = Watching(self._app, self._window, opening, self._jobs, self._arguments())
        watching.away.connect(self._away)
        watching.ended.connect(self._end)
        watching.rotation_asked.connect(self._rotate)
        self._open, self._welcome = watching, None
        handed = self._handover.sealed if self._handover else ()
        self._handover = None
        self._window.show_desk()
        watching.enter(handed)
        if self._page is not None:
            self._window.drop_whole(self._page)
            self._page = None

    def entry(self) -> Entry | None:
        """Return where the passphrase is typed, or None while the record is open or not made yet."""
        if isinstance(self._page, Unlock):
            return self._page.entry
        return self._page.entry if isinstance(self._page, Locked) else None

    def _stands_again(self, sentence: str) -> None:
        self._show_unlock()
        if isinstance(self._page, Unlock):
            self._page.tell(sentence)

    # ------------------------------------------------------------------ leaving

    def _lock(self) -> None:
        if self._open is not None:
            self._open.lock()

    def _switch(self) -> None:
        if self._open is not None:
            self._open.switch()

    def _quit(self) -> None:
        made = self._welcome.opening() if self._welcome is not None else None
        if self._open is not None:
            self._open.quit()
            return
        if made is not None:
            made.opened.close()  # left in the middle of the first start: the record stands, and is let go
        self._end()

    def _away(self, given: "Handover") -> None:
        """Stay in this process without its keys, where no new process could be started."""
        self._open = None
        self._window.uncover()
        self._show_locked(given)
        self._handover = given

    def _rotate(self, passphrase: str, rewraps: bool, given: "Handover") -> None:  # noqa: FBT001 - a slot
        """Give the record a new key while it is closed, and open it again for the same person."""
        self._away(given)
        self._job = made = Renewal(self.entry(), rewraps=rewraps)
        work = made.work(self.folder, passphrase, self._clock, given.slot)
        self._jobs.run(work, self._opened, self._not_opened, made.moved)

    def _end(self) -> None:
        self._open = None
        self.shut()
        self.ended.emit()

    def _arguments(self) -> tuple[str, ...]:
        practice = ("--practice-room",) if self._options.practice_room else ()
        return ("--data-dir", str(self.folder), *practice)
