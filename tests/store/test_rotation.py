"""A new master key: old secrets open nothing any more, and no interruption leaves a record nobody opens."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PASSPHRASE

from kapdesk.domain.errors import KapdeskError, WrongPassphrase
from kapdesk.store import cipher, custody, derivation, key, keyfile, members, rotation, slots
from kapdesk.store.check import check_file
from kapdesk.store.derivation import FLOOR, expand
from kapdesk.store.engine import FILE
from kapdesk.store.key import VaultKeys

OTHER, THIRD = "seven green kettles sleeping", "plain wooden orchard gate"


def _fast(passphrase: str, salt: bytes, _cost: derivation.Cost) -> bytes:
    return expand(derivation.prepared(passphrase) + salt, "quick")


@dataclass
class Made:
    folder: Path
    keys: VaultKeys
    code: str
    shares: tuple[str, ...]


@pytest.fixture
def made(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A record of three people, with an envelope; the slow step is proved elsewhere."""
    keys = key.open_with_passphrase(vault_folder, PASSPHRASE)
    monkeypatch.setattr(slots, "from_passphrase", _fast)
    key.set_passphrase(vault_folder, keys, PASSPHRASE)
    members.add(vault_folder, keys, "b2", "clinician", OTHER, "", FLOOR)
    members.add(vault_folder, keys, "c3", "clinician", THIRD, "", FLOOR)
    _id, shares = custody.make(vault_folder, keys)
    code = key.set_recovery(vault_folder, keys)
    return Made(vault_folder, keys, code, shares)


def opens(folder: Path, keys: VaultKeys) -> bool:
    rotation.complete(folder, keys)
    try:
        return check_file(folder / FILE, keys.db_key).whole
    except KapdeskError:
        return False


def test_after_it_the_others_come_in_with_what_they_know_and_the_removed_one_does_not(made: Made) -> None:
    members.remove(made.folder, made.keys, "c3")
    old = made.keys.db_key
    done = rotation.rotate(made.folder, made.keys, PASSPHRASE)
    assert (done.ended, done.envelope_ended) == ((), False)
    owner = key.open_with_passphrase(made.folder, PASSPHRASE)
    assert opens(made.folder, owner)
    other = key.open_with_passphrase(made.folder, OTHER)
    assert other.renewed is not None
    by_sheets = custody.open_with_shares(made.folder, list(made.shares[:2]))
    by_code = key.open_with_code(made.folder, done.code)
    assert owner.db_key == other.db_key == by_sheets.db_key == by_code.db_key != old
    for refused in (THIRD,):
        with pytest.raises(WrongPassphrase):
            key.open_with_passphrase(made.folder, refused)
    with pytest.raises(WrongPassphrase):
        key.open_with_code(made.folder, made.code)
    with pytest.raises(KapdeskError):
        cipher.connect_only_reading(made.folder / FILE, old)


def test_who_comes_after_two_rotations_still_comes_in_and_the_slot_is_whole_again(made: Made) -> None:
    rotation.rotate(made.folder, made.keys, PASSPHRASE)
    owner = key.open_with_passphrase(made.folder, PASSPHRASE)
    rotation.rotate(made.folder, owner, PASSPHRASE)
    other = key.open_with_passphrase(made.folder, OTHER)
    renewed = other.renewed
    assert renewed is not None
    key.amend(made.folder, other, lambda header: key.swapped(header, other.slot, renewed))
    again = key.open_with_passphrase(made.folder, OTHER)
    assert again.renewed is None
    assert opens(made.folder, again)


def test_an_old_key_file_does_not_open_the_new_record(made: Made) -> None:
    before = (made.folder / keyfile.FIRST).read_bytes()
    members.remove(made.folder, made.keys, "c3")
    rotation.rotate(made.folder, made.keys, PASSPHRASE)
    (made.folder / keyfile.SECOND).write_bytes(before)  # beside the new one: told to be older on purpose
    with pytest.raises(WrongPassphrase):
        key.open_with_passphrase(made.folder, THIRD)
    (made.folder / keyfile.FIRST).write_bytes(before)  # alone: it opens keys that fit no file any more
    keys = key.open_with_passphrase(made.folder, THIRD)
    assert not opens(made.folder, keys)


