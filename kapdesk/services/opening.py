"""An open record, and the one order in which a record is opened: look, compare, update, mark."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError, NotFound, RecordDamaged, Refused
from kapdesk.store import ballast, cipher, key, last_seen, location, members, rotation
from kapdesk.store.check import FirstLook, first_look
from kapdesk.store.engine import FILE, Store
from kapdesk.store.key import VaultKeys
from kapdesk.store.keyfile import Header
from kapdesk.store.lock import VaultLock

if TYPE_CHECKING:
    from kapdesk.domain.audit import Action

CHECKED_AT_ONCE = 50 * 1024 * 1024
UNCLEAN = (
    "kapdesk was not closed in the ordinary way last time, and the journal that held its last minutes is "
    "gone. Compare what was written last with your memory, and look at the newest backup."
)
NOT_TAKEN = (
    "The disk of this record takes nothing just now: it is full, failing or read-only. What was written can "
    "be read; new words wait on the screen. Make room on that disk."
)


@dataclass(slots=True, repr=False)
class Opened:
    """An open record; `close()` lets everything go. `notices` are sentences to show once after opening."""

    store: Store
    keys: VaultKeys
    folder: Path
    kind: str
    person_id: UUID
    notices: tuple[str, ...]
    structure_checked: bool
    _lock: VaultLock

    @property
    def vault_id(self) -> str:
        """Return the record's id."""
        return self.keys.header.vault_id

    @property
    def sign_ins(self) -> tuple[str, ...]:
        """Return the ids of who may sign in."""
        return tuple(slot.user for slot in members.people(self.keys.header))

    @property
    def draft_public(self) -> bytes:
        """Return the key to which words are sealed when the disk refuses them."""
        return self.keys.header.draft_public

    def remember(self) -> None:
        """Let this computer remember how far the record is, so that an older copy of it is noticed."""
        last_seen.note(self.folder, self.keys, last_seen.count(self.store))

    def close(self) -> None:
        """Empty the journal, note the ordinary end, close every connection, wipe the keys, free the lock."""
        if not self.store.closed:
            counts = last_seen.count(self.store)
            with contextlib.suppress(OSError, KapdeskError, cipher.driver.Error):
                end = _end_of_trail(self.store)
                if self.store.finish():
                    key.amend(self.folder, self.keys, partial(_session_ended, end))
                    last_seen.note(self.folder, self.keys, counts)
            self.store.close()
            self.keys.wipe()
        self._lock.release()


def open_record(folder: Path, keys: VaultKeys, held: VaultLock, clock: Clock) -> Opened:
    """Open the file with keys that are right; a file that is not wholly right is not written to.

    A full disk keeps nobody out: what was written can be read. Raises RecordMissing, RecordDamaged,
    NewerVersion, NotEncrypted, NotWritten (a disk that takes nothing at all).
    """
    from kapdesk.store import migrate

    path = folder / FILE
    rotation.complete(folder, keys)
    said, checked = _looked_at(path, keys)
    ballast.make_room(folder)
    unclean = bool(keys.header.open_since)
    gone = unclean and not (folder / f"{FILE}-wal").exists()
    if said.revision != migrate.HEAD:
        migrate.refuse_newer(said.revision)
        _update(folder, keys, clock)
    store = Store(path, keys.db_key)
    try:
        with contextlib.suppress(cipher.driver.Error):  # a full disk: the journal is read where it stands
            store.checkpoint()
        with store.read() as db:
            db.connection()  # from here on a journal stands beside the file, until the ordinary end
        _agree(store, keys)
        notices = last_seen.look(folder, keys, store, unclean=unclean) or ((UNCLEAN,) if gone else ())
        notices += _mark_open(folder, keys, clock.now())
        rotation.let_old_go(folder)
    except BaseException:
        store.close()
        raise
    notices += location.short_of_room(folder)
    return Opened(store, keys, folder, said.kind, _person(keys), notices, checked, held)


