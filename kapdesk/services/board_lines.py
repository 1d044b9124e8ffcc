"""The lines of the follow-up board, for all clients: derived from what is recorded, so none is lost."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.board import CALL_FROM, CALL_UNTIL, Line, LineKind, on_a_later_day
from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.contacts import Outcome
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import (
    addenda,
    board_closing,
    diary,
    insight_looks,
    life,
    life_rows,
    measures_due,
    relapse_signs,
    unseen,
)
from kapdesk.services.record import Record
from kapdesk.services.unseen import RETRACTED, SEEN_KINDS
from kapdesk.store.rows import AppointmentRow, ContactRow, DoseRow, NoteRow, SessionRow, TaskRow
from kapdesk.store.rows_after import BoardClosedRow, LifeItemRow, LifeLookRow

_MISSED = tuple(
    status.value
    for status in (
        AppointmentStatus.DID_NOT_ATTEND, AppointmentStatus.LATE_CANCELLED, AppointmentStatus.CANCELLED,
    )
)  # fmt: skip
_VISITS = (*SEEN_KINDS, "contact", "preparation")
CALLED_FOR = timedelta(days=14)
"""How long after a dose its call is still asked for; who was not seen at all stands there for longer."""
_UNSETTLED, _SOMETHING = "unsettled", "something"
_TASK = "not settled since the session"
"""The kind of the task that an answer “something” puts on the list."""
_HEX = 32  # letters of an id


def lines(record: Record) -> tuple[Line, ...]:
    """Return every line but those of who was not seen and of tasks, what is due first standing first.

    A fixed number of reads, however many clients there are.
    """
    now = record.now()
    with record.read() as db:
        closed = board_closing.held_back(db, now, LineKind)
        own = [*_calls(db, record, now), *_missed(db, now), *_unsaid(db, record, now)]
        own += [*_unsettled(db, record), *_addenda(db)]
    found = [*own, *_signs(record, now), *_measures(record, now), *_looks(record, now), *_days(record, now)]
    return tuple(sorted((line for line in found if not _is_closed(line, closed)), key=_first))


def _is_closed(line: Line, closed: dict[tuple[str, UUID], datetime]) -> bool:
    at = closed.get((line.kind.value, line.of))
    return at is not None and at >= line.since


def _first(line: Line) -> tuple[datetime, str, str]:
    return (line.due or line.since, line.kind.value, line.of.hex)


def _calls(db: Session, record: Record, now: datetime) -> list[Line]:
    """Who was seen on the day of the dose only is called all the same; who was not seen stands elsewhere."""
    latest = select(SessionRow.client_id, SessionRow.id, SessionRow.number, func.max(DoseRow.happened_at))
    latest = latest.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    latest = latest.where(DoseRow.happened_at >= now - CALLED_FOR, SessionRow.id.not_in(RETRACTED))
    rows = db.execute(latest.group_by(SessionRow.client_id, SessionRow.id, SessionRow.number)).all()
    dosed: dict[UUID, tuple[datetime, UUID, int]] = {}
    for client, session, number, at in rows:
        dosed[client] = max(dosed.get(client, (at, session, number)), (at, session, number))
    met, away, left = unseen.meetings_of(db, list(dosed)), set(unseen.dosed_unseen(db, now)), _left_alone(db)
    until = _within(record)
    return [
        Line(LineKind.CALL, client, session, "", at, at + until, session, f"dose {number}")
        for client, (at, session, number) in dosed.items()
        if client not in away and now >= at + min(CALL_FROM, until) and left.get(client, at) <= at
        and not any(on_a_later_day(each.at, at, record.zone) for each in met.get(client, ()))
    ]  # fmt: skip


def _left_alone(db: Session) -> dict[UUID, datetime]:
    """Return by client when it was last said that nobody calls them any more."""
    said = [outcome.value for outcome in (Outcome.CLOSED, Outcome.WANTS_NO_CALL)]
    query = select(ContactRow.client_id, func.max(ContactRow.happened_at))
    query = query.where(ContactRow.outcome.in_(said)).group_by(ContactRow.client_id)
    found: dict[UUID, datetime] = dict(db.execute(query).all())
    closed = select(BoardClosedRow.client_id, func.max(BoardClosedRow.happened_at))
    closed = closed.where(BoardClosedRow.line == LineKind.NOT_SEEN.value, BoardClosedRow.until.is_(None))
    for client, at in db.execute(closed.group_by(BoardClosedRow.client_id)):
        found[client] = max(at, found.get(client, at))
    return found


def _within(record: Record) -> timedelta:
    """Return within which time after a dose a client is called, as the clinic set it."""
    try:
        hours = record.content.table("settings-defaults").row("follow-up-within").whole("number")
    except KapdeskError:
        return CALL_UNTIL
    return timedelta(hours=hours) if hours else CALL_UNTIL


def _missed(db: Session, now: datetime) -> list[Line]:
    """Return the last missed visit of who has no visit ahead and came to none since, nor was reached."""
    visit = AppointmentRow
    query = select(visit.client_id, visit.id, visit.session_id, visit.starts_at, visit.status, visit.zone)
    query = query.where(visit.kind.in_(_VISITS), visit.status.in_(_MISSED)).order_by(visit.starts_at)
    last = {row[0]: row for row in db.execute(query.where(visit.client_id.not_in(_ahead(now))))}
    met = unseen.meetings_of(db, list(last))
    return [
        Line(
            LineKind.MISSED, client, of, "", at, None, session,
            f"{AppointmentStatus(status).value}: {show_moment(at, zone)}",
        )
        for client, of, session, at, status, zone in last.values()
        if not any(each.at >= min(at, now) for each in met.get(client, ()))
    ]  # fmt: skip


def _ahead(now: datetime) -> Select[UUID]:
    """Ask for who has a visit that is still to come."""
    query = select(AppointmentRow.client_id).where(AppointmentRow.starts_at >= now)
    return query.where(AppointmentRow.kind.in_(_VISITS), AppointmentRow.status.in_(diary.STANDING))


def _unsaid(db: Session, record: Record, now: datetime) -> list[Line]:
    """Return visits of the days before today of which nobody said what became of them."""
    begins = diary.day_start(local(now, record.zone).date(), record.zone)
    visit = AppointmentRow
    query = select(visit.client_id, visit.id, visit.session_id, visit.starts_at, visit.zone)
    query = query.where(visit.starts_at < begins, visit.status.in_(diary.STANDING))
    return [
        Line(LineKind.UNSAID, client, of, "", at, None, session, show_moment(at, zone))
        for client, of, session, at, zone in db.execute(query)
    ]


def _unsettled(db: Session, record: Record) -> list[Line]:
    """Return what was not settled when it was last asked, once nothing is to be done about it any more."""
    asked = select(LifeLookRow.item_id).join(LifeItemRow, LifeItemRow.id == LifeLookRow.item_id)
    asked = asked.where(LifeItemRow.register == _UNSETTLED, LifeItemRow.struck_at.is_(None))
    told = select(TaskRow.client_id).where(TaskRow.kind == _TASK, TaskRow.done_at.is_(None))
    which = LifeItemRow.id.in_(asked) & LifeItemRow.client_id.not_in(told)
    found: list[Line] = []
    for item in life_rows.several(db, record, which):
        looks = [look for look in item.looks if "answer" in look.facts]
        if looks and looks[-1].facts["answer"] == _SOMETHING and item.status != "stopped":
            last = looks[-1]
            where = (None, item.session, item.text)
            found.append(Line(LineKind.UNSETTLED, item.client, item.id, last.text, last.happened_at, *where))
    return found


def _addenda(db: Session) -> list[Line]:
    """Return addenda that were begun and are not signed."""
    query = select(NoteRow.client_id, NoteRow.field, NoteRow.written_at)
    query = query.where(NoteRow.field.startswith(addenda.DRAFT, autoescape=True), NoteRow.text != "")
    return [
        Line(LineKind.ADDENDUM, client, UUID(field.removeprefix(addenda.DRAFT)), "", at)
        for client, field, at in db.execute(query)
        if len(field.removeprefix(addenda.DRAFT)) == _HEX
    ]


def _signs(record: Record, now: datetime) -> list[Line]:
    return [
        Line(LineKind.SIGN, client, match.sign.id, match.sign.words, match.since, None, None, match.seen)
        for client, matches in relapse_signs.everyone(record, now).items()
        for match in matches
    ]


def _measures(record: Record, now: datetime) -> list[Line]:
    """Return one line for each client of whom measures are due, with the names of all of them."""
    by_client: dict[UUID, list[measures_due.Due]] = {}
    for each in measures_due.due(record, now):
        by_client.setdefault(each.client, []).append(each)
    return [
        Line(
            LineKind.MEASURE, client, client, "", min(each.since for each in due), None, None,
            ", ".join(dict.fromkeys(each.name for each in due)),
        )
        for client, due in by_client.items()
    ]  # fmt: skip


def _looks(record: Record, now: datetime) -> list[Line]:
    return [
        Line(
            LineKind.LOOK, one.client, one.insight, one.words, _begins(record, one.on), None, one.session,
            f"look {one.number}",
        )
        for one in insight_looks.due(record, now)
    ]  # fmt: skip


def _days(record: Record, now: datetime) -> list[Line]:
    return [
        Line(
            LineKind.DAY_COME, one.client, one.item.id, one.item.text, _begins(record, one.on), None,
            one.item.session, one.title,
        )
        for one in life.due(record, now)
    ]  # fmt: skip


def _begins(record: Record, day: date) -> datetime:
    return diary.day_start(day, record.zone)
