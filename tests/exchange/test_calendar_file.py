"""A calendar file says the right hour to every reader, and nothing else."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.parser import isoparse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kapdesk.domain.clock import zone
from kapdesk.exchange.calendar_file import Entry, render
from tests.exchange.zones import ZONES, read_by_dateutil

ROOT = Path(__file__).parents[2]
MADE = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
# Noon before, on and after the days on which clocks change in America, Europe and Australia
DAYS = (
    "2026-11-22", "2027-03-13", "2027-03-14", "2027-03-15", "2027-03-27", "2027-03-28", "2027-03-29",
    "2027-04-03", "2027-04-04", "2027-04-05", "2027-10-02", "2027-10-03", "2027-10-04", "2027-10-30",
    "2027-10-31", "2027-11-01", "2027-11-06", "2027-11-07", "2027-11-08", "2031-03-09", "2031-11-02",
)  # fmt: skip


def entry(starts_at: datetime, name: str, *, minutes: int = 60, called_off: bool = False) -> Entry:
    uid = f"a-{starts_at:%Y%m%d%H%M}"
    return Entry(uid, starts_at, starts_at + timedelta(minutes=minutes), name, 3, called_off=called_off)


def events(said: bytes) -> list[dict[str, str]]:
    """Read the lines of each appointment, parameters and all, with nobody's library."""
    unfolded = said.decode().replace("\r\n ", "")
    found: list[dict[str, str]] = []
    for part in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", unfolded, re.DOTALL):
        lines = (re.match(r"([A-Z-]+)(.*)", line) for line in part.splitlines())
        found.append({line[1]: line[2] for line in lines if line})
    return found


def instant_by_dateutil(value: str, said: bytes) -> datetime:
    """Read a time with dateutil, and its zone from the block in the file alone."""
    named = re.fullmatch(r";TZID=([^:]+):(\d{8}T\d{6})", value)
    if named is None:
        return isoparse(value.removeprefix(":"))
    return isoparse(named[2]).replace(tzinfo=read_by_dateutil(said, named[1])).astimezone(UTC)


@pytest.mark.parametrize("name", ZONES)
def test_two_readers_find_the_hour_on_both_sides_of_every_clock_change(name: str) -> None:
    noons = [datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone(name)) for day in DAYS]
    entries = [entry(noon.astimezone(UTC), name) for noon in noons]
    said = render(entries, "Appointment", MADE)
    read = Calendar.from_ical(said).walk("VEVENT")
    assert [each.decoded("dtstart").astimezone(UTC) for each in read] == [one.starts_at for one in entries]
    assert [each.decoded("dtend").astimezone(UTC) for each in read] == [one.ends_at for one in entries]
    for lines, one in zip(events(said), entries, strict=True):
        assert lines["DTSTART"].startswith(f";TZID={name}:")
        assert lines["DTSTART"].endswith("T120000")
        assert instant_by_dateutil(lines["DTSTART"], said) == one.starts_at
        assert instant_by_dateutil(lines["DTEND"], said) == one.ends_at


@pytest.mark.parametrize("name", ZONES)
def test_a_reader_that_does_not_know_the_zone_by_name_takes_it_from_the_file(name: str) -> None:
    noons = [datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone(name)) for day in DAYS]
    entries = [entry(noon.astimezone(UTC), name) for noon in noons]
    own = f"Clinic {ZONES.index(name)}".encode()
    unknown = render(entries, "Appointment", MADE).replace(name.encode(), own)
    read = Calendar.from_ical(unknown).walk("VEVENT")
    assert [each.decoded("dtstart").astimezone(UTC) for each in read] == [one.starts_at for one in entries]


