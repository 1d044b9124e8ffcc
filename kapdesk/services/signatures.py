"""Signatures looked at again: whether each still holds, whose key it was, and what was added since."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain import canonical
from kapdesk.domain.audit import Action
from kapdesk.domain.errors import KapdeskError, NotFound
from kapdesk.domain.people import Person
from kapdesk.domain.signing import Addition, Of, Signature, SignatureKind, Standing, Verdict, Withdrawal
from kapdesk.services import people, sealing
from kapdesk.services.record import Record
from kapdesk.services.sealing import OwnerRow
from kapdesk.store import keyfile
from kapdesk.store.rows import PersonRow
from kapdesk.store.rows_trust import AddendumRow, AuditRow, RetractionRow, RoleChangeRow, SignatureRow

Keys = Mapping[UUID, frozenset[str]]
_OUTSIDE = frozenset({"signature", "row_version"})


@dataclass(frozen=True, slots=True)
class Looked:
    """One signature that was looked at: its row, and what is known of it."""

    row: SignatureRow
    verdict: Verdict


def envelope(row: SignatureRow) -> bytes:
    """Return what is signed: every column of a signature but the signature itself."""
    columns = [column.name for column in SignatureRow.__table__.columns if column.name not in _OUTSIDE]
    return canonical.encoded({"signature": canonical.row({name: getattr(row, name) for name in columns})})


def known_keys(record: Record, db: Session) -> dict[UUID, frozenset[str]]:
    """Return the public keys of each person: of the key file, and those that were kept when they changed."""
    found: dict[UUID, set[str]] = {}
    with contextlib.suppress(KapdeskError, OSError):
        for slot in keyfile.read(record.store.path.parent)[0].header.slots:
            if slot.user:
                own = (slot.sign_public, *slot.past_sign_public)
                found.setdefault(UUID(slot.user), set()).update(one.hex() for one in own)
    changes = select(RoleChangeRow.person_id, RoleChangeRow.public_key).where(RoleChangeRow.public_key != "")
    for person, key in db.execute(changes):
        found.setdefault(person, set()).add(key)
    return {person: frozenset(keys) for person, keys in found.items()}


def look(row: SignatureRow, keys: Keys, now: str) -> Looked:
    """Look at one signature again; `now` is the hash of what it stands under, as it is stored today."""
    return Looked(row, _judged(row, keys, now))


def _judged(row: SignatureRow, keys: Keys, now: str) -> Verdict:
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(row.public_key))
        public.verify(bytes.fromhex(row.signature), envelope(row))
    except (InvalidSignature, ValueError, TypeError):
        return Verdict.CHANGED
    if row.content_hash != now:
        return Verdict.CHANGED
    return Verdict.VALID if row.public_key in keys.get(row.signer_id, frozenset()) else Verdict.UNKNOWN_KEY


def author_of(db: Session, of: Of, of_id: UUID) -> SignatureRow | None:
    """Return the author's signature under something, where there is one."""
    query = select(SignatureRow).where(SignatureRow.of_kind == of.value, SignatureRow.of_id == of_id)
    return db.scalar(query.where(SignatureRow.kind == SignatureKind.AUTHOR.value).limit(1))


def chain(db: Session, of: Of, row: OwnerRow) -> list[SignatureRow]:
    """Return every signature under something, each tied to the one before it, the author's first."""
    query = select(SignatureRow).where(SignatureRow.client_id == row.client_id)
    following = {one.previous_hash: one for one in db.scalars(query) if one.previous_hash}
    first = author_of(db, of, row.id)
    found = [first] if first is not None else []
    link = tie(found, of, row.id)
    while (following_one := following.get(link)) is not None and following_one not in found:
        found.append(following_one)
        link = tie(found, of, row.id)
    return found


def tie(found: Sequence[SignatureRow], of: Of, of_id: UUID) -> str:
    """Return what the next signature has to name as the one before it."""
    before = found[-1].signature if found else f"{of.value}/{of_id.hex}"
    return canonical.digest(before.encode())


def standing(record: Record, of: Of, of_id: UUID) -> Standing | None:
    """Return how something signed stands, looked at anew; None where it is not signed. Raises NotFound."""
    with record.read() as db:
        return standing_in(db, record, of, of_id)


def standing_in(db: Session, record: Record, of: Of, of_id: UUID) -> Standing | None:
    """Return how something signed stands, inside a read or write that is already open."""
    row = sealing.owner_row(db, of, of_id)
    every = chain(db, of, row)
    author = every[0] if every and every[0].kind == SignatureKind.AUTHOR else None
    if row.signed_at is None and author is None and not _was_signed(db, of_id):
        return None
    return _Look(db, record, of, row, every).standing(author)


def _was_signed(db: Session, of_id: UUID) -> bool:
    """Return whether the trail says that it was signed once: then somebody took the signature away."""
    signed = select(AuditRow.seq).where(AuditRow.of_id == of_id, AuditRow.action == Action.SIGNED.value)
    return db.scalar(signed.limit(1)) is not None


