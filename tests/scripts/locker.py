"""Opens a record in the whole program, shows a text of it, and locks when it is told to.

It says OPEN, and `LOCKED pid` with the process that took its place. Called with the folder, the client's and
the session's id; the passphrase is the first line of standard input, and any second line means: lock.
"""

import argparse
import os
import sys
import threading
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kapdesk.app.handover import Successor
from kapdesk.app.start import Program
from kapdesk.desk import Chart, Go
from kapdesk.domain.clock import SystemClock
from kapdesk.store.hardening import harden


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class Told(QObject):
    """Carries the second line to the thread of the window."""

    to_lock = Signal()


def until(app: QApplication, there: partial[bool]) -> None:
    while not there():
        app.processEvents()


def is_open(program: Program) -> bool:
    return program.door.open is not None


def locked(successor: Successor) -> None:
    assert successor.process is not None
    say(f"LOCKED {successor.process.pid}")


def main() -> int:
    harden()
    folder, chart = Path(sys.argv[1]), Chart(UUID(sys.argv[2]), UUID(sys.argv[3]))
    app = QApplication(sys.argv[:1])
    names = {"theme": "ember", "scale": 100, "size": None, "practice_room": False, "locked": False}
    program = Program(app, folder, argparse.Namespace(**names, data_dir=folder), SystemClock())
    program.open()
    entry = program.door.entry()
    assert entry is not None
    QTest.keyClicks(entry.field, sys.stdin.readline().strip())
    entry.field.returnPressed.emit()
    until(app, partial(is_open, program))
    watching = program.door.open
    assert watching is not None
    watching.house.desk.go(Go(chart=chart, tab="debrief"))
    watching._lock.replaced.connect(partial(locked, watching._lock._successor))
    app.processEvents()
    told = Told()
    told.to_lock.connect(program.window.lock_asked)
    threading.Thread(target=_listen, args=(told,), daemon=True).start()
    say("OPEN")
    return app.exec()


def _listen(told: Told) -> None:
    sys.stdin.readline()
    told.to_lock.emit()


if __name__ == "__main__":
    sys.exit(main())
