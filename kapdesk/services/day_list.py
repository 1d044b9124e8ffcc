"""The list of a day on paper: numbers in place of names, and words that say nothing of care."""

from datetime import date
from typing import TYPE_CHECKING

from kapdesk import __version__
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.services import closures, diary, settings
from kapdesk.services.diary import Booked
from kapdesk.services.documents import Printed
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.reports.day_list import DayFacts

VISIT = "visit"
_NEUTRAL = {AppointmentKind.CONTACT: "call", AppointmentKind.GROUP: "group"}
_GONE = {AppointmentStatus.CANCELLED, AppointmentStatus.LATE_CANCELLED, AppointmentStatus.RESCHEDULED}


def facts(record: Record, day: date, *, room: str = "", therapist: str = "") -> "DayFacts":
    """Return what stands on the list of a day; what was called off stays away from it."""
    from kapdesk.reports.day_list import DayFacts, Entry

    shown = [each for each in diary.between(record, day, day) if _is_shown(each, room, therapist)]
    entries = tuple(
        Entry(
            each.appointment.starts_at, each.appointment.ends_at, each.code,
            _NEUTRAL.get(each.appointment.kind, VISIT), each.appointment.room, each.therapist_name,
            "" if each.appointment.status is AppointmentStatus.PLANNED else each.appointment.status.value,
        )
        for each in shown
    )  # fmt: skip
    closed = tuple(
        f"{each.what[0].upper()}{each.what[1:]}: not there on this day."
        for each in closures.between(record, day, day)
    )
    of = " · ".join(part for part in (room, therapist) if part)
    return DayFacts(day, record.zone, settings.get(record, "clinic"), of, entries, closed)


def make(record: Record, day: date, *, paper: Paper, room: str = "", therapist: str = "") -> Printed:
    """Make the list of a day, of one room or of one person of it."""
    from kapdesk.reports.day_list import TITLE, render
    from kapdesk.reports.pdf import inspect

    stamp = Stamp(
        record.now(), record.author.signature, record.zone, Status.PLAIN, "", record.rehearsal, __version__
    )
    pdf = render(facts(record, day, room=room, therapist=therapist), paper=paper, stamp=stamp)
    return Printed(pdf, TITLE, f"kapdesk-{day.isoformat()}-day.pdf", inspect(pdf).pages)


def _is_shown(booked: Booked, room: str, therapist: str) -> bool:
    one = booked.appointment
    if one.status in _GONE or (room and one.room != room):
        return False
    return not therapist or booked.therapist_name == therapist
