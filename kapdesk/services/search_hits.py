"""What was found as it is shown: whose it is, where it stands, what became of it, the words around."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from kapdesk.domain.clients import display_name
from kapdesk.services.record import Record
from kapdesk.services.search_places import stand
from kapdesk.services.search_sources import Kind
from kapdesk.store import search
from kapdesk.store.search import BEGUN, ENDED, Around, Spot


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


def hits_of(db: Session, record: Record, spots: Sequence[Spot]) -> tuple[Hit, ...]:
    """Return what was found as it is shown, in the same order; one question, whatever their number."""
    around = search.around(db, spots)
    titles: dict[tuple[str, str, bool], str] = {}
    found: list[Hit] = []
    for spot in spots:
        entry = spot.entry
        named = entry.of_table, entry.name, bool(entry.integration)
        if named not in titles:
            titles[named] = stand(record.content, entry).title
        if entry.client in around.clients:
            found.append(_hit(spot, around, titles[named]))
    return tuple(found)


def pieces_of(snippet: str) -> tuple[Piece, ...]:
    """Return the words around a match in one line, parted where a match begins and ends."""
    before, *matches = " ".join(snippet.split()).split(BEGUN)
    found = [Piece(before, matched=False)] if before else []
    for match in matches:
        inside, _, after = match.partition(ENDED)
        found.append(Piece(inside, matched=True))
        if after:
            found.append(Piece(after, matched=False))
    return tuple(found)


def _hit(spot: Spot, around: Around, title: str) -> Hit:
    entry = spot.entry
    code, *name = around.clients[entry.client]
    number, is_signed = around.sessions.get(entry.session, (None, False))
    if entry.integration:
        is_signed = entry.integration in around.signed_notes
    return Hit(
        spot.place, entry.of_table, _id(entry.of_id), _id(entry.client), code, display_name(*name),
        _id_or_none(entry.session), number, _id_or_none(entry.integration), Kind(entry.kind), entry.voice,
        entry.at, title, pieces_of(spot.snippet), entry.struck, is_signed,
        not around.retracted.isdisjoint((entry.of_id, entry.session, entry.integration)),
    )  # fmt: skip


@lru_cache(maxsize=2_048)
def _id(hexadecimal: str) -> UUID:
    """Return an id; those of clients and sessions come again and again."""
    return UUID(int=int(hexadecimal, 16))


def _id_or_none(hexadecimal: str) -> UUID | None:
    return _id(hexadecimal) if hexadecimal else None
