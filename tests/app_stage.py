"""The whole program in one window, on a record of its own, with a clock that is moved by hand."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import MORNING, PASSPHRASE
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.app.house import House
from kapdesk.app.start import Program
from kapdesk.desk import Chart, Go
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SetClock
from kapdesk.domain.sessions import SessionState
from kapdesk.services import clients, sessions, settings

WAIT = 30_000


@dataclass(slots=True)
class Stage:
    """The program, and what a person does with it."""

    program: Program
    qtbot: QtBot
    clock: SetClock
    folder: Path

    @property
    def house(self) -> House:
        watching = self.program.door.open
        assert watching is not None
        return watching.house

    def is_open(self) -> bool:
        return self.program.door.open is not None

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.say(passphrase)
        self.qtbot.waitUntil(self.is_open, timeout=WAIT)

    def say(self, passphrase: str) -> None:
        field = QApplication.focusWidget() or self.program.window.focusWidget()
        assert field is not None
        QTest.keyClicks(field, passphrase)
        field.returnPressed.emit()

    def client_here(self) -> Chart:
        """Bring an invented client into the room."""
        record = self.house.desk.record
        blank = clients.blank(record)
        clients.add(record, Client(blank.id, blank.code, "Mor", "Aster"))
        session = sessions.plan(record, blank.id).item
        assert session is not None
        sessions.move(record, session, SessionState.ARRIVED)
        return Chart(blank.id, session)

    @contextmanager
    def refused_disk(self) -> Iterator[None]:
        """Keep the file in another hand, so that no write goes through; who waits for it waits briefly."""
        store = self.house.desk.record.store
        with store.bare() as held:
            held.execute("BEGIN IMMEDIATE")
            for one in store._open - {held}:
                one.execute("PRAGMA busy_timeout = 50").fetchall()
            yield
            held.execute("ROLLBACK")

    def go(self, chart: Chart, tab: str, field: str = "") -> None:
        self.house.desk.go(Go(chart=chart, tab=tab, field=field))


@pytest.fixture
def start(
    qtbot: QtBot, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Stage]]:
    """Start the program; locking stays in this process, as where no other can be started."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-other-process"))
    started: list[Stage] = []

    def begin(folder: Path = vault_folder, **options: object) -> Stage:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        clock = SetClock(MORNING, slept=0)
        names = {"theme": "ember", "scale": 100, "size": None, "practice_room": False, "locked": False}
        program = Program(app, folder, argparse.Namespace(**{**names, "data_dir": folder, **options}), clock)
        program.open()
        qtbot.waitUntil(program.window.isActiveWindow, timeout=WAIT)
        stage = Stage(program, qtbot, clock, folder)
        started.append(stage)
        return stage

    yield begin
    for stage in started:
        if stage.is_open():
            settings.put(stage.house.desk.record, "backup_folder", str(tmp_path / "backups"))
            with qtbot.waitSignal(stage.program.door.ended, timeout=WAIT):
                stage.program.window.quit_asked.emit()
        else:
            stage.program.door.shut()
        stage.program.window.allow_quit()
        stage.program.window.deleteLater()
        stage.program.deleteLater()


@pytest.fixture
def stage(start: Callable[..., Stage]) -> Stage:
    """The program, unlocked."""
    begun = start()
    begun.unlock()
    return begun
