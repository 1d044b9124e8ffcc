"""Retraction: something signed that is another client's is kept, marked and no longer printed."""

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import Refused
from kapdesk.domain.signing import RETRACTED, Of, SignatureKind, check_may_sign
from kapdesk.services import audit, moving, people, sealing, signatures, signing
from kapdesk.services.hands import Hand
from kapdesk.services.record import Record
from kapdesk.services.sealing import OwnerRow
from kapdesk.store.rows_trust import RetractionRow

SHORTEST = 10  # letters of a reason
IN_SHORT = 70  # letters of a reason in a list; the whole of it stands with what was signed
NO_PAGES = (
    "This record was retracted: it belongs to another client, so no page of it is made. Nothing was changed. "
    "What was signed is kept."
)


@dataclass(frozen=True, slots=True)
class Gone:
    """That something signed was retracted: what, when, and why."""

    of: Of
    id: UUID
    at: datetime
    reason: str

    def words(self, zone: str) -> str:
        """Return it in short, as it is read wherever else it would read as signed."""
        return f"retracted {show_moment(self.at, zone)}: {shorten(self.reason, IN_SHORT, placeholder=' …')}"


def retract(
    record: Record,
    hand: Hand,
    second: Hand,
    of: Of,
    of_id: UUID,
    *,
    reason: str,
    to_client: UUID | None = None,
) -> Change:
    """Retract something signed with two signatures; with `to_client` a copy is left there as a draft.

    The second signature is another person's. Raises Refused where it is not, without a reason, or where it is
    not signed or was retracted already.
    """
    with record.write() as db:
        row = sealing.owner_row(db, of, of_id)
        _check(db, record, row, hand, second, reason)
        made = RetractionRow(
            id=uuid4(), client_id=row.client_id, of_kind=of.value, of_id=of_id, row_version=1
        )
        made.reason, made.second_id = reason.strip(), second.person
        made.written_at, made.author_id = record.now(), record.author.id
        made.copied_to = moving.copy(db, record, of, row, to_client, made.reason) if to_client else None
        before = signatures.chain(db, of, row)
        db.add(made)
        db.flush()
        made_hash = sealing.hash_of(made)
        for each in (hand, second):
            signed = signing.make(
                db, record, each, SignatureKind.RETRACTION, Of.RETRACTION, made.id, made_hash,
                RETRACTED,
            )  # fmt: skip
            signed.client_id = row.client_id
            signed.previous_hash = signatures.tie(before, of, of_id)
            signing.put(db, each, signed)
            before.append(signed)
        audit.note(db, record, Action.RETRACTED, of.value, of_id, row.client_id)
    return Change(signing.TOPICS[of], of_id if of is Of.SESSION else row.client_id, of_id)


def is_retracted(record: Record, of_id: UUID) -> bool:
    """Return whether something was retracted."""
    with record.read() as db:
        return retracted_in(db, of_id)


def retracted_in(db: Session, of_id: UUID) -> bool:
    """Return whether something was retracted, inside a read that is already open."""
    query = select(RetractionRow.id).where(RetractionRow.of_id == of_id)
    return db.scalar(query.limit(1)) is not None


def of_client(record: Record, client_id: UUID) -> dict[UUID, Gone]:
    """Return by its id everything of a client that was retracted, in the order in which it was."""
    query = select(RetractionRow).where(RetractionRow.client_id == client_id)
    with record.read() as db:
        rows = db.scalars(query.order_by(RetractionRow.written_at))
        return {row.of_id: Gone(Of(row.of_kind), row.of_id, row.written_at, row.reason) for row in rows}


def of_session(record: Record, client_id: UUID, session_id: UUID | None) -> Gone | None:
    """Return how the session of a chart was retracted, or None where it was not."""
    return of_client(record, client_id).get(session_id) if session_id is not None else None


def all_of_them(db: Session) -> frozenset[UUID]:
    """Return the ids of everything that was retracted, to be left out of boards."""
    return frozenset(db.scalars(select(RetractionRow.of_id)))


def refuse_pages(record: Record, of_id: UUID) -> None:
    """Raise Refused where a page is asked for of something that was retracted."""
    if is_retracted(record, of_id):
        raise Refused(NO_PAGES)


def _check(db: Session, record: Record, row: OwnerRow, hand: Hand, second: Hand, reason: str) -> None:
    if row.signed_at is None:
        raise Refused("This is not signed, so it is moved, not retracted. Nothing was changed.")
    if retracted_in(db, row.id):
        raise Refused("This was retracted already. Nothing was changed.")
    if len(reason.strip()) < SHORTEST:
        raise Refused("A retraction needs its reason, of 10 letters or more. Nothing was changed.")
    signing.check_hand(record, hand)
    if second.person == hand.person:
        raise Refused("The second signature is another person's. Nothing was changed. Ask a colleague.")
    check_may_sign(people.author(db, second.person).role, seconding=True)
