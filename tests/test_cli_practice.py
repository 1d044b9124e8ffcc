"""Rehearsal records from a terminal: the practice room, and large ones that are the same each time."""

from pathlib import Path

import pytest

from kapdesk import cli
from kapdesk.domain.clock import SystemClock
from kapdesk.services import rehearsal, vault


def run(*arguments: str) -> int:
    return cli.run(arguments, lambda _options: 99)


def test_a_large_rehearsal_says_what_it_wrote_and_what_opens_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "large"
    assert run("practice", "--data-dir", str(folder), "--clients", "3", "--sessions", "8", "--seed", "4") == 0
    said = capsys.readouterr().out
    assert "client 3" in said
    assert "session 8" in said
    assert rehearsal.PASSPHRASE in said
    opened = vault.unlock(folder, rehearsal.PASSPHRASE, clock=SystemClock())
    assert opened.kind == "practice"
    opened.close()


def test_sessions_without_clients_are_not_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nothing"
    assert run("practice", "--data-dir", str(folder), "--sessions", "8") == cli.USAGE
    assert "Nothing was created" in capsys.readouterr().err
    assert not folder.exists()


def test_a_number_that_is_none_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("practice", "--data-dir", str(tmp_path), "--clients", "many")
    assert stopped.value.code == cli.USAGE
    assert "'many' is not a number" in capsys.readouterr().err


def test_a_record_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "something").write_text("here before", encoding="utf-8")
    assert run("practice", "--data-dir", str(folder), "--clients", "1") != 0
    assert "nothing was changed" in capsys.readouterr().err
    assert (folder / "something").read_text(encoding="utf-8") == "here before"
