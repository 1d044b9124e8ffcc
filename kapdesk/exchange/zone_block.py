"""A time zone written out in full, so that a calendar that knows another law still shows the right hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from kapdesk.domain.clock import zone
from kapdesk.exchange.lines import put

if TYPE_CHECKING:
    from icalendar import Timezone

BEFORE, AFTER = 1, 5  # years written out before the first and after the last day that is named
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of the clocks: on which wall time it falls, by the offset that ends, and what begins."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def shifts(zone_name: str, first: date, last: date) -> tuple[Shift, ...]:
    """Return every change of the clocks from a year before `first` to five years after `last`.

    The earliest entry is no change but what holds at the beginning. Raises KeyError for a zone that does not
    exist.
    """
    start = datetime.combine(date(first.year - BEFORE, 1, 1), time(), UTC)
    end = datetime.combine(date(last.year + AFTER, 12, 31), time(), UTC)
    held = _offset(start, zone_name)
    return (
        _shift(start, held, zone_name),
        *(_shift(at, _offset(at - _SECOND, zone_name), zone_name) for at in _changes(start, end, zone_name)),
    )


def block(zone_name: str, first: date, last: date) -> "Timezone":
    """Return the zone as one block with each change of the clocks on its own.

    No rule and no list of dates: widespread readers take such a list one hour wrong, and a rule is wrong in a
    year in which the law changes.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    made = Timezone()
    put(made, "tzid", zone_name)
    for each in shifts(zone_name, first, last):
        part = TimezoneDaylight() if each.summer else TimezoneStandard()
        put(part, "dtstart", each.wall)
        put(part, "tzoffsetfrom", each.before)
        put(part, "tzoffsetto", each.after)
        put(part, "tzname", each.name)
        made.add_component(part)
    return made


def _shift(at: datetime, before: timedelta, zone_name: str) -> Shift:
    there = at.astimezone(zone(zone_name))
    wall = (at + before).replace(tzinfo=None)
    return Shift(wall, before, _offset(at, zone_name), there.tzname() or zone_name, bool(there.dst()))


def _changes(start: datetime, end: datetime, zone_name: str) -> Iterator[datetime]:
    """Find the instants at which the offset changes, to the second; no zone changes twice in a day."""
    day, held = start, _offset(start, zone_name)
    while day < end:
        offset = _offset(day + _DAY, zone_name)
        if offset != held:
            yield _first_with(day, day + _DAY, held, zone_name)
        day, held = day + _DAY, offset


def _first_with(early: datetime, late: datetime, held: timedelta, zone_name: str) -> datetime:
    """Narrow a day down to the first second that has another offset than `held`."""
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (middle, late) if _offset(middle, zone_name) == held else (early, middle)
    return late


def _offset(at: datetime, zone_name: str) -> timedelta:
    return at.astimezone(zone(zone_name)).utcoffset() or timedelta()
