"""A crash leaves no file with what was open in memory."""

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="the system call is Linux's")
def test_core_files_are_off_and_the_memory_is_closed_to_others() -> None:
    script = (
        "import ctypes, resource\nfrom kapdesk.store.hardening import harden\nharden()\nharden()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0"
