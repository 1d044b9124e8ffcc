"""Work of some minutes with nothing else to do meanwhile: how far it is, and a way to stop it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar

from kapdesk.domain.errors import KapdeskError
from kapdesk.ui import errors
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.jobs import Cancelled, Job, Jobs
from kapdesk.ui.window import Window

Done = Callable[[object], None]
Failed = Callable[[KapdeskError], None]


class LongWork(QObject):
    """Runs one piece of work under a sheet that shows how far it is; stopped, all is as it was."""

    stopped = Signal()

    def __init__(self, window: Window, jobs: Jobs, parent: QObject) -> None:
        """Stand ready."""
        super().__init__(parent)
        self._window, self._jobs = window, jobs
        self._sheet: Sheet | None = None
        self._dialog: QObject | None = None
        self._job: Job | None = None

    def run(
        self,
        title: str,
        sentence: str,
        work: Callable[[Job], object],
        done: Done,
        failed: Failed | None = None,
    ) -> None:
        """Begin; `done` gets the result, `failed` what went wrong (else it is told in a dialog)."""
        sheet = Sheet(title, sentence, act="Stop", back="Stop", parent=self._window)
        sheet.back.hide()
        bar = QProgressBar(sheet)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(f"{title}: how far it is")
        sheet.body.addWidget(bar)
        sheet.agreed.connect(self.stop)
        sheet.left.connect(self.stop)
        self._sheet = sheet
        failing = partial(self._failed, failed or self.tell)
        self._job = self._jobs.run(work, partial(self._done, done), failing, partial(_move, bar))
        sheet.ask()

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        if self._job is not None:
            self._job.cancel()

    def tell(self, error: KapdeskError) -> None:
        """Say in a dialog what went wrong."""
        dialog = errors.TroubleDialog(errors.told(error), parent=self._window)
        self._dialog = dialog
        dialog.open()

    def _done(self, done: Done, result: object) -> None:
        self._put_away()
        done(result)

    def _failed(self, failed: Failed, error: BaseException) -> None:
        self._put_away()
        if isinstance(error, Cancelled):
            self.stopped.emit()
            return
        if not isinstance(error, KapdeskError):
            raise error
        failed(error)

    def _put_away(self) -> None:
        sheet, self._sheet, self._job = self._sheet, None, None
        if sheet is not None:
            sheet.left.disconnect(self.stop)
            sheet.reject()


def _move(bar: QProgressBar, number: int, of: int) -> None:
    bar.setRange(0, of)
    bar.setValue(number)
