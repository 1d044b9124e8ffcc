"""A record that was just opened, with all that its screens need."""

import contextlib
import importlib
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import anchors, audit, people, settings, wordings
from kapdesk.services.opening import Opened
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.content import Content

_shipped: "list[Content]" = []
_reading = Lock()


@dataclass(frozen=True, slots=True)
class Opening:
    """A record that was just opened, with all that its screens need."""

    opened: Opened
    record: Record
    new_code: str = ""

    @staticmethod
    def of(opened: Opened, clock: Clock, *, new_code: str = "") -> "Opening":
        """Read the content and say who writes; runs behind the window."""
        texts = _texts(opened.folder / "content")
        with opened.store.read() as db:
            author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
        record = Record(opened.store, texts, clock, author, zone, rehearsal=opened.kind == "practice")
        wordings.remember(record)
        opened.notices += anchors.at_opening(opened.store, opened.keys.header)
        with contextlib.suppress(KapdeskError):  # a disk that takes nothing: the next unlock enters them
            audit.take_wrong_tries(record, opened.folder, opened.keys)
        importlib.import_module("kapdesk.app.watching")  # here, so that the window does not wait for it
        return Opening(opened, record, new_code)


def shipped() -> "Content":
    """Return the texts that ship with kapdesk, read once; who asks meanwhile waits for the same reading."""
    from kapdesk import content

    with _reading:
        if not _shipped:
            _shipped.append(content.load())
        return _shipped[0]


def _texts(folder: Path) -> "Content":
    """Return the texts of a record: those that ship, and the clinic's own where it has any."""
    from kapdesk import content

    return content.load(folder) if folder.exists() else shipped()