def enter(
    opened: Opened, clock: Clock, action: "Action", of_kind: str = "", count: int | None = None
) -> None:
    """Write into the trail by which way somebody came in; a disk that takes nothing keeps nobody out."""
    from kapdesk.content import Content
    from kapdesk.services import audit, people, settings
    from kapdesk.services.record import Record

    with contextlib.suppress(KapdeskError):
        with opened.store.read() as db:
            author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
        audit.log(Record(opened.store, Content(), clock, author, zone), action, of_kind, count=count)


def _looked_at(path: Path, keys: VaultKeys) -> tuple[FirstLook, bool]:
    """Read identity and shape without changing a byte; check the structure of all but large files."""
    cipher.look(path)
    small = path.stat().st_size <= CHECKED_AT_ONCE
    said = first_look(path, keys.db_key, structure=small)
    if (said.vault_id, said.kind) != (keys.header.vault_id, keys.header.kind):
        raise RecordDamaged(
            "The key file and the record in this folder belong to different records. Nothing was changed. "
            "Put the two files of one record together again, or restore a backup."
        )
    return said, small


def _update(folder: Path, keys: VaultKeys, clock: Clock) -> None:
    """Bring an older record to this version's shape, after a copy of it was made and checked."""
    from kapdesk.store import backup, migrate

    before = Store(folder / FILE, keys.db_key)
    try:
        backup.make(before, keys, folder, folder / "backups", clock.now(), suffix="-before-update")
    finally:
        before.close()
    migrate.upgrade(folder / FILE, keys.db_key)


def _mark_open(folder: Path, keys: VaultKeys, now: datetime) -> tuple[str, ...]:
    """Mark the record as open; a disk that takes nothing keeps nobody from reading, and is told."""
    try:
        key.heal(folder, keys)
        key.amend(folder, keys, _session_began(now, keys))
    except OSError:
        return (NOT_TAKEN,)
    return ()


def _session_began(now: datetime, keys: VaultKeys) -> Callable[[Header], Header]:
    """Return the change that marks the record as open, and takes in what waited for this person."""

    def change(header: Header) -> Header:
        taken = header if keys.renewed is None else key.swapped(header, keys.slot, keys.renewed)
        return replace(taken, open_since=now.isoformat())

    return change


def _session_ended(end: dict[str, Any] | None, header: Header) -> Header:
    """Mark the record as closed in the ordinary way, and name the line its audit trail ended with."""
    return replace(header, open_since=None, anchor=end or header.anchor)


def _end_of_trail(store: Store) -> dict[str, Any] | None:
    from kapdesk.services import anchors

    return anchors.for_header(store)


def _agree(store: Store, keys: VaultKeys) -> None:
    """Hold the role in the key file against the one in the record; one that was changed half is finished.

    Raises Refused for somebody who was removed, and RecordDamaged where the two do not agree.
    """
    from kapdesk.store.rows import PersonRow

    slot = members.find(keys.header, keys.user)
    if slot is None:
        return
    with store.read() as db:
        row = db.get(PersonRow, UUID(slot.user))
    if row is None or row.removed_at is not None:
        raise Refused(
            "This sign-in was ended by the owner of the record. Nothing was changed. Ask the owner."
        )
    if row.role == slot.role_now:
        return
    if row.role != slot.role:
        raise RecordDamaged(
            "The key file and the record do not agree about the role of this person, so the record was not "
            "opened. Nothing was changed. Let the owner sign in and set the role again."
        )
    with store.write() as db:  # an owner vouched for it in the key file, and the program ended before this
        db.get_one(PersonRow, row.id).role = slot.role_now


def _person(keys: VaultKeys) -> UUID:
    """Return whose slot was opened; after the recovery sheet or the envelope, the first owner's."""
    if not keys.user and not members.people(keys.header):
        raise NotFound("The key file names nobody who may open this record. Nothing was changed.")
    return UUID(keys.user or key.slot_of(keys.header, "").user)
