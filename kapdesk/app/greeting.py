"""What the door asks besides a passphrase: a sign-in name where several come, two custody sheets in need."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from kapdesk.domain.errors import KapdeskError
from kapdesk.ui.unlock import Locked, Unlock
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.app.two_sheets import TwoSheets
    from kapdesk.services.vault import AtTheDoor
    from kapdesk.ui.jobs import Job, Jobs


class Greeting(QObject):
    """Looks into the key file behind the window, and asks for what it makes needed."""

    sheets_given = Signal(object, object)  # the two lists of words; who comes: a NewOwner

    def __init__(self, window: Window, folder: Path, jobs: Callable[[], "Jobs"]) -> None:
        """Stand ready before a folder; `jobs` makes the threads that look, once there is one to look for."""
        super().__init__(window)
        self._window, self._folder, self._jobs = window, folder, jobs
        self._sheet: TwoSheets | None = None
        self._waiting: list[tuple[Unlock | Locked, bool]] = []
        self._has_begun = False

    def begin(self) -> None:
        """The window is painted: look for the pages that were put up before, and from now on at once."""
        self._has_begun = True
        waiting, self._waiting = self._waiting, []
        for page, switching in waiting:
            self._look_for(page, switching)

    def greet(self, page: Unlock | Locked, *, switching: bool = False) -> None:
        """Ask on this page for a sign-in name where several people come; after a switch that comes first."""
        if isinstance(page, Unlock):
            page.sheets_asked.connect(self.ask_sheets)
        if self._has_begun:
            self._look_for(page, switching)
        else:
            self._waiting.append((page, switching))

    def _look_for(self, page: Unlock | Locked, switching: bool) -> None:  # noqa: FBT001 - handed on as it came
        work = partial(_look, self._folder)
        self._jobs().run(work, partial(self._known, page, switching), self._not_known)

    def ask_sheets(self) -> None:
        """Ask for the words of two custody sheets; what was typed stays for the next time."""
        from kapdesk.app.two_sheets import TwoSheets

        if self._sheet is None:
            self._sheet = TwoSheets(self._window)
            self._sheet.agreed.connect(self._give)
        self._sheet.ask()

    def _known(self, page: Unlock | Locked, switching: bool, seen: "AtTheDoor") -> None:  # noqa: FBT001 - bound by partial
        if not isValid(page):
            return
        if isinstance(page, Unlock):
            page.sheets.setVisible(seen.envelope)
            page.passphrase.ask_name(wish=seen.several)
        else:
            page.entry.ask_name(wish=seen.several)
        if switching and page.entry.name is not None and not page.entry.field.text():
            page.entry.name.setFocus()

    def _not_known(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error  # what is wrong with the key file is said when somebody tries to come in

    def _give(self) -> None:
        if self._sheet is not None:
            self.sheets_given.emit(*self._sheet.given())


def _look(folder: Path, _job: "Job") -> "AtTheDoor":
    from kapdesk.services import vault

    return vault.at_the_door(folder)
