"""The keys of the record: from a passphrase or the recovery sheet, and from nothing else on the machine."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kapdesk.domain.errors import NotWritten, WrongPassphrase
from kapdesk.store import keyfile, recovery
from kapdesk.store.derivation import KEY_BYTES, SALT_BYTES, Cost, calibrate, expand
from kapdesk.store.keyfile import Copy, Header
from kapdesk.store.slots import (
    Altered,
    Holder,
    OwnKeys,
    Slot,
    SlotKind,
    clinician_slot,
    code_secret,
    new_own_keys,
    passphrase_secret,
    recovery_slot,
    unwrap,
)

NOT_THIS_ONE = (
    "This passphrase does not open the record. The key file is whole and nothing was changed. Type it "
    "again, or use the recovery sheet."
)
WRONG_CODE = (
    "This recovery code is well formed but does not belong to this record. Nothing was changed. Look for "
    "a newer sheet: making a new one ends the old."
)
Opener = Callable[[Slot], bytes | None]


class VaultKeys:
    """The open keys of one record, in memory only; `wipe()` overwrites what can be overwritten."""

    __slots__ = ("_master", "_own", "header", "user")

    def __init__(self, master: bytearray, header: Header, user: str, own: OwnKeys | None) -> None:
        """Keep the master key; `own` is None when the recovery sheet opened the record."""
        self._master = master
        self._own = own
        self.header = header
        self.user = user

    def __repr__(self) -> str:
        """Say nothing that is secret."""
        return f"<keys of {self.header.vault_id[:8]}>"

    def derive(self, purpose: str) -> bytes:
        """Return the key for one purpose (header-mac, audit, backup ...); raises NotWritten once wiped."""
        return expand(self.master, purpose)

    @property
    def master(self) -> bytes:
        """Return the master key itself, for wrapping it again."""
        if not any(self._master):
            raise NotWritten("The record is locked. Nothing was changed. Open it again and start over.")
        return bytes(self._master)

    @property
    def db_key(self) -> bytes:
        """Return the raw key and the salt of the record, 48 bytes."""
        return self.derive(f"db/{self.header.db_generation}") + self.header.db_salt

    @property
    def own(self) -> OwnKeys | None:
        """Return the person's own keys, where the person opened the record with the passphrase."""
        return self._own

    def sign(self, content: bytes) -> bytes:
        """Sign with the person's own key (Ed25519); raises ValueError after opening with the sheet."""
        if self._own is None:
            raise ValueError("nobody's own keys are open")
        return Ed25519PrivateKey.from_private_bytes(self._own.sign).sign(content)

    def wipe(self) -> None:
        """Overwrite the master key and let the others go."""
        self._master[:] = bytes(len(self._master))
        self._own = None


def create(
    folder: Path,
    passphrase: str,
    *,
    kind: str,
    user: str,
    role: str,
    made_by: str,
    made_at: str,
    cost: Cost | None,
) -> tuple[VaultKeys, str]:
    """Write the key file of a new record; return the open keys and the recovery code, shown this once."""
    master = bytearray(secrets.token_bytes(KEY_BYTES))
    vault_id = secrets.token_hex(16)
    own = new_own_keys()
    code = recovery.new_code()
    slots = (
        clinician_slot(vault_id, bytes(master), passphrase, cost or calibrate(), Holder(user, role), own),
        recovery_slot(vault_id, bytes(master), code, new_own_keys()),
    )
    draft = X25519PrivateKey.from_private_bytes(expand(master, "sealed-draft"))
    header = Header(
        vault_id=vault_id,
        kind=kind,
        generation=1,
        db_generation=1,
        db_salt=secrets.token_bytes(SALT_BYTES),
        draft_public=draft.public_key().public_bytes_raw(),
        made_by=made_by,
        made_at=made_at,
        slots=slots,
    )
    keyfile.write(folder, header, expand(master, "header-mac"))
    return VaultKeys(master, header, user, own), recovery.written(code)


def open_with_passphrase(folder: Path, passphrase: str) -> VaultKeys:
    """Open the keys, writing nothing; raises WrongPassphrase, KeyFileDamaged, RecordMissing, NewerVersion."""

    def opener(slot: Slot) -> bytes | None:
        return passphrase_secret(slot, passphrase) if slot.kind is SlotKind.CLINICIAN else None

    return _open(folder, opener, NOT_THIS_ONE)


def open_with_code(folder: Path, typed: str) -> VaultKeys:
    """Open the keys with the recovery sheet; raises also Refused, naming the group that was mistyped."""
    code = recovery.read(typed)

    def opener(slot: Slot) -> bytes | None:
        return code_secret(slot, code) if slot.kind is SlotKind.RECOVERY else None

    return _open(folder, opener, WRONG_CODE)


