"""Several people open one record, each with an own secret; what waits for one is vouched for by an owner."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.errors import KapdeskError, KeyFileDamaged, Refused, WrongPassphrase
from kapdesk.store import custody, derivation, key, keyfile, members, second_secret, slots
from kapdesk.store.derivation import FLOOR, expand
from kapdesk.store.key import SignIn, VaultKeys
from kapdesk.store.second_secret import KeyFileNotThere

OWNER, OTHER, NEW = "quiet harbour lantern field", "seven green kettles sleeping", "plain wooden orchard gate"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow step is proved elsewhere; here it would only be waited for."""

    def fast(passphrase: str, salt: bytes, _cost: derivation.Cost) -> bytes:
        return expand(derivation.prepared(passphrase) + salt, "quick")

    monkeypatch.setattr(slots, "from_passphrase", fast)


@dataclass
class Made:
    folder: Path
    keys: VaultKeys
    code: str

    def open(self, passphrase: str, name: str = "") -> VaultKeys:
        return key.open_with_passphrase(self.folder, passphrase, SignIn(name, find=second_secret.finder([])))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    folder = tmp_path / "keys"
    folder.mkdir()
    keys, code = key.create(
        folder, OWNER, kind="care", user="a1", role="owner", made_by="1", made_at="2026-11-22", cost=FLOOR
    )
    members.add(folder, keys, "b2", "clinician", OTHER, "Rowentree", FLOOR)
    return Made(folder, keys, code)


def test_each_person_opens_the_same_record_with_an_own_passphrase_and_own_keys(made: Made) -> None:
    owner, other = made.open(OWNER), made.open(OTHER, "rowentree")
    assert (owner.user, other.user) == ("a1", "b2")
    assert owner.db_key == other.db_key
    assert owner.own != other.own
    with pytest.raises(WrongPassphrase):
        made.open(NEW)


def test_a_sign_in_name_finds_the_slot_however_it_is_typed_and_is_nowhere_in_the_file(made: Made) -> None:
    assert made.open(OTHER, "  ROWENTREE ").user == made.open(OTHER).user == "b2"
    with pytest.raises(WrongPassphrase):
        made.open(OTHER, "somebody")
    assert b"entree" not in (made.folder / keyfile.FIRST).read_bytes().lower()
    with pytest.raises(Refused, match="signs in with this name"):
        members.add(made.folder, made.keys, "c3", "clinician", NEW, "ROWENTREE", FLOOR)


