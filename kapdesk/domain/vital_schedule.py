"""When vital signs are due after a dose and its boosters, and how each planned look stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kapdesk.domain.routes import RouteProfile


class DueState(StrEnum):
    """Where one planned look at the vital signs stands."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"  # somebody said so, and why
    DECLINED = "declined"
    NOT_RECORDED = "not recorded"  # its time is over and nobody said anything
    NOT_REACHED = "not reached"  # the day ended before it was due


OPEN = frozenset({DueState.DUE, DueState.OVERDUE})
"""States in which a look can still be taken for its time."""


@dataclass(frozen=True, slots=True)
class Look:
    """A recorded look: when it was, whether done, missed or declined, and for which due time if named."""

    at: datetime
    state: DueState = DueState.DONE
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueLook:
    """One planned look: minutes from the dose, when, how it stands, and when it was met.

    `since_booster` is minutes from the booster that asks for it, None where the first dose does.
    """

    minute: int
    due_at: datetime
    state: DueState
    met_at: datetime | None = None
    overdue_minutes: int = 0
    since_booster: int | None = None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Minutes: how early a look may count, how late it may be before it is overdue, a baseline's age."""

    early: int = 5
    late: int = 0
    baseline_age: int = 60


@dataclass(frozen=True, slots=True)
class _Planned:
    """One planned look and the span in which a look counts for it; the end is not in it, for 0 it is."""

    minute: int
    due_at: datetime
    opens: datetime
    closes: datetime
    since_booster: int | None = None

    @property
    def baseline(self) -> bool:
        return self.minute == 0 and self.since_booster is None

    def over(self, now: datetime) -> bool:
        return now > self.closes if self.baseline else now >= self.closes

    def takes(self, look: Look) -> bool:
        """Return whether a look counts here: by the due time it names, else by the span it falls in."""
        if look.due_at is not None:
            return look.due_at == self.due_at
        return self.opens <= look.at and not self.over(look.at)


def due_looks(
    profile: RouteProfile,
    dosed_at: datetime,
    looks: Sequence[Look],
    now: datetime,
    *,
    boosters: Sequence[datetime] = (),
    tolerance: Tolerance | None = None,
    ended_at: datetime | None = None,
) -> tuple[DueLook, ...]:
    """Return every planned look with how it stands now; the order of `looks` and `boosters` is of no matter.

    A look counts for the due time it names, else for the slot it falls in: from a little before that due time
    until a little before the next. Minute 0 is the baseline: at or before the dose, never after it. Each
    booster adds the looks of its own schedule, unless one is planned within a few minutes of it already; the
    first schedule goes on. A slot that closed, by the next one or by the session's end, is not recorded until
    somebody says that it was missed or declined; what was due after the end was not reached.
    """
    allowed = tolerance or Tolerance()
    plan = _plan(profile, dosed_at, boosters, allowed)
    asked_at = min(now, ended_at) if ended_at else now
    return tuple(_stands(one, looks, asked_at, allowed, ended=ended_at is not None) for one in plan)


def _plan(
    profile: RouteProfile, dosed_at: datetime, boosters: Sequence[datetime], allowed: Tolerance
) -> list[_Planned]:
    times: list[tuple[datetime, int | None]] = [
        (dosed_at + timedelta(minutes=minute), None) for minute in profile.vitals_schedule_min
    ]
    for booster in sorted(boosters):
        for minute in profile.after_booster_min:
            due_at = booster + timedelta(minutes=minute)
            if all(abs(due_at - other) > timedelta(minutes=allowed.early) for other, _ in times):
                times.append((due_at, minute))
    times.sort()
    early = timedelta(minutes=allowed.early)
    ends = [due_at - early for due_at, _ in times[1:]] + [datetime.max.replace(tzinfo=dosed_at.tzinfo)]
    planned: list[_Planned] = []
    for (due_at, since), closes in zip(times, ends, strict=True):
        minute = int((due_at - dosed_at).total_seconds() // 60)
        first = due_at == dosed_at and since is None
        opens = due_at - (timedelta(minutes=allowed.baseline_age) if first else early)
        planned.append(_Planned(minute, due_at, opens, due_at if first else closes, since))
    return planned


def _stands(
    one: _Planned, looks: Sequence[Look], now: datetime, allowed: Tolerance, *, ended: bool
) -> DueLook:
    mine = [look for look in looks if one.takes(look)]
    if mine:
        kept = min(mine, key=_done_first)
        met_at = kept.at if kept.state is DueState.DONE else None
        return DueLook(one.minute, one.due_at, kept.state, met_at, since_booster=one.since_booster)
    state, late = _open(one, now, allowed, ended=ended)
    return DueLook(one.minute, one.due_at, state, overdue_minutes=late, since_booster=one.since_booster)


def _open(one: _Planned, now: datetime, allowed: Tolerance, *, ended: bool) -> tuple[DueState, int]:
    """Return how a look stands for which nothing is recorded, and how many minutes it is overdue."""
    if now < one.due_at:
        return (DueState.NOT_REACHED if ended else DueState.UPCOMING), 0
    if ended or one.over(now) or (one.baseline and now >= one.closes):
        return DueState.NOT_RECORDED, 0
    late = int((now - one.due_at).total_seconds() // 60)
    return (DueState.OVERDUE, late) if late > allowed.late else (DueState.DUE, 0)


def _done_first(look: Look) -> tuple[bool, datetime, str]:
    return (look.state is not DueState.DONE, look.at, look.state.value)
