"""Writes texts, makes backups, locks and unlocks a real record without a pause until it is killed.

Lines on standard output: `W count` for a text of that many words of which the service said that it is
written, `B` for a backup that was called good, `L` for a record that was closed and opened again. Called with
the folder, the client's and the session's id; the passphrase comes by standard input.
"""

import os
import sys
from pathlib import Path
from uuid import UUID, uuid4

from kapdesk import content
from kapdesk.domain.clock import SystemClock
from kapdesk.services import backups, notes, people, vault
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

FIELD = "debrief.words"
BACKUP_EVERY, LOCK_EVERY = 9, 23


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def text_of(count: int) -> str:
    """Return the endless text that both sides know, so many words long."""
    return " ".join(f"word{number}" for number in range(count))


def main() -> None:
    folder, client, session = Path(sys.argv[1]), UUID(sys.argv[2]), UUID(sys.argv[3])
    passphrase, shipped, owner = sys.stdin.readline().strip(), content.load(), Owner(client, session=session)
    step = 0
    while True:
        opened = vault.unlock(folder, passphrase, clock=SystemClock())
        with opened.store.read() as db:
            author = people.author(db, opened.person_id)
        record = Record(opened.store, shipped, SystemClock(), author, "UTC")
        count = len(notes.text(record, owner, FIELD).split())
        say("L")
        for _ in range(LOCK_EVERY):
            step, count = step + 1, count + 1
            notes.write(record, owner, FIELD, text_of(count), uuid4())
            say(f"W {count}")
            if step % BACKUP_EVERY == 0:
                opened.remember()
                backups.make(opened, folder / "backups", clock=SystemClock())
                say("B")
        opened.close()


if __name__ == "__main__":
    main()
