"""Types in bursts into a real note of a real record until it is killed, and says what it did.

Lines on standard output: `K count time` for a key, `W count` for a text of that many letters of which the
program said that it is written. Called with the folder of the record, the client's and the session's id.
"""

import os
import random
import sys
import time
from pathlib import Path
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout

from kapdesk.app.opening import Opening
from kapdesk.desk import Chart, Desk, Tab
from kapdesk.domain.clock import SystemClock
from kapdesk.services import notes, vault
from kapdesk.ui.note import NoteEdit

FIELD = "debrief.words"
KEY_EVERY = 8  # milliseconds
BURST, PAUSE = 25, 1.0  # keys (0.2 s), seconds


def letter(number: int) -> str:
    """Return the letter at a place of the endless text that both sides know."""
    return random.Random(number).choice("abcdefghijklmnopqrstuvwxyz ")


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class Page(Tab):
    name = "page"
    title = "Page"

    def load(self) -> None:
        self.edit = NoteEdit("words", parent=self)
        QVBoxLayout(self).addWidget(self.edit)
        text = self.desk.read(notes.text, self.chart.owner, FIELD)
        self.keep(self.chart.owner, FIELD, self.edit, text)
        self.edit.set_caret(len(text))
        self.autosave.written.connect(self._written)
        self.tick = QTimer(self)
        self.tick.timeout.connect(self._type)
        self.typed = 0
        say(f"W {len(text)}")
        self.tick.start(KEY_EVERY)

    def _type(self) -> None:
        self.typed += 1
        if self.typed % BURST == 0:
            self.tick.start(int(PAUSE * 1000))
        elif self.tick.interval() != KEY_EVERY:
            self.tick.start(KEY_EVERY)
        count = len(self.edit.text())
        QTest.keyClicks(self.edit, letter(count))
        say(f"K {count + 1} {time.monotonic()}")

    def _written(self, _at: object) -> None:
        say(f"W {len(self.edit.text())}")


def main() -> int:
    folder, client, session, passphrase = sys.argv[1:]
    app = QApplication(sys.argv[:1])
    opening = Opening.of(vault.unlock(Path(folder), passphrase, clock=SystemClock()), SystemClock())
    page = Page(Desk(opening.record), Chart(UUID(client), UUID(session)))
    page.load()
    page.show()
    page.edit.setFocus()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
