"""What the bars stand on: the record, opened once, its window without a screen, and who is looked at."""

import os
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from kapdesk.bench import bare, place
from kapdesk.bench.figures import CannotMeasure, Taken
from kapdesk.bench.floors import Floors
from kapdesk.store.rows import SessionRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kapdesk.app.house import House
    from kapdesk.desk import Chart
    from kapdesk.services.record import Record
    from kapdesk.services.vault import Opened
    from kapdesk.ui.window import Window

SIZE = (1280, 800)


@dataclass
class Ground:
    """One run: its folder, and whatever a bar needs of it, made when the first bar asks."""

    folder: Path
    work: Path
    known: dict[str, Taken] = field(default_factory=dict[str, Taken])
    more: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """What one bar found for another, and what stands in the file beside a bar's figures."""

    @cached_property
    def opened(self) -> "Opened":
        """Return the record, open from now on to the end."""
        return place.unlocked(self.folder)

    @cached_property
    def record(self) -> "Record":
        """Return the record in the hands of its owner, at the end of its last day."""
        return place.held(self.opened)

    @cached_property
    def raw(self) -> Any:
        """Return a bare connection to the same file."""
        return bare.connect(self.opened.store.path, self.opened.store.raw_key, *bare.AS_IN_THE_RECORD)

    @cached_property
    def app(self) -> "QApplication":
        """Return the application, dressed as the program is; its caret does not blink."""
        from PySide6.QtWidgets import QApplication

        from kapdesk.ui import theme

        running = QApplication.instance()
        app = running if isinstance(running, QApplication) else QApplication(["kapdesk"])
        app.setQuitOnLastWindowClosed(False)
        app.setCursorFlashTime(0)
        theme.apply(app, theme.Theme.load("paper"))
        return app

    @cached_property
    def window(self) -> "Window":
        """Return the window of the program, shown and dressed."""
        from kapdesk.ui.window import Window

        _ = self.app
        window = Window(self.record.clock, self.record.zone)
        window.resize(*SIZE)
        window.show()
        return window

    @cached_property
    def house(self) -> "House":
        """Return the open record on screen."""
        from kapdesk.app.house import House

        self.window.show_desk()
        house = House(self.window, self.record)
        house.enter()
        self.settle()
        return house

    @cached_property
    def floors(self) -> Floors:
        """Return a process of bare Qt that makes the floors of screens, on the same file."""
        return Floors(self.opened.store.path, self.opened.store.raw_key)

    @cached_property
    def longest(self) -> "Chart":
        """Return the client with most sessions, and the newest of them."""
        from kapdesk.desk import Chart

        with self.record.read() as db:
            most = select(SessionRow.client_id).group_by(SessionRow.client_id)
            client = db.scalar(most.order_by(func.count().desc()).limit(1))
            newest = select(SessionRow.id).where(SessionRow.client_id == client)
            session = db.scalar(newest.order_by(SessionRow.number.desc()).limit(1))
        if client is None or session is None:
            raise CannotMeasure("there is no session in the record")
        return Chart(client, session)

    @property
    def session(self) -> UUID:
        """Return the newest session of the client with most of them."""
        if self.longest.session is None:
            raise CannotMeasure("there is no session in the record")
        return self.longest.session

    def settle(self) -> None:
        """Let every event that waits do its work."""
        for _ in range(5):
            self.app.processEvents()

    def let_go(self) -> None:
        """Close the record again, for a bar that opens it itself."""
        for name in ("raw", "record", "opened"):
            held = self.__dict__.pop(name, None)
            if name != "record" and held is not None:
                held.close()

    def close(self) -> None:
        """Take the window down and let the record go."""
        if "floors" in self.__dict__:
            self.floors.close()
        if "house" in self.__dict__:
            self.house.close()
        if "window" in self.__dict__:
            self.window.allow_quit()
            self.window.close()
            self.window.deleteLater()
            self.settle()
        self.let_go()


def apart() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for one run; what a machine remembers of records and windows is kept in it too."""
    folder = tempfile.TemporaryDirectory(prefix="kapdesk-bench-")
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(Path(folder.name) / name.lower())
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return folder


def hush() -> None:
    """Keep what a platform without a screen says of itself out of the figures."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(_say)


def _say(_kind: object, _context: object, said: str) -> None:
    if "does not support" not in said:
        sys.stderr.write(f"{said}\n")
