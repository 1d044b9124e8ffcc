"""A full disk and a failing disk: each refusal is told, nothing acknowledged is lost, work goes on after."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PASSPHRASE
from killing import opened, session_in
from scripts.scribe import FIELD, text_of

from kapdesk.services import notes
from kapdesk.services.notes import Owner
from kapdesk.store.engine import FILE

SCRIPTS = Path(__file__).parents[1] / "scripts"
DISK = "120m"
FAILURES = [
    (call, error, when)
    for call in ("pwrite64", "fdatasync", "fsync")
    for error in ("EIO", "ENOSPC")
    for when in ("3", "8", "15", "4+", "30+")
]


def may(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def owner(vault_folder: Path) -> Owner:
    with opened(vault_folder, PASSPHRASE) as record:
        return session_in(record)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(
    not may("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"),
    reason="this system lets nobody make a small disk of their own",
)
def test_a_full_disk_takes_the_last_words_into_its_reserve_and_loses_none(
    vault_folder: Path, owner: Owner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    inside = (
        f'mount -t tmpfs -o size={DISK} tmpfs "$1" && cp -r "$2" "$1/record" && '
        'exec "$3" "$4" "$1/record" "$5" "$6"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", inside, "sh", str(disk), str(vault_folder), sys.executable,
         str(SCRIPTS / "starving.py"), owner.client.hex, str(owner.session)],
        input=PASSPHRASE + "\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    with capsys.disabled():
        print(f"\n{done.stdout}")
    assert done.returncode == 0, done.stderr
    tally = dict(re.findall(r"(\w+)=(\w+)", done.stdout))
    assert "disk is full" in done.stdout
    assert int(tally["written"]) > 20
    assert int(tally["refused"]) > 1
    assert (tally["reserve_given"], tally["lost"], tally["whole"]) == ("True", "0", "True")
    assert (tally["sealed_taken_in"], tally["draft_there"], tally["reserve_again"]) == ("1", "True", "True")


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not may("strace", "-V"), reason="strace is not installed")
def test_a_disk_that_fails_once_or_for_good_loses_nothing_acknowledged_and_writing_goes_on_after(
    vault_folder: Path, owner: Owner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acknowledged = lost = failures = 0
    for number, (call, error, when) in enumerate(FAILURES):
        folder = tmp_path / f"failing-{number}"
        shutil.copytree(vault_folder, folder)
        said = failing(folder, owner, f"{call}:error={error}:when={when}")
        written = [int(line.split()[1]) for line in said if line.startswith("W")]
        failures += sum(line.startswith("F") for line in said)
        with opened(folder, PASSPHRASE) as record:
            text = notes.text(record, owner, FIELD)
            assert record.store.verify().whole
            versions = [version.text for version in notes.revisions(record, owner, FIELD)]
        assert len(versions) == len(set(versions))  # tried again under the same revision: written once
        assert text == text_of(len(text.split()))
        acknowledged += len(written)
        lost += max(0, max(written, default=0) - len(text.split()))
        if not when.endswith("+"):
            assert said[-1] == "END", said[-3:]
        shutil.rmtree(folder)
    with capsys.disabled():
        print(f"\nkinds of failure: {len(FAILURES)}, told: {failures}, written: {acknowledged}, lost: {lost}")
    assert lost == 0
    assert failures >= len(FAILURES) // 2
    assert acknowledged > len(FAILURES)


def failing(folder: Path, owner: Owner, injected: str) -> list[str]:
    """Let it write while one kind of file operation on record or journal fails; return what it said."""
    paths = [part for name in (FILE, f"{FILE}-wal") for part in ("-P", str(folder / name))]
    command = [
        "strace", "-f", "-qq", "-o", str(folder.parent / "trace"), *paths, "-e",
        f"trace={injected.partition(':')[0]}",
        "-e", f"inject={injected}", sys.executable, str(SCRIPTS / "insisting.py"), str(folder),
        owner.client.hex, str(owner.session),
    ]  # fmt: skip
    done = subprocess.run(
        command, input=PASSPHRASE + "\n", capture_output=True, text=True, check=False, timeout=300
    )
    return done.stdout.splitlines()
