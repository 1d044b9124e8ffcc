"""What is offered at the door when the record cannot be opened: a backup, or what can be read of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kapdesk.domain.clock import SteadyClock
from kapdesk.domain.errors import RecordDamaged
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.app.restoring import Restoring
    from kapdesk.app.salvaging import Salvaging
    from kapdesk.ui.jobs import Jobs


class WaysOut(QObject):
    """Brings a backup back, or saves what can be read; what was begun is gone on with the next time."""

    stands_again = Signal(str)  # a record stands in its place again; the sentence says what came of it

    def __init__(self, window: Window, folder: Path, clock: SteadyClock, jobs: "Callable[[], Jobs]") -> None:
        """Stand ready before a folder."""
        super().__init__(window)
        self._window, self._folder, self._clock, self._jobs = window, folder, clock, jobs
        self._restoring: Restoring | None = None
        self._salvaging: Salvaging | None = None

    def ask_backup(self) -> None:
        """Ask which backup is brought back."""
        from kapdesk.app.restoring import Restoring

        if self._restoring is None:
            self._restoring = Restoring(self._window, self._folder, self._clock, self._jobs())
            self._restoring.restored.connect(self._brought_back)
        self._restoring.ask()

    def offer(self, error: RecordDamaged) -> None:
        """Offer what can be done about a damaged record."""
        from kapdesk.app.salvaging import Salvaging

        if self._salvaging is None:
            self._salvaging = Salvaging(self._window, self._folder, self._clock, self._jobs())
            self._salvaging.restore_asked.connect(self.ask_backup)
            self._salvaging.placed.connect(self.stands_again)
        self._salvaging.offer(error)

    def _brought_back(self) -> None:
        self.stands_again.emit("The backup stands in its place. What it replaced is kept beside it.")
