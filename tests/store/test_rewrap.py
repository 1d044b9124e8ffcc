"""Backups under a new key: old secrets open none any more, and no interruption leaves one nobody opens."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import PASSPHRASE, Template

from kapdesk.domain.errors import WrongPassphrase
from kapdesk.store import archive, backup, key, members, restore, rewrap, rotation, slots
from kapdesk.store.check import check_file
from kapdesk.store.derivation import FLOOR
from kapdesk.store.engine import FILE, Store
from kapdesk.store.key import VaultKeys
from kapdesk.store.rewrap import Rewrapped
from tests.services.signing_in import OTHER, quick

AT = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
LEAVER = "plain wooden orchard gate"


@dataclass
class Made:
    folder: Path
    backups: Path
    old: VaultKeys
    new: VaultKeys


@pytest.fixture(scope="module")
def first(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A record with two backups that got a new key because somebody left; made once for all tests."""
    folder = tmp_path_factory.mktemp("rotated") / "record"
    shutil.copytree(template.folder, folder)
    keys = key.open_with_passphrase(folder, PASSPHRASE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(slots, "from_passphrase", quick)
        key.set_passphrase(folder, keys, PASSPHRASE)
        members.add(folder, keys, "b2", "clinician", OTHER, "", FLOOR)
        members.add(folder, keys, "c3", "clinician", LEAVER, "", FLOOR)
        target = folder.parent / "stick"
        for days in (9, 2):
            copied(folder, keys, target, AT - timedelta(days=days))
        members.remove(folder, keys, "c3")
        rotation.rotate(folder, keys, PASSPHRASE)
        yield Made(folder, target, keys, key.open_with_passphrase(folder, PASSPHRASE))


@pytest.fixture
def made(first: Made, tmp_path: Path) -> Made:
    """The same, in folders of its own for one test."""
    shutil.copytree(first.folder, tmp_path / "record")
    shutil.copytree(first.backups, tmp_path / "stick")
    return replace(first, folder=tmp_path / "record", backups=tmp_path / "stick")


def copied(folder: Path, keys: VaultKeys, target: Path, at: datetime, suffix: str = "") -> Path:
    store = Store(folder / FILE, keys.db_key)
    try:
        return backup.make(store, keys, folder, target, at, suffix=suffix).path
    finally:
        store.close()


def nothing(_place: Path, _keys: VaultKeys) -> None:
    """Change nothing in the old form."""


def by_word(place: Path) -> VaultKeys:
    return key.open_with_passphrase(place, PASSPHRASE)


def always(_number: int, _of: int) -> bool:
    return True


def rewrapped(made: Made, goes_on: Callable[[int, int], bool] = always) -> Rewrapped:
    paths = rewrap.found([made.backups, made.backups.parent / "nowhere"], made.new.header.vault_id)
    return rewrap.rewrap(paths, made.old, made.new, prepare=nothing, by_word=by_word, goes_on=goes_on)


def test_after_it_who_stays_opens_them_and_who_left_does_not(made: Made, tmp_path: Path) -> None:
    before = {path: backup.check_backup(path, LEAVER) for path in made.backups.iterdir()}
    told: list[tuple[int, int]] = []
    done = rewrapped(made, lambda number, of: told.append((number, of)) is None)
    assert (set(done.done), done.left) == (set(before), ())
    assert {number for number, _of in told} == {0, 1}
    assert sorted(made.backups.iterdir()) == sorted(before)  # the same names, and nothing beside them
    for path, was in before.items():
        with pytest.raises(WrongPassphrase):
            backup.check_backup(path, LEAVER)
        assert backup.check_backup(path, OTHER) == was  # the moment it was first made stays too
    back = tmp_path / "back"
    restore.restore(done.done[0], back, PASSPHRASE, AT, agree=lambda _c: None, let_go=lambda: None)
    assert check_file(back / FILE, key.open_with_passphrase(back, PASSPHRASE).db_key).whole
    stood = {path: path.stat().st_mtime_ns for path in before}
    assert rewrapped(made).left == ()  # a second time there is nothing to do
    assert {path: path.stat().st_mtime_ns for path in before} == stood


def test_what_cannot_be_rewrapped_stays_as_it_was_and_is_named_by_its_date(made: Made) -> None:
    damaged = made.backups / f"2026-11-01_080000_{made.new.header.vault_id[:8]}.kapbackup"
    damaged.write_bytes(b"not whole")
    renamed = next(iter(made.backups.glob("2026-11-20*")))
    raw = bytearray(renamed.read_bytes())
    with zipfile.ZipFile(renamed) as packed:
        raw[packed.getinfo(FILE).header_offset + 5000] ^= 1
    renamed.write_bytes(raw)
    renamed = renamed.rename(made.backups / "before the winter.kapbackup")
    done = rewrapped(made)
    assert [path.name[:10] for path in done.done] == ["2026-11-13"]
    assert {(left.path, left.why) for left in done.left} == {
        (damaged, rewrap.NOT_WHOLE),
        (renamed, rewrap.NOT_WHOLE),
    }
    assert next(left.made_at for left in done.left if left.path == damaged) == datetime(
        2026, 11, 1, 8, 0, tzinfo=UTC
    )
    assert renamed.read_bytes() == bytes(raw)


@pytest.mark.slow
def test_one_of_a_key_before_that_opens_with_the_passphrase_and_one_of_a_lost_passphrase_is_left(
    made: Made,
) -> None:
    again = rotation.rotate(made.folder, made.new, PASSPHRASE)
    assert again.counts
    newest = key.open_with_passphrase(made.folder, PASSPHRASE)
    twice = Made(made.folder, made.backups, made.new, newest)
    paths = rewrap.found([made.backups], newest.header.vault_id)

    def lost(place: Path) -> VaultKeys:
        return key.open_with_passphrase(place, "no longer known to anybody")

    left = rewrap.rewrap(paths, made.new, newest, prepare=nothing, by_word=lost, goes_on=always).left
    assert [one.why for one in left] == [rewrap.NOT_OPEN, rewrap.NOT_OPEN]
    assert len(rewrapped(twice).done) == 2


def test_a_backup_of_another_record_is_not_looked_at(made: Made, tmp_path: Path) -> None:
    other = tmp_path / "another"
    other.mkdir()
    keys, _code = key.create(
        other, PASSPHRASE, kind="care", user="a1", role="owner", made_by="1", made_at="", cost=FLOOR
    )
    shutil.copy(made.folder / FILE, other / FILE)
    stranger = made.backups / "2026-11-21_080000_ffffffff.kapbackup"
    said = archive.describe(other / FILE, keys, AT, "", {}, None)
    archive.pack(stranger, said, (other / "vault.keys").read_bytes(), other / FILE)
    assert stranger not in rewrap.found([made.backups], made.new.header.vault_id)


def test_stopped_half_way_what_was_not_come_to_is_named(made: Made) -> None:
    done = rewrapped(made, lambda number, _of: number < 1)
    assert len(done.done) == 1
    assert [(one.path.name[:10], one.why) for one in done.left] == [("2026-11-13", rewrap.STOPPED)]
    assert backup.check_backup(done.left[0].path, LEAVER).counts


def test_a_disk_that_refuses_leaves_the_old_backup(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "no space")

    before = sorted(path.name for path in made.backups.iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(archive, "pack", full)
        done = rewrapped(made)
    assert done.done == ()
    assert [one.why for one in done.left] == [rewrap.NOT_TAKEN, rewrap.NOT_TAKEN]
    assert sorted(path.name for path in made.backups.iterdir()) == before


class Killed(BaseException):
    """The process ends here."""


def _dies_at(step: int, patched: pytest.MonkeyPatch) -> None:
    """Let the program die before the given one of its file operations."""
    done = 0
    for name in ("open", "fsync", "replace", "close", "rename", "chmod"):
        real = getattr(os, name)

        def counted(*args: object, _real: Callable[..., object] = real, **named: object) -> object:
            nonlocal done
            done += 1
            if done >= step:
                raise Killed
            return _real(*args, **named)

        patched.setattr(os, name, counted)


@pytest.mark.parametrize("stride", [31, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_before_any_file_operation_the_old_or_the_new_backup_is_there(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stride: int
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(made.backups, whole)
    (path,) = made.backups.glob("2026-11-20*")
    outcomes: list[str] = []
    for step in range(1, 300, stride):
        shutil.copy(whole / path.name, path)
        finished = False
        with monkeypatch.context() as patched:
            _dies_at(step, patched)
            try:
                rewrap.rewrap(
                    [path], made.old, made.new, prepare=nothing, by_word=by_word, goes_on=always
                )  # fmt: skip
                finished = True
            except Killed:
                pass
        assert backup.check_backup(path, OTHER).counts
        try:
            backup.check_backup(path, LEAVER)
            outcomes.append("old")
        except WrongPassphrase:
            outcomes.append("new")
        if finished:
            break
    assert outcomes[0] == "old"
    assert outcomes[-1] == "new"
    assert outcomes == sorted(outcomes, key="old new".index)
