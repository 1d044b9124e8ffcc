"""A backup counts only when it opens, is whole and holds every row; anything else is called not good."""

import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import BackupNotGood, KapdeskError, KeyFileDamaged, NewerVersion, WrongPassphrase
from kapdesk.services import vault
from kapdesk.store import archive, backup, check, cipher, migrate, thinning
from kapdesk.store.archive import MANIFEST, SUFFIX
from kapdesk.store.engine import FILE
from kapdesk.store.keyfile import FIRST
from kapdesk.store.rows import SettingRow

PASSPHRASE = "quiet harbour lantern field"
CANARY = "the-heron-crossed-the-lake-of-glass"
AT = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


@pytest.fixture
def opened(vault_folder: Path, clock: SetClock):
    record = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with record.store.write() as db:
        for number in range(50):
            db.add(SettingRow(key=f"n{number}", value=CANARY * 20, changed_at=AT, changed_by=None))
    yield record
    record.close()


@pytest.fixture
def good(opened: vault.Opened, tmp_path: Path) -> backup.BackupResult:
    return backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT)


def test_a_backup_holds_every_row_and_really_opens(opened: vault.Opened, good: backup.BackupResult) -> None:
    assert good.counts == opened.store.verify().counts
    proved = backup.check_backup(good.path, PASSPHRASE)
    assert proved == good


def test_a_backup_equals_the_record_row_by_row(
    opened: vault.Opened, good: backup.BackupResult, tmp_path: Path
) -> None:
    place = tmp_path / "laid out"
    place.mkdir()
    archive.unpack(good.path, place)
    assert _rows(place / FILE, opened.store.raw_key) == _rows(opened.store.path, opened.store.raw_key)


def test_its_name_and_its_description_say_nothing_of_anybody(good: backup.BackupResult) -> None:
    assert good.path.name.startswith("2026-11-22_140000_")
    assert good.path.suffix == SUFFIX
    assert good.path.stat().st_mode & 0o777 == 0o600
    raw = good.path.read_bytes()
    for word in (CANARY, "Hollow", "Adler", "person", "setting"):
        assert word.encode() not in raw
    with zipfile.ZipFile(good.path) as packed:
        assert sorted(packed.namelist()) == [MANIFEST, FILE, FIRST]
        assert {part.compress_type for part in packed.infolist()} == {zipfile.ZIP_STORED}


def test_nothing_but_the_backup_is_left_in_its_folder(good: backup.BackupResult) -> None:
    assert list(good.path.parent.iterdir()) == [good.path]


def test_two_backups_of_the_same_second_are_two(opened: vault.Opened, good: backup.BackupResult) -> None:
    again = backup.make(opened.store, opened.keys, opened.folder, good.path.parent, AT)
    assert again.path != good.path
    assert len(list(good.path.parent.iterdir())) == 2


