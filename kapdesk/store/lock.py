"""One kapdesk at a time has a record open; the system frees the lock when the program dies."""

import contextlib
import os
import platform
import sys
from pathlib import Path
from typing import IO

from kapdesk.domain.errors import InUse

NAME = "vault.lock"
_BYTE = 4096  # Windows locks a byte range: one far behind the text, so that the text stays readable


class VaultLock:
    """The lock on one folder, held until `release()` or the end of the process."""

    __slots__ = ("_file", "folder")

    def __init__(self, folder: Path, file: IO[str]) -> None:
        """Keep the open file that holds the lock."""
        self.folder = folder
        self._file: IO[str] | None = file

    def __del__(self) -> None:
        """Let go of a lock that was forgotten, as the system does when a process ends."""
        self.release()

    def release(self) -> None:
        """Let another kapdesk in; the file stays."""
        if self._file is not None:
            _held.discard(self.folder)
            _unlock(self._file)
            self._file.close()
            self._file = None


_held: set[Path] = set()


def take(folder: Path) -> VaultLock:
    """Lock a folder and write who holds it; raises InUse naming the holder."""
    path = folder / NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    file = os.fdopen(handle, "r+", encoding="utf-8", errors="replace")
    if not _lock(file):
        holder = _holder(file)
        file.close()
        raise InUse(
            f"This record is already open in another kapdesk{holder}. Nothing was changed. Go on in that "
            "window, or close it first."
        )
    with contextlib.suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n{platform.node()}\n")
        file.flush()
    folder = folder.resolve()
    _held.add(folder)
    return VaultLock(folder, file)


def held_here(folder: Path) -> bool:
    """Say whether this very process holds the lock of a folder."""
    return folder.resolve() in _held


def _holder(file: IO[str]) -> str:
    """Return who holds the lock, as far as the file tells."""
    with contextlib.suppress(OSError):
        lines = file.read(200).split()
        if lines and lines[0].isdigit():
            where = f" on {lines[1]}" if len(lines) > 1 and lines[1] != platform.node() else ""
            return f" (process {lines[0]}{where})"
    return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        """Take the lock if it is free."""
        try:
            file.seek(_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

    def _unlock(file: IO[str]) -> None:
        """Free the lock."""
        with contextlib.suppress(OSError):
            file.seek(_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        """Take the lock if it is free."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        """Free the lock."""
        with contextlib.suppress(OSError):
            fcntl.flock(file.fileno(), fcntl.LOCK_UN)
