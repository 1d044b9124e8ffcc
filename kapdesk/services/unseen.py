"""Who was dosed and neither seen, reached nor closed since; no clock and no correction hides one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from kapdesk.domain.appointments import INTEGRATION, AppointmentStatus
from kapdesk.domain.board import LineKind, Written, never_seen
from kapdesk.domain.contacts import Outcome
from kapdesk.store.rows import (
    AppointmentChangeRow,
    AppointmentRow,
    ContactRow,
    DoseRow,
    IntegrationNoteRow,
    SessionRow,
    UtcTime,
)
from kapdesk.store.rows_after import BoardClosedRow
from kapdesk.store.rows_trust import AuditRow, RetractionRow

SEEN_KINDS = tuple(kind.value for kind in INTEGRATION)
RETRACTED = select(RetractionRow.of_id)
"""What belongs to another client, and is on no board."""
_SETTLED = tuple(outcome.value for outcome in Outcome if outcome.settles)
_ATTENDED = AppointmentStatus.ATTENDED.value
AT_ONCE = 5_000  # ids in one question to the database
_WRITING_ORDER: ColumnElement[int] = literal_column("dose.rowid", Integer)  # no clock can upset it


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose that stands: in which session, and when it was given and written."""

    id: UUID
    session: UUID
    number: int
    done: Written


_Raw = tuple[UUID, UUID, datetime, datetime, datetime | None]
"""Whose act it was, its id in the trail, when it happened, when it was written, for when it was booked."""
_Asked = Select[UUID, UUID, datetime, datetime, Any]
_NOT_BOOKED: ColumnElement[Any] = literal(None, UtcTime())


def dosed_unseen(db: Session, now: datetime, only: UUID | None = None) -> dict[UUID, Dose]:
    """Return by client the latest dose after which they were neither seen, reached nor closed."""
    doubtful = _not_plainly_seen(db, now, only)
    if not doubtful:
        return {}
    found: dict[UUID, Dose] = {}
    acts = acts_of(db, doubtful, now)
    for client, doses in _doses_of(db, doubtful).items():
        unseen = set(never_seen([dose.done for dose in doses], acts.get(client, ())))
        left = [dose for dose in doses if dose.done in unseen]
        if left:
            found[client] = max(left, key=_when)
    return found


def acts_of(db: Session, clients: Collection[UUID], now: datetime) -> dict[UUID, list[Written]]:
    """Return by client every act by which somebody was seen, reached or closed."""
    return _gathered(db, _queries(now, None), clients)


def met_since(db: Session, since: datetime) -> dict[UUID, list[datetime]]:
    """Return by client when they attended a visit or a call reached them, from an instant on."""
    from_then = (
        _attended(None).where(AppointmentRow.starts_at >= since),
        _ended(None).where(IntegrationNoteRow.happened_at >= since),
        _reached(None).where(ContactRow.happened_at >= since),
    )
    found: dict[UUID, list[datetime]] = {}
    for client, _id, at, _written, _booked in db.execute(union_all(*from_then)):
        found.setdefault(client, []).append(at)
    return found


