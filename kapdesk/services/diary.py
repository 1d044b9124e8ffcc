"""What stands in the diary: whose appointment when, which days to offer, and the hours of the clinic."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kapdesk.domain import visit_cadence
from kapdesk.domain.appointments import (
    INTEGRATION,
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Cadence,
    Suggestion,
    suggestions,
)
from kapdesk.domain.clients import display_name
from kapdesk.domain.clock import local
from kapdesk.domain.closures import Closure, in_the_way
from kapdesk.domain.errors import KapdeskError, NotFound
from kapdesk.domain.wall_time import instants
from kapdesk.services import appointment_reasons, closures, settings, working_hours
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AppointmentChangeRow,
    AppointmentRow,
    ClientRow,
    DoseRow,
    PersonRow,
    SessionRow,
)

DAYS = visit_cadence.DAYS
ROOMS = working_hours.ROOMS
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
    series: UUID | None = None
    here: str = ""  # the zone of the clinic now; an appointment written in another keeps its instant


@dataclass(frozen=True, slots=True)
class Offer:
    """One day to meet again with a free time of it; `booked` where something stands that day already.

    `closed` says why nobody works that day; it is offered all the same, and can be changed.
    """

    day: date
    at: time
    after_days: int
    in_window: bool
    booked: bool
    closed: str = ""


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
        return _booked(db, record, AppointmentRow.client_id == client_id)


def between(record: Record, first: date, last: date) -> tuple[Booked, ...]:
    """Return the appointments of the days from first to last, both included, in the clinic's zone."""
    with record.read() as db:
        start, end = day_start(first, record.zone), day_start(last + timedelta(days=1), record.zone)
        return _booked(db, record, AppointmentRow.starts_at >= start, AppointmentRow.starts_at < end)


def one(record: Record, appointment_id: UUID) -> Booked:
    """Return one appointment; raises NotFound."""
    with record.read() as db:
        found = _booked(db, record, AppointmentRow.id == appointment_id)
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
        return tuple(_offer(db, record, each, booked=each.day in taken) for each in days)


def cadence(record: Record) -> Cadence:
    """Return the clinic's habits: the days to suggest, and what warns when."""
    own = visit_cadence.of_settings(settings.several(record, "cadence."), Cadence())
    try:
        rows = record.content.table("cadence").rows
        limits = {row.id: row for row in record.content.table("settings-defaults").rows}
    except KapdeskError:
        return own
    days = tuple(row.whole("after_days") or 0 for row in rows if not row.whole("repeats_days"))
    shipped = replace(own, first_days=tuple(day for day in days if day) or own.first_days)
    habit = own if settings.get(record, DAYS) else shipped
    unseen = limits["overdue-after"].numbers("numbers") if "overdue-after" in limits else ()
    apart = limits["dosing-apart"].whole("number") if "dosing-apart" in limits else None
    return replace(
        habit, unseen_days=unseen or habit.unseen_days, dosing_gap_hours=apart or habit.dosing_gap_hours
    )


def rooms(record: Record) -> tuple[str, ...]:
    """Return the clinic's rooms as it lists them, then every other one that was ever booked, by name."""
    listed = listed_rooms(record)
    with record.read() as db:
        used = {*_rooms_of(db, AppointmentRow.room), *_rooms_of(db, SessionRow.room)}
        known = {room.casefold() for room in listed}
        others = sorted({room for room in used if room and room.casefold() not in known}, key=str.casefold)
    return (*listed, *others)


def _rooms_of(db: Session, column: InstrumentedAttribute[str]) -> Iterable[str]:
    """Return each room once, going from one to the next in the index: rooms are few, visits are many."""
    room = select(func.min(column).label("room")).cte(recursive=True)
    after = select(func.min(column)).where(column > room.c.room).correlate(room).scalar_subquery()
    room = room.union_all(select(after).where(room.c.room.is_not(None)))
    return db.scalars(select(room.c.room).where(room.c.room.is_not(None)))


