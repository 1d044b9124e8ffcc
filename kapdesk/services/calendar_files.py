"""Appointments for a calendar elsewhere: one, what is to come for a client, or a day; nobody is named."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import Appointment, AppointmentStatus
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.exchange import calendar_file
from kapdesk.exchange.calendar_file import Entry
from kapdesk.services import diary, saving, settings
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AppointmentChangeRow,
    AppointmentRow,
    ClientRow,
    PersonRow,
    VaultIdentityRow,
)

CLINIC, CODES = "calendar.clinic", "calendar.codes"
TITLE, REHEARSED = "Appointment", "Rehearsal, not real: "
OFF = frozenset(
    {AppointmentStatus.CANCELLED, AppointmentStatus.LATE_CANCELLED, AppointmentStatus.RESCHEDULED}
)
IN_CLEAR = (
    "Anyone who opens this file can read when there are appointments, and a calendar that is kept online "
    "sends it on. It names no client and nothing clinical. kapdesk cannot take it back."
)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A finished calendar file: its bytes, a name that names nobody, and what of how many is in it."""

    content: bytes
    file_name: str
    appointments: int
    called_off: int


def of_appointment(record: Record, appointment_id: UUID) -> CalendarFile:
    """Make the file of one appointment as it stands now, called off or not; raises NotFound."""
    return _made(record, AppointmentRow.id == appointment_id)


def of_client(record: Record, client_id: UUID) -> CalendarFile:
    """Make the file of everything from today on of one client, with what was called off.

    Raises NotFound where there is nothing from today on.
    """
    today = diary.day_start(local(record.now(), record.zone).date(), record.zone)
    return _made(record, AppointmentRow.client_id == client_id, AppointmentRow.starts_at >= today)


def of_day(record: Record, day: date, *, room: str = "", therapist: str = "") -> CalendarFile:
    """Make the file of one day of the clinic, or of one room or one person of it.

    What was called off is in it, and what was moved away to another day, at its new time: a calendar that
    took an earlier file would keep the old one otherwise. Raises NotFound where there is nothing.
    """
    start, end = (diary.day_start(each, record.zone) for each in (day, day + timedelta(days=1)))
    begins = (AppointmentRow.starts_at >= start) & (AppointmentRow.starts_at < end)
    which: list[ColumnElement[bool]] = [begins | AppointmentRow.id.in_(_moved_away(start, end))]
    if room:
        which.append(AppointmentRow.room == room)
    if therapist:
        people = select(PersonRow.id).where(PersonRow.name == therapist)
        which.append(AppointmentRow.therapist_id.in_(people))
    return _made(record, *which)


def save(made: CalendarFile, target: Path, *, read: bool = False, replace: bool = False) -> Path:
    """Write a calendar file, readable by whoever opens it, to a place that was chosen.

    `read` says that the risk of an open file was read. Raises what `saving.save` raises.
    """
    return saving.save(made.content, target, in_clear=read, replace=replace)


def names_clinic(record: Record) -> bool:
    """Return whether the clinic wishes to be named in calendars; it is not until somebody says so."""
    return settings.get(record, CLINIC) == "yes"


def name_clinic(record: Record, *, wish: bool) -> Change:
    """Keep whether the clinic is named in calendars."""
    return settings.put(record, CLINIC, "yes" if wish else "no")


def names_codes(record: Record) -> bool:
    """Return whether client numbers stand in calendars; they do not until somebody says so."""
    return settings.get(record, CODES) == "yes"


def name_codes(record: Record, *, wish: bool) -> Change:
    """Keep whether client numbers stand in calendars; a name never does."""
    return settings.put(record, CODES, "yes" if wish else "no")


def summary(record: Record) -> str:
    """Return the title every appointment has in a calendar: the word alone, or with the clinic's name."""
    clinic = " ".join(settings.get(record, "clinic").split()) if names_clinic(record) else ""
    title = f"{TITLE}, {clinic}" if clinic else TITLE
    return f"{REHEARSED}{title}" if record.rehearsal else title


def uid(vault_id: str, appointment_id: UUID) -> str:
    """Return what calendars know an appointment by: always the same, and no way back to the record."""
    digest = hashlib.sha256(f"appointment/{vault_id}/{appointment_id.hex}".encode()).digest()
    return str(UUID(bytes=digest[:16], version=5))


def _made(record: Record, *which: ColumnElement[bool]) -> CalendarFile:
    with record.read() as db:
        entries = tuple(_entries(db, which, numbered=settings.value(db, CODES) == "yes"))
    if not entries:
        raise NotFound("Nothing is booked there, so there is nothing for a calendar. Nothing was saved.")
    content = calendar_file.render(entries, summary(record), record.now())
    written = local(record.now(), record.zone).date()
    off = sum(each.called_off for each in entries)
    return CalendarFile(content, f"appointments-{written.isoformat()}.ics", len(entries), off)


def _entries(db: Session, which: Iterable[ColumnElement[bool]], *, numbered: bool) -> Iterable[Entry]:
    vault_id = db.scalar(select(VaultIdentityRow.vault_id))
    if not vault_id:
        raise Refused(
            "This record has no number of its own, so no calendar could know its appointments again."
        )
    query = select(AppointmentRow, ClientRow.code).join(ClientRow, AppointmentRow.client_id == ClientRow.id)
    rows = db.execute(query.where(*which).order_by(AppointmentRow.starts_at, AppointmentRow.id))
    for row, code in rows:
        yield _entry(diary.appointment(row), row.sequence, vault_id, code if numbered else "")


def _entry(one: Appointment, sequence: int, vault_id: str, code: str) -> Entry:
    return Entry(
        uid(vault_id, one.id), one.starts_at, one.ends_at, one.zone, sequence, one.status in OFF, code
    )


def _moved_away(start: datetime, end: datetime) -> Select[UUID]:
    """Choose what was moved and stood between two instants before; a change begins with its time."""
    was = AppointmentChangeRow.before
    query = select(AppointmentChangeRow.appointment_id).where(AppointmentChangeRow.what == "moved")
    return query.where(was >= start.isoformat(), was < end.isoformat())
