"""A document is saved only on purpose, wholly or not at all, readable by this user alone."""

import io
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotWritten, Refused
from kapdesk.services import documents, saving
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from tests.services.whole_day import a_day


@pytest.fixture
def pdf(record: Record, clock: SetClock) -> bytes:
    day = a_day(record, clock)
    return documents.discharge_summary(record, day.session, paper=Paper.A4).pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    return made


def test_an_open_file_has_to_be_asked_for(pdf: bytes, folder: Path) -> None:
    with pytest.raises(Refused):
        saving.save(pdf, folder / "a.pdf")
    assert list(folder.iterdir()) == []
    saving.save(pdf, folder / "a.pdf", in_clear=True)
    assert (folder / "a.pdf").read_bytes() == pdf


def test_a_saved_file_is_this_users_alone_and_leaves_no_part_behind(pdf: bytes, folder: Path) -> None:
    saving.save(pdf, folder / "a.pdf", in_clear=True)
    assert stat.S_IMODE((folder / "a.pdf").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]


def test_a_password_closes_the_file(pdf: bytes, folder: Path) -> None:
    password = saving.new_password()
    saving.save(pdf, folder / "a.pdf", password=password)
    raw = (folder / "a.pdf").read_bytes()
    assert b"Mor" not in raw
    reader = PdfReader(io.BytesIO(raw))
    assert reader.is_encrypted
    assert not reader.decrypt("another password")
    assert reader.decrypt(password)
    assert "Going home" in reader.pages[0].extract_text()


def test_what_is_there_is_not_replaced_unawares(pdf: bytes, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"older")
    with pytest.raises(Refused):
        saving.save(pdf, folder / "a.pdf", in_clear=True)
    assert (folder / "a.pdf").read_bytes() == b"older"
    saving.save(pdf, folder / "a.pdf", in_clear=True, replace=True)
    assert (folder / "a.pdf").read_bytes() == pdf


def test_a_short_password_and_a_missing_folder_are_refused(pdf: bytes, folder: Path) -> None:
    with pytest.raises(Refused):
        saving.save(pdf, folder / "a.pdf", password="short")
    with pytest.raises(Refused):
        saving.save(pdf, folder / "not there" / "a.pdf", in_clear=True)


def test_a_name_the_disk_does_not_take_is_said(pdf: bytes, folder: Path) -> None:
    with pytest.raises(NotWritten):
        saving.save(pdf, folder / f"{'a' * 300}.pdf", in_clear=True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("/home/a/temp/x", "empties"),
        ("/home/a/Dropbox/x", "Dropbox"),
        ("/media/stick", "removable"),
        ("/home/a/papers", ""),
    ],
)
def test_a_risky_folder_is_named(place: str, word: str) -> None:
    said = saving.warning(Path(place))
    assert word in said
    assert bool(word) is bool(said)


def test_offered_words_are_long_and_never_the_same() -> None:
    offered = {saving.new_password() for _ in range(200)}
    assert len(offered) == 200
    assert all(len(word) == 4 * 6 + 3 for word in offered)
