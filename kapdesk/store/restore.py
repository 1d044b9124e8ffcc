"""Bring a backup back: built new beside the record, proved, compared, swapped in; the old record is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kapdesk.domain.errors import BackupNotGood, KapdeskError
from kapdesk.store import cipher, durable, key, sealed
from kapdesk.store.archive import MANIFEST, RECORD, laid_out
from kapdesk.store.backup import BackupResult, prove
from kapdesk.store.check import count_rows
from kapdesk.store.key import VaultKeys

BACKUPS = "backups"
_NOT_WORDS = "setting"  # the time of the backup itself is noted there


@dataclass(frozen=True, slots=True)
class Comparison:
    """A backup beside the present record: rows in each, and how many of the present ones the backup has not.

    `now` is None where there is no present record or it does not open with the backup's keys.
    """

    backup: BackupResult
    now: dict[str, int] | None
    lost: dict[str, int]

    @property
    def loses(self) -> bool:
        """Say whether the present record holds rows that the backup has not."""
        return bool(self.lost)


@dataclass(frozen=True, slots=True)
class Restored:
    """A record that was brought back, and where the one before it is kept."""

    comparison: Comparison
    kept: Path | None


def compare(path: Path, folder: Path, passphrase: str) -> Comparison:
    """Prove a backup and count what would be lost by restoring it; changes nothing."""
    with laid_out(path) as place:
        keys = key.open_with_passphrase(place, passphrase)
        try:
            return _compared(prove(place, keys, path), folder, keys)
        finally:
            keys.wipe()


def restore(
    path: Path,
    folder: Path,
    passphrase: str,
    now: datetime,
    *,
    agree: Callable[[Comparison], None],
    let_go: Callable[[], None],
) -> Restored:
    """Put a backup in the place of a record and keep the old one beside it.

    `agree` sees the comparison and raises to stop; `let_go` frees the lock just before the swap. Raises
    BackupNotGood, WrongPassphrase; until the swap nothing of the old record is touched.
    """
    durable.make_private_folder(folder.parent)
    with laid_out(path, beside=folder.parent) as place:
        keys = key.open_with_passphrase(place, passphrase)
        try:
            comparison = _compared(prove(place, keys, path), folder, keys)
        finally:
            keys.wipe()
        _refuse_journal(place)
        agree(comparison)
        (place / MANIFEST).unlink()
        durable.sync_folder(place)
        let_go()
        kept = swap(place, folder, now, "before-restore")
    if kept:
        carry_over(kept, folder)
    return Restored(comparison, kept)


def _compared(result: BackupResult, folder: Path, keys: VaultKeys) -> Comparison:
    """Count the present record with the backup's keys, where they open it."""
    now = None
    record = folder / RECORD
    if record.exists():
        try:
            connection = cipher.connect_only_reading(record, keys.db_key)
            try:
                now = count_rows(connection)
            finally:
                connection.close()
        except (KapdeskError, cipher.driver.Error):
            now = None
    lost = {
        name: rows - result.counts.get(name, 0) for name, rows in (now or {}).items() if name != _NOT_WORDS
    }
    return Comparison(result, now, {name: rows for name, rows in lost.items() if rows > 0})


def _refuse_journal(place: Path) -> None:
    """Raise BackupNotGood where a journal stands beside the new file: it would be taken into it."""
    for ending in ("-wal", "-shm", "-journal"):
        beside = place / f"{RECORD}{ending}"
        if beside.exists() and beside.stat().st_size and ending != "-shm":
            raise BackupNotGood(
                "The backup left a journal behind when it was opened, so it was not used. Try again."
            )
        beside.unlink(missing_ok=True)


def swap(place: Path, folder: Path, now: datetime, why: str) -> Path | None:
    """Give the old record another name and the new one its place; on failure the old one is put back.

    `why` stands in the name under which the old record is kept; raises BackupNotGood.
    """
    kept = None
    if folder.exists():
        kept = _free(folder.with_name(f"{folder.name}-{why}-{now:%Y-%m-%d_%H%M%S}"))
        folder.rename(kept)
    try:
        place.rename(folder)
    except OSError:
        if kept:
            kept.rename(folder)
        raise BackupNotGood(
            "The new record could not be put in place, so the old one was left there."
        ) from None
    durable.sync_folder(folder.parent)
    return kept


def carry_over(kept: Path, folder: Path) -> None:
    """Move backups and sealed drafts to the record that is in use now."""
    for name in (BACKUPS, sealed.FOLDER):
        if (kept / name).is_dir():
            (kept / name).rename(folder / name)
    durable.sync_folder(folder)


def _free(path: Path) -> Path:
    """Return a name that nothing has yet."""
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = path.with_name(f"{path.name}-{number}"), number + 1
    return candidate
