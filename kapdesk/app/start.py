"""From the first painted window to the last: the door, the open record, the lock, and the door again."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QApplication

from kapdesk.app import faults, raising, warm
from kapdesk.app.door import Door
from kapdesk.domain.clock import Clock, SteadyClock, SystemClock
from kapdesk.ui import theme
from kapdesk.ui.first_paint import FirstPaint
from kapdesk.ui.settings import Settings
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.app.raising import Doorbell

SMALLEST = (1024, 720)
USUAL = (1280, 800)


class Program(QObject):
    """One window of kapdesk, from start to end."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        options: argparse.Namespace,
        clock: Clock,
        settings: Settings | None = None,
    ) -> None:
        """Dress the program and make its window; the door is put up by `open`."""
        super().__init__(app)
        self._app, self._size, self._warms = app, options.size, False
        self.settings = settings or Settings(settings_file())
        theme.apply(app, theme.Theme.load(self._theme(options)), options.scale or self.settings.scale)
        steady = SteadyClock(clock)
        self.window = Window(steady, system_zone)
        self.bell: Doorbell | None = None
        self.warming = warm.Warming(self)
        self.door = Door(app, self.window, folder, options, steady, self.settings)
        # Connect Signals
        self.door.ended.connect(self._end)
        self.window.theme_chosen.connect(self.settings.choose_theme)
        self.window.scale_chosen.connect(self.settings.choose_scale)

    def open(self, *, warms: bool = False) -> None:
        """Show the window with whatever door this record has; all that it does not need comes after it.

        With `warms`, what opens the record is brought in behind the window.
        """
        self._warms = warms
        geometry = self.settings.geometry
        asked: tuple[int, int] | None = self._size
        if asked or geometry is None or not self.window.restoreGeometry(geometry):
            self.window.resize(*(asked or USUAL))
        first = FirstPaint(self.window)
        first.painted.connect(self._painted)
        self.door.put_up()
        self.window.show()
        self.window.activateWindow()

    def _painted(self) -> None:
        """Go on with what the first sight of the window did not need."""
        self.door.look_around()
        self.warming.begin((self._listen, *self.window.steps()), brings=self._warms)

    def _listen(self) -> None:
        """Hear of a second start of this record."""
        self.bell = raising.Doorbell(self.door.folder, self)
        self.bell.rung.connect(self._come_forward)

    def _theme(self, options: argparse.Namespace) -> str:
        return options.theme or self.settings.theme or theme.preferred(self._app)

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~_minimised())
        self.window.raise_()
        self.window.activateWindow()

    def _end(self) -> None:
        if self.bell is not None:
            self.bell.close()
        self.settings.keep_geometry(QByteArray(self.window.saveGeometry().data()))
        self.settings.write()
        self.window.allow_quit()
        self._app.quit()


def run(options: argparse.Namespace, folder: Path) -> int:
    """Open the window on a folder and stay until it ends; return the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("kapdesk")
    app.setQuitOnLastWindowClosed(False)
    if not options.locked and raising.ring(folder):
        return 0
    program = Program(app, folder, options, SystemClock())
    faults.watch(program.window, program.door.flush)
    if options.locked:
        from kapdesk.app import handover

        program.door.receive(handover.receive(sys.stdin))
        QTimer.singleShot(0, program, partial(handover.say_ready, sys.stdout))
    program.open(warms=True)
    return app.exec()


def settings_file() -> Path:
    """Return where the window keeps its size and look on this machine; nothing of a record is in it."""
    import platformdirs

    folder = platformdirs.user_config_path("kapdesk", appauthor=False, roaming=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "window.ini"


def system_zone() -> str:
    """Return the name of this machine's time zone, as a proposal; UTC where it has none we know."""
    from zoneinfo import ZoneInfo

    from PySide6.QtCore import QTimeZone

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        return ZoneInfo(name).key
    except (
        ValueError,
        OSError,
        LookupError,
    ):  # a name that leads nowhere in the zones that ship with kapdesk
        return "UTC"


def _minimised():
    from PySide6.QtCore import Qt

    return Qt.WindowState.WindowMinimized