class _Look:
    """One look at something signed and at everything that was added to it."""

    def __init__(
        self, db: Session, record: Record, of: Of, row: OwnerRow, every: Sequence[SignatureRow]
    ) -> None:
        self._db, self._record, self._of, self._row, self._every = db, record, of, row, every
        self._keys = known_keys(record, db)
        self._hash = self._hashed()
        self._whole = True

    def standing(self, author: SignatureRow | None) -> Standing:
        row, first = self._row, self._row
        additions, retraction = self._additions(), self._withdrawal()
        co_signers = tuple(
            _shown(one)
            for one in self._every
            if one.kind == SignatureKind.CO_SIGNER and self._holds(one, self._hash)
        )
        signed_at = (author.signed_at if author else row.signed_at) or row.written_at
        awaits = self._awaits(author, {one.signer for one in co_signers})
        return Standing(
            self._of, row.id, row.client_id, signed_at, author.zone if author else first.zone,
            _shown(author).who if author else self._by(), self._verdict(author),
            author.late if author else False, author.content_hash if author else "", co_signers,
            awaits.signature if awaits else "", awaits.id if awaits else None, additions, retraction,
        )  # fmt: skip

    def _hashed(self) -> str:
        """Return the hash of what is stored now, where the seal and the row say the same as well."""
        sealed = sealing.unsealed(self._row.seal)
        if sealed is None:
            return ""
        now = sealing.hashed_now(self._db, self._of, self._row.id, sealed[1])
        return now if now == sealed[0] else ""

    def _verdict(self, author: SignatureRow | None) -> Verdict:
        row = self._row
        if author is None:
            bare = row.signed_at is not None and row.seal is None and not _was_signed(self._db, row.id)
            return Verdict.NO_SIGNATURE if bare and self._whole else Verdict.CHANGED
        same = (row.signed_at, row.signed_by, row.client_id) == (
            author.signed_at, author.signer_id, author.client_id,
        )  # fmt: skip
        found = look(author, self._keys, self._hash).verdict
        return found if same and self._whole else Verdict.CHANGED

    def _holds(self, one: SignatureRow, now: str) -> bool:
        """Return whether a signature beside the author's holds; one that does not breaks the whole."""
        holds = look(one, self._keys, now).verdict is not Verdict.CHANGED
        self._whole = self._whole and holds
        return holds

    def _additions(self) -> tuple[Addition, ...]:
        query = select(AddendumRow).where(AddendumRow.of_kind == self._of.value)
        rows = {one.id: one for one in self._db.scalars(query.where(AddendumRow.of_id == self._row.id))}
        signed = {one.of_id: one for one in self._every if one.of_kind == Of.ADDENDUM}
        if set(rows) != set(signed):
            self._whole = False
        ordered = sorted(rows.values(), key=_when_written)
        return tuple(self._addition(one, signed.get(one.id)) for one in ordered)

    def _addition(self, row: AddendumRow, signed: SignatureRow | None) -> Addition:
        valid = signed is not None and self._holds(signed, sealing.hash_of(row))
        by = (
            _shown(signed).who
            if signed is not None
            else people.author(self._db, row.author_id).signature
            if row.author_id
            else ""
        )
        return Addition(
            row.id, row.kind, row.reason, row.text, by, row.written_at, row.happened_at, row.zone, valid
        )

    def _withdrawal(self) -> Withdrawal | None:
        query = select(RetractionRow).where(RetractionRow.of_id == self._row.id)
        row = self._db.scalar(query.limit(1))
        signed = [one for one in self._every if one.of_kind == Of.RETRACTION]
        if row is None:
            self._whole = self._whole and not signed
            return None
        mine = [one for one in signed if one.of_id == row.id and self._holds(one, sealing.hash_of(row))]
        names = [*(_shown(one).who for one in mine), "", ""]
        self._whole = self._whole and len(mine) == 2  # noqa: PLR2004 - two people sign a retraction
        return Withdrawal(row.reason, names[0], names[1], row.written_at)

    def _awaits(self, author: SignatureRow | None, signed: set[UUID]) -> Person | None:
        """Return the supervisor whose co-signature is still to come."""
        person = self._db.get(PersonRow, author.signer_id) if author is not None else None
        supervisor = person.supervised_by if person is not None else None
        if supervisor is None or supervisor in signed:
            return None
        return people.author(self._db, supervisor)

    def _by(self) -> str:
        try:
            return people.author(self._db, self._row.signed_by).signature if self._row.signed_by else ""
        except NotFound:
            return ""


def _shown(row: SignatureRow) -> Signature:
    return Signature(
        SignatureKind(row.kind), row.signer_id, row.signer_name, row.signer_credential, row.signer_role,
        row.signed_at, row.zone, row.late, row.content_hash,
    )  # fmt: skip


def _when_written(row: AddendumRow) -> tuple[object, str]:
    return row.written_at, row.id.hex


Signer = Callable[[bytes], bytes]
