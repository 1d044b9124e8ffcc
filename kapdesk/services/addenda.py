"""Addenda: what is added after signing, with its reason and its author's own signature."""

from datetime import datetime
from uuid import UUID, uuid4

from kapdesk.domain import addenda as rules
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.domain.errors import Refused
from kapdesk.domain.signing import ADDED, Of, SignatureKind
from kapdesk.services import audit, notes, sealing, signatures, signing
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows_trust import AddendumRow

DRAFT = "draft.addendum."
"""Begins the name of the text an addendum is typed in: one of the client, for what is signed takes none."""


def draft_of(of_id: UUID) -> str:
    """Return the name of the text in which an addendum to something is typed."""
    return DRAFT + of_id.hex


def add(
    record: Record,
    hand: Hand,
    of: Of,
    of_id: UUID,
    *,
    kind: str,
    reason: str,
    text: str,
    about: datetime | None,
) -> Change:
    """Add to something signed, sign it, and empty the draft it was typed in; `about` is when it happened.

    Raises Refused without kind, reason or words, for what is not signed, and for another person's key.
    """
    with record.write() as db:
        row = sealing.owner_row(db, of, of_id)
        if row.signed_at is None:
            raise Refused(
                "This is not signed, so it takes no addendum. Nothing was added; write in the note."
            )
        signing.check_hand(record, hand)
        made = AddendumRow(id=uuid4(), client_id=row.client_id, of_kind=of.value, of_id=of_id, row_version=1)
        made.kind = rules.check(kind, reason, text).value
        made.reason, made.text = reason.strip(), text.strip()
        made.happened_at, made.zone = about or record.now(), record.zone
        rules.check_time(made.happened_at, record.now())
        made.written_at, made.author_id = record.now(), record.author.id
        before = signatures.chain(db, of, row)
        db.add(made)
        db.flush()
        signed = signing.make(
            db, record, hand, SignatureKind.ADDENDUM, Of.ADDENDUM, made.id, sealing.hash_of(made), ADDED
        )
        signed.client_id, signed.late = row.client_id, made.kind == rules.AddendumKind.LATE_ENTRY
        signed.previous_hash = signatures.tie(before, of, of_id)
        signing.put(db, hand, signed)
        notes.put(db, record, Owner(row.client_id), draft_of(of_id), "")
        audit.note(db, record, Action.ADDENDUM, of.value, of_id, row.client_id)
    return Change(signing.TOPICS[of], of_id if of is Of.SESSION else row.client_id, of_id)
