"""The monitoring form after esketamine: by when the clinic submits it, and which looks it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kapdesk.domain.clock import local

KIND = "esketamine form"
"""The kind of the task that stands until somebody writes that the clinic submitted the form."""
DAYS = 7
"""Calendar days after the treatment within which the form is submitted (SPRAVATO REMS form, 11/2021)."""
MIDDLE = timedelta(minutes=40)
"""When blood pressure is looked at again, counted from the first device (SPRAVATO US label)."""
NEAR = timedelta(minutes=10)
"""How far from that a look may be and still be printed as the one the form asks for."""


def due_by(dosed_at: datetime, zone: str) -> datetime:
    """Return the last minute of the seventh calendar day after the treatment, where it took place."""
    there = local(dosed_at, zone)
    last = there.date() + timedelta(days=DAYS)
    return datetime.combine(last, time(23, 59), tzinfo=there.tzinfo)


def days_left(due_at: datetime, now: datetime, zone: str) -> int:
    """Return how many calendar days are left, negative once the day has passed."""
    return (local(due_at, zone).date() - local(now, zone).date()).days


def countdown(due_at: datetime, now: datetime, zone: str) -> str:
    """Say how many days are left: `5 days left`, `last day`, `2 days late`."""
    left = days_left(due_at, now, zone)
    if left == 0:
        return "last day"
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    return f"{days} left" if left > 0 else f"{days} late"


def middle_look(times: Sequence[datetime], first_device: datetime) -> int | None:
    """Return the place of the look nearest to 40 minutes; None where none is within ten minutes of it."""
    wanted = first_device + MIDDLE
    near = [(abs(at - wanted), place) for place, at in enumerate(times) if abs(at - wanted) <= NEAR]
    return min(near)[1] if near else None


@dataclass(frozen=True, slots=True)
class Spell:
    """How long something was seen: from the first look with it to the first one after it without.

    `onset` is None where no look saw it; `resolved` is None where the last look still saw it. `worst` is the
    level furthest from calm, `looks` how many looks there were.
    """

    looks: int
    onset: datetime | None = None
    resolved: datetime | None = None
    worst: int | None = None

    @property
    def seen(self) -> bool:
        """Return whether a look saw it."""
        return self.onset is not None


def spell(looks: Sequence[tuple[datetime, int]], *, calm: int) -> Spell:
    """Return from when to when looks saw anything but the calm level; nothing is made up between looks."""
    ordered = sorted(looks)
    away = [(at, level) for at, level in ordered if level != calm]
    if not away:
        return Spell(len(ordered))
    after = [at for at, level in ordered if at > away[-1][0] and level == calm]
    worst = max((level for _, level in away), key=lambda level: abs(level - calm))
    return Spell(len(ordered), away[0][0], after[0] if after else None, worst)
