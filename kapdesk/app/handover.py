"""Locking for good: the process that held the keys hands over to one that never had them, and ends."""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from PySide6.QtCore import QObject, Signal

READY = "locked"  # the one word the new process says once its window is painted


@dataclass(frozen=True, slots=True)
class Handover:
    """All that the locked window may know: when doses were given, and texts sealed for the unlock.

    There is no name, no key and no id of a person in it. `slot` says whose passphrase is tried first, by a
    number that stands in the open in the key file; after a switch it is empty. `sealed` holds what the disk
    did not take at the lock, each sealed to the record's public key, for the next unlock. `ahead`
    says how far the machine's clock was moved ahead of the time in which T+ is counted.
    """

    doses: tuple[datetime, ...] = ()
    sealed: tuple[bytes, ...] = ()
    ahead: timedelta = timedelta()
    slot: str = ""
    switching: bool = False

    def to_line(self) -> str:
        """Return it as one line of text for the pipe between the two processes."""
        sealed = [base64.b64encode(part).decode("ascii") for part in self.sealed]
        doses = [dose.isoformat() for dose in self.doses]
        said = {"doses": doses, "sealed": sealed, "ahead": self.ahead.total_seconds()}
        return json.dumps({**said, "slot": self.slot, "switching": self.switching})

    @staticmethod
    def from_line(line: str) -> "Handover":
        """Read it back; an empty line is an empty handover."""
        if not line.strip():
            return Handover()
        raw = json.loads(line)
        return Handover(
            tuple(datetime.fromisoformat(dose) for dose in raw["doses"]),
            tuple(base64.b64decode(part) for part in raw["sealed"]),
            timedelta(seconds=raw["ahead"]),
            raw["slot"],
            raw["switching"],
        )


class Successor(QObject):
    """The locked process that takes the place of this one."""

    ready = Signal()  # its window is painted: this process may end
    failed = Signal()  # it did not start: this process must stay, without its keys
    process: "subprocess.Popen[str] | None" = None

    def start(self, arguments: Sequence[str], handover: Handover) -> None:
        """Start it with the same data folder and let it say when it stands."""
        command = [sys.executable, "-m", "kapdesk", *arguments, "--locked"]
        try:
            self.process = process = subprocess.Popen(  # noqa: S603 - our own program, by the interpreter that runs it now
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        except OSError:
            self.failed.emit()
            return
        threading.Thread(target=self._hand, args=(process, handover), daemon=True, name="handover").start()

    def _hand(self, process: "subprocess.Popen[str]", handover: Handover) -> None:
        try:
            _stdin(process).write(handover.to_line() + "\n")
            _stdin(process).close()
            with _stdout(process) as answers:
                said = answers.readline().strip()
        except OSError:
            said = ""
        if said == READY:
            self.ready.emit()
        else:
            self.failed.emit()


def receive(stream: IO[str]) -> Handover:
    """Read what the process before this one handed over."""
    return Handover.from_line(stream.readline())


def say_ready(stream: IO[str]) -> None:
    """Tell the process before this one that it may end; nobody may be listening any more."""
    try:
        stream.write(READY + "\n")
        stream.flush()
    except OSError:
        return


def _stdin(process: "subprocess.Popen[str]") -> IO[str]:
    if process.stdin is None:
        raise OSError
    return process.stdin


def _stdout(process: "subprocess.Popen[str]") -> IO[str]:
    if process.stdout is None:
        raise OSError
    return process.stdout
