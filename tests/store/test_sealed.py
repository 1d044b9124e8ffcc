"""Words that the disk refused can be sealed without a secret, and only the record opens them."""

from pathlib import Path

import pytest

from kapdesk.domain.errors import RecordDamaged
from kapdesk.store import key, sealed
from kapdesk.store.derivation import FLOOR
from kapdesk.store.key import VaultKeys

WORDS = b"half a sentence about the lake" * 100


@pytest.fixture
def keys(tmp_path: Path) -> VaultKeys:
    made, _ = key.create(
        tmp_path, "quiet harbour", kind="care", user="a", role="owner", made_by="0", made_at="0", cost=FLOOR
    )
    return made


def test_sealed_words_come_back(keys: VaultKeys) -> None:
    closed = sealed.seal(WORDS, keys.header.draft_public)
    assert WORDS[:20] not in closed
    assert sealed.unseal(closed, keys) == WORDS


def test_the_same_words_are_never_sealed_alike(keys: VaultKeys) -> None:
    assert sealed.seal(WORDS, keys.header.draft_public) != sealed.seal(WORDS, keys.header.draft_public)


def test_any_change_is_noticed(keys: VaultKeys) -> None:
    closed = sealed.seal(b"a", keys.header.draft_public)
    for place in range(len(closed)):
        bent = bytearray(closed)
        bent[place] ^= 1
        with pytest.raises(RecordDamaged):
            sealed.unseal(bytes(bent), keys)
    for cut in range(len(closed)):
        with pytest.raises(RecordDamaged):
            sealed.unseal(closed[:cut], keys)


def test_drafts_are_found_in_order_and_damaged_ones_are_left(keys: VaultKeys, tmp_path: Path) -> None:
    one = sealed.put(tmp_path, b"one", keys.header.draft_public)
    two = sealed.put(tmp_path, b"two", keys.header.draft_public)
    bad = sealed.put(tmp_path, b"bad", keys.header.draft_public)
    bad.write_bytes(b"nonsense")
    drafts, damaged = sealed.found(tmp_path, keys)
    assert [draft.content for draft in drafts] == [b"one", b"two"]
    assert damaged == [bad]
    assert one.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "drafts").stat().st_mode & 0o777 == 0o700
    sealed.drop(drafts[0])
    assert not one.exists()
    assert two.exists()
    assert bad.exists()


def test_another_record_cannot_open_them(keys: VaultKeys, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    strange, _ = key.create(
        other, "quiet harbour", kind="care", user="a", role="owner", made_by="0", made_at="0", cost=FLOOR
    )
    with pytest.raises(RecordDamaged):
        sealed.unseal(sealed.seal(WORDS, keys.header.draft_public), strange)
