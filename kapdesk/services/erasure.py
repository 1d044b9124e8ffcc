"""A client's record is deleted: on purpose, by two people where there are two, leaving no word."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import NotFound, RecordMissing, Refused
from kapdesk.domain.retention import years_on
from kapdesk.services import audit, retention, settings
from kapdesk.services.hands import Hand
from kapdesk.services.reauthentication import Confirmation, Purpose, require
from kapdesk.services.record import Record
from kapdesk.store import erase, keyfile, thinning
from kapdesk.store.rows import ClientRow, IntegrationNoteRow, SessionRow, SettingRow, VaultIdentityRow
from kapdesk.store.rows_trust import SignatureRow, TombstoneRow
from kapdesk.store.slots import SlotKind

SHORTEST = 10  # letters of a reason
NOTHING = "Nothing was deleted."
BACKUP_FOLDER = "backup_folder"
MEMORY = ("desk.", "draft.")
"""What the names of settings begin with that only remember where somebody was."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was typed to delete a record: the client's code, why, and why before its time if so."""

    code: str
    reason: str
    before_time: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted, by counts; `compact` says whether the file was written anew without its room."""

    code: str
    rows: dict[str, int]
    signed: int
    compact: bool
    backups: str

    @property
    def total(self) -> int:
        """Return how many entries are gone."""
        return sum(self.rows.values())


def why_not(record: Record, client_id: UUID) -> str:
    """Return what stands against deleting a record now; empty where nothing does."""
    with record.read() as db:
        return _against(db, record, client_id)


def others(record: Record) -> int:
    """Return how many other people can open this record: with one or more, two delete together."""
    try:
        copies = keyfile.read(record.store.path.parent)
    except RecordMissing:
        return 0
    own = {slot.user for slot in copies[0].header.slots if slot.kind is SlotKind.CLINICIAN}
    return len(own - {record.author.id.hex, str(record.author.id)})


def delete(
    record: Record, client_id: UUID, order: Order, said: Confirmation, second: Hand | None = None
) -> Erased:  # fmt: skip
    """Delete everything of a client, signed or not; a tombstone and the trail stay, and both hold no word.

    Raises Refused where the code is another one, a reason is missing, a hold stands, the client is here, the
    time is not over and no reason is given for that, or a second person is needed.
    """
    require(said, record.author.id, Purpose.DELETE, record.now())
    _check_second(record, second)
    with record.store.holding(), record.write() as db:
        client = _client(db, client_id)
        _check_order(db, record, client, order)
        signed = _signatures(db, client_id)
        code = client.code
        _forget_settings(db, client_id)
        db.expunge_all()
        counts = erase.erase(db, client_id)
        stone = TombstoneRow(id=uuid4(), client_code=code, of_id=client_id, rows=counts, signed=signed)
        stone.reason = "\n".join(part for part in (order.reason.strip(), order.before_time.strip()) if part)
        stone.second_id = second.person if second else None
        stone.written_at, stone.author_id = record.now(), record.author.id
        db.add(stone)
        audit.note(db, record, Action.DELETED, "client", client_id, client_id, sum(counts.values()))
    return Erased(code, counts, len(signed), erase.compact(record.store), backups_left(record))


def backups_left(record: Record) -> str:
    """Return how many backups still hold what was deleted, and until when; empty where there is none."""
    kept = settings.get(record, BACKUP_FOLDER)
    folder = Path(kept) if kept else record.store.path.parent / "backups"
    with record.read() as db:
        vault = db.scalar(select(VaultIdentityRow.vault_id)) or ""
    found = thinning.ordinary(folder, vault)
    if not found:
        return ""
    last = years_on(local(found[0][0], record.zone).date(), 1)
    return (
        f"{len(found)} backup(s) made before still hold this record. They are thinned as new ones are made; "
        f"the last goes by {show_date(last)}. Copies in a second place or set aside by name are not thinned: "
        "look there. Make a new backup now, so that the newest is without it."
    )


def _check_second(record: Record, second: Hand | None) -> None:
    if second is not None and second.person == record.author.id:
        raise Refused(f"The second passphrase is another person's. {NOTHING} Ask a colleague.")
    if second is None and others(record):
        raise Refused(f"Two people delete a record together. {NOTHING} Ask a colleague for the passphrase.")


def _check_order(db: Session, record: Record, client: ClientRow, order: Order) -> None:
    if order.code.strip() != client.code:
        raise Refused(f"The code that was typed is another one. {NOTHING} Type the code of this client.")
    if len(order.reason.strip()) < SHORTEST:
        raise Refused(f"Deleting needs its reason, of {SHORTEST} letters or more. {NOTHING}")
    if (words := _held(db, record, client.id)) is not None:
        raise Refused(words)
    until = retention.keeping_in(db, record, client.id).until
    if until >= _today(record) and len(order.before_time.strip()) < SHORTEST:
        raise Refused(
            f"This record is kept until {show_date(until)}. {NOTHING} Where the law asks for it earlier, "
            "write why."
        )


def _against(db: Session, record: Record, client_id: UUID) -> str:
    held = _held(db, record, client_id)
    if held is not None:
        return held
    until = retention.keeping_in(db, record, client_id).until
    return f"It is kept until {show_date(until)}." if until >= _today(record) else ""


def _held(db: Session, record: Record, client_id: UUID) -> str | None:
    if retention.keeping_in(db, record, client_id).holds:
        return f"A legal hold stands on this record. {NOTHING} Only lifting the hold opens the way."
    here = SessionRow.client_id == client_id, SessionRow.opened_at.is_not(None), SessionRow.ended_at.is_(None)
    if db.scalar(select(SessionRow.id).where(*here)) is not None:
        return f"This client is here: a session is open. {NOTHING} End the session first."
    return None


def _signatures(db: Session, client_id: UUID) -> list[Any]:
    query = select(SignatureRow).where(SignatureRow.client_id == client_id).order_by(SignatureRow.signed_at)
    return [
        {"hash": row.content_hash, "kind": row.kind, "signed_at": row.signed_at.isoformat()}
        for row in db.scalars(query)
    ]


def _forget_settings(db: Session, client_id: UUID) -> None:
    """Take out what the desk remembers under the id of this client or of one of the sessions."""
    ids = [client_id]
    for table in (SessionRow, IntegrationNoteRow):
        ids += db.scalars(select(table.id).where(table.client_id == client_id))
    names = tuple(name for each in ids for name in (each.hex, str(each)))
    for row in db.scalars(select(SettingRow)):
        told = row.key + (row.value if row.key.startswith(MEMORY) else "")
        if any(name in told for name in names):
            db.delete(row)
    db.flush()


def _client(db: Session, client_id: UUID) -> ClientRow:
    row = db.get(ClientRow, client_id)
    if row is None:
        raise NotFound(f"This client is not in the record. {NOTHING} Look under Clients.")
    return row


def _today(record: Record) -> date:
    return local(record.now(), record.zone).date()
