"""Wrong tries at a locked door: their times, sealed without any secret, until the trail has them."""

import base64
import contextlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kapdesk.domain.errors import KapdeskError
from kapdesk.store import durable, keyfile, last_seen
from kapdesk.store.keyfile import Header
from kapdesk.store.vault_keys import VaultKeys

_MOST_BYTES = 256 * 1024  # some 1,800 tries; further ones of the same time away are not counted
_unwritten: dict[Path, list[datetime]] = {}
"""Tries that could not be noted on the disk, by folder; they last as long as this process."""


@dataclass(frozen=True, slots=True)
class Tries:
    """When somebody tried in vain, and how many more were noted that cannot be read."""

    times: tuple[datetime, ...] = ()
    unreadable: int = 0

    def __bool__(self) -> bool:
        """Say whether there was any."""
        return bool(self.times or self.unreadable)


def note(folder: Path, at: datetime) -> None:
    """Note one wrong try where this computer remembers records. Never raises.

    Only its time is kept, sealed to the record's public key: nothing that was typed, nothing of who.
    """
    from kapdesk.store import sealed

    try:
        header = keyfile.read(folder)[0].header
        path = _place(folder, header)
        durable.make_private_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, durable.PRIVATE_FILE)
        with os.fdopen(handle, "ab") as file:
            if file.tell() < _MOST_BYTES:
                file.write(
                    base64.b64encode(sealed.seal(at.isoformat().encode(), header.draft_public)) + b"\n"
                )
                file.flush()
                os.fsync(file.fileno())
    except (OSError, KapdeskError):
        _unwritten.setdefault(folder, []).append(at)


def read(folder: Path, keys: VaultKeys) -> Tries:
    """Return what was noted since the trail had it last; never raises."""
    try:
        with _place(folder, keys.header).open("rb") as file:
            lines = file.read(_MOST_BYTES * 2).splitlines()
    except OSError:
        lines = []
    times = [at for line in lines if (at := _opened(line, keys)) is not None]
    return Tries((*times, *_unwritten.get(folder, ())), len(lines) - len(times))


def forget(folder: Path, keys: VaultKeys) -> None:
    """Let the notes go, once the trail has them. Never raises."""
    _unwritten.pop(folder, None)
    with contextlib.suppress(OSError):
        _place(folder, keys.header).unlink(missing_ok=True)


def _place(folder: Path, header: Header) -> Path:
    return last_seen.place(folder, header.vault_id).with_suffix(".tries")


def _opened(line: bytes, keys: VaultKeys) -> datetime | None:
    from kapdesk.store import sealed

    try:
        at = datetime.fromisoformat(sealed.unseal(base64.b64decode(line, validate=True), keys).decode())
    except (ValueError, KapdeskError):
        return None
    return at if at.tzinfo else None
