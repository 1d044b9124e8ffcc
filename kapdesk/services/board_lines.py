"""The lines of the follow-up board, for all clients: derived from what is recorded, so none is lost."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Row, Select, case, func, select, union_all
from sqlalchemy.orm import Session, aliased

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
from kapdesk.store.written_out import among, begins_with

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
    with record.read() as db:
        return standing(db, record, unseen.dosed_unseen(db, record.now()))


def standing(db: Session, record: Record, away: Collection[UUID]) -> tuple[Line, ...]:
    """Return the lines inside a read that is already open; `away` are the clients who were not seen."""
    now = record.now()
    found = [*_calls(db, record, now, away), *_missed(db, now), *_unsaid(db, record, now)]
    found += [*_unsettled(db, record), *_addenda(db), *_signs(db, now), *_measures(db, record, now)]
    found += [*_looks(db, record, now), *_days(db, record, now)]
    closed = board_closing.held_back(db, now, found)
    return tuple(sorted((line for line in found if not _is_closed(line, closed)), key=_first))


def _is_closed(line: Line, closed: dict[tuple[str, UUID], datetime]) -> bool:
    at = closed.get((line.kind.value, line.of))
    return at is not None and at >= line.since


def _first(line: Line) -> tuple[datetime, str, str]:
    return (line.due or line.since, line.kind.value, line.of.hex)


def _calls(db: Session, record: Record, now: datetime, away: Collection[UUID]) -> list[Line]:
    """Who was seen on the day of the dose only is called all the same; who was not seen stands elsewhere."""
    dosed = _lately_dosed(db, now)
    if not dosed:
        return []
    since, until = min(at for at, _, _ in dosed.values()), _within(record)
    met, left = unseen.met_since(db, since), _left_alone(db, since)
    return [
        Line(LineKind.CALL, client, session, "", at, at + until, session, f"dose {number}")
        for client, (at, session, number) in dosed.items()
        if client not in away and now >= at + min(CALL_FROM, until) and left.get(client, at) <= at
        and not any(on_a_later_day(each, at, record.zone) for each in met.get(client, ()))
    ]  # fmt: skip


def _lately_dosed(db: Session, now: datetime) -> dict[UUID, tuple[datetime, UUID, int]]:
    """Return by client the last dose for which a call may still be asked, its session and its number."""
    latest = select(SessionRow.client_id, SessionRow.id, SessionRow.number, func.max(DoseRow.happened_at))
    latest = latest.join(SessionRow, DoseRow.session_id == SessionRow.id).where(DoseRow.struck_at.is_(None))
    latest = latest.where(DoseRow.happened_at >= now - CALLED_FOR, SessionRow.id.not_in(RETRACTED))
    dosed: dict[UUID, tuple[datetime, UUID, int]] = {}
    for client, session, number, at in db.execute(
        latest.group_by(SessionRow.client_id, SessionRow.id, SessionRow.number)
    ):
        dosed[client] = max(dosed.get(client, (at, session, number)), (at, session, number))
    return dosed


def _left_alone(db: Session, since: datetime) -> dict[UUID, datetime]:
    """Return by client when it was last said, from an instant on, that nobody calls them any more."""
    said = [outcome.value for outcome in (Outcome.CLOSED, Outcome.WANTS_NO_CALL)]
    told = select(ContactRow.client_id, ContactRow.happened_at)
    told = told.where(ContactRow.outcome.in_(said), ContactRow.happened_at >= since)
    closed = select(BoardClosedRow.client_id, BoardClosedRow.happened_at)
    closed = closed.where(BoardClosedRow.line == LineKind.NOT_SEEN.value, BoardClosedRow.until.is_(None))
    found: dict[UUID, datetime] = {}
    for client, at in db.execute(union_all(told, closed.where(BoardClosedRow.happened_at >= since))):
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
    visit, later = aliased(AppointmentRow), aliased(AppointmentRow)
    query = select(visit.client_id, visit.id, visit.session_id, visit.starts_at, visit.status, visit.zone)
    query = query.where(visit.kind.in_(_VISITS), among(visit.status, _MISSED))
    newer = select(later.id).where(later.client_id == visit.client_id, later.starts_at > visit.starts_at)
    newer = newer.where(later.kind.in_(_VISITS), among(later.status, _MISSED))
    begins = case((visit.starts_at < now, visit.starts_at), else_=now)
    query = query.where(~newer.correlate(visit).exists(), visit.client_id.not_in(_ahead(now)))
    query = query.where(~unseen.was_met(visit, begins))
    last = {row[0]: row for row in sorted(db.execute(query), key=_starts)}
    return [
        Line(
            LineKind.MISSED, client, of, "", at, None, session,
            f"{AppointmentStatus(status).value}: {show_moment(at, zone)}",
        )
        for client, of, session, at, status, zone in last.values()
    ]  # fmt: skip


def _starts(visit: Row[UUID, UUID, UUID | None, datetime, str, str]) -> datetime:
    return visit[3]


def _ahead(now: datetime) -> Select[UUID]:
    """Ask for who has a visit that is still to come."""
    query = select(AppointmentRow.client_id).where(AppointmentRow.starts_at >= now)
    return query.where(AppointmentRow.kind.in_(_VISITS), among(AppointmentRow.status, diary.STANDING))


def _unsaid(db: Session, record: Record, now: datetime) -> list[Line]:
    """Return visits of the days before today of which nobody said what became of them."""
    begins = diary.day_start(local(now, record.zone).date(), record.zone)
    visit = AppointmentRow
    query = select(visit.client_id, visit.id, visit.session_id, visit.starts_at, visit.zone)
    query = query.where(visit.starts_at < begins, among(visit.status, diary.STANDING))
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
    """Return addenda that were begun and are not signed; each is typed in a text of its client."""
    query = select(NoteRow.client_id, NoteRow.field, NoteRow.written_at)
    query = query.where(NoteRow.session_id.is_(None), NoteRow.integration_id.is_(None))
    query = query.where(begins_with(NoteRow.field, addenda.DRAFT), NoteRow.text != "")
    return [
        Line(LineKind.ADDENDUM, client, UUID(field.removeprefix(addenda.DRAFT)), "", at)
        for client, field, at in db.execute(query)
        if len(field.removeprefix(addenda.DRAFT)) == _HEX
    ]


def _signs(db: Session, now: datetime) -> list[Line]:
    return [
        Line(LineKind.SIGN, client, match.sign.id, match.sign.words, match.since, None, None, match.seen)
        for client, matches in relapse_signs.shown(db, now).items()
        for match in matches
    ]


def _measures(db: Session, record: Record, now: datetime) -> list[Line]:
    """Return one line for each client of whom measures are due, with the names of all of them."""
    by_client: dict[UUID, list[measures_due.Due]] = {}
    for each in measures_due.standing(db, record, now):
        by_client.setdefault(each.client, []).append(each)
    return [
        Line(
            LineKind.MEASURE, client, client, "", min(each.since for each in due), None, None,
            ", ".join(dict.fromkeys(each.name for each in due)),
        )
        for client, due in by_client.items()
    ]  # fmt: skip


def _looks(db: Session, record: Record, now: datetime) -> list[Line]:
    return [
        Line(
            LineKind.LOOK, one.client, one.insight, one.words, _begins(record, one.on), None, one.session,
            f"look {one.number}",
        )
        for one in insight_looks.standing(db, record, now)
    ]  # fmt: skip


def _days(db: Session, record: Record, now: datetime) -> list[Line]:
    return [
        Line(
            LineKind.DAY_COME, one.client, one.item.id, one.item.text, _begins(record, one.on), None,
            one.item.session, one.title,
        )
        for one in life.standing(db, record, now)
    ]  # fmt: skip


def _begins(record: Record, day: date) -> datetime:
    return diary.day_start(day, record.zone)
