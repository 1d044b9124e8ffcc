"""What stands in the diary: whose appointment when, which days to offer, and the hours of the clinic."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import (
    INTEGRATION,
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Cadence,
    suggestions,
)
from kapdesk.domain.clients import display_name
from kapdesk.domain.clock import local
from kapdesk.domain.errors import KapdeskError, NotFound
from kapdesk.domain.wall_time import instants
from kapdesk.services import settings
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AppointmentChangeRow,
    AppointmentRow,
    ClientRow,
    DoseRow,
    PersonRow,
    SessionRow,
)

OPENS, CLOSES = "week.opens", "week.closes"
DAYS = "cadence.days"
STANDING = (AppointmentStatus.PLANNED.value, AppointmentStatus.CONFIRMED.value)


@dataclass(frozen=True, slots=True)
class Booked:
    """One appointment with whom it is for and by."""

    appointment: Appointment
    code: str
    client_name: str
    therapist_name: str
    reason: str
    session: UUID | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One day to meet again with a free time of it; `booked` where something stands that day already."""

    day: date
    at: time
    after_days: int
    in_window: bool
    booked: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that was changed of an appointment; times are ISO instants in UTC."""

    what: str
    before: str
    after: str
    reason: str
    written_at: datetime


def of_client(record: Record, client_id: UUID) -> tuple[Booked, ...]:
    """Return all appointments of a client, whatever became of them, the earliest first."""
    with record.read() as db:
        return _booked(db, AppointmentRow.client_id == client_id)


def between(record: Record, first: date, last: date) -> tuple[Booked, ...]:
    """Return the appointments of the days from first to last, both included, in the clinic's zone."""
    with record.read() as db:
        start, end = day_start(first, record.zone), day_start(last + timedelta(days=1), record.zone)
        return _booked(db, AppointmentRow.starts_at >= start, AppointmentRow.starts_at < end)


def one(record: Record, appointment_id: UUID) -> Booked:
    """Return one appointment; raises NotFound."""
    with record.read() as db:
        found = _booked(db, AppointmentRow.id == appointment_id)
    if not found:
        raise NotFound("This appointment is not in the record. Nothing was changed.")
    return found[0]


def history(record: Record, appointment_id: UUID) -> tuple[Changed, ...]:
    """Return what was changed of an appointment, in the order of writing."""
    with record.read() as db:
        query = select(AppointmentChangeRow).where(AppointmentChangeRow.appointment_id == appointment_id)
        rows = db.scalars(query.order_by(AppointmentChangeRow.written_at))
        return tuple(Changed(row.what, row.before, row.after, row.reason, row.written_at) for row in rows)


def offers(record: Record, client_id: UUID, at_most: int = 3) -> tuple[Offer, ...]:
    """Return the next days to meet after the latest dose, each with the first free working half hour."""
    with record.read() as db:
        dosed = last_dose(db, client_id)
        if dosed is None:
            return ()
        habit, today = cadence(record), local(record.now(), record.zone).date()
        days = [one for one in suggestions(dosed, record.zone, habit) if one.day > today][:at_most]
        ahead = standing(db, AppointmentRow.client_id == client_id)
        taken = {local(each.starts_at, each.zone).date() for each in ahead if each.kind in INTEGRATION}
        return tuple(
            Offer(
                day=each.day,
                at=_first_free(db, record, each.day),
                after_days=each.after_days,
                in_window=each.in_window,
                booked=each.day in taken,
            )
            for each in days
        )


def cadence(record: Record) -> Cadence:
    """Return the clinic's habits: the days to suggest, and what warns when."""
    shipped = Cadence()
    own = tuple(
        int(part) for part in settings.get(record, DAYS).replace(",", " ").split() if part.isdecimal()
    )
    try:
        rows = record.content.table("cadence").rows
        limits = {row.id: row for row in record.content.table("settings-defaults").rows}
    except KapdeskError:
        return replace(shipped, first_days=own or shipped.first_days)
    days = tuple(row.whole("after_days") or 0 for row in rows if not row.whole("repeats_days"))
    unseen = limits["overdue-after"].numbers("numbers") if "overdue-after" in limits else ()
    apart = limits["dosing-apart"].whole("number") if "dosing-apart" in limits else None
    return replace(
        shipped,
        first_days=own or tuple(day for day in days if day) or shipped.first_days,
        unseen_days=unseen or shipped.unseen_days,
        dosing_gap_hours=apart or shipped.dosing_gap_hours,
    )


def hours(record: Record) -> tuple[int, int]:
    """Return the working hours of the clinic, 24 h: from, to."""
    opens, closes = settings.get(record, OPENS), settings.get(record, CLOSES)
    return int(opens) if opens.isdecimal() else 9, int(closes) if closes.isdecimal() else 18


def rooms(record: Record) -> tuple[str, ...]:
    """Return the rooms that were ever booked, by name."""
    with record.read() as db:
        used = db.scalars(select(AppointmentRow.room).union(select(SessionRow.room)))
        return tuple(sorted({room for room in used if room}, key=str.casefold))


def day_start(day: date, zone_name: str) -> datetime:
    """Return the instant in UTC with which a day begins in a zone."""
    found = instants(day, time(0), zone_name)
    return found[0] if found else instants(day, time(1), zone_name)[0]


def last_dose(db: Session, client_id: UUID) -> datetime | None:
    """Return when this client was last given a dose, inside a read that is already open."""
    query = select(func.max(DoseRow.happened_at)).join(SessionRow, DoseRow.session_id == SessionRow.id)
    return db.scalar(query.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None)))


def _first_free(db: Session, record: Record, day: date) -> time:
    opens, closes = hours(record)
    start = day_start(day, record.zone)
    query = AppointmentRow.starts_at.between(start, start + timedelta(days=1))
    busy = [each for each in standing(db, query) if each.therapist_id == record.author.id]
    for half in range(opens * 2, closes * 2 - 1):
        at = time(half // 2, half % 2 * 30)
        begins = next(iter(instants(day, at, record.zone)), None)
        if begins and not any(
            each.starts_at < begins + timedelta(hours=1) and begins < each.ends_at for each in busy
        ):
            return at
    return time(opens)


def standing(db: Session, *which: ColumnElement[bool]) -> tuple[Appointment, ...]:
    """Return the appointments that are still to take place, inside a read that is already open."""
    status = AppointmentRow.status.in_(STANDING)
    return tuple(appointment(row) for row in db.scalars(select(AppointmentRow).where(status, *which)))


def _booked(db: Session, *which: ColumnElement[bool]) -> tuple[Booked, ...]:
    columns = (ClientRow.code, ClientRow.family_name, ClientRow.given_name, PersonRow.name)
    query = select(AppointmentRow, *columns).join(ClientRow, AppointmentRow.client_id == ClientRow.id)
    query = query.outerjoin(PersonRow, AppointmentRow.therapist_id == PersonRow.id).where(*which)
    rows = db.execute(query.order_by(AppointmentRow.starts_at, AppointmentRow.written_at))
    return tuple(
        Booked(appointment(row), code, display_name(family, given), who or "", row.reason, row.session_id)
        for row, code, family, given, who in rows
    )


def appointment(row: AppointmentRow) -> Appointment:
    """Return a row as the domain knows it."""
    return Appointment(
        row.id, row.client_id, AppointmentKind(row.kind), row.starts_at, row.zone, row.minutes, row.room,
        row.therapist_id, AppointmentStatus(row.status),
    )  # fmt: skip
