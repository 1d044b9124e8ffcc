"""The key file: which slots there are, written twice, readable without any secret as whole or damaged."""

import hashlib
import hmac
import json
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kapdesk.domain.errors import KeyFileDamaged, NewerVersion, RecordMissing
from kapdesk.store.derivation import Cost
from kapdesk.store.durable import write_whole
from kapdesk.store.slots import Slot, SlotKind

FIRST = "vault.keys"
SECOND = "vault.keys.alt"
MAGIC = b"KAPDESK-KEYFILE\n"
FORMAT = 1
MOST_BYTES = 1024 * 1024
MOST_SLOTS = 64
MAC_BYTES = 32
_FRAME = len(MAGIC) + 4
_NEWER = (
    "The key file was made by a newer kapdesk. Nothing was changed. Install the newer version on this "
    "computer and open the record with that."
)


class Unreadable(Exception):
    """One copy of the key file is damaged."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the key file says in the open: ids, slots and the salt of the record; no names."""

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


@dataclass(frozen=True, slots=True)
class Copy:
    """One whole copy of the key file: what it says, the bytes that say it, and their seal."""

    header: Header
    body: bytes
    mac: bytes

    def sealed_with(self, key: bytes) -> bool:
        """Say whether this copy was written by somebody who held the master key."""
        return hmac.compare_digest(hmac.digest(key, self.body, "sha256"), self.mac)


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
            raise NewerVersion(_NEWER)
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


def _text(value: bytes) -> str:
    """Write bytes as letters."""
    return b64encode(value).decode("ascii")


def _bytes(value: str, length: int | None = None) -> bytes:
    """Read bytes from letters; raises ValueError when there are not as many as there must be."""
    result = b64decode(value, validate=True)
    if length is not None and len(result) != length:
        raise ValueError("wrong length")
    return result


def _to_json(header: Header) -> dict[str, Any]:
    """Return the header as plain values."""
    return {
        "format": FORMAT,
        "vault_id": header.vault_id,
        "kind": header.kind,
        "generation": header.generation,
        "db": {"generation": header.db_generation, "salt": _text(header.db_salt)},
        "draft_public": _text(header.draft_public),
        "made_by": header.made_by,
        "made_at": header.made_at,
        "slots": [_slot_to_json(slot) for slot in header.slots],
        "session": {"open_since": header.open_since},
        "anchor": header.anchor,
    }


def _from_json(said: dict[str, Any]) -> Header:
    """Return plain values as a header; raises ValueError, KeyError or TypeError on anything unexpected."""
    if not 0 < len(said["slots"]) <= MOST_SLOTS:
        raise ValueError("slots")
    return Header(
        vault_id=str(said["vault_id"]),
        kind=str(said["kind"]),
        generation=int(said["generation"]),
        db_generation=int(said["db"]["generation"]),
        db_salt=_bytes(said["db"]["salt"], 16),
        draft_public=_bytes(said["draft_public"], 32),
        made_by=str(said["made_by"]),
        made_at=str(said["made_at"]),
        slots=tuple(_slot_from_json(slot) for slot in said["slots"]),
        open_since=said["session"]["open_since"],
        anchor=said["anchor"],
    )


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    """Return a slot as plain values; `second` is the place of a second secret, empty in this version."""
    cost = slot.cost
    return {
        "id": slot.id,
        "kind": slot.kind.value,
        "user": slot.user,
        "role": slot.role,
        "kdf": {"m": cost.memory, "t": cost.passes, "p": cost.lanes} if cost else None,
        "salt": _text(slot.salt),
        "commit": _text(slot.commitment),
        "nonce": _text(slot.nonce),
        "wrapped": _text(slot.wrapped),
        "own_nonce": _text(slot.own_nonce),
        "own_wrapped": _text(slot.own_wrapped),
        "sign_public": _text(slot.sign_public),
        "box_public": _text(slot.box_public),
        "past_sign_public": [_text(past) for past in slot.past_sign_public],
        "second": None,
    }


def _slot_from_json(said: dict[str, Any]) -> Slot:
    """Return plain values as a slot; refuses costs outside the limits before any memory is taken."""
    kind = SlotKind(said["kind"])
    kdf = said["kdf"]
    cost = Cost(int(kdf["m"]), int(kdf["t"]), int(kdf["p"])) if kdf else None
    if (cost is None) != (kind is SlotKind.RECOVERY) or (cost and not cost.allowed):
        raise ValueError("cost")
    if said["second"] is not None:
        raise NewerVersion(_NEWER)
    return Slot(
        id=str(said["id"]),
        kind=kind,
        user=str(said["user"]),
        role=str(said["role"]),
        cost=cost,
        salt=_bytes(said["salt"], 16),
        commitment=_bytes(said["commit"], 32),
        nonce=_bytes(said["nonce"], 12),
        wrapped=_bytes(said["wrapped"], 48),
        own_nonce=_bytes(said["own_nonce"], 12),
        own_wrapped=_bytes(said["own_wrapped"], 80),
        sign_public=_bytes(said["sign_public"], 32),
        box_public=_bytes(said["box_public"], 32),
        past_sign_public=tuple(_bytes(past, 32) for past in said["past_sign_public"]),
    )
