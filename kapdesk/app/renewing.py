"""A new key on its way, told where one signs in: how many backups have it, and how to stop at those."""

from functools import partial
from pathlib import Path
from threading import Event

from kapdesk.app import ways_in
from kapdesk.domain.clock import SteadyClock
from kapdesk.ui.secret import Entry


class Renewal:
    """One change of the record's key; to cancel it leaves backups as they are, never the record half-way."""

    def __init__(self, entry: Entry | None, *, rewraps: bool) -> None:
        """Say on the page that it goes on; only the part that can be stopped offers to be."""
        self._entry, self._rewraps, self._stop = entry, rewraps, Event()
        if entry is not None:
            entry.go_on("A new key is made...", "Stop at the backups" if rewraps else "")

    def work(self, folder: Path, passphrase: str, clock: SteadyClock, slot: str) -> partial[object]:
        """Return the work to be done behind the window."""
        return partial(
            ways_in.rotate, folder, passphrase, clock, slot, self._stop if self._rewraps else None
        )  # fmt: skip

    def moved(self, number: int, of: int) -> None:
        """Say how far it is."""
        if self._entry is not None and not self._stop.is_set():
            self._entry.go_on(f"Backup {number + 1} of {of}...", "Stop at the backups")

    def cancel(self) -> None:
        """Leave the backups that were not come to; the record goes on to its new key."""
        self._stop.set()
        if self._entry is not None:
            self._entry.go_on("Opening...", "")
