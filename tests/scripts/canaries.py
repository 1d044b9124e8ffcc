"""Opens a record in the real window, types sentences that nothing may leak, and waits to be killed or quit.

Called with the folder of the record, its passphrase, and `stay` or `quit`. Says `typed` on standard output
when every sentence is written and a document was shown.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kapdesk.app import faults
from kapdesk.app.start import Program
from kapdesk.desk import Chart, Go
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import SystemClock
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.timeline import Voice
from kapdesk.services import clients, sessions, settings, timeline

FAMILY, GIVEN = "Zwergpinscher", "Quillonia"
SENTENCE = "marmalade trombone under the velvet staircase"
SPOKEN = "my grandmother hummed through the copper keyhole"
CANARIES = (
    FAMILY,
    GIVEN,
    SENTENCE,
    SPOKEN,
    "velvet staircase",
    "copper keyhole",
    "quiet harbour lantern field",
)


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


class Visit:
    """One visit to the record, led by single shots so that the window lives as it always does."""

    def __init__(self, program: Program, passphrase: str, end: str) -> None:
        self.program, self.passphrase, self.end = program, passphrase, end
        QTimer.singleShot(0, self.unlock)

    def unlock(self) -> None:
        field = self.program.window.focusWidget()
        assert field is not None
        QTest.keyClicks(field, self.passphrase)
        field.returnPressed.emit()
        self.wait()

    def wait(self) -> None:
        if self.program.door.open is None:
            QTimer.singleShot(20, self.wait)
        else:
            QTimer.singleShot(0, self.write)

    def write(self) -> None:
        watching = self.program.door.open
        assert watching is not None
        desk = watching.house.desk
        record = desk.record
        settings.put(record, "backup_folder", str(self.program.door.folder / "backups"))
        found = clients.find(record, FAMILY)
        if found:
            chart = Chart(found[0].id, sessions.of_client(record, found[0].id)[0].id)
        else:
            blank = clients.blank(record)
            clients.add(record, Client(blank.id, blank.code, FAMILY, GIVEN))
            session = sessions.plan(record, blank.id, planned_for=datetime.now(UTC)).item
            assert session is not None
            sessions.move(record, session, SessionState.ARRIVED)
            chart = Chart(blank.id, session)
        assert chart.session is not None
        timeline.write(record, chart.session, Voice.CLIENT, SPOKEN)
        desk.go(Go(chart=chart, tab="debrief", field="debrief.words"))
        note = watching.house.tabs["debrief"].notes["debrief.words"]
        note.setFocus()
        QTest.keyClicks(note, SENTENCE)
        assert watching.house.flush()
        desk.go(Go(chart=chart, tab="documents", field="summary"))
        self.shown()

    def shown(self) -> None:
        watching = self.program.door.open
        assert watching is not None
        if self.program.door.busy():
            QTimer.singleShot(20, self.shown)
            return
        say("typed")
        if self.end == "quit":
            watching.quit()


def main() -> int:
    folder, passphrase, end = sys.argv[1:]
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    names = {
        "theme": None,
        "scale": None,
        "size": None,
        "practice_room": False,
        "locked": False,
        "data_dir": folder,
    }
    program = Program(app, Path(folder), argparse.Namespace(**names), SystemClock())
    faults.watch(program.window, program.door.flush)
    program.open()
    visit = Visit(program, passphrase, end)
    code = app.exec()
    del visit
    return code


if __name__ == "__main__":
    sys.exit(main())
