"""A bundle for another workstation: one sealed file with rows of a few clients, opened by words alone."""

import hashlib
import hmac
import json
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk import __version__
from kapdesk.domain.errors import BackupNotGood, KapdeskError, NewerVersion, NotWritten, WrongPassphrase
from kapdesk.store import durable, migrate
from kapdesk.store.archive import digest
from kapdesk.store.check import check_file, first_look
from kapdesk.store.derivation import KEY_BYTES, SALT_BYTES, Cost, expand, from_passphrase

SUFFIX = ".kapbundle"
MANIFEST, RECORD = "manifest.json", "bundle.db"
FORMAT = 1
_MOST_MANIFEST = 64 * 1024
_NONCE = 12
_BLOCK = 1024 * 1024
WRONG = (
    "These words do not open this bundle. Nothing was changed. Type them as they were shown when it was "
    "made, or ask for a new bundle."
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The rows of a bundle while they are written or read: a private folder, its file, and the key."""

    path: Path
    key: bytes
    master: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What a bundle says of itself, after its seal was found genuine."""

    bundle: str
    from_vault: str
    kind: str
    made_at: datetime


def not_good(reason: str) -> BackupNotGood:
    """Return the sentence for a bundle that is not taken in."""
    return BackupNotGood(
        f"This bundle cannot be relied on: {reason}. Nothing was taken in and the record was not touched. "
        "Make it anew on the other workstation."
    )


@contextmanager
def begin() -> Generator[Sealed]:
    """Give an empty encrypted file with the tables of this version; its folder is removed afterwards."""
    place = Path(tempfile.mkdtemp(prefix=".kapdesk-"))
    try:
        master = secrets.token_bytes(KEY_BYTES)
        key = expand(master, "bundle-db") + secrets.token_bytes(SALT_BYTES)
        migrate.make_file(place / RECORD, key)
        yield Sealed(place / RECORD, key, master)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def finish(made: Sealed, target: Path, said: Said, words: str, cost: Cost) -> None:
    """Describe, seal and pack a bundle; it gets its name when the disk has it whole. Raises NotWritten."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE)
    secret = from_passphrase(words, salt, cost)
    manifest: dict[str, Any] = {
        "format": FORMAT, "bundle": said.bundle, "from_vault": said.from_vault, "kind": said.kind,
        "made_at": said.made_at.isoformat(), "made_by": __version__,
        "size": made.path.stat().st_size, "sha256": digest(made.path),
        "salt": salt.hex(), "cost": [cost.memory, cost.passes, cost.lanes],
        "db_salt": made.key[KEY_BYTES:].hex(),
        "commitment": expand(secret, "bundle-commitment").hex(), "nonce": nonce.hex(),
        "wrapped": _wrapped(secret, nonce, made.master, said).hex(),
    }  # fmt: skip
    manifest["mac"] = _mac(manifest, made.master)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        _pack(part, json.dumps(manifest, sort_keys=True, indent=1).encode(), made.path)
        part.replace(target)
        durable.sync_folder(target.parent)
    except OSError:
        raise NotWritten(
            "The disk did not take the bundle, so there is no file. The record was not touched. Choose "
            "another folder, or make room."
        ) from None
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def opened(path: Path, words: str) -> Generator[tuple[Sealed, Said]]:
    """Open a bundle in a private folder, checked and brought to this version; nothing of it is left there.

    Raises WrongPassphrase, BackupNotGood, or NewerVersion.
    """
    place = Path(tempfile.mkdtemp(prefix=".kapdesk-"))
    try:
        manifest = _unpack(path, place)
        sealed, said = _unlock(manifest, place / RECORD, words)
        _check(sealed, manifest)
        yield sealed, said
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _wrapped(secret: bytes, nonce: bytes, master: bytes, said: Said) -> bytes:
    return AESGCM(expand(secret, "bundle-kek")).encrypt(nonce, master, said.bundle.encode())


def _pack(part: Path, manifest: bytes, record: Path) -> None:
    durable.write_new(part, b"")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(MANIFEST, manifest)
        packed.write(record, RECORD)
    durable.sync_file(part)
    with zipfile.ZipFile(part) as packed, packed.open(RECORD) as inside:
        if hashlib.file_digest(inside, "sha256").hexdigest() != digest(record):  # pyright: ignore[reportArgumentType] - a zip member reads like a file
            raise OSError


def _unpack(path: Path, place: Path) -> dict[str, Any]:
    if not path.is_file():
        raise not_good("there is no file of this name")
    try:
        with zipfile.ZipFile(path) as packed:
            parts = {part.filename: part for part in packed.infolist()}
            stored = all(part.compress_type == zipfile.ZIP_STORED for part in parts.values())
            if set(parts) != {MANIFEST, RECORD} or len(packed.infolist()) != len(parts) or not stored:
                raise not_good("it is not a bundle of kapdesk")
            if parts[MANIFEST].file_size > _MOST_MANIFEST:
                raise not_good("it is not a bundle of kapdesk")
            manifest = json.loads(packed.read(MANIFEST))
            durable.write_new(place / RECORD, b"")
            with packed.open(RECORD) as inside, (place / RECORD).open("wb") as target:
                shutil.copyfileobj(inside, target, _BLOCK)
    except (OSError, KeyError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile):
        raise not_good("it is not whole, or there is no room to open it") from None
    if not isinstance(manifest, dict):
        raise not_good("it is not a bundle of kapdesk")
    return manifest  # pyright: ignore[reportUnknownVariableType] - what the keys hold is looked at one by one


def _unlock(manifest: dict[str, Any], record: Path, words: str) -> tuple[Sealed, Said]:
    """Open the key with the words and prove the description; raises what `opened` raises."""
    try:
        if int(manifest["format"]) > FORMAT:
            raise _newer()
        cost = Cost(*(int(number) for number in manifest["cost"]))
        if not cost.allowed:
            raise not_good("its key was made in a way that is not allowed")
        secret = from_passphrase(words, bytes.fromhex(manifest["salt"]), cost)
        if not hmac.compare_digest(expand(secret, "bundle-commitment").hex(), str(manifest["commitment"])):
            raise WrongPassphrase(WRONG)
        nonce, wrapped = bytes.fromhex(manifest["nonce"]), bytes.fromhex(manifest["wrapped"])
        master = AESGCM(expand(secret, "bundle-kek")).decrypt(
            nonce, wrapped, str(manifest["bundle"]).encode()
        )
        mac = str(manifest.pop("mac"))
        if not hmac.compare_digest(_mac(manifest, master), mac):
            raise not_good("its description was changed")
        key = expand(master, "bundle-db") + bytes.fromhex(manifest["db_salt"])
        made_at = datetime.fromisoformat(manifest["made_at"])
        said = Said(manifest["bundle"], manifest["from_vault"], manifest["kind"], made_at)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidTag):
        raise not_good("its description cannot be read") from None
    return Sealed(record, key, master), said


def _check(sealed: Sealed, manifest: dict[str, Any]) -> None:
    """Prove the rows: the same bytes, every page sealed, the shape known; an older shape is brought up."""
    if digest(sealed.path) != manifest["sha256"]:
        raise not_good("its content is not what was packed")
    try:
        look = first_look(sealed.path, sealed.key, structure=True)
        report = check_file(sealed.path, sealed.key, copy=True)
    except NotWritten:
        raise
    except KapdeskError:
        raise not_good("its content does not open") from None
    if not report.whole or look.vault_id != manifest["from_vault"] or look.kind != manifest["kind"]:
        raise not_good("its content did not pass its checks")
    try:
        migrate.refuse_newer(look.revision)
    except NewerVersion:
        raise _newer() from None
    if look.revision != migrate.HEAD:
        migrate.upgrade(sealed.path, sealed.key)


def _newer() -> NewerVersion:
    return NewerVersion(
        "This bundle was made by a newer kapdesk. Nothing was taken in. Install the newer version here first."
    )


def _mac(manifest: dict[str, Any], master: bytes) -> str:
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(expand(master, "bundle-mac"), text, "sha256").hex()
