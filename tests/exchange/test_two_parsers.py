"""Three readers of others find each appointment at its hour, on both sides of every change of the clocks."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from dateutil.parser import isoparse
from dateutil.tz import tzical
from icalendar import Calendar

from kapdesk.domain.clock import local
from kapdesk.domain.wall_time import instants
from kapdesk.exchange.calendar_file import Entry, render
from kapdesk.exchange.zone_block import shifts

ZONES = ("America/New_York", "America/Vancouver", "Europe/London", "Australia/Sydney")
MADE = datetime(2026, 1, 2, 9, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
TIMES = (time(0, 30), time(1, 30), time(2, 30), time(3, 30), time(10), time(23, 30))


def days(name: str) -> Iterator[date]:
    """Yield the days around every change of the clocks of these years, and one of each quarter."""
    for shift in shifts(name, FIRST, LAST)[1:]:
        if FIRST <= shift.wall.date() <= LAST:
            yield from (shift.wall.date() + timedelta(days=apart) for apart in (-7, -1, 0, 1, 7))
    yield from (date(year, month, 15) for year in (2026, 2027, 2028) for month in (2, 5, 8, 11))


def entries(name: str) -> list[Entry]:
    found = sorted({at for day in days(name) for typed in TIMES for at in instants(day, typed, name)})
    return [
        Entry(f"uid-{at:%Y%m%dT%H%M}", at, at + timedelta(minutes=50), name, number)
        for number, at in enumerate(found)
    ]


def by_icalendar(said: bytes) -> dict[str, tuple[datetime, datetime]]:
    return {
        str(each["uid"]): tuple(each.decoded(part).astimezone(UTC) for part in ("dtstart", "dtend"))
        for each in Calendar.from_ical(said).walk("VEVENT")
    }


def by_vobject(said: bytes) -> dict[str, tuple[datetime, datetime]]:
    read: Any = vobject.readOne(said.decode())
    return {
        each.uid.value: (each.dtstart.value.astimezone(UTC), each.dtend.value.astimezone(UTC))
        for each in read.vevent_list
    }


def by_dateutil(said: bytes, name: str) -> dict[str, tuple[datetime, datetime]]:
    """Read the lines by hand, and the zone as dateutil builds it from the block in the file alone."""
    text = said.decode().replace("\r\n ", "").replace("\r\n", "\n")
    blocks = text.split("BEGIN:VEVENT")
    zone = tzical(io.StringIO(blocks[0] + "END:VCALENDAR\n")).get(name)
    found: dict[str, tuple[datetime, datetime]] = {}
    for block in blocks[1:]:
        lines = dict(line.split(":", 1) for line in block.splitlines() if ":" in line)
        begins, ends = (_instant(lines, part, zone, name) for part in ("DTSTART", "DTEND"))
        found[lines["UID"]] = (begins, ends)
    return found


def _instant(lines: dict[str, str], part: str, zone: Any, name: str) -> datetime:
    if part in lines:
        return isoparse(lines[part])
    return isoparse(lines[f"{part};TZID={name}"]).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("name", ZONES)
def test_three_readers_agree_on_every_hour_of_three_years(name: str) -> None:
    made = entries(name)
    assert len(made) > 100 or name == "America/Vancouver"  # its clocks stand still from 2026 on
    said = render(made, "Appointment", MADE)
    wanted = {each.uid: (each.starts_at, each.ends_at) for each in made}
    assert by_icalendar(said) == wanted
    assert by_dateutil(said, name) == wanted
    assert by_vobject(said) == wanted


@pytest.mark.parametrize("name", ZONES)
def test_an_hour_of_the_wall_is_the_same_on_either_side_of_a_change(name: str) -> None:
    for each in entries(name):
        wall = local(each.starts_at, name)
        assert wall.time() in TIMES
