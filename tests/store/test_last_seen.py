"""An older copy, an older key file and a lost journal are noticed by what this computer remembers."""

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from conftest import MORNING, PASSPHRASE

from kapdesk.domain.clock import SetClock
from kapdesk.services.opening import Opened, open_record
from kapdesk.store import key, keyfile, last_seen, lock
from kapdesk.store.engine import FILE
from kapdesk.store.key import VaultKeys
from kapdesk.store.keyfile import FIRST, SECOND
from kapdesk.store.rows import RevisionRow


@pytest.fixture(autouse=True)
def own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


_master: dict[str, tuple[bytes, str]] = {}


def opened(folder: Path, clock: SetClock) -> Opened:
    """Open a record as unlocking does; the passphrase is tried once for all tests of this file."""
    header = keyfile.read(folder)[0].header
    if header.vault_id not in _master:
        first = key.open_with_passphrase(folder, PASSPHRASE)
        _master[header.vault_id] = (first.master, first.user)
    master, user = _master[header.vault_id]
    return open_record(folder, VaultKeys(bytearray(master), header, user, None), lock.take(folder), clock)


def write(record: Opened, number: int) -> None:
    for _ in range(number):
        with record.store.write() as db:
            db.add(
                RevisionRow(
                    id=uuid4(), of_id=uuid4(), text="the heron", written_at=MORNING, author_id=None, seq=1
                )
            )


def test_an_ordinary_day_is_not_worth_a_word(vault_folder: Path, clock: SetClock) -> None:
    for _ in range(2):
        record = opened(vault_folder, clock)
        assert record.notices == ()
        write(record, 2)
        record.close()


def test_an_older_file_put_in_place_is_told_with_what_it_lacks(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    record = opened(vault_folder, clock)
    write(record, 1)
    record.close()
    shutil.copy(vault_folder / FILE, tmp_path / "older")
    record = opened(vault_folder, clock)
    write(record, 3)
    record.close()
    shutil.copy(tmp_path / "older", vault_folder / FILE)
    record = opened(vault_folder, clock)
    (notice,) = record.notices
    record.close()
    assert "older than the one last used here" in notice
    assert "3 versions of texts" in notice


def test_an_older_key_file_put_in_place_is_told(vault_folder: Path, tmp_path: Path, clock: SetClock) -> None:
    for name in (FIRST, SECOND):
        shutil.copy(vault_folder / name, tmp_path / name)
    opened(vault_folder, clock).close()
    for name in (FIRST, SECOND):
        shutil.copy(tmp_path / name, vault_folder / name)
    record = opened(vault_folder, clock)
    (notice,) = record.notices
    record.close()
    assert "The key file is older" in notice


@pytest.mark.parametrize("harm", ["gone", "cut", "foreign"])
def test_a_journal_that_is_lost_after_a_kill_is_told_with_what_is_missing(
    harm: str, vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    left_by_a_kill(vault_folder, tmp_path, clock)
    harm_journal(vault_folder / f"{FILE}-wal", harm)
    reopened = opened(vault_folder, clock)
    notices = reopened.notices
    reopened.close()
    assert any(
        "is gone or cut: " in notice and "versions of texts are missing" in notice for notice in notices
    )


def left_by_a_kill(folder: Path, tmp_path: Path, clock: SetClock) -> None:
    """Leave in a folder, and in the memory of the machine, what a kill leaves."""
    record = opened(folder, clock)
    write(record, 4)
    record.remember()  # as it does every few seconds
    mark = last_seen.place(folder, record.vault_id)
    shutil.copytree(folder, tmp_path / "killed")
    seen = mark.read_bytes()
    record.close()
    shutil.rmtree(folder)
    (tmp_path / "killed").rename(folder)
    mark.write_bytes(seen)


def harm_journal(journal: Path, harm: str) -> None:
    if harm == "gone":
        journal.unlink()
    elif harm == "cut":
        journal.write_bytes(journal.read_bytes()[:40])
    else:
        journal.write_bytes(bytes(range(256)) * 40)


def test_after_a_kill_with_its_journal_whole_nothing_is_told(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    left_by_a_kill(vault_folder, tmp_path, clock)
    reopened = opened(vault_folder, clock)
    assert reopened.notices == ()
    reopened.close()


def test_a_mark_that_somebody_wrote_is_not_believed_and_holds_no_name(
    vault_folder: Path, own_memory: Path, clock: SetClock
) -> None:
    opened(vault_folder, clock).close()
    (mark,) = (own_memory / "kapdesk" / "seen").iterdir()
    said = json.loads(mark.read_bytes())
    assert set(said) == {"counts", "generation", "at", "mac"}
    assert str(vault_folder) not in mark.read_text(encoding="utf-8")
    assert mark.stat().st_mode & 0o777 == 0o600
    keys = key.open_with_passphrase(vault_folder, PASSPHRASE)
    assert last_seen.read(vault_folder, keys) is not None
    said["generation"] += 100
    mark.write_text(json.dumps(said), encoding="utf-8")
    assert last_seen.read(vault_folder, keys) is None
    mark.write_bytes(b"{")
    assert last_seen.read(vault_folder, keys) is None
    keys.wipe()


def test_what_was_deleted_on_purpose_is_not_called_missing() -> None:
    mark = last_seen.Mark({"audit": 10, "revision": 50}, 3, MORNING)
    assert last_seen.told(mark, {"audit": 11, "revision": 40}, 3, unclean=False) == ()
    assert last_seen.told(mark, {"audit": 10, "revision": 50}, 4, unclean=True) == ()
    (one,) = last_seen.told(mark, {"audit": 8, "revision": 50}, 3, unclean=False)
    assert "2 steps of the audit trail fewer" in one
