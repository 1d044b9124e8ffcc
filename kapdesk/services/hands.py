"""The hand of one person: their own signing key, opened with their passphrase for one act and then let go."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import anchors
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_stage import PASSPHRASE
from kapdesk.store import key
from kapdesk.store.engine import Store
from kapdesk.store.key import VaultKeys

WRONG = "This passphrase is not the one. Nothing was signed. Type it again."


@dataclass(frozen=True, slots=True, repr=False)
class Hand:
    """Who signs, with which public key, and how; `let_go` overwrites what was opened."""

    person: UUID
    public: bytes
    sign: Callable[[bytes], bytes]
    let_go: Callable[[], None]


def take(record: Record, passphrase: str) -> Hand:
    """Open somebody's own key with their passphrase; takes the 0.5 s of the derivation.

    When it is let go, the key file names the line with which the audit trail ends: a record set back to
    before what was signed is noticed at the next unlock. Raises WrongPassphrase, KeyFileDamaged and
    RecordMissing.
    """
    keys = _keys(record.store.path.parent, typed(record, passphrase))
    return replace(of_keys(keys), let_go=partial(_let_go, record.store, keys))


def open_with(folder: Path, passphrase: str) -> Hand:
    """Open somebody's own key from the key file in a folder."""
    return of_keys(_keys(folder, passphrase))


def _keys(folder: Path, passphrase: str) -> VaultKeys:
    try:
        return key.open_with_passphrase(folder, passphrase)
    except WrongPassphrase:
        raise WrongPassphrase(WRONG) from None


def _let_go(store: Store, keys: VaultKeys) -> None:
    anchors.keep(store, store.path.parent, keys)
    keys.wipe()


def of_keys(keys: VaultKeys) -> Hand:
    """Return the hand of the person whose keys are open; raises Refused after the recovery sheet."""
    if keys.own is None:
        raise Refused("The recovery sheet signs nothing. Nothing was signed. Use your own passphrase.")
    return Hand(UUID(keys.user), keys.own.sign_public, keys.sign, keys.wipe)


def typed(record: Record, passphrase: str) -> str:
    """Return the passphrase that was typed; the practice room has one that is no secret."""
    if record.rehearsal and not passphrase:
        return PASSPHRASE
    return passphrase
