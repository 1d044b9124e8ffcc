"""A private compartment inside the record: each note under a key of its own, sealed to who may open it."""

import json
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk.domain.errors import RecordDamaged
from kapdesk.store import promises
from kapdesk.store.derivation import KEY_BYTES

FORM = b"\x01"
NONCE = 12
NOT_WHOLE = (
    "This process note is damaged or was changed from outside, so it was not opened. Nothing was deleted. "
    "Look in an earlier backup."
)


def new_key() -> bytes:
    """Return the key of one new note."""
    return secrets.token_bytes(KEY_BYTES)


def close(key: bytes, note: UUID, owner: UUID, number: int, text: str) -> bytes:
    """Close one version of a note; it opens only as this version of this note of this author."""
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps({"number": number, "text": text}).encode()
    return FORM + nonce + AESGCM(key).encrypt(nonce, plain, _bound(note, owner))


def opened(key: bytes, note: UUID, owner: UUID, body: bytes) -> tuple[int, str]:
    """Return number and text of a version; raises RecordDamaged where it is not whole."""
    nonce, closed = body[len(FORM) : len(FORM) + NONCE], body[len(FORM) + NONCE :]
    try:
        said = json.loads(AESGCM(key).decrypt(nonce, closed, _bound(note, owner)))
    except (InvalidTag, ValueError):
        raise RecordDamaged(NOT_WHOLE) from None
    return int(said["number"]), str(said["text"])


def seal_key(key: bytes, public: bytes, note: UUID) -> bytes:
    """Seal the key of a note to somebody's public key (X25519)."""
    return promises.seal(key, public, _for_key(note))


def open_key(sealed: bytes, private: bytes, note: UUID) -> bytes:
    """Open the key of a note with one's own key; raises RecordDamaged where it was sealed to another."""
    try:
        return promises.unseal(sealed, private, _for_key(note))
    except ValueError:
        raise RecordDamaged(NOT_WHOLE) from None


def seal_text(text: str, public: bytes) -> bytes:
    """Seal words the disk refused to their author alone."""
    key = new_key()
    nonce = secrets.token_bytes(NONCE)
    closed = AESGCM(key).encrypt(nonce, text.encode(), b"kapdesk private draft 1")
    return promises.seal(key, public, b"kapdesk private draft 1") + nonce + closed


def open_text(sealed: bytes, private: bytes) -> str:
    """Open words that were sealed to their author; raises RecordDamaged."""
    head, rest = sealed[: promises.SEALED_BYTES], sealed[promises.SEALED_BYTES :]
    try:
        key = promises.unseal(head, private, b"kapdesk private draft 1")
        return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], b"kapdesk private draft 1").decode()
    except (InvalidTag, ValueError):
        raise RecordDamaged(NOT_WHOLE) from None


def _bound(note: UUID, owner: UUID) -> bytes:
    return b"kapdesk process note 1" + note.bytes + owner.bytes


def _for_key(note: UUID) -> bytes:
    return b"kapdesk process key 1" + note.bytes
