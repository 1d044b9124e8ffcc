"""A zone written out in full says the same hour as the zone itself, on both sides of every clock change."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.clock import zone
from kapdesk.exchange.zone_block import block, shifts
from tests.exchange.zones import ZONES, read_by_dateutil

FIRST, LAST = date(2026, 11, 22), date(2027, 3, 1)
START = datetime(2025, 1, 1, tzinfo=UTC)
HOURS = 24 * 365 * 7 + 24  # until the end of 2031, five years after the year in which it ends


@pytest.mark.parametrize("name", ZONES)
def test_every_change_of_the_clocks_is_written_out_once(name: str) -> None:
    there, found = zone(name), shifts(name, FIRST, LAST)
    for each in found[1:]:
        at = (each.wall - each.before).replace(tzinfo=UTC)
        assert (at - timedelta(seconds=1)).astimezone(there).utcoffset() == each.before
        assert at.astimezone(there).utcoffset() == each.after != each.before
    held = START.astimezone(there).utcoffset()
    changes = 0
    for hour in range(HOURS):
        offset = (START + timedelta(hours=hour)).astimezone(there).utcoffset()
        changes += offset != held
        held = offset
    assert len([each for each in found[1:] if each.wall.year < 2032]) == changes


@pytest.mark.parametrize("name", ZONES)
def test_the_block_reaches_from_a_year_before_to_five_years_after(name: str) -> None:
    found = shifts(name, FIRST, LAST)
    assert found[0].wall.replace(tzinfo=UTC) <= datetime(2025, 1, 1, 15, tzinfo=UTC)
    assert found[0].before == found[0].after
    if name == "Europe/Berlin":
        assert found[-1].wall.isoformat() == "2032-10-31T03:00:00"
        assert len(found) == 1 + 2 * 8


def test_a_zone_that_gave_up_its_summer_time_is_written_as_the_law_is_now() -> None:
    assert len(shifts("America/Sao_Paulo", FIRST, LAST)) == 1
    assert len(shifts("Asia/Kolkata", FIRST, LAST)) == 1
    # British Columbia stays on its summer time from 2026 on
    assert shifts("America/Vancouver", FIRST, LAST)[-1].after == timedelta(hours=-7)


def test_there_is_no_rule_and_no_list_of_dates_in_a_block() -> None:
    for name in ZONES:
        said = block(name, FIRST, LAST).to_ical()
        assert b"RRULE" not in said
        assert b"RDATE" not in said
        assert said.count(b"BEGIN:STANDARD") + said.count(b"BEGIN:DAYLIGHT") == len(shifts(name, FIRST, LAST))


@settings(deadline=None)
@given(name=st.sampled_from(ZONES), minute=st.integers(0, (HOURS // 24) * 96 - 1))
def test_another_reader_of_the_block_finds_the_same_offset_at_any_quarter_of_an_hour(
    name: str, minute: int
) -> None:
    read = _read(name)
    there = zone(name)
    wall = (START + timedelta(minutes=15 * minute)).astimezone(there).replace(tzinfo=None, fold=0)
    first = wall.replace(tzinfo=there)
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        return  # a wall time that says two things, or nothing, is not written as one
    assert wall.replace(tzinfo=read).utcoffset() == first.utcoffset()


_blocks: dict[str, tzinfo] = {}


def _read(name: str) -> tzinfo:
    if name not in _blocks:
        _blocks[name] = read_by_dateutil(block(name, FIRST, LAST).to_ical(), name)
    return _blocks[name]


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        shifts("America/Nowhere", FIRST, LAST)