def test_a_name_nobody_has_takes_as_long_as_one_somebody_has(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kapdesk.store import unlocking

    members.set_name(made.folder, made.keys, "a1", "Adler")
    tried: list[str] = []

    def noticed(passphrase: str, salt: bytes, cost: derivation.Cost) -> bytes:
        tried.append(passphrase)
        return bytes(32)

    monkeypatch.setattr(unlocking, "from_passphrase", noticed)
    with pytest.raises(WrongPassphrase):
        made.open(OWNER, "nobody")
    assert tried


def test_another_role_waits_in_the_slot_until_the_person_comes(made: Made) -> None:
    members.set_role(made.folder, made.keys, "b2", "supervisor")
    other = made.open(OTHER)
    assert other.renewed is not None
    assert (other.renewed.role, other.renewed.next_role) == ("supervisor", "")
    renewed = other.renewed
    key.amend(made.folder, other, lambda header: key.swapped(header, other.slot, renewed))
    again = made.open(OTHER)
    assert again.renewed is None
    assert again.own == other.own


def test_a_role_that_no_owner_vouched_for_is_refused(made: Made) -> None:
    other = made.open(OTHER)
    slot = members.find(made.keys.header, "b2")
    assert slot is not None
    assert other.own is not None
    forged = slots.promise(made.keys.header.vault_id, slot, other.own, role="owner")
    key.amend(made.folder, other, lambda header: key.swapped(header, slot.id, forged))
    with pytest.raises(KapdeskError, match="key file is damaged"):
        made.open(OTHER)


def test_a_reset_gives_new_own_keys_and_remembers_the_old_public_one(made: Made) -> None:
    before = members.find(made.keys.header, "b2")
    members.reset(made.folder, made.keys, "b2", NEW)
    after = members.find(made.open(NEW, "Rowentree").header, "b2")
    assert before is not None
    assert after is not None
    assert after.past_sign_public == (before.sign_public,)
    with pytest.raises(WrongPassphrase):
        made.open(OTHER)


def test_the_last_owner_cannot_be_removed_and_a_removed_person_does_not_come_in(made: Made) -> None:
    with pytest.raises(Refused, match="last owner"):
        members.remove(made.folder, made.keys, "a1")
    members.remove(made.folder, made.keys, "b2")
    with pytest.raises(WrongPassphrase):
        made.open(OTHER)
    assert made.open(OWNER).user == "a1"


def test_the_sheet_sets_the_passphrase_of_an_owner_whoever_stands_first(made: Made) -> None:
    members.set_role(made.folder, made.keys, "b2", "owner")
    members.remove(made.folder, made.keys, "a1")
    keys = key.open_with_code(made.folder, made.code)
    key.recover(made.folder, keys, NEW)
    assert made.open(NEW).user == "b2"


def test_a_key_file_is_wanted_beside_the_passphrase_and_its_absence_has_its_own_sentence(
    made: Made, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    secret = second_secret.make(stick)
    key.set_passphrase(made.folder, made.keys, OWNER, second=secret)
    find = second_secret.finder([tmp_path / "nowhere", stick])
    assert key.open_with_passphrase(made.folder, OWNER, SignIn(find=find)).user == "a1"
    with pytest.raises(KeyFileNotThere, match="key file is not there"):
        made.open(OWNER)
    with pytest.raises(WrongPassphrase):
        key.open_with_passphrase(made.folder, NEW, SignIn(find=find))
    assert made.open(OTHER).user == "b2"  # who wants no key file is not kept out
    assert key.open_with_code(made.folder, made.code).db_key == made.keys.db_key  # a lost stick


@pytest.mark.parametrize("how", ["cut", "bent", "foreign", "empty"])
def test_a_damaged_key_file_counts_as_none(tmp_path: Path, how: str) -> None:
    second_secret.make(tmp_path)
    path = tmp_path / second_secret.NAME
    raw = path.read_bytes()
    bent = raw[:20] + bytes([raw[20] ^ 1]) + raw[21:]
    path.write_bytes({"cut": raw[:-1], "bent": bent, "foreign": b"x" * len(raw), "empty": b""}[how])
    assert second_secret.read(path) == b""


def test_any_two_of_three_sheets_open_and_one_does_not(made: Made) -> None:
    _id, shares = custody.make(made.folder, made.keys)
    for left_out in range(3):
        two = [share for place, share in enumerate(shares) if place != left_out]
        assert custody.open_with_shares(made.folder, two).db_key == made.keys.db_key
    assert [custody.share_number(share) for share in shares] == [1, 2, 3]
    with pytest.raises(Refused, match="same sheet twice"):
        custody.open_with_shares(made.folder, [shares[0], shares[0]])
    _other, later = custody.make(made.folder, made.keys)
    with pytest.raises(Refused, match="two different envelopes"):
        custody.joined([shares[0], later[1]])
    with pytest.raises(WrongPassphrase, match="no envelope of this record"):
        custody.open_with_shares(made.folder, list(shares[:2]))
    custody.revoke(made.folder, made.keys)
    with pytest.raises(WrongPassphrase):
        custody.open_with_shares(made.folder, list(later[:2]))


def test_a_mistyped_word_is_named_by_its_sheet(made: Made) -> None:
    _id, shares = custody.make(made.folder, made.keys)
    words = shares[1].split()
    words[4], words[5] = words[5], words[4] if words[4] != words[5] else "academic"
    with pytest.raises(Refused, match="sheet 2"):
        custody.joined([shares[0], " ".join(words)])


_BENT: dict[str, Callable[[slots.Slot], slots.Slot]] = {
    "role": lambda slot: replace(slot, role="owner"),
    "next role": lambda slot: replace(slot, next_role="owner"),
    "user": lambda slot: replace(slot, user="a1"),
    "keepers": lambda slot: replace(slot, keepers=(slot.sign_public,)),
    "no keepers": lambda slot: replace(slot, keepers=()),
    "name": lambda slot: replace(slot, sign_in=bytes(32)),
    "sealed": lambda slot: replace(slot, sealed=bytes(92), wrapped=b"", nonce=b""),
    "second": lambda slot: replace(slot, second=slots.Second("00", bytes(32))),
    "id": lambda slot: replace(slot, id="00" * 8),
    "past": lambda slot: replace(slot, past_sign_public=(bytes(32),)),
}


@given(st.sampled_from(sorted(_BENT)), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_exchanged_part_of_a_slot_lets_anybody_in(made: Made, what: str, gone: bool) -> None:
    """Somebody without any secret can put checksums right, and still nothing but a refusal comes of it."""
    mac = made.keys.derive("header-mac")
    header = key.keyfile.read(made.folder)[0].header
    genuine = keyfile.encode(header, mac)
    slot = members.find(header, "b2")
    assert slot is not None
    slots_now = tuple(each for each in header.slots if each.user != "a1") if gone else header.slots
    bent = key.swapped(replace(header, slots=slots_now), slot.id, _BENT[what](slot))
    planted = keyfile.encode(bent, bytes(32))
    for name in (keyfile.FIRST, keyfile.SECOND):
        (made.folder / name).write_bytes(planted)
    try:
        with pytest.raises(KapdeskError):
            made.open(OTHER)
    finally:
        for name in (keyfile.FIRST, keyfile.SECOND):
            (made.folder / name).write_bytes(genuine)


def test_a_flipped_bit_in_a_file_of_several_people_is_damage_and_never_a_wrong_passphrase(made: Made) -> None:
    custody.make(made.folder, made.keys)
    members.set_role(made.folder, made.keys, "b2", "assistant")
    raw, chance = (made.folder / keyfile.FIRST).read_bytes(), random.Random(2)
    for _ in range(150):
        bent = bytearray(raw)
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        for name in (keyfile.FIRST, keyfile.SECOND):
            (made.folder / name).write_bytes(bent)
        with pytest.raises(KeyFileDamaged):
            made.open(OTHER)


def test_a_master_key_sealed_by_who_is_no_owner_is_refused(made: Made) -> None:
    """Who knows the public keys alone could otherwise put a whole foreign record in its place."""
    stranger = slots.new_own_keys()
    slot = members.find(made.keys.header, "b2")
    assert slot is not None
    master = bytes(range(32))
    planted = slots.promise(made.keys.header.vault_id, slot, stranger, master=master)
    header = key.swapped(made.keys.header, slot.id, planted)
    keyfile.write(made.folder, header, expand(master, "header-mac"))
    with pytest.raises(KapdeskError, match="key file is damaged"):
        made.open(OTHER)


def test_a_key_file_that_uses_nothing_new_can_still_be_read_by_an_older_version(tmp_path: Path) -> None:
    keys, _code = key.create(
        tmp_path, OWNER, kind="care", user="a1", role="owner", made_by="1", made_at="2026", cost=FLOOR
    )
    assert b'"format":1,' in (tmp_path / keyfile.FIRST).read_bytes()
    members.add(tmp_path, keys, "b2", "clinician", OTHER, "", FLOOR)
    assert b'"format":2,' in (tmp_path / keyfile.FIRST).read_bytes()
