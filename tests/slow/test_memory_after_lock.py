"""After the lock the process that held the keys is gone; the one in its place holds nothing of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PASSPHRASE, Template
from killing import opened, session_in

from kapdesk.services import notes

SCRIPT = Path(__file__).parents[1] / "scripts" / "locker.py"
CANARY = "the-heron-crossed-the-lake-of-glass"
WAIT = 90.0


def memory(pid: int) -> bytes:
    """Return all that a process holds and may be read."""
    parts: list[bytes] = []
    process = Path("/proc") / str(pid)
    with (process / "maps").open(encoding="utf-8") as maps, (process / "mem").open("rb") as held:
        for line in maps:
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if place is None or "[v" in line:
                continue
            begin, end = (int(part, 16) for part in place.groups())
            try:
                held.seek(begin)
                parts.append(held.read(end - begin))
            except (OSError, ValueError, OverflowError):
                continue
    return b"".join(parts)


def holds(pid: int, key: bytes) -> dict[str, int]:
    """Count what must not be there: the words, the passphrase, the key of the file."""
    held = memory(pid)
    return {
        "words": held.count(CANARY.encode()) + held.count(CANARY.encode("utf-16-le")),
        "passphrase": held.count(PASSPHRASE.encode()) + held.count(PASSPHRASE.encode("utf-16-le")),
        "key": held.count(key[:32]) + held.count(key[:32].hex().encode()),
    }


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only the system's owner may read a closed memory"
)
def test_the_locked_process_holds_no_word_no_passphrase_and_no_key(
    vault_folder: Path, template: Template, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(vault_folder, PASSPHRASE) as record:
        owner = session_in(record)
        notes.write(record, owner, "debrief.words", f"{CANARY} " * 200)
    command = [sys.executable, str(SCRIPT), str(vault_folder), owner.client.hex, str(owner.session)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        first.stdin.write(PASSPHRASE + "\n")
        first.stdin.flush()
        assert first.stdout.readline() == "OPEN\n"
        while_open = holds(first.pid, template.key)
        first.stdin.write("lock\n")
        first.stdin.close()
        locked = int(first.stdout.readline().split()[1])
        first.wait(timeout=WAIT)
        try:
            after = holds(locked, template.key)
        finally:
            os.kill(locked, 9)
    with capsys.disabled():
        print(f"\nwhile open: {while_open}; in the locked process: {after}; the first process ended: True")
    assert while_open["words"] > 0
    assert while_open["key"] > 0
    assert after == {"words": 0, "passphrase": 0, "key": 0}
