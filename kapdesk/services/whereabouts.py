"""Whose chart is open, where one wishes to go, and where the desk stood when it was locked or stopped."""

import dataclasses
import json
from dataclasses import dataclass
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.domain.sighting import Sighting
from kapdesk.services import settings
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

KEY = "desk.whereabouts"


@dataclass(frozen=True, slots=True)
class Chart:
    """Whose chart is open, and which session of it; a tab is bound to one chart for life."""

    client: UUID
    session: UUID | None = None

    @property
    def owner(self) -> Owner:
        """Return whose texts are written here: the session's, or the client's where none is."""
        return Owner(self.client, session=self.session)


@dataclass(frozen=True, slots=True)
class Go:
    """A wish to be taken somewhere: a place of the rail, or a tab (and field) of a chart."""

    place: str = ""
    chart: Chart | None = None
    tab: str = ""
    field: str = ""
    caret: int = 0
    words: str = dataclasses.field(default="", repr=False)  # what is to be looked for there
    sighting: Sighting | None = None  # what is to be brought into sight there


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place of the rail, or a tab of a chart with the caret in one of its texts."""

    place: str = ""
    client: UUID | None = None
    session: UUID | None = None
    tab: str = ""
    field: str = ""
    caret: int = 0


def keep(record: Record, there: Whereabouts) -> Change:
    """Remember where the desk stands."""
    parts = {
        "place": there.place,
        "client": there.client.hex if there.client else "",
        "session": there.session.hex if there.session else "",
        "tab": there.tab,
        "field": there.field,
        "caret": there.caret,
    }
    return settings.put(record, _key(record), json.dumps(parts))


def _key(record: Record) -> str:
    """Return where this person's own place is kept, so that nobody comes back to somebody else's."""
    return f"{KEY}.{record.author.id.hex}"


def last(record: Record) -> Whereabouts:
    """Return where this person's desk stood; nowhere where nothing was kept or it cannot be read."""
    kept = settings.get(record, _key(record))
    if not kept:
        return Whereabouts()
    try:
        raw = json.loads(kept)
        return Whereabouts(
            place=raw["place"],
            client=UUID(raw["client"]) if raw["client"] else None,
            session=UUID(raw["session"]) if raw["session"] else None,
            tab=raw["tab"],
            field=raw["field"],
            caret=int(raw["caret"]),
        )
    except (KeyError, ValueError, TypeError):
        return Whereabouts()
