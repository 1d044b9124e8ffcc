"""The PIN is kept as a slow salted hash inside the record; it opens nothing that is locked."""

import time
from pathlib import Path

import pytest
from conftest import PASSPHRASE

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import pin, settings, vault
from kapdesk.services.record import Record


def test_the_right_pin_matches_and_no_other(record: Record) -> None:
    assert not pin.matches(record, "")
    pin.set_pin(record, "4172")
    assert pin.is_set(record)
    assert pin.matches(record, "4172")
    assert not any(pin.matches(record, typed) for typed in ("", "4173", "41720", "417", "four", "٤١٧٢"))


def test_what_is_kept_is_salted_anew_slow_and_says_nothing_of_the_pin(record: Record) -> None:
    pin.set_pin(record, "90417")
    first = settings.get(record, pin.KEY)
    pin.set_pin(record, "90417")
    second = settings.get(record, pin.KEY)
    assert first != second
    assert first.startswith("scrypt$32768$8$1$")
    assert "90417" not in first.rsplit("$", 1)[0]
    began = time.perf_counter()
    pin.matches(record, "11223")
    assert time.perf_counter() - began > 0.02


def test_a_hash_made_cheap_by_hand_opens_nothing(record: Record) -> None:
    import hashlib

    weak = hashlib.scrypt(b"4172", salt=b"s" * 16, n=2, r=8, p=1, dklen=32).hex()
    settings.put(record, pin.KEY, f"scrypt$2$8$1${(b's' * 16).hex()}${weak}")
    assert not pin.matches(record, "4172")


@pytest.mark.parametrize("bad", ["", "123", "123456789", "1111", "1234", "9876", "4a72", " 4172", "٤١٧٢"])
def test_a_pin_that_is_too_short_too_long_or_guessed_first_is_refused(record: Record, bad: str) -> None:
    with pytest.raises(Refused):
        pin.set_pin(record, bad)
    assert not pin.is_set(record)


def test_a_removed_pin_matches_nothing(record: Record) -> None:
    pin.set_pin(record, "4172")
    pin.remove(record)
    assert not pin.is_set(record)
    assert not pin.matches(record, "4172")
    assert not pin.matches(record, "")


def test_only_the_passphrase_opens_and_a_pin_never_does(vault_folder: Path, clock: SetClock) -> None:
    before = {path.name: path.read_bytes() for path in vault_folder.iterdir() if path.is_file()}
    assert pin.opens(vault_folder, PASSPHRASE)
    assert not pin.opens(vault_folder, "4172")
    assert {path.name: path.read_bytes() for path in vault_folder.iterdir() if path.is_file()} == before
    with pytest.raises(WrongPassphrase):
        vault.unlock(vault_folder, "4172", clock=clock)
