"""Which measures are due, for one client and for all: by the clinic's cadence, in a handful of reads."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, case, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.cadence import Counted, Rule, Standing, Wanted, wanted
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import display_name
from kapdesk.domain.course import series_of
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.measures import recall_overlap
from kapdesk.domain.totals import TOTALS
from kapdesk.services import course, diary, measure_reading, measure_settings, measures
from kapdesk.services.record import Record
from kapdesk.services.unseen import in_parts
from kapdesk.store.rows import AppointmentRow, ClientRow, DoseRow, MeasureRow, NoteRow, SessionRow, UtcTime
from kapdesk.store.rows_after import BoardClosedRow
from kapdesk.store.written_out import among, begins_with

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
    with record.read() as db:
        return standing(db, record, at)


def due_of(record: Record, client_id: UUID, at: datetime) -> tuple[Due, ...]:
    """Return every measure that is due for one client, the longest first."""
    with record.read() as db:
        return standing(db, record, at, client_id)


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


def standing(db: Session, record: Record, at: datetime, only: UUID | None = None) -> tuple[Due, ...]:
    """Return every measure that is due, for all clients or one, inside a read that is already open."""
    rules, gap = measure_settings.rules(record), measure_settings.number(record, measure_settings.SERIES_GAP)
    dosing = _next_dosing(db, at, only)
    who = _who(db, _asked(only, dosing, since=_asked_since(rules, at)))
    if not who:
        return ()
    stands, closed = _standing(db, record, gap, list(who), dosing), _closed(db, at)
    there = {one.id for one in measures.offered(record)} | {one.id for one in TOTALS}
    found = [
        _made(record, who[client], one, each)
        for client, each in stands.items()
        for one in wanted(each, rules, at, gap)
        if one.measure in there and (client, one.measure) not in closed
    ]
    return tuple(sorted(found, key=_longest))


def _asked_since(rules: Sequence[Rule], at: datetime) -> datetime | None:
    """Return before which instant a last dose lies too far back for any question; None where none does."""
    days = 0
    for rule in rules:
        if rule.counted is Counted.AFTER:
            if rule.until is None and not _is_followed(rule, rules):
                return None
            days = max(days, rule.days + (rule.until or 0))
        elif rule.counted is Counted.DURING:
            days = max(days, rule.until or 0)
    return at - timedelta(days=days + 1)


def _is_followed(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Return whether a later day after the last dose takes the place of this one."""
    return any(one.counted is Counted.AFTER and one.days > rule.days for one in rules)


def _asked(
    only: UUID | None, dosing: Collection[UUID], *, since: datetime | None
) -> tuple[ColumnElement[bool], ...]:
    """Return what keeps the question to one client, or to those who were dosed lately or will be."""
    if only is not None:
        return (ClientRow.id == only,)
    given = select(SessionRow.client_id).join(DoseRow, DoseRow.session_id == SessionRow.id)
    given = given.where(DoseRow.struck_at.is_(None))
    lately = given if since is None else given.where(DoseRow.happened_at >= since)
    return (or_(ClientRow.id.in_(lately), ClientRow.id.in_(list(dosing))),)


def _longest(one: Due) -> tuple[datetime, str, str]:
    return (one.since, one.client_name, one.name)


def _made(record: Record, who: tuple[UUID, str, str], one: Wanted, each: Standing) -> Due:
    days, last = measure_settings.recall_days(record, one.measure), each.last_of(one.measure)
    said = None if days is None else recall_overlap(last, record.now(), record.zone, days)
    return Due(*who, one.measure, name_of(record, one.measure), one.rule, one.label, one.since, said or "")


def _who(db: Session, which: tuple[ColumnElement[bool], ...]) -> dict[UUID, tuple[UUID, str, str]]:
    columns = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name)
    query = select(*columns).where(ClientRow.ended_on.is_(None), *which)
    return {id_: (id_, code, display_name(family, given)) for id_, code, family, given in db.execute(query)}


