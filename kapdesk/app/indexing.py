"""While the record is open the index of words follows what is written: in pauses, behind the window."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from kapdesk.app.house import House
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import search_index
from kapdesk.services.record import Record
from kapdesk.ui.jobs import Cancelled, Job, Jobs

PAUSE = 4_000  # milliseconds without a write after which the index follows
SOON = 400  # after somebody left a chart: its texts are done with
CALM = 8_000  # after unlocking, before an index that is behind begins to be built


class Indexing(QObject):
    """Lets the index catch up when nobody writes; what it does not know yet is found as text meanwhile."""

    def __init__(self, record: Record, jobs: Jobs, house: House) -> None:
        """Stand ready; nothing is done before `begin`."""
        super().__init__(house)
        self._record, self._jobs = record, jobs
        self._job: Job | None = None
        self._ended = self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        # Connect Signals
        self._pause.timeout.connect(self.follow)
        house.entered.connect(partial(self._wait, CALM))
        house.touched.connect(partial(self._wait, PAUSE))
        house.chart_changed.connect(self._left)

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is done or waited for."""
        return self._job is None and not self._pause.isActive()

    def follow(self) -> None:
        """Let the index catch up now, behind the window; after that once more if something was written."""
        if self._ended:
            return
        if self._job is not None:
            self._again = True
            return
        self._job = self._jobs.run(partial(_catch_up, self._record), self._done, self._failed)

    def end(self) -> None:
        """Do nothing more: the record is being let go."""
        self._ended = True
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()

    def _wait(self, milliseconds: int) -> None:
        if not self._ended:
            self._pause.start(milliseconds)

    def _left(self, _chart: object) -> None:
        """Take in soon what was written in a chart that was left, where anything waits for the next pause."""
        if self._pause.isActive() and self._pause.interval() == PAUSE:
            self._wait(SOON)

    def _done(self, _left: object) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._wait(PAUSE)

    def _failed(self, error: BaseException) -> None:
        """Try again at the next pause; only a fault of the program is told."""
        self._job = None
        if not isinstance(error, KapdeskError | Cancelled) and not self._ended:
            raise error


def _catch_up(record: Record, job: Job) -> object:
    return search_index.catch_up(record, step=job.step)
