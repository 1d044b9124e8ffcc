"""A key file on a stick that is wanted beside one's own passphrase: made, tried, and given up again."""

from pathlib import Path

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import audit
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import WRONG
from kapdesk.services.record import Record
from kapdesk.store import key, members, second_secret
from kapdesk.store.second_secret import Finder, KeyFileNotThere

__all__ = ["KeyFileNotThere", "is_there", "is_wanted", "make", "remove"]

HOW_TO = (
    "The stick is needed at every sign-in from now on. If it is lost, the recovery sheet opens the record. "
    "Never leave it in the computer."
)


def is_wanted(opened: Opened) -> bool:
    """Return whether this person's sign-in wants a key file."""
    return key.slot_of(opened.keys.header, opened.keys.user).second is not None


def make(record: Record, opened: Opened, passphrase: str, stick: Path) -> Change:
    """Write a new key file into a folder, and want it from now on; takes twice the 0.5 s of the derivation.

    The file is read back before the key file is rewritten. Raises WrongPassphrase and Refused.
    """
    _refuse_beside_record(opened, stick)
    if not key.proves(opened.keys, passphrase):
        raise WrongPassphrase(WRONG)
    secret = second_secret.make(stick)
    key.set_passphrase(opened.folder, opened.keys, passphrase, second=secret)
    return _told(record)


def is_there(opened: Opened, find: Finder | None = None) -> bool:
    """Return whether the key file that is wanted is on a disk that can be seen now."""
    slot = key.slot_of(opened.keys.header, opened.keys.user)
    return slot.second is not None and bool((find or second_secret.finder())(slot.second.id))


def remove(record: Record, opened: Opened, passphrase: str, find: Finder | None = None) -> Change:
    """Want the passphrase alone again; raises WrongPassphrase, and KeyFileNotThere without the stick."""
    if not key.proves(opened.keys, passphrase, find):
        raise WrongPassphrase(WRONG)
    key.set_passphrase(opened.folder, opened.keys, passphrase)
    return _told(record)


def _refuse_beside_record(opened: Opened, stick: Path) -> None:
    folder, chosen = opened.folder.resolve(), stick.resolve()
    if chosen == folder or folder in chosen.parents or chosen in folder.parents:
        raise Refused(
            "A key file beside the record protects nothing. Nothing was changed. Choose the stick itself."
        )
    if not members.people(opened.keys.header):
        raise Refused("Nobody signs in with a passphrase here. Nothing was changed.")


def _told(record: Record) -> Change:
    audit.log(record, Action.SECOND_SECRET)
    return Change(Topic.SETTING)
