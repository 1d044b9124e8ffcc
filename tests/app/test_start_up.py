"""The window is painted before anything else is brought in; a passphrase typed at once opens the record."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import PASSPHRASE, Template

HEAVY = (
    "sqlalchemy", "alembic", "sqlcipher3", "pydantic", "reportlab", "pypdf", "pypdfium2", "zxcvbn",
    "icalendar", "dateutil", "bidi", "cryptography", "argon2", "platformdirs", "tzdata", "hunspell",
    "concurrent.futures", "asyncio", "email", "ssl", "sqlite3", "json", "subprocess",
    "PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtSvg", "PySide6.QtTest",
)  # fmt: skip
NEEDED = {
    "kapdesk": "the package",
    "kapdesk.app": "the package",
    "kapdesk.app.door": "which page stands first",
    "kapdesk.app.faults": "a fault of the first moment is told too",
    "kapdesk.app.greeting": "holds what is asked besides, once the window is seen",
    "kapdesk.app.raising": "a second start shows no second window",
    "kapdesk.app.renewing": "named by the door, a few lines",
    "kapdesk.app.start": "puts the first pieces together",
    "kapdesk.app.warm": "waits for the window to be seen",
    "kapdesk.app.ways_in": "named by the door, a few lines",
    "kapdesk.app.ways_out": "named by the door, a few lines",
    "kapdesk.domain": "the package",
    "kapdesk.domain.clock": "the locked window shows the time",
    "kapdesk.domain.errors": "the sentences of what is refused",
    "kapdesk.domain.resources": "where the look is read from",
    "kapdesk.ui": "the package",
    "kapdesk.ui.first_paint": "notices that the window is seen",
    "kapdesk.ui.front": "the window",
    "kapdesk.ui.secret": "where the passphrase is typed",
    "kapdesk.ui.settings": "where the window stood last",
    "kapdesk.ui.theme": "how it looks",
    "kapdesk.ui.unlock": "the page that is seen",
    "kapdesk.ui.window": "the window",
}
SHOW_THE_DOOR = """
import argparse, os, sys, threading
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kapdesk.app.start import Program
from kapdesk.domain.clock import SystemClock
from kapdesk.ui.settings import Settings

class Watched(Program):
    left = list(sys.argv[2])
    painted = warm = False

    def _painted(self):
        assert self.window.isVisible()
        print(" ".join(sorted(sys.modules)))
        print(" ".join(thread.name for thread in threading.enumerate()))
        self.warming.ended.connect(self._ended)
        super()._painted()
        self.field = self.door.entry().field
        QTimer.singleShot(0, self._type)

    def _type(self):
        from PySide6.QtTest import QTest
        if self.left:
            QTest.keyClicks(QApplication.focusWidget(), self.left.pop(0))
            QTimer.singleShot(0, self._type)
            return
        print(self.field.text())
        print("warm" if self.warm else "not warm yet")
        self.door.entry().go.click()
        QTimer.singleShot(0, self._open)

    def _ended(self):
        self.warm = True

    def _open(self):
        watching = self.door.open
        if watching is None or not watching.house.places:
            QTimer.singleShot(1, self._open)
            return
        print("open", self.window.at_desk)
        sys.stdout.flush()
        os._exit(0)

app = QApplication([])
options = argparse.Namespace(
    theme="paper", scale=None, size=None, practice_room=False, locked=False, data_dir=None
)
program = Watched(app, Path(sys.argv[1]), options, SystemClock(), Settings(Path(sys.argv[3])))
program.open(warms=True)
app.exec()
"""


@pytest.fixture(scope="module")
def said(template: Template, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a start of the program said of itself: when it was painted, while one typed, when it opened."""
    folder = tmp_path_factory.mktemp("started")
    shutil.copytree(template.folder, folder / "record")
    result = subprocess.run(
        [sys.executable, "-c", SHOW_THE_DOOR, str(folder / "record"), PASSPHRASE, str(folder / "window.ini")],
        capture_output=True, text=True, check=False, timeout=120, env=_home(str(folder)),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_the_window_is_painted_before_anything_heavy_is_brought_in(said: list[str]) -> None:
    modules = set(said[0].split())
    assert "PySide6.QtWidgets" in modules
    assert [name for name in HEAVY if name in modules] == []


def test_of_kapdesk_itself_only_what_the_door_needs_is_there(said: list[str]) -> None:
    assert {name for name in said[0].split() if name.split(".")[0] == "kapdesk"} == set(NEEDED)


def test_nothing_works_behind_the_window_before_it_is_painted(said: list[str]) -> None:
    assert said[1] == "MainThread"


def test_a_passphrase_typed_while_parts_are_brought_in_loses_no_key_and_opens(said: list[str]) -> None:
    assert said[2] == PASSPHRASE
    assert said[3:] == ["not warm yet", "open True"]


def _home(folder: str) -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": folder, "HOME": folder}
