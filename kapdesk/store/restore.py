"""Bring a backup back: built new beside the record, proved, compared, swapped in; the old record is kept."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kapdesk.domain.errors import BackupNotGood, KapdeskError
from kapdesk.store import cipher, durable, sealed
from kapdesk.store.archive import MANIFEST, RECORD, laid_out
from kapdesk.store.backup import BackupResult, Step, no_step, prove
from kapdesk.store.check import count_rows
from kapdesk.store.custody import Sheets, open_with
from kapdesk.store.key import VaultKeys
from kapdesk.store.newer import Newer, newer

BACKUPS = "backups"
_NOT_WORDS = ("setting", "audit")  # what a backup itself leaves behind stands there
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """A backup beside the present record: rows in each, and how many of the present ones the backup has not.

    `now` is None where there is no present record or it does not open with the backup's keys.
    """

    backup: BackupResult
    now: dict[str, int] | None
    lost: dict[str, int]
    newer: tuple[Newer, ...] = ()

    @property
    def loses(self) -> bool:
        """Say whether the present record holds rows, or later forms of rows, that the backup has not."""
        return bool(self.lost or self.newer)


@dataclass(frozen=True, slots=True)
class Restored:
    """A record that was brought back, and where the one before it is kept."""

    comparison: Comparison
    kept: Path | None


def compare(path: Path, folder: Path, secret: str | Sheets, *, step: Step = no_step) -> Comparison:
    """Prove a backup and say what restoring it would lose; changes nothing. `step` may raise to stop."""
    step(0, _STEPS)
    with laid_out(path) as place:
        step(1, _STEPS)
        keys = open_with(place, secret)
        try:
            return _compared(prove(place, keys, path, step=step), place, folder, keys)
        finally:
            keys.wipe()


def restore(
    path: Path,
    folder: Path,
    secret: str | Sheets,
    now: datetime,
    *,
    agree: Callable[[Comparison], None],
    let_go: Callable[[], None],
    step: Step = no_step,
) -> Restored:
    """Put a backup in the place of a record and keep the old one beside it.

    `agree` sees the comparison and raises to stop; `let_go` frees the lock just before the swap. Raises
    BackupNotGood, WrongPassphrase; until the swap nothing of the old record is touched, and `step` may raise
    to stop.
    """
    step(0, _STEPS)
    durable.make_private_folder(folder.parent)
    with laid_out(path, beside=folder.parent) as place:
        step(1, _STEPS)
        keys = open_with(place, secret)
        try:
            comparison = _compared(prove(place, keys, path, step=step), place, folder, keys)
        finally:
            keys.wipe()
        _refuse_journal(place)
        agree(comparison)
        step(_STEPS, _STEPS)
        (place / MANIFEST).unlink()
        durable.sync_folder(place)
        let_go()
        kept = swap(place, folder, now, "before-restore")
    if kept:
        carry_over(kept, folder)
    return Restored(comparison, kept)


def _compared(result: BackupResult, place: Path, folder: Path, keys: VaultKeys) -> Comparison:
    """Count the present record with the backup's keys, where they open it."""
    now, beyond = None, ()
    record = folder / RECORD
    if record.exists():
        try:
            with (
                closing(cipher.connect_only_reading(record, keys.db_key)) as present,
                closing(cipher.connect_only_reading(place / RECORD, keys.db_key)) as backup,
            ):
                now = count_rows(present)
                beyond = newer(present, backup)
        except (KapdeskError, cipher.driver.Error):
            now, beyond = None, ()
    lost = {
        name: rows - result.counts.get(name, 0)
        for name, rows in (now or {}).items()
        if name not in _NOT_WORDS
    }
    return Comparison(result, now, {name: rows for name, rows in lost.items() if rows > 0}, beyond)


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
