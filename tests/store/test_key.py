"""What opens the record: the present passphrase and the present sheet, and nothing else, ever."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kapdesk.domain.errors import NotWritten, Refused, WrongPassphrase
from kapdesk.store import key, keyfile
from kapdesk.store.derivation import FLOOR
from kapdesk.store.key import VaultKeys
from kapdesk.store.keyfile import Header

OLD = "quiet harbour lantern field"
NEW = "seven green kettles sleeping"


@dataclass
class Made:
    folder: Path
    keys: VaultKeys
    code: str


@pytest.fixture
def made(tmp_path: Path) -> Made:
    keys, code = key.create(
        tmp_path, OLD, kind="care", user="a1", role="owner", made_by="0.1.0", made_at="2026-11-22", cost=FLOOR
    )
    return Made(tmp_path, keys, code)


def test_passphrase_and_sheet_open_the_same_record(made: Made) -> None:
    by_passphrase = key.open_with_passphrase(made.folder, OLD)
    by_sheet = key.open_with_code(made.folder, made.code)
    assert by_passphrase.db_key == by_sheet.db_key == made.keys.db_key
    assert len(by_sheet.db_key) == 48


def test_only_the_person_can_sign_not_the_sheet(made: Made) -> None:
    signature = key.open_with_passphrase(made.folder, OLD).sign(b"note")
    public = Ed25519PublicKey.from_public_bytes(made.keys.header.slots[0].sign_public)
    public.verify(signature, b"note")
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"nota")
    with pytest.raises(ValueError, match="nobody"):
        key.open_with_code(made.folder, made.code).sign(b"note")


def test_both_files_are_private_and_the_same(made: Made) -> None:
    first, second = made.folder / keyfile.FIRST, made.folder / keyfile.SECOND
    assert first.read_bytes() == second.read_bytes()
    assert {first.stat().st_mode & 0o777, second.stat().st_mode & 0o777} == {0o600}


def test_neither_secrets_nor_the_passphrase_stand_in_the_file(made: Made) -> None:
    raw = (made.folder / keyfile.FIRST).read_bytes()
    assert made.keys.own is not None
    for secret in (made.keys.master, made.keys.own.sign, OLD.encode(), made.code.encode()):
        assert secret not in raw
        assert secret.hex().encode() not in raw
    assert made.keys.master.hex() not in repr(made.keys)


def test_a_new_passphrase_ends_the_old_one_and_keeps_record_person_and_sheet(made: Made) -> None:
    key.set_passphrase(made.folder, made.keys, NEW)
    opened = key.open_with_passphrase(made.folder, NEW)
    assert opened.db_key == made.keys.db_key
    assert opened.own == made.keys.own
    assert key.open_with_code(made.folder, made.code).master == made.keys.master
    with pytest.raises(WrongPassphrase):
        key.open_with_passphrase(made.folder, OLD)


def test_of_two_changes_at_once_neither_is_lost(made: Made) -> None:
    times, began = 20, keyfile.read(made.folder)[0].header.generation

    def lengthen(header: Header) -> Header:
        keyfile.read(made.folder)  # lets the other one in, where nothing keeps it out
        return replace(header, made_by=f"{header.made_by}x")

    def work() -> None:
        for _ in range(times):
            key.amend(made.folder, made.keys, lengthen)

    both = [Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    header = keyfile.read(made.folder)[0].header
    assert header.generation == began + 2 * times
    assert header.made_by == "0.1.0" + "x" * 2 * times


def test_a_new_sheet_ends_the_old_one(made: Made) -> None:
    code = key.set_recovery(made.folder, made.keys)
    assert key.open_with_code(made.folder, code).master == made.keys.master
    with pytest.raises(WrongPassphrase, match="does not belong"):
        key.open_with_code(made.folder, made.code)


def test_a_mistyped_group_is_told_from_a_foreign_sheet(made: Made) -> None:
    wrong = "A" if made.code[6] != "A" else "B"
    with pytest.raises(Refused, match="Group 2"):
        key.open_with_code(made.folder, made.code[:6] + wrong + made.code[7:])


def test_after_the_sheet_the_person_signs_with_a_new_key_and_the_old_one_is_remembered(made: Made) -> None:
    old = made.keys.header.slots[0]
    keys = key.open_with_code(made.folder, made.code)
    code = key.recover(made.folder, keys, NEW)
    opened = key.open_with_passphrase(made.folder, NEW)
    slot = opened.header.slots[0]
    assert slot.user == old.user
    assert slot.sign_public != old.sign_public
    assert slot.past_sign_public == (old.sign_public,)
    assert key.open_with_code(made.folder, code).master == made.keys.master
    with pytest.raises(WrongPassphrase):
        key.open_with_code(made.folder, made.code)


def test_wiping_overwrites_the_master_key(made: Made) -> None:
    made.keys.wipe()
    assert made.keys._master == bytes(32)
    assert made.keys.own is None
    with pytest.raises(NotWritten):
        made.keys.derive("backup")


class Killed(BaseException):
    """The process ends here."""


def _dies_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Let the program die before the given one of its file operations; return how many there were."""
    done = 0
    for name in ("open", "fsync", "replace", "close"):
        real = getattr(os, name)

        def counted(*args: object, _real: Callable[..., object] = real, **named: object) -> object:
            nonlocal done
            done += 1
            if done == step:
                raise Killed
            return _real(*args, **named)

        monkeypatch.setattr(os, name, counted)
    return lambda: done


@pytest.mark.parametrize("stride", [3, pytest.param(1, marks=pytest.mark.slow)])  # every step: a slow proof
def test_a_change_of_passphrase_that_dies_anywhere_leaves_the_old_or_the_new_one(
    made: Made, monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    before = {name: (made.folder / name).read_bytes() for name in (keyfile.FIRST, keyfile.SECOND)}
    outcomes: list[str] = []
    for step in range(1, 100, stride):
        for name, raw in before.items():
            (made.folder / name).write_bytes(raw)
        keys = VaultKeys(bytearray(made.keys.master), made.keys.header, made.keys.user, made.keys.own)
        with monkeypatch.context() as patched:
            _dies_at(step, patched)
            try:
                key.set_passphrase(made.folder, keys, NEW)
                finished = True
            except Killed:
                finished = False
        outcomes.append(_what_opens(made.folder))
        if finished:
            break
    assert outcomes[0] == "old"
    assert outcomes[-1] == "new"
    assert "neither" not in outcomes
    assert len(outcomes) > 6 // stride


def test_after_half_a_change_the_second_copy_does_not_revive_the_old_passphrase(made: Made) -> None:
    second = (made.folder / keyfile.SECOND).read_bytes()
    key.set_passphrase(made.folder, made.keys, NEW)
    (made.folder / keyfile.SECOND).write_bytes(second)
    assert _what_opens(made.folder) == "new"
    opened = key.open_with_passphrase(made.folder, NEW)
    key.heal(made.folder, opened)
    assert (made.folder / keyfile.SECOND).read_bytes() == (made.folder / keyfile.FIRST).read_bytes()


def _what_opens(folder: Path) -> str:
    found: list[str] = []
    for name, passphrase in (("old", OLD), ("new", NEW)):
        try:
            key.open_with_passphrase(folder, passphrase)
            found.append(name)
        except WrongPassphrase:
            continue
    return "+".join(found) or "neither"
