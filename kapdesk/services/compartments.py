"""The private compartment of one person: opened with their own passphrase, held in memory, closed again.

What stands in the record is sealed. Who signed in with another passphrase holds the key of the file and still
cannot open a note of somebody else.
"""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kapdesk.domain.audit import Action
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import audit, hands
from kapdesk.services.record import Record
from kapdesk.store import compartment, key
from kapdesk.store.keyfile import Header
from kapdesk.store.slots import SlotKind

WRONG = "This is not your passphrase. The notes stay closed and nothing was changed. Type it again."
CLOSED = "Your process notes are closed. Nothing was changed. Open them with your passphrase."


@dataclass(frozen=True, slots=True)
class Sealer:
    """The public sealing keys (X25519) of everybody who may sign in, and of the recovery sheet."""

    people: dict[UUID, bytes]
    recovery: bytes | None

    @classmethod
    def of(cls, header: Header) -> "Sealer":
        """Return the public keys that a proven key file names."""
        slots = header.slots
        people = {UUID(slot.user): slot.box_public for slot in slots if slot.kind is SlotKind.CLINICIAN}
        sheets = [slot.box_public for slot in slots if slot.kind is SlotKind.RECOVERY and slot.box_public]
        return cls(people, sheets[0] if sheets else None)


@dataclass(slots=True, repr=False)
class Compartment:
    """The open compartment of one person, in memory only; `let_go` overwrites the key."""

    person: UUID
    seals: Sealer
    _box: bytearray

    @property
    def box(self) -> bytes:
        """Return the person's sealing key; raises Refused once it was let go."""
        if not any(self._box):
            raise Refused(CLOSED)
        return bytes(self._box)

    @property
    def public(self) -> bytes:
        """Return the public half of the person's sealing key; raises Refused once it was let go."""
        return X25519PrivateKey.from_private_bytes(self.box).public_key().public_bytes_raw()

    @property
    def open(self) -> bool:
        """Return whether the compartment is still open."""
        return any(self._box)

    def let_go(self) -> None:
        """Close the compartment."""
        self._box[:] = bytes(len(self._box))


def unlock(record: Record, passphrase: str) -> Compartment:
    """Open the compartment of the person who signed in; takes the 0.5 s of the derivation.

    Raises WrongPassphrase, also for the right passphrase of somebody else; both are logged.
    """
    try:
        keys = key.open_with_passphrase(record.store.path.parent, hands.typed(record, passphrase))
    except WrongPassphrase:
        raise _refused(record) from None
    try:
        own = keys.own
        if own is None or UUID(keys.user) != record.author.id:
            raise _refused(record)
        return Compartment(record.author.id, Sealer.of(keys.header), bytearray(own.box))
    finally:
        keys.wipe()


def recovery_key(record: Record, code: str) -> bytes:
    """Return the sealing key of the recovery sheet; raises what opening with the sheet raises."""
    keys = key.open_with_code(record.store.path.parent, code)
    try:
        if keys.sheet is None:
            raise Refused("This recovery sheet carries no key for notes. Nothing was opened.")
        return keys.sheet.box
    finally:
        keys.wipe()


def put_aside(room: Compartment, note_id: UUID, text: str) -> bytes:
    """Return words the disk refused, sealed to their author alone."""
    return note_id.bytes + compartment.seal_text(text, room.public)


def _refused(record: Record) -> WrongPassphrase:
    audit.log(record, Action.NOT_CONFIRMED, "process_note")
    return WrongPassphrase(WRONG)
