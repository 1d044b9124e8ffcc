"""A record is made once, opened by its passphrase alone, never made, emptied or overwritten by mistake."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import (
    InUse,
    KapdeskError,
    KeyFileDamaged,
    NewerVersion,
    RecordDamaged,
    RecordMissing,
    Refused,
    UnsuitablePlace,
    WrongPassphrase,
)
from kapdesk.services import vault
from kapdesk.services.opening import UNCLEAN
from kapdesk.services.vault import FLOOR, VaultState
from kapdesk.store import cipher
from kapdesk.store.engine import FILE
from kapdesk.store.keyfile import FIRST, SECOND
from kapdesk.store.rows import PersonRow, SettingRow, VaultIdentityRow

PASSPHRASE = "quiet harbour lantern field"
OTHER = "seven green kettles sleeping"


def _tree(folder: Path) -> dict[str, str]:
    """Return a fingerprint of every file of a folder, but for the lock."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.name != "vault.lock":
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
    return found


def _create(folder: Path, clock: SetClock, **other: object) -> tuple[vault.Opened, str]:
    given: dict[str, object] = {
        "passphrase": PASSPHRASE,
        "clinic": "Hollow Oak",
        "person_name": "J. Adler",
        "credential": "LMFT",
        "zone": "Europe/London",
        "backup_folder": None,
        "cost": FLOOR,
        **other,
    }
    return vault.create(folder, clock=clock, **given)  # pyright: ignore[reportArgumentType] - a table of cases


def test_a_new_record_holds_who_it_is_its_first_person_and_its_settings(
    tmp_path: Path, clock: SetClock
) -> None:
    folder = tmp_path / "new" / "record"
    opened, code = _create(folder, clock)
    with opened.store.read() as db:
        identity = db.get(VaultIdentityRow, 1)
        person = db.get(PersonRow, opened.person_id)
        settings = {row.key: row.value for row in db.query(SettingRow)}
    opened.close()
    assert identity is not None
    assert (identity.vault_id, identity.kind) == (opened.vault_id, "care")
    assert person is not None
    assert (person.name, person.credential, person.role) == ("J. Adler", "LMFT", "owner")
    assert settings == {
        "clinic": "Hollow Oak", "zone": "Europe/London", "backup_folder": str(folder / "backups"),
    }  # fmt: skip
    assert len(code.split("-")) == 8
    assert [path.name for path in folder.parent.iterdir()] == ["record"]


def test_folder_and_files_are_closed_to_other_users(tmp_path: Path, clock: SetClock) -> None:
    before = os.umask(0)
    try:
        opened, _ = _create(tmp_path / "record", clock)
    finally:
        os.umask(before)
    opened.close()
    assert (tmp_path / "record").stat().st_mode & 0o777 == 0o700
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "record").iterdir()}
    assert set(modes.values()) == {"0o600"}, modes


def test_after_an_ordinary_end_only_the_four_files_are_left(vault_folder: Path, clock: SetClock) -> None:
    vault.unlock(vault_folder, PASSPHRASE, clock=clock).close()
    assert sorted(path.name for path in vault_folder.iterdir()) == [FILE, FIRST, SECOND, "vault.lock"]


@pytest.mark.parametrize(
    ("passphrase", "word"),
    [
        ("short one", "Too short"),
        ("passwordpassword", "Guessed"),
        ("hollow oak j. adler", "names"),
        ("aaaaaaaaaaaaaaaa", "Guessed"),
    ],
)
def test_a_weak_passphrase_makes_no_record(
    tmp_path: Path, clock: SetClock, passphrase: str, word: str
) -> None:
    with pytest.raises(Refused, match=word):
        _create(tmp_path / "record", clock, passphrase=passphrase)
    assert list(tmp_path.iterdir()) == []


