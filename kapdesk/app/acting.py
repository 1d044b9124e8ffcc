"""An act with the keys: asked for again by passphrase, done behind the window, told to every screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from kapdesk.app.house import House
from kapdesk.domain.change import Change
from kapdesk.domain.errors import KapdeskError
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.window import Window

Say = Callable[[str], None]
Done = Callable[[object], None]


class Acting(QObject):
    """What those who act with the open keys share."""

    def __init__(self, window: Window, house: House, opened: Opened, jobs: Jobs) -> None:
        """Hold what every such act needs."""
        super().__init__(house)
        self.window, self.house, self.opened, self._jobs = window, house, opened, jobs
        self.record = house.desk.record

    def confirmed(
        self, purpose: Purpose, words: str, work: Callable[[Confirmation], object], done: Done, say: Say
    ) -> None:
        """Ask for the passphrase, then do the work behind the window."""
        self.house.desk.confirm(purpose, words, partial(self._go_on, work, done, say))

    def run(self, work: Callable[[], object], done: Done, say: Say) -> None:
        """Do the work behind the window; a refusal is said where it belongs."""
        self._jobs.run(partial(_call, work), partial(self._done, done), partial(self._refused, say))

    def _go_on(
        self, work: Callable[[Confirmation], object], done: Done, say: Say, said: Confirmation
    ) -> None:
        self.run(partial(work, said), done, say)

    def _done(self, done: Done, result: object) -> None:
        if isinstance(result, Change):
            self.house.desk.written.emit(self.record.now())
            self.house.desk.changed.emit(result, self)
        done(result)

    def _refused(self, say: Say, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        say(error.sentence)


def _call(work: Callable[[], object], _job: Job) -> object:
    return work()
