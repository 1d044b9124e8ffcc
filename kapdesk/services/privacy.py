"""What a passer-by may see: whether names stand on the screen, and whether it can be captured."""

from enum import StrEnum

from kapdesk.domain.change import Change
from kapdesk.services import sessions, settings
from kapdesk.services.record import Record

NAMES, CAPTURE = "privacy.names", "privacy.capture"
_ALLOWED = "allowed"


class Names(StrEnum):
    """When clients' names stand on the screen; find goes by name and paper has names in each case."""

    FULL = "full"
    IN_SESSION_CODES = "session"
    CODES = "codes"


def names(record: Record) -> Names:
    """Return when names are shown; full names where nothing was chosen, or something unknown stands."""
    said = settings.get(record, NAMES)
    return Names(said) if said in set(Names) else Names.FULL


def choose_names(record: Record, how: Names) -> Change:
    """Keep when names are shown."""
    return settings.put(record, NAMES, how.value)


def hides_names(record: Record) -> bool:
    """Say whether names are hidden now: always, or because a session is open."""
    how = names(record)
    return how is Names.CODES or (how is Names.IN_SESSION_CODES and bool(sessions.open_now(record)))


def turn_names(record: Record) -> Change:
    """Show the names that are hidden now, or hide those that are shown, until they are turned again."""
    return choose_names(record, Names.FULL if hides_names(record) else Names.CODES)


def bars_capture(record: Record) -> bool:
    """Say whether pictures and sharing of the screen are to be kept out; they are, unless allowed."""
    return settings.get(record, CAPTURE) != _ALLOWED


def bar_capture(record: Record, *, barred: bool) -> Change:
    """Keep pictures and sharing of the screen out, or allow them, as for teaching or support."""
    return settings.put(record, CAPTURE, "" if barred else _ALLOWED)
