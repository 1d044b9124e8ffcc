"""What the room needs is brought in before a client is there, and nothing heavy with it."""

import subprocess
import sys

LOOK = """
import sys
from kapdesk.app import warm
warm.begin().join()
tabs = [f"kapdesk.tabs.{name}.tab" for name in ("dosing", "debrief", "embodiment")]
heavy = ("reportlab", "alembic", "pypdf", "icalendar", "PySide6.QtPrintSupport")
print([name for name in tabs if name not in sys.modules], [name for name in heavy if name in sys.modules])
from kapdesk.app import opening
print(opening.shipped() is opening.shipped(), bool(opening._shipped))
"""


def test_the_tabs_of_the_room_and_its_texts_are_there_before_the_first_is_opened() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[] []", "True True"]