@settings(max_examples=30, deadline=None)
@given(
    name=st.sampled_from(ZONES),
    quarters=st.integers(0, 6 * 365 * 96),
    minutes=st.sampled_from([15, 50, 60, 180, 600]),
)
def test_any_appointment_of_the_coming_years_is_read_as_it_was_made(
    name: str, quarters: int, minutes: int
) -> None:
    one = entry(MADE + timedelta(minutes=15 * quarters), name, minutes=minutes)
    said = render([one], "Appointment", MADE)
    (lines,) = events(said)
    assert instant_by_dateutil(lines["DTSTART"], said) == one.starts_at
    assert instant_by_dateutil(lines["DTEND"], said) == one.ends_at
    (read,) = Calendar.from_ical(said).walk("VEVENT")
    assert read.decoded("dtstart").astimezone(UTC) == one.starts_at


def test_an_hour_that_comes_twice_is_written_in_utc() -> None:
    first = datetime(2027, 11, 7, 5, 30, tzinfo=UTC)  # 01:30 in New York, an hour before it comes again
    second = first + timedelta(hours=1)
    entries = [entry(first, "America/New_York"), entry(second, "America/New_York", minutes=90)]
    said = render(entries, "Appointment", MADE)
    assert [each["DTSTART"] for each in events(said)] == [":20271107T053000Z", ":20271107T063000Z"]
    assert b"VTIMEZONE" not in said


def test_each_zone_stands_in_the_file_once_and_utc_needs_none() -> None:
    entries = [entry(MADE + timedelta(days=day), "Europe/Berlin") for day in range(3)]
    entries += [entry(MADE, "Asia/Kolkata"), entry(MADE, "UTC")]
    said = render(entries, "Appointment", MADE)
    assert sorted(re.findall(rb"\r\nTZID:(\S+)", said)) == [b"Asia/Kolkata", b"Europe/Berlin"]
    assert events(said)[-1]["DTSTART"] == ":20261122T140000Z"


def test_lines_end_and_fold_as_the_format_wants_it() -> None:
    title = "Appointment, Hällo Öak; “the” \\ clinic " + "ä" * 60 + "\U0001f333" * 20
    said = render([entry(MADE, "Europe/Berlin")], title, MADE)
    lines = said.split(b"\r\n")
    assert lines[-1] == b""
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no sign is cut in two
    (read,) = Calendar.from_ical(said).walk("VEVENT")
    assert str(read["summary"]) == title


def test_one_that_was_called_off_stays_in_the_file_and_takes_no_time() -> None:
    said = render([entry(MADE, "Europe/Berlin", called_off=True)], "Appointment", MADE)
    (lines,) = events(said)
    assert lines["STATUS"] == ":CANCELLED"
    assert lines["TRANSP"] == ":TRANSPARENT"
    assert lines["SUMMARY"] == ":Cancelled: Appointment"
    assert lines["SEQUENCE"] == ":3"


def test_nothing_stands_in_an_appointment_but_when_it_is() -> None:
    said = render([entry(MADE, "Europe/Berlin")], "Appointment", MADE)
    (lines,) = events(said)
    assert lines == {
        "UID": ":a-202611221400", "SEQUENCE": ":3", "DTSTAMP": ":20261122T140000Z",
        "DTSTART": ";TZID=Europe/Berlin:20261122T150000", "DTEND": ";TZID=Europe/Berlin:20261122T160000",
        "SUMMARY": ":Appointment", "STATUS": ":CONFIRMED", "TRANSP": ":OPAQUE", "CLASS": ":PRIVATE",
    }  # fmt: skip
    head = said.split(b"BEGIN:VTIMEZONE")[0].split(b"\r\n")
    assert b"METHOD:PUBLISH" in head
    assert b"VERSION:2.0" in head
    assert b"kap" not in said.lower()


def test_the_same_facts_make_the_same_bytes() -> None:
    entries = [entry(MADE, "Europe/Berlin"), entry(MADE, "America/New_York")]
    assert render(entries, "Appointment", MADE) == render(entries, "Appointment", MADE)


def test_the_writer_of_the_format_is_brought_in_only_when_a_file_is_made() -> None:
    script = (
        "import sys\n"
        "import kapdesk.exchange.calendar_file, kapdesk.services.calendar_files\n"
        "import kapdesk.places.week.calendar\n"
        "sys.exit(any(name.split('.')[0] in {'icalendar', 'dateutil'} for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
