"""Which measures are due, for one client and for all: by the clinic's cadence, in a handful of reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.cadence import Counted, Standing, Wanted, wanted
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import display_name
from kapdesk.domain.course import series_of
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.measures import recall_overlap
from kapdesk.domain.totals import TOTALS
from kapdesk.services import course, diary, measure_settings, measures
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow, ClientRow, DoseRow, MeasureRow, NoteRow, SessionRow
from kapdesk.store.rows_after import BoardClosedRow

LINE = "measure:"
"""How a line of the follow-up board is called that belongs to a measure."""
LEFT_OUT = "left out"
REASON_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Due:
    """A measure that is due for a client: by which rule, since when, and whether its answers will overlap."""

    client: UUID
    code: str
    client_name: str
    measure: str
    name: str
    rule: str
    label: str
    since: datetime
    overlap: str = ""


def due(record: Record, at: datetime) -> tuple[Due, ...]:
    """Return every measure that is due at an instant, for all clients in treatment, the longest first.

    A fixed number of reads, however many clients there are.
    """
    return _due(record, at, None)


def due_of(record: Record, client_id: UUID, at: datetime) -> tuple[Due, ...]:
    """Return every measure that is due for one client, the longest first."""
    return _due(record, at, client_id)


def leave_out(record: Record, client_id: UUID, measure: str, reason: str) -> Change:
    """Leave a measure out until it is due anew, and say why; raises Refused without a reason.

    Raises NotFound where it is not due.
    """
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused("A measure is left out for a reason. Nothing was changed. Write why.")
    now = record.now()
    mine = next((one for one in due_of(record, client_id, now) if one.measure == measure), None)
    if mine is None:
        raise NotFound("This measure is not due for this client. Nothing was changed.")
    row = BoardClosedRow(id=uuid4(), client_id=client_id, line=f"{LINE}{measure}", of_id=client_id)
    row.reason_code, row.reason, row.until = LEFT_OUT, reason.strip(), _asked_again(record, mine)
    row.happened_at, row.zone = now, record.zone
    row.written_at, row.author_id = now, record.author.id
    with record.write() as db:
        db.add(row)
    return Change(Topic.MEASURE, client_id)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A measure that was left out: which, when, until when, why, and by whom (an id of a person)."""

    name: str
    at: datetime
    until: datetime | None
    reason: str
    by: UUID | None


def left_out(record: Record, client_id: UUID) -> tuple[LeftOut, ...]:
    """Return what was left out for a client and why, the earliest first."""
    query = select(BoardClosedRow).where(BoardClosedRow.client_id == client_id)
    query = query.where(BoardClosedRow.line.startswith(LINE, autoescape=True))
    with record.read() as db:
        rows = db.scalars(query.order_by(BoardClosedRow.happened_at))
        return tuple(
            LeftOut(
                name_of(record, row.line.removeprefix(LINE)), row.happened_at, row.until, row.reason,
                row.author_id,
            )
            for row in rows
        )  # fmt: skip


def name_of(record: Record, measure: str) -> str:
    """Return the short name of a measure."""
    total = next((one.name for one in TOTALS if one.id == measure), None)
    if total is not None:
        return total
    try:
        return measures.short(record.content.instrument(measure))
    except NotFound:
        return measure


def _asked_again(record: Record, mine: Due) -> datetime:
    """Return until when a measure that was left out is not asked: its next turn in the cadence."""
    rules = {one.id: one for one in measure_settings.rules(record)}
    rule = rules[mine.rule]
    if rule.counted is not Counted.AFTER:
        return record.now() + timedelta(days=rule.days)
    later = [one.days for one in rules.values() if one.counted is Counted.AFTER and one.days > rule.days]
    days = min(later) - rule.days if later else rule.until or rule.days
    return mine.since + timedelta(days=days)


def _due(record: Record, at: datetime, only: UUID | None) -> tuple[Due, ...]:
    rules, gap = measure_settings.rules(record), measure_settings.number(record, measure_settings.SERIES_GAP)
    with record.read() as db:
        who = _who(db, only)
        standing = _standing(db, record, (at, gap), only)
        closed = _closed(db, at, only)
    there = {one.id for one in measures.offered(record)} | {one.id for one in TOTALS}
    found = [
        _made(record, who[client], one, each)
        for client, each in standing.items()
        if client in who
        for one in wanted(each, rules, at, gap)
        if one.measure in there and (client, one.measure) not in closed
    ]
    return tuple(sorted(found, key=_longest))


def _longest(one: Due) -> tuple[datetime, str, str]:
    return (one.since, one.client_name, one.name)


