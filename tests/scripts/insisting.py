"""Writes twenty texts into a record on a failing disk; each is tried again under the same revision.

Lines: `W count` for a text of that many words that was called written, `F name` for a failure that was told,
`END` at the end. Called with the folder, the client's and the session's id; the passphrase by standard input.
"""

import os
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

from scribe import FIELD, text_of

from kapdesk import content
from kapdesk.domain.clock import SystemClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import notes, people, vault
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

TEXTS, TRIES, PAUSE = 20, 4, 0.02


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main() -> None:
    folder, owner = Path(sys.argv[1]), Owner(UUID(sys.argv[2]), session=UUID(sys.argv[3]))
    try:
        opened = vault.unlock(folder, sys.stdin.readline().strip(), clock=SystemClock())
    except KapdeskError as error:
        say(f"F {type(error).__name__}")
        return
    with opened.store.read() as db:
        author = people.author(db, opened.person_id)
    record = Record(opened.store, content.load(), SystemClock(), author, "UTC")
    for count in range(1, TEXTS + 1):
        revision = uuid4()
        for _ in range(TRIES):
            try:
                notes.write(record, owner, FIELD, text_of(count), revision)
            except KapdeskError as error:
                say(f"F {type(error).__name__}")
                time.sleep(PAUSE)
                continue
            say(f"W {count}")
            break
    opened.close()
    say("END")


if __name__ == "__main__":
    main()