def heal(folder: Path, keys: VaultKeys) -> None:
    """Write the opened header again where one copy is missing, damaged, older or planted."""
    good = keyfile.encode(keys.header, keys.derive("header-mac"))
    try:
        same = all((folder / name).read_bytes() == good for name in (keyfile.FIRST, keyfile.SECOND))
    except OSError:
        same = False
    if not same:
        keyfile.write(folder, keys.header, keys.derive("header-mac"))


def amend(folder: Path, keys: VaultKeys, change: Callable[[Header], Header]) -> None:
    """Rewrite the key file with one change on top of what stands there now; raises OSError."""
    mac_key = keys.derive("header-mac")
    genuine = [copy for copy in keyfile.read(folder) if copy.sealed_with(mac_key)]
    if not genuine:
        raise keyfile.damaged()
    header = change(genuine[0].header)
    header = replace(header, generation=genuine[0].header.generation + 1)
    keyfile.write(folder, header, mac_key)
    keys.header = header


def set_passphrase(folder: Path, keys: VaultKeys, new: str, *, cost: Cost | None = None) -> None:
    """Wrap the same master key under a new passphrase; the record itself is not rewritten."""
    amend(folder, keys, _with_passphrase(keys, new, cost))


def set_recovery(folder: Path, keys: VaultKeys) -> str:
    """Put a new recovery slot in place of the old one; return the new code, shown this once."""
    code = recovery.new_code()
    slot = recovery_slot(keys.header.vault_id, keys.master, code, new_own_keys())
    amend(folder, keys, _with_recovery(slot))
    return recovery.written(code)


def recover(folder: Path, keys: VaultKeys, new: str, *, cost: Cost | None = None) -> str:
    """After the recovery sheet: set a new passphrase and a new code in one write; return the code."""
    code = recovery.new_code()
    slot = recovery_slot(keys.header.vault_id, keys.master, code, new_own_keys())
    passphrase = _with_passphrase(keys, new, cost)
    sheet = _with_recovery(slot)

    def both(header: Header) -> Header:
        return sheet(passphrase(header))

    amend(folder, keys, both)
    return recovery.written(code)


def _open(folder: Path, opener: Opener, wrong: str) -> VaultKeys:
    """Try the newest copy; go on to the other only when that proves the newest was not written by us."""
    copies = keyfile.read(folder)
    altered = False
    for place, copy in enumerate(copies):
        if place and copy.body == copies[0].body:
            continue
        try:
            keys = _try(copy, opener)
        except Altered:
            altered = True
            continue
        if keys is None:
            continue
        if any(newer.sealed_with(keys.derive("header-mac")) for newer in copies[:place]):
            keys.wipe()
            break  # the newer copy is genuine: this is a passphrase that was given up
        return keys
    if altered:
        raise keyfile.damaged()
    raise WrongPassphrase(wrong)


def _try(copy: Copy, opener: Opener) -> VaultKeys | None:
    """Open one copy; None when no slot takes the secret; raises Altered when the copy was tampered with."""
    header = copy.header
    for slot in header.slots:
        secret = opener(slot)
        if secret is None:
            continue
        master, own = unwrap(header.vault_id, slot, secret)
        keys = VaultKeys(master, header, slot.user, own if slot.kind is SlotKind.CLINICIAN else None)
        if not copy.sealed_with(keys.derive("header-mac")):
            keys.wipe()
            raise Altered
        return keys
    return None


def _with_passphrase(keys: VaultKeys, new: str, cost: Cost | None) -> Callable[[Header], Header]:
    """Return the change that replaces the slot of the person (or of the owner, after the recovery sheet)."""

    def change(header: Header) -> Header:
        old = _slot_of(header, keys.user)
        own = keys.own or new_own_keys()
        past = old.past_sign_public if keys.own else (*old.past_sign_public, old.sign_public)
        holder = Holder(old.user, old.role, past)
        slot = clinician_slot(header.vault_id, keys.master, new, cost or old.cost or calibrate(), holder, own)
        keys.user = old.user
        return replace(header, slots=tuple(slot if other is old else other for other in header.slots))

    return change


def _with_recovery(slot: Slot) -> Callable[[Header], Header]:
    """Return the change that leaves exactly this recovery slot."""

    def change(header: Header) -> Header:
        others = tuple(other for other in header.slots if other.kind is not SlotKind.RECOVERY)
        return replace(header, slots=(*others, slot))

    return change


def _slot_of(header: Header, user: str) -> Slot:
    """Return the slot of a person; without one, the first clinician's, who made the record."""
    slots = [slot for slot in header.slots if slot.kind is SlotKind.CLINICIAN]
    return next((slot for slot in slots if slot.user == user), slots[0])
