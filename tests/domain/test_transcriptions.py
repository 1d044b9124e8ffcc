"""The times on the paper decide: order of states, escort before dose, the second screen after orientation."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.transcriptions import (
    Stood,
    check_dose_after_clearance,
    check_escort_first,
    check_second_screen,
    check_step,
    from_paper,
    is_late,
    late_words,
    parse_written,
    state_at,
)

ZONE = "America/New_York"
NINE = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
NOW = NINE + timedelta(hours=30)
DAY = date(2026, 11, 22)


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


COURSE = (
    Stood(SessionState.ARRIVED, after(0)),
    Stood(SessionState.CLEARED_TO_DOSE, after(50)),
    Stood(SessionState.DOSING, after(62)),
    Stood(SessionState.STABILIZATION, after(150)),
    Stood(SessionState.DISCHARGED, after(200)),
)


def test_a_time_is_read_on_the_day_of_the_sheet() -> None:
    assert parse_written("9:00", DAY, ZONE, NOW) == NINE
    assert parse_written("+00:20", DAY, ZONE, NOW) == datetime(2026, 11, 23, 5, 20, tzinfo=UTC)


def test_a_time_that_is_still_to_come_is_refused() -> None:
    with pytest.raises(Refused, match="still to come"):
        parse_written("9:01", DAY, ZONE, NINE)
    assert parse_written("9:00", DAY, ZONE, NINE) == NINE


def test_an_hour_that_the_clock_left_out_is_refused() -> None:
    with pytest.raises(Refused, match="clocks went forward"):
        parse_written("2:30", date(2026, 3, 8), ZONE, NOW)


def test_of_a_double_hour_the_later_one_is_meant() -> None:
    assert parse_written("1:30", date(2026, 11, 1), ZONE, NOW) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "late"), [(23.9, False), (24, False), (24.01, True), (31, True)])
def test_an_entry_is_late_after_24_hours(hours: float, *, late: bool) -> None:
    written = NINE + timedelta(hours=hours)
    assert is_late(NINE, written) is late
    assert bool(late_words(NINE, written)) is late


@given(st.integers(min_value=-30, max_value=260))
@settings(max_examples=60)
def test_the_state_at_a_time_does_not_depend_on_the_order_of_typing(minute: int) -> None:
    seen = {state_at(order, after(minute)) for order in list(permutations(COURSE))[::17]}
    assert len(seen) == 1


def test_planning_that_was_written_down_in_the_evening_is_not_in_the_way() -> None:
    planned = Stood(SessionState.SCHEDULED, after(600))
    check_step((planned,), SessionState.ARRIVED, after(0), ZONE)
    assert state_at((planned, *COURSE), after(70)) is SessionState.DOSING


def test_a_state_never_begins_before_the_one_it_follows() -> None:
    check_step(COURSE[:1], SessionState.CLEARED_TO_DOSE, after(0), ZONE)
    with pytest.raises(Refused, match="is before"):
        check_step(COURSE[:1], SessionState.CLEARED_TO_DOSE, after(-1), ZONE)


def test_a_dose_has_to_be_after_the_clearance_by_its_own_time() -> None:
    assert check_dose_after_clearance(COURSE, after(50), ZONE) is SessionState.CLEARED_TO_DOSE
    assert check_dose_after_clearance(COURSE, after(120), ZONE) is SessionState.DOSING
    for minute in (-10, 0, 49):
        with pytest.raises(Refused, match="not cleared"):
            check_dose_after_clearance(COURSE, after(minute), ZONE)


def test_an_escort_is_named_before_the_clearance() -> None:
    check_escort_first(None, after(50), ZONE)
    check_escort_first(after(50), after(50), ZONE)
    with pytest.raises(Refused, match="escort"):
        check_escort_first(after(51), after(50), ZONE)


def test_the_second_screen_is_scored_only_after_orientation_by_its_own_time() -> None:
    assert check_second_screen(after(100), after(100), orientation_written=True)
    assert not check_second_screen(after(99), after(100), orientation_written=True)
    assert not check_second_screen(after(99), None, orientation_written=True)
    with pytest.raises(Refused, match="Before leaving"):
        check_second_screen(after(100), None, orientation_written=False)


def test_who_wrote_on_paper_is_named_as_such() -> None:
    assert from_paper(" N. Rowe, RN ") == "N. Rowe, RN, from paper"
