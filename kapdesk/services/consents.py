"""What a client agreed to: each kind with the version of its text, by whom, how, and until when."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Consent, check_consent
from kapdesk.domain.clock import local
from kapdesk.domain.consents import ConsentKind, ConsentState, KeptConsent, Signing, state_of
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ConsentRow


def add(
    record: Record,
    client_id: UUID,
    kind: str,
    version: str,
    given_on: date,
    *,
    signer: str,
    method: str,
    note: str = "",
) -> Change:
    """Record a consent that was given; raises Refused without a signer, or for a day to come."""
    return add_several(record, client_id, Signing(((kind, version),), signer, given_on, method), note)


def add_several(record: Record, client_id: UUID, signing: Signing, note: str = "") -> Change:
    """Record consents that were given together, all or none; raises as `add` does."""
    signer, method = signing.signer.strip(), signing.method.strip()
    given = [Consent(kind, version, signing.on, signer, method) for kind, version in signing.kinds]
    for consent in given:
        check_consent(consent, _today(record))
    if not signer or not given:
        raise Refused("A consent names what it is for and who gave it. Nothing was recorded. Write the name.")
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was recorded.")
        rows = [_put(db, record, client_id, consent, note) for consent in given]
        return Change(Topic.CONSENT, client_id, rows[-1].id)


def withdraw(record: Record, consent_id: UUID, on: date, note: str = "") -> Change:
    """Record that a consent was taken back; it stays readable, and does not stand from that day on."""
    with record.write() as db:
        row = _row(db, consent_id)
        if row.withdrawn_on is not None:
            raise Refused("This consent was withdrawn already. Nothing was changed.")
        given = _kept(row).consent
        check_consent(
            Consent(given.kind, given.version, given.given_on, given.signer, given.method, on, note.strip()),
            _today(record),
        )
        row.withdrawn_on, row.withdrawn_note = on, note.strip()
        return Change(Topic.CONSENT, row.client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[KeptConsent, ...]:
    """Return every consent of a client, withdrawn ones included, in the order of recording."""
    with record.read() as db:
        query = select(ConsentRow).where(ConsentRow.client_id == client_id)
        return tuple(_kept(row) for row in db.scalars(query.order_by(ConsentRow.written_at, ConsentRow.id)))


def states(record: Record, client_id: UUID) -> tuple[ConsentState, ...]:
    """Return each kind of consent of the clinic with how it stands with this client today."""
    by_kind: dict[str, list[KeptConsent]] = {}
    for kept in of_client(record, client_id):
        by_kind.setdefault(kept.consent.kind, []).append(kept)
    today = _today(record)
    return tuple(state_of(kind, by_kind.get(kind.id, []), today) for kind in kinds(record))


def kinds(record: Record) -> tuple[ConsentKind, ...]:
    """Return the kinds of consent of the clinic, each in the present version of its text."""
    return tuple(
        ConsentKind(
            row.id, row.text("label"), row.text("text"), str(row.whole("text_version") or 1),
            before_first_dose=bool(row.flag("before_first_dose")),
        )
        for row in record.content.table("consents").rows
    )  # fmt: skip


def _row(db: Session, consent_id: UUID) -> ConsentRow:
    row = db.get(ConsentRow, consent_id)
    if row is None:
        raise NotFound("This consent is not in the record. Nothing was changed.")
    return row


def _put(db: Session, record: Record, client_id: UUID, consent: Consent, note: str) -> ConsentRow:
    row = ConsentRow(id=uuid4(), client_id=client_id, kind=consent.kind, version=consent.version)
    row.given_on, row.signer, row.method = consent.given_on, consent.signer, consent.method
    row.note = note.strip()
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def _kept(row: ConsentRow) -> KeptConsent:
    given = Consent(
        row.kind, row.version, row.given_on, row.signer, row.method, row.withdrawn_on, row.withdrawn_note
    )
    return KeptConsent(row.id, given, row.note)


def _today(record: Record) -> date:
    return local(record.now(), record.zone).date()
