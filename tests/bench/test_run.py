"""`kapdesk bench` from a terminal: a small record made, kept, used again; nothing else is ever touched."""

import json
from pathlib import Path
from typing import Any

import pytest

from kapdesk import __main__ as start
from kapdesk import cli
from kapdesk.bench import bars
from kapdesk.domain.errors import Refused, UnsuitablePlace

SIZE = "6"
QUICK = "search-word,client-find,verify"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run sets for its own process is as before after the test."""
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, "offscreen" if "QT" in name else "/nowhere")


def run(*arguments: object) -> int:
    return cli.run(["bench", "--sessions", SIZE, *map(str, arguments)], start.window)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a record was made and kept, with the figures of the run that made it."""
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "QT_QPA_PLATFORM"):
            patch.setenv(name, "offscreen" if "QT" in name else str(folder))
        said = run("--data-dir", folder / "record", "--bars", QUICK, "--json", folder / "figures.json")
    assert said == cli.OK
    return folder


def figures(kept: Path) -> dict[str, Any]:
    return json.loads((kept / "figures.json").read_text("utf-8"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def test_the_file_says_what_was_measured_on_what(kept: Path) -> None:
    said = figures(kept)
    assert said["sessions"] == int(SIZE)
    assert said["clients"] == 1
    assert said["text_bytes"] > 4000 * int(SIZE)  # 4 kB of notes a session
    assert said["file_bytes"] > said["text_bytes"]
    assert {"cpu", "cores", "memory_mb", "os", "python", "pyside6", "sqlcipher", "reportlab"} == set(
        said["machine"]
    )
    assert said["machine"]["sqlcipher"][0].isdigit()


def test_every_bar_has_a_figure_beside_its_floor(kept: Path) -> None:
    taken = figures(kept)["bars"]
    assert [bar["name"] for bar in taken] == QUICK.split(",")
    for bar in taken:
        assert bar["value"] is not None, bar["why"]
        assert min(bar["value"], bar["floor"], bar["p95"], bar["samples"]) > 0
        assert bar["ratio"] == pytest.approx(bar["value"] / bar["floor"], rel=0.05)
        assert bar["met"] == (bar["ratio"] <= bar["target"]) or bar["ratio"] == pytest.approx(
            bar["target"], rel=1e-3
        )
        assert bar["floor_is"]
        assert bar["unit"] in {"ms", "s", "MiB"}


def test_a_kept_record_is_used_again_and_stays_as_it_was(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(kept / "record")["vault.db"]
    assert run("--data-dir", kept / "record", "--bars", "client-find", "--json", "-") == cli.OK
    said = capsys.readouterr()
    assert "used again" in said.err
    assert [bar["name"] for bar in json.loads(said.out)["bars"]] == ["client-find"]
    assert bytes_of(kept / "record")["vault.db"] == before


def test_the_table_is_printed_for_who_reads_it(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data-dir", kept / "record", "--bars", "client-find") == cli.OK
    said = capsys.readouterr().out
    assert "6 sessions, 1 clients" in said
    assert "client-find" in said
    assert "<= 5" in said


def test_a_record_of_another_size_is_refused_in_a_sentence(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(kept / "record")["vault.db"]
    line = ["bench", "--sessions", "7", "--data-dir", str(kept / "record")]
    assert cli.run(line, start.window) == UnsuitablePlace.code
    assert "holds 6 sessions, not 7" in capsys.readouterr().err
    assert bytes_of(kept / "record")["vault.db"] == before


def test_a_record_of_care_is_never_touched(vault_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(vault_folder)
    assert run("--data-dir", vault_folder) == UnsuitablePlace.code
    assert "record of care" in capsys.readouterr().err
    assert bytes_of(vault_folder) == before


def test_a_folder_with_something_else_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters.txt").write_text("here before", encoding="utf-8")
    assert run("--data-dir", tmp_path) == UnsuitablePlace.code
    assert "Nothing was changed" in capsys.readouterr().err
    assert bytes_of(tmp_path) == {"letters.txt": b"here before"}


def test_an_unknown_bar_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--data-dir", tmp_path / "new", "--bars", "speed") == Refused.code
    said = capsys.readouterr().err
    assert "“speed”" in said
    assert "keystroke-to-commit" in said
    assert not (tmp_path / "new").exists()


def test_every_name_is_measured_by_something_and_every_measure_has_a_name() -> None:
    assert tuple(about.name for about, _ in bars.every()) == bars.NAMES


def test_it_is_listed_among_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run(["--help"], start.window)
    assert "bench" in capsys.readouterr().out
