"""Writing: a key to the durable commit, and a key to the paint while a long text is being saved."""

from functools import partial
from time import perf_counter
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kapdesk.bench import bare
from kapdesk.bench.eyes import painted
from kapdesk.bench.figures import About, CannotMeasure, Taken, alternate
from kapdesk.bench.floor_child import press
from kapdesk.bench.ground import Ground
from kapdesk.bench.starts import FIELD
from kapdesk.bench.texts import LONG, SHORT, text
from kapdesk.desk import Go, Tab
from kapdesk.services import notes
from kapdesk.services.notes import Owner

COMMIT = About(
    "keystroke-to-commit", "a key in a note of 2 kB until note and version are on the disk",
    "bare sqlcipher3, WAL and FULL: one row changed, one added, committed", 2.5,
)  # fmt: skip
PAINT = About(
    "key-to-paint-autosave", "slowest of 10 keys to its paint in a note of 200 kB while it is being saved",
    "slowest of 10 keys in a bare QPlainTextEdit of the same text, nothing being saved", 1.5,
)  # fmt: skip
KEYS = 10
_AT = "2026-06-01 18:00:00.000000"
_SHAPE = (
    """CREATE TABLE note (id CHAR(32) PRIMARY KEY, client_id CHAR(32), session_id CHAR(32),
    field VARCHAR(80), text TEXT, indexed BOOLEAN, written_at DATETIME, author_id CHAR(32),
    row_version INTEGER)""",
    "CREATE INDEX of_client ON note (client_id)",
    "CREATE UNIQUE INDEX of_field ON note (session_id, field)",
    """CREATE TABLE revision (id CHAR(32) PRIMARY KEY, of_id CHAR(32), session_id CHAR(32), text TEXT,
    written_at DATETIME, author_id CHAR(32), seq INTEGER)""",
    "CREATE INDEX of_note ON revision (of_id)",
    "CREATE INDEX of_session ON revision (session_id)",
)


def commit(ground: Ground) -> Taken:
    """Type a key and let the note write itself, in turn with a bare commit of as much."""
    edit, tab = _note(ground, SHORT)
    floor = _BareNote(ground, text(SHORT))

    def ours() -> float:
        began = perf_counter()
        press(edit)
        if not tab.autosave.flush():
            raise CannotMeasure("the note was not written")
        return perf_counter() - began

    try:
        return alternate(ours, floor.write, most=200, least=40, seconds=5)
    finally:
        floor.close()


def paint(ground: Ground) -> Taken:
    """Type into a long note that is being saved, in turn with a bare editor."""
    edit, tab = _note(ground, LONG)

    def ours() -> float:
        return max(
            painted(edit.viewport(), partial(_typed, edit, tab, saves=each == 0)) for each in range(KEYS)
        )

    return alternate(ours, partial(ground.floors.take, "keys", number=KEYS), most=20, least=5, seconds=8)


def _typed(edit: QWidget, tab: Tab, *, saves: bool) -> None:
    """Press a key; the one that falls on the saving waits for it, as it does at the keyboard."""
    if saves:
        tab.autosave.flush()
    press(edit)


def _note(ground: Ground, length: int) -> tuple[QPlainTextEdit, Tab]:
    """Show a note of this length in the debrief of the newest session."""
    chart = ground.longest
    notes.write(ground.record, Owner(chart.client, session=chart.session), FIELD, text(length))
    house = ground.house
    house.close_chart()
    house.go(Go(chart=chart, tab="debrief"))
    ground.settle()
    edit = house.tabs["debrief"].notes[FIELD]
    edit.setFocus()
    press(edit)
    house.tabs["debrief"].autosave.flush()
    return edit, house.tabs["debrief"]


class _BareNote:
    """A file of its own with two tables like those of the record, written to by the driver alone."""

    def __init__(self, ground: Ground, words: str) -> None:
        self._connection: Any = bare.connect(
            ground.work / "floor.db", bytes(range(48)), *bare.AS_IN_THE_RECORD
        )
        for statement in _SHAPE:
            self._connection.execute(statement)
        self._note, self._words, self._seq = uuid4().hex, words, 0
        first = (self._note, self._note, self._note, FIELD, words, 0, _AT, self._note, 1)
        self._connection.execute("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", first)

    def write(self) -> float:
        """Change the note and add its version in one durable transaction."""
        self._seq += 1
        words = self._words + "a" * self._seq
        version = (uuid4().hex, self._note, self._note, words, _AT, self._note, self._seq)
        began = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(
            "UPDATE note SET text = ?, written_at = ?, row_version = ? WHERE id = ?",
            (words, _AT, self._seq, self._note),
        )
        self._connection.execute("INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?)", version)
        self._connection.execute("COMMIT")
        return perf_counter() - began

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
