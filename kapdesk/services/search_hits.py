"""What was found as it is shown: whose it is, where it stands, what became of it, the words around."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from kapdesk.domain.clients import display_name
from kapdesk.services.record import Record
from kapdesk.services.search_places import stand
from kapdesk.services.search_sources import Kind
from kapdesk.store.rows import ClientRow, IntegrationNoteRow, SessionRow
from kapdesk.store.rows_trust import RetractionRow
from kapdesk.store.search import BEGUN, ENDED, Spot

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the words around a match; `matched` where it is what was looked for."""

    text: str = field(repr=False)
    matched: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found: whose, where it stands, when, and the words around the match."""

    place: int
    table: str
    id: UUID
    client: UUID
    code: str
    name: str = field(repr=False)
    session: UUID | None
    session_number: int | None
    integration: UUID | None
    kind: Kind
    voice: str
    at: datetime
    title: str = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    struck: bool
    signed: bool
    retracted: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the clients, sessions and integration notes of some hits, and what is retracted."""

    clients: dict[UUID, Any]
    sessions: dict[UUID, Any]
    integrations: dict[UUID, Any]
    retracted: set[UUID]


def hits_of(db: Session, record: Record, spots: Sequence[Spot]) -> tuple[Hit, ...]:
    """Return what was found as it is shown, in the same order: five questions whatever their number."""
    around = _around(db, spots)
    return tuple(_hits(record, around, spots))


def pieces_of(snippet: str) -> tuple[Piece, ...]:
    """Return the words around a match in one line, parted where a match begins and ends."""
    parts = re.split(f"([{BEGUN}{ENDED}])", _SPACE.sub(" ", snippet).strip())
    found, inside = list[Piece](), False
    for part in parts:
        if part in (BEGUN, ENDED):
            inside = part == BEGUN
        elif part:
            found.append(Piece(part, inside))
    return tuple(found)


def _around(db: Session, spots: Sequence[Spot]) -> _Around:
    entries = [spot.entry for spot in spots]
    names = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name, ClientRow.title)
    clients = select(*names).where(ClientRow.id.in_(_ids(entry.client for entry in entries)))
    sessions = select(SessionRow.id, SessionRow.number, SessionRow.signed_at)
    sessions = sessions.where(SessionRow.id.in_(_ids(entry.session for entry in entries)))
    notes = select(IntegrationNoteRow.id, IntegrationNoteRow.signed_at)
    notes = notes.where(IntegrationNoteRow.id.in_(_ids(entry.integration for entry in entries)))
    owners = _ids(id_ for entry in entries for id_ in (entry.session, entry.integration, entry.of_id))
    gone = db.scalars(select(RetractionRow.of_id).where(RetractionRow.of_id.in_(owners)))
    return _Around(_by_id(db, clients), _by_id(db, sessions), _by_id(db, notes), set(gone))


def _hits(record: Record, around: _Around, spots: Sequence[Spot]) -> Iterator[Hit]:
    for spot in spots:
        entry = spot.entry
        client = around.clients.get(UUID(hex=entry.client))
        if client is None:
            continue
        id_, session, integration = UUID(hex=entry.of_id), _id(entry.session), _id(entry.integration)
        row = around.sessions.get(session) if session else None
        owner = around.integrations.get(integration) if integration else row
        yield Hit(
            spot.place, entry.of_table, id_, client.id, client.code,
            display_name(client.family_name, client.given_name, client.title), session,
            row.number if row else None, integration, Kind(entry.kind), entry.voice, entry.at,
            stand(record.content, entry).title, pieces_of(spot.snippet), entry.struck,
            owner is not None and owner.signed_at is not None,
            not around.retracted.isdisjoint((id_, session, integration)),
        )  # fmt: skip


def _by_id(db: Session, query: Select[*tuple[Any, ...]]) -> dict[UUID, Any]:
    return {row.id: row for row in db.execute(query)}


def _ids(ids: Iterable[str]) -> set[UUID]:
    return {UUID(hex=id_) for id_ in ids if id_}


def _id(hexadecimal: str) -> UUID | None:
    return UUID(hex=hexadecimal) if hexadecimal else None
