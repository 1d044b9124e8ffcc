"""Pages of the record are read one by one with the key, whatever became of the file as a whole."""

import shutil
import struct
from pathlib import Path

import pytest
from conftest import MORNING, PASSPHRASE, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.clock import SetClock
from kapdesk.services import vault
from kapdesk.store import cipher
from kapdesk.store.engine import FILE
from kapdesk.store.pages import PAGE, PageFile, Sealed
from kapdesk.store.pages_tree import Found, Kind, decode, rows_on, walk
from kapdesk.store.rows import SettingRow

LONG = "the heron crossed the lake of glass " * 700


@pytest.fixture(scope="module")
def left(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a process that was killed: its last writings stand in the journal only."""
    folder = tmp_path_factory.mktemp("pages") / "record"
    shutil.copytree(template.folder, folder)
    opened = vault.unlock(folder, PASSPHRASE, clock=SetClock(MORNING))
    for number in range(40):
        with opened.store.write() as db:
            text = LONG[: number * 600]
            db.add(SettingRow(key=f"n{number}", value=text, changed_at=MORNING, changed_by=None))
    killed = folder.parent / "killed"
    killed.mkdir()
    for name in (FILE, f"{FILE}-wal"):
        shutil.copy(folder / name, killed / name)
    opened.close()
    return killed


@pytest.fixture
def killed(left: Path, tmp_path: Path) -> Path:
    shutil.copytree(left, tmp_path / "killed")
    return tmp_path / "killed" / FILE


def by_sql(path: Path, key: bytes) -> list[tuple[object, ...]]:
    connection = cipher.connect(path, key)
    try:
        return sorted(connection.execute("SELECT rowid, * FROM setting").fetchall())
    finally:
        connection.close()


def root_of(path: Path, key: bytes, table: str) -> int:
    connection = cipher.connect_only_reading(path, key)
    try:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return connection.execute(query, (table,)).fetchone()[0]
    finally:
        connection.close()


def by_pages(path: Path, key: bytes, root: int) -> list[tuple[object, ...]]:
    file = PageFile(path, key)
    try:
        return sorted(
            (rowid, *row)
            for number, page, kind in walk(file, root, Found())
            if kind is Kind.TABLE_LEAF
            for rowid, row in rows_on(file, number, page)
            if row is not None
        )
    finally:
        file.close()


def test_rows_read_page_by_page_are_the_rows_of_the_record_with_what_stands_in_the_journal(
    killed: Path, template: Template
) -> None:
    root = root_of(killed, template.key, "setting")
    mine = by_pages(killed, template.key, root)
    assert len(mine) > 40
    assert mine == by_sql(killed, template.key)


def test_without_its_journal_the_older_rows_are_read(killed: Path, template: Template) -> None:
    root = root_of(killed, template.key, "setting")
    killed.with_name(f"{FILE}-wal").unlink()
    assert len(by_pages(killed, template.key, root)) < 40


def test_a_frame_of_the_journal_that_is_bent_hides_only_itself(killed: Path, template: Template) -> None:
    root = root_of(killed, template.key, "setting")
    beside = killed.with_name(f"{FILE}-wal")
    whole = len(by_pages(killed, template.key, root))
    raw = bytearray(beside.read_bytes())
    raw[32 + 5 * (24 + PAGE) + 1000] ^= 1
    beside.write_bytes(bytes(raw))
    file = PageFile(killed, template.key)
    assert file.journal.lost == 1
    file.close()
    assert len(by_pages(killed, template.key, root)) >= whole - 1


def test_a_page_is_read_although_the_first_page_with_the_salt_is_gone(
    killed: Path, template: Template
) -> None:
    root = root_of(killed, template.key, "setting")
    before = by_pages(killed, template.key, root)
    with killed.open("r+b") as file:
        file.write(bytes(PAGE))
    beside = killed.with_name(f"{FILE}-wal")
    assert by_pages(killed, template.key, root) == before
    beside.unlink()
    file = PageFile(killed, template.key)
    assert file.page(1) is None
    file.close()


def test_a_page_with_a_single_bent_bit_is_not_used(killed: Path, template: Template) -> None:
    killed.with_name(f"{FILE}-wal").unlink()
    raw = bytearray(killed.read_bytes())
    raw[PAGE + 77] ^= 1
    killed.write_bytes(bytes(raw))
    file = PageFile(killed, template.key)
    assert file.page(2) is None
    assert file.page(3) is not None
    file.close()


def test_a_page_in_the_place_of_another_is_not_used(killed: Path, template: Template) -> None:
    raw = killed.read_bytes()
    sealed = Sealed(template.key)
    assert sealed.open(3, raw[2 * PAGE : 3 * PAGE]) is not None
    assert sealed.open(4, raw[2 * PAGE : 3 * PAGE]) is None
    assert sealed.open(3, raw[2 * PAGE : 3 * PAGE - 1]) is None


def test_another_key_opens_no_page(killed: Path, template: Template) -> None:
    other = Sealed(bytes(32) + template.key[32:])
    assert other.open(3, killed.read_bytes()[2 * PAGE : 3 * PAGE]) is None


@given(st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_nonsense_in_place_of_a_row_is_refused_and_never_ends_the_reading(raw: bytes) -> None:
    try:
        decode(raw)
    except (ValueError, IndexError, struct.error):
        return
