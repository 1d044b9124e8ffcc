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
    return settings.put(record, KEY, json.dumps(parts))


def last(record: Record) -> Whereabouts:
    """Return where the desk stood; nowhere where nothing was kept or it cannot be read."""
    kept = settings.get(record, KEY)
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
