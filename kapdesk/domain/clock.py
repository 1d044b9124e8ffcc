"""Time: UTC in the record, DD-MMM-YYYY HH:mm on screen, and T+ since the dose."""

import sys
import time
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

# One time-zone database: the one that ships with kapdesk, never a stale one of the system.
zoneinfo.reset_tzpath(to=[])

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_IN_FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Clock(Protocol):
    """Where the time comes from; tests bring their own."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        ...

    def boottime(self) -> float | None:
        """Return seconds that never go back and go on while the machine sleeps; None where none are known."""
        ...

    def wall(self) -> datetime:
        """Return what the machine's clock shows, moved or not."""
        ...

    def boot(self) -> str:
        """Name the time since the machine was started; empty where it has no name."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def boottime(self) -> float | None:
        """Return seconds that go on while the machine sleeps; None on a system that has no such clock."""
        if sys.platform == "win32":
            return time.monotonic()  # counts sleep there
        number = _COUNTS_SLEEP
        return None if number is None else time.clock_gettime(number)

    def wall(self) -> datetime:
        """Return the present instant in UTC."""
        return self.now()

    def boot(self) -> str:
        """Return the id that Linux gives to each start; empty elsewhere."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return ""


def _sleep_counting() -> int | None:
    """Return the number of the clock that counts sleep: on Linux its own, on macOS the monotonic one."""
    name = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(sys.platform, "")
    number: int | None = getattr(time, name, None)
    return number


_COUNTS_SLEEP = _sleep_counting()


@dataclass(slots=True)
class SetClock:
    """A clock that stands still until it is moved: for rehearsal records, the tour and tests.

    With `slept` it also knows how long the machine slept; without it cannot tell, as some machines cannot.
    """

    at: datetime
    elapsed: float = 0.0
    slept: float | None = None

    def now(self) -> datetime:
        """Return the instant this clock was set to."""
        return self.at

    def monotonic(self) -> float:
        """Return the seconds this clock was moved by."""
        return self.elapsed

    def boottime(self) -> float | None:
        """Return the seconds this clock was moved by or slept; None where sleep is not known of."""
        return None if self.slept is None else self.elapsed + self.slept

    def wall(self) -> datetime:
        """Return the instant this clock was set to."""
        return self.at

    def boot(self) -> str:
        """Return one name: this machine is never started anew."""
        return "set"

    def move(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Go on by so many minutes, hours and days."""
        step = timedelta(minutes=minutes, hours=hours, days=days)
        self.at += step
        self.elapsed += step.total_seconds()

    def sleep(self, *, minutes: float) -> None:
        """Sleep as a machine does: the wall clock goes on, the steady one does not."""
        self.at += timedelta(minutes=minutes)
        if self.slept is not None:
            self.slept += minutes * 60

    def set_wrong(self, *, minutes: float) -> None:
        """Move the clock by hand, as somebody does in the settings of a machine; no time goes by."""
        self.at += timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Scale:
    """One line of time: what the clock showed (`wall`) when the count of the machine stood at `count`."""

    wall: datetime
    count: float
    boot: str

    def at(self, count: float) -> datetime:
        """Return the instant on this line at a count."""
        return self.wall + timedelta(seconds=count - self.count)

    def goes_on(self, clock: Clock) -> bool:
        """Return whether a machine still counts as it did, not started anew since."""
        count = clock.boottime()
        return count is not None and clock.boot() == self.boot and count >= self.count


class SteadyClock:
    """The clock of a machine on one line of time: when somebody moves the machine's, this one goes on.

    Where the machine does not count sleep, it shows what the machine shows.
    """

    def __init__(self, machine: Clock) -> None:
        """Begin with what the machine shows now."""
        self._machine = machine
        self.scale = self._beginning()

    def now(self) -> datetime:
        """Return the present instant on the line."""
        count = self._machine.boottime()
        return self._machine.now() if self.scale is None or count is None else self.scale.at(count)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return self._machine.monotonic()

    def boottime(self) -> float | None:
        """Return seconds that go on while the machine sleeps."""
        return self._machine.boottime()

    def wall(self) -> datetime:
        """Return what the machine's clock shows, moved or not."""
        return self._machine.wall()

    def boot(self) -> str:
        """Name the time since the machine was started."""
        return self._machine.boot()

    @property
    def ahead(self) -> timedelta:
        """Return how far the machine's clock is ahead of the line."""
        return self.wall() - self.now()

    def follow(self, scale: Scale) -> None:
        """Go on with a line that was begun before, as in the process before this one."""
        self.scale = scale

    def fall_behind(self, ahead: timedelta) -> None:
        """Go on with a line that the machine's clock is ahead of by so much."""
        begun = self._beginning()
        self.scale = None if begun is None else Scale(begun.wall - ahead, begun.count, begun.boot)

    def set_right(self) -> None:
        """Show again what the machine shows."""
        self.scale = self._beginning()

    def _beginning(self) -> Scale | None:
        count = self._machine.boottime()
        return None if count is None else Scale(self._machine.wall(), count, self._machine.boot())


def zone(name: str) -> zoneinfo.ZoneInfo:
    """Return the time zone of that IANA name; raises KeyError where there is none."""
    return zoneinfo.ZoneInfo(name)


def local(instant: datetime, zone_name: str) -> datetime:
    """Return an aware instant as wall time in a zone."""
    return instant.astimezone(zone(zone_name))


def show_date(day: date) -> str:
    """Write a date as 22-Nov-2026, whatever the machine's region says."""
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year:04d}"


def show_long_date(day: date) -> str:
    """Write a date for a client's page: Sunday 22 November 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS_IN_FULL[day.month - 1]} {day.year}"


def show_weekday_date(day: date) -> str:
    """Write a date with its short weekday: Sun 22-Nov-2026."""
    return f"{WEEKDAYS[day.weekday()][:3]} {show_date(day)}"


def show_time(instant: datetime, zone_name: str) -> str:
    """Write the wall time of an instant as HH:mm, 24 hours."""
    return f"{local(instant, zone_name):%H:%M}"


def show_seconds(instant: datetime, zone_name: str) -> str:
    """Write the wall time of an instant as HH:mm:ss, for save states and timers."""
    return f"{local(instant, zone_name):%H:%M:%S}"


def show_moment(instant: datetime, zone_name: str) -> str:
    """Write an instant as DD-MMM-YYYY HH:mm in a zone."""
    there = local(instant, zone_name)
    return f"{show_date(there.date())} {there:%H:%M}"


def since_dose(instant: datetime, dosed_at: datetime) -> str:
    """Write the time since the dose as T+HH:MM, or T-HH:MM before it."""
    minutes = int((instant - dosed_at).total_seconds() // 60)
    sign = "+" if minutes >= 0 else "-"
    minutes = abs(minutes)
    return f"T{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def counted_since(now: datetime, dosed_at: datetime) -> str:
    """Write how long it is since the dose, as T+HH:MM; `T+ –` while the clock is earlier than the dose.

    A clock that was moved back must not count backwards: what is known then is when the dose was given.
    """
    return since_dose(now, dosed_at) if now >= dosed_at else "T+ –"


def age(born: date, on: date) -> int:
    """Return completed years between a birth date and a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
