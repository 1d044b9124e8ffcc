"""The last words fit on a full disk because room was kept for them."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from conftest import MORNING, Template

from kapdesk.domain.errors import NotWritten
from kapdesk.store import ballast
from kapdesk.store.engine import FILE, Store
from kapdesk.store.rows import SettingRow

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as the standard library returns it


def test_the_ballast_takes_real_room_once_and_gives_it_back_once(tmp_path: Path) -> None:
    assert ballast.keep(tmp_path)
    assert ballast.keep(tmp_path)
    kept = (tmp_path / ballast.NAME).stat()
    assert kept.st_size == ballast.SIZE
    assert kept.st_blocks * 512 >= ballast.SIZE  # no file of holes
    assert kept.st_mode & 0o777 == 0o600
    assert ballast.free(tmp_path)
    assert not ballast.free(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_ballast_is_made_where_there_is_hardly_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9, ballast.ROOM - 1))
    assert not ballast.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not ballast.keep(tmp_path / "not there")


def test_a_ballast_that_was_cut_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / ballast.NAME).write_bytes(b"x")
    assert not ballast.stands(tmp_path)
    assert ballast.keep(tmp_path)
    assert ballast.stands(tmp_path)


def test_it_is_given_back_at_the_first_refusal_of_a_full_disk(template: Template, vault_folder: Path) -> None:
    ballast.keep(vault_folder)
    store = Store(vault_folder / FILE, template.key)
    with store.read() as db:
        pages = db.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        db.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotWritten, match="disk is full"), store.write() as db:
        db.add(SettingRow(key="big", value="x" * 300_000, changed_at=MORNING, changed_by=None))
    assert not ballast.stands(vault_folder)
    store.close()


def test_a_disk_with_nothing_left_gets_it_back_before_the_record_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast.keep(tmp_path)
    assert not ballast.make_room(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9, 4096))
    assert ballast.make_room(tmp_path)
    assert not ballast.stands(tmp_path)