def test_who_has_another_owners_word_only_needs_a_new_passphrase_and_is_named(made: Made) -> None:
    keys = key.open_with_code(made.folder, made.code)
    key.recover(made.folder, keys, PASSPHRASE, cost=FLOOR)  # the owner signs with a new key from now on
    owner = key.open_with_passphrase(made.folder, PASSPHRASE)
    key.open_with_passphrase(made.folder, OTHER)
    done = rotation.rotate(made.folder, owner, PASSPHRASE)
    assert set(done.ended) == {"b2", "c3"}
    assert done.envelope_ended
    assert opens(made.folder, key.open_with_passphrase(made.folder, PASSPHRASE))


def test_everything_is_in_the_new_file_and_the_old_one_goes_once_the_new_one_was_opened(made: Made) -> None:
    before = check_file(made.folder / FILE, made.keys.db_key).counts
    done = rotation.rotate(made.folder, made.keys, PASSPHRASE)
    keys = key.open_with_passphrase(made.folder, PASSPHRASE)
    connection = cipher.connect(made.folder / FILE, keys.db_key)
    version = connection.execute("PRAGMA user_version").fetchone()
    schema = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.close()
    assert done.counts == before == check_file(made.folder / FILE, keys.db_key).counts
    old = cipher.connect(made.folder / rotation.BEFORE, made.keys.db_key)
    assert old.execute("PRAGMA user_version").fetchone() == version
    assert old.execute("SELECT count(*) FROM sqlite_schema").fetchone() == schema
    old.close()
    rotation.let_old_go(made.folder)
    assert sorted(path.name for path in made.folder.iterdir() if FILE in path.name) == [FILE]


class Killed(BaseException):
    """The process ends here."""


def _dies_at(step: int, patched: pytest.MonkeyPatch) -> None:
    """Let the program die before the given one of its file operations."""
    done = 0
    for name in ("open", "fsync", "replace", "close", "link", "unlink", "chmod"):
        real = getattr(os, name)

        def counted(*args: object, _real: Callable[..., object] = real, **named: object) -> object:
            nonlocal done
            done += 1
            if done >= step:
                raise Killed
            return _real(*args, **named)

        patched.setattr(os, name, counted)


@pytest.fixture
def whole(made: Made, tmp_path: Path) -> Path:
    kept = tmp_path / "kept"
    shutil.copytree(made.folder, kept)
    return kept


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_before_any_file_operation_the_old_or_the_new_record_opens(
    made: Made, whole: Path, monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    outcomes: list[str] = []
    for step in range(1, 200, stride):
        shutil.rmtree(made.folder)
        shutil.copytree(whole, made.folder)
        keys = key.open_with_passphrase(made.folder, PASSPHRASE)
        old = keys.db_key
        finished = False
        with monkeypatch.context() as patched:
            _dies_at(step, patched)
            try:
                rotation.rotate(made.folder, keys, PASSPHRASE)
                finished = True
            except Killed:
                pass
        after = key.open_with_passphrase(made.folder, PASSPHRASE)
        assert opens(made.folder, after), f"neither opens after dying at {step}"
        assert opens(made.folder, key.open_with_passphrase(made.folder, OTHER))
        outcomes.append("old" if after.db_key == old else "new")
        if finished:
            break
    assert outcomes[0] == "old"
    assert outcomes[-1] == "new"
    assert outcomes == sorted(outcomes, key="old new".index)
    assert len(outcomes) > 15 // stride


def test_a_disk_that_refuses_leaves_the_record_as_it_was(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(rotation.durable, "sync_file", full)
        with pytest.raises(KapdeskError, match="disk refused"):
            rotation.rotate(made.folder, made.keys, PASSPHRASE)
    keys = key.open_with_passphrase(made.folder, PASSPHRASE)
    assert keys.db_key == made.keys.db_key
    assert opens(made.folder, keys)
    assert not (made.folder / rotation.NEXT).exists()
