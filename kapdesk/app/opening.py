"""A record that was just opened, with all that its screens need."""

import contextlib
from dataclasses import dataclass

from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import anchors, audit, people, settings, wordings
from kapdesk.services.opening import Opened
from kapdesk.services.record import Record


@dataclass(frozen=True, slots=True)
class Opening:
    """A record that was just opened, with all that its screens need."""

    opened: Opened
    record: Record
    new_code: str = ""

    @staticmethod
    def of(opened: Opened, clock: Clock, *, new_code: str = "") -> "Opening":
        """Read the content and say who writes; runs behind the window."""
        from kapdesk import content

        shipped = content.load(opened.folder / "content")
        with opened.store.read() as db:
            author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
        record = Record(opened.store, shipped, clock, author, zone, rehearsal=opened.kind == "practice")
        wordings.remember(record)
        opened.notices += anchors.at_opening(opened.store, opened.keys.header)
        with contextlib.suppress(KapdeskError):  # a disk that takes nothing: the next unlock enters them
            audit.take_wrong_tries(record, opened.folder, opened.keys)
        return Opening(opened, record, new_code)