def was_met(visit: type[AppointmentRow], since: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Ask whether the client of a visit (an alias) attended one or was reached, from an instant on."""
    attended = _attended(None).where(AppointmentRow.starts_at >= since)
    asked = [
        query.where(query.selected_columns[0] == visit.client_id, query.selected_columns[2] >= since)
        for query in (_reached(None), _ended(None), attended)
    ]
    return or_(*(query.correlate(visit).exists() for query in asked))


def _gathered(db: Session, queries: Sequence[_Asked], clients: Collection[UUID]) -> dict[UUID, list[Written]]:
    raw: list[_Raw] = []
    for part in in_parts(clients):
        mine = (query.where(query.selected_columns[0].in_(part)) for query in queries)
        rows = db.execute(union_all(*mine))
        raw += [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
    places = places_of(db, (row[1] for row in raw))
    found: dict[UUID, list[Written]] = {}
    for client, id_, at, written, booked in raw:
        found.setdefault(client, []).append(Written(at, written, places.get(id_), booked))
    return found


def _when(dose: Dose) -> datetime:
    return dose.done.at


def _standing(only: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return (
        DoseRow.struck_at.is_(None), SessionRow.id.not_in(RETRACTED), *of_one(SessionRow.client_id, only),
    )  # fmt: skip


def _not_plainly_seen(db: Session, now: datetime, only: UUID | None) -> list[UUID]:
    """Return who has no act that happened and was written after every dose, by the clock and by the trail.

    One question for everybody: only whose turn it may be is looked at more closely.
    """
    last = (func.max(DoseRow.happened_at).label("at"), func.max(DoseRow.written_at).label("written"))
    query = select(SessionRow.client_id, *last, func.max(_WRITING_ORDER).label("place"))
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(*_standing(only))
    latest = query.group_by(SessionRow.client_id).subquery()
    attended = _attended(None).where(AppointmentRow.starts_at > latest.c.at)
    quick_first = (_reached(None), _ended(None), attended, _closed(now, None))
    seen = [_later(query, latest) for query in quick_first]
    return list(db.scalars(select(latest.c.client_id).where(not_(or_(*seen)))))


def _later(query: _Asked, latest: Subquery) -> ColumnElement[bool]:
    """Ask whether there is an act of this kind after all doses of a client."""
    client, id_, at, written, _booked = query.selected_columns
    query = query.where(client == latest.c.client_id, at > latest.c.at, written > latest.c.written)
    last_dose = select(DoseRow.id).where(latest.c.place == _WRITING_ORDER)
    act, dose = (_place(id_), _place(last_dose.correlate(latest).scalar_subquery()))
    return query.where(act >= dose).correlate(latest).exists()


def _place(of: ColumnElement[UUID]) -> ColumnElement[int]:
    """Ask where in the trail something was first written; none for what is older."""
    first = select(func.min(AuditRow.seq)).where(AuditRow.of_id == of)
    return func.coalesce(first.correlate_except(AuditRow).scalar_subquery(), 0)


def _queries(now: datetime, only: UUID | None) -> tuple[_Asked, ...]:
    """Return what asks for each kind of act: whose, its id in the trail, when it happened, when written."""
    return (_attended(only), _ended(only), _reached(only), _closed(now, only))


def _attended(only: UUID | None) -> _Asked:
    """Ask for attended visits, each at its start, or when that was written where it is earlier."""
    visit, change = AppointmentRow, AppointmentChangeRow
    written = func.coalesce(change.written_at, visit.written_at)
    came = case((visit.starts_at < written, visit.starts_at), else_=written)
    query = select(visit.client_id, func.coalesce(change.id, visit.id), came, written, visit.starts_at)
    said = and_(change.appointment_id == visit.id, change.what == "status", change.after == _ATTENDED)
    query = query.outerjoin(change, said)
    query = query.where(visit.kind.in_(SEEN_KINDS), attended_visits())
    return query.where(*of_one(visit.client_id, only))


def attended_visits() -> ColumnElement[bool]:
    """Return which visits count: those that stand as attended, and no other."""
    return AppointmentRow.status == _ATTENDED


def _ended(only: UUID | None) -> _Asked:
    row = IntegrationNoteRow
    query = select(row.client_id, row.id, row.happened_at, row.written_at, _NOT_BOOKED)
    query = query.where(row.ended_at.is_not(None), row.appointment_id.is_(None), row.id.not_in(RETRACTED))
    return query.where(*of_one(row.client_id, only))


def _reached(only: UUID | None) -> _Asked:
    row = ContactRow
    query = select(row.client_id, row.id, row.happened_at, row.written_at, _NOT_BOOKED)
    return query.where(row.outcome.in_(_SETTLED), *of_one(row.client_id, only))


def _closed(now: datetime, only: UUID | None) -> _Asked:
    row = BoardClosedRow
    query = select(row.client_id, row.id, row.happened_at, row.written_at, _NOT_BOOKED)
    query = query.where(row.line == LineKind.NOT_SEEN.value, row.until.is_(None) | (row.until > now))
    return query.where(*of_one(row.client_id, only))


def _doses_of(db: Session, clients: Collection[UUID]) -> dict[UUID, list[Dose]]:
    of = (SessionRow.client_id, SessionRow.number)
    query = select(*of, DoseRow.id, DoseRow.session_id, DoseRow.happened_at, DoseRow.written_at)
    query = query.join(SessionRow, DoseRow.session_id == SessionRow.id).where(*_standing(None))
    raw = [
        row for part in in_parts(clients)
        for row in db.execute(query.where(SessionRow.client_id.in_(part))).all()
    ]  # fmt: skip
    places = places_of(db, (row[2] for row in raw))
    found: dict[UUID, list[Dose]] = {}
    for client, number, id_, session, at, written in raw:
        found.setdefault(client, []).append(Dose(id_, session, number, Written(at, written, places.get(id_))))
    return found


def in_parts(ids: Collection[UUID]) -> list[list[UUID]]:
    """Return ids in parts that fit into one question."""
    every = list(ids)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]


def places_of(db: Session, ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return where in the trail each of these was first written; nothing for what is older than the trail."""
    found: dict[UUID, int] = {}
    for part in in_parts(list(ids)):
        query = select(AuditRow.of_id, func.min(AuditRow.seq)).where(AuditRow.of_id.in_(part))
        found |= {id_: place for id_, place in db.execute(query.group_by(AuditRow.of_id)) if id_ is not None}
    return found


def of_one(
    column: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None], only: UUID | None
) -> tuple[ColumnElement[bool], ...]:
    """Return what keeps a question to one client; nothing for all of them."""
    return () if only is None else (column == only,)
