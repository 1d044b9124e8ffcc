"""Appointments in a row: each one stands for itself and can be moved, called off and attended alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import Appointment, AppointmentStatus
from kapdesk.domain.booking import Plan, Reason, SlotOutlook
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import Refused
from kapdesk.domain.recurrence import Answer, Repeat, Scope, days, slots
from kapdesk.services import appointments, booking_checks, diary
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow

Answers = Mapping[date, Answer]
_CALLED_OFF = (AppointmentStatus.CANCELLED, AppointmentStatus.LATE_CANCELLED)


@dataclass(frozen=True, slots=True)
class _Step:
    """One day of a row while it is looked at: how it looks, and the appointment it would be."""

    outlook: SlotOutlook
    made: Appointment | None = None
    row: AppointmentRow | None = None


def look(record: Record, plan: Plan, repeat: Repeat, answers: Answers) -> tuple[SlotOutlook, ...]:
    """Return each day of a row with what should be known of it; nothing is written.

    A time that does not exist on a day, or comes twice, stands there to be answered. Raises Refused for what
    cannot be, as for a single appointment.
    """
    with record.read() as db:
        return tuple(step.outlook for step in _steps(db, record, plan, repeat, answers))


def book(record: Record, plan: Plan, repeat: Repeat, answers: Answers) -> Change:
    """Book every day of a row that was not left out, all or none; raises Refused while one is unanswered."""
    with record.write() as db:
        steps = _steps(db, record, plan, repeat, answers)
        made = _settled(steps)
        if not made:
            raise Refused("Every day of this row is left out. Nothing was booked.")
        series = uuid4()
        rows = [
            appointments.add_row(db, record, one, plan.session, series=series if len(made) > 1 else None)
            for one, _row in made
        ]
        return Change(Topic.APPOINTMENT, plan.client, rows[0].id)


def look_moved(
    record: Record, appointment_id: UUID, plan: Plan, scope: Scope, answers: Answers
) -> tuple[SlotOutlook, ...]:
    """Return each appointment of a row as it would be moved; nothing is written."""
    with record.read() as db:
        steps = _moved(db, record, appointments.row_of(db, appointment_id), plan, scope, answers)
        return tuple(step.outlook for step in steps)


def move(
    record: Record, appointment_id: UUID, plan: Plan, scope: Scope, answers: Answers, why: Reason
) -> Change:
    """Move this appointment, or those that follow, or all to come, by the same days to the same wall time.

    A day that is left out stays where it is. Raises Refused while one is unanswered, and for a confirmed one
    without a reason; then none is moved.
    """
    if scope is Scope.ONE:
        return appointments.move(record, appointment_id, plan, why)
    with record.write() as db:
        row = appointments.row_of(db, appointment_id)
        appointments.check_movable(row, why)
        for one, each in _settled(_moved(db, record, row, plan, scope, answers)):
            if each is not None:
                appointments.check_movable(each, why)
                appointments.move_row(db, record, each, one, why)
        return Change(Topic.APPOINTMENT, row.client_id, row.id)


def call_off(
    record: Record, appointment_id: UUID, status: AppointmentStatus, scope: Scope, why: Reason
) -> Change:
    """Call off this appointment, or those that follow, or all to come, each with the same reason."""
    if scope is not Scope.ONE and status not in _CALLED_OFF:
        raise Refused("Several are called off together; all else is said of each one. Nothing was changed.")
    with record.write() as db:
        row = appointments.row_of(db, appointment_id)
        for each in _of(db, record, row, scope):
            appointments.put_status(db, record, each, status, why)
        return Change(Topic.APPOINTMENT, row.client_id, row.id)


def still_to_come(record: Record, appointment_id: UUID) -> int:
    """Return how many of its row are still to take place, itself included; 1 for one that stands alone."""
    with record.read() as db:
        row = appointments.row_of(db, appointment_id)
        return 1 if row.starts_at < record.now() else len(_of(db, record, row, Scope.ALL))


def _steps(db: Session, record: Record, plan: Plan, repeat: Repeat, answers: Answers) -> tuple[_Step, ...]:
    wished = slots(days(plan.day, repeat), plan.at, record.zone, answers)
    begins = [slot.starts_at for slot in wished if slot.starts_at is not None]
    known = _around(db, record, plan, begins, ())
    found: list[_Step] = []
    for slot in wished:
        if answers.get(slot.day) is Answer.LEAVE_OUT:
            found.append(_Step(SlotOutlook(slot, left_out=True)))
        elif slot.starts_at is None:
            found.append(_Step(SlotOutlook(slot)))
        else:
            one = booking_checks.draft(db, record, plan, slot.starts_at)
            found.append(_Step(SlotOutlook(slot, booking_checks.warnings(one, known)), one))
            known = replace(known, first_held=min(known.first_held or one.starts_at, one.starts_at))
    return tuple(found)


def _moved(
    db: Session, record: Record, row: AppointmentRow, plan: Plan, scope: Scope, answers: Answers
) -> tuple[_Step, ...]:
    rows = _of(db, record, row, scope)
    shift = plan.day - local(row.starts_at, record.zone).date()
    on = [local(each.starts_at, record.zone).date() + shift for each in rows]
    wished = slots(on, plan.at, record.zone, answers)
    begins = [slot.starts_at for slot in wished if slot.starts_at is not None]
    known = _around(db, record, replace(plan, client=row.client_id), begins, tuple(each.id for each in rows))
    found: list[_Step] = []
    for each, slot in zip(rows, wished, strict=True):
        if answers.get(slot.day) is Answer.LEAVE_OUT or slot.starts_at is None:
            left_out = answers.get(slot.day) is Answer.LEAVE_OUT
            found.append(_Step(SlotOutlook(slot, left_out=left_out), None, each))
            continue
        theirs = replace(plan, client=each.client_id)
        one = booking_checks.draft(db, record, theirs, slot.starts_at, each.id)
        found.append(_Step(SlotOutlook(slot, booking_checks.warnings(one, known)), one, each))
    return tuple(found)


def _around(
    db: Session, record: Record, plan: Plan, begins: list[datetime], apart_from: tuple[UUID, ...]
) -> booking_checks.Around:
    first, last = min(begins, default=record.now()), max(begins, default=record.now())
    return booking_checks.around(
        db, record, plan.client, first, last + timedelta(minutes=plan.minutes), *apart_from
    )


def _settled(steps: tuple[_Step, ...]) -> list[tuple[Appointment, AppointmentRow | None]]:
    """Return what is to be written; raises Refused where a day was not answered."""
    for step in steps:
        if step.made is None and not step.outlook.left_out:
            raise Refused(f"{step.outlook.slot.sentence} Nothing was booked; choose for this day.")
    return [(step.made, step.row) for step in steps if step.made is not None]


def _of(db: Session, record: Record, row: AppointmentRow, scope: Scope) -> list[AppointmentRow]:
    """Return the rows an act is about: this one, or those of its row that are still to come."""
    if scope is Scope.ONE or row.series_id is None:
        return [row]
    start = max(record.now(), row.starts_at) if scope is Scope.FOLLOWING else record.now()
    if row.starts_at < record.now():
        raise Refused(
            f"This appointment was on {show_date(local(row.starts_at, record.zone).date())}. Nothing was "
            "changed. Change this one alone, or begin with the next of its row."
        )
    query = select(AppointmentRow).where(
        AppointmentRow.series_id == row.series_id, AppointmentRow.starts_at >= start,
        AppointmentRow.status.in_(diary.STANDING),
    )  # fmt: skip
    return list(db.scalars(query.order_by(AppointmentRow.starts_at, AppointmentRow.id)))
