"""While the record is open it is looked after: room in reserve, how far it is, and whether it is whole."""

import contextlib
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from kapdesk.domain.errors import KapdeskError
from kapdesk.services import anchors, audit, search_index, settings
from kapdesk.services.opening import Opened
from kapdesk.services.record import Record
from kapdesk.store import ballast
from kapdesk.store.check import Report
from kapdesk.ui.jobs import Job, Jobs

CHECKED, PROBLEM = "check.last_whole", "check.problem"
EVERY = timedelta(days=7)
_REMEMBER = 15_000  # milliseconds between two notes of how far the record is
_ROOM = 600_000  # between two looks whether the reserve stands
_CALM = 120_000  # after unlocking, before a whole check begins: the first minutes belong to the person
DAMAGED = (
    "A check found damage in the record. Everything that is shown was read whole, and writing goes on. "
    "Restore the newest good backup as soon as nobody is in the room; if none is good, kapdesk salvage "
    "saves what can be read."
)


class LookingAfter(QObject):
    """Does in the background what keeps a record safe, and says so only where something is wrong."""

    found = Signal(str)  # a sentence: the check found damage

    def __init__(self, opened: Opened, record: Record, jobs: Jobs, parent: QObject | None = None) -> None:
        """Stand ready; nothing is done before `begin`."""
        super().__init__(parent)
        self._opened, self._record, self._jobs = opened, record, jobs
        self._changed = False
        self._ended = False
        self._remember, self._room, self._calm = QTimer(self), QTimer(self), QTimer(self)
        self._calm.setSingleShot(True)
        for timer, after in ((self._remember, _REMEMBER), (self._room, _ROOM), (self._calm, _CALM)):
            timer.setInterval(after)
        # Connect Signals
        self._remember.timeout.connect(self.remember)
        self._room.timeout.connect(self.keep_room)
        self._calm.timeout.connect(self.check_if_due)

    def begin(self) -> None:
        """Keep room in reserve, and check at once what was too large to be checked at the door."""
        if self._record.rehearsal:
            return
        for timer in (self._remember, self._room, self._calm):
            timer.start()
        self.keep_room()
        if not self._opened.structure_checked:
            self._check(quick=True)

    def end(self) -> None:
        """Do nothing more: the record is being let go."""
        self._ended = True
        for timer in (self._remember, self._room, self._calm):
            timer.stop()

    def touched(self) -> None:
        """Note that something in the record is different."""
        self._changed = True

    def remember(self) -> None:
        """Let this computer remember how far the record is, where it went on."""
        if self._changed:
            self._changed = False
            self._opened.remember()

    def keep_room(self) -> None:
        """Make the reserve for a full disk again where there is room for it."""
        if not ballast.stands(self._opened.folder):
            self._jobs.run(partial(_keep_room, self._opened), _ignore, _ignore)

    def check_if_due(self) -> None:
        """Check every page and every reference, once a week."""
        said = settings.get(self._record, CHECKED)
        if not said or self._record.now() - datetime.fromisoformat(said) >= EVERY:
            self._check(quick=False)

    def _check(self, *, quick: bool) -> None:
        self._jobs.run(
            partial(_verify, self._opened, self._record, quick),
            partial(self._checked, quick),
            self._not_checked,
        )

    def _checked(self, quick: bool, report: object) -> None:  # noqa: FBT001 - bound by partial
        if isinstance(report, str) and not self._ended:
            self.found.emit(report)
        if self._ended or not isinstance(report, Report):
            return
        with contextlib.suppress(KapdeskError):  # it is checked again; what is damaged is said below
            if report.whole and not quick:
                settings.put_several(self._record, {CHECKED: self._record.now().isoformat(), PROBLEM: ""})
            elif not report.whole:
                settings.put(self._record, PROBLEM, self._record.now().isoformat())
        if not report.whole:
            self.found.emit(DAMAGED)

    def _not_checked(self, error: BaseException) -> None:
        """Check again another time; only a fault of the program is told."""
        if not isinstance(error, KapdeskError) and not self._ended:
            raise error


def _verify(opened: Opened, record: Record, quick: bool, _job: Job) -> object:  # noqa: FBT001 - bound by partial
    report = opened.store.verify(quick=quick)
    if report.whole and not report.index_whole:
        search_index.make_anew(record)  # it is built again behind the window; until then texts are read
    if quick or not report.whole:
        return report
    trail = audit.verify(opened.store)
    return report if trail.whole else anchors.sentence(trail)


def _keep_room(opened: Opened, _job: Job) -> object:
    return ballast.keep(opened.folder)


def _ignore(_result: object) -> None:
    """Go on: whether the reserve stands is looked at again later."""
