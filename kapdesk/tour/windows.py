"""The windows of the tour: opened on a folder, looked at from top to bottom, closed in the ordinary way."""

import argparse
import copy
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kapdesk.app.start import Program
from kapdesk.domain.clock import Clock
from kapdesk.tour.album import Album, open_dialogs
from kapdesk.tour.scrolling import positions
from kapdesk.tour.waiting import settle, until
from kapdesk.ui.settings import Settings


class Windows:
    """One program at a time, with its own settings and a clock that stands still."""

    def __init__(
        self, app: QApplication, options: argparse.Namespace, album: Album, clock: Clock, folder: Path
    ) -> None:
        """Stand ready; `folder` keeps the settings of the window, so that nobody's own are touched."""
        self._app, self._options, self._album, self._clock = app, options, album, clock
        self._settings = folder / "window.ini"
        self._program: Program | None = None

    def open(self, folder: Path, *, practice: bool) -> Program:
        """Open the window on a folder and let it come to rest."""
        program = self.stand(folder, practice=practice)
        program.open()
        settle()
        return program

    def stand(self, folder: Path, *, practice: bool) -> Program:
        """Make a program that has not opened its window yet."""
        options = copy.copy(self._options)
        options.practice_room, options.data_dir = practice, folder
        options.theme = options.theme or "paper"
        self._program = Program(self._app, folder, options, self._clock, Settings(self._settings))
        return self._program

    def close(self, program: Program) -> None:
        """Ask the window to quit, as a person does, and wait until the record is let go."""
        ended: list[bool] = []
        program.door.ended.connect(partial(ended.append, True))  # noqa: FBT003 - the list only counts
        program.window.quit_asked.emit()
        until(partial(bool, ended), "the end of the program")
        program.window.deleteLater()
        program.deleteLater()
        self._program = None
        settle()

    def take(self, name: str, what: str) -> None:
        """Keep a picture of the window that stands open."""
        if self._program is not None:
            self._album.picture(self._program.window, name, what)

    def take_all(self, name: str, what: str) -> None:
        """Keep pictures of a page from top to bottom."""
        if self._program is None:
            return
        settle()
        for number, move in enumerate(positions(self._program.window), start=1):
            move()
            further = number > 1
            self.take(f"{name}-{number}" if further else name, f"{what}, further down" if further else what)

    def dismiss(self) -> None:
        """Put away every dialog."""
        for dialog in open_dialogs():
            dialog.reject()
        settle()