def _made(record: Record, who: tuple[UUID, str, str], one: Wanted, each: Standing) -> Due:
    days, last = measure_settings.recall_days(record, one.measure), each.last_of(one.measure)
    said = None if days is None else recall_overlap(last, record.now(), record.zone, days)
    return Due(*who, one.measure, name_of(record, one.measure), one.rule, one.label, one.since, said or "")


def _who(db: Session, only: UUID | None) -> dict[UUID, tuple[UUID, str, str]]:
    columns = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name)
    query = select(*columns).where(ClientRow.ended_on.is_(None), *_of(ClientRow.id, only))
    return {id_: (id_, code, display_name(family, given)) for id_, code, family, given in db.execute(query)}


def _standing(
    db: Session, record: Record, when: tuple[datetime, int], only: UUID | None
) -> dict[UUID, Standing]:
    at, gap = when
    doses, begun = _doses(db, only), _begun_series(db, record, only)
    dosing, last, ever = _next_dosing(db, at, only), _last_whole(db, only), _ever(db, only)
    return {
        client: Standing(
            series_of(doses.get(client, ()), begun.get(client, ()), gap),
            dosing.get(client),
            tuple(sorted(last.get(client, {}).items())),
            frozenset(ever.get(client, ())),
        )
        for client in {*doses, *dosing}
    }


def _of(column: InstrumentedAttribute[UUID], only: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (column == only,)


def _gathered(rows: Iterable[tuple[UUID, datetime]]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    for client, at in rows:
        found.setdefault(client, []).append(at)
    return found


def _doses(db: Session, only: UUID | None) -> dict[UUID, list[datetime]]:
    query = select(SessionRow.client_id, func.min(DoseRow.happened_at))
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    query = query.where(*_of(SessionRow.client_id, only)).group_by(DoseRow.session_id)
    return _gathered((client, at) for client, at in db.execute(query))


def _begun_series(db: Session, record: Record, only: UUID | None) -> dict[UUID, tuple[datetime, ...]]:
    query = select(NoteRow.client_id, NoteRow.text).where(NoteRow.field == course.SERIES)
    rows = db.execute(query.where(*_of(NoteRow.client_id, only)))
    return {client: course.begun_days(text, record.zone) for client, text in rows}


def _next_dosing(db: Session, at: datetime, only: UUID | None) -> dict[UUID, datetime]:
    """Return the next dosing day of each client: a session that waits for its dose, or one that is booked."""
    given = select(DoseRow.session_id).where(DoseRow.struck_at.is_(None))
    waits = select(SessionRow.client_id, func.coalesce(SessionRow.opened_at, SessionRow.planned_for))
    waits = waits.where(SessionRow.ended_at.is_(None), SessionRow.id.not_in(given))
    waits = waits.where(or_(SessionRow.opened_at.is_not(None), SessionRow.planned_for >= at))
    booked = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    booked = booked.where(AppointmentRow.kind == AppointmentKind.DOSING.value, AppointmentRow.starts_at >= at)
    booked = booked.where(AppointmentRow.status.in_(diary.STANDING))
    rows = [
        *db.execute(waits.where(*_of(SessionRow.client_id, only))),
        *db.execute(booked.where(*_of(AppointmentRow.client_id, only))),
    ]
    found = _gathered((client, moment) for client, moment in rows)
    return {client: min(moments) for client, moments in found.items()}


def _last_whole(db: Session, only: UUID | None) -> dict[UUID, dict[str, datetime]]:
    query = select(MeasureRow.client_id, MeasureRow.instrument, func.max(MeasureRow.happened_at))
    query = query.where(MeasureRow.complete, MeasureRow.struck_at.is_(None), *_of(MeasureRow.client_id, only))
    found: dict[UUID, dict[str, datetime]] = {}
    for client, name, at in db.execute(query.group_by(MeasureRow.client_id, MeasureRow.instrument)):
        found.setdefault(client, {})[name] = at
    return found


def _ever(db: Session, only: UUID | None) -> dict[UUID, set[str]]:
    query = select(MeasureRow.client_id, MeasureRow.instrument).distinct()
    query = query.where(MeasureRow.struck_at.is_(None), *_of(MeasureRow.client_id, only))
    found: dict[UUID, set[str]] = {}
    for client, name in db.execute(query):
        found.setdefault(client, set()).add(name)
    return found


def _closed(db: Session, at: datetime, only: UUID | None) -> set[tuple[UUID, str]]:
    query = select(BoardClosedRow.client_id, BoardClosedRow.line)
    query = query.where(BoardClosedRow.line.startswith(LINE, autoescape=True), BoardClosedRow.until > at)
    rows = db.execute(query.where(*_of(BoardClosedRow.client_id, only)))
    return {(client, line.removeprefix(LINE)) for client, line in rows}
