"""Without a window the same record is made, checked, backed up and restored, with sentences and codes."""

import argparse
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kapdesk import __main__ as start
from kapdesk import cli
from kapdesk.domain import errors
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import backups, vault
from kapdesk.store import custody
from kapdesk.store.engine import FILE

PASSPHRASE = "quiet harbour lantern field"
ROOT = Path(__file__).parent.parent


def _kapdesk(
    *arguments: object, said: str = PASSPHRASE, **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "kapdesk", *map(str, arguments)],
        input=said + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**kept, **environment},
        check=False,
    )


def _here(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Run a line without a process of its own."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE + "\n"))
    return cli.run([str(one) for one in arguments], lambda _options: 99)


def test_a_record_is_made_checked_backed_up_and_restored_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, stick = tmp_path / "record", tmp_path / "stick"
    common = ("--data-dir", folder, "--passphrase-stdin")
    made = _kapdesk(
        "init",
        *common,
        "--clinic",
        "Hollow Oak",
        "--name",
        "J. Adler",
        "--zone",
        "Europe/London",
        "--backups",
        stick,
    )
    assert (made.returncode, made.stderr) == (0, "")
    code = next(line.strip() for line in made.stdout.splitlines() if line.count("-") == 7)
    assert [len(group) for group in code.split("-")] == [5] * 8
    again = ("init", *common, "--clinic", "x", "--name", "y", "--zone", "Europe/London")
    assert _here(monkeypatch, *again) == errors.UnsuitablePlace.code
    backup = _kapdesk(*common, "backup")
    assert backup.returncode == 0
    file = next(stick.iterdir())
    assert str(file) in backup.stdout
    capsys.readouterr()
    assert _here(monkeypatch, "verify", *common) == 0
    assert "The record is whole" in capsys.readouterr().out
    assert _here(monkeypatch, "verify", file, *common) == 0
    told = capsys.readouterr().out
    assert told.startswith("The backup is whole")
    assert PASSPHRASE not in told
    restored = _kapdesk("restore", file, *common)
    assert restored.returncode == 0
    assert "kept in" in restored.stdout
    for done in (made, backup, restored):
        assert PASSPHRASE not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_backup_comes_back_with_two_custody_sheets_and_with_nothing_less(
    vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    clock: SetClock,
) -> None:  # fmt: skip
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    _id, sheets = custody.make(vault_folder, opened.keys)
    file = str(backups.make(opened, tmp_path / "stick", clock=clock).path)
    opened.close()
    line = ["restore", file, "--data-dir", str(vault_folder), "--sheets", "--replace"]

    def said(*words: str, stdin: bool = True) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in words)))
        return cli.run([*line, *(["--passphrase-stdin"] if stdin else [])], lambda _options: 99)

    assert said(sheets[0]) == errors.Refused.code
    assert said(sheets[0], sheets[0]) == errors.Refused.code
    assert said(PASSPHRASE) == errors.Refused.code
    assert said(sheets[0], sheets[1], stdin=False) == cli.USAGE
    assert not list(vault_folder.parent.glob("*-before-restore-*"))
    capsys.readouterr()
    assert said(sheets[2], sheets[0]) == cli.OK
    told = capsys.readouterr()
    assert "kept in" in told.out
    assert " ".join(sheets[0].split()[:2]) not in told.out + told.err
    vault.unlock(vault_folder, PASSPHRASE, clock=clock).close()


