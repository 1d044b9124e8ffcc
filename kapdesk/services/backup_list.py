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


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One backup file: where it lies, when it was made (UTC), its size in bytes."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where backups go, when the last good one was made, what went wrong last, and which there are."""

    folder: Path
    last_good: datetime | None
    problem: str
    kept: tuple[KeptBackup, ...]


def state(record: Record) -> BackupState:
    """Return how it stands with backups; a folder that is not there holds none."""
    said = settings.get(record, FOLDER)
    folder = Path(said) if said else record.store.path.parent / "backups"
    last = settings.get(record, LAST_GOOD)
    return BackupState(
        folder,
        datetime.fromisoformat(last) if last else None,
        settings.get(record, PROBLEM),
        _kept(record, folder),
    )


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
