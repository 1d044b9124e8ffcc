"""A new master key for the whole record: a new file, proved, put in place; the old one stays until then."""

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from kapdesk.domain.errors import KapdeskError, NotWritten, RecordDamaged
from kapdesk.store import cipher, durable, keyfile, recovery, sealed
from kapdesk.store.check import check_file, count_rows, first_look
from kapdesk.store.derivation import KEY_BYTES, SALT_BYTES, Cost
from kapdesk.store.engine import FILE
from kapdesk.store.key import VaultKeys, draft_public, keepers
from kapdesk.store.keyfile import Header, succession
from kapdesk.store.members import signer
from kapdesk.store.slots import Holder, Slot, SlotKind, clinician_slot, new_own_keys, promise, recovery_slot

NEXT, BEFORE = f"{FILE}.next", f"{FILE}.before"
_JOURNALS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of it: the new recovery code, and whose way in ended because nobody could vouch for it."""

    code: str
    ended: tuple[str, ...]
    envelope_ended: bool
    counts: dict[str, int]


def rotate(
    folder: Path, keys: VaultKeys, passphrase: str, second: bytes = b"", cost: Cost | None = None
) -> Rotated:
    """Give the record a new master key; the caller holds the lock and no connection is open.

    `keys` were opened by an owner with `passphrase`. Until the key file is written the old key opens the old
    file; from then on the new key opens the new one, whatever happens in between. Raises RecordDamaged,
    NotWritten, Refused.
    """
    signer(keys)
    master = secrets.token_bytes(KEY_BYTES)
    code = recovery.new_code()
    header, ended, envelope = _next_header(keys, master, passphrase, second, code, cost)
    new = VaultKeys(bytearray(master), header, keys.user, keys.own)
    try:
        counts = _export(folder, keys, new)
        waiting, _damaged = sealed.found(folder, keys)
        for draft in waiting:
            sealed.put(folder, draft.content, header.draft_public)
        keyfile.write(folder, header, new.derive("header-mac"))
        complete(folder, new)
        for draft in waiting:
            sealed.drop(draft)
    except OSError:
        raise NotWritten(
            "The record could not be given a new key: the disk refused it. It opens as before, or, where the "
            "work was finished already, in the new way. Make room on the disk and try again."
        ) from None
    finally:
        new.wipe()
    return Rotated(recovery.written(code), ended, envelope, counts)


def complete(folder: Path, keys: VaultKeys) -> None:
    """Finish what an interruption left: put the new file in place, or remove one that was never meant."""
    waiting, record = folder / NEXT, folder / FILE
    if not waiting.exists():
        return
    if record.exists() and _opens(record, keys):
        _remove(waiting)
    elif _opens(waiting, keys):
        _put_in_place(folder)


def let_old_go(folder: Path) -> None:
    """Remove the file with the old key, now that the new one was opened."""
    _remove(folder / BEFORE)


def _next_header(
    keys: VaultKeys, master: bytes, passphrase: str, second: bytes, code: bytes, cost: Cost | None
) -> tuple[Header, tuple[str, ...], bool]:
    """Return the key file of the next generation, who is no longer in it, and whether the envelope is not."""
    old = keys.header
    slots: list[Slot] = []
    ended: list[str] = []
    for slot in old.slots:
        moved = _moved(keys, slot, master, passphrase, second, cost)
        if moved is not None:
            slots.append(moved)
        elif slot.kind is not SlotKind.RECOVERY:
            ended.append(slot.user)
    slots.append(recovery_slot(old.vault_id, master, code, new_own_keys(), keepers(old)))
    header = replace(
        old, generation=old.generation + 1, db_generation=old.db_generation + 1,
        db_salt=secrets.token_bytes(SALT_BYTES), draft_public=draft_public(master), slots=tuple(slots),
        open_since=None, anchor=None,
    )  # fmt: skip
    header = replace(header, follows=succession(keys.derive("succession"), header))
    return header, tuple(user for user in ended if user), "" in ended


def _moved(
    keys: VaultKeys, slot: Slot, master: bytes, passphrase: str, second: bytes, cost: Cost | None
) -> Slot | None:
    """Return a slot as it stands in the next generation; None for the sheet, and where nobody can vouch."""
    own = signer(keys)
    if slot.kind is SlotKind.RECOVERY:
        return None
    if slot.user == keys.user:
        holder = Holder(slot.user, slot.role_now, slot.past_sign_public, keepers(keys.header), slot.sign_in)
        price = cost or slot.cost
        assert price is not None  # noqa: S101 - a person's slot always has its cost
        return clinician_slot(keys.header.vault_id, master, passphrase, price, holder, own, second)
    if own.sign_public not in slot.keepers:
        return None
    return promise(keys.header.vault_id, slot, own, master=master)


def _export(folder: Path, keys: VaultKeys, new: VaultKeys) -> dict[str, int]:
    """Write every page anew under the next key into a file beside the record, and prove it."""
    target = folder / NEXT
    counts = written_anew(folder / FILE, keys.db_key, target, new.db_key)
    _prove(target, new, counts)
    durable.sync_folder(folder)
    return counts


def written_anew(record: Path, raw: bytes, target: Path, new_raw: bytes) -> dict[str, int]:
    """Write a record that nobody has open into another file under another key; return its rows.

    The new file is on the disk then, and not proved yet. Raises OSError, leaving no new file.
    """
    _remove(target)
    connection = cipher.connect(record, raw)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        counts = count_rows(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("ATTACH DATABASE ? AS next KEY ?", (str(target), f"x'{new_raw.hex()}'"))
        connection.execute("SELECT sqlcipher_export('next')").fetchall()
        connection.execute(f"PRAGMA next.user_version = {int(version)}")
        connection.execute(f"PRAGMA next.application_id = {cipher.APPLICATION_ID}")
        connection.execute("DETACH DATABASE next")
    except cipher.driver.Error:
        _remove(target)
        raise OSError from None
    finally:
        connection.close()
    target.chmod(durable.PRIVATE_FILE)
    durable.sync_file(target)
    return counts


def _prove(target: Path, new: VaultKeys, counts: dict[str, int]) -> None:
    """Open the new file with the new key, check every page and count every table; raises RecordDamaged."""
    look = first_look(target, new.db_key, structure=False)
    report = check_file(target, new.db_key, copy=True)
    if not report.whole or report.counts != counts or look.vault_id != new.header.vault_id:
        _remove(target)
        raise RecordDamaged(
            "The copy of the record under the new key did not pass its checks, so nothing was changed. The "
            "record opens as before. Make a backup and have the record checked."
        )


def _put_in_place(folder: Path) -> None:
    """Keep the old file under another name and give the new one its own; at no moment is there none."""
    record, before = folder / FILE, folder / BEFORE
    for ending in _JOURNALS:
        journal = record.with_name(f"{FILE}{ending}")
        if journal.exists():
            journal.replace(record.with_name(f"{BEFORE}{ending}"))
    if record.exists():
        before.unlink(missing_ok=True)
        try:
            os.link(record, before)
        except OSError:
            shutil.copyfile(record, before)
            durable.sync_file(before)
    (folder / NEXT).replace(record)
    durable.sync_folder(folder)


def _opens(path: Path, keys: VaultKeys) -> bool:
    try:
        cipher.connect_only_reading(path, keys.db_key).close()
    except KapdeskError:
        return False
    return True


def _remove(path: Path) -> None:
    for ending in ("", *_JOURNALS):
        with contextlib.suppress(OSError):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
