"""Kills a process that types into a record, again and again, and looks what the record holds afterwards."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from uuid import UUID

from scripts.typist import FIELD, letter

from kapdesk import content
from kapdesk.domain.clock import SystemClock
from kapdesk.domain.sessions import SessionState
from kapdesk.services import clients, notes, people, sessions, vault
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

SCRIPT = Path(__file__).parent / "scripts" / "typist.py"
LOST_AT_MOST = 1.0  # seconds of typing that the program had not yet called written


@dataclass(slots=True)
class Tally:
    """What a row of kills came to."""

    kills: int = 0
    written: int = 0
    keys: int = 0
    lost_keys: int = 0
    longest_loss: float = 0.0


@contextmanager
def opened(folder: Path, passphrase: str) -> Iterator[Record]:
    vaulted = vault.unlock(folder, passphrase, clock=SystemClock())
    try:
        with vaulted.store.read() as db:
            author = people.author(db, vaulted.person_id)
        yield Record(vaulted.store, content.load(), SystemClock(), author, "UTC")
    finally:
        vaulted.close()


def session_in(record: Record) -> Owner:
    client = clients.blank(record)
    made = clients.Client(client.id, client.code, "Mor", "Aster")
    clients.add(record, made)
    planned = sessions.plan(record, client.id)
    assert isinstance(planned.item, UUID)
    sessions.move(record, planned.item, SessionState.ARRIVED)
    return Owner(client.id, session=planned.item)


def kill_once(folder: Path, owner: Owner, passphrase: str, dice: random.Random, tally: Tally) -> None:
    """Let it type for a random while, kill it, and hold the record against what was called written."""
    arguments = [sys.executable, str(SCRIPT), str(folder), owner.client.hex, str(owner.session), passphrase]
    lines: list[str] = []
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        reader = Thread(target=_collect, args=(process, lines))
        reader.start()
        _wait_for_a_key(process, lines)
        try:
            process.wait(timeout=dice.uniform(0.05, 2.5))
            raise AssertionError("the typist stopped by itself")
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        reader.join()
    _compare(folder, owner, passphrase, lines, tally)


def _collect(process: "subprocess.Popen[str]", lines: list[str]) -> None:
    assert process.stdout is not None
    lines.extend(iter(process.stdout.readline, ""))


def _wait_for_a_key(process: "subprocess.Popen[str]", lines: list[str]) -> None:
    while not any(line.startswith("K") for line in lines):
        try:
            process.wait(timeout=0.02)
            raise AssertionError("the typist did not begin")
        except subprocess.TimeoutExpired:
            continue


def _compare(folder: Path, owner: Owner, passphrase: str, lines: list[str], tally: Tally) -> None:
    whole = [line.split() for line in lines if line.endswith("\n")]
    written = [int(parts[1]) for parts in whole if parts[0] == "W"]
    keys = {int(parts[1]): float(parts[2]) for parts in whole if parts[0] == "K"}
    with opened(folder, passphrase) as record:
        text = notes.text(record, owner, FIELD)
        report = record.store.verify()
        versions = notes.revisions(record, owner, FIELD)
    assert report.whole, report
    assert text == "".join(letter(place) for place in range(len(text)))
    assert len(text) >= max(written), "a text that was called written is gone"
    assert versions[-1].text == text if versions else not text
    last_sign_of_life = max(keys.values())
    lost = [at for count, at in keys.items() if count > len(text)]
    loss = last_sign_of_life - min(lost) if lost else 0.0
    assert loss <= LOST_AT_MOST
    tally.kills += 1
    tally.written += len(written) - 1
    tally.keys += len(keys)
    tally.lost_keys += len(lost)
    tally.longest_loss = max(tally.longest_loss, loss)
