"""Clients: made, mended, found by any part of what is known of them, and told apart."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.alerts import Allergies
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Client, Reach, SafeContact, check_client, display_name
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.finding import Known, alike_in, find_keys, fold, similar
from kapdesk.services import notes, settings
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.store.rows_trust import TombstoneRow

FOUND_AT_MOST = 200
NEW_DRAFT = "draft.new_client"
"""The setting that keeps a half-filled form for a client who is not in the record yet."""
EDIT_DRAFT = "draft.client"
"""The text of a client that keeps a half-made correction of what is known of them."""


@dataclass(frozen=True, slots=True)
class ClientCard:
    """One client in a list: enough to tell them from every other."""

    id: UUID
    code: str
    name: str
    preferred_name: str
    born: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A client who may be taken for another, and why."""

    card: ClientCard
    reasons: tuple[str, ...]


def next_code(record: Record) -> str:
    """Return a client number that is free: the one after the highest K- number that was ever in use."""
    with record.read() as db:
        taken = [*db.scalars(select(ClientRow.code)), *db.scalars(select(TombstoneRow.client_code))]
    digits = [code.removeprefix("K-") for code in taken if code.startswith("K-")]
    highest = max((int(digit) for digit in digits if digit.isascii() and digit.isdigit()), default=0)
    return f"K-{highest + 1:04d}"


def add(record: Record, client: Client) -> Change:
    """Keep a new client and empty the half-filled form they were written on.

    Raises Refused for a missing name, an impossible birth date or a number in use.
    """
    check_client(client, _today(record))
    with record.write() as db:
        _check_code(db, client)
        row = ClientRow(id=client.id)
        db.add(row)
        _fill(row, client)
        row.written_at, row.author_id = record.now(), record.author.id
        if settings.value(db, settings.own(record, NEW_DRAFT)):
            settings.put_in(db, record, NEW_DRAFT, "")
        return Change(Topic.CLIENT, row.id, row.id)


def edit(record: Record, client: Client) -> Change:
    """Keep what is known of a client now, and empty the half-made correction; allergies go by the alerts."""
    check_client(client, _today(record))
    with record.write() as db:
        row = _row(db, client.id)
        _check_code(db, client)
        _fill(row, replace(client, allergies=Allergies(row.allergies)))
        row.written_at, row.author_id = record.now(), record.author.id
        notes.put(db, record, Owner(client.id), EDIT_DRAFT, "")
        return Change(Topic.CLIENT, row.id, row.id)


def end(record: Record, client_id: UUID, on: date, reason: str) -> Change:
    """End the work with a client; the chart stays and is found, marked as ended.

    Raises Refused without a reason, for a day to come, or while the client is here.
    """
    if not reason.strip():
        raise Refused("Ending the work needs a reason. Nothing was changed. Write why it ends.")
    if on > _today(record):
        raise Refused("The work cannot end on a day to come. Nothing was changed. Correct the day.")
    with record.write() as db:
        row = _row(db, client_id)
        _check_not_here(db, client_id)
        row.ended_on, row.ended_reason = on, reason.strip()
        row.written_at, row.author_id = record.now(), record.author.id
        return Change(Topic.CLIENT, client_id, client_id)


def resume(record: Record, client_id: UUID) -> Change:
    """Take up the work with a client again."""
    with record.write() as db:
        row = _row(db, client_id)
        row.ended_on, row.ended_reason = None, ""
        row.written_at, row.author_id = record.now(), record.author.id
        return Change(Topic.CLIENT, client_id, client_id)


def one(record: Record, client_id: UUID) -> Client:
    """Return one client; raises NotFound."""
    with record.read() as db:
        return _client(_row(db, client_id))


def find(
    record: Record, query: str = "", start: int = 0, *, at_most: int = FOUND_AT_MOST
) -> tuple[ClientCard, ...]:
    """Return clients by any part of name, number or birth date, in any order; those in care stand first.

    Accents, case, hyphens and the dots of a date are of no matter; an empty query returns everyone.
    `start` leaves out that many, for a list that is read page by page.
    """
    words = [word for word in _words(query) if word]
    columns = (ClientRow.id, ClientRow.code, ClientRow.family_name, ClientRow.given_name, ClientRow.title)
    select_cards = select(*columns, ClientRow.preferred_name, ClientRow.born, ClientRow.ended_on)
    for word in words:
        select_cards = select_cards.where(ClientRow.find_keys.contains(word, autoescape=True))
    ordered = select_cards.order_by(
        ClientRow.ended_on.is_not(None),
        func.lower(ClientRow.family_name),
        ClientRow.given_name,
        ClientRow.code,
    )
    with record.read() as db:
        rows = db.execute(ordered.offset(start).limit(at_most))
        return tuple(
            ClientCard(id_, code, display_name(family, given, title), preferred, born, ended)
            for id_, code, family, given, title, preferred, born, ended in rows
        )


