"""The list of clients as it is read: each with the session that matters now, and what a chart opens with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.sessions import SessionState
from kapdesk.services.clients import ClientCard, find
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow


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
    ids = [card.id for card in cards]
    with record.read() as db:
        columns = (SessionRow.client_id, SessionRow.number, SessionRow.state, SessionRow.planned_for)
        rows = db.execute(
            select(*columns, SessionRow.opened_at, SessionRow.ended_at)
            .where(SessionRow.client_id.in_(ids))
            .order_by(SessionRow.number)
        )
        matters: dict[UUID, SessionMark] = {}
        for client, number, state, planned, opened, ended in rows:
            mark = SessionMark(
                number, SessionState(state), opened or planned, opened is not None and ended is None
            )
            if client not in matters or not matters[client].open:
                matters[client] = mark
    return tuple(ClientLine(card, matters.get(card.id)) for card in cards)


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
