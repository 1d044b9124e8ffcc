"""The record as a whole: make it, open it, lock it, and change what opens it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from kapdesk.domain.audit import Action
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import RecordDamaged, RecordMissing
from kapdesk.services.founding import Beginning, found
from kapdesk.services.held import freed_on_failure, locked
from kapdesk.services.opening import Opened, enter, open_record
from kapdesk.services.passphrases import Strength, judge, refuse_weak
from kapdesk.store import cipher, custody, key, keyfile, lock, members
from kapdesk.store.derivation import FLOOR, Cost
from kapdesk.store.engine import FILE
from kapdesk.store.key import SignIn

__all__ = [
    "FLOOR",
    "AtTheDoor",
    "Opened",
    "SignIn",
    "Strength",
    "VaultState",
    "at_the_door",
    "change_passphrase",
    "create",
    "inspect",
    "judge",
    "new_recovery",
    "unlock",
    "unlock_with_recovery",
]


class VaultState(StrEnum):
    """What stands in a folder, as far as can be seen without a passphrase."""

    NOTHING = "nothing"
    READY = "ready"


def inspect(folder: Path) -> VaultState:
    """Look at a folder without any secret and without touching it.

    Raises RecordMissing, RecordDamaged, KeyFileDamaged or NewerVersion.
    """
    has_keys, has_file = keyfile.exists(folder), (folder / FILE).exists()
    if not has_keys and not has_file:
        _refuse_remains(folder)
        return VaultState.NOTHING
    if has_file:
        cipher.look(folder / FILE)
    keyfile.read(folder)
    cipher.look(folder / FILE)
    return VaultState.READY


def create(
    folder: Path,
    passphrase: str,
    *,
    vault_kind: str = "care",
    clinic: str,
    person_name: str,
    credential: str,
    zone: str,
    backup_folder: Path | None,
    clock: Clock,
    cost: Cost | None = None,
    person: UUID | None = None,
) -> tuple[Opened, str]:
    """Make a new record and open it; return it with the recovery code, which is never shown again.

    `cost` None measures this machine (0.5 to 0.7 s for each unlocking); FLOOR is for practice and tests.
    `person` is the id of the first clinician where it has to be the same each time, as in a rehearsal.
    Raises Refused (weak passphrase, no name, unknown zone), UnsuitablePlace (wrong place, or anything stands
    there).
    """
    beginning = Beginning(vault_kind, clinic, person_name, credential, zone, backup_folder, person)
    keys, code = found(folder, passphrase, beginning, clock, cost)
    held = lock.take(folder)
    with freed_on_failure(held):
        return open_record(folder, keys, held, clock), code


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What can be known before anybody signed in: whether several people do, and whether sheets are out."""

    several: bool
    envelope: bool


def at_the_door(folder: Path) -> AtTheDoor:
    """Look into the key file without any secret; raises RecordMissing, KeyFileDamaged or NewerVersion."""
    header = keyfile.read(folder)[0].header
    return AtTheDoor(len(members.people(header)) > 1, custody.slot(header) is not None)


def unlock(folder: Path, passphrase: str, *, clock: Clock, by: SignIn | None = None) -> Opened:
    """Open a record with a passphrase; takes the 0.5 s of the derivation for each sign-in that is tried.

    Raises WrongPassphrase, KeyFileNotThere (the stick), KeyFileDamaged, RecordDamaged, RecordMissing,
    NewerVersion, InUse, NotEncrypted; in none of these is anything created or changed.
    """
    _refuse_nothing(folder)
    held = lock.take(folder)
    with freed_on_failure(held):
        return open_record(folder, key.open_with_passphrase(folder, passphrase, by), held, clock)


def unlock_with_recovery(folder: Path, code: str, new_passphrase: str, *, clock: Clock) -> tuple[Opened, str]:
    """Open a record with the recovery sheet, then set a new passphrase; return it with a new code.

    The record is opened and wholly checked before anything secret is rewritten. Raises also Refused, naming a
    mistyped group or refusing a weak passphrase.
    """
    _refuse_nothing(folder)
    refuse_weak(new_passphrase)
    held = lock.take(folder)
    with freed_on_failure(held):
        opened = open_record(folder, key.open_with_code(folder, code), held, clock)
    try:
        new_code = _recovered(opened, new_passphrase)
    except BaseException:
        opened.close()
        raise
    enter(opened, clock, Action.RECOVERY_USED)
    return opened, new_code


def change_passphrase(folder: Path, old: str, new: str, by: SignIn | None = None) -> None:
    """Let another passphrase open the record, whether it is open or closed; the record is not rewritten.

    Raises Refused for a weak one and what `unlock` raises for the old one. Old backups keep opening with the
    old one.
    """
    _refuse_nothing(folder)
    refuse_weak(new)
    with locked(folder):
        keys = key.open_with_passphrase(folder, old, by)
        key.set_passphrase(folder, keys, new, second=key.second_of(keys, by))
        keys.wipe()


def new_recovery(folder: Path, passphrase: str, by: SignIn | None = None) -> str:
    """End the old recovery sheet and return the code of a new one, which is never shown again."""
    _refuse_nothing(folder)
    with locked(folder):
        keys = key.open_with_passphrase(folder, passphrase, by)
        code = key.set_recovery(folder, keys)
        keys.wipe()
    return code


def _recovered(opened: Opened, new_passphrase: str) -> str:
    """Check the record, then write the new passphrase and the new code in one go."""
    if not opened.store.verify().whole:
        raise RecordDamaged(
            "The recovery code is right, but the record is damaged, so no new passphrase was set. Nothing "
            "was deleted. Restore the newest good backup."
        )
    code = key.recover(opened.folder, opened.keys, new_passphrase)
    opened.person_id = UUID(opened.keys.user)
    return code


def _refuse_nothing(folder: Path) -> None:
    """Raise RecordMissing where no record stands, and what `inspect` raises."""
    if inspect(folder) is VaultState.NOTHING:
        raise RecordMissing(
            f"There is no record in {folder}. Nothing was created. Look whether the folder was moved or its "
            "disk is not connected; otherwise restore a backup."
        )


def _refuse_remains(folder: Path) -> None:
    """Raise RecordMissing where parts or forerunners of a record show that one was here."""
    parts = (f"{FILE}-wal", f"{FILE}-shm", "drafts", "backups")
    kept = sorted(folder.parent.glob(f"{folder.name}-before-restore-*")) if folder.parent.is_dir() else []
    if any((folder / name).exists() for name in parts) or (kept and not folder.exists()):
        where = f"; an earlier one is kept in {kept[-1]}" if kept else ""
        raise RecordMissing(
            f"There was a record in {folder} and its files are missing{where}. Nothing was created. "
            "Restore a backup, or put the files back."
        )