def alike(record: Record, client: Client) -> tuple[Likeness, ...]:
    """Return the clients who may be taken for this one: same or similar name, or the same birth date."""
    known = Known(client.family_name, client.given_name, client.born, client.code)
    with record.read() as db:
        rows = db.scalars(select(ClientRow).where(ClientRow.id != client.id)).all()
    found = [
        Likeness(_card(row), reasons)
        for row in rows
        if (reasons := similar(known, Known(row.family_name, row.given_name, row.born, row.code)))
    ]
    return tuple(sorted(found, key=_most_alike))


def similar_in(cards: tuple[ClientCard, ...]) -> frozenset[UUID]:
    """Return which clients of a list bear the same or nearly the same name as another one of it."""
    return alike_in({card.id: card.name for card in cards})


def blank(record: Record) -> Client:
    """Return a client with a free number and nothing else, to be filled in."""
    return Client(uuid4(), next_code(record), "", "")


def _most_alike(likeness: Likeness) -> tuple[int, str]:
    return (-len(likeness.reasons), likeness.card.name)


def _words(query: str) -> list[str]:
    return ["".join(part for part in fold(word) if part.isalnum()) for word in query.split()]


def _today(record: Record) -> date:
    return local(record.now(), record.zone).date()


def _row(db: Session, client_id: UUID) -> ClientRow:
    row = db.get(ClientRow, client_id)
    if row is None:
        raise NotFound("This client is not in the record. Nothing was changed. Look under Clients.")
    return row


def _check_not_here(db: Session, client_id: UUID) -> None:
    here = SessionRow.client_id == client_id, SessionRow.opened_at.is_not(None), SessionRow.ended_at.is_(None)
    if db.scalar(select(SessionRow.id).where(*here)) is not None:
        raise Refused("This client is here: a session is open. Nothing was changed. End the session first.")


def _check_code(db: Session, client: Client) -> None:
    taken = db.scalar(
        select(ClientRow.id).where(ClientRow.code == client.code.strip(), ClientRow.id != client.id)
    )
    if taken is not None:
        raise Refused(f"The client number {client.code.strip()} is in use. Nothing was kept. Choose another.")


def _fill(row: ClientRow, client: Client) -> None:
    row.code, row.family_name, row.given_name = client.code.strip(), client.family_name, client.given_name
    row.preferred_name, row.title, row.gender = client.preferred_name, client.title, client.gender
    row.pronouns, row.born, row.language = client.pronouns, client.born, client.language
    row.allergies = client.allergies.value
    contact, reach = client.contact, client.reach
    row.contact_channel, row.contact_message = contact.channel, contact.may_leave_message
    row.contact_code_word, row.contact_note = contact.code_word, contact.note
    row.phone, row.email, row.address = reach.phone, reach.email, reach.address
    row.emergency_name, row.emergency_relation = reach.emergency_name, reach.emergency_relation
    row.emergency_phone, row.prescriber = reach.emergency_phone, reach.prescriber
    row.find_keys = find_keys(
        client.family_name, client.given_name, client.preferred_name, client.code, client.born
    )


def _card(row: ClientRow) -> ClientCard:
    name = display_name(row.family_name, row.given_name, row.title)
    return ClientCard(row.id, row.code, name, row.preferred_name, row.born, row.ended_on)


def _client(row: ClientRow) -> Client:
    contact = SafeContact(row.contact_channel, row.contact_message, row.contact_code_word, row.contact_note)
    reach = Reach(
        row.phone, row.email, row.address, row.emergency_name, row.emergency_relation, row.emergency_phone,
        row.prescriber,
    )  # fmt: skip
    return Client(
        id=row.id,
        code=row.code,
        family_name=row.family_name,
        given_name=row.given_name,
        preferred_name=row.preferred_name,
        title=row.title,
        gender=row.gender,
        pronouns=row.pronouns,
        born=row.born,
        language=row.language,
        contact=contact,
        reach=reach,
        allergies=Allergies(row.allergies),
        ended_on=row.ended_on,
    )
