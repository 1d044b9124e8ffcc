"""A slot is a wrapped copy of the record's master key: one for each clinician, one for the recovery sheet."""

import hmac
import json
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk.store import recovery
from kapdesk.store.derivation import KEY_BYTES, SALT_BYTES, Cost, expand, from_passphrase

NONCE_BYTES = 12


class Altered(Exception):
    """Something in the key file does not fit the key that was given: it was changed from outside."""


class SlotKind(StrEnum):
    """Whose secret opens a slot."""

    CLINICIAN = "clinician"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped master key with the person's own keys beside it; nothing in it is secret."""

    id: str
    kind: SlotKind
    user: str
    role: str
    cost: Cost | None
    salt: bytes
    commitment: bytes
    nonce: bytes
    wrapped: bytes
    own_nonce: bytes
    own_wrapped: bytes
    sign_public: bytes
    box_public: bytes
    past_sign_public: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class OwnKeys:
    """A person's signing key (Ed25519) and sealing key (X25519), as 32 bytes each."""

    sign: bytes
    box: bytes

    @property
    def sign_public(self) -> bytes:
        """Return the public half of the signing key."""
        return Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()

    @property
    def box_public(self) -> bytes:
        """Return the public half of the sealing key."""
        return X25519PrivateKey.from_private_bytes(self.box).public_key().public_bytes_raw()


def new_own_keys() -> OwnKeys:
    """Return fresh keys for a person."""
    return OwnKeys(sign=secrets.token_bytes(KEY_BYTES), box=secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose slot it is: an opaque id and a role, never a name."""

    user: str
    role: str
    past_sign_public: tuple[bytes, ...] = ()


def clinician_slot(
    vault_id: str, master: bytes, passphrase: str, cost: Cost, holder: Holder, own: OwnKeys
) -> Slot:
    """Wrap the master key under a passphrase."""
    salt = secrets.token_bytes(SALT_BYTES)
    secret = from_passphrase(passphrase, salt, cost)
    return _wrap(vault_id, master, secret, SlotKind.CLINICIAN, cost, salt, holder, own)


def recovery_slot(vault_id: str, master: bytes, code: bytes, own: OwnKeys) -> Slot:
    """Wrap the master key under the code of the recovery sheet."""
    salt = secrets.token_bytes(SALT_BYTES)
    secret = recovery.key_of(code, salt)
    return _wrap(vault_id, master, secret, SlotKind.RECOVERY, None, salt, Holder(user="", role=""), own)


def passphrase_secret(slot: Slot, passphrase: str) -> bytes | None:
    """Return what a passphrase makes of a slot, or None when it is not the one; takes its 0.5 s."""
    assert slot.cost is not None  # noqa: S101 - the reader of the file lets no clinician slot without a cost pass
    return _if_committed(slot, from_passphrase(passphrase, slot.salt, slot.cost))


def code_secret(slot: Slot, code: bytes) -> bytes | None:
    """Return what a recovery code makes of a slot, or None when it is not the one."""
    return _if_committed(slot, recovery.key_of(code, slot.salt))


def unwrap(vault_id: str, slot: Slot, secret: bytes) -> tuple[bytearray, OwnKeys]:
    """Return the master key and the person's own keys; raises Altered when the slot was changed."""
    bound = _bound(vault_id, slot)
    try:
        master = AESGCM(expand(secret, "kek")).decrypt(slot.nonce, slot.wrapped, bound)
        own = AESGCM(expand(secret, "kek-own")).decrypt(slot.own_nonce, slot.own_wrapped, bound)
    except InvalidTag:
        raise Altered from None
    return bytearray(master), OwnKeys(sign=own[:KEY_BYTES], box=own[KEY_BYTES:])


def _wrap(
    vault_id: str,
    master: bytes,
    secret: bytes,
    kind: SlotKind,
    cost: Cost | None,
    salt: bytes,
    holder: Holder,
    own: OwnKeys,
) -> Slot:
    """Seal master key and own keys, bound to everything else that the slot says."""
    plain: dict[str, Any] = {
        "id": secrets.token_hex(8),
        "kind": kind,
        "user": holder.user,
        "role": holder.role,
        "cost": cost,
        "salt": salt,
        "commitment": expand(secret, "commitment"),
        "sign_public": own.sign_public,
        "box_public": own.box_public,
        "past_sign_public": holder.past_sign_public,
        "nonce": secrets.token_bytes(NONCE_BYTES),
        "own_nonce": secrets.token_bytes(NONCE_BYTES),
    }
    bound = _bound(vault_id, Slot(**plain, wrapped=b"", own_wrapped=b""))
    wrapped = AESGCM(expand(secret, "kek")).encrypt(plain["nonce"], master, bound)
    own_wrapped = AESGCM(expand(secret, "kek-own")).encrypt(plain["own_nonce"], own.sign + own.box, bound)
    return Slot(**plain, wrapped=wrapped, own_wrapped=own_wrapped)


def _if_committed(slot: Slot, secret: bytes) -> bytes | None:
    """Return the secret when the slot was made with it."""
    return secret if hmac.compare_digest(expand(secret, "commitment"), slot.commitment) else None


def _bound(vault_id: str, slot: Slot) -> bytes:
    """Return what the wrapping is bound to, so that no slot can be moved, renamed, promoted or weakened."""
    cost = slot.cost
    return json.dumps(
        [
            vault_id,
            slot.id,
            slot.kind,
            slot.user,
            slot.role,
            [cost.memory, cost.passes, cost.lanes] if cost else None,
            slot.salt.hex(),
            slot.sign_public.hex(),
            slot.box_public.hex(),
            [past.hex() for past in slot.past_sign_public],
        ]
    ).encode()
