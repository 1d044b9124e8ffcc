"""The pages of one session are written from a terminal, under names that name nobody, closed when asked."""

import io
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
from conftest import MORNING, PASSPHRASE
from pypdf import PdfReader

from kapdesk import cli
from kapdesk.domain import errors
from kapdesk.domain.clock import SetClock
from kapdesk.reports.pdf import inspect
from kapdesk.services import exporting, vault
from kapdesk.services.vault import FLOOR
from tests.services.whole_day import a_day, lead_home


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed record with one client's whole day; never opened in place, only copied."""
    made, clock = tmp_path_factory.mktemp("lived") / "record", SetClock(MORNING)
    opened, _code = vault.create(
        made, PASSPHRASE, clinic="Hollow Oak Clinic", person_name="J. Adler", credential="LMFT",
        zone="America/New_York", backup_folder=made.parent / "backups", clock=clock, cost=FLOOR,
    )  # fmt: skip
    lead_home(a_day(exporting.hold(opened, clock), clock))
    opened.close()
    return made


@pytest.fixture
def folder(lived: Path, tmp_path: Path) -> Path:
    """A closed record of its own for one test."""
    return shutil.copytree(lived, tmp_path / "record")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: object, said: str = PASSPHRASE) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(said + "\n"))
    words = ["export", "--data-dir", str(folder), "--passphrase-stdin", *map(str, arguments)]
    return cli.run(words, lambda _options: 99)


def test_both_pages_are_written_and_name_nobody(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--client", "K-0001", "--to", out, "--without-password", "--paper", "Letter")
    assert run(monkeypatch, folder, *arguments) == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == ["kapdesk-2026-11-22-going-home.pdf", "kapdesk-2026-11-22-summary.pdf"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in out.iterdir())
    text = " ".join(inspect((out / names[1]).read_bytes()).texts)
    assert "I am a very large blue room" in re.sub(r"\s+", " ", text)
    assert capsys.readouterr().out.count(str(out)) == 2


def test_a_password_closes_both(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = f"{PASSPHRASE}\nlemona-tirusa-bevodi"
    arguments = ("--client", "K-0001", "--session", 1, "--to", out, "--password-stdin")
    assert run(monkeypatch, folder, *arguments, said=said) == 0
    for path in out.iterdir():
        reader = PdfReader(path)
        assert reader.is_encrypted
        assert reader.decrypt("lemona-tirusa-bevodi")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--client", "K-0001"), errors.Refused.code, "only where that is asked for"),
        (("--client", "K-9999", "--without-password"), errors.NotFound.code, "There is no client K-9999"),
        (
            ("--client", "K-0001", "--session", 7, "--without-password"),
            errors.NotFound.code,
            "has no session 7",
        ),
        (("--client", "K-0001", "--password-stdin"), errors.Refused.code, "Nothing was saved"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_leaves_no_file(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: tuple[object, ...], code: int, sentence: str,
) -> None:  # fmt: skip
    assert run(monkeypatch, folder, "--to", out, *arguments) == code
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""
    assert list(out.iterdir()) == []


def test_files_that_are_there_stay_and_a_missing_folder_is_said(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = out / "kapdesk-2026-11-22-going-home.pdf"
    there.write_bytes(b"older")
    arguments = ("--client", "K-0001", "--without-password", "--to")
    assert run(monkeypatch, folder, *arguments, out) == errors.Refused.code
    assert [path.name for path in out.iterdir()] == [there.name]
    assert there.read_bytes() == b"older"
    assert run(monkeypatch, folder, *arguments, out / "nowhere") == errors.Refused.code


def test_a_wrong_passphrase_writes_nothing(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("--client", "K-0001", "--without-password", "--to", out)
    assert run(monkeypatch, folder, *arguments, said="another passphrase") == errors.WrongPassphrase.code
    assert list(out.iterdir()) == []
