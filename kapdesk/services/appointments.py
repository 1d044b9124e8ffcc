"""Appointments: booked, moved, attended or not; what can be done is not blocked, nothing is erased."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.after_dose import doses_too_close, late_first_meeting
from kapdesk.domain.appointments import (
    INTEGRATION,
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Cadence,
    check_appointment,
    check_status,
    clashes,
)
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.readiness import oriented_at
from kapdesk.domain.wall_time import instant
from kapdesk.services import diary, readiness_facts
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AppointmentChangeRow,
    AppointmentRow,
    ClientRow,
    DoseRow,
    SessionRow,
)

HELD = (AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED, AppointmentStatus.ATTENDED)
FIRST_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be booked, in wall time of the clinic; `later` chooses in an hour that comes twice."""

    client: UUID
    kind: AppointmentKind
    day: date
    at: time
    minutes: int
    room: str = ""
    therapist: UUID | None = None
    session: UUID | None = None
    later: bool | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be booked, and what should be known before it is."""

    appointment: Appointment
    warnings: tuple[str, ...]


def look(record: Record, plan: Plan, instead_of: UUID | None = None) -> Outlook:
    """Return what booking this would mean: clashes, hours, a late first meeting, doses too close.

    Raises Refused for what cannot be: a time that does not exist or comes twice, the past, an end before the
    start, a same-day session before the client is oriented.
    """
    with record.read() as db:
        one = _draft(db, record, plan, instead_of)
        return Outlook(one, _warnings(db, record, one))


def book(record: Record, plan: Plan) -> Change:
    """Book an appointment; warnings do not stop it, only what cannot be is refused."""
    with record.write() as db:
        one = _draft(db, record, plan, None)
        row = _add(db, record, one, plan.session)
        _keep(db, record, row, "booked", "", one.starts_at.isoformat())
        return Change(Topic.APPOINTMENT, plan.client, row.id)


def move(record: Record, appointment_id: UUID, plan: Plan, reason: str = "") -> Change:
    """Move an appointment to another time, length, room or therapist.

    One that was confirmed needs a reason and is planned again. One whose time has passed stays as
    “rescheduled” beside the new one.
    """
    with record.write() as db:
        row = _row(db, appointment_id)
        old = diary.appointment(row)
        if not old.status.stands:
            raise Refused(f"This appointment is “{old.status}”. Nothing was changed. Book another one.")
        if old.status is AppointmentStatus.CONFIRMED and not reason.strip():
            raise Refused("This appointment was confirmed. Nothing was changed. Write why it is moved.")
        one = _draft(db, record, replace(plan, client=row.client_id), appointment_id)
        if old.starts_at < record.now():
            return _again(db, record, row, one, reason)
        _keep(db, record, row, "moved", _line(old), _line(one), reason)
        row.kind, row.starts_at, row.zone, row.minutes = one.kind.value, one.starts_at, one.zone, one.minutes
        row.room, row.therapist_id = one.room, one.therapist_id
        row.status, row.sequence = AppointmentStatus.PLANNED.value, row.sequence + 1
        row.written_at, row.author_id = record.now(), record.author.id
        return Change(Topic.APPOINTMENT, row.client_id, row.id)


def set_status(record: Record, appointment_id: UUID, status: AppointmentStatus, reason: str = "") -> Change:
    """Say how an appointment stands; calling off, and correcting what was said before, need a reason."""
    with record.write() as db:
        row = _row(db, appointment_id)
        put_status(db, record, row, status, reason)
        return Change(Topic.APPOINTMENT, row.client_id, row.id)


def put_status(
    db: Session, record: Record, row: AppointmentRow, status: AppointmentStatus, reason: str
) -> None:
    """Say how an appointment stands inside a write that is already open."""
    old = diary.appointment(row)
    if status is old.status:
        return
    if status is AppointmentStatus.RESCHEDULED:
        raise Refused("An appointment is rescheduled by choosing its new time. Nothing was changed.")
    check_status(status, reason, old, record.now())
    if not old.status.stands and not reason.strip():
        raise Refused(
            f"“{old.status.value.capitalize()}” was said before. Nothing was changed. Write why not."
        )
    if status.stands and not old.status.stands:
        check_appointment(replace(old, status=status), record.now(), oriented_at=old.starts_at)
    _keep(db, record, row, "status", old.status.value, status.value, reason)
    row.status, row.reason, row.sequence = status.value, reason.strip(), row.sequence + 1
    row.written_at, row.author_id = record.now(), record.author.id


def _draft(db: Session, record: Record, plan: Plan, instead_of: UUID | None) -> Appointment:
    if db.get(ClientRow, plan.client) is None:
        raise NotFound("This client is not in the record. Nothing was booked. Look under Clients.")
    starts_at = instant(plan.day, plan.at, record.zone, later=plan.later)
    drafted = Appointment(
        instead_of or uuid4(), plan.client, plan.kind, starts_at, record.zone, plan.minutes,
        plan.room.strip(), plan.therapist,
    )  # fmt: skip
    dosed = diary.last_dose(db, plan.client)
    same_day = dosed is not None and dosed < starts_at and local(dosed, record.zone).date() == plan.day
    drafted = replace(drafted, kind=_kind(plan.kind, starts_at, dosed, same_day=same_day))
    immediate = drafted.kind is AppointmentKind.IMMEDIATE
    oriented = _oriented_at(db, record, plan.client) if immediate else None
    check_appointment(drafted, record.now(), oriented_at=oriented)
    return drafted


def _kind(
    kind: AppointmentKind, starts_at: datetime, dosed: datetime | None, *, same_day: bool
) -> AppointmentKind:
    """Name an integration session by how long after the dose it is; other kinds stay."""
    if same_day and kind.integration:
        return AppointmentKind.IMMEDIATE
    if kind not in {AppointmentKind.IMMEDIATE, AppointmentKind.EARLY, AppointmentKind.REGULAR}:
        return kind
    first_days = dosed is not None and starts_at - dosed < FIRST_DAYS
    return AppointmentKind.EARLY if first_days else AppointmentKind.REGULAR


def _warnings(db: Session, record: Record, one: Appointment) -> tuple[str, ...]:
    near = AppointmentRow.starts_at.between(
        one.starts_at - timedelta(days=1), one.starts_at + timedelta(days=1)
    )
    found = [clash.words for clash in clashes(one, diary.standing(db, near))]
    opens, closes = diary.hours(record)
    begins, ends = local(one.starts_at, one.zone), local(one.ends_at, one.zone)
    after_closing = (ends.date(), ends.time()) > (begins.date(), time(closes))
    if begins.time() < time(opens) or after_closing:
        found.append(f"Outside the working hours, {opens:02d}:00 to {closes:02d}:00.")
    dosed, habit = diary.last_dose(db, one.client_id), diary.cadence(record)
    if one.kind.integration and dosed is not None:
        found += _late_first(db, one, dosed, habit)
    if one.kind is AppointmentKind.DOSING:
        found += [said for said in (doses_too_close(dosed, one.starts_at, habit),) if said]
    return tuple(found)


def _late_first(db: Session, one: Appointment, dosed: datetime, habit: Cadence) -> list[str]:
    query = select(func.min(AppointmentRow.starts_at)).where(
        AppointmentRow.client_id == one.client_id, AppointmentRow.id != one.id,
        AppointmentRow.kind.in_([kind.value for kind in INTEGRATION]),
        AppointmentRow.status.in_([status.value for status in HELD]), AppointmentRow.starts_at > dosed,
    )  # fmt: skip
    earlier = db.scalar(query)
    first = one.starts_at if earlier is None else min(earlier, one.starts_at)
    said = late_first_meeting(dosed, first, habit)
    return [said] if said else []


def _oriented_at(db: Session, record: Record, client_id: UUID) -> datetime | None:
    """Return since when the client is fully oriented after the latest dose, by the rule of leaving."""
    query = select(DoseRow.session_id).join(SessionRow, DoseRow.session_id == SessionRow.id)
    query = query.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
    session = db.scalar(query.order_by(DoseRow.happened_at.desc()).limit(1))
    return None if session is None else oriented_at(readiness_facts.gather(record, session))


def _again(db: Session, record: Record, row: AppointmentRow, one: Appointment, reason: str) -> Change:
    new = _add(db, record, replace(one, id=uuid4()), row.session_id)
    _keep(db, record, row, "status", row.status, AppointmentStatus.RESCHEDULED.value, reason)
    _keep(db, record, new, "booked", "", one.starts_at.isoformat(), reason)
    row.status, row.reason, row.sequence = (
        AppointmentStatus.RESCHEDULED.value,
        reason.strip(),
        row.sequence + 1,
    )
    row.written_at, row.author_id = record.now(), record.author.id
    return Change(Topic.APPOINTMENT, row.client_id, new.id)


def _add(db: Session, record: Record, one: Appointment, session_id: UUID | None) -> AppointmentRow:
    row = AppointmentRow(id=one.id, client_id=one.client_id, session_id=session_id, kind=one.kind.value)
    row.starts_at, row.zone, row.minutes, row.room = one.starts_at, one.zone, one.minutes, one.room
    row.therapist_id, row.status = one.therapist_id, AppointmentStatus.PLANNED.value
    row.reason, row.note, row.sequence = "", "", 0
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    db.flush()
    return row


def _keep(
    db: Session, record: Record, row: AppointmentRow, what: str, before: str, after: str, reason: str = ""
) -> None:
    kept = AppointmentChangeRow(id=uuid4(), appointment_id=row.id, what=what, before=before, after=after)
    kept.reason, kept.written_at, kept.author_id = reason.strip(), record.now(), record.author.id
    db.add(kept)


def _line(one: Appointment) -> str:
    return " · ".join(
        part for part in (one.starts_at.astimezone(UTC).isoformat(), f"{one.minutes} min", one.room) if part
    )


def _row(db: Session, appointment_id: UUID) -> AppointmentRow:
    row = db.get(AppointmentRow, appointment_id)
    if row is None:
        raise NotFound("This appointment is not in the record. Nothing was changed.")
    return row
