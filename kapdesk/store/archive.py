"""A backup file: the still encrypted record, its key file, and a description that names nobody."""

import hashlib
import hmac
import json
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapdesk import __version__
from kapdesk.domain.errors import BackupNotGood, NewerVersion
from kapdesk.store import durable, keyfile
from kapdesk.store.key import VaultKeys

SUFFIX = ".kapbackup"
RECORD = "vault.db"
MANIFEST = "manifest.json"
FORMAT = 1
Anchor = dict[str, Any] | None  # number and seal of the last line of the audit trail
_MOST_MANIFEST = 1024 * 1024
_NONCE = 12
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Described:
    """What a backup says of itself, after its seal was found to be ours."""

    made_at: datetime
    vault_id: str
    revision: str
    size: int
    sha256: str
    counts: dict[str, int]
    anchor: Anchor = None


def not_good(reason: str) -> BackupNotGood:
    """Return the sentence for a backup that must not be relied on."""
    return BackupNotGood(
        f"This backup cannot be relied on: {reason}. The record was not touched. Use another backup, and "
        "make a new one."
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(
    record: Path, keys: VaultKeys, made_at: datetime, revision: str, counts: dict[str, int], anchor: Anchor
) -> bytes:
    """Return the description of a copied record: nothing clinical, counts sealed, the whole under a MAC."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(keys.derive("backup-counts")).encrypt(
        nonce, json.dumps(counts).encode(), MANIFEST.encode()
    )
    said: dict[str, Any] = {
        "format": FORMAT,
        "vault_id": keys.header.vault_id,
        "made_at": made_at.isoformat(),
        "made_by": __version__,
        "revision": revision,
        "size": record.stat().st_size,
        "sha256": digest(record),
        "counts": (nonce + sealed).hex(),
        "anchor": anchor,
    }
    return json.dumps({**said, "mac": _mac(said, keys).hex()}, sort_keys=True, indent=1).encode()


def description(place: Path, keys: VaultKeys) -> Described:
    """Read the description of a laid-out backup; raises BackupNotGood, or NewerVersion."""
    try:
        said: dict[str, Any] = json.loads((place / MANIFEST).read_bytes())
        if int(said["format"]) > FORMAT:
            raise NewerVersion(
                "This backup was made by a newer kapdesk. Nothing was changed. Install the newer version "
                "and use that."
            )
        mac = bytes.fromhex(said.pop("mac"))
        if not hmac.compare_digest(_mac(said, keys), mac):
            raise not_good("its description was changed")
        sealed = bytes.fromhex(said["counts"])
        counts = AESGCM(keys.derive("backup-counts")).decrypt(
            sealed[:_NONCE], sealed[_NONCE:], MANIFEST.encode()
        )
        made_at = datetime.fromisoformat(said["made_at"])
        return Described(
            made_at, said["vault_id"], said["revision"], said["size"], said["sha256"], json.loads(counts),
            said.get("anchor"),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidTag):
        raise not_good("its description cannot be read") from None


def pack(archive: Path, manifest: bytes, header: bytes, record: Path) -> None:
    """Write the three parts uncompressed, wait for the disk, and read the record back."""
    durable.write_new(archive, b"")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(MANIFEST, manifest)
        packed.writestr(keyfile.FIRST, header)
        part = zipfile.ZipInfo.from_file(record, RECORD)
        with record.open("rb") as source, packed.open(part, "w") as inside:
            shutil.copyfileobj(source, inside, _BLOCK)
    durable.sync_file(archive)
    with zipfile.ZipFile(archive) as packed, packed.open(RECORD) as inside:
        found = hashlib.file_digest(inside, "sha256")  # pyright: ignore[reportArgumentType] - a zip member reads like a file
        if found.hexdigest() != json.loads(manifest)["sha256"]:
            raise not_good("the disk gives back something else than was written")


def unpack(path: Path, place: Path) -> None:
    """Write the parts of a backup into an empty folder; raises BackupNotGood when it is not whole."""
    if not path.is_file():
        raise BackupNotGood(
            f"There is no backup at {path}. Nothing was changed. Look for it under another name."
        )
    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_odd(packed)
            header = packed.read(keyfile.FIRST)
            for name, content in (
                (keyfile.FIRST, header),
                (keyfile.SECOND, header),
                (MANIFEST, packed.read(MANIFEST)),
            ):
                durable.write_new(place / name, content)
            durable.write_new(place / RECORD, b"")
            with packed.open(RECORD) as inside, (place / RECORD).open("wb") as target:
                shutil.copyfileobj(inside, target, _BLOCK)
        durable.sync_file(place / RECORD)
    except (OSError, KeyError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile):
        raise not_good("it is not whole, or there is no room to open it") from None


@contextmanager
def laid_out(path: Path, beside: Path | None = None) -> Generator[Path]:
    """Give a private folder with the (still encrypted) parts of a backup; what is left of it is removed."""
    place = Path(tempfile.mkdtemp(prefix=".kapdesk-", dir=beside))
    try:
        unpack(path, place)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _refuse_odd(packed: zipfile.ZipFile) -> None:
    """Raise BackupNotGood unless the archive holds just our three parts, uncompressed, of sensible size."""
    parts = {part.filename: part for part in packed.infolist()}
    if set(parts) != {MANIFEST, keyfile.FIRST, RECORD} or len(packed.infolist()) != len(parts):
        raise not_good("it is not a kapdesk backup")
    if parts[MANIFEST].file_size > _MOST_MANIFEST or parts[keyfile.FIRST].file_size > keyfile.MOST_BYTES:
        raise not_good("it is not a kapdesk backup")
    if any(part.compress_type != zipfile.ZIP_STORED for part in parts.values()):
        raise not_good("it is not a kapdesk backup")


def _mac(said: dict[str, Any], keys: VaultKeys) -> bytes:
    """Return the seal over everything a description says."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(keys.derive("backup"), text, "sha256")
