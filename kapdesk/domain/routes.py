"""By which way the medicine goes in, how long it usually shows, and when vital signs are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kapdesk.domain.errors import Refused


class Route(StrEnum):
    """The way a medicine is given."""

    IV = "iv"
    IM = "im"
    SUBLINGUAL = "sublingual"
    ORAL = "oral"
    INTRANASAL = "intranasal"
    ESKETAMINE = "esketamine"

    @property
    def label(self) -> str:
        """Return the route as it is shown: `IM injection`."""
        return _LABELS[self]

    @property
    def short(self) -> str:
        """Return the route as it stands in a narrow line: `IM`."""
        return _SHORT[self]


_LABELS = {
    Route.IV: "IV infusion",
    Route.IM: "IM injection",
    Route.SUBLINGUAL: "sublingual, ODT or lozenge",
    Route.ORAL: "oral, swallowed",
    Route.INTRANASAL: "intranasal, compounded",
    Route.ESKETAMINE: "intranasal esketamine",
}
_SHORT = {
    Route.IV: "IV",
    Route.IM: "IM",
    Route.SUBLINGUAL: "SL",
    Route.ORAL: "PO",
    Route.INTRANASAL: "IN",
    Route.ESKETAMINE: "esketamine",
}


@dataclass(frozen=True, slots=True)
class RouteProfile:
    """Times in minutes from the dose, for display and reminders; never advice on dosing.

    Spravato US label for esketamine; the others are usual times from published route summaries, which a
    clinic may change. The observation minimum goes upward only.
    """

    route: Route
    onset_min: int
    peak_min: int
    typical_end_min: int
    min_observation_min: int
    vitals_schedule_min: tuple[int, ...]


PROFILES: dict[Route, RouteProfile] = {
    Route.IV: RouteProfile(Route.IV, 2, 40, 60, 90, (0, 15, 30, 40, 60, 90, 120)),
    Route.IM: RouteProfile(Route.IM, 5, 15, 60, 90, (0, 15, 30, 60, 90, 120)),
    Route.SUBLINGUAL: RouteProfile(Route.SUBLINGUAL, 20, 60, 120, 120, (0, 30, 60, 90, 120, 150)),
    Route.ORAL: RouteProfile(Route.ORAL, 60, 120, 240, 120, (0, 30, 60, 90, 120, 150)),
    Route.INTRANASAL: RouteProfile(Route.INTRANASAL, 15, 30, 120, 120, (0, 15, 30, 60, 90, 120)),
    Route.ESKETAMINE: RouteProfile(Route.ESKETAMINE, 10, 40, 120, 120, (0, 40, 120)),
}


def check_profile(profile: RouteProfile) -> None:
    """Raise Refused for an observation minimum below the shipped one, or a schedule that does not go forward.

    For esketamine 120 minutes and a look at 40 minutes are the floor (Spravato US label).
    """
    floor = PROFILES[profile.route]
    if profile.min_observation_min < floor.min_observation_min:
        raise Refused(
            f"Observation after {profile.route.label} lasts {floor.min_observation_min} minutes or more, "
            f"and {profile.min_observation_min} was entered. The old one stands; enter a longer one."
        )
    times = profile.vitals_schedule_min
    if not times or times[0] != 0 or list(times) != sorted(set(times)):
        raise Refused(
            "A schedule of vital signs begins with 0 and each time is later than the one before. "
            "The old one stands; enter the minutes in order."
        )
    if profile.route is Route.ESKETAMINE and not set(floor.vitals_schedule_min) <= set(times):
        raise Refused(
            "The schedule for esketamine keeps 0, 40 and 120 minutes. The old one stands; only add to it."
        )


class Anchor(StrEnum):
    """From which dose the observation time counts."""

    FIRST = "first dose"
    LAST = "last dose"


def observed_from(route: Route, doses: Sequence[datetime], anchor: Anchor | None = None) -> datetime | None:
    """Return when observation starts to count, or None while no dose was given.

    By default the first device for esketamine, as on the SPRAVATO REMS monitoring form, and the last dose
    (a booster) for everything else.
    """
    if not doses:
        return None
    chosen = anchor or (Anchor.FIRST if route is Route.ESKETAMINE else Anchor.LAST)
    return min(doses) if chosen is Anchor.FIRST else max(doses)


class DueState(StrEnum):
    """Where one planned look at the vital signs stands."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Look:
    """A recorded look: when it was, whether done, missed or declined, and for which due time if named."""

    at: datetime
    state: DueState = DueState.DONE
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueLook:
    """One planned look: minutes from the dose, when, how it stands, and when it was met."""

    minute: int
    due_at: datetime
    state: DueState
    met_at: datetime | None = None
    overdue_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Minutes: how early a look may count for its time, how late it may be, how old a baseline may be."""

    early: int = 5
    late: int = 5
    baseline_age: int = 60


def due_looks(
    profile: RouteProfile,
    dosed_at: datetime,
    looks: Sequence[Look],
    now: datetime,
    *,
    tolerance: Tolerance | None = None,
    ended_at: datetime | None = None,
) -> tuple[DueLook, ...]:
    """Return every planned look with how it stands now; the order of `looks` is of no matter.

    A look counts for the due time it names, else for the slot it falls in: from a little before that due time
    until a little before the next. Minute 0 is the baseline: at or before the dose, never after it. A slot
    that closed, by the next one or by the session's end, with no look in it is missed.
    """
    allowed = tolerance or Tolerance()
    minutes = profile.vitals_schedule_min
    closes = [
        *(dosed_at + timedelta(minutes=minute - allowed.early) for minute in minutes[1:]),
        ended_at or datetime.max.replace(tzinfo=dosed_at.tzinfo),
    ]
    return tuple(
        _due_look(minute, dosed_at, close, looks, min(now, ended_at) if ended_at else now, allowed, ended_at)
        for minute, close in zip(minutes, closes, strict=True)
    )


def _due_look(
    minute: int,
    dosed_at: datetime,
    close: datetime,
    looks: Sequence[Look],
    now: datetime,
    allowed: Tolerance,
    ended_at: datetime | None,
) -> DueLook:
    due_at = dosed_at + timedelta(minutes=minute)
    opens = due_at - timedelta(minutes=allowed.early if minute else allowed.baseline_age)
    last = due_at if minute == 0 else close
    mine = [look for look in looks if _belongs(look, due_at, opens, last, baseline=minute == 0)]
    if mine:
        kept = min(mine, key=_done_first)
        return DueLook(minute, due_at, kept.state, kept.at if kept.state is DueState.DONE else None)
    if now < due_at and ended_at is None:
        return DueLook(minute, due_at, DueState.UPCOMING)
    if ended_at is not None or now >= last:
        return DueLook(minute, due_at, DueState.MISSED)
    late = int((now - due_at).total_seconds() // 60)
    state = DueState.OVERDUE if late > allowed.late else DueState.DUE
    return DueLook(minute, due_at, state, overdue_minutes=late if state is DueState.OVERDUE else 0)


def _belongs(look: Look, due_at: datetime, opens: datetime, last: datetime, *, baseline: bool) -> bool:
    if look.due_at is not None:
        return look.due_at == due_at
    return opens <= look.at <= last if baseline else opens <= look.at < last


def _done_first(look: Look) -> tuple[bool, datetime]:
    return (look.state is not DueState.DONE, look.at)
