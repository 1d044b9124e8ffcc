"""How the record is asked: at once, or behind the window while much is not indexed yet and takes longer."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Desk
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import search
from kapdesk.services.record import Record
from kapdesk.services.search import Found, Sieve
from kapdesk.ui.jobs import Job, Jobs

PAGE = 50


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and whether the best is wanted first."""

    sieve: Sieve
    best_first: bool


class Asking(QObject):
    """Asks one question after the other; the thread behind the window is there once one was slow."""

    answered = Signal(object, object)  # Question, Found
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Ask the record of this desk."""
        super().__init__(parent)
        self._desk = desk
        self._jobs: Jobs | None = None
        self.is_slow = False

    def now(self, question: Question, before: int | None = None) -> Found:
        """Return what is found, after the place of the last one seen; raises KapdeskError."""
        found = _find(self._desk.record, question, before)
        self.is_slow = bool(found.waiting)
        return found

    def behind(self, question: Question) -> None:
        """Ask behind the window; nobody who types waits for it."""
        self._jobs = self._jobs or Jobs(threads=1, parent=self)
        self._jobs.run(
            partial(_work, self._desk.record, question), partial(self._came, question), self._failed
        )

    def rest(self) -> None:
        """Ask nothing more."""
        if self._jobs is not None:
            self._jobs.close()

    def _came(self, question: Question, found: Found) -> None:
        self.is_slow = bool(found.waiting)
        self.answered.emit(question, found)

    def _failed(self, error: BaseException) -> None:
        self.refused.emit(error.sentence if isinstance(error, KapdeskError) else "")


def _find(record: Record, question: Question, before: int | None = None) -> Found:
    return search.find(record, question.sieve, best_first=question.best_first, before=before, limit=PAGE)


def _work(record: Record, question: Question, _job: Job) -> Found:
    return _find(record, question)
