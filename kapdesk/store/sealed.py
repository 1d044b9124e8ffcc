"""Words that the disk refused at locking: sealed without any secret, opened after the next unlocking."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk.domain.errors import KapdeskError, RecordDamaged
from kapdesk.store.derivation import expand
from kapdesk.store.durable import make_private_folder, write_whole
from kapdesk.store.key import VaultKeys

FOLDER = "drafts"
MAGIC = b"KAPDESK-SEALED\0\1"
_PUBLIC = 32
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """One sealed file and what it held."""

    path: Path
    content: bytes


def seal(content: bytes, public: bytes) -> bytes:
    """Seal bytes to the record's public key (`header.draft_public`); needs no secret and no record."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = secrets.token_bytes(_NONCE)
    return MAGIC + mine + nonce + AESGCM(_key(shared, mine, public)).encrypt(nonce, content, MAGIC)


def unseal(sealed: bytes, keys: VaultKeys) -> bytes:
    """Open sealed bytes with the record's keys; raises RecordDamaged when they are not whole or not ours."""
    body = sealed.removeprefix(MAGIC)
    try:
        theirs, nonce, text = body[:_PUBLIC], body[_PUBLIC : _PUBLIC + _NONCE], body[_PUBLIC + _NONCE :]
        private = X25519PrivateKey.from_private_bytes(keys.derive("sealed-draft"))
        shared = private.exchange(X25519PublicKey.from_public_bytes(theirs))
        return AESGCM(_key(shared, theirs, keys.header.draft_public)).decrypt(nonce, text, MAGIC)
    except (InvalidTag, ValueError):
        raise RecordDamaged(
            "A sealed draft is damaged and could not be opened. The file was left as it is."
        ) from None


def put(folder: Path, content: bytes, public: bytes) -> Path:
    """Seal content into a new file under `drafts` of a record and wait for the disk; raises OSError."""
    drafts = folder / FOLDER
    make_private_folder(drafts)
    path = drafts / f"{secrets.token_hex(8)}.sealed"
    write_whole(path, seal(content, public))
    return path


def found(folder: Path, keys: VaultKeys) -> tuple[list[Draft], list[Path]]:
    """Return the drafts that open, oldest first, and the files that do not; nothing is removed."""
    drafts: list[Draft] = []
    damaged: list[Path] = []
    for path in sorted((folder / FOLDER).glob("*.sealed"), key=_age):
        try:
            drafts.append(Draft(path, unseal(path.read_bytes(), keys)))
        except (KapdeskError, OSError):
            damaged.append(path)
    return drafts, damaged


def drop(draft: Draft) -> None:
    """Remove a sealed file, after its words stand in the record."""
    draft.path.unlink(missing_ok=True)


def _age(path: Path) -> int:
    """Return when a file was written."""
    return path.stat().st_mtime_ns


def _key(shared: bytes, once: bytes, public: bytes) -> bytes:
    """Return the key of one sealing, bound to both public keys."""
    return expand(shared, "sealed", once + public)
