"""What a client agreed to: each kind with the version of its text, by whom, how, and until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Consent, check_consent
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ConsentRow

METHODS = ("on paper", "on this screen", "by word, heard by two")


class Standing(StrEnum):
    """How it stands with one kind of consent today."""

    GIVEN = "given"
    OLDER_TEXT = "given, to an older text"
    WITHDRAWN = "withdrawn"
    NOT_GIVEN = "not recorded"


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """One consent as it was recorded."""

    id: UUID
    consent: Consent
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentState:
    """One kind of consent of the clinic, and how it stands with a client."""

    kind: str
    label: str
    text: str
    version: str
    before_first_dose: bool
    standing: Standing
    last: KeptConsent | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it is asked before a dose and does not stand in its present wording."""
        return self.before_first_dose and self.standing is not Standing.GIVEN


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
    consent = Consent(kind.strip(), version.strip(), given_on, signer.strip(), method.strip())
    check_consent(consent, _today(record))
    if not consent.signer:
        raise Refused("A consent names who gave it. Nothing was recorded. Write the name.")
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was recorded.")
        row = ConsentRow(id=uuid4(), client_id=client_id, kind=consent.kind, version=consent.version)
        row.given_on, row.signer, row.method = consent.given_on, consent.signer, consent.method
        row.note = note.strip()
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.CONSENT, client_id, row.id)


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
    return tuple(
        _state(
            row.id, row.text("label"), row.text("text"), str(row.whole("text_version") or 1),
            by_kind.get(row.id, []), today, first=bool(row.flag("before_first_dose")),
        )
        for row in record.content.table("consents").rows
    )  # fmt: skip


def _state(
    kind: str, label: str, text: str, version: str, kept: list[KeptConsent], today: date, *, first: bool
) -> ConsentState:
    """Return how one kind stands: a consent that stands outweighs the others, the newest wording first."""
    standing = [one for one in kept if one.consent.stands_on(today)]
    present = [one for one in standing if one.consent.version == version]
    if present:
        return ConsentState(kind, label, text, version, first, Standing.GIVEN, present[-1])
    if standing:
        return ConsentState(kind, label, text, version, first, Standing.OLDER_TEXT, standing[-1])
    if kept:
        return ConsentState(kind, label, text, version, first, Standing.WITHDRAWN, kept[-1])
    return ConsentState(kind, label, text, version, first, Standing.NOT_GIVEN)


def _row(db: Session, consent_id: UUID) -> ConsentRow:
    row = db.get(ConsentRow, consent_id)
    if row is None:
        raise NotFound("This consent is not in the record. Nothing was changed.")
    return row


def _kept(row: ConsentRow) -> KeptConsent:
    given = Consent(
        row.kind, row.version, row.given_on, row.signer, row.method, row.withdrawn_on, row.withdrawn_note
    )
    return KeptConsent(row.id, given, row.note)


def _today(record: Record) -> date:
    return local(record.now(), record.zone).date()
