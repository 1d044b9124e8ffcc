"""The time on the wall of a place, and the two hours a year when it does not exist or comes twice."""

from datetime import UTC, date, datetime, time, timedelta

from kapdesk.domain.clock import show_date, zone
from kapdesk.domain.errors import Refused


def instants(day: date, at: time, zone_name: str) -> tuple[datetime, ...]:
    """Return the instants in UTC that a wall time means: one, none in the spring gap, two in the autumn.

    Raises KeyError for a zone that does not exist.
    """
    there = zone(zone_name)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    found: list[datetime] = []
    for fold in (0, 1):
        instant = wall.replace(tzinfo=there, fold=fold).astimezone(UTC)
        if instant.astimezone(there).replace(tzinfo=None, fold=0) == wall and instant not in found:
            found.append(instant)
    return tuple(sorted(found))


def instant(day: date, at: time, zone_name: str, *, later: bool | None = None) -> datetime:
    """Return the instant in UTC of a wall time.

    `later` chooses between the two readings when the clock goes back. Raises Refused for a time that does
    not exist that day, and for one that comes twice while nothing was chosen; both readings are offered.
    """
    found = instants(day, at, zone_name)
    shown = f"{show_date(day)} {at:%H:%M}"
    if not found:
        raise Refused(
            f"{shown} does not exist in {zone_name}: the clock goes forward over it. Nothing was booked; "
            f"choose {after_gap(day, at, zone_name):%H:%M} or another time."
        )
    if len(found) == 1:
        return found[0]
    if later is None:
        first, second = (_offset(one, zone_name) for one in found)
        raise Refused(
            f"{shown} comes twice in {zone_name}: the clock goes back over it. Nothing was booked; "
            f"choose the earlier ({first}) or the later one ({second})."
        )
    return found[1] if later else found[0]


def elsewhere(one: datetime, made_in: str, here: str) -> str:
    """Return in which zone an instant was written and what the wall showed there; empty where it was here."""
    if made_in == here:
        return ""
    there = one.astimezone(zone(made_in))
    return f"booked as {there:%H:%M} in {made_in}"


def _offset(one: datetime, zone_name: str) -> str:
    shift = one.astimezone(zone(zone_name)).utcoffset() or timedelta()
    minutes = int(shift.total_seconds() // 60)
    return f"UTC{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def after_gap(day: date, at: time, zone_name: str) -> datetime:
    """Return the wall time that the clock shows when a time in the gap would have been.

    Raises KeyError for a zone that does not exist.
    """
    there = zone(zone_name)
    return datetime.combine(day, at).replace(tzinfo=there, fold=0).astimezone(UTC).astimezone(there)
