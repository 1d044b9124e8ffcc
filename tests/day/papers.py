"""The papers of the day: looked at in Documents, read back from the bytes that are shown."""

import io
import re
from functools import partial

from app_stage import Stage
from pypdf import PdfReader
from PySide6.QtCore import Qt

from kapdesk.tabs.documents.tab import DocumentsTab
from tests.day.person import Person, name_of


def look_at(stage: Stage, person: Person, title: str) -> bytes:
    """Open Documents, press the preview of one page and return the bytes that are shown."""
    person.key(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    tab = stage.house.tabs["documents"]
    assert isinstance(tab, DocumentsTab)
    person.press(f"Preview: {title}")
    person.until(partial(_has_come, tab))
    assert tab._made is not None, person.words()
    return tab._made.pdf


def _has_come(tab: DocumentsTab) -> bool:
    """Return whether the page is shown, or a sentence says why not."""
    return (
        tab.shown.preview.print_button.isEnabled()
        or tab._work._job is None
        or "could not" in tab.shown._said.text()
    )


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page in the order they were set, each gap one blank."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of(pdf: bytes) -> str:
    """Return the words of all pages."""
    return " ".join(pages_of(pdf))


def every_page(stage: Stage, person: Person) -> dict[str, bytes]:
    """Look at everything that can be printed of a chart, and return the bytes by title."""
    person.key(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    shelf = [name_of(one) for one in person.controls() if one.isEnabled()]
    titles = [name.partition(": ")[2] for name in shelf if name.startswith(("Preview: ", "Shown: "))]
    return {title: look_at(stage, person, title) for title in titles}
