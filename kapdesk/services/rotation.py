"""A new key for the whole record, when somebody who knew the old one left or a sheet was lost."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Role
from kapdesk.services import audit
from kapdesk.services.held import freed_on_failure
from kapdesk.services.opening import Opened, open_record
from kapdesk.store import key, lock, members, rotation
from kapdesk.store.engine import FILE, Store
from kapdesk.store.key import SignIn, VaultKeys
from kapdesk.store.rotation import Rotated

BACKUPS_STAY = (
    "Backups made before today keep opening with the old passphrases, the old sheet and the old envelope. "
    "Make a new backup now, and destroy old ones that somebody who left may have."
)


@dataclass(frozen=True, slots=True)
class Done:
    """The record under its new key, open again, with the new recovery code and what else is different."""

    opened: Opened
    code: str
    sentences: tuple[str, ...]


def rotate(folder: Path, passphrase: str, *, clock: Clock, by: SignIn | None = None) -> Done:
    """Give a closed record a new key and open it again; takes seconds, and longer for a large record.

    Interrupted at any moment, the record opens as before or in the new way. Raises what opening raises, and
    Refused for who is no owner.
    """
    held = lock.take(folder)
    with freed_on_failure(held):
        keys = key.open_with_passphrase(folder, passphrase, by)
        _refuse_who_may_not(keys)
        second = key.second_of(keys, by)
        _retire_trail_key(folder, keys, clock.now())
        try:
            done = rotation.rotate(folder, keys, passphrase, second)
        finally:
            keys.wipe()
        again = key.open_with_passphrase(folder, passphrase, by)
        opened = open_record(folder, again, held, clock)
    return Done(opened, done.code, _sentences(done))


def _refuse_who_may_not(keys: VaultKeys) -> None:
    slot = members.find(keys.header, keys.user)
    if slot is None or slot.role_now != Role.OWNER.value:
        raise Refused("Only an owner can give the record a new key. Nothing was changed.")


def _retire_trail_key(folder: Path, keys: VaultKeys, now: datetime) -> None:
    """Keep what proves the audit trail so far, inside the encrypted record."""
    rotation.complete(folder, keys)
    store = Store(folder / FILE, keys.db_key)
    try:
        with store.write() as db:
            audit.retire(db, store.raw_key, now)
    finally:
        store.close()


def _sentences(done: Rotated) -> tuple[str, ...]:
    """Return what has to be known afterwards."""
    said = [
        "The record has a new key. The new recovery sheet is shown now; the old one opens nothing any more."
    ]
    if done.ended:
        said.append(
            f"{len(done.ended)} person(s) have to be given a new passphrase at this computer: nobody who is "
            "in could vouch for the new key to them."
        )
    if done.envelope_ended:
        said.append("The custody envelope opens nothing any more. Make a new one.")
    return (*said, BACKUPS_STAY)
