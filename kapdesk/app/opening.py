"""A record that was just opened, with all that its screens need."""

from dataclasses import dataclass

from kapdesk.domain.clock import Clock
from kapdesk.services import anchors, people, settings, wordings
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
        return Opening(opened, record, new_code)
