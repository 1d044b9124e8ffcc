"""While the record is open: the house, the watch over an empty desk, and the way out."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from kapdesk.app.backing_up import BackingUp
from kapdesk.app.clipboard import ClipboardWatch
from kapdesk.app.confirming import Confirming
from kapdesk.app.envelope import EnvelopeKeeping
from kapdesk.app.handing import Handing
from kapdesk.app.handover import Handover
from kapdesk.app.house import House
from kapdesk.app.indexing import Indexing
from kapdesk.app.jumping import Jumping
from kapdesk.app.keeping import Keeping
from kapdesk.app.keyring import Keyring
from kapdesk.app.locking import Closing, Lock
from kapdesk.app.looking_after import LookingAfter
from kapdesk.app.membership import Membership
from kapdesk.app.opening import Opening
from kapdesk.app.searching import Searching
from kapdesk.domain.audit import Action
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.people import Role
from kapdesk.services import audit, drafts, recovery_trials, sessions, settings, timeline
from kapdesk.services.record import Record
from kapdesk.ui.idle import Idle
from kapdesk.ui.jobs import Jobs
from kapdesk.ui.pad_card import PadKey
from kapdesk.ui.shortcuts import OVER_DIALOGS
from kapdesk.ui.window import Window

IDLE_MINUTES = ("lock.minutes", 5)
SESSION_MINUTES = ("lock.session_minutes", 30)
_TRY_THE_SHEET = "The recovery sheet has not been tried for some time: Practice, “Try the recovery sheet”."
COVER_GRACE = 60.0  # seconds after which a covered screen is opened by the passphrase only


class Watching(QObject):
    """Keeps the open record until it is locked or left."""

    away = Signal(object)  # Handover: locked, and this process stays
    ended = Signal()  # let go, and the program may end
    rotation_asked = Signal(str, bool, object)  # passphrase, backups too, Handover: closed, and it begins

    def __init__(
        self, app: QApplication, window: Window, opening: Opening, jobs: Jobs, arguments: Sequence[str]
    ) -> None:
        """Furnish the house and begin to watch the desk."""
        super().__init__(window)
        self._window, self._opening = window, opening
        record = opening.record
        self.house = House(window, record, self)
        self._keeping = Keeping(window, self.house, opening.opened, jobs)
        confirming = Confirming(window, self.house.desk, opening.opened, jobs)
        acting = (window, self.house, opening.opened, jobs)
        self._keyring = Keyring(*acting, confirming)
        self._membership, self._envelope = Membership(*acting), EnvelopeKeeping(*acting)
        self.handing = Handing(window, self.house, opening.opened.folder, jobs)
        self._closing = Closing(window, self.house, opening.opened, jobs)
        BackingUp(window, self.house, opening.opened, jobs, self._closing)
        self._lock = Lock(record.clock, arguments, self)
        self._clipboard = ClipboardWatch(self)
        self._quitting = self._switching = False
        self._rotating, self._rewraps = "", False
        self._covered_at: float | None = None
        self._jumping = Jumping(self.house, self)
        self._searching = Searching(window, self.house)
        self._looking_after = LookingAfter(opening.opened, record, jobs, self)
        self._indexing = Indexing(record, jobs, self.house)
        self._idle = Idle(app, record.clock, _minutes(record, IDLE_MINUTES))
        self._idle.catch_over_dialogs(OVER_DIALOGS)
        # Connect Signals
        self._idle.warned.connect(self._warn)
        self._idle.resumed.connect(self._calm)
        self._idle.idle.connect(self._nobody_there)
        self._idle.jumped.connect(self._jumping.take)
        self._idle.slept.connect(self.lock)
        self._idle.pressed_over_dialog.connect(window.act)
        self._closing.closing.connect(self._clipboard.clear)
        self._closing.let_go.connect(self._let_go)
        self._keyring.rotation_asked.connect(self.rotate)
        self._lock.replaced.connect(self.ended)
        self._lock.stays.connect(self._stay)
        self._looking_after.found.connect(window.notice)
        self.house.touched.connect(self._looking_after.touched)
        self.house.settings_changed.connect(self._read_minutes)
        window.covered.connect(self._covered)
        window.return_asked.connect(self._return)

    def enter(self, handed: tuple[bytes, ...]) -> None:
        """Write what was sealed at the last lock, then go where the desk stood."""
        record, window = self._opening.record, self._window
        window.band.set_zone(record.zone)
        window.covers.set_zone(record.zone)
        window.pad = tuple(PadKey(key.key, key.label) for key in timeline.keys(record) if key.key)
        self._jumping.begin()
        recovered = drafts.take_in(self._opening.opened, record, handed)
        with contextlib.suppress(KapdeskError):  # a disk that takes nothing is told where something is typed
            audit.log(record, Action.UNLOCKED)
        self.house.enter()
        self._idle.start()
        self._looking_after.begin()
        if self._opening.new_code:
            recovery_trials.remember(record, self._opening.new_code)
            self._keeping.show_new_code(self._opening.new_code)
        for sentence in (*self._opening.opened.notices, *_reminders(record)):
            window.notice(sentence)
        if recovered.written:
            window.notice(
                f"{recovered.written} text(s) that the disk did not take at the last lock are written now."
            )
        if recovered.waiting:
            window.notice(
                f"{recovered.waiting} sealed text(s) could not be written yet. They are kept, sealed, beside "
                "the record and are tried again at the next unlock."
            )

    def lock(self) -> None:
        """Lock now: never asked, nothing lost."""
        self._idle.stop()
        self._jumping.end()
        self._looking_after.end()
        self._indexing.end()
        self._closing.begin()

    def switch(self) -> None:
        """Lock, so that somebody else signs in: their passphrase, their place, their drafts."""
        self._switching = True
        self.lock()

    def rotate(self, passphrase: str, rewraps: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Close the record, so that it gets a new key, its backups too where asked, and come back."""
        self._rotating, self._rewraps = passphrase, rewraps
        self.lock()

    def quit(self) -> None:
        """Write everything, back up, let go, end."""
        self._quitting = True
        self.lock()

    def _let_go(self, given: Handover) -> None:
        self._window.rail.show_person("", switches=False)
        if self._quitting and not given.sealed:
            self.ended.emit()
        else:
            slot = "" if self._switching else self._opening.opened.keys.slot
            given = replace(given, slot=slot, switching=self._switching)
            if self._rotating and not given.sealed:
                passphrase, self._rotating = self._rotating, ""
                self.rotation_asked.emit(passphrase, self._rewraps, given)
                self.deleteLater()
                return
            self._lock.hand_over(given)

    def _stay(self, given: Handover) -> None:
        self.away.emit(given)
        self.deleteLater()

    def _nobody_there(self) -> None:
        """Cover a room where a session goes on; lock any other, and the room too after the longer time."""
        in_session = bool(sessions.open_now(self._opening.record))
        if in_session and not self._window.covers.are_laid:
            self._window.cover()
            self._idle.set_minutes(_minutes(self._opening.record, SESSION_MINUTES))
            return
        self.lock()

    def _warn(self, seconds: int) -> None:
        self._window.band.warn(f"Locks in {seconds} s; any key stays")

    def _calm(self) -> None:
        self._window.band.warn("")

    def _covered(self) -> None:
        if self._covered_at is None:
            self._covered_at = self._opening.record.clock.monotonic()
        with contextlib.suppress(
            KapdeskError
        ):  # the clock stands already; only the time since a dose is missing
            open_now = sessions.open_now(self._opening.record)
            self._window.covers.set_doses([head.dosed_at for head in open_now if head.dosed_at is not None])

    def _return(self) -> None:
        """Come back from the cover at once within the grace; later the passphrase is asked for."""
        if self._closing.under_way:
            return
        began, self._covered_at = self._covered_at, None
        if began is not None and self._opening.record.clock.monotonic() - began > COVER_GRACE:
            self.lock()
            return
        self._read_minutes()
        self._window.uncover()

    def _read_minutes(self) -> None:
        self._idle.set_minutes(_minutes(self._opening.record, IDLE_MINUTES))


def _reminders(record: Record) -> tuple[str, ...]:
    """Return that the recovery sheet should be tried, where it should and this person can."""
    if record.rehearsal or record.author.role is not Role.OWNER:
        return ()
    due = recovery_trials.state(record).is_due(record.now())
    return (_TRY_THE_SHEET,) if due else ()


def _minutes(record: Record, setting: tuple[str, int]) -> int:
    key, default = setting
    value = settings.get(record, key)
    return int(value) if value.isdecimal() else default