def test_a_nameless_person_or_an_unknown_zone_makes_no_record(tmp_path: Path, clock: SetClock) -> None:
    for wrong in ({"person_name": " "}, {"zone": "Europe/Atlantis"}, {"zone": "../etc"}):
        with pytest.raises(Refused):
            _create(tmp_path / "record", clock, **wrong)
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_stands_somewhere_is_made_a_record(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    note = tmp_path / "other" / "letter.txt"
    note.parent.mkdir()
    note.write_text("hello", encoding="utf-8")
    before = _tree(tmp_path)
    for folder in (vault_folder, note.parent, note):
        with pytest.raises(UnsuitablePlace):
            _create(folder, clock)
    assert _tree(tmp_path) == before


def test_a_synced_folder_gets_no_record(tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(UnsuitablePlace, match="Dropbox"):
        _create(tmp_path / "Dropbox" / "record", clock)
    assert list(tmp_path.iterdir()) == []


def test_a_making_that_fails_half_way_leaves_nothing(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _key: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cipher, "create", full)
    with pytest.raises(OSError, match="space"):
        _create(tmp_path / "record", clock)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_of_many_words_and_accents_opens_in_either_form(tmp_path: Path, clock: SetClock) -> None:
    composed = "un caf\u00e9 sous les \u00e9toiles " * 5
    assert len(composed) > 72
    opened, _ = _create(tmp_path / "record", clock, passphrase=composed)
    opened.close()
    decomposed = composed.replace("\u00e9", "e\u0301")
    vault.unlock(tmp_path / "record", decomposed, clock=clock).close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(tmp_path / "record", composed[:72], clock=clock)


def _wrong(_folder: Path) -> str:
    return "not this passphrase at all"


def _bent_keys(folder: Path) -> str:
    for name in (FIRST, SECOND):
        raw = bytearray((folder / name).read_bytes())
        raw[200] ^= 1
        (folder / name).write_bytes(bytes(raw))
    return PASSPHRASE


def _bent_page(folder: Path) -> str:
    raw = bytearray((folder / FILE).read_bytes())
    raw[5 * 4096 + 9] ^= 1
    (folder / FILE).write_bytes(bytes(raw))
    return PASSPHRASE


def _bent_first_page(folder: Path) -> str:
    raw = bytearray((folder / FILE).read_bytes())
    raw[100] ^= 1
    (folder / FILE).write_bytes(bytes(raw))
    return PASSPHRASE


def _emptied(folder: Path) -> str:
    (folder / FILE).write_bytes(b"")
    return PASSPHRASE


def _cut(folder: Path) -> str:
    raw = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(raw[: len(raw) // 2])
    return PASSPHRASE


def _clear(folder: Path) -> str:
    (folder / FILE).unlink()
    import sqlite3

    connection = sqlite3.connect(folder / FILE)
    connection.execute("CREATE TABLE person (id)")
    connection.close()
    return PASSPHRASE


def _without_file(folder: Path) -> str:
    (folder / FILE).unlink()
    return PASSPHRASE


def _without_keys(folder: Path) -> str:
    (folder / FIRST).unlink()
    (folder / SECOND).unlink()
    return PASSPHRASE


def _only_journal(folder: Path) -> str:
    for name in (FILE, FIRST, SECOND):
        (folder / name).unlink()
    (folder / f"{FILE}-wal").write_bytes(b"x")
    return PASSPHRASE


def _gone(folder: Path) -> str:
    shutil.rmtree(folder)
    return PASSPHRASE


OUTCOMES = [
    (_wrong, WrongPassphrase, "does not open"),
    (_bent_keys, KeyFileDamaged, "key file is damaged"),
    (_bent_page, RecordDamaged, "passphrase is right"),
    (_bent_first_page, RecordDamaged, "passphrase is right"),
    (_emptied, RecordDamaged, "is empty"),
    (_cut, RecordDamaged, "damaged"),
    (_clear, RecordDamaged, "not an encrypted record"),
    (_without_file, RecordMissing, "no record at"),
    (_without_keys, RecordMissing, "key file is missing"),
    (_only_journal, RecordMissing, "There was a record"),
    (_gone, RecordMissing, "no record in"),
]


@pytest.mark.parametrize(("harm", "outcome", "word"), OUTCOMES)
def test_each_way_of_not_opening_has_its_own_sentence_and_changes_nothing(  # type: ignore[no-untyped-def]
    vault_folder: Path, clock: SetClock, harm, outcome: type[KapdeskError], word: str
) -> None:
    passphrase = harm(vault_folder)
    before = _tree(vault_folder.parent)
    with pytest.raises(outcome, match=word) as told:
        vault.unlock(vault_folder, passphrase, clock=clock)
    assert type(told.value) is outcome
    assert _tree(vault_folder.parent) == before
    assert "delete" not in told.value.sentence.replace("or deleted", "")


@pytest.mark.parametrize("harm", [_emptied, _clear, _without_file, _without_keys, _only_journal])
def test_what_is_left_of_a_record_is_never_taken_for_room_for_a_new_one(
    vault_folder: Path, clock: SetClock, harm
) -> None:  # type: ignore[no-untyped-def]
    harm(vault_folder)
    before = _tree(vault_folder)
    with pytest.raises((RecordMissing, RecordDamaged)):
        vault.inspect(vault_folder)
    with pytest.raises(UnsuitablePlace):
        _create(vault_folder, clock)
    assert _tree(vault_folder) == before


def test_damage_with_a_journal_beside_it_is_left_byte_for_byte(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with opened.store.write() as db:
        db.add(SettingRow(key="late", value="x" * 9000, changed_at=clock.now(), changed_by=None))
    crashed = tmp_path / "crashed"
    shutil.copytree(vault_folder, crashed)
    opened.close()
    (crashed / f"{FILE}-shm").unlink()
    _bent_page(crashed)
    before = _tree(crashed)
    assert f"{FILE}-wal" in before
    with pytest.raises(RecordDamaged):
        vault.unlock(crashed, PASSPHRASE, clock=clock)
    assert _tree(crashed) == before


def test_after_a_crash_the_journal_is_taken_in_without_a_word(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with opened.store.write() as db:
        db.add(SettingRow(key="late", value="words", changed_at=clock.now(), changed_by=None))
    crashed, robbed = tmp_path / "crashed", tmp_path / "robbed"
    shutil.copytree(vault_folder, crashed)
    shutil.copytree(vault_folder, robbed)
    opened.close()
    again = vault.unlock(crashed, PASSPHRASE, clock=clock)
    with again.store.read() as db:
        assert db.get(SettingRow, "late") is not None
    assert again.notices == ()
    again.close()
    (robbed / f"{FILE}-wal").unlink()
    less = vault.unlock(robbed, PASSPHRASE, clock=clock)
    assert less.notices == (UNCLEAN,)
    less.close()
    after = vault.unlock(robbed, PASSPHRASE, clock=clock)
    assert after.notices == ()
    after.close()


def test_keys_of_one_record_beside_the_file_of_another_are_noticed(
    vault_folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    opened, _ = _create(tmp_path / "second", clock)
    opened.close()
    shutil.copy(tmp_path / "second" / FILE, vault_folder / FILE)
    with pytest.raises(RecordDamaged):
        vault.unlock(vault_folder, PASSPHRASE, clock=clock)


def test_a_file_that_names_another_record_is_noticed_although_the_key_fits(
    template, vault_folder: Path, clock: SetClock
) -> None:
    connection = cipher.connect(vault_folder / FILE, template.key)
    connection.execute("UPDATE vault_identity SET vault_id = 'another'")
    connection.close()
    with pytest.raises(RecordDamaged, match="different records"):
        vault.unlock(vault_folder, PASSPHRASE, clock=clock)


def test_a_record_is_open_once(vault_folder: Path, clock: SetClock) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with pytest.raises(InUse):
        vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    script = (
        "import sys\nfrom pathlib import Path\nfrom kapdesk.domain.clock import SystemClock\n"
        "from kapdesk.domain.errors import InUse\nfrom kapdesk.services import vault\n"
        "try:\n    vault.unlock(Path(sys.argv[1]), 'x', clock=SystemClock())\n"
        "except InUse as told:\n    print(told.sentence)\n"
    )
    command = [sys.executable, "-c", script, str(vault_folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"process {os.getpid()}" in done.stdout
    opened.close()
    opened.close()
    vault.unlock(vault_folder, PASSPHRASE, clock=clock).close()


def test_a_failed_unlocking_frees_the_lock(vault_folder: Path, clock: SetClock) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unlock(vault_folder, OTHER, clock=clock)
    vault.unlock(vault_folder, PASSPHRASE, clock=clock).close()


def test_closing_wipes_the_keys(vault_folder: Path, clock: SetClock) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    opened.close()
    assert opened.keys._master == bytes(32)
    assert opened.keys.own is None


def test_a_change_of_passphrase_works_open_and_closed_and_does_not_touch_the_record(
    vault_folder: Path, clock: SetClock
) -> None:
    before = (vault_folder / FILE).read_bytes()
    vault.change_passphrase(vault_folder, PASSPHRASE, OTHER)
    assert (vault_folder / FILE).read_bytes() == before
    opened = vault.unlock(vault_folder, OTHER, clock=clock)
    vault.change_passphrase(vault_folder, OTHER, PASSPHRASE)
    opened.close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(vault_folder, OTHER, clock=clock)
    vault.unlock(vault_folder, PASSPHRASE, clock=clock).close()


def test_a_weak_or_wrong_change_of_passphrase_changes_nothing(vault_folder: Path) -> None:
    before = _tree(vault_folder)
    with pytest.raises(Refused):
        vault.change_passphrase(vault_folder, PASSPHRASE, "short")
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase(vault_folder, OTHER, OTHER)
    assert _tree(vault_folder) == before


def test_the_sheet_opens_sets_a_passphrase_and_is_replaced(vault_folder: Path, clock: SetClock) -> None:
    first = vault.new_recovery(vault_folder, PASSPHRASE)
    opened, second = vault.unlock_with_recovery(vault_folder, first, OTHER, clock=clock)
    person = opened.person_id
    opened.close()
    again = vault.unlock(vault_folder, OTHER, clock=clock)
    assert again.person_id == person
    again.close()
    for gone in (first, first):
        with pytest.raises(WrongPassphrase):
            vault.unlock_with_recovery(vault_folder, gone, OTHER, clock=clock)
    with pytest.raises(WrongPassphrase):
        vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    opened, _ = vault.unlock_with_recovery(vault_folder, second, PASSPHRASE, clock=clock)
    opened.close()


def test_the_sheet_writes_no_passphrase_for_a_damaged_record(vault_folder: Path, clock: SetClock) -> None:
    code = vault.new_recovery(vault_folder, PASSPHRASE)
    _bent_page(vault_folder)
    before = _tree(vault_folder)
    with pytest.raises(RecordDamaged):
        vault.unlock_with_recovery(vault_folder, code, OTHER, clock=clock)
    assert _tree(vault_folder) == before


def test_an_empty_or_absent_folder_is_nothing_and_a_good_one_is_ready(
    vault_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert vault.inspect(tmp_path / "empty") is VaultState.NOTHING
    assert vault.inspect(tmp_path / "absent") is VaultState.NOTHING
    assert vault.inspect(vault_folder) is VaultState.READY


def test_a_newer_key_file_is_told_apart(vault_folder: Path) -> None:
    assert issubclass(NewerVersion, KapdeskError)
    assert (
        len(
            {
                outcome.code
                for outcome in (WrongPassphrase, RecordDamaged, KeyFileDamaged, RecordMissing, NewerVersion)
            }
        )
        == 5
    )


@pytest.mark.parametrize(
    ("passphrase", "enough"),
    [
        ("Password1!", False),
        ("kapdesk2026kapdesk", False),
        ("quiet harbour lantern field", True),
        ("x" * 500, False),
    ],
)
def test_strength_is_judged_by_how_it_would_be_guessed(passphrase: str, enough: bool) -> None:
    strength = vault.judge(passphrase, ("Hollow Oak", "J. Adler"))
    assert strength.enough is enough
    assert 0 <= strength.score <= 4
    assert strength.sentence.endswith(".")


def test_a_reader_that_holds_the_journal_up_delays_locking_only_a_moment_and_loses_nothing(
    vault_folder: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with opened.store.write() as db:
        db.add(SettingRow(key="early", value="words", changed_at=clock.now(), changed_by=None))
    outside = cipher.connect(vault_folder / FILE, opened.store.raw_key)
    outside.execute("BEGIN")
    outside.execute("SELECT count(*) FROM setting").fetchall()
    with opened.store.write() as db:
        db.add(SettingRow(key="late", value="words", changed_at=clock.now(), changed_by=None))
    began = time.monotonic()
    opened.close()
    assert time.monotonic() - began < 2
    outside.close()
    again = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with again.store.read() as db:
        assert db.get(SettingRow, "late") is not None
    again.close()