def _standing(
    db: Session, record: Record, gap: int, clients: list[UUID], dosing: Mapping[UUID, datetime]
) -> dict[UUID, Standing]:
    doses, begun, filled = _doses(db, clients), _begun_series(db, record, clients), _filled(db, clients)
    return {
        client: Standing(
            series_of(doses.get(client, ()), begun.get(client, ()), gap),
            dosing.get(client),
            tuple(sorted((name, at) for name, at in filled.get(client, {}).items() if at is not None)),
            frozenset(filled.get(client, ())),
        )
        for client in clients
        if client in doses or client in dosing
    }


def _of(column: InstrumentedAttribute[UUID], only: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (column == only,)


def _gathered(rows: Iterable[tuple[UUID, datetime]]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = {}
    for client, at in rows:
        found.setdefault(client, []).append(at)
    return found


def _doses(db: Session, clients: list[UUID]) -> dict[UUID, list[datetime]]:
    query = select(SessionRow.client_id, func.min(DoseRow.happened_at))
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    query = query.group_by(SessionRow.client_id, DoseRow.session_id)
    return _gathered(
        (client, at)
        for part in in_parts(clients)
        for client, at in db.execute(query.where(SessionRow.client_id.in_(part)))
    )


def _begun_series(db: Session, record: Record, clients: list[UUID]) -> dict[UUID, tuple[datetime, ...]]:
    query = select(NoteRow.client_id, NoteRow.text).where(NoteRow.field == course.SERIES)
    query = query.where(NoteRow.session_id.is_(None), NoteRow.integration_id.is_(None))
    return {
        client: course.begun_days(text, record.zone)
        for part in in_parts(clients)
        for client, text in db.execute(query.where(NoteRow.client_id.in_(part)))
    }


def _next_dosing(db: Session, at: datetime, only: UUID | None) -> dict[UUID, datetime]:
    """Return the next dosing day of each client: a session that waits for its dose, or one that is booked."""
    given = select(DoseRow.id).where(DoseRow.struck_at.is_(None), DoseRow.session_id == SessionRow.id)
    waits = select(SessionRow.client_id, func.coalesce(SessionRow.opened_at, SessionRow.planned_for))
    waits = waits.where(SessionRow.ended_at.is_(None), ~given.correlate(SessionRow).exists())
    waits = waits.where(or_(SessionRow.opened_at.is_not(None), SessionRow.planned_for >= at))
    booked = select(AppointmentRow.client_id, AppointmentRow.starts_at)
    booked = booked.where(AppointmentRow.kind == AppointmentKind.DOSING.value, AppointmentRow.starts_at >= at)
    booked = booked.where(among(AppointmentRow.status, diary.STANDING))
    rows = [
        *db.execute(waits.where(*_of(SessionRow.client_id, only))),
        *db.execute(booked.where(*_of(AppointmentRow.client_id, only))),
    ]
    found = _gathered((client, moment) for client, moment in rows)
    return {client: min(moments) for client, moments in found.items()}


def _filled(db: Session, clients: list[UUID]) -> dict[UUID, dict[str, datetime | None]]:
    """Return by client which measures were ever filled, and when each was last whole."""
    whole = type_coerce(func.max(case((MeasureRow.complete, MeasureRow.happened_at))), UtcTime())
    query = select(MeasureRow.client_id, MeasureRow.instrument, whole).where(measure_reading.stands())
    query = query.group_by(MeasureRow.client_id, MeasureRow.instrument)
    found: dict[UUID, dict[str, datetime | None]] = {}
    for part in in_parts(clients):
        for client, name, at in db.execute(query.where(MeasureRow.client_id.in_(part))):
            found.setdefault(client, {})[name] = at
    return found


def _closed(db: Session, at: datetime) -> set[tuple[UUID, str]]:
    query = select(BoardClosedRow.client_id, BoardClosedRow.line).where(BoardClosedRow.until > at)
    rows = db.execute(query.where(begins_with(BoardClosedRow.line, LINE)))
    return {(client, line.removeprefix(LINE)) for client, line in rows}
