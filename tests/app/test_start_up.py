"""Nothing heavy is brought in before it is needed, and the window is painted before the record is touched."""

import os
import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "pydantic",
    "reportlab",
    "pypdf",
    "pypdfium2",
    "zxcvbn",
    "icalendar",
    "dateutil",
    "bidi",
)
SHOW_THE_DOOR = """
import argparse, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from kapdesk.app.start import Program
from kapdesk.domain.clock import SystemClock
app = QApplication([])
options = argparse.Namespace(
    theme=None, scale=None, size=None, practice_room=False, locked=False, data_dir=None
)
program = Program(app, Path(sys.argv[1]), options, SystemClock())
program.open()
app.processEvents()
assert program.window.isVisible()
print(type(program.window.centralWidget()).__name__)
print(" ".join(sorted(sys.modules)))
os._exit(0)
"""


def test_the_door_stands_before_anything_heavy_is_brought_in(vault_folder: object, tmp_path: object) -> None:
    result = subprocess.run(
        [sys.executable, "-c", SHOW_THE_DOOR, str(vault_folder)],
        capture_output=True, text=True, check=False, env=_home(str(tmp_path)),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    modules = set(result.stdout.splitlines()[1].split())
    assert "PySide6.QtWidgets" in modules
    assert [name for name in HEAVY if name in modules] == []


def _home(folder: str) -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": folder, "HOME": folder}
