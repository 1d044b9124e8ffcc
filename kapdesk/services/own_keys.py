"""What opens the record for the person who is in: the own passphrase, and the recovery sheet of all."""

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import WrongPassphrase
from kapdesk.services import audit, recovery_trials
from kapdesk.services.opening import Opened
from kapdesk.services.passphrases import refuse_weak
from kapdesk.services.reauthentication import WRONG, Confirmation, Purpose, require
from kapdesk.services.record import Record
from kapdesk.store import key


def change_passphrase(record: Record, opened: Opened, old: str, new: str) -> Change:
    """Let another passphrase open the record for this person; old backups keep opening with the old one.

    Own keys stay as they are. Raises Refused for a weak one and WrongPassphrase for another old one.
    """
    refuse_weak(new, (record.author.name,))
    if not key.proves(opened.keys, old):
        raise WrongPassphrase(WRONG)
    key.set_passphrase(opened.folder, opened.keys, new, second=key.second_of(opened.keys))
    audit.log(record, Action.PASSPHRASE_CHANGED, "person", record.author.id)
    return Change(Topic.SETTING)


def new_sheet(record: Record, opened: Opened, said: Confirmation) -> str:
    """End the old recovery sheet and return the code of a new one, which is never shown again."""
    require(said, record.author.id, Purpose.KEYS, record.now())
    code = key.set_recovery(opened.folder, opened.keys)
    recovery_trials.remember(record, code)
    audit.log(record, Action.RECOVERY_MADE)
    return code
