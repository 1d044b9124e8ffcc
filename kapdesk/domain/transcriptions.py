"""What was written on paper first: the times as written there decide, not the time of typing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kapdesk.domain.clock import show_moment, zone
from kapdesk.domain.dates import parse_time
from kapdesk.domain.errors import Refused
from kapdesk.domain.sessions import SessionState

FROM_PAPER = "from paper"
LATE_AFTER = timedelta(hours=24)
"""From when an entry that is written down afterwards is called late."""
_NEXT_DAY = re.compile(r"\+\s*1?\s+(.+)|\+(\d.*)")


@dataclass(frozen=True, slots=True)
class Stood:
    """From when a session stood in a state, as it happened."""

    state: SessionState
    at: datetime


def parse_written(text: str, day: date, zone_name: str, now: datetime) -> datetime:
    """Read a clock time as it stands on a sheet of this day, in UTC; `+00:20` is after midnight.

    Of the hour that comes twice in autumn the later one is meant. Raises Refused for what is no time, for an
    hour that the clock left out in spring, and for a time that is still to come.
    """
    plain = text.strip()
    after = _NEXT_DAY.fullmatch(plain)
    clock = parse_time((after[1] or after[2]) if after else plain)
    there = datetime.combine(
        day + timedelta(days=1 if after else 0), clock.replace(fold=1), tzinfo=zone(zone_name)
    )
    at = there.astimezone(UTC)
    if at.astimezone(zone(zone_name)).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise Refused(
            f"There was no {clock:%H:%M} on that day: the clocks went forward. Nothing was taken over. "
            "Correct the time."
        )
    if at > now:
        raise Refused(
            f"{show_moment(at, zone_name)} is still to come. Nothing was taken over. Correct day or time."
        )
    return at


def is_late(happened_at: datetime, written_at: datetime) -> bool:
    """Return whether something was written down more than 24 hours after it happened."""
    return written_at - happened_at > LATE_AFTER


def late_words(happened_at: datetime, written_at: datetime) -> str:
    """Return how a late entry is labelled, with the whole hours in between; empty for one in time."""
    if not is_late(happened_at, written_at):
        return ""
    return f"late entry: written {int((written_at - happened_at).total_seconds() // 3600)} h after"


def _in_order(course: Iterable[Stood]) -> list[Stood]:
    """Return what happened in its order; planning may be written down after the day, and is left out."""
    done = [one for one in course if one.state is not SessionState.SCHEDULED]
    return sorted(done, key=lambda one: one.at)  # sorted keeps the order of writing within one minute


def state_at(course: Sequence[Stood], at: datetime) -> SessionState:
    """Return the state in which a session stood at an instant; scheduled before its arrival."""
    before = [one for one in _in_order(course) if one.at <= at]
    return before[-1].state if before else SessionState.SCHEDULED


def check_step(course: Sequence[Stood], to: SessionState, at: datetime, zone_name: str) -> None:
    """Raise Refused where a state would begin before the one it follows."""
    done = _in_order(course)
    if done and at < done[-1].at:
        last = done[-1]
        raise Refused(
            f"“{to}” at {show_moment(at, zone_name)} is before “{last.state}” at "
            f"{show_moment(last.at, zone_name)}. Nothing was taken over. Correct one of the two times."
        )


def check_escort_first(named_at: datetime | None, at: datetime, zone_name: str) -> None:
    """Raise Refused where an escort was named only after the client was cleared to be dosed.

    Without an escort an exception has to be written, which the rules of the clearance look after.
    """
    if named_at is not None and named_at > at:
        raise Refused(
            f"The escort was named at {show_moment(named_at, zone_name)}, "
            f"after {show_moment(at, zone_name)}. Nothing was taken over. Take over the arrival check "
            "first, with the escort and its time."
        )


def check_dose_after_clearance(course: Sequence[Stood], given_at: datetime, zone_name: str) -> SessionState:
    """Return the state in which a dose was given; raise Refused where the client was not cleared by then."""
    state = state_at(course, given_at)
    if state in {SessionState.SCHEDULED, SessionState.ARRIVED}:
        raise Refused(
            f"At {show_moment(given_at, zone_name)} the session was {state}: the client was not "
            "cleared to be dosed. Nothing was taken over. Write when the clearance was given, or correct "
            "the time."
        )
    return state


def check_second_screen(
    asked_at: datetime, oriented_at: datetime | None, *, orientation_written: bool
) -> bool:
    """Return whether the screen before leaving may be scored: it was asked once the client was oriented.

    Raises Refused while no orientation at all is in the record, for then the sheet about leaving has to be
    taken over first. Asked too early, the answers are kept and have no result.
    """
    if not orientation_written:
        raise Refused(
            "Orientation (D03) is not in the record yet, so this screen could not be scored. Nothing was "
            "taken over. Take over the sheet “Before leaving” first; what is typed here is kept."
        )
    return oriented_at is not None and asked_at >= oriented_at


def from_paper(name: str) -> str:
    """Return who wrote something on paper, as it stands where a name stands: `N. Rowe, RN, from paper`."""
    return f"{name.strip()}, {FROM_PAPER}"
