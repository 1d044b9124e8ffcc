"""What is looked at before an appointment is written: what cannot be is refused, all else is said."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
    clashes,
)
from kapdesk.domain.booking import Plan
from kapdesk.domain.clock import local
from kapdesk.domain.closures import Closure, in_the_way
from kapdesk.domain.errors import NotFound
from kapdesk.domain.readiness import oriented_at
from kapdesk.domain.working_hours import WorkingWeek
from kapdesk.services import closures, diary, readiness_facts, working_hours
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow, ClientRow, DoseRow, SessionRow

HELD = (AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED, AppointmentStatus.ATTENDED)
FIRST_DAYS = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the days around: what stands there, what is closed, hours, dose, and habits."""

    standing: tuple[Appointment, ...]
    closures: tuple[Closure, ...]
    week: WorkingWeek
    dosed: datetime | None
    habit: Cadence
    first_held: datetime | None  # the first meeting after the dose that took place or stands
    zone: str


def draft(
    db: Session, record: Record, plan: Plan, starts_at: datetime, instead_of: UUID | None = None
) -> Appointment:
    """Return the appointment that a plan means at an instant; raises Refused for what cannot be."""
    if db.get(ClientRow, plan.client) is None:
        raise NotFound("This client is not in the record. Nothing was booked. Look under Clients.")
    drafted = Appointment(
        instead_of or uuid4(), plan.client, plan.kind, starts_at, record.zone, plan.minutes,
        plan.room.strip(), plan.therapist,
    )  # fmt: skip
    dosed = diary.last_dose(db, plan.client)
    on = local(starts_at, record.zone).date()
    same_day = dosed is not None and dosed < starts_at and local(dosed, record.zone).date() == on
    drafted = replace(drafted, kind=_kind(plan.kind, starts_at, dosed, same_day=same_day))
    immediate = drafted.kind is AppointmentKind.IMMEDIATE
    oriented = _oriented_at(db, record, plan.client) if immediate else None
    check_appointment(drafted, record.now(), oriented_at=oriented)
    return drafted


def around(
    db: Session, record: Record, client_id: UUID, first: datetime, last: datetime, *apart_from: UUID
) -> Around:
    """Gather what is known of the days from the first instant to the last, without some appointments."""
    begins, ends = (local(at, record.zone).date() for at in (first - _DAY, last + 2 * _DAY))
    near = AppointmentRow.starts_at.between(first - _DAY, last + _DAY)
    standing = tuple(each for each in diary.standing(db, near) if each.id not in apart_from)
    dosed = diary.last_dose(db, client_id)
    held = None if dosed is None else _first_held(db, client_id, dosed, apart_from)
    return Around(
        standing, closures.within(db, begins, ends), working_hours.week(record), dosed, diary.cadence(record),
        held, record.zone,
    )  # fmt: skip


def warnings(one: Appointment, known: Around) -> tuple[str, ...]:
    """Return what should be known before an appointment is written; none of it stops it."""
    found = [clash.words for clash in clashes(one, known.standing)]
    found += [closure.words for closure in in_the_way(one, known.zone, known.closures)]
    begins, ends = local(one.starts_at, known.zone), local(one.ends_at, known.zone)
    if not known.week.covers(begins, ends):
        found.append(known.week.said_on(begins.date()))
    if one.kind.integration and known.dosed is not None:
        first = one.starts_at if known.first_held is None else min(known.first_held, one.starts_at)
        said = late_first_meeting(known.dosed, first, known.habit)
        found += [said] if said else []
    if one.kind is AppointmentKind.DOSING:
        found += [said for said in (doses_too_close(known.dosed, one.starts_at, known.habit),) if said]
    return tuple(found)


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


def _first_held(
    db: Session, client_id: UUID, dosed: datetime, apart_from: tuple[UUID, ...]
) -> datetime | None:
    query = select(func.min(AppointmentRow.starts_at)).where(
        AppointmentRow.client_id == client_id, AppointmentRow.id.not_in(apart_from),
        AppointmentRow.kind.in_([kind.value for kind in INTEGRATION]),
        AppointmentRow.status.in_([status.value for status in HELD]), AppointmentRow.starts_at > dosed,
    )  # fmt: skip
    return db.scalar(query)


def _oriented_at(db: Session, record: Record, client_id: UUID) -> datetime | None:
    """Return since when the client is fully oriented after the latest dose, by the rule of leaving."""
    query = select(DoseRow.session_id).join(SessionRow, DoseRow.session_id == SessionRow.id)
    query = query.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
    session = db.scalar(query.order_by(DoseRow.happened_at.desc()).limit(1))
    return None if session is None else oriented_at(readiness_facts.gather(record, session))
