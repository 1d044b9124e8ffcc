"""A key file on a stick: a second secret that may be wanted beside the passphrase, never instead of it."""

import hashlib
import os
import secrets
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from kapdesk.domain.errors import Refused
from kapdesk.store.derivation import KEY_BYTES
from kapdesk.store.durable import write_new

MAGIC = b"KAPDESK-SECOND\n"
NAME = "kapdesk.second"
_LENGTH = len(MAGIC) + KEY_BYTES * 2
Finder = Callable[[str], bytes]
"""What gives the secret of the key file with an id, or nothing where that file is not there."""

NOT_THERE = (
    "The key file is not there. This sign-in needs it beside the passphrase. Nothing was changed. Put the "
    "stick with the key file in and try again. If it is lost, use the recovery sheet."
)


class KeyFileNotThere(Refused):
    """The passphrase was not tried: the key file it needs is on no disk that can be seen."""


def make(folder: Path) -> bytes:
    """Write a new key file into a folder and read it back; return its secret; raises Refused."""
    secret = secrets.token_bytes(KEY_BYTES)
    path = free_path(folder)
    try:
        write_new(path, MAGIC + secret + hashlib.sha256(MAGIC + secret).digest())
        same = read(path) == secret
    except OSError:
        same = False
    if not same:
        path.unlink(missing_ok=True)
        raise Refused(
            "The key file could not be written there. Nothing was changed. Choose a stick that can be "
            "written to."
        )
    return secret


def read(path: Path) -> bytes:
    """Return the secret of a key file; nothing where it is missing, damaged, or another kind of file."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LENGTH + 1)
    except OSError:
        return b""
    body, check = raw[:-KEY_BYTES], raw[-KEY_BYTES:]
    whole = len(raw) == _LENGTH and raw.startswith(MAGIC) and hashlib.sha256(body).digest() == check
    return body[len(MAGIC) :] if whole else b""


def free_path(folder: Path) -> Path:
    """Return a name for a key file that nothing in the folder has yet."""
    path, number = folder / NAME, 2
    while path.exists():
        path, number = folder / f"kapdesk-{number}.second", number + 1
    return path


def finder(places: Iterable[Path] | None = None) -> Finder:
    """Return what looks for a key file in these folders, or in the top folder of every disk put in."""
    from kapdesk.store.slots import second_id

    def find(wanted: str) -> bytes:
        for place in places if places is not None else sticks():
            for path in sorted(_key_files(place)):
                secret = read(path)
                if secret and second_id(secret) == wanted:
                    return secret
        return b""

    return find


def sticks() -> list[Path]:
    """Return the top folders of the disks that can be put in and taken out, as far as they are known."""
    if sys.platform == "win32":
        return [Path(f"{letter}:/") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if Path(f"{letter}:/").exists()]
    tops = [Path("/Volumes"), Path("/media"), Path("/mnt"), Path("/run/media")]
    found: list[Path] = []
    for top in tops:
        for place in _folders(top):
            found.append(place)
            found += _folders(place) if top.name == "media" else []
    return found


def _key_files(place: Path) -> list[Path]:
    try:
        return [place / name for name in os.listdir(place) if name.endswith(".second")]  # noqa: PTH208 - one call that may fail, not one for each entry
    except OSError:
        return []


def _folders(top: Path) -> list[Path]:
    try:
        return [each for each in top.iterdir() if each.is_dir()]
    except OSError:
        return []
