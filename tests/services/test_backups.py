"""A backup comes back whole, says before what would be lost, and keeps what it replaces."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import (
    BackupNotGood,
    InUse,
    RecordMissing,
    Refused,
    UnsuitablePlace,
    WrongPassphrase,
)
from kapdesk.services import backups, vault
from kapdesk.services.vault import Opened
from kapdesk.store import cipher, sealed
from kapdesk.store.archive import SUFFIX
from kapdesk.store.check import count_rows
from kapdesk.store.engine import FILE
from kapdesk.store.rows import PersonRow, SettingRow

PASSPHRASE = "quiet harbour lantern field"
OTHER = "seven green kettles sleeping"
AT = datetime(2026, 11, 22, tzinfo=UTC)


def _open(folder: Path, clock: SetClock, passphrase: str = PASSPHRASE) -> Opened:
    return vault.unlock(folder, passphrase, clock=clock)


def _person(opened: Opened, name: str) -> None:
    with opened.store.write() as db:
        db.add(PersonRow(name=name, role="assistant", written_at=AT))


def _everything(folder: Path, key: bytes) -> dict[str, list[str]]:
    connection = cipher.connect_only_reading(folder / FILE, key)
    try:
        return {
            name: sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{name}"'))  # noqa: S608 - our tables
            for name in count_rows(connection)
        }
    finally:
        connection.close()


def test_a_good_backup_is_noted_in_the_record(vault_folder: Path, tmp_path: Path, clock: SetClock) -> None:
    opened = _open(vault_folder, clock)
    assert backups.last_good(opened.store).at is None
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    noted = backups.last_good(opened.store)
    assert noted.at == clock.now() == made.made_at
    assert noted.age_days(datetime(2026, 12, 1, 15, tzinfo=UTC)) == 9
    with opened.store.read() as db:
        row = db.get(SettingRow, "backup.last_good")
        assert row is not None
        assert row.value == "2026-11-22T14:00:00+00:00"
    opened.close()


def test_a_backup_that_was_not_made_is_not_noted(vault_folder: Path, tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "wall").write_bytes(b"")
    opened = _open(vault_folder, clock)
    with pytest.raises(BackupNotGood):
        backups.make(opened, tmp_path / "wall" / "stick", clock=clock)
    assert backups.last_good(opened.store).at is None
    opened.close()


def test_without_a_folder_the_one_from_the_settings_is_used_and_thinned(
    vault_folder: Path, template, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    target = template.folder.parent / "backups"
    for left in target.glob("*"):  # by records of other tests that were copied from the same one
        left.unlink()
    for _ in range(3):
        made = backups.make(opened, clock=clock)
        clock.move(hours=1)
    assert made.path.parent == target
    assert list(target.iterdir()) == [made.path]
    made.path.unlink()
    opened.close()


def test_a_backup_made_under_a_clock_that_went_back_is_not_thinned_at_once(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    places = stick, usb = tmp_path / "stick", tmp_path / "usb"
    for place, day in itertools.product(places, range(40)):
        place.mkdir(exist_ok=True)
        later = clock.now() + timedelta(days=day + 1)
        (place / f"{later:%Y-%m-%d_%H%M%S}_{opened.vault_id[:8]}{SUFFIX}").touch()
    with opened.store.write() as db:
        db.merge(SettingRow(key=backups.OUTSIDE, value=str(usb), changed_at=AT, changed_by=None))
    made = backups.make(opened, stick, clock=clock)
    copied = backups.copy_out(opened, made, clock=clock)
    opened.close()
    assert made.path.exists()
    assert copied is not None
    assert copied.exists()
    assert len(list(stick.iterdir())) < 40


def test_back_up_lose_restore_compare_row_by_row(
    vault_folder: Path, tmp_path: Path, clock: SetClock, template
) -> None:
    opened = _open(vault_folder, clock)
    _person(opened, "M. Vale")
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    before = _everything(vault_folder, template.key)
    (vault_folder / FILE).unlink()
    with pytest.raises(RecordMissing):
        _open(vault_folder, clock)
    done = backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock)
    after = _everything(vault_folder, template.key)
    before["setting"] = [row for row in before["setting"] if "last_good" not in row]
    assert after == before
    assert done.comparison.now is None
    reopened = _open(vault_folder, clock)
    assert reopened.store.verify().whole
    reopened.close()


def test_what_would_be_lost_is_said_and_nothing_is_done_until_it_is_accepted(
    vault_folder: Path, tmp_path: Path, clock: SetClock, template
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    _person(opened, "written later")
    opened.close()
    before = _everything(vault_folder, template.key)
    comparison = backups.compare(made.path, vault_folder, PASSPHRASE)
    assert comparison.lost == {"person": 1}
    with pytest.raises(Refused, match="the clinic: 1 entry"):
        backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock)
    assert _everything(vault_folder, template.key) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record", "stick"]
    done = backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock, lose=True)
    assert done.kept is not None
    assert done.kept.name.startswith("record-before-restore-2026-11-22_140000")
    assert _everything(done.kept, template.key) == before
    kept = _open(done.kept, clock)
    kept.close()


def test_a_record_that_cannot_be_counted_is_not_replaced_unasked(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    (vault_folder / FILE).write_bytes(b"")
    with pytest.raises(Refused, match="cannot be counted"):
        backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock)
    assert (vault_folder / FILE).read_bytes() == b""
    backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock, lose=True)
    _open(vault_folder, clock).close()


def test_a_left_over_journal_never_meets_the_restored_file(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    (vault_folder / f"{FILE}-wal").write_bytes(b"foreign" * 5000)
    done = backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock, lose=True)
    assert not (vault_folder / f"{FILE}-wal").exists()
    assert done.kept is not None
    assert (done.kept / f"{FILE}-wal").exists()
    _open(vault_folder, clock).close()


def test_an_open_record_is_not_replaced(vault_folder: Path, tmp_path: Path, clock: SetClock) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    with pytest.raises(InUse):
        backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock, lose=True)
    _person(opened, "still writing")
    opened.close()


def test_a_bad_backup_or_a_wrong_passphrase_replaces_nothing(
    vault_folder: Path, tmp_path: Path, clock: SetClock, template
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    before = _everything(vault_folder, template.key)
    with pytest.raises(WrongPassphrase):
        backups.restore(made.path, vault_folder, OTHER, clock=clock, lose=True)
    raw = bytearray(made.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    made.path.write_bytes(bytes(raw))
    with pytest.raises(BackupNotGood):
        backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock, lose=True)
    assert _everything(vault_folder, template.key) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record", "stick"]


def test_a_restore_onto_a_new_computer_needs_nothing_but_backup_and_passphrase(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    elsewhere = tmp_path / "new computer" / "record"
    done = backups.restore(made.path, elsewhere, PASSPHRASE, clock=clock)
    assert done.kept is None
    assert elsewhere.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in elsewhere.iterdir()} == {0o600}
    _open(elsewhere, clock).close()


def test_an_old_backup_opens_with_the_passphrase_of_its_time(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    vault.change_passphrase(vault_folder, PASSPHRASE, OTHER)
    later = backups.make(opened, tmp_path / "stick two", clock=clock)
    opened.close()
    assert backups.check(made.path, PASSPHRASE).counts
    assert backups.check(later.path, OTHER).counts
    with pytest.raises(WrongPassphrase):
        backups.check(later.path, PASSPHRASE)


def test_backups_and_sealed_drafts_go_with_the_record_that_is_in_use(
    vault_folder: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, vault_folder / "backups", clock=clock)
    sealed.put(vault_folder, b"unsaved words", opened.draft_public)
    opened.close()
    backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock)
    assert (vault_folder / "backups" / made.path.name).exists()
    opened = _open(vault_folder, clock)
    drafts, _ = sealed.found(vault_folder, opened.keys)
    assert [draft.content for draft in drafts] == [b"unsaved words"]
    opened.close()


def test_a_restore_into_a_synced_folder_is_refused(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    with pytest.raises(UnsuitablePlace):
        backups.restore(made.path, tmp_path / "OneDrive" / "record", PASSPHRASE, clock=clock)


def test_a_record_whose_folder_is_gone_names_the_one_kept_at_the_last_restore(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = _open(vault_folder, clock)
    made = backups.make(opened, tmp_path / "stick", clock=clock)
    opened.close()
    done = backups.restore(made.path, vault_folder, PASSPHRASE, clock=clock)
    assert done.kept is not None
    for path in sorted(vault_folder.rglob("*"), reverse=True):
        path.unlink()
    vault_folder.rmdir()
    with pytest.raises(RecordMissing, match=done.kept.name):
        vault.inspect(vault_folder)
