"""A key file on a stick is made, wanted, tried and given up, each with the passphrase."""

from pathlib import Path

import pytest
from conftest import PASSPHRASE

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import key_files, vault
from kapdesk.store import second_secret
from kapdesk.store.key import SignIn
from tests.services.signing_in import prepare, signed_in


@pytest.fixture
def folder(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prepare(vault_folder, monkeypatch)
    return vault_folder


def test_from_making_it_to_giving_it_up(folder: Path, clock: SetClock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    there = second_secret.finder([stick])
    with signed_in(folder, clock) as desk:
        with pytest.raises(WrongPassphrase):
            key_files.make(desk.record, desk.opened, "not this one", stick)
        with pytest.raises(Refused, match="beside the record"):
            key_files.make(desk.record, desk.opened, PASSPHRASE, folder)
        key_files.make(desk.record, desk.opened, PASSPHRASE, stick)
        assert key_files.is_wanted(desk.opened)
        assert key_files.is_there(desk.opened, there)
    with (
        pytest.raises(key_files.KeyFileNotThere, match="The key file is not there"),
        signed_in(folder, clock),
    ):
        pass
    opened = vault.unlock(folder, PASSPHRASE, clock=clock, by=SignIn(find=there))
    opened.close()
    (stick / second_secret.NAME).unlink()
    with pytest.raises(key_files.KeyFileNotThere):
        vault.unlock(folder, PASSPHRASE, clock=clock, by=SignIn(find=there))
    assert sorted(path.name for path in stick.iterdir()) == []


def test_without_the_stick_it_cannot_be_given_up_and_with_it_it_can(
    folder: Path, clock: SetClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    there = second_secret.finder([stick])
    with signed_in(folder, clock) as desk:
        key_files.make(desk.record, desk.opened, PASSPHRASE, stick)
        with pytest.raises(key_files.KeyFileNotThere):
            key_files.remove(desk.record, desk.opened, PASSPHRASE, second_secret.finder([]))
        key_files.remove(desk.record, desk.opened, PASSPHRASE, there)
        assert not key_files.is_wanted(desk.opened)
    with signed_in(folder, clock):
        pass