def listed_rooms(record: Record) -> tuple[str, ...]:
    """Return the rooms the clinic lists, in its own order."""
    lines = (line.strip() for line in settings.get(record, ROOMS).splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def in_closures(record: Record) -> tuple[tuple[Booked, Closure], ...]:
    """Return every appointment to come that stands in a closure, with the first such, to be moved."""
    with record.read() as db:
        ahead = _booked(
            db, record, AppointmentRow.starts_at >= record.now(), AppointmentRow.status.in_(STANDING)
        )
        closed = closures.within(db, local(record.now(), record.zone).date(), date.max)
    found = ((each, in_the_way(each.appointment, record.zone, closed)) for each in ahead)
    return tuple((each, ways[0]) for each, ways in found if ways)


def day_start(day: date, zone_name: str) -> datetime:
    """Return the instant in UTC with which a day begins in a zone."""
    found = instants(day, time(0), zone_name)
    return found[0] if found else instants(day, time(1), zone_name)[0]


def last_dose(db: Session, client_id: UUID) -> datetime | None:
    """Return when this client was last given a dose, inside a read that is already open."""
    query = select(func.max(DoseRow.happened_at)).join(SessionRow, DoseRow.session_id == SessionRow.id)
    return db.scalar(query.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None)))


def _offer(db: Session, record: Record, one: Suggestion, *, booked: bool) -> Offer:
    start, end = (day_start(day, record.zone) for day in (one.day, one.day + timedelta(days=1)))
    busy = [
        each
        for each in standing(db, AppointmentRow.starts_at.between(start - timedelta(days=1), end))
        if each.therapist_id == record.author.id
    ]
    at = _first_free(record, one.day, busy)
    me, here = record.author.id, closures.within(db, one.day, one.day)
    closed = next((each.words for each in here if not each.room and each.person in {None, me}), "")
    spans = working_hours.week(record).of(one.day)
    return Offer(
        day=one.day, at=at, after_days=one.after_days, in_window=one.in_window, booked=booked,
        closed=closed or ("" if spans else working_hours.week(record).said_on(one.day)),
    )  # fmt: skip


def _first_free(record: Record, day: date, busy: list[Appointment]) -> time:
    """Return the first half hour of the working hours with an hour free from it on; else when they begin."""
    spans = working_hours.week(record).of(day)
    for half in (half for span in spans for half in range(-(-span.begins // 30), span.ends // 30 - 1)):
        at = time(half // 2, half % 2 * 30)
        begins = next(iter(instants(day, at, record.zone)), None)
        if begins and not any(
            each.starts_at < begins + timedelta(hours=1) and begins < each.ends_at for each in busy
        ):
            return at
    return time(*divmod(spans[0].begins, 60)) if spans else time(9)


def standing(db: Session, *which: ColumnElement[bool]) -> tuple[Appointment, ...]:
    """Return the appointments that are still to take place, inside a read that is already open."""
    status = AppointmentRow.status.in_(STANDING)
    return tuple(appointment(row) for row in db.scalars(select(AppointmentRow).where(status, *which)))


def _booked(db: Session, record: Record, *which: ColumnElement[bool]) -> tuple[Booked, ...]:
    columns = (ClientRow.code, ClientRow.family_name, ClientRow.given_name, PersonRow.name)
    query = select(AppointmentRow, *columns).join(ClientRow, AppointmentRow.client_id == ClientRow.id)
    query = query.outerjoin(PersonRow, AppointmentRow.therapist_id == PersonRow.id).where(*which)
    rows = db.execute(query.order_by(AppointmentRow.starts_at, AppointmentRow.written_at))
    return tuple(
        Booked(
            appointment(row), code, display_name(family, given), who or "",
            appointment_reasons.words(record, row.reason_code, row.reason), row.session_id, row.series_id,
            record.zone,
        )
        for row, code, family, given, who in rows
    )  # fmt: skip


def appointment(row: AppointmentRow) -> Appointment:
    """Return a row as the domain knows it."""
    return Appointment(
        row.id, row.client_id, AppointmentKind(row.kind), row.starts_at, row.zone, row.minutes, row.room,
        row.therapist_id, AppointmentStatus(row.status),
    )  # fmt: skip
