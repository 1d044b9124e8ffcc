"""A record with its owner signed in, where the slow step of a passphrase takes no time."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import PASSPHRASE, ZONE, shipped

from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Role
from kapdesk.services import members, people, vault
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.services.record import Record
from kapdesk.store import derivation, key, keyfile, second_secret, slots
from kapdesk.store.derivation import FLOOR, expand
from kapdesk.store.key import SignIn

OTHER = "seven green kettles sleeping"
NOWHERE = second_secret.finder([])


def quick(passphrase: str, salt: bytes, _cost: derivation.Cost) -> bytes:
    """Do for a test what Argon2id does, at once."""
    return expand(derivation.prepared(passphrase) + salt, "quick")


_known: dict[bytes, bytes] = {}


def prepare(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let the record in a folder be opened quickly from now on, after one slow step for all."""
    first = (folder / keyfile.FIRST).read_bytes()
    if first in _known:
        for name in (keyfile.FIRST, keyfile.SECOND):
            (folder / name).write_bytes(_known[first])
        patch.setattr(slots, "from_passphrase", quick)
        return
    keys = key.open_with_passphrase(folder, PASSPHRASE)
    patch.setattr(slots, "from_passphrase", quick)
    key.set_passphrase(folder, keys, PASSPHRASE)
    _known[first] = (folder / keyfile.FIRST).read_bytes()


@dataclass
class Desk:
    """Somebody signed in."""

    opened: Opened
    record: Record
    clock: SetClock

    def said(self, purpose: Purpose = Purpose.PEOPLE) -> Confirmation:
        return Confirmation(self.record.author.id, purpose, self.clock.now())

    def add(self, name: str, role: Role, sign_in: str, passphrase: str = OTHER) -> None:
        facts = members.SignInFacts(sign_in, passphrase)
        members.add(
            self.record, self.opened, self.said(), name=name, credential="", role=role, supervised_by=None,
            sign_in=facts, cost=FLOOR,
        )  # fmt: skip

    def close(self) -> None:
        self.opened.close()


@contextmanager
def signed_in(folder: Path, clock: SetClock, passphrase: str = PASSPHRASE, name: str = "") -> Generator[Desk]:
    """Sign somebody in, and out again at the end."""
    opened = vault.unlock(folder, passphrase, clock=clock, by=SignIn(name, find=NOWHERE))
    try:
        yield desk_of(opened, clock)
    finally:
        opened.close()


def desk_of(opened: Opened, clock: SetClock) -> Desk:
    """Return the desk of who opened a record."""
    with opened.store.read() as db:
        author = people.author(db, opened.person_id)
    return Desk(opened, Record(opened.store, shipped(), clock, author, ZONE), clock)


def as_role(record: Record, role: Role) -> Record:
    """Return the same hold on the record by somebody of another role."""
    return replace(record, author=replace(record.author, role=role))
