"""Where the desk stood when it was locked or stopped, kept in the record: chart, tab, text and caret."""

import json
from dataclasses import dataclass
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.services import settings
from kapdesk.services.record import Record

KEY = "desk.whereabouts"


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
