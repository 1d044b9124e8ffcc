"""A start to be timed from outside: kapdesk itself, or a bare window, saying a word at each moment."""

import os
import runpy
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

REST = 1000  # milliseconds after the caret stands until the memory is looked at
SAID_PAINTED, SAID_CARET, SAID_REST = "painted", "caret", "rest"


def main() -> int:
    """Start what the first argument names, on the folder or file of the second."""
    kinds: dict[str, Callable[[str, Path], int]] = {
        "window": partial(_kapdesk, to_caret=False), "caret": partial(_kapdesk, to_caret=True),
        "bare-window": _bare_window, "bare-caret": _bare_caret,
    }  # fmt: skip
    return kinds[sys.argv[1]](sys.stdin.readline().rstrip("\n"), Path(sys.argv[2]))


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _leave() -> None:
    """End at once: what is measured has been said, and taking down is no part of it."""
    os._exit(0)


def _kapdesk(passphrase: str, folder: Path, *, to_caret: bool) -> int:
    """Run the program as its command line does, and watch its window."""
    from kapdesk.app import start

    watched: Any = start

    class Watched(start.Program):
        """The program, looked at."""

        def open(self, *said: Any, **more: Any) -> None:
            from kapdesk.bench.eyes import once_painted

            self.eyes = once_painted(self.window, partial(_painted, self, passphrase, to_caret=to_caret))
            super().open(*said, **more)

    watched.Program = Watched
    sys.argv = ["kapdesk", "--data-dir", str(folder)]
    runpy.run_module("kapdesk", run_name="__main__")
    return 0


def _painted(program: Any, passphrase: str, *, to_caret: bool) -> None:
    _say(SAID_PAINTED)
    if not to_caret:
        _leave()
    from PySide6.QtWidgets import QApplication

    app: Any = QApplication.instance()
    app.focusChanged.connect(partial(_focused, program))
    entry = program.door.entry()
    entry.field.setText(passphrase)
    entry.field.returnPressed.emit()


def _focused(program: Any, _before: object, now: Any) -> None:
    """Notice that the caret stands in a text of the open record."""
    from kapdesk.ui.text_page import TextPage

    if isinstance(now, TextPage) and program.door.open is not None and not hasattr(program, "caret_eyes"):
        from kapdesk.bench.eyes import once_painted

        program.caret_eyes = once_painted(now.viewport(), partial(_caret_stands, program))


def _caret_stands(program: Any) -> None:
    from PySide6.QtCore import QTimer

    _say(SAID_CARET)
    QTimer.singleShot(REST, partial(_at_rest, program))


def _at_rest(program: Any) -> None:
    """Say how much memory is in use, then let the record go as at its ordinary end."""
    from kapdesk.bench.machine import pss

    _say(f"{SAID_REST} {pss()}")
    watching = program.door.open
    watching.house.flush()
    watching._opening.opened.close()  # noqa: SLF001 - the ordinary end makes a backup first, which is timed elsewhere
    _leave()


def _bare_window(_said: str, _path: Path) -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    from kapdesk.bench.eyes import once_painted

    app = QApplication(sys.argv[:1])
    window: Any = QMainWindow()
    window.resize(1280, 800)
    window.eyes = once_painted(window, _bare_painted)  # held, or it would look at nothing
    window.show()
    return app.exec()


def _bare_painted() -> None:
    from kapdesk.bench.machine import pss

    _say(SAID_PAINTED)
    _say(f"{SAID_REST} {pss()}")
    _leave()


def _bare_caret(said: str, path: Path) -> int:
    """Paint a bare window, derive a key, open the file with its raw key, read one text, put the caret in."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    from kapdesk.bench.eyes import once_painted

    app = QApplication(sys.argv[:1])
    window: Any = QMainWindow()
    edit = QPlainTextEdit()
    window.resize(1280, 800)
    window.setCentralWidget(edit)
    window.eyes = once_painted(edit.viewport(), partial(_bare_open, edit, said, path))
    window.show()
    return app.exec()


def _bare_open(edit: Any, said: str, path: Path) -> None:
    _say(SAID_PAINTED)
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    from kapdesk.bench import bare
    from kapdesk.bench.eyes import once_painted

    Argon2id(salt=bytes(16), length=32, iterations=3, lanes=4, memory_cost=64 * 1024).derive(
        b"any passphrase"
    )
    connection = bare.connect(path, bytes.fromhex(said))
    text = bare.rows(connection, "SELECT text FROM note LIMIT 1")[0][0]
    edit.setPlainText(text)
    edit.setFocus()
    edit.eyes = once_painted(edit.viewport(), _bare_stands)
    edit.viewport().update()


def _bare_stands() -> None:
    _say(SAID_CARET)
    _leave()


if __name__ == "__main__":
    sys.exit(main())
