"""When the clock of the machine went somewhere it should not: it slept, or a hand or the network moved it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kapdesk.domain.clock import Clock, show_time

LEAST = timedelta(seconds=30)
"""The smallest difference that is a jump; less is the clock being set right by the network."""


class JumpKind(StrEnum):
    """What made the clock jump."""

    SLEEP = "sleep"
    CLOCK = "clock"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Jump:
    """One jump: what the clock should have shown, and what it showed."""

    kind: JumpKind
    expected_at: datetime
    found_at: datetime
    maybe_asleep: bool = False

    @property
    def by(self) -> timedelta:
        """Return how far the clock was moved; for sleep, how long it lasted."""
        return self.found_at - self.expected_at


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all clocks of the machine at once; `boot` counts sleep too, where there is such a clock."""

    wall: datetime
    steady: float
    boot: float | None

    @staticmethod
    def at(clock: Clock) -> "Look":
        """Look now."""
        return Look(clock.wall(), clock.monotonic(), clock.boottime())


def between(before: Look, now: Look) -> tuple[Jump, ...]:
    """Return what happened between two looks that follow each other closely: nothing, sleep, a moved clock.

    Where no clock counts sleep, a wall clock that ran ahead is called moved, with `maybe_asleep`.
    """
    wall, ran = now.wall - before.wall, timedelta(seconds=now.steady - before.steady)
    if before.boot is None or now.boot is None:
        if abs(wall - ran) > LEAST:
            expected = before.wall + ran
            return (Jump(JumpKind.CLOCK, expected, now.wall, maybe_asleep=now.wall > expected),)
        return _stood_still(before, now, ran)
    passed = timedelta(seconds=now.boot - before.boot)
    slept, moved = passed - ran, wall - passed
    jumps: list[Jump] = []
    if slept > LEAST:
        jumps.append(Jump(JumpKind.SLEEP, before.wall + ran, before.wall + passed))
    else:
        jumps += _stood_still(before, now, ran)
    if abs(moved) > LEAST:
        jumps.append(Jump(JumpKind.CLOCK, before.wall + passed, now.wall))
    return tuple(jumps)


def _stood_still(before: Look, now: Look, ran: timedelta) -> tuple[Jump, ...]:
    """Return sleep where even the steady clock went on unseen, as some systems let it."""
    return (Jump(JumpKind.SLEEP, before.wall, now.wall),) if ran > LEAST else ()


def since_written(newest: datetime | None, now: datetime) -> Jump | None:
    """Return the jump of a clock that shows less than what is written already; None where it does not."""
    if newest is None or newest - now <= LEAST:
        return None
    return Jump(JumpKind.CLOCK, newest, now)


def words(kind: JumpKind, expected_at: datetime, found_at: datetime, zone: str, at_zone: str) -> str:
    """Write a jump in one line; `zone` is what was found on the machine, `at_zone` where times are shown."""
    found = show_time(found_at, at_zone)
    if kind is JumpKind.ZONE:
        return f"The machine’s time zone became {zone} at {found}; times here stay in {at_zone}"
    if kind is JumpKind.SLEEP:
        return f"The machine slept from {show_time(expected_at, at_zone)} to {found}"
    return (
        f"Clock moved by {_signed(found_at - expected_at)}, from {show_time(expected_at, at_zone)} to {found}"
    )


def _signed(by: timedelta) -> str:
    """Write a shift as +01:00 in hours and minutes, with seconds where it is under an hour: −00:00:45."""
    seconds = round(abs(by).total_seconds())
    sign = "−" if by < timedelta() else "+"
    shown = f"{sign}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
    return f"{shown}:{seconds % 60:02d}" if seconds < 60 else shown  # noqa: PLR2004 - under a minute hours and minutes say nothing
