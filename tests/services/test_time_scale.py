"""In a session time goes on on one line, whatever is done to the machine's clock, in the next process too."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from conftest import MORNING
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import Scale, SetClock, SteadyClock
from kapdesk.services import clock_jumps, settings, time_scale
from kapdesk.services.record import Record


@pytest.fixture
def machine() -> SetClock:
    return SetClock(MORNING, slept=0)


def opened(record: Record, machine: SetClock) -> Record:
    """Return the record as the next process has it."""
    return replace(record, clock=SteadyClock(machine))


def test_a_moved_clock_does_not_move_a_session_nor_the_next_process(
    day: Any, record: Record, machine: SetClock
) -> None:
    first = opened(record, machine)
    time_scale.take_up(first)
    day.dose()
    machine.set_wrong(minutes=60)
    machine.move(minutes=5)
    assert first.now() == MORNING + timedelta(minutes=5)
    time_scale.moved(first)
    machine.sleep(minutes=10)
    second = opened(record, machine)
    assert time_scale.take_up(second) is None  # the jump was seen as it happened
    assert second.now() == MORNING + timedelta(minutes=15)
    machine.set_wrong(minutes=-60)
    third = opened(record, machine)
    assert time_scale.take_up(third) is not None
    assert third.now() == MORNING + timedelta(minutes=15)
    (jump,) = clock_jumps.of_session(record, day.session)
    assert jump.found_at - jump.expected_at == timedelta(minutes=-60)
    assert time_scale.take_up(opened(record, machine)) is None  # kept once


def test_a_machine_started_anew_and_a_desk_without_a_session_take_the_clock_as_it_is(
    record: Record, machine: SetClock
) -> None:
    time_scale.take_up(opened(record, machine))
    machine.set_wrong(minutes=30)
    later = opened(record, machine)
    assert time_scale.take_up(later) is not None
    assert later.now() == machine.at
    settings.put(record, time_scale.KEPT, settings.get(record, time_scale.KEPT).replace('"set"', '"other"'))
    machine.set_wrong(minutes=30)
    anew = opened(record, machine)
    assert time_scale.take_up(anew) is None
    assert anew.now() == machine.at


@given(
    st.lists(st.tuples(st.sampled_from(("move", "sleep", "set_wrong")), st.integers(-90, 90)), max_size=12)
)
def test_only_what_passes_counts(acts: list[tuple[str, int]]) -> None:
    machine = SetClock(MORNING, slept=0)
    clock = SteadyClock(machine)
    passed = 0
    for act, minutes in acts:
        if act == "set_wrong":
            machine.set_wrong(minutes=minutes)
            continue
        getattr(machine, act)(minutes=abs(minutes))
        passed += abs(minutes)
    assert clock.now() == MORNING + timedelta(minutes=passed)
    clock.set_right()
    assert clock.now() == machine.at


def test_where_sleep_is_not_counted_the_machine_is_believed() -> None:
    machine = SetClock(MORNING)
    clock = SteadyClock(machine)
    machine.set_wrong(minutes=60)
    assert clock.now() == machine.at
    clock.fall_behind(timedelta(hours=1))
    assert clock.now() == machine.at
    assert not Scale(MORNING, 0, "").goes_on(machine)
