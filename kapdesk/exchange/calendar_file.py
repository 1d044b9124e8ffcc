"""Appointments as a calendar file: when, for how long, and whether it still stands; nothing about anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from kapdesk.domain.clock import local
from kapdesk.domain.wall_time import instants
from kapdesk.exchange.lines import put
from kapdesk.exchange.zone_block import block

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MAKER = "-//appointments//EN"  # without the name of the program, which says what it is for
CALLED_OFF = "Cancelled: "
_UNIVERSAL = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment as others may see it; `uid` and `sequence` let a calendar know it again.

    Instants are in UTC; `zone` is the IANA name of the wall time it was made in; `code` is a number that
    stands after the title, where somebody wished it.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    sequence: int
    called_off: bool = False
    code: str = ""


def render(entries: Sequence[Entry], summary: str, made_at: datetime) -> bytes:
    """Return a calendar file (RFC 5545) with these appointments, all under one title, numbered where wished.

    An appointment that was called off stays in the file and says so: what is left out of a file stays in the
    calendar that took an earlier one. The file only publishes: a message that calls off by name (RFC 5546,
    CANCEL) would have to hold the addresses of clinic and client.
    """
    from icalendar import Calendar

    made = Calendar()
    put(made, "prodid", MAKER)
    put(made, "version", "2.0")
    put(made, "calscale", "GREGORIAN")
    put(made, "method", "PUBLISH")
    _add_zones(made, entries)
    for each in entries:
        made.add_component(_event(each, summary, made_at))
    return made.to_ical()


def _add_zones(made: "Calendar", entries: Sequence[Entry]) -> None:
    days: dict[str, list[date]] = {}
    for each in entries:
        if not _in_universal_time(each):
            days.setdefault(each.zone, []).append(local(each.starts_at, each.zone).date())
    for name in sorted(days):
        made.add_component(block(name, min(days[name]), max(days[name])))


def _event(entry: Entry, summary: str, made_at: datetime) -> "Event":
    from icalendar import Event

    made = Event()
    put(made, "uid", entry.uid)
    put(made, "sequence", entry.sequence)
    put(made, "dtstamp", made_at)
    _add_time(made, "dtstart", entry.starts_at, entry)
    _add_time(made, "dtend", entry.ends_at, entry)
    title = f"{summary} {entry.code}" if entry.code else summary
    put(made, "summary", f"{CALLED_OFF}{title}" if entry.called_off else title)
    put(made, "status", "CANCELLED" if entry.called_off else "CONFIRMED")
    put(made, "transp", "TRANSPARENT" if entry.called_off else "OPAQUE")
    put(made, "class", "PRIVATE")
    return made


def _add_time(made: "Event", name: str, at: datetime, entry: Entry) -> None:
    """Write a time as the wall shows it, with its zone; in UTC where a wall time would say two things."""
    if _in_universal_time(entry):
        put(made, name, at)
        return
    wall = local(at, entry.zone).replace(tzinfo=None, fold=0)
    put(made, name, wall, entry.zone)


def _in_universal_time(entry: Entry) -> bool:
    """Return whether start or end lies in an hour that comes twice: a wall time always means the first."""
    if entry.zone in _UNIVERSAL:
        return True
    walls = (local(at, entry.zone) for at in (entry.starts_at, entry.ends_at))
    return any(len(instants(wall.date(), wall.time(), entry.zone)) > 1 for wall in walls)
