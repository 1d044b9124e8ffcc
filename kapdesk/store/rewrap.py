"""Backups under a new key: each is built anew, proved, and only then takes the place of the old one."""

import re
import secrets
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kapdesk.domain.errors import KapdeskError, NotWritten, WrongPassphrase
from kapdesk.store import archive, cipher, durable, keyfile, rotation
from kapdesk.store.archive import RECORD, SUFFIX, laid_out
from kapdesk.store.backup import Step, checked, prove
from kapdesk.store.keyfile import Header
from kapdesk.store.vault_keys import VaultKeys

GoesOn = Callable[[int, int], bool]  # how many are done, of how many: False ends it
Prepare = Callable[[Path, VaultKeys], None]  # what the old form still needs, in a private copy of it
ByWord = Callable[[Path], VaultKeys]  # opens what the old master key does not; raises KapdeskError
_NEXT = "vault.db.next"
_NAMED = re.compile(r"(\d{4}-\d\d-\d\d_\d{6})_([0-9a-f]{8})")
NOT_OPEN, NOT_WHOLE = "no present passphrase opens it", "it did not pass its checks"
NOT_TAKEN, STOPPED = "its disk refused it", "it was not come to"


@dataclass(frozen=True, slots=True)
class Left:
    """A backup that keeps opening the old way only, by when it was made (UTC), and why."""

    path: Path
    made_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """What came of it: which backups open the new way now, and which were left as they were."""

    done: tuple[Path, ...]
    left: tuple[Left, ...]


class _Stopped(Exception):
    """Somebody asked it to end."""


def found(folders: Iterable[Path], vault_id: str) -> tuple[Path, ...]:
    """Return the backups of one record in some folders, the newest name first, each once.

    What is inside tells; where that cannot be read, the name does. A folder that is not there holds none.
    """
    seen: dict[Path, Path] = {}
    for folder in folders:
        with suppress(OSError):
            for path in folder.glob(f"*{SUFFIX}"):
                if _is_of(path, vault_id):
                    seen.setdefault(path.resolve(), path)
    return tuple(sorted(seen.values(), key=_name, reverse=True))


def rewrap(
    paths: Sequence[Path], old: VaultKeys, new: VaultKeys,
    *, prepare: Prepare, by_word: ByWord, goes_on: GoesOn,
) -> Rewrapped:  # fmt: skip
    """Give each backup the new key; what cannot get it stays as it was and is named. Raises nothing of disks.

    `new` are the keys of the record as it is open now. Killed at any moment, each backup is the old one or
    the new one.
    """
    done: list[Path] = []
    left: list[Left] = []
    for number, path in enumerate(paths):
        try:
            _go_on(goes_on, number, len(paths))
            _one(path, old, new, prepare, by_word, partial(_go_on, goes_on, number, len(paths)))
            done.append(path)
        except _Stopped:
            left += [Left(each, made_when(each), STOPPED) for each in paths[number:]]
            break
        except (KapdeskError, OSError, cipher.driver.Error, zipfile.BadZipFile) as error:
            left.append(Left(path, made_when(path), _why(error)))
    return Rewrapped(tuple(done), tuple(left))


def made_when(path: Path) -> datetime:
    """Return when a backup was made (UTC), by its name; where somebody renamed it, by its file."""
    named = _NAMED.match(path.name)
    if named:
        return datetime.strptime(f"{named[1]}+0000", "%Y-%m-%d_%H%M%S%z")
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


def _one(
    path: Path, old: VaultKeys, new: VaultKeys, prepare: Prepare, by_word: ByWord, step: Step
) -> None:  # fmt: skip
    """Build one backup anew beside the old one, prove it as in need, and let it take its place."""
    name = f".{made_when(path):%Y-%m-%d_%H%M%S}_{new.header.vault_id[:8]}.{secrets.token_hex(4)}.zip.part"
    part = path.with_name(name)
    with laid_out(path) as place:
        if _header(place, new) is not None:
            return  # an earlier try came as far as this one
        keys = _keys(place, old, by_word)
        try:
            prove(place, keys, path, step=step)
            said = archive.description(place, keys)
            prepare(place, keys)
            counts = rotation.written_anew(place / RECORD, keys.db_key, place / _NEXT, new.db_key)
            header = replace(new.header, open_since=None, anchor=keys.header.anchor)
        finally:
            keys.wipe()
        revision = checked(place / _NEXT, new.db_key, counts, new.header.vault_id, said.anchor)
        manifest = archive.describe(place / _NEXT, new, said.made_at, revision, counts, said.anchor)
        try:
            archive.pack(part, manifest, keyfile.encode(header, new.derive("header-mac")), place / _NEXT)
            _prove_new(part, new, step)
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink()
    durable.sync_folder(path.parent)


def _prove_new(part: Path, new: VaultKeys, step: Step) -> None:
    """Take the new backup apart again and prove it with what stands in it."""
    with laid_out(part) as place:
        header = _header(place, new)
        if header is None:
            raise keyfile.damaged()
        keys = VaultKeys(bytearray(new.master), header, new.user, None)
        try:
            prove(place, keys, part, step=step)
        finally:
            keys.wipe()


def _keys(place: Path, old: VaultKeys, by_word: ByWord) -> VaultKeys:
    """Open a backup with the old master key; one of an even older key with what somebody knows."""
    header = _header(place, old)
    return by_word(place) if header is None else VaultKeys(bytearray(old.master), header, old.user, None)


def _header(place: Path, keys: VaultKeys) -> Header | None:
    """Return the key file of a laid-out backup if these keys sealed it."""
    copy = keyfile.read(place)[0]
    return copy.header if copy.sealed_with(keys.derive("header-mac")) else None


def _is_of(path: Path, vault_id: str) -> bool:
    """Say whether a file is a backup of this record."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open(keyfile.FIRST) as inside:
            return keyfile.decode(inside.read(keyfile.MOST_BYTES + 1)).header.vault_id == vault_id
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, keyfile.Unreadable, KapdeskError):
        named = _NAMED.match(path.name)
        return bool(named) and named[2] == vault_id[:8]


def _why(error: Exception) -> str:
    if isinstance(error, WrongPassphrase):
        return NOT_OPEN
    of_disk = isinstance(error, NotWritten) or not isinstance(error, KapdeskError)
    return NOT_TAKEN if of_disk else NOT_WHOLE


def _go_on(goes_on: GoesOn, number: int, of: int, _step: int = 0, _steps: int = 0) -> None:
    if not goes_on(number, of):
        raise _Stopped


def _name(path: Path) -> str:
    return path.name
