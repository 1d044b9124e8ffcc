"""The keys of the record: from a passphrase or the recovery sheet, and from nothing else on the machine."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kapdesk.domain.errors import WrongPassphrase
from kapdesk.store import keyfile, recovery, second_secret
from kapdesk.store.derivation import KEY_BYTES, SALT_BYTES, Cost, calibrate, expand
from kapdesk.store.keyfile import Header
from kapdesk.store.second_secret import Finder, KeyFileNotThere
from kapdesk.store.slots import (
    Holder,
    OwnKeys,
    Slot,
    SlotKind,
    clinician_slot,
    code_secret,
    new_own_keys,
    passphrase_secret,
    recovery_slot,
    second_check,
)
from kapdesk.store.unlocking import SignIn, keepers, opened, slot_of, swapped
from kapdesk.store.vault_keys import VaultKeys

__all__ = [
    "SignIn",
    "VaultKeys",
    "amend",
    "create",
    "heal",
    "keepers",
    "open_with_code",
    "open_with_passphrase",
    "proves",
    "recover",
    "second_of",
    "set_passphrase",
    "set_recovery",
    "slot_of",
    "swapped",
]

NOT_THIS_ONE = (
    "This passphrase does not open the record. The key file is whole and nothing was changed. Type it "
    "again, or use the recovery sheet."
)
WRONG_CODE = (
    "This recovery code is well formed but does not belong to this record. Nothing was changed. Look for "
    "a newer sheet: making a new one ends the old."
)


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
    header = Header(
        vault_id=vault_id,
        kind=kind,
        generation=1,
        db_generation=1,
        db_salt=secrets.token_bytes(SALT_BYTES),
        draft_public=draft_public(master),
        made_by=made_by,
        made_at=made_at,
        slots=slots,
    )
    keyfile.write(folder, header, expand(master, "header-mac"))
    return VaultKeys(master, header, user, own, slot=slots[0].id), recovery.written(code)


def draft_public(master: bytes | bytearray) -> bytes:
    """Return the public key to which words are sealed when the disk refuses them."""
    return X25519PrivateKey.from_private_bytes(expand(master, "sealed-draft")).public_key().public_bytes_raw()


def open_with_passphrase(folder: Path, passphrase: str, by: SignIn | None = None) -> VaultKeys:
    """Open the keys, writing nothing; each sign-in that may be meant is tried, 0.5 s each.

    Raises WrongPassphrase, KeyFileNotThere, KeyFileDamaged, RecordMissing, NewerVersion.
    """
    by = by or SignIn()
    find = by.find or second_secret.finder()
    missing: list[str] = []

    def opener(slot: Slot) -> bytes | None:
        if slot.kind is not SlotKind.CLINICIAN:
            return None
        second = find(slot.second.id) if slot.second else b""
        if slot.second and (not second or second_check(second, slot.salt) != slot.second.check):
            missing.append(slot.id)
            return None
        return passphrase_secret(slot, passphrase, second)

    try:
        return opened(folder, opener, NOT_THIS_ONE, by)
    except WrongPassphrase:
        if missing:
            raise KeyFileNotThere(second_secret.NOT_THERE) from None
        raise


def open_with_code(folder: Path, typed: str) -> VaultKeys:
    """Open the keys with the recovery sheet; raises also Refused, naming the group that was mistyped."""
    code = recovery.read(typed)

    def opener(slot: Slot) -> bytes | None:
        return code_secret(slot, code) if slot.kind is SlotKind.RECOVERY else None

    return opened(folder, opener, WRONG_CODE)


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
    with keyfile.turn:
        genuine = [copy for copy in keyfile.read(folder) if copy.sealed_with(mac_key)]
        if not genuine:
            raise keyfile.damaged()
        header = change(genuine[0].header)
        header = replace(header, generation=genuine[0].header.generation + 1)
        keyfile.write(folder, header, mac_key)
        keys.header = header


def set_passphrase(
    folder: Path, keys: VaultKeys, new: str, *, cost: Cost | None = None, second: bytes = b""
) -> None:
    """Wrap the same master key under a new passphrase; the record itself is not rewritten.

    `second` is the secret of a key file that is wanted besides from now on; without it none is.
    """
    amend(folder, keys, _with_passphrase(keys, new, cost, second))


def set_recovery(folder: Path, keys: VaultKeys) -> str:
    """Put a new recovery slot in place of the old one; return the new code, shown this once."""
    code = recovery.new_code()
    amend(folder, keys, _with_recovery(keys, code))
    return recovery.written(code)


def recover(folder: Path, keys: VaultKeys, new: str, *, cost: Cost | None = None) -> str:
    """After the recovery sheet: set a new passphrase and a new code in one write; return the code."""
    code = recovery.new_code()
    passphrase = _with_passphrase(keys, new, cost, b"")
    sheet = _with_recovery(keys, code)

    def both(header: Header) -> Header:
        return sheet(passphrase(header))

    amend(folder, keys, both)
    return recovery.written(code)


def proves(keys: VaultKeys, passphrase: str, find: Finder | None = None) -> bool:
    """Say whether a passphrase is the one of the person who is in; takes its 0.5 s, opens nothing."""
    slot = slot_of(keys.header, keys.user)
    second = b""
    if slot.second:
        second = (find or second_secret.finder())(slot.second.id)
        if not second:
            raise KeyFileNotThere(second_secret.NOT_THERE)
    return passphrase_secret(slot, passphrase, second) is not None


def second_of(keys: VaultKeys, by: SignIn | None = None) -> bytes:
    """Return the secret of the key file that this person's sign-in wants; nothing where it wants none."""
    slot = slot_of(keys.header, keys.user)
    find = by.find if by is not None else None
    return (find or second_secret.finder())(slot.second.id) if slot.second else b""


def _with_passphrase(
    keys: VaultKeys, new: str, cost: Cost | None, second: bytes
) -> Callable[[Header], Header]:
    """Return the change that replaces the slot of the person (or of the owner, after the recovery sheet)."""

    def change(header: Header) -> Header:
        old = slot_of(header, keys.user)
        own = keys.own or new_own_keys()
        past = old.past_sign_public if keys.own else (*old.past_sign_public, old.sign_public)
        vouched = _keepers_with(header, old, own)
        holder = Holder(old.user, old.role_now, past, vouched, old.sign_in)
        price = cost or old.cost or calibrate()
        slot = clinician_slot(header.vault_id, keys.master, new, price, holder, own, second)
        keys.take_own(old.user, own)
        keys.slot, keys.renewed = slot.id, None
        return swapped(header, old.id, slot)

    return change


def _keepers_with(header: Header, old: Slot, own: OwnKeys) -> tuple[bytes, ...]:
    """Return the owners' public keys as they are once this slot has these keys."""
    return keepers(swapped(header, old.id, replace(old, sign_public=own.sign_public)))


def _with_recovery(keys: VaultKeys, code: bytes) -> Callable[[Header], Header]:
    """Return the change that leaves exactly one recovery slot, for this code."""

    def change(header: Header) -> Header:
        slot = recovery_slot(header.vault_id, keys.master, code, new_own_keys(), keepers(header))
        others = tuple(other for other in header.slots if other.kind is not SlotKind.RECOVERY)
        return replace(header, slots=(*others, slot))

    return change
