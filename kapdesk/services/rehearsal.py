"""The practice room: an invented clinic with invented people, always in the middle of a day."""

import contextlib
import secrets
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from sqlalchemy import func, select

from kapdesk import content
from kapdesk.domain.clock import Clock, SetClock
from kapdesk.domain.errors import UnsuitablePlace
from kapdesk.domain.people import Person, Role
from kapdesk.services import crisis, people, rehearsal_people, settings, vault
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_people import INVENTED
from kapdesk.services.rehearsal_stage import Stage
from kapdesk.services.vault import Opened, VaultState
from kapdesk.store import keyfile
from kapdesk.store.rows import Base, Kept, RevisionRow, VaultIdentityRow

PASSPHRASE = "these people were never born"  # noqa: S105 - it keeps no secret, and is not meant to
"""What opens every practice room. It protects nothing: everybody in there is invented, and anybody may look.

It is fixed so that nobody is asked for one; a record of care is never made with it.
"""
PRACTICE = "practice"
FRESH_FOR = timedelta(days=1)
"""How long “in a session right now” is believed, and how long what a trainee typed is kept."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A rehearsal record while it is filled: the record, its clock, and who works there."""

    record: Record
    clock: SetClock
    people: dict[str, Person]


def enter(folder: Path, *, clock: Clock, zone_name: str = "") -> Opened:
    """Open the practice room, or make it on the first visit; nothing is asked.

    One whose day has passed, and in which nobody wrote anything for a day, is made anew. Raises
    UnsuitablePlace where a record of care stands in the folder, and what `vault.unlock` raises.
    """
    if vault.inspect(folder) is VaultState.NOTHING:
        _build(folder, clock, zone_name).close()
        return vault.unlock(folder, PASSPHRASE, clock=clock)
    _refuse_care(folder)
    opened = vault.unlock(folder, PASSPHRASE, clock=clock)
    if not _is_stale(opened, clock.now()):
        return opened
    opened.close()
    _renew(folder, clock, zone_name)
    return vault.unlock(folder, PASSPHRASE, clock=clock)


def found_clinic(folder: Path, clock: SetClock, zone_name: str = "") -> tuple[Opened, Invented]:
    """Make an empty rehearsal record of the invented clinic, with its people and its telephone numbers."""
    said = rehearsal_people.read("clinic.toml")
    owner = said["owner"]
    opened, _code = vault.create(
        folder, PASSPHRASE, vault_kind=PRACTICE, clinic=said["name"], person_name=owner["name"],
        credential=owner["credential"], zone=zone_name or said["zone"], backup_folder=None, clock=clock,
        cost=vault.FLOOR, person=uuid5(INVENTED, owner["name"]),
    )  # fmt: skip
    author = Person(opened.person_id, owner["name"], owner["credential"], Role.OWNER)
    record = Record(
        opened.store, content.load(), clock, author, zone_name or said["zone"], rehearsal=True
    )
    named = {
        person["key"]: _hire(record, person["name"], person["credential"], Role(person["role"]))
        for person in said["people"]
    }
    _telephones(record, said["phones"])
    return opened, Invented(record, clock, named)


def _hire(record: Record, name: str, credential: str, role: Role) -> Person:
    made = people.add(record, name, credential, role).item or UUID(int=0)
    return people.one(record, made)


def _telephones(record: Record, phones: dict[str, list[str]]) -> None:
    for line, (label, number, when) in phones.items():
        crisis.edit(record, line, label=label, number=number, when=when)
        crisis.confirm(record, line, number)
    crisis.take(record, "United States")
    line = next(line for line in crisis.on_list(record) if line.id == "us-988")
    crisis.confirm(record, line.id, line.number)


def _build(folder: Path, clock: Clock, zone_name: str) -> Opened:
    """Make the whole practice room as of now; half of one is never left."""
    now = clock.now().replace(microsecond=0)
    moved = SetClock(now - timedelta(days=400))
    opened, invented = found_clinic(folder, moved, zone_name)
    try:
        for said in rehearsal_people.everyone():
            id_ = rehearsal_people.client_id(said["code"])
            stage = Stage(invented.record, moved, now, invented.people, said["code"], id_)
            rehearsal_people.play(stage, said)
        moved.at = now
        settings.put(invented.record, "rehearsal.day", now.isoformat())
    except BaseException:
        opened.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return opened


def _refuse_care(folder: Path) -> None:
    """Raise UnsuitablePlace where the record in the folder is not a rehearsal."""
    if any(copy.header.kind != PRACTICE for copy in keyfile.read(folder)):
        raise UnsuitablePlace(
            f"The record in {folder} is a record of care, so it was not opened as a practice room. Nothing "
            "was changed. Open it in the ordinary way, or choose another folder for practice."
        )


def _is_stale(opened: Opened, now: datetime) -> bool:
    """Say whether the day of the room has passed and nobody wrote in it for a day."""
    with opened.store.read() as db:
        made = settings.value(db, "rehearsal.day") or db.scalar(select(VaultIdentityRow.created_at))
        if now - (datetime.fromisoformat(made) if isinstance(made, str) else made or now) < FRESH_FOR:
            return False
        tables = [row.class_ for row in Base.registry.mappers if issubclass(row.class_, (Kept, RevisionRow))]
        last = [db.scalar(select(func.max(table.written_at))) for table in tables]
    return all(at is None or now - at >= FRESH_FOR for at in last)


def _renew(folder: Path, clock: Clock, zone_name: str) -> None:
    """Make the room anew beside the old one, then let it take its place."""
    mark = secrets.token_hex(4)
    fresh, old = (folder.with_name(f".{folder.name}.{word}-{mark}") for word in ("anew", "old"))
    with _gone_afterwards(fresh, old):
        _build(fresh, clock, zone_name).close()
        folder.rename(old)
        fresh.rename(folder)


@contextlib.contextmanager
def _gone_afterwards(*folders: Path) -> Generator[None]:
    try:
        yield
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
