"""Does one thing with a record and is killed just before one of its file operations, or half-way through it.

Called with the folder, what is done, and the number of the operation before which it is killed; what it needs
comes by standard input. It says DONE when it came to the end.
"""

import builtins
import io
import os
import signal
import sys
from pathlib import Path

from kapdesk.domain.clock import SystemClock
from kapdesk.services import backups, salvage, vault
from kapdesk.store import sealed

WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link"}


class Strike:
    """Counts what is done to files below a folder, and ends the process at one of them."""

    def __init__(self, folder: Path, at: int) -> None:
        self.root, self.at, self.count = str(folder.parent), at, 0

    def begin(self) -> None:
        sys.addaudithook(self.hear)
        self._sync = os.fsync
        os.fsync = self.sync

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in WATCHED and str(arguments[0]).startswith(self.root):
            if event == "open" and arguments[1] in ("r", "rb") and not arguments[2] & os.O_CREAT:
                return
            self.strike()

    def sync(self, handle: int) -> None:
        self.strike()
        self._sync(handle)

    def strike(self) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def act(what: str, folder: Path, old: str, new: str, extra: Path) -> None:
    """Do one of the things that rewrite more than a row."""
    clock = SystemClock()
    if what == "passphrase":
        vault.change_passphrase(folder, old, new)
    elif what == "backup":
        opened = vault.unlock(folder, old, clock=clock)
        backups.make(opened, extra, clock=clock)
        opened.close()
    elif what == "restore":
        backups.restore(extra, folder, old, clock=clock, lose=True)
    elif what == "salvage":
        salvage.save(folder, old, extra, clock=clock)
    elif what == "draft":
        opened = vault.unlock(folder, old, clock=clock)
        sealed.put(folder, b"the heron crossed the lake of glass", opened.draft_public)
        opened.close()


def main() -> None:
    folder, what, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    old, new, extra = (sys.stdin.readline().rstrip("\n") for _ in range(3))
    Strike(folder, at).begin()
    act(what, folder, old, new, Path(extra))
    os.write(1, b"DONE\n")


if __name__ == "__main__":
    assert io.open is builtins.open  # both are heard by the same hook
    main()
