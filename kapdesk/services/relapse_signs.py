"""How a client notices a slide, written while well; what of it the record shows now."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.contacts import Channel, Outcome
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.relapse import Match, Pattern, RelapseSign, Seen, check_sign
from kapdesk.domain.relapse import matches as matches_of
from kapdesk.domain.timeline import check_reason
from kapdesk.services import measure_reading, notes
from kapdesk.services.record import Record
from kapdesk.services.written_in import happened, owner_of
from kapdesk.store.rows import AppointmentRow, ContactRow, MeasureRow
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow, RelapseSignRow

LIMIT, SLEEP, PHQ9 = "limit", "sleep-hours", "phq9"


def add(
    record: Record, client_id: UUID, words: str, *, pattern: Pattern | None = None, limit: int | None = None,
    at: datetime | None = None, draft: str = "",
) -> Change:  # fmt: skip
    """Keep one sign in the client's words, with what the record may watch for, if anything.

    `draft` names the client's unfinished line, emptied in the same write. Raises Refused for no words, the
    same sign twice, or a number outside of what its pattern allows.
    """
    with record.write() as db:
        owner = owner_of(db, client_id, None, None)
        said = check_sign(words, pattern, limit, _several(db, RelapseSignRow.client_id == client_id))
        row = RelapseSignRow(id=uuid4(), client_id=client_id, words=said)
        row.pattern, row.limits = pattern or "", {} if limit is None else {LIMIT: limit}
        row.happened_at, row.zone = happened(record, at), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        if draft:
            notes.put(db, record, owner, draft, "")
        return Change(Topic.INTEGRATION, client_id, row.id)


def strike(record: Record, sign_id: UUID, reason: str) -> Change:
    """Strike a sign through with a reason; it stays readable."""
    with record.write() as db:
        row = db.get(RelapseSignRow, sign_id)
        if row is None:
            raise NotFound("This sign is not in the record. Nothing was changed.")
        if row.struck_at is not None:
            raise Refused("This sign is struck through already. Nothing was changed.")
        row.struck_at, row.struck_reason = record.now(), check_reason(reason)
        return Change(Topic.INTEGRATION, row.client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[RelapseSign, ...]:
    """Return the signs of a client in the order of writing, struck ones included."""
    with record.read() as db:
        return _several(db, RelapseSignRow.client_id == client_id)


def matches(record: Record, client_id: UUID, at: datetime | None = None) -> tuple[Match, ...]:
    """Return the signs of a client of which the record shows something now."""
    return everyone(record, at, client_id).get(client_id, ())


def everyone(
    record: Record, at: datetime | None = None, client_id: UUID | None = None
) -> dict[UUID, tuple[Match, ...]]:
    """Return the signs that show something, of all clients who have any (or of one), in one read."""
    with record.read() as db:
        return shown(db, at or record.now(), client_id)


def shown(db: Session, now: datetime, client_id: UUID | None = None) -> dict[UUID, tuple[Match, ...]]:
    """Return the signs that show something inside a read that is already open."""
    watched = RelapseSignRow.pattern > ""
    mine = watched if client_id is None else watched & (RelapseSignRow.client_id == client_id)
    signs: dict[UUID, list[RelapseSign]] = {}
    for sign in _several(db, mine & RelapseSignRow.struck_at.is_(None)):
        signs.setdefault(sign.client, []).append(sign)
    if not signs:
        return {}
    seen = _seen(db, list(signs), now)
    found = {client: matches_of(of, seen[client], now) for client, of in signs.items()}
    return {client: each for client, each in found.items() if each}


def last_phq9(record: Record, client_id: UUID) -> tuple[datetime, int] | None:
    """Return the last complete PHQ-9: signs are best written while it is low; None where there is none."""
    with record.read() as db:
        return max(_phq9(db, [client_id]).get(client_id, ()), default=None)


def _several(db: Session, which: ColumnElement[bool]) -> tuple[RelapseSign, ...]:
    query = select(RelapseSignRow).where(which).order_by(RelapseSignRow.written_at, RelapseSignRow.id)
    return tuple(
        RelapseSign(
            row.id, row.client_id, row.words, Pattern(row.pattern) if row.pattern else None,
            row.limits.get(LIMIT), row.happened_at, row.written_at, row.zone, row.author_id,
            row.struck_reason if row.struck_at else None, row.struck_at,
        )
        for row in db.scalars(query)
    )  # fmt: skip


def _seen(db: Session, clients: list[UUID], now: datetime) -> dict[UUID, Seen]:
    visits = select(AppointmentRow.client_id, AppointmentRow.starts_at, AppointmentRow.status).where(
        AppointmentRow.client_id.in_(clients), AppointmentRow.starts_at <= now
    )
    came, missed = dict[UUID, list[datetime]](), dict[UUID, list[datetime]]()
    for client, at, status in db.execute(visits.order_by(AppointmentRow.starts_at)):
        into = {AppointmentStatus.ATTENDED: came, AppointmentStatus.DID_NOT_ATTEND: missed}
        into.get(AppointmentStatus(status), {}).setdefault(client, []).append(at)
    tries, totals, nights = _tries(db, clients), _phq9(db, clients), _nights(db, clients)
    return {
        client: Seen(
            tuple(missed.get(client, ())), tuple(came.get(client, ())), tuple(tries.get(client, ())),
            tuple(totals.get(client, ())), tuple(nights.get(client, ())),
        )
        for client in clients
    }  # fmt: skip


def _tries(db: Session, clients: Iterable[UUID]) -> dict[UUID, list[tuple[datetime, bool]]]:
    query = select(ContactRow.client_id, ContactRow.happened_at, ContactRow.outcome)
    query = query.where(ContactRow.client_id.in_(clients), ContactRow.channel != Channel.NONE.value)
    found: dict[UUID, list[tuple[datetime, bool]]] = {}
    for client, at, outcome in db.execute(query.order_by(ContactRow.happened_at)):
        found.setdefault(client, []).append((at, Outcome(outcome).reached))
    return found


def _phq9(db: Session, clients: Iterable[UUID]) -> dict[UUID, list[tuple[datetime, int]]]:
    query = select(MeasureRow.client_id, MeasureRow.happened_at, MeasureRow.total)
    query = query.where(MeasureRow.client_id.in_(clients), MeasureRow.instrument == PHQ9)
    query = query.where(MeasureRow.total.is_not(None), measure_reading.stands())
    found: dict[UUID, list[tuple[datetime, int]]] = {}
    for client, at, total in db.execute(query.order_by(MeasureRow.happened_at)):
        if total is not None:
            found.setdefault(client, []).append((at, total))
    return found


def _nights(db: Session, clients: Iterable[UUID]) -> dict[UUID, list[tuple[datetime, int]]]:
    query = select(LifeLookRow.client_id, LifeLookRow.happened_at, LifeLookRow.facts)
    query = query.join(LifeItemRow, LifeItemRow.id == LifeLookRow.item_id)
    query = query.where(LifeLookRow.client_id.in_(clients), LifeItemRow.struck_at.is_(None))
    found: dict[UUID, list[tuple[datetime, int]]] = {}
    rows = db.execute(query.order_by(LifeLookRow.happened_at))
    for client, at, facts in rows:
        hours = facts.get(SLEEP)
        if isinstance(hours, int):
            found.setdefault(client, []).append((at, hours))
    return found
