"""The list of clients as it is read: each with the session that matters now, and what a chart opens with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, and_, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from kapdesk.domain.sessions import SessionState
from kapdesk.services.clients import ClientCard, find
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow


def _matter() -> CompoundSelect[*tuple[Any, ...]]:
    """Put together once what is asked at every key: the newest session of each client, and the open ones."""
    here = SessionRow
    clients: BindParameter[Any] = bindparam("clients", expanding=True)
    query = select(here.client_id, here.number, here.state, here.planned_for, here.opened_at, here.ended_at)
    newest = select(here.client_id, func.max(here.number).label("number"))
    newest = newest.where(here.client_id.in_(clients)).group_by(here.client_id).subquery()
    is_newest = and_(here.client_id == newest.c.client_id, here.number == newest.c.number)
    is_open = and_(here.opened_at.is_not(None), here.ended_at.is_(None))
    return union_all(query.join(newest, is_newest), query.where(is_open, here.client_id.in_(clients)))


_MATTER = _matter()


@dataclass(frozen=True, slots=True)
class SessionMark:
    """The session of a client that matters in a list: the open one, else the newest."""

    number: int
    state: SessionState
    at: datetime | None
    open: bool


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client of a list with the session that matters now."""

    card: ClientCard
    session: SessionMark | None


def lines(record: Record, query: str = "", start: int = 0, at_most: int = 128) -> tuple[ClientLine, ...]:
    """Return clients as `find` does, a page at a time, each with the session that matters now."""
    cards = find(record, query, start, at_most=at_most)
    with record.read() as db:
        matters = _that_matter(db, [card.id for card in cards])
    return tuple(ClientLine(card, matters.get(card.id)) for card in cards)


def _that_matter(db: Session, clients: list[UUID]) -> dict[UUID, SessionMark]:
    """Return by client the open session, else the one with the highest number; one or two rows of each."""
    found: dict[UUID, SessionMark] = {}
    for client, number, state, planned, opened, ended in db.execute(_MATTER, {"clients": clients}).all():
        is_here = opened is not None and ended is None
        if client not in found or is_here:
            found[client] = SessionMark(number, SessionState(state), opened or planned, is_here)
    return found


def session_to_open(record: Record, client_id: UUID) -> UUID | None:
    """Return the session a chart opens with: the open one, else the newest that was not called off."""
    with record.read() as db:
        query = select(SessionRow.id, SessionRow.state, SessionRow.opened_at, SessionRow.ended_at)
        rows = db.execute(query.where(SessionRow.client_id == client_id).order_by(SessionRow.number.desc()))
        heads = list(rows)
    for id_, _state, opened, ended in heads:
        if opened is not None and ended is None:
            return id_
    held = [id_ for id_, state, _, _ in heads if state != SessionState.CANCELLED]
    return (held or [head[0] for head in heads] or [None])[0]
