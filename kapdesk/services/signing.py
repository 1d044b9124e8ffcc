"""Signing a dosing session or an integration note: all of it, once, by its author's own key."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk import __version__
from kapdesk.domain import canonical
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import KapdeskError, NotFound, Refused
from kapdesk.domain.notes import LATE_AFTER
from kapdesk.domain.signing import (
    COSIGNED,
    STATEMENT,
    Of,
    Point,
    SignatureKind,
    Standing,
    Verdict,
    check_may_sign,
    check_ready,
    is_late,
)
from kapdesk.services import audit, people, sealing, settings, signatures, signing_points
from kapdesk.services.hands import Hand
from kapdesk.services.record import Record
from kapdesk.services.sealing import OwnerRow
from kapdesk.store.rows import IntegrationNoteRow, SessionRow
from kapdesk.store.rows_trust import SignatureRow

LATE_HOURS = "signing.late-hours"
TOPICS = {Of.SESSION: Topic.SESSION, Of.INTEGRATION: Topic.INTEGRATION}


@dataclass(frozen=True, slots=True)
class Signable:
    """One thing of a client that is signed, or can be: what it is called, whether it ended, how it stands."""

    of: Of
    id: UUID
    title: str
    ended: bool
    standing: Standing | None


def late_after(record: Record) -> timedelta:
    """Return after which time a signature is a late entry: what the clinic set, else 24 hours."""
    hours = settings.get(record, LATE_HOURS)
    if hours.isdecimal() and int(hours):
        return timedelta(hours=int(hours))
    try:
        shipped = record.content.table("settings-defaults").row("late-entry-after").whole("number")
    except KapdeskError:
        return LATE_AFTER
    return timedelta(hours=shipped) if shipped else LATE_AFTER


def points(record: Record, of: Of, of_id: UUID) -> tuple[Point, ...]:
    """Return what is open before signing, what stops it first; raises NotFound."""
    with record.read() as db:
        return signing_points.find(db, of, sealing.owner_row(db, of, of_id))


def signables(record: Record, client_id: UUID, session_id: UUID | None) -> tuple[Signable, ...]:
    """Return the session of a chart, its integration notes and the client's unsigned ones, as each stands."""
    with record.read() as db:
        rows: list[tuple[Of, OwnerRow]] = []
        session = db.get(SessionRow, session_id) if session_id else None
        if session is not None and session.client_id == client_id:
            rows.append((Of.SESSION, session))
        query = select(IntegrationNoteRow).where(IntegrationNoteRow.client_id == client_id)
        if session is not None:
            here = IntegrationNoteRow.session_id == session.id
            query = query.where(here | IntegrationNoteRow.signed_at.is_(None))
        newest = db.scalars(query.order_by(IntegrationNoteRow.happened_at.desc()))
        rows += [(Of.INTEGRATION, one) for one in newest]
        return tuple(_signable(db, record, of, row) for of, row in rows)


def sign(record: Record, hand: Hand, of: Of, of_id: UUID) -> Change:
    """Sign as the author, with everything that belongs to it; from then on nothing in it changes.

    Raises Refused while something is open, for another person's key, and for what is signed already.
    """
    after = late_after(record)
    with record.write() as db:
        row = sealing.owner_row(db, of, of_id)
        if row.signed_at is not None or signatures.author_of(db, of, of_id) is not None:
            raise Refused("This is signed already. Nothing was changed. Write an addendum instead.")
        check_hand(record, hand)
        check_ready(signing_points.find(db, of, row))
        parts = sealing.gather(db, of, of_id)
        around = sealing.stood(db, row, parts)
        content_hash = canonical.digest(sealing.content(of, of_id, parts, around))
        now = record.now()
        made = make(db, record, hand, SignatureKind.AUTHOR, of, of_id, content_hash, STATEMENT)
        made.client_id, made.late = row.client_id, is_late(service_end(row), now, after)
        put(db, hand, made)
        row.signed_at, row.signed_by = now, record.author.id
        row.seal = sealing.seal(around, content_hash)
        audit.note(db, record, Action.SIGNED, of.value, of_id, row.client_id)
    return Change(TOPICS[of], of_id if of is Of.SESSION else row.client_id, of_id)


def cosign(record: Record, hand: Hand, of: Of, of_id: UUID) -> Change:
    """Co-sign what a supervisee signed; raises Refused for everybody else and for a changed text."""
    with record.write() as db:
        row = sealing.owner_row(db, of, of_id)
        check_hand(record, hand, seconding=True)
        stands = signatures.standing_in(db, record, of, of_id)
        if stands is None or stands.verdict is not Verdict.VALID:
            said = "not signed" if stands is None else "no longer as it was signed"
            raise Refused(f"This is {said}, so it is not co-signed. Nothing was changed.")
        if stands.awaits_id != record.author.id:
            waits = f"It awaits {stands.awaits}." if stands.awaits else "No co-signature is awaited."
            raise Refused(f"You do not co-sign this. Nothing was changed. {waits}")
        made = make(db, record, hand, SignatureKind.CO_SIGNER, of, of_id, stands.content_hash, COSIGNED)
        made.client_id = row.client_id
        made.previous_hash = signatures.tie(signatures.chain(db, of, row), of, of_id)
        put(db, hand, made)
        audit.note(db, record, Action.COSIGNED, of.value, of_id, row.client_id)
    return Change(TOPICS[of], of_id if of is Of.SESSION else row.client_id, of_id)


def make(
    db: Session,
    record: Record,
    hand: Hand,
    kind: SignatureKind,
    of: Of,
    of_id: UUID,
    content_hash: str,
    statement: str,
) -> SignatureRow:
    """Return the row of a signature that is still to be signed, in the name of whose key it is."""
    signer = people.author(db, hand.person)
    row = SignatureRow(id=uuid4(), kind=kind.value, of_kind=of.value, of_id=of_id, previous_hash="")
    row.signer_id, row.signer_name, row.signer_credential = signer.id, signer.name, signer.credential
    row.signer_role, row.public_key, row.form = signer.role.value, hand.public.hex(), canonical.FORM
    row.content_hash, row.signed_at, row.zone = content_hash, record.now(), record.zone
    row.late, row.statement, row.made_by = False, statement, __version__
    row.written_at, row.author_id = record.now(), record.author.id
    return row


def put(db: Session, hand: Hand, row: SignatureRow) -> None:
    """Sign a row with the hand's key and keep it, inside a write that is already open."""
    row.signature = hand.sign(signatures.envelope(row)).hex()
    db.add(row)
    db.flush()


def service_end(row: OwnerRow) -> datetime:
    """Return when the service ended that a record is about."""
    return row.ended_at or (row.happened_at if isinstance(row, IntegrationNoteRow) else row.written_at)


def check_hand(record: Record, hand: Hand, *, seconding: bool = False) -> None:
    """Raise Refused where the key is not the key of whoever is writing, or of a role that signs nothing."""
    check_may_sign(record.author.role, seconding=seconding)
    if hand.person != record.author.id:
        raise Refused(
            "This passphrase belongs to somebody else. Nothing was signed. Each person signs with their own."
        )


def _signable(db: Session, record: Record, of: Of, row: OwnerRow) -> Signable:
    if isinstance(row, SessionRow):
        title = f"Dosing session {row.number}"
    else:
        title = f"Integration note of {show_date(local(row.happened_at, row.zone).date())}"
    try:
        stands = signatures.standing_in(db, record, of, row.id)
    except NotFound:
        stands = None
    return Signable(of, row.id, title, row.ended_at is not None, stands)
