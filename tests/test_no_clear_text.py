"""Not a word of the record stands in the clear in any file the program wrote, killed or quit."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PASSPHRASE
from scripts.canaries import CANARIES

SCRIPT = Path(__file__).parent / "scripts" / "canaries.py"


@pytest.fixture
def machine(vault_folder: Path, tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A machine of its own: home, settings, caches and temporary files all under one folder."""
    places = {
        "HOME": "home", "TMPDIR": "tmp", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
        "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run",
    }  # fmt: skip
    env = dict(os.environ)
    for name, folder in places.items():
        (tmp_path / folder).mkdir(mode=0o700)
        env[name] = str(tmp_path / folder)
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    return tmp_path, env


def visit(machine: tuple[Path, dict[str, str]], folder: Path, end: str) -> None:
    """Let the program run; look at every file while it runs, and after it was killed or has quit."""
    root, env = machine
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), PASSPHRASE, end],
        cwd=root / "home", env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline().strip()
        if said != "typed":
            process.kill()
            raise AssertionError(process.stderr.read())
        if end == "stay":
            assert leaks(root) == []
            process.kill()
        process.wait(timeout=60)
        words = process.stderr.read()
    assert [canary for canary in CANARIES if canary in words] == []
    assert leaks(root) == []


def leaks(root: Path) -> list[str]:
    """Name every file that holds a word of the record, in any of the ways text stands in files."""
    found: list[str] = []
    for path in root.rglob("*"):
        if path.is_file() and "template" not in path.parts:
            content = path.read_bytes()
            found += [
                f"{path.relative_to(root)}: {canary}"
                for canary in CANARIES
                for coded in (canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-16-be"))
                if coded in content
            ]
            found += [f"name of {path}" for canary in CANARIES if canary.lower() in path.name.lower()]
    return found


def test_the_search_itself_finds_a_word_that_leaked(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(f"note: {CANARIES[2]}", encoding="utf-16-le")
    assert leaks(tmp_path) != []


@pytest.mark.parametrize("end", [pytest.param("stay", marks=pytest.mark.slow), "quit"])  # killed: a slow one
def test_no_word_of_a_session_is_in_any_file_that_was_written(
    machine: tuple[Path, dict[str, str]], vault_folder: Path, end: str
) -> None:
    visit(machine, vault_folder, end)
    assert any(path.name == "vault.db" for path in machine[0].rglob("*"))
    if end == "quit":
        assert list(machine[0].rglob("*.kapbackup")) != []
