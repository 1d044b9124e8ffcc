"""Appointments: booked, moved, attended or not; what can be done is not blocked, nothing is erased."""

from dataclasses import replace
from datetime import UTC
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from kapdesk.domain.appointments import (
    Appointment,
    AppointmentStatus,
    check_appointment,
    check_status,
)
from kapdesk.domain.booking import Outlook, Plan, Reason
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.wall_time import instant
from kapdesk.services import appointment_reasons, booking_checks, diary
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentChangeRow, AppointmentRow, PersonRow

__all__ = ["Outlook", "Plan", "Reason", "book", "look", "move", "put_status", "set_status"]


def look(record: Record, plan: Plan, instead_of: UUID | None = None) -> Outlook:
    """Return what booking this would mean: clashes, closures, hours, a late first meeting, doses too close.

    Raises Refused for what cannot be: a time that does not exist or comes twice, the past, an end before the
    start, a same-day session before the client is oriented.
    """
    with record.read() as db:
        one = _draft(db, record, plan, instead_of)
        apart = () if instead_of is None else (instead_of,)
        known = booking_checks.around(db, record, plan.client, one.starts_at, one.ends_at, *apart)
        return Outlook(one, booking_checks.warnings(one, known))


def book(record: Record, plan: Plan) -> Change:
    """Book an appointment; warnings do not stop it, only what cannot be is refused."""
    with record.write() as db:
        one = _draft(db, record, plan, None)
        row = add_row(db, record, one, plan.session)
        return Change(Topic.APPOINTMENT, plan.client, row.id)


def move(record: Record, appointment_id: UUID, plan: Plan, reason: str | Reason = "") -> Change:
    """Move an appointment to another time, length, room or therapist.

    One that was confirmed needs a reason and is planned again. One whose time has passed stays as
    “rescheduled” beside the new one.
    """
    why = Reason(reason) if isinstance(reason, str) else reason
    with record.write() as db:
        row = row_of(db, appointment_id)
        old = check_movable(row, why)
        one = _draft(db, record, replace(plan, client=row.client_id), appointment_id)
        if old.starts_at < record.now():
            return _again(db, record, row, one, why)
        move_row(db, record, row, one, why)
        return Change(Topic.APPOINTMENT, row.client_id, row.id)


def set_status(
    record: Record, appointment_id: UUID, status: AppointmentStatus, reason: str | Reason = ""
) -> Change:
    """Say how an appointment stands; calling off, and correcting what was said before, need a reason."""
    with record.write() as db:
        row = row_of(db, appointment_id)
        put_status(db, record, row, status, reason)
        return Change(Topic.APPOINTMENT, row.client_id, row.id)


def put_status(
    db: Session, record: Record, row: AppointmentRow, status: AppointmentStatus, reason: str | Reason
) -> None:
    """Say how an appointment stands inside a write that is already open."""
    old, why = diary.appointment(row), Reason(reason) if isinstance(reason, str) else reason
    if status is old.status:
        return
    if status is AppointmentStatus.RESCHEDULED:
        raise Refused("An appointment is rescheduled by choosing its new time. Nothing was changed.")
    check_status(status, old, record.now(), reason_given=why.given)
    if not old.status.stands and not why.given:
        raise Refused(
            f"“{old.status.value.capitalize()}” was said before. Nothing was changed. Write why not."
        )
    if status.stands and not old.status.stands:
        check_appointment(replace(old, status=status), record.now(), oriented_at=old.starts_at)
    _keep(db, record, row, "status", old.status.value, status.value, why)
    row.status, row.sequence = status.value, row.sequence + 1
    _put_reason(record, row, why)


def add_row(
    db: Session, record: Record, one: Appointment, session_id: UUID | None, *,
    series: UUID | None = None, why: Reason | None = None,
) -> AppointmentRow:  # fmt: skip
    """Write a new appointment with its first change, inside a write that is already open."""
    row = AppointmentRow(id=one.id, client_id=one.client_id, session_id=session_id, kind=one.kind.value)
    row.starts_at, row.zone, row.minutes, row.room = one.starts_at, one.zone, one.minutes, one.room
    row.therapist_id, row.status, row.series_id = one.therapist_id, AppointmentStatus.PLANNED.value, series
    row.reason, row.note, row.sequence = "", "", 0
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    db.flush()
    _keep(db, record, row, "booked", "", _line(db, one), why or Reason())
    return row


def check_movable(row: AppointmentRow, why: Reason) -> Appointment:
    """Return an appointment that may be moved; raises Refused for one settled, or confirmed and no reason."""
    old = diary.appointment(row)
    if not old.status.stands:
        raise Refused(f"This appointment is “{old.status}”. Nothing was changed. Book another one.")
    if old.status is AppointmentStatus.CONFIRMED and not why.given:
        raise Refused("This appointment was confirmed. Nothing was changed. Write why it is moved.")
    return old


def move_row(db: Session, record: Record, row: AppointmentRow, one: Appointment, why: Reason) -> None:
    """Give an appointment its new time and place, inside a write that is already open."""
    _keep(db, record, row, "moved", _line(db, diary.appointment(row)), _line(db, one), why)
    row.kind, row.starts_at, row.zone, row.minutes = one.kind.value, one.starts_at, one.zone, one.minutes
    row.room, row.therapist_id = one.room, one.therapist_id
    row.status, row.sequence = AppointmentStatus.PLANNED.value, row.sequence + 1
    row.written_at, row.author_id = record.now(), record.author.id


def row_of(db: Session, appointment_id: UUID) -> AppointmentRow:
    """Return the row of an appointment inside a read or write that is already open; raises NotFound."""
    row = db.get(AppointmentRow, appointment_id)
    if row is None:
        raise NotFound("This appointment is not in the record. Nothing was changed.")
    return row


def _draft(db: Session, record: Record, plan: Plan, instead_of: UUID | None) -> Appointment:
    starts_at = instant(plan.day, plan.at, record.zone, later=plan.later)
    return booking_checks.draft(db, record, plan, starts_at, instead_of)


def _again(db: Session, record: Record, row: AppointmentRow, one: Appointment, why: Reason) -> Change:
    new = add_row(db, record, replace(one, id=uuid4()), row.session_id, series=row.series_id, why=why)
    _keep(db, record, row, "status", row.status, AppointmentStatus.RESCHEDULED.value, why)
    row.status, row.sequence = AppointmentStatus.RESCHEDULED.value, row.sequence + 1
    _put_reason(record, row, why)
    return Change(Topic.APPOINTMENT, row.client_id, new.id)


def _put_reason(record: Record, row: AppointmentRow, why: Reason) -> None:
    row.reason, row.reason_code = why.words.strip(), why.code or None
    row.written_at, row.author_id = record.now(), record.author.id


def _keep(
    db: Session, record: Record, row: AppointmentRow, what: str, before: str, after: str, why: Reason
) -> None:
    kept = AppointmentChangeRow(id=uuid4(), appointment_id=row.id, what=what, before=before, after=after)
    kept.reason = appointment_reasons.words(record, appointment_reasons.check(record, why.code), why.words)
    kept.written_at, kept.author_id = record.now(), record.author.id
    db.add(kept)


def _line(db: Session, one: Appointment) -> str:
    """Write an appointment as it is kept in its history, its instant first, in UTC."""
    person = None if one.therapist_id is None else db.get(PersonRow, one.therapist_id)
    parts = (
        one.starts_at.astimezone(UTC).isoformat(), f"{one.minutes} min", one.room, one.kind.label,
        "" if person is None else person.name,
    )  # fmt: skip
    return " · ".join(part for part in parts if part)
