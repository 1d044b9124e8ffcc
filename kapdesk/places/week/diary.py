"""The appointments of a week as the grid and the list want them: whole names or codes, by room and person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import local, show_time, show_weekday_date
from kapdesk.domain.closures import Closure
from kapdesk.domain.wall_time import elsewhere
from kapdesk.domain.working_hours import DAY, WorkingWeek
from kapdesk.services.diary import Booked
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.table import Cell, Line
from kapdesk.ui.week_view import Booking, Shut

_TONES = {
    AppointmentStatus.PLANNED: "accent_weak",
    AppointmentStatus.CONFIRMED: "done_weak",
    AppointmentStatus.ATTENDED: "observer_weak",
    AppointmentStatus.DID_NOT_ATTEND: "caution_weak",
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is shown of the week: everything, or one room, or one person; names, or codes only."""

    room: str = ""
    therapist: str = ""
    codes_only: bool = False

    def lets(self, booked: Booked) -> bool:
        """Return whether an appointment is shown."""
        room = not self.room or booked.appointment.room == self.room
        return room and (not self.therapist or booked.therapist_name == self.therapist)

    def name(self, booked: Booked) -> str:
        """Return the client as they are shown."""
        return booked.code if self.codes_only else name_of(booked.client_name, booked.code)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def grid(booked: Sequence[Booked], sieve: Sieve, zone: str) -> tuple[Booking, ...]:
    """Return what stands in the grid: all but what was called off, which the list keeps."""
    return tuple(_booking(each, sieve, zone) for each in booked if each.appointment.status in _TONES)


def shut(monday: date, week: WorkingWeek, closed: Sequence[Closure], sieve: Sieve) -> tuple[Shut, ...]:
    """Return when nobody works in a week, and why: what is closed first, then what is outside the hours.

    What is closed of one room or one person is shown where the week is of that room or person.
    """
    found: list[Shut] = []
    for day in (monday + timedelta(days=number) for number in range(7)):
        for each in closed:
            shown = each.room in {"", sieve.room} and each.person_name in {"", sieve.therapist}
            if each.holds_on(day) and shown:
                found.append(Shut(day, 0, DAY, each.short))
        ends = [0, *(span.ends for span in week.of(day))]
        begins = [*(span.begins for span in week.of(day)), DAY]
        words = "outside the hours" if week.of(day) else "not worked"
        found += [Shut(day, since, until, words) for since, until in zip(ends, begins, strict=True)]
    return tuple(found)


def lines(booked: Sequence[Booked], sieve: Sieve, zone: str) -> tuple[Line, ...]:
    """Return the week as a list, with everything that was called off."""
    return tuple(_line(each, sieve, zone) for each in booked)


def _booking(booked: Booked, sieve: Sieve, zone: str) -> Booking:
    one = booked.appointment
    there = local(one.starts_at, zone)
    made = elsewhere(one.starts_at, one.zone, zone)
    parts = (
        one.kind.label,
        one.room,
        made,
        "" if one.status is AppointmentStatus.PLANNED else one.status.value,
    )
    second = " · ".join(part for part in parts if part)
    return Booking(
        one.id, there.date(), there.time(), one.minutes, sieve.name(booked), second, _TONES[one.status],
        movable=one.status.stands,
    )  # fmt: skip


def _line(booked: Booked, sieve: Sieve, zone: str) -> Line:
    one = booked.appointment
    day = show_weekday_date(local(one.starts_at, zone).date())
    times = f"{show_time(one.starts_at, zone)} to {show_time(one.ends_at, zone)}"
    if made := elsewhere(one.starts_at, one.zone, zone):
        times = f"{times} ({made})"
    state = f"{one.status.value}: {booked.reason}" if booked.reason else one.status.value
    texts = (
        day,
        times,
        sieve.name(booked),
        one.kind.label.capitalize(),
        one.room,
        booked.therapist_name,
        state,
    )
    return Line(one.id, tuple(Cell(text, strong=place == 2) for place, text in enumerate(texts)))  # noqa: PLR2004 - the place of the name