@pytest.mark.parametrize(
    ("harm", "said", "outcome"),
    [
        (None, "not this one", errors.WrongPassphrase),
        ("empty", PASSPHRASE, errors.RecordDamaged),
        ("gone", PASSPHRASE, errors.RecordMissing),
        ("keys", PASSPHRASE, errors.KeyFileDamaged),
    ],
)
def test_each_failure_has_its_own_exit_code_and_one_sentence(
    vault_folder: Path, harm: str | None, said: str, outcome: type[KapdeskError]
) -> None:
    if harm == "empty":
        (vault_folder / FILE).write_bytes(b"")
    if harm == "gone":
        (vault_folder / FILE).unlink()
    if harm == "keys":
        for path in vault_folder.glob("vault.keys*"):
            path.write_bytes(b"x" * 500)
    done = _kapdesk("verify", "--data-dir", vault_folder, "--passphrase-stdin", said=said)
    assert done.returncode == outcome.code
    assert done.stdout == ""
    assert done.stderr.startswith("kapdesk: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_damaged_record_is_named_and_ends_with_its_code(vault_folder: Path) -> None:
    raw = bytearray((vault_folder / FILE).read_bytes())
    raw[20 * 4096 + 5] ^= 1
    (vault_folder / FILE).write_bytes(bytes(raw))
    done = _kapdesk("verify", "--data-dir", vault_folder, "--passphrase-stdin")
    assert done.returncode == errors.RecordDamaged.code


def test_the_first_line_alone_is_the_passphrase_and_keeps_its_spaces(vault_folder: Path) -> None:
    good = _kapdesk("verify", "--data-dir", vault_folder, "--passphrase-stdin", said=PASSPHRASE + "\r\nmore")
    bad = _kapdesk("verify", "--data-dir", vault_folder, "--passphrase-stdin", said=" " + PASSPHRASE)
    assert (good.returncode, bad.returncode) == (0, errors.WrongPassphrase.code)


def test_without_a_terminal_the_passphrase_is_not_waited_for(vault_folder: Path) -> None:
    done = _kapdesk("verify", "--data-dir", vault_folder)
    assert done.returncode == cli.USAGE
    assert "--passphrase-stdin" in done.stderr


def test_neither_the_command_line_nor_the_environment_takes_a_passphrase(vault_folder: Path) -> None:
    done = _kapdesk("verify", "--data-dir", vault_folder, "--passphrase", PASSPHRASE)
    assert done.returncode == cli.USAGE
    environment = dict.fromkeys(("KAPDESK_PASSPHRASE", "PASSPHRASE"), PASSPHRASE)
    assert _kapdesk("verify", "--data-dir", vault_folder, said="", **environment).returncode == cli.USAGE


def test_help_names_every_exit_code() -> None:
    told = _kapdesk("--help")
    assert told.returncode == 0
    family = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KapdeskError)
    ]
    for code in {kind.code for kind in family} | {cli.NoDisplay.code, cli.LibraryMissing.code}:
        assert f"\n {code:>3}  " in told.stdout or f"\n{code:>4}  " in told.stdout
    for command in cli.COMMANDS:
        assert command.name in told.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4711"}])
def test_without_a_display_one_sentence_says_what_still_works(environment: dict[str, str]) -> None:
    done = _kapdesk(**environment)
    assert done.returncode == cli.NoDisplay.code
    assert len(done.stderr.splitlines()) == 1
    for command in cli.COMMANDS:
        assert command.name in done.stderr


def test_a_missing_system_library_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(_options: argparse.Namespace) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    def window(options: argparse.Namespace) -> int:
        return start.guarded(absent, options)

    assert cli.run([], window) == cli.LibraryMissing.code
    told = capsys.readouterr().err
    assert "libEGL.so.1" in told
    assert len(told.splitlines()) == 1


def test_a_fault_of_the_program_tells_type_and_place_but_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    def window(_options: argparse.Namespace) -> int:
        raise ValueError("the heron crossed the lake")

    assert cli.run([], window) == cli.FAULT
    told = capsys.readouterr().err
    assert "ValueError at test_cli.py:" in told
    assert "heron" not in told


def test_the_window_gets_what_the_command_line_says(tmp_path: Path) -> None:
    seen: list[argparse.Namespace] = []

    def window(options: argparse.Namespace) -> int:
        seen.append(options)
        return 7

    line = [
        "--practice-room",
        "--data-dir",
        str(tmp_path),
        "--theme",
        "dim",
        "--size",
        "1366x768",
        "--scale",
        "150",
        "--locked",
    ]
    assert cli.run(line, window) == 7
    said = seen[0]
    assert (said.practice_room, said.data_dir, said.theme, said.size, said.scale, said.locked, said.tour) == (
        True, tmp_path, "dim", (1366, 768), 150, True, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", [["--size", "big"], ["--scale", "7"], ["dance"], ["--pass", "x"], ["restore"]]
)
def test_a_line_that_is_not_understood_ends_with_two(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(line, start.window)
    assert ended.value.code == cli.USAGE
    assert capsys.readouterr().err


def test_help_and_commands_load_no_qt(vault_folder: Path) -> None:
    script = (
        "import sys\nfrom kapdesk import __main__ as start, cli\n"
        "try:\n    code = cli.run(sys.argv[1:], start.window)\n"
        "except SystemExit as ended:\n    code = ended.code\n"
        "heavy = ('PySide6', 'reportlab', 'alembic', 'pydantic')\n"
        "print(code, [name for name in sys.modules if name.split('.')[0] in heavy])"
    )
    for line in (["--help"], ["verify", "--data-dir", str(vault_folder), "--passphrase-stdin"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *line],
            input=PASSPHRASE,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert done.stdout.splitlines()[-1] == "0 []"


def test_a_start_from_the_source_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith("kapdesk ")
