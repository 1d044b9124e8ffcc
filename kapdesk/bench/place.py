"""The record that is measured: made to size once, kept where asked, never one of care, never changed."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from kapdesk import content
from kapdesk.content import Content
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError, UnsuitablePlace
from kapdesk.services import people, rehearsal, settings, vault, wordings
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_scale import UNTIL, write
from kapdesk.services.vault import Opened, VaultState
from kapdesk.store import keyfile
from kapdesk.store.rows import NoteRow, SessionRow

Say = Callable[[str], None]
CLIENTS_A_SESSION = 400 / 5000
YEARS = 10
LONGEST = 50
"""How many sessions one client has at least, where there are so many."""


def stand(folder: Path, sessions: int, say: Say) -> None:
    """Let a rehearsal record of this size stand in a folder: make it, or find it there.

    Raises UnsuitablePlace where anything else stands there.
    """
    if not folder.exists() or not any(folder.iterdir()):
        _make(folder, sessions, say)
        return
    _refuse_other(folder, sessions)
    say(f"The record in {folder} is used again.")
    _index(folder, say)


def copied(folder: Path, into: Path) -> Path:
    """Copy a record, so that measuring leaves the kept one as it is."""
    target = into / "record"
    target.mkdir(mode=0o700)
    for path in folder.iterdir():
        if path.is_file() and not path.name.endswith(".lock"):
            shutil.copyfile(path, target / path.name)
    return target


def unlocked(folder: Path) -> Opened:
    """Open the record as of the instant at which its last day ended."""
    return vault.unlock(folder, rehearsal.PASSPHRASE, clock=SetClock(UNTIL))


def held(opened: Opened) -> Record:
    """Return the record in the hands of its owner, at the same instant; what ships is read once."""
    with opened.store.read() as db:
        author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
    record = Record(opened.store, _shipped(), SetClock(UNTIL), author, zone, rehearsal=True)
    wordings.remember(record)
    return record


@cache
def _shipped() -> Content:
    return content.load()


def text_bytes(opened: Opened) -> int:
    """Return how many characters people wrote, without earlier versions."""
    with opened.store.read() as db:
        return int(db.scalar(select(func.coalesce(func.sum(func.length(NoteRow.text)), 0))) or 0)


def _make(folder: Path, sessions: int, say: Say) -> None:
    said = [0]

    def step(number: int, of: int) -> None:
        if of and number * 10 // of > said[0]:
            said[0] = number * 10 // of
            say(f"{number} of {of} sessions are written.")

    clients = max(1, round(sessions * CLIENTS_A_SESSION))
    say(f"A rehearsal record of {sessions} sessions and {clients} clients is made in {folder}.")
    write(folder, clients=clients, sessions=sessions, years=YEARS, longest=LONGEST, step=step)
    _index(folder, say)


def _index(folder: Path, say: Say) -> None:
    """Let the full text know everything, as it does after the pauses of a day."""
    from kapdesk.services import search_index

    say("The full text takes in what it does not know yet.")
    opened = unlocked(folder)
    try:
        search_index.catch_up(held(opened), gentle=False)
    finally:
        opened.close()


def _refuse_other(folder: Path, sessions: int) -> None:
    """Raise UnsuitablePlace for anything but a closed rehearsal of this size."""
    try:
        ready = vault.inspect(folder) is VaultState.READY
    except KapdeskError:
        ready = False
    if not ready:
        raise _other(folder, "holds something that is no record")
    if any(copy.header.kind != rehearsal.PRACTICE for copy in keyfile.read(folder)):
        raise _other(folder, "holds a record of care")
    try:
        opened = unlocked(folder)
    except KapdeskError:
        raise _other(folder, "holds a record that does not open as an invented one") from None
    try:
        with opened.store.read() as db:
            found = db.scalar(select(func.count()).select_from(SessionRow))
    finally:
        opened.close()
    if found != sessions:
        raise _other(folder, f"holds {found} sessions, not {sessions}")


def _other(folder: Path, why: str) -> UnsuitablePlace:
    return UnsuitablePlace(
        f"The folder {folder} {why}, so nothing was measured there. Nothing was changed. Choose an empty "
        "folder, or one that was made for this number of sessions."
    )
