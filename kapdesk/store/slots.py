"""A slot is a wrapped copy of the record's master key: one a person, one for the sheet, one for shares."""

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk.store import promises, recovery
from kapdesk.store.derivation import KEY_BYTES, SALT_BYTES, Cost, expand, from_passphrase

NONCE_BYTES = 12
OWNER = "owner"


class Altered(Exception):
    """Something in the key file does not fit the key that was given: it was changed from outside."""


class SlotKind(StrEnum):
    """Whose secret opens a slot."""

    CLINICIAN = "clinician"
    RECOVERY = "recovery"
    CUSTODY = "custody"


@dataclass(frozen=True, slots=True)
class Second:
    """Which key file a slot wants beside the passphrase, and how the right one is known."""

    id: str
    check: bytes


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped master key with the person's own keys beside it; nothing in it is secret.

    `keepers` are the owners' public keys when it was wrapped. `sealed` holds a newer master key until the
    person comes, `next_role` another role until then; `certificate` is an owner's word for both.
    """

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
    keepers: tuple[bytes, ...] = ()
    second: Second | None = None
    sign_in: bytes = b""
    sealed: bytes = b""
    next_role: str = ""
    certificate: bytes = b""

    @property
    def role_now(self) -> str:
        """Return the role that counts from the next time this person comes."""
        return self.next_role or self.role


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
    """Whose slot it is: an opaque id and a role, never a name; `sign_in` is a name that was hashed."""

    user: str
    role: str
    past_sign_public: tuple[bytes, ...] = ()
    keepers: tuple[bytes, ...] = ()
    sign_in: bytes = b""


def clinician_slot(
    vault_id: str,
    master: bytes,
    passphrase: str,
    cost: Cost,
    holder: Holder,
    own: OwnKeys,
    second: bytes = b"",
) -> Slot:
    """Wrap the master key under a passphrase, and under the secret of a key file where one is given."""
    salt = secrets.token_bytes(SALT_BYTES)
    wants = Second(second_id(second), second_check(second, salt)) if second else None
    secret = _mixed(from_passphrase(passphrase, salt, cost), second, salt)
    bare = _bare(SlotKind.CLINICIAN, holder, own, cost, salt)
    return wrap(vault_id, master, secret, replace(bare, second=wants), own)


def recovery_slot(
    vault_id: str, master: bytes, code: bytes, own: OwnKeys, keepers: tuple[bytes, ...] = ()
) -> Slot:
    """Wrap the master key under the code of the recovery sheet."""
    salt = secrets.token_bytes(SALT_BYTES)
    bare = _bare(SlotKind.RECOVERY, Holder("", "", keepers=keepers), own, None, salt)
    return wrap(vault_id, master, recovery.key_of(code, salt), bare, own)


def custody_slot(
    vault_id: str, master: bytes, secret: bytes, own: OwnKeys, keepers: tuple[bytes, ...]
) -> Slot:
    """Wrap the master key under the secret that is split among the holders of the envelope."""
    salt = secrets.token_bytes(SALT_BYTES)
    bare = _bare(SlotKind.CUSTODY, Holder("", "", keepers=keepers), own, None, salt)
    return wrap(vault_id, master, expand(secret, "custody", salt), bare, own)


def passphrase_secret(slot: Slot, passphrase: str, second: bytes = b"") -> bytes | None:
    """Return what a passphrase makes of a slot, or None when it is not the one; takes its 0.5 s."""
    assert slot.cost is not None  # noqa: S101 - the reader of the file lets no clinician slot without a cost pass
    made = from_passphrase(passphrase, slot.salt, slot.cost)
    return _if_committed(slot, _mixed(made, second if slot.second else b"", slot.salt))


def code_secret(slot: Slot, code: bytes) -> bytes | None:
    """Return what a recovery code makes of a slot, or None when it is not the one."""
    return _if_committed(slot, recovery.key_of(code, slot.salt))


def shared_secret(slot: Slot, secret: bytes) -> bytes | None:
    """Return what the joined shares make of a slot, or None when they belong to another envelope."""
    return _if_committed(slot, expand(secret, "custody", slot.salt))


def second_id(second: bytes) -> str:
    """Return the short id of a key file, which stands in the open."""
    return hashlib.sha256(b"kapdesk key file" + second).hexdigest()[:16]


def second_check(second: bytes, salt: bytes) -> bytes:
    """Return how a slot knows that a key file is the right one."""
    return expand(second, "second-check", salt)


def hashed_name(vault_id: str, name: str) -> bytes:
    """Return a sign-in name as it stands in the key file: no name, and the same however it was typed."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold().encode("utf-8", "surrogatepass")
    return hmac.digest(vault_id.encode(), b"sign-in" + plain, "sha256") if plain else b""


