"""The key file: which slots there are, written twice, readable without any secret as whole or damaged."""

import hashlib
import hmac
import json
import struct
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from kapdesk.domain.errors import KeyFileDamaged, NewerVersion, RecordMissing
from kapdesk.store.durable import write_whole
from kapdesk.store.slot_text import (
    NEWER,
    from_letters,
    in_letters,
    is_of_first_form,
    slot_from_json,
    slot_to_json,
)
from kapdesk.store.slots import Slot

FIRST = "vault.keys"
SECOND = "vault.keys.alt"
MAGIC = b"KAPDESK-KEYFILE\n"
FORMAT = 2
FIRST_FORMAT = 1
MOST_BYTES = 1024 * 1024
MOST_SLOTS = 64
MAC_BYTES = 32
_FRAME = len(MAGIC) + 4
turn = Lock()
"""Held while the key file is read, changed and written, so that of two changes at once neither is lost."""


class Unreadable(Exception):
    """One copy of the key file is damaged."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the key file says in the open: ids, slots and the salt of the record; no names.

    `follows` proves to who holds the master key before that this one took its place on purpose.
    """

    vault_id: str
    kind: str
    generation: int
    db_generation: int
    db_salt: bytes
    draft_public: bytes
    made_by: str
    made_at: str
    slots: tuple[Slot, ...]
    open_since: str | None = None
    anchor: dict[str, Any] | None = None
    follows: bytes = b""


@dataclass(frozen=True, slots=True)
class Copy:
    """One whole copy of the key file: what it says, the bytes that say it, and their seal."""

    header: Header
    body: bytes
    mac: bytes

    def sealed_with(self, key: bytes) -> bool:
        """Say whether this copy was written by somebody who held the master key."""
        return hmac.compare_digest(hmac.digest(key, self.body, "sha256"), self.mac)

    def follows(self, key: bytes) -> bool:
        """Say whether this copy took the place of the one whose master key gives this key."""
        said = self.header
        return bool(said.follows) and hmac.compare_digest(succession(key, said), said.follows)


def succession(key: bytes, header: Header) -> bytes:
    """Return the proof, made with a key of the generation before, that a header followed it on purpose."""
    said = f"{header.vault_id}/{header.db_generation}/{header.db_salt.hex()}"
    return hmac.digest(key, said.encode(), "sha256")


def encode(header: Header, mac_key: bytes) -> bytes:
    """Return the bytes of a key file: magic, length, JSON, HMAC, checksum."""
    text = json.dumps(_to_json(header), sort_keys=True, separators=(",", ":")).encode()
    body = MAGIC + struct.pack(">I", len(text)) + text
    sealed = body + hmac.digest(mac_key, body, "sha256")
    return sealed + hashlib.sha256(sealed).digest()


def decode(raw: bytes) -> Copy:
    """Read one copy; raises Unreadable when it is damaged and NewerVersion when it is from the future."""
    if len(raw) > MOST_BYTES or len(raw) < _FRAME + MAC_BYTES * 2 or not raw.startswith(MAGIC):
        raise Unreadable
    (length,) = struct.unpack(">I", raw[len(MAGIC) : _FRAME])
    end = _FRAME + length
    if len(raw) != end + MAC_BYTES * 2 or hashlib.sha256(raw[:-MAC_BYTES]).digest() != raw[-MAC_BYTES:]:
        raise Unreadable
    try:
        said = json.loads(raw[_FRAME:end])
        if said["format"] > FORMAT:
            raise NewerVersion(NEWER)
        header = _from_json(said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable from None
    return Copy(header, raw[:end], raw[end : end + MAC_BYTES])


def exists(folder: Path) -> bool:
    """Say whether any copy of a key file stands in a folder."""
    return any((folder / name).exists() for name in (FIRST, SECOND))


def read(folder: Path) -> list[Copy]:
    """Return the whole copies, newest first; raises RecordMissing, KeyFileDamaged or NewerVersion."""
    found: list[Copy] = []
    seen = 0
    for name in (FIRST, SECOND):
        try:
            raw = _limited(folder / name)
        except FileNotFoundError:
            continue
        except OSError:
            seen += 1
            continue
        seen += 1
        try:
            found.append(decode(raw))
        except Unreadable:
            continue
    if found:
        return sorted(found, key=_generation, reverse=True)
    if seen:
        raise damaged()
    raise RecordMissing(
        f"The key file is missing from {folder}, so nothing there can be opened. Nothing was changed. Put "
        f"{FIRST} back from a backup, or restore a backup into a new folder."
    )


def write(folder: Path, header: Header, mac_key: bytes) -> None:
    """Write copy one, read it back, then write copy two; a crash in between leaves at least one whole."""
    raw = encode(header, mac_key)
    write_whole(folder / FIRST, raw)
    if _limited(folder / FIRST) != raw:
        raise OSError("the key file reads back differently")
    write_whole(folder / SECOND, raw)


def damaged() -> KeyFileDamaged:
    """Return the sentence for a key file that cannot be trusted."""
    return KeyFileDamaged(
        "The key file is damaged: the passphrase may well be right. The record itself was not touched. "
        "Put vault.keys back from the newest backup, or restore that backup into a new folder."
    )


def _generation(copy: Copy) -> int:
    """Return how often the key file had been rewritten."""
    return copy.header.generation


def _limited(path: Path) -> bytes:
    """Read a file, but never more than a key file may be long."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _to_json(header: Header) -> dict[str, Any]:
    """Return the header as plain values."""
    said: dict[str, Any] = {
        "format": _format(header),
        "vault_id": header.vault_id,
        "kind": header.kind,
        "generation": header.generation,
        "db": {"generation": header.db_generation, "salt": in_letters(header.db_salt)},
        "draft_public": in_letters(header.draft_public),
        "made_by": header.made_by,
        "made_at": header.made_at,
        "slots": [slot_to_json(slot) for slot in header.slots],
        "session": {"open_since": header.open_since},
        "anchor": header.anchor,
    }
    return said | ({"follows": in_letters(header.follows)} if header.follows else {})


def _format(header: Header) -> int:
    """Return the form that is needed: a file that uses nothing new can still be read by an older kapdesk."""
    plain = not header.follows and all(is_of_first_form(slot) for slot in header.slots)
    return FIRST_FORMAT if plain else FORMAT


def _from_json(said: dict[str, Any]) -> Header:
    """Return plain values as a header; raises ValueError, KeyError or TypeError on anything unexpected."""
    if not 0 < len(said["slots"]) <= MOST_SLOTS:
        raise ValueError("slots")
    return Header(
        vault_id=str(said["vault_id"]),
        kind=str(said["kind"]),
        generation=int(said["generation"]),
        db_generation=int(said["db"]["generation"]),
        db_salt=from_letters(said["db"]["salt"], 16),
        draft_public=from_letters(said["draft_public"], 32),
        made_by=str(said["made_by"]),
        made_at=str(said["made_at"]),
        slots=tuple(slot_from_json(slot) for slot in said["slots"]),
        open_since=said["session"]["open_since"],
        anchor=said["anchor"],
        follows=from_letters(said.get("follows", ""), 0, 32),
    )
