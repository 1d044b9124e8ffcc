"""Which backups of this record lie in the folder for backups, how old and how large they are."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from kapdesk.services import settings
from kapdesk.services.record import Record
from kapdesk.store import thinning
from kapdesk.store.rows import VaultIdentityRow

FOLDER, LAST_GOOD, PROBLEM = "backup_folder", "backup.last_good", "backup.problem"
OUTSIDE, LAST_OUTSIDE = "backup.outside_folder", "backup.outside_last"
CHECKED, DAMAGED = "check.last_whole", "check.problem"


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One backup file: where it lies, when it was made (UTC), its size in bytes."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where backups go, when the last good one was made, what went wrong last, and which there are.

    `outside` is the second place and `outside_last` when the last copy reached it; `checked` is when every
    page of the record itself was last found whole, `damaged` whether a later check found damage.
    """

    folder: Path
    last_good: datetime | None
    problem: str
    kept: tuple[KeptBackup, ...]
    outside: Path | None = None
    outside_last: datetime | None = None
    checked: datetime | None = None
    damaged: bool = False


def state(record: Record) -> BackupState:
    """Return how it stands with backups; a folder that is not there holds none."""
    said = settings.get(record, FOLDER)
    folder = Path(said) if said else record.store.path.parent / "backups"
    outside = settings.get(record, OUTSIDE)
    return BackupState(
        folder,
        _time(record, LAST_GOOD),
        settings.get(record, PROBLEM),
        _kept(record, folder),
        Path(outside) if outside else None,
        _time(record, LAST_OUTSIDE),
        _time(record, CHECKED),
        bool(settings.get(record, DAMAGED)),
    )


def _time(record: Record, key: str) -> datetime | None:
    said = settings.get(record, key)
    return datetime.fromisoformat(said) if said else None


def _kept(record: Record, folder: Path) -> tuple[KeptBackup, ...]:
    with record.read() as db:
        vault_id = db.scalar(select(VaultIdentityRow.vault_id)) or ""
    found: list[KeptBackup] = []
    try:
        for made_at, path in thinning.ordinary(folder, vault_id):
            found.append(KeptBackup(path, made_at, path.stat().st_size))
    except OSError:
        return tuple(found)
    return tuple(found)
