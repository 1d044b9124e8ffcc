"""Where the end of the audit trail is kept outside of it, and what a look at it finds."""

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from kapdesk.domain.audit import FIRST, Action, Anchor, Verdict, seal
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.steps import Step, no_step
from kapdesk.services import audit, settings
from kapdesk.services.record import Record
from kapdesk.store import cipher, key, keyfile
from kapdesk.store.engine import Store
from kapdesk.store.keyfile import Header
from kapdesk.store.vault_keys import VaultKeys

LAST_CHECK = "desk.trail.last_check"
SHORT = 12
"""Characters of a seal that are printed; 48 bits, far more than anybody tries by hand."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a line that was printed once: whether it stands, or why not."""

    stands: bool
    words: str


@dataclass(frozen=True, slots=True)
class Survivors:
    """What is left of a trail that was saved from a damaged record; `broken_at` is None while it is whole."""

    lines: int
    broken_at: int | None
    missing: int
    unfit: int

    def told(self) -> str:
        """Return it in a sentence."""
        if self.broken_at is None:
            return f"The audit trail is whole: {self.lines:,} lines, each as it was written."
        return (
            f"The audit trail is not whole from line {self.broken_at:,} on: {self.missing:,} lines are "
            f"missing, {self.unfit:,} are not as they were written, {self.lines:,} are there. This stands in "
            "the trail from now on. Compare it with a backup or a page that was printed on an earlier day."
        )

    def entries(self) -> tuple[audit.Entry, ...]:
        """Return the lines that keep it in the trail."""
        if self.broken_at is None:
            return (audit.Entry(Action.VERIFIED, "whole after salvage", count=self.lines),)
        said = {"broken from line": self.broken_at, "lines missing": self.missing}
        said |= {"lines not as written": self.unfit} if self.unfit else {}
        return tuple(audit.Entry(Action.VERIFIED, words, count=number) for words, number in said.items())


def survivors(store: Store, header: Header) -> Survivors:
    """Look at every line of a trail that may have holes, and at where the key file says that it ended."""
    known, broken = in_header(header), list[int]()
    last, before, lines, missing, unfit = 0, FIRST, 0, 0, 0
    for line, sealed_by in audit.sealed_lines(store):
        if line.seq != last + 1:
            missing, before = missing + line.seq - last - 1, line.previous
            broken.append(last + 1)
        moved = known is not None and known.seq == line.seq and known.mac != line.mac
        if moved or line.previous != before or seal(sealed_by, line) != line.mac:
            unfit += 1
            broken.append(line.seq)
        last, before, lines = line.seq, line.mac, lines + 1
    if known is not None and known.seq > last:
        missing += known.seq - last
        broken.append(last + 1)
    return Survivors(lines, min(broken, default=None), missing, unfit)


def in_header(header: Header) -> Anchor | None:
    """Return the end of the trail as the key file names it."""
    said = header.anchor
    if not said:
        return None
    at = datetime.fromisoformat(said["at"]) if said.get("at") else None
    return Anchor(int(said["seq"]), str(said["mac"]), at)


def for_header(store: Store) -> dict[str, Any] | None:
    """Return the end of the trail as it is written into the key file."""
    end = audit.anchor(store)
    if end is None:
        return None
    return {"seq": end.seq, "mac": end.mac, "at": end.at.isoformat() if end.at else None}


def keep(store: Store, folder: Path, keys: VaultKeys) -> None:
    """Write the end of the trail into the key file now, after what must not be taken back unnoticed.

    A disk that does not take it undoes nothing of what was done; the next ordinary end writes it again.
    """
    with contextlib.suppress(OSError, KapdeskError, cipher.driver.Error):
        end = for_header(store)
        if end is not None and end != keyfile.read(folder)[0].header.anchor:
            key.amend(folder, keys, partial(_ending_with, end))


def _ending_with(end: dict[str, Any], header: Header) -> Header:
    return replace(header, anchor=end)


def at_opening(store: Store, header: Header) -> tuple[str, ...]:
    """Return what to say after opening: nothing while the trail goes on from where the key file left it."""
    try:
        known = in_header(header)
        found = audit.verify(store, after=known) if known else audit.verify(store)
    except KapdeskError:
        return ()  # the record itself is told about by whoever opened it
    return () if found.whole else (sentence(found),)


def check_all(record: Record, *, step: Step = no_step) -> Verdict:
    """Check the whole trail, also against the key file, and remember that it was done.

    `step` hears how far it is and may raise to stop.
    """
    known = [in_header(copy.header) for copy in keyfile.read(record.store.path.parent)]
    found = audit.verify(record.store, [anchor for anchor in known if anchor is not None], step=step)
    with contextlib.suppress(KapdeskError), record.write() as db:
        audit.note(db, record, Action.VERIFIED, count=found.checked)
        settings.put_in(db, record, LAST_CHECK, record.now().isoformat())
    return found


def sentence(found: Verdict) -> str:
    """Return what a check found, in words; nothing is closed because of it."""
    if found.whole:
        return f"{found.checked:,} lines checked: all are as they were written."
    return (
        f"The audit trail is not as it was written, at line {found.broken_at:,}. {found.words} The record "
        "stays open and nothing was changed. Print the trail, and compare it with a backup of an earlier day."
    )


def short(anchor: Anchor) -> str:
    """Return an anchor as it is printed: the number of the line and the beginning of its seal."""
    return f"{anchor.seq}-{anchor.mac[:SHORT]}"


def printed(record: Record, typed: str) -> Proof:
    """Compare an anchor that was printed once with the trail as it stands."""
    number, _, seal = typed.strip().lower().replace(" ", "").partition("-")
    if not number.isdecimal() or len(seal) != SHORT:
        return Proof(
            stands=False, words=f"An anchor is a number, a dash and {SHORT} characters. Type it again."
        )
    line = next(audit.lines(record, seq=int(number)), None)
    if line is None:
        return Proof(stands=False, words="The trail ends before this line: its end is missing.")
    if line.mac[:SHORT] != seal:
        return Proof(stands=False, words="This line is another one than was printed: the trail was changed.")
    return Proof(stands=True, words="This line stands as it was printed.")
