"""The program's own services are killed at random moments: nothing that was called written is lost."""

import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PASSPHRASE
from killing import opened, session_in
from scripts.scribe import FIELD, text_of

from kapdesk.services import notes
from kapdesk.services.notes import Owner
from kapdesk.store import backup, key
from kapdesk.store.archive import laid_out

SCRIPT = Path(__file__).parents[1] / "scripts" / "scribe.py"
KILLS, SEED = 150, 20261122


@dataclass(slots=True)
class Tally:
    """What a row of kills came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    locks: int = 0
    backups: int = 0
    bad_backups: int = 0
    written_but_not_acknowledged: int = 0


def killed(folder: Path, owner: Owner, seconds: float) -> list[str]:
    """Let it work for a while, kill it, and return what it said."""
    command = [sys.executable, str(SCRIPT), str(folder), owner.client.hex, str(owner.session)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(PASSPHRASE + "\n")
        process.stdin.close()
        first = process.stdout.readline()
        assert first == "L\n"
        try:
            process.wait(timeout=seconds)
            raise AssertionError("the scribe stopped by itself")
        except subprocess.TimeoutExpired:
            process.kill()
        said = [first, *process.stdout]
        process.wait()
    return [line.strip() for line in said if line.endswith("\n")]


def look(folder: Path, owner: Owner, said: list[str], tally: Tally) -> None:
    """Hold the record and its backups against what was acknowledged."""
    written = [int(line.split()[1]) for line in said if line.startswith("W")]
    with opened(folder, PASSPHRASE) as record:
        text = notes.text(record, owner, FIELD)
        assert record.store.verify().whole
    count = len(text.split())
    assert text == text_of(count)
    tally.kills += 1
    tally.acknowledged += len(written)
    tally.lost += max(0, max(written, default=0) - count)
    tally.written_but_not_acknowledged += max(0, count - max(written, default=count))
    tally.locks += said.count("L")
    tally.backups += said.count("B")


def prove_backups(folder: Path, tally: Tally) -> None:
    """Open every backup that has a name."""
    keys = key.open_with_passphrase(folder, PASSPHRASE)
    for path in (folder / "backups").glob("*.kapbackup"):
        with laid_out(path) as place:
            try:
                backup.prove(place, keys, path)
            except Exception:  # noqa: BLE001 - whatever is wrong with it, it is counted
                tally.bad_backups += 1
    keys.wipe()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_texts_backups_and_locks_are_killed_again_and_again_and_nothing_acknowledged_is_lost(
    vault_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice, tally = random.Random(SEED), Tally()
    with opened(vault_folder, PASSPHRASE) as record:
        owner = session_in(record)
    for _ in range(KILLS):
        look(vault_folder, owner, killed(vault_folder, owner, dice.uniform(0.02, 1.2)), tally)
    prove_backups(vault_folder, tally)
    with capsys.disabled():
        print(f"\n{tally}")
    assert (tally.kills, tally.lost, tally.bad_backups) == (KILLS, 0, 0)
    assert tally.acknowledged > KILLS
    assert tally.backups > KILLS / 10
