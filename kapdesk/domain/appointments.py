"""When client and therapist meet again: suggested, never forced, and nobody dosed goes unseen unnoticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.domain.errors import Refused


class AppointmentKind(StrEnum):
    """What an appointment is for."""

    PREPARATION = "preparation"
    DOSING = "dosing"
    CONTACT = "contact"
    IMMEDIATE = "immediate"
    EARLY = "early"
    REGULAR = "regular"
    REVIEW = "review"
    PARTNER = "partner"
    GROUP = "group"

    @property
    def label(self) -> str:
        """Return the kind as it is read."""
        return _LABELS[self]

    @property
    def integration(self) -> bool:
        """Return whether this is an integration session."""
        return self in INTEGRATION


_LABELS = {
    AppointmentKind.PREPARATION: "preparation session",
    AppointmentKind.DOSING: "dosing session",
    AppointmentKind.CONTACT: "call",
    AppointmentKind.IMMEDIATE: "integration, same day",
    AppointmentKind.EARLY: "integration, first days",
    AppointmentKind.REGULAR: "integration",
    AppointmentKind.REVIEW: "review",
    AppointmentKind.PARTNER: "session with partner",
    AppointmentKind.GROUP: "group session",
}
INTEGRATION = frozenset(
    {
        AppointmentKind.IMMEDIATE,
        AppointmentKind.EARLY,
        AppointmentKind.REGULAR,
        AppointmentKind.REVIEW,
        AppointmentKind.PARTNER,
        AppointmentKind.GROUP,
    }
)


class AppointmentStatus(StrEnum):
    """How an appointment stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late cancelled"
    DID_NOT_ATTEND = "did not attend"
    RESCHEDULED = "rescheduled"

    @property
    def stands(self) -> bool:
        """Return whether the appointment is still to take place."""
        return self in {AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED}

    @property
    def needs_reason(self) -> bool:
        """Return whether this status is written with a reason."""
        return self in {AppointmentStatus.CANCELLED, AppointmentStatus.LATE_CANCELLED}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment: an instant in UTC with the zone it was made in, and its length in minutes."""

    id: UUID
    client_id: UUID
    kind: AppointmentKind
    starts_at: datetime
    zone: str
    minutes: int
    room: str = ""
    therapist_id: UUID | None = None
    status: AppointmentStatus = AppointmentStatus.PLANNED

    @property
    def ends_at(self) -> datetime:
        """Return when it ends, in UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Cadence:
    """The clinic's habits: days to suggest, then weekly; the first window in hours; when the board calls.

    Defaults are the clinic's own to change; published ranges run from 1 to 3 days after a dose to one session
    between every two doses, and none is agreed.
    """

    first_days: tuple[int, ...] = (1, 3, 7)
    weekly: int = 4
    window_from_hours: int = 24
    window_to_hours: int = 72
    warn_after_days: int = 7
    unseen_days: tuple[int, ...] = (1, 3, 7)
    dosing_gap_hours: int = 48


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A day to meet again, how many days after the dose, and whether it touches the first window."""

    day: date
    after_days: int
    in_window: bool


def suggestions(dosed_at: datetime, zone_name: str, cadence: Cadence | None = None) -> tuple[Suggestion, ...]:
    """Return the days to suggest after a dose, in the clinic's zone: +1, +3, +7 days, then weekly."""
    habit = cadence or Cadence()
    last = max(habit.first_days, default=0)
    days = sorted({*habit.first_days, *(last + 7 * week for week in range(1, habit.weekly + 1))})
    dosed_on = local(dosed_at, zone_name).date()
    first = local(dosed_at + timedelta(hours=habit.window_from_hours), zone_name).date()
    end = local(dosed_at + timedelta(hours=habit.window_to_hours), zone_name).date()
    return tuple(
        Suggestion(day := dosed_on + timedelta(days=after), after, first <= day <= end) for after in days
    )


