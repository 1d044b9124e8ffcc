"""A damaged key file is called damaged, never a wrong passphrase; a changed one is refused."""

import hashlib
import json
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import KeyFileDamaged, NewerVersion, RecordMissing, WrongPassphrase
from kapdesk.store import key, keyfile
from kapdesk.store.derivation import FLOOR
from kapdesk.store.keyfile import FIRST, MAGIC, SECOND

PASSPHRASE = "quiet harbour lantern field"
COPIES = (FIRST, SECOND)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("keys")
    key.create(
        folder, PASSPHRASE, kind="care", user="a1", role="owner", made_by="0.1.0", made_at="2026", cost=FLOOR
    )
    return (folder / FIRST).read_bytes()


def _put(folder: Path, first: bytes | None, second: bytes | None) -> None:
    for name, raw in zip(COPIES, (first, second), strict=True):
        if raw is not None:
            (folder / name).write_bytes(raw)


def _rewritten(raw: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Change what a key file says and put the checksum right, as somebody without the key could."""
    (length,) = struct.unpack(">I", raw[len(MAGIC) : len(MAGIC) + 4])
    start = len(MAGIC) + 4
    said = json.loads(raw[start : start + length])
    change(said)
    text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    sealed = MAGIC + struct.pack(">I", len(text)) + text + raw[start + length : start + length + 32]
    return sealed + hashlib.sha256(sealed).digest()


def test_every_flipped_bit_is_noticed_without_any_secret(original: bytes) -> None:
    for place in range(len(original)):
        for bit in range(8):
            bent = bytearray(original)
            bent[place] ^= 1 << bit
            with pytest.raises(keyfile.Unreadable):
                keyfile.decode(bytes(bent))


def test_flipped_bits_in_both_copies_are_never_called_a_wrong_passphrase(
    original: bytes, tmp_path: Path
) -> None:
    chance = random.Random(1)
    for _ in range(200):
        bent = bytearray(original)
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        _put(tmp_path, bytes(bent), bytes(bent))
        with pytest.raises(KeyFileDamaged, match="passphrase may well be right"):
            key.open_with_passphrase(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("bad", COPIES)
@pytest.mark.parametrize("how", ["bent", "empty", "cut", "gone"])
def test_one_damaged_copy_does_no_harm_and_is_healed(
    original: bytes, tmp_path: Path, bad: str, how: str
) -> None:
    bent = bytes([original[0] ^ 1]) + original[1:]
    raw = {"bent": bent, "empty": b"", "cut": original[:-1], "gone": None}[how]
    _put(tmp_path, *((raw, original) if bad == FIRST else (original, raw)))
    keys = key.open_with_passphrase(tmp_path, PASSPHRASE)
    key.heal(tmp_path, keys)
    assert [(tmp_path / name).read_bytes() for name in COPIES] == [original, original]


def test_no_key_file_at_all_is_missing_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing, match="key file is missing"):
        key.open_with_passphrase(tmp_path, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_format_is_refused_as_newer(original: bytes, tmp_path: Path) -> None:
    raw = _rewritten(original, lambda said: said.update(format=3))
    _put(tmp_path, raw, raw)
    with pytest.raises(NewerVersion):
        key.open_with_passphrase(tmp_path, PASSPHRASE)
    assert (tmp_path / FIRST).read_bytes() == raw


def test_a_slot_that_wants_a_second_secret_is_from_a_newer_version(original: bytes, tmp_path: Path) -> None:
    raw = _rewritten(original, lambda said: said["slots"][0].update(second={"kind": "file"}))
    _put(tmp_path, raw, raw)
    with pytest.raises(NewerVersion):
        key.open_with_passphrase(tmp_path, PASSPHRASE)


def _role(said: dict[str, Any]) -> None:
    said["slots"][0]["role"] = "auditor"


def _user(said: dict[str, Any]) -> None:
    said["slots"][0]["user"] = "b2"


def _without_sheet(said: dict[str, Any]) -> None:
    said["slots"].pop()


def _planted(said: dict[str, Any]) -> None:
    said["slots"].append(said["slots"][1])


def _other_kind(said: dict[str, Any]) -> None:
    said["kind"] = "practice"


def _other_salt(said: dict[str, Any]) -> None:
    said["db"]["salt"] = "AAAAAAAAAAAAAAAAAAAAAA=="


def _huge(said: dict[str, Any]) -> None:
    said["slots"][0]["kdf"]["m"] = 4 * 1024**3


def _weak(said: dict[str, Any]) -> None:
    said["slots"][0]["kdf"] = {"m": 8, "t": 1, "p": 1}


@pytest.mark.parametrize(
    "change", [_role, _user, _without_sheet, _planted, _other_kind, _other_salt, _huge, _weak]
)
def test_a_key_file_that_was_changed_without_the_key_is_refused(
    original: bytes, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    raw = _rewritten(original, change)
    assert raw != original
    _put(tmp_path, raw, raw)
    with pytest.raises(KeyFileDamaged):
        key.open_with_passphrase(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("change", [_role, _without_sheet])
def test_a_changed_first_copy_gives_way_to_the_genuine_second(
    original: bytes, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    def newer(said: dict[str, Any]) -> None:
        change(said)
        said["generation"] = 99

    _put(tmp_path, _rewritten(original, newer), original)
    keys = key.open_with_passphrase(tmp_path, PASSPHRASE)
    key.heal(tmp_path, keys)
    assert (tmp_path / FIRST).read_bytes() == original


def test_a_planted_newer_copy_with_strange_slots_gives_way_too(original: bytes, tmp_path: Path) -> None:
    def strange(said: dict[str, Any]) -> None:
        said["generation"] = 99
        said["slots"][0]["salt"] = "AAAAAAAAAAAAAAAAAAAAAA=="

    _put(tmp_path, _rewritten(original, strange), original)
    assert key.open_with_passphrase(tmp_path, PASSPHRASE).header.generation == 1
    with pytest.raises(WrongPassphrase):
        key.open_with_passphrase(tmp_path, "not this one at all")


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_stumble(raw: bytes) -> None:
    for candidate in (raw, MAGIC + raw, MAGIC + struct.pack(">I", 2**32 - 1) + raw):
        with pytest.raises(keyfile.Unreadable):
            keyfile.decode(candidate)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_json_makes_the_reader_stumble(said: object) -> None:
    text = json.dumps(said).encode()
    sealed = MAGIC + struct.pack(">I", len(text)) + text + bytes(32)
    with pytest.raises((keyfile.Unreadable, NewerVersion)):
        keyfile.decode(sealed + hashlib.sha256(sealed).digest())
