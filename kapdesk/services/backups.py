"""Backups: made, proved, counted, thinned, tried out, and brought back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kapdesk.domain.clock import Clock, show_moment
from kapdesk.domain.errors import Refused
from kapdesk.services import anchors, restoring
from kapdesk.services.vault import Opened
from kapdesk.store import backup, location, lock, thinning
from kapdesk.store import restore as bringing_back
from kapdesk.store.backup import BackupResult, Step
from kapdesk.store.custody import Sheets
from kapdesk.store.engine import Store
from kapdesk.store.restore import Comparison, Restored

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = [
    "BackupResult",
    "Comparison",
    "LastBackup",
    "Restored",
    "Sheets",
    "check",
    "compare",
    "copy_out",
    "folder_of",
    "last_good",
    "make",
    "outside_of",
    "restore",
]

LAST_GOOD = "backup.last_good"
LAST_OUTSIDE = "backup.outside_last"
FOLDER = "backup_folder"
OUTSIDE = "backup.outside_folder"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the last good backup was made; None when there never was one."""

    at: datetime | None

    def age_days(self, now: datetime) -> int | None:
        """Return how many whole days ago that was."""
        return None if self.at is None else max((now - self.at).days, 0)


def make(
    opened: Opened,
    folder: Path | None = None,
    *,
    clock: Clock,
    suffix: str = "",
    step: Step = backup.no_step,
) -> BackupResult:
    """Make a backup, prove it, note its time in the record, and thin the older ones.

    Without a folder, the one from the settings is used. A `suffix` (such as `-before-import`) keeps it out of
    the thinning. Takes a second for each 100 MB: run it as a job; `step` may raise to stop it. Raises
    BackupNotGood.
    """
    target = folder or folder_of(opened)
    now = clock.now()
    result = backup.make(opened.store, opened.keys, opened.folder, target, now, suffix=suffix, step=step)
    _note(opened.store, LAST_GOOD, now)
    anchors.keep(opened.store, opened.folder, opened.keys)
    thinning.thin(target, opened.vault_id, spared=result.path)
    return result


def copy_out(opened: Opened, result: BackupResult, *, clock: Clock) -> Path | None:
    """Copy a good backup to the second place, read the copy back, and note when that was.

    Returns None where no second place is set or its disk is not connected: its age is shown. Raises
    BackupNotGood where the disk is there and did not take it.
    """
    outside = outside_of(opened)
    if outside is None or not outside.is_dir():
        return None
    copied = backup.copy_out(result.path, outside)
    _note(opened.store, LAST_OUTSIDE, clock.now())
    thinning.thin(outside, opened.vault_id, spared=copied)
    return copied


def outside_of(opened: Opened) -> Path | None:
    """Return the second place for backups, None where none is set."""
    with opened.store.read() as db:
        said = _setting(db, OUTSIDE)
    return Path(said) if said else None


def last_good(store: Store) -> LastBackup:
    """Return when the last good backup was made."""
    with store.read() as db:
        said = _setting(db, LAST_GOOD)
    return LastBackup(datetime.fromisoformat(said) if said else None)


def folder_of(opened: Opened) -> Path:
    """Return the folder that the settings name for backups."""
    with opened.store.read() as db:
        said = _setting(db, FOLDER)
    return Path(said) if said else opened.folder / bringing_back.BACKUPS


def check(path: Path, passphrase: str, *, step: Step = backup.no_step) -> BackupResult:
    """Really open a backup: passphrase, every page, every row; `step` may raise to stop.

    Raises BackupNotGood, WrongPassphrase, KeyFileDamaged or NewerVersion.
    """
    return backup.check_backup(path, passphrase, step=step)


def compare(path: Path, folder: Path, passphrase: str, *, step: Step = backup.no_step) -> Comparison:
    """Prove a backup and count what restoring it over the record in `folder` would lose; changes nothing."""
    return bringing_back.compare(path, folder, passphrase, step=step)


def restore(
    path: Path,
    folder: Path,
    secret: str | Sheets,
    *,
    clock: Clock,
    lose: bool = False,
    step: Step = backup.no_step,
) -> Restored:
    """Put a backup in the place of the record in `folder`; the old record is kept beside it.

    The secret is a passphrase, or two custody sheets, that opened the record when the backup was made.
    Raises Refused when rows would be lost (or the present record cannot be counted) and `lose` was not said,
    InUse while the record is open, BackupNotGood, WrongPassphrase, UnsuitablePlace; `step` may raise to stop,
    and then nothing was changed.
    """
    location.refuse_unsuitable(folder)
    location.refuse_full(folder)
    held = lock.take(folder) if folder.is_dir() else None

    def agree(comparison: Comparison) -> None:
        if not lose:
            _refuse_loss(comparison, folder)

    def let_go() -> None:
        if held:
            held.release()

    try:
        done = bringing_back.restore(path, folder, secret, clock.now(), agree=agree, let_go=let_go, step=step)
    finally:
        let_go()
    restoring.replaced(folder, restoring.RESTORED)
    return done


def _refuse_loss(comparison: Comparison, folder: Path) -> None:
    """Raise Refused where the present record holds more than the backup, or cannot be counted."""
    made = show_moment(comparison.backup.made_at, "UTC")
    if comparison.now is None and (folder / "vault.db").exists():
        raise Refused(
            f"The backup of {made} UTC is good. The present record cannot be counted, so what it holds "
            "beyond the backup is unknown. Nothing was changed. Say that it may be replaced; it will "
            "be kept beside the new one."
        )
    if comparison.loses:
        raise Refused(
            f"The backup of {made} UTC is good, but the present record holds what it has not "
            f"({restoring.in_short(comparison)}). Nothing was changed. Say that it may be replaced; it will "
            "be kept beside the new one."
        )


def _note(store: Store, key: str, now: datetime) -> None:
    """Write the time of a good backup, or of its outside copy, into the record."""
    from kapdesk.store.rows import SettingRow

    with store.write() as db:
        db.merge(SettingRow(key=key, value=now.isoformat(), changed_at=now, changed_by=None))


def _setting(db: "Session", name: str) -> str:
    """Return one setting, empty where it was never set."""
    from kapdesk.store.rows import SettingRow

    row = db.get(SettingRow, name)
    return row.value if row else ""