def unwrap(vault_id: str, slot: Slot, secret: bytes) -> tuple[bytearray, OwnKeys]:
    """Return the master key and the person's own keys; raises Altered when the slot was changed."""
    bound = _bound(vault_id, slot)
    try:
        own_plain = AESGCM(expand(secret, "kek-own")).decrypt(slot.own_nonce, slot.own_wrapped, bound)
        own = OwnKeys(sign=own_plain[:KEY_BYTES], box=own_plain[KEY_BYTES:])
        if (slot.sealed or slot.next_role) and not _is_promised(vault_id, slot):
            raise Altered
        if slot.sealed:
            return bytearray(promises.unseal(slot.sealed, own.box, _sealing(vault_id, slot))), own
        master = AESGCM(expand(secret, "kek")).decrypt(slot.nonce, slot.wrapped, bound)
    except (InvalidTag, ValueError):
        raise Altered from None
    return bytearray(master), own


def wrap(vault_id: str, master: bytes, secret: bytes, slot: Slot, own: OwnKeys) -> Slot:
    """Seal master key and own keys into a slot, bound to all else that it says; what waited is over."""
    nonce, own_nonce = secrets.token_bytes(NONCE_BYTES), secrets.token_bytes(NONCE_BYTES)
    plain = replace(
        slot, role=slot.role_now, next_role="", sealed=b"", certificate=b"",
        commitment=expand(secret, "commitment"), nonce=nonce, own_nonce=own_nonce,
        sign_public=own.sign_public, box_public=own.box_public,
    )  # fmt: skip
    bound = _bound(vault_id, plain)
    return replace(
        plain,
        wrapped=AESGCM(expand(secret, "kek")).encrypt(nonce, master, bound),
        own_wrapped=AESGCM(expand(secret, "kek-own")).encrypt(own_nonce, own.sign + own.box, bound),
    )


def promise(vault_id: str, slot: Slot, signer: OwnKeys, *, master: bytes = b"", role: str = "") -> Slot:
    """Leave a newer master key, or another role, in the slot of somebody who is not here, signed by an owner.

    The person's own keys stay as they are; a key that waited already is replaced, and only then.
    """
    changed = replace(slot, next_role=role or slot.next_role)
    if master:
        sealed = promises.seal(master, slot.box_public, _sealing(vault_id, slot))
        changed = replace(changed, sealed=sealed, wrapped=b"", nonce=b"")
    return replace(changed, certificate=promises.certify(signer.sign, _promised(vault_id, changed)))


def _is_promised(vault_id: str, slot: Slot) -> bool:
    return promises.certified(slot.keepers, slot.certificate, _promised(vault_id, slot))


def _promised(vault_id: str, slot: Slot) -> list[str]:
    """Return what an owner vouches for."""
    return [vault_id, slot.id, slot.user, slot.next_role, slot.sealed.hex(), slot.box_public.hex()]


def _sealing(vault_id: str, slot: Slot) -> bytes:
    """Return what a sealed master key is bound to."""
    return json.dumps([vault_id, slot.id, slot.user]).encode()


def _mixed(secret: bytes, second: bytes, salt: bytes) -> bytes:
    """Return one secret of two, where there are two."""
    return expand(secret + second, "with-second", salt) if second else secret


def _bare(kind: SlotKind, holder: Holder, own: OwnKeys, cost: Cost | None, salt: bytes) -> Slot:
    """Return a new slot that holds nothing yet."""
    return Slot(
        id=secrets.token_hex(8), kind=kind, user=holder.user, role=holder.role, cost=cost, salt=salt,
        commitment=b"", nonce=b"", wrapped=b"", own_nonce=b"", own_wrapped=b"",
        sign_public=own.sign_public, box_public=own.box_public, past_sign_public=holder.past_sign_public,
        keepers=holder.keepers, sign_in=holder.sign_in,
    )  # fmt: skip


def _if_committed(slot: Slot, secret: bytes) -> bytes | None:
    """Return the secret when the slot was made with it."""
    return secret if hmac.compare_digest(expand(secret, "commitment"), slot.commitment) else None


def _bound(vault_id: str, slot: Slot) -> bytes:
    """Return what the wrapping is bound to, so that no slot can be moved, renamed, promoted or weakened."""
    cost = slot.cost
    said: list[object] = [
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
    if slot.keepers or slot.second:  # slots of the first form say neither
        second = [slot.second.id, slot.second.check.hex()] if slot.second else None
        said += [[keeper.hex() for keeper in slot.keepers], second]
    return json.dumps(said).encode()