def test_a_backup_taken_while_somebody_writes_is_one_moment_of_the_record(
    opened: vault.Opened, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with opened.store.write() as db:
                db.add(SettingRow(key=f"w{number}", value="x" * 500, changed_at=AT, changed_by=None))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        results = [
            backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT) for _ in range(3)
        ]
    finally:
        stop.set()
        writer.join()
    for result in results:
        assert backup.check_backup(result.path, PASSPHRASE).counts == result.counts


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3000])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _bent(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def _repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change parts of a backup and pack it again with right checksums of the archive."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for name, raw in parts.items():
            packed.writestr(name, raw)


def _bent_record(path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        raw = bytearray(parts[FILE])
        raw[5 * 4096 + 7] ^= 1
        parts[FILE] = bytes(raw)

    _repacked(path, change)


def _other_time(path: Path) -> None:
    _repacked(
        path, lambda parts: parts.update({MANIFEST: parts[MANIFEST].replace(b"2026-11-22", b"2027-11-22")})
    )


def _no_description(path: Path) -> None:
    _repacked(path, lambda parts: parts.update({MANIFEST: b"{}"}))


def _without_record(path: Path) -> None:
    _repacked(path, lambda parts: parts.update({FILE: b""}))


def _one_more_part(path: Path) -> None:
    _repacked(path, lambda parts: parts.update({"../escape": b"x"}))


def _part_gone(path: Path) -> None:
    _repacked(path, lambda parts: parts.pop(FIRST))


def _text(path: Path) -> None:
    path.write_text("hello", encoding="utf-8")


@pytest.mark.parametrize(
    "harm",
    [
        _cut, _emptied, _bent, _bent_record, _other_time, _no_description, _without_record, _one_more_part,
        _part_gone, _text,
    ],
)  # fmt: skip
def test_a_backup_broken_at_any_stage_is_not_good(
    good: backup.BackupResult, harm: Callable[[Path], None]
) -> None:
    harm(good.path)
    with pytest.raises(BackupNotGood) as told:
        backup.check_backup(good.path, PASSPHRASE)
    assert "not touched" in told.value.sentence
    assert not (good.path.parent.parent / "escape").exists()


def test_rows_missing_from_a_backup_are_noticed_although_everything_else_is_right(
    opened: vault.Opened, tmp_path: Path
) -> None:
    place, packed = tmp_path / "place", tmp_path / f"x{SUFFIX}"
    place.mkdir()
    shutil.copy(opened.folder / FIRST, place / FIRST)
    connection = cipher.connect(opened.store.path, opened.store.raw_key)
    connection.execute("VACUUM INTO ?", (str(place / FILE),))
    connection.close()
    counts = check.check_file(place / FILE, opened.store.raw_key, copy=True).counts
    counts["setting"] += 1
    manifest = archive.describe(place / FILE, opened.keys, AT, "0001", counts, None)
    archive.pack(packed, manifest, (place / FIRST).read_bytes(), place / FILE)
    with pytest.raises(BackupNotGood, match="rows"):
        backup.check_backup(packed, PASSPHRASE)


def test_a_backup_names_the_end_of_the_audit_trail_and_another_end_is_noticed(
    opened: vault.Opened, tmp_path: Path
) -> None:
    connection = cipher.connect(opened.store.path, opened.store.raw_key)
    columns = "seq, at, offset_minutes, boot, steady_ms, action, of_kind, previous, mac"
    for seq in (1, 2):
        values = (seq, "2026-11-22 14:00:00.000000", 0, "b", 1, "unlocked", "", "p", f"mac {seq}")
        connection.execute(f"INSERT INTO audit ({columns}) VALUES ({', '.join('?' * 9)})", values)  # noqa: S608 - our table
    good = backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT)
    place = tmp_path / "place"
    place.mkdir()
    archive.unpack(good.path, place)
    assert archive.description(place, opened.keys).anchor == {"seq": 2, "mac": "mac 2"}
    counts, packed = good.counts, tmp_path / f"x{SUFFIX}"
    other = {"seq": 2, "mac": "another"}
    manifest = archive.describe(place / FILE, opened.keys, AT, migrate.HEAD, counts, other)
    archive.pack(packed, manifest, (place / FIRST).read_bytes(), place / FILE)
    connection.close()
    with pytest.raises(BackupNotGood, match="audit trail"):
        backup.check_backup(packed, PASSPHRASE)


def test_a_backup_that_is_stopped_leaves_nothing_behind(opened: vault.Opened, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop_at_two(number: int, of: int) -> None:
        if number == 2:
            raise Stopped

    stick = tmp_path / "stick"
    with pytest.raises(Stopped):
        backup.make(opened.store, opened.keys, opened.folder, stick, AT, step=stop_at_two)
    assert list(stick.iterdir()) == []


def test_a_copy_in_the_second_place_is_the_same_and_half_a_copy_is_never_left(
    good: backup.BackupResult, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    copied = backup.copy_out(good.path, outside)
    assert copied.read_bytes() == good.path.read_bytes()
    assert backup.copy_out(good.path, outside) == copied
    with pytest.raises(BackupNotGood):
        backup.copy_out(good.path, tmp_path / "not there")
    assert [path.name for path in outside.iterdir()] == [copied.name]


def test_a_wrong_passphrase_is_not_called_a_bad_backup(good: backup.BackupResult) -> None:
    with pytest.raises(WrongPassphrase):
        backup.check_backup(good.path, "another one altogether")


def test_a_damaged_key_file_inside_is_told_apart(good: backup.BackupResult) -> None:
    _repacked(good.path, lambda parts: parts.update({FIRST: parts[FIRST][:-1] + b"x"}))
    with pytest.raises(KeyFileDamaged):
        backup.check_backup(good.path, PASSPHRASE)


def test_a_backup_of_a_newer_version_is_told_apart(good: backup.BackupResult) -> None:
    def newer(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = parts[MANIFEST].replace(b'"format": 1', b'"format": 2')

    _repacked(good.path, newer)
    with pytest.raises(NewerVersion):
        backup.check_backup(good.path, PASSPHRASE)


def test_a_missing_backup_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BackupNotGood, match="no backup at"):
        backup.check_backup(tmp_path / "nothing.kapbackup", PASSPHRASE)


def test_a_place_that_takes_nothing_leaves_no_half_backup(opened: vault.Opened, tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(BackupNotGood, match="No backup was made"):
        backup.make(opened.store, opened.keys, opened.folder, wall / "stick", AT)
    assert wall.is_file()


@pytest.mark.parametrize("stage", ["describe", "pack", "checked", "_header"])
def test_a_fault_at_any_stage_leaves_nothing_behind(
    opened: vault.Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive if hasattr(archive, stage) else backup, stage, full)
    with pytest.raises(BackupNotGood, match="disk is full"):
        backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT)
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_damaged_record_makes_no_backup(opened: vault.Opened, tmp_path: Path) -> None:
    opened.store.checkpoint()
    raw = bytearray(opened.store.path.read_bytes())
    raw[len(raw) - 2 * 4096 + 9] ^= 1
    opened.store.path.write_bytes(bytes(raw))
    with pytest.raises(KapdeskError):
        backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT)
    assert list((tmp_path / "stick").iterdir()) == []


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    every_day = [
        (AT - timedelta(days=day, hours=hour), Path(f"{day}-{hour}")) for day in range(500) for hour in (0, 3)
    ]
    left = [path for _, path in every_day if path not in set(thinning.superfluous(every_day))]
    assert [path.name for path in left[:7]] == [f"{day}-0" for day in range(7)]
    assert len(left) <= 7 + 4 + 12
    months = {(at.year, at.month) for at, path in every_day if path in left}
    assert len(months) == 12
    assert thinning.superfluous([(at, path) for at, path in every_day if path in left]) == []


def test_thinning_touches_only_ordinary_backups_of_this_record(tmp_path: Path) -> None:
    names = [
        "2026-11-22_140000_aaaaaaaa.kapbackup",
        "2026-11-22_130000_aaaaaaaa.kapbackup",
        "2026-11-22_120000_aaaaaaaa-before-update.kapbackup",
        "2026-11-22_110000_bbbbbbbb.kapbackup",
        "holiday.kapbackup",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in thinning.thin(tmp_path, "a" * 32)] == [names[1]]
    assert len(list(tmp_path.iterdir())) == 4


def _rows(path: Path, key: bytes) -> dict[str, list[tuple[object, ...]]]:
    connection = cipher.connect_only_reading(path, key)
    try:
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608 - our tables
            for name in check.count_rows(connection)
        }
    finally:
        connection.close()


def test_the_plain_library_cannot_read_what_is_inside(good: backup.BackupResult, tmp_path: Path) -> None:
    place = tmp_path / "laid out"
    place.mkdir()
    archive.unpack(good.path, place)
    connection = sqlite3.connect(place / FILE)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM setting")
    connection.close()


def test_locking_in_the_middle_of_a_backup_stops_it_and_leaves_no_half(
    opened: vault.Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = archive.describe

    def locked_first(*given: object) -> bytes:
        opened.close()
        return real(*given)  # pyright: ignore[reportArgumentType] - handed on as it came

    monkeypatch.setattr(archive, "describe", locked_first)
    with pytest.raises(BackupNotGood):
        backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT)
    assert list((tmp_path / "stick").iterdir()) == []


def test_what_a_killed_backup_left_is_removed_by_a_later_one(opened: vault.Opened, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    old, young, foreign = (
        stick / name
        for name in (".2026-11-21_140000_abcd.1.db.part", ".2026-11-21_150000_abcd.2.zip.part", ".other.part")
    )
    for path in (old, young, foreign):
        path.write_bytes(b"x")
    for path in (old, foreign):
        os.utime(path, (1, 1))
    backup.make(opened.store, opened.keys, opened.folder, stick, AT)
    assert [path.exists() for path in (old, young, foreign)] == [False, True, True]


def _grown(opened: vault.Opened) -> None:
    """Make the record larger than what a copy keeps in memory before it begins to write."""
    many = [(f"w{number}", "x" * 300, AT.isoformat()) for number in range(30_000)]
    with opened.store.bare() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO setting (key, value, changed_at) VALUES (?, ?, ?)", many)
        connection.execute("COMMIT")


def test_whoever_writes_waits_only_until_the_copy_has_begun(opened: vault.Opened, tmp_path: Path) -> None:
    _grown(opened)
    held: list[bool] = []
    made = tmp_path / "copy.db"
    counts, anchor = backup._copy(opened.store, made, lambda: held.append(opened.store.held))
    assert held[0]
    assert not held[-1]
    assert counts["setting"] >= 30_000
    assert backup.checked(made, opened.store.raw_key, counts, opened.vault_id, anchor)


def test_a_copy_is_stopped_in_its_middle_for_the_reason_that_was_given(
    opened: vault.Opened, tmp_path: Path
) -> None:
    asked = iter((False, False, True))

    def stop(number: int, _of: int) -> None:
        if number == 0 and next(asked, True):
            raise KeyboardInterrupt

    _grown(opened)
    with pytest.raises(KeyboardInterrupt):
        backup.make(opened.store, opened.keys, opened.folder, tmp_path / "stick", AT, step=stop)
    assert list((tmp_path / "stick").iterdir()) == []
    with opened.store.write() as db:
        db.add(SettingRow(key="after", value="it goes on", changed_at=AT, changed_by=None))
