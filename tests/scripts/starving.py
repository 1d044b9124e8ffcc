"""Writes texts into a record whose disk is full, gets room again, and says what became of every text.

Called with the folder of a record on a small disk that is its own, and the client's and session's id; the
passphrase comes by standard input. Lines: `REFUSED sentence`, and at the end `TALLY` with the counts.
"""

import os
import sys
from pathlib import Path
from uuid import UUID, uuid4

from kapdesk import content
from kapdesk.domain.clock import SystemClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import drafts, notes, people, vault
from kapdesk.services.notes import Owner
from kapdesk.services.opening import Opened
from kapdesk.services.record import Record
from kapdesk.store import ballast

LONG = "the heron crossed the lake of glass " * 2000
TEXTS = 400


def record_of(opened: Opened) -> Record:
    with opened.store.read() as db:
        author = people.author(db, opened.person_id)
    return Record(opened.store, content.load(), SystemClock(), author, "UTC")


def fill(folder: Path) -> Path:
    """Leave nothing of the disk."""
    path = folder.parent / "filler"
    with path.open("wb") as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    os.write(file.fileno(), bytes(size))
            except OSError:
                continue
    return path


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class Writer:
    """Tries each text until it is written, under the same revision, as the desk does."""

    def __init__(self, record: Record, owner: Owner) -> None:
        self.record, self.owner = record, owner
        self.written: dict[str, str] = {}
        self.refused = 0

    def write(self, number: int) -> bool:
        field, text, revision = f"debrief.{number}", f"{number} {LONG}", uuid4()
        for _ in range(2):
            try:
                notes.write(self.record, self.owner, field, text, revision)
            except KapdeskError as error:
                if not self.refused:
                    say(f"REFUSED {error.sentence}")
                self.refused += 1
                continue
            self.written[field] = text
            return True
        return False


def main() -> None:
    folder, owner = Path(sys.argv[1]), Owner(UUID(sys.argv[2]), session=UUID(sys.argv[3]))
    passphrase = sys.stdin.readline().strip()
    opened = vault.unlock(folder, passphrase, clock=SystemClock())
    assert ballast.keep(folder)
    writer = Writer(record_of(opened), owner)
    filler = fill(folder)
    number = 0
    while writer.write(number) and number < TEXTS:
        number += 1
    in_reserve = len(writer.written)
    gone = not ballast.stands(folder)
    left = drafts.put_aside(opened, {(owner, f"debrief.{number}"): f"{number} {LONG}"})
    opened.close()
    again = vault.unlock(folder, passphrase, clock=SystemClock())  # a full disk keeps nobody out
    kept = notes.texts(record_of(again), owner)
    lost = sum(field not in kept or kept[field].text != text for field, text in writer.written.items())
    filler.unlink()
    taken = drafts.take_in(again, record_of(again), left)
    record = record_of(again)
    whole = again.store.verify().whole
    after = notes.text(record, owner, f"debrief.{number}") == f"{number} {LONG}"
    renewed = ballast.keep(folder)
    again.close()
    say(
        f"TALLY written={in_reserve} refused={writer.refused} reserve_given={gone} lost={lost} "
        f"sealed_taken_in={taken.written} draft_there={after} whole={whole} reserve_again={renewed}"
    )


if __name__ == "__main__":
    main()
