"""Bare Qt on the bare file: what a screen would cost if it were one plain widget."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from kapdesk.bench import bare, bare_widgets
from kapdesk.bench.eyes import painted

SIZE = (1280, 800)
Rows = Sequence[Sequence[Any]]


def main() -> int:
    """Answer questions from standard input until it ends."""
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    key = sys.stdin.readline().strip()
    asked = _Asked(bare.connect(Path(sys.argv[1]), bytes.fromhex(key), "PRAGMA query_only = ON"))
    for line in sys.stdin:
        said = json.loads(line)
        took = asked.keys(said["number"]) if said["make"] == "keys" else asked.screen(**said)
        sys.stdout.write(f"{took}\n")
        sys.stdout.flush()
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return 0


class _Asked:
    """What is made on asking."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._page: QPlainTextEdit | None = None

    def screen(
        self, make: str, queries: Sequence[tuple[str, list[Any]]], number: int, census: dict[str, int]
    ) -> float:
        """Read rows, make a widget of them in a bare window, paint it."""
        window = QWidget()
        window.resize(*SIZE)
        column = QVBoxLayout(window)
        ready = [(f"Name {each}", "", "01-Jan-1970", f"R-{each:05d}", "12") for each in range(number)]

        def show() -> None:
            rows: list[Rows] = [bare.rows(self._connection, query, *values) for query, values in queries]
            made = bare_widgets.several(census, _texts(rows)) if census else _made(make, rows, ready)
            column.addWidget(made)
            window.show()

        took = painted(window, show)
        window.close()
        window.deleteLater()
        return took

    def keys(self, number: int) -> float:
        """Press some keys in a page of 200 kB and return the slowest, each from the key to its paint."""
        if self._page is None:
            from kapdesk.bench.texts import LONG, text

            self._page = QPlainTextEdit()
            self._page.setPlainText(text(LONG))
            self._page.resize(*SIZE)
            self._page.show()
            QApplication.processEvents()
        return max(key_to_paint(self._page) for _ in range(number))


def key_to_paint(page: QPlainTextEdit) -> float:
    """Press a key and say after how many seconds the page was painted."""

    def act() -> None:
        press(page)

    return painted(page.viewport(), act)


def press(edit: QWidget) -> None:
    """Press a key as the keyboard does."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.sendEvent(edit, event)


def _made(make: str, rows: list[Rows], ready: Rows) -> QWidget:
    if make == "week":
        return bare_widgets.week(rows[0])
    return bare_widgets.table([row for each in rows for row in each] or ready)


def _texts(rows: list[Rows]) -> list[str]:
    return [str(row[0]) for each in rows for row in each]


if __name__ == "__main__":
    sys.exit(main())
