"""Sleep, a moved clock and a stalled program are told apart as well as the clocks of the machine allow."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import SetClock, SystemClock, counted_since
from kapdesk.domain.clock_jumps import JumpKind, Look, between, since_written, words

TEN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)  # 10:00 in that zone
ZONE = "America/New_York"


def look(wall: float = 0, steady: float = 0, boot: float | None = 0) -> Look:
    return Look(TEN + timedelta(seconds=wall), steady, boot)


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        (look(1, 1, 1), []),
        (look(20, 1, 1), []),  # the network sets the clock right
        (look(7200, 1, 7200), [JumpKind.SLEEP]),
        (look(3601, 1, 1), [JumpKind.CLOCK]),
        (look(-3599, 1, 1), [JumpKind.CLOCK]),
        (look(10800, 1, 7200), [JumpKind.SLEEP, JumpKind.CLOCK]),
        (look(600, 600, 600), [JumpKind.SLEEP]),  # a system whose steady clock goes on asleep
        (look(7200, 1, None), [JumpKind.CLOCK]),
        (look(600, 600, None), [JumpKind.SLEEP]),
    ],
)
def test_what_happened_between_two_looks(now: Look, kinds: list[JumpKind]) -> None:
    before = look(boot=None if now.boot is None else 0)
    assert [jump.kind for jump in between(before, now)] == kinds


def test_a_moved_clock_says_what_it_should_have_shown_and_by_how_much() -> None:
    (jump,) = between(look(), look(3601, 1, 1))
    assert (jump.expected_at, jump.by) == (TEN + timedelta(seconds=1), timedelta(hours=1))
    assert not jump.maybe_asleep


def test_where_no_clock_counts_sleep_a_clock_that_ran_ahead_may_have_been_sleep() -> None:
    assert between(look(boot=None), look(7200, 1, None))[0].maybe_asleep
    assert not between(look(boot=None), look(-7200, 1, None))[0].maybe_asleep


@given(
    st.floats(0, 20), st.integers(0, 100_000).filter(lambda n: n == 0 or n > 60),
    st.integers(-100_000, 100_000).filter(lambda n: n == 0 or abs(n) > 60),
)  # fmt: skip
def test_sleep_and_shift_are_found_with_their_very_length(ran: float, slept: int, moved: int) -> None:
    found = between(look(), look(ran + slept + moved, ran, ran + slept))
    expected = [kind for kind, by in ((JumpKind.SLEEP, slept), (JumpKind.CLOCK, moved)) if by]
    assert [jump.kind for jump in found] == expected
    for jump, by in zip(found, [by for by in (slept, moved) if by], strict=True):
        assert jump.by.total_seconds() == pytest.approx(by)


def test_a_clock_behind_what_is_written_already_was_moved_back() -> None:
    jump = since_written(TEN, TEN - timedelta(minutes=40))
    assert jump is not None
    assert (jump.kind, jump.expected_at, jump.by) == (JumpKind.CLOCK, TEN, timedelta(minutes=-40))
    assert since_written(TEN, TEN + timedelta(days=2)) is None
    assert since_written(TEN, TEN - timedelta(seconds=5)) is None
    assert since_written(None, TEN) is None


def test_a_jump_is_one_line() -> None:
    later = TEN + timedelta(hours=1)
    assert words(JumpKind.CLOCK, TEN, later, ZONE, ZONE) == "Clock moved by +01:00, from 10:00 to 11:00"
    assert words(JumpKind.CLOCK, later, TEN, ZONE, ZONE) == "Clock moved by −01:00, from 11:00 to 10:00"
    second = TEN + timedelta(seconds=45)
    assert words(JumpKind.CLOCK, TEN, second, ZONE, ZONE) == "Clock moved by +00:00:45, from 10:00 to 10:00"
    assert words(JumpKind.SLEEP, TEN, later, ZONE, ZONE) == "The machine slept from 10:00 to 11:00"
    assert words(JumpKind.ZONE, TEN, TEN, "Europe/Berlin", ZONE) == (
        "The machine’s time zone became Europe/Berlin at 10:00; times here stay in America/New_York"
    )


def test_a_clock_before_the_dose_does_not_count_backwards() -> None:
    assert counted_since(TEN + timedelta(minutes=42), TEN) == "T+00:42"
    assert counted_since(TEN - timedelta(minutes=1), TEN) == "T+ –"


def test_the_clock_of_this_machine_and_the_set_one_know_of_sleep_or_say_that_they_do_not() -> None:
    boot = SystemClock().boottime()
    assert boot is None or boot >= SystemClock().monotonic() - 1
    assert SetClock(TEN).boottime() is None
    clock = SetClock(TEN, slept=0)
    clock.move(minutes=1)
    clock.sleep(minutes=30)
    assert (clock.boottime(), clock.monotonic(), clock.now()) == (1860, 60, TEN + timedelta(minutes=31))
