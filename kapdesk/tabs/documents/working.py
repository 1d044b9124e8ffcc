"""A page is made, and written to a file, behind the window; how far it is stands over where it will be."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Desk, Tab
from kapdesk.services import documents, saving
from kapdesk.services.documents import Paper, Printed
from kapdesk.tabs.documents.panels import PreviewCard
from kapdesk.tabs.documents.signing_moving import told
from kapdesk.ui.controls import Sign
from kapdesk.ui.jobs import Job, Jobs


class PageWork(QObject):
    """Makes one page at a time; the one that is asked for ends the one before."""

    asked = Signal(str)  # the key of a page that was put off
    made = Signal(str, object)  # the page's key, Printed
    failed = Signal(str, object)  # the page's key, what went wrong or Cancelled
    saved = Signal(object, object, str)  # Printed, the file, whether it is closed in words

    def __init__(self, tab: Tab, shown: PreviewCard) -> None:
        """Stand ready to make the pages of the chart of a tab."""
        super().__init__(tab)
        self._desk: Desk = tab.desk
        self._chart, self._shown, self._progress = tab.chart, shown, shown.progress
        self._jobs = Jobs(threads=1, parent=self)
        self._job: Job | None = None
        self.saving, self._next = False, ""
        self._turn = 0  # counts the pages that were asked for; what became of an earlier one is of no matter
        # Connect Signals
        shown.progress.stopped.connect(self.stop)

    def make(self, key: str, paper: Paper) -> None:
        """Make a page; one that takes many steps shows how far it is."""
        self.stop()
        self._turn += 1
        self._progress.end()
        chart, record = self._chart, self._desk.record
        work = partial(_page, partial(documents.make, record, key, chart.client, chart.session, paper=paper))
        done, failed = partial(self._made, key, self._turn), partial(self._failed, key, self._turn)
        self._job = self._jobs.run(work, done, failed, self._moved)

    def save(self, made: Printed, password: str, target: Path) -> None:
        """Write a page to a file, closed with a password or, where it is empty, open."""
        self.saving = True
        work = partial(_saved, made, password, target)
        self._jobs.run(work, partial(self._saved, made, password), self._not_saved)

    def puts_off(self, key: str) -> bool:
        """Say whether a page has to wait because another one is being saved; it is asked for then."""
        self._next = key if self.saving else ""
        return self.saving

    def stop(self) -> None:
        """Ask the page that is being made to end."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Let everything that is under way go."""
        self._jobs.close()

    def _moved(self, number: int, of: int) -> None:
        if of > 1:  # a short page is there before a bar could be seen
            if self._progress.isHidden():
                self._progress.begin()
            self._progress.move_to(number, of)

    def _made(self, key: str, turn: int, made: Printed) -> None:
        if turn == self._turn:
            self._progress.end()
            self.made.emit(key, made)

    def _failed(self, key: str, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self._progress.end()
            self.failed.emit(key, error)

    def _saved(self, made: Printed, password: str, target: Path) -> None:
        closed = "closed with its password" if password else "open, without a password"
        self.saving = False
        self.saved.emit(made, target, closed)
        self._go_on()

    def _not_saved(self, error: BaseException) -> None:
        self.saving = False
        self._shown.say(told(error, "The page could not be saved"), Sign.MISSING)
        self._go_on()

    def _go_on(self) -> None:
        if self._next:
            self.asked.emit(self._next)


def _page(make: "partial[Printed]", job: Job) -> Printed:
    return make(step=job.step)


def _saved(made: Printed, password: str, target: Path, _job: Job) -> Path:
    return saving.save(made.pdf, target, password=password, in_clear=not password, replace=True)
