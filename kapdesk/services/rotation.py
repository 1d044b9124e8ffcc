"""A new key for the whole record, when somebody who knew the old one left or a sheet was lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from kapdesk.domain.audit import Action
from kapdesk.domain.clock import Clock, show_moment
from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Role
from kapdesk.services import audit, backups, settings
from kapdesk.services.held import freed_on_failure
from kapdesk.services.opening import Opened, enter, open_record
from kapdesk.store import key, lock, members, restore, rewrap, rotation
from kapdesk.store.check import count_rows
from kapdesk.store.engine import FILE, Store
from kapdesk.store.key import SignIn, VaultKeys
from kapdesk.store.rewrap import GoesOn, Rewrapped
from kapdesk.store.rotation import Rotated

BACKUPS_STAY = (
    "Backups made before today keep opening with the old passphrases, the old sheet and the old envelope. "
    "Make a new backup now, and destroy old ones that somebody who left may have."
)
COPIES_STAY = (
    "Copies of backups that lie elsewhere keep opening with the old passphrases, the old sheet and the old "
    "envelope. Destroy those that somebody who left may have."
)


@dataclass(frozen=True, slots=True)
class Done:
    """The record under its new key, open again, with the new recovery code and what else is different."""

    opened: Opened
    code: str
    sentences: tuple[str, ...]


def within_reach(opened: Opened) -> tuple[Path, ...]:
    """Return the backups of this record in the first and the second place, and beside it."""
    outside = backups.outside_of(opened)
    folders = (backups.folder_of(opened), opened.folder / restore.BACKUPS, *((outside,) if outside else ()))
    return rewrap.found(folders, opened.vault_id)


def rotate(
    folder: Path, passphrase: str, *, clock: Clock, by: SignIn | None = None,
    also_backups: GoesOn | None = None,
) -> Done:  # fmt: skip
    """Give a closed record a new key and open it again; takes seconds, and longer for a large record.

    With `also_backups` the backups within reach get the new key as well; it is told how many of how many are
    done and returns whether to go on. Interrupted at any moment, the record and each backup open as before or
    in the new way. Raises what opening raises, and Refused for who is no owner.
    """
    held = lock.take(folder)
    with freed_on_failure(held):
        keys = key.open_with_passphrase(folder, passphrase, by)
        try:
            _refuse_who_may_not(keys)
            second = key.second_of(keys, by)
            _retire_trail_key(folder, keys, clock.now())
            done = rotation.rotate(folder, keys, passphrase, second)
            opened = open_record(folder, key.open_with_passphrase(folder, passphrase, by), held, clock)
            enter(opened, clock, Action.KEY_ROTATED)
            by_word = partial(_opened_by_word, passphrase, by)
            came = _rewrapped(opened, keys, by_word, clock, also_backups) if also_backups else None
        finally:
            keys.wipe()
    return Done(opened, done.code, (*_sentences(done), *_of_backups(opened, came)))


def _rewrapped(
    opened: Opened, old: VaultKeys, by_word: rewrap.ByWord, clock: Clock, goes_on: GoesOn
) -> Rewrapped:
    """Give the backups within reach the new key, and write into the trail how many got it."""
    paths, prepare = within_reach(opened), partial(_retire_in_backup, clock.now())
    came = rewrap.rewrap(paths, old, opened.keys, prepare=prepare, by_word=by_word, goes_on=goes_on)
    if came.done:
        enter(opened, clock, Action.KEY_ROTATED, "backup", len(came.done))
    return came


def _opened_by_word(passphrase: str, by: SignIn | None, place: Path) -> VaultKeys:
    """Open a backup of an earlier key with the passphrase of who is in."""
    return key.open_with_passphrase(place, passphrase, by)


def _refuse_who_may_not(keys: VaultKeys) -> None:
    slot = members.find(keys.header, keys.user)
    if slot is None or slot.role_now != Role.OWNER.value:
        raise Refused("Only an owner can give the record a new key. Nothing was changed.")


def _retire_trail_key(folder: Path, keys: VaultKeys, now: datetime) -> None:
    """Keep what proves the audit trail so far, inside the encrypted record."""
    rotation.complete(folder, keys)
    _retire_in_backup(now, folder, keys)


def _retire_in_backup(now: datetime, place: Path, keys: VaultKeys) -> None:
    """Keep what proves the audit trail inside the record that stands in a folder, if it has a trail."""
    store = Store(place / FILE, keys.db_key)
    try:
        with store.bare() as connection:
            has_trail = "audit" in count_rows(connection)
        if not has_trail:  # a backup of a version that wrote no trail yet
            return
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
    return tuple(said)


def _of_backups(opened: Opened, came: Rewrapped | None) -> tuple[str, ...]:
    """Return what has to be known of the backups; those that were left are named by their dates."""
    if came is None:
        return (BACKUPS_STAY,)
    said = [f"{len(came.done)} backup(s) open in the new way only: they were built anew and proved."]
    if came.left:
        said.append(f"{len(came.left)} backup(s) keep opening the old way: {_named(opened, came.left)}.")
    return (*said, COPIES_STAY)


def _named(opened: Opened, left: Sequence[rewrap.Left]) -> str:
    with opened.store.read() as db:
        zone = settings.value(db, "zone", "UTC")
    return "; ".join(f"{show_moment(one.made_at, zone)} ({one.why})" for one in left)