def in_window(starts_at: datetime, dosed_at: datetime, cadence: Cadence | None = None) -> bool:
    """Return whether an instant lies in the first window after a dose, by default 24 to 72 hours."""
    habit = cadence or Cadence()
    after = starts_at - dosed_at
    return timedelta(hours=habit.window_from_hours) <= after <= timedelta(hours=habit.window_to_hours)


def check_appointment(one: Appointment, now: datetime, *, oriented_at: datetime | None = None) -> None:
    """Raise Refused for one that ends before it starts, lies in the past, or is immediate too soon.

    A same-day integration session starts after the client is recorded as oriented.
    """
    if one.minutes <= 0:
        raise Refused("The appointment ends before it begins. Nothing was booked; correct the times.")
    if one.starts_at < now and one.status.stands:
        raise Refused(
            f"{show_moment(one.starts_at, one.zone)} has passed. Nothing was booked; choose a time to come."
        )
    if one.kind is not AppointmentKind.IMMEDIATE:
        return
    if oriented_at is None or one.starts_at < oriented_at:
        raise Refused(
            "A same-day session begins after the client is recorded as oriented. Nothing was booked; record "
            "orientation first, or choose another day."
        )


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    """Return the length of an appointment in minutes; raises Refused where the end is not after the start."""
    minutes = int((ends_at - starts_at).total_seconds() // 60)
    if minutes <= 0:
        raise Refused("The appointment ends before it begins. Nothing was booked; correct the times.")
    return minutes


def check_status(status: AppointmentStatus, one: Appointment, now: datetime, *, reason_given: bool) -> None:
    """Raise Refused for a cancelling without a reason, or for attendance that cannot be known yet.

    A client may come early on the day; that somebody did not attend shows at the start at the earliest.
    """
    early = local(now, one.zone).date() < local(one.starts_at, one.zone).date()
    missed = status is AppointmentStatus.DID_NOT_ATTEND and now < one.starts_at
    if missed or (status is AppointmentStatus.ATTENDED and early):
        raise Refused(f"This appointment is still to come, so it is not “{status}” yet. Nothing was changed.")
    if status.needs_reason and not reason_given:
        raise Refused(
            f"“{status.value.capitalize()}” needs a reason. Nothing was changed; choose one, or write it in "
            "a few words."
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """Another appointment at the same time, with what is taken twice: therapist, room or client."""

    other: Appointment
    taken: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the clash as a sentence without a name."""
        begins, ends = (show_time(at, self.other.zone) for at in (self.other.starts_at, self.other.ends_at))
        verb = "is" if len(self.taken) == 1 else "are"
        what = " and the ".join(self.taken)
        return f"The {what} {verb} taken from {begins} to {ends} ({self.other.kind.label})."


def clashes(one: Appointment, others: Sequence[Appointment]) -> tuple[Clash, ...]:
    """Return standing appointments that overlap in time and share therapist, room or client, earliest first.

    One that ends when the other begins does not overlap.
    """
    found: list[Clash] = []
    for other in sorted(others, key=_when):
        apart = other.ends_at <= one.starts_at or one.ends_at <= other.starts_at
        if other.id == one.id or apart or not (one.status.stands and other.status.stands):
            continue
        if taken := _taken(one, other):
            found.append(Clash(other, taken))
    return tuple(found)


def _when(one: Appointment) -> tuple[datetime, str]:
    return (one.starts_at, str(one.id))


def _taken(one: Appointment, other: Appointment) -> tuple[str, ...]:
    """Return what two appointments share; people of one group share therapist and room on purpose."""
    group = AppointmentKind.GROUP
    if one.kind is group and other.kind is group and one.starts_at == other.starts_at:
        return ("client",) if one.client_id == other.client_id else ()
    room = one.room.strip().casefold()
    shared = {
        "therapist": one.therapist_id is not None and one.therapist_id == other.therapist_id,
        "room": bool(room) and room == other.room.strip().casefold(),
        "client": one.client_id == other.client_id,
    }
    return tuple(name for name, twice in shared.items() if twice)
