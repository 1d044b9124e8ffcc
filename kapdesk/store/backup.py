"""A backup counts only after it was opened with the key, checked, and counted table by table."""

import errno
import re
import secrets
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from kapdesk.domain.errors import BackupNotGood, KapdeskError, NotWritten
from kapdesk.store import archive, cipher, durable, key, keyfile
from kapdesk.store.archive import RECORD, SUFFIX, Anchor, Described, laid_out, not_good
from kapdesk.store.check import check_file, count_rows, first_look
from kapdesk.store.engine import Store
from kapdesk.store.key import VaultKeys

Step = Callable[[int, int], None]
_STEPS = 4
_LOOK_EVERY = 10_000  # steps of the library between two looks at a copy: some milliseconds
_HOUR = 3600
_OURS = re.compile(r"\.\d{4}-\d\d-\d\d_\d{6}_.*\.(?:db|zip)\.part")


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A backup that was opened and counted: where it lies, when it was made, and the rows of each table."""

    path: Path
    made_at: datetime
    counts: dict[str, int]


def no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


def make(
    store: Store, keys: VaultKeys, folder: Path, target: Path, now: datetime,
    *, suffix: str = "", step: Step = no_step,
) -> BackupResult:  # fmt: skip
    """Copy the record of `folder` into a new file in `target`; it gets its name only after it was proved.

    `step` may raise to stop. Raises BackupNotGood; what goes wrong leaves nothing behind.
    """
    step(0, _STEPS)
    name = f"{now:%Y-%m-%d_%H%M%S}_{keys.header.vault_id[:8]}{suffix}"
    part = f".{name}.{secrets.token_hex(4)}"
    copied, packed = target / f"{part}.db.part", target / f"{part}.zip.part"
    try:
        if not target.exists():
            durable.make_private_folder(target)
        _sweep(target)
        counts, anchor = _copy(store, copied, partial(step, 0, _STEPS))
        step(1, _STEPS)
        revision = checked(copied, store.raw_key, counts, keys.header.vault_id, anchor)
        step(2, _STEPS)
        said = archive.describe(copied, keys, now, revision, counts, anchor)
        archive.pack(packed, said, _header(folder, keys), copied)
        step(3, _STEPS)
        final = _free_name(target, name)
        packed.replace(final)
        durable.sync_folder(target)
    except (OSError, NotWritten, cipher.driver.Error) as error:
        raise BackupNotGood(_not_made(target, error)) from None
    finally:
        for left in (copied, packed):
            with suppress(OSError):
                left.unlink()
    return BackupResult(final, now, counts)


def copy_out(path: Path, target: Path) -> Path:
    """Copy a backup into another folder and read it back; raises BackupNotGood, leaving nothing behind."""
    final, part = target / path.name, target / f".{path.stem}.{secrets.token_hex(4)}.zip.part"
    try:
        if final.exists() and archive.digest(final) == archive.digest(path):
            return final
        shutil.copyfile(path, part)
        part.chmod(durable.PRIVATE_FILE)
        durable.sync_file(part)
        if archive.digest(part) != archive.digest(path):
            raise not_good("the second place gives back something else than was written")
        part.replace(final)
        durable.sync_folder(target)
    except OSError as error:
        raise BackupNotGood(_not_made(target, error)) from None
    finally:
        with suppress(OSError):
            part.unlink()
    return final


def check_backup(path: Path, passphrase: str, *, step: Step = no_step) -> BackupResult:
    """Open a backup as it would be opened in need: with the passphrase, every page, every row counted.

    Raises BackupNotGood, WrongPassphrase, KeyFileDamaged or NewerVersion.
    """
    step(0, _STEPS)
    with laid_out(path) as place:
        step(1, _STEPS)
        keys = key.open_with_passphrase(place, passphrase)
        try:
            return prove(place, keys, path, step=step)
        finally:
            keys.wipe()


def prove(place: Path, keys: VaultKeys, path: Path, *, step: Step = no_step) -> BackupResult:
    """Compare description, file, counts and audit trail of a laid-out backup.

    `step` may raise to stop. Raises BackupNotGood or NewerVersion.
    """
    said = archive.description(place, keys)
    record = place / RECORD
    if said.size != record.stat().st_size or said.sha256 != archive.digest(record):
        raise not_good("its record is not the one that was written")
    _refuse_other(said, keys)
    step(2, _STEPS)
    if checked(record, keys.db_key, said.counts, said.vault_id, said.anchor) != said.revision:
        raise not_good("its record has another shape than it says")
    step(3, _STEPS)
    return BackupResult(path, said.made_at, said.counts)


def _copy(store: Store, target: Path, still: Callable[[], None]) -> tuple[dict[str, int], Anchor]:
    """Copy the record as of one moment; return its rows and the end of its audit trail at that moment.

    Writers wait from the counting until the copy has begun to be written: from then on it sees its one moment
    whatever they write. `still` is asked all the while and may raise to stop.
    """
    with store.bare() as connection, ExitStack() as stack:
        stack.enter_context(_writers_waiting(store))
        counts = count_rows(connection)
        anchor = end_of_trail(connection, counts)
        watch = _Watch(target, stack.close, still)
        connection.set_progress_handler(watch.look, _LOOK_EVERY)
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except cipher.driver.Error:
            watch.tell()
            raise
    target.chmod(durable.PRIVATE_FILE)
    durable.sync_file(target)
    return counts, anchor


@dataclass(slots=True)
class _Watch:
    """Looks now and then at a copy that is being made: lets writers go once it has begun, and may stop it."""

    target: Path
    let_go: Callable[[], None]
    still: Callable[[], None]
    begun: bool = False
    why: BaseException | None = None

    def look(self) -> bool:
        """Say whether the copy is to be broken off."""
        try:
            self.still()
            if not self.begun and self.target.exists() and self.target.stat().st_size:
                self.begun = True
                self.let_go()
        except BaseException as error:  # noqa: BLE001 - told by `tell`, past the library that called this
            self.why = error
        return self.why is not None

    def tell(self) -> None:
        """Raise what broke the copy off, where that was not the library itself."""
        if self.why is not None:
            raise self.why


def end_of_trail(connection: Any, tables: dict[str, int]) -> Anchor:
    """Return number and seal of the last line of the audit trail; None where nothing was written yet."""
    if not tables.get("audit"):
        return None
    row = connection.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return {"seq": row[0], "mac": row[1]}


@contextmanager
def _writers_waiting(store: Store) -> Generator[None]:
    """Hold the right to write, without writing, to the end of the block."""
    with store.holding(), store.bare() as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def checked(copied: Path, raw: bytes, counts: dict[str, int], vault_id: str, anchor: Anchor) -> str:
    """Open a copied record with the key, check and count it; return its revision; raises BackupNotGood."""
    try:
        look = first_look(copied, raw, structure=False)
        report = check_file(copied, raw, copy=True)
    except KapdeskError:
        raise not_good("its record does not open") from None
    if not report.whole or look.vault_id != vault_id:
        raise not_good("its record did not pass its checks")
    if report.counts != counts:
        raise not_good("it does not hold as many rows as the record")
    if anchor is not None and _end_of(copied, raw, counts) != anchor:
        raise not_good("its audit trail has another end than the record had")
    return look.revision


def _end_of(copied: Path, raw: bytes, counts: dict[str, int]) -> Anchor:
    connection = cipher.connect_only_reading(copied, raw)
    try:
        return end_of_trail(connection, counts)
    finally:
        connection.close()


def _header(folder: Path, keys: VaultKeys) -> bytes:
    """Return the key file as it stands now, marked as closed, under its seal."""
    mac_key = keys.derive("header-mac")
    genuine = [copy for copy in keyfile.read(folder) if copy.sealed_with(mac_key)]
    if not genuine:
        raise keyfile.damaged()
    return keyfile.encode(replace(genuine[0].header, open_since=None), mac_key)


def _sweep(target: Path) -> None:
    """Remove what a backup that was killed half-way left behind an hour ago or earlier."""
    for part in target.glob(".*.part"):
        with suppress(FileNotFoundError):  # another backup has just put its own away
            if _OURS.fullmatch(part.name) and part.stat().st_mtime < time.time() - _HOUR:
                part.unlink()


def _free_name(target: Path, name: str) -> Path:
    """Return a path in the folder that nothing has yet."""
    path, number = target / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = target / f"{name}-{number}{SUFFIX}", number + 1
    return path


def _refuse_other(said: Described, keys: VaultKeys) -> None:
    """Raise BackupNotGood where key file and description are of different records."""
    if said.vault_id != keys.header.vault_id:
        raise not_good("its parts belong to different records")


def _not_made(target: Path, error: Exception) -> str:
    """Return the sentence for a backup that was not made."""
    why = (
        "the disk is full"
        if "full" in str(error) or getattr(error, "errno", 0) == errno.ENOSPC
        else "the disk refused it"
    )
    return (
        f"No backup was made in {target}: {why}. The record itself was not touched and earlier backups are "
        "still there. Make room, or connect the disk, and try again."
    )
