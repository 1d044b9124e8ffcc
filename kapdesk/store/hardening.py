"""Keep what is open in the memory of this program out of crash files and away from other programs."""

import contextlib
import ctypes
import os
import sys

PR_SET_DUMPABLE = 4
PT_DENY_ATTACH = 31


def harden() -> None:
    """Forbid core files and reading of this process's memory, as far as the system allows; never raises."""
    os.umask(0o077)
    with contextlib.suppress(ImportError, OSError, ValueError):
        _no_core_files()
    with contextlib.suppress(OSError, AttributeError):
        _no_readers()


def _no_core_files() -> None:
    """Set the size limit of a core file to nothing (POSIX)."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _no_readers() -> None:
    """Make /proc/PID/mem and ptrace unavailable to the same user (Linux), or refuse a debugger (macOS)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    elif sys.platform == "darwin":
        ctypes.CDLL(None).ptrace(PT_DENY_ATTACH, 0, None, 0)
