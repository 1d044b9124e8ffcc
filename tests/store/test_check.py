"""Damage is found and called damage; a look at a file never changes it."""

import shutil
from pathlib import Path

import pytest

from kapdesk.domain.errors import RecordDamaged
from kapdesk.store import check, cipher
from kapdesk.store.engine import FILE

PAGE = 4096


def _bent(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 4]))


def test_a_good_file_is_whole_and_counted(template, vault_folder: Path) -> None:
    report = check.check_file(vault_folder / FILE, template.key)
    assert report.whole
    assert report.counts["person"] == 1
    assert report.counts["vault_identity"] == 1


@pytest.mark.parametrize("page", [1, 5, 40, 100])
def test_a_flipped_bit_behind_the_first_page_is_found(template, vault_folder: Path, page: int) -> None:
    _bent(vault_folder / FILE, page * PAGE + 100)
    assert not check.check_file(vault_folder / FILE, template.key).whole


def test_a_flipped_bit_in_the_first_page_is_damage(template, vault_folder: Path) -> None:
    _bent(vault_folder / FILE, 50)
    with pytest.raises(RecordDamaged, match="passphrase is right"):
        check.check_file(vault_folder / FILE, template.key)


def test_a_flipped_bit_in_the_salt_costs_nothing_because_the_key_file_holds_it(
    template, vault_folder: Path
) -> None:
    raw = bytearray((vault_folder / FILE).read_bytes())
    raw[:16] = bytes(16)
    (vault_folder / FILE).write_bytes(bytes(raw))
    connection = cipher.connect(vault_folder / FILE, template.key)
    assert connection.execute("SELECT count(*) FROM person").fetchone() == (1,)
    connection.close()


def test_pages_that_changed_places_or_were_added_are_found(template, vault_folder: Path) -> None:
    path = vault_folder / FILE
    raw = path.read_bytes()
    path.write_bytes(raw[: 3 * PAGE] + raw[4 * PAGE : 5 * PAGE] + raw[3 * PAGE : 4 * PAGE] + raw[5 * PAGE :])
    assert not check.check_file(path, template.key).whole
    path.write_bytes(raw + raw[-PAGE:])
    assert not check.check_file(path, template.key).whole


def test_a_row_that_names_nobody_is_found(template, vault_folder: Path) -> None:
    connection = cipher.connect(vault_folder / FILE, template.key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE setting SET changed_by = '00000000000000000000000000000000'")
    connection.close()
    report = check.check_file(vault_folder / FILE, template.key)
    assert "a row of setting names a row of person" in report.problems[0]


@pytest.mark.parametrize("journal", [False, True])
def test_a_first_look_changes_no_byte_and_leaves_no_file(
    template,
    vault_folder: Path,
    tmp_path: Path,
    journal: bool,
) -> None:
    folder = tmp_path / "looked at"
    if journal:
        connection = cipher.connect(vault_folder / FILE, template.key)
        connection.execute("UPDATE setting SET value = 'later' WHERE key = 'clinic'")
        shutil.copytree(vault_folder, folder)
        connection.close()
        (folder / f"{FILE}-shm").unlink()
    else:
        shutil.copytree(vault_folder, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert (f"{FILE}-wal" in before) is journal
    check.first_look(folder / FILE, template.key, structure=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
