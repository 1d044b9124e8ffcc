"""Two copies of the program never share a record, and a dead one never keeps it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kapdesk.domain.errors import InUse
from kapdesk.store import lock

HOLDER = """
import sys
from pathlib import Path
from kapdesk.store import lock
held = lock.take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_second_take_is_refused_and_names_the_holder(tmp_path: Path) -> None:
    held = lock.take(tmp_path)
    assert lock.held_here(tmp_path)
    with pytest.raises(InUse, match=r"process \d+"):
        lock.take(tmp_path)
    held.release()
    assert not lock.held_here(tmp_path)
    lock.take(tmp_path).release()


def test_another_process_holds_it_until_it_is_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InUse, match=f"process {holder.pid}"):
            lock.take(tmp_path)
        holder.send_signal(signal.SIGKILL)
    lock.take(tmp_path).release()


def test_a_left_over_file_of_a_dead_process_does_not_keep_anybody_out(tmp_path: Path) -> None:
    (tmp_path / lock.NAME).write_text("4711\nelsewhere\n", encoding="utf-8")
    lock.take(tmp_path).release()


def test_releasing_twice_is_harmless(tmp_path: Path) -> None:
    held = lock.take(tmp_path)
    held.release()
    other = lock.take(tmp_path)
    held.release()
    with pytest.raises(InUse):
        lock.take(tmp_path)
    other.release()
