"""What was acknowledged is there after the process was killed, at whatever moment."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kapdesk.store import check, cipher
from kapdesk.store.engine import FILE

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kapdesk.store.engine import Store
from kapdesk.store.rows import SettingRow
store = Store(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline().strip()))
number = int(sys.argv[2])
while True:
    number += 1
    with store.write() as db:
        db.add(SettingRow(key=f"n{number}", value="x" * 3000, changed_at=datetime.now(UTC), changed_by=None))
    print(number, flush=True)
    if number % 7 == 0:
        store.checkpoint()
"""


def _killed(path: Path, key: bytes, begin: int, after: int) -> int:
    """Let a process acknowledge so many rows, kill it, and return the last that was acknowledged."""
    command = [sys.executable, "-c", WRITER, str(path), str(begin)]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write(key.hex() + "\n")
        writer.stdin.flush()
        for _ in range(after):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        last = begin + after
        for line in writer.stdout:
            if line.endswith("\n"):
                last = int(line)
    return last


def _kill_again_and_again(path: Path, key: bytes, times: int, seed: int) -> None:
    chance = random.Random(seed)
    begin = 0
    for _ in range(times):
        last = _killed(path, key, begin, chance.randrange(1, 40))
        connection = cipher.connect(path, key)
        there = {row[0] for row in connection.execute("SELECT key FROM setting WHERE key LIKE 'n%'")}
        connection.close()
        assert there >= {f"n{number}" for number in range(1, last + 1)}
        begin = max(int(name[1:]) for name in there)
    assert check.check_file(path, key).whole


def test_what_was_acknowledged_survives_a_few_kills(template, vault_folder: Path) -> None:
    _kill_again_and_again(vault_folder / FILE, template.key, times=4, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_what_was_acknowledged_survives_hundreds_of_kills(template, vault_folder: Path) -> None:
    _kill_again_and_again(vault_folder / FILE, template.key, times=250, seed=2)
