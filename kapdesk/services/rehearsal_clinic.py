"""The invented clinic: a rehearsal record with its people and telephone numbers, and nobody in care yet."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid5

from kapdesk import content
from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Person, Role
from kapdesk.services import crisis, vault, wordings
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_people import INVENTED, read
from kapdesk.services.rehearsal_stage import PASSPHRASE
from kapdesk.services.vault import Opened
from kapdesk.store.rows import PersonRow

"""What opens every practice room. It protects nothing: everybody in there is invented, and anybody may look.

It is fixed so that nobody is asked for one; a record of care is never made with it.
"""
PRACTICE = "practice"
SUGGESTED = ("us-988", "us-emergency")
"""Which of the suggested numbers the invented clinic has tried."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A rehearsal record while it is filled: the record, its clock, and who works there."""

    record: Record
    clock: SetClock
    people: dict[str, Person]


def found_clinic(folder: Path, clock: SetClock, zone_name: str = "") -> tuple[Opened, Invented]:
    """Make an empty rehearsal record of the invented clinic, with its people."""
    said = read("clinic.toml")
    owner = said["owner"]
    opened, _code = vault.create(
        folder, PASSPHRASE, vault_kind=PRACTICE, clinic=said["name"], person_name=owner["name"],
        credential=owner["credential"], zone=zone_name or said["zone"], backup_folder=None, clock=clock,
        cost=vault.FLOOR, person=uuid5(INVENTED, owner["name"]),
    )  # fmt: skip
    author = Person(opened.person_id, owner["name"], owner["credential"], Role.OWNER)
    record = Record(opened.store, content.load(), clock, author, zone_name or said["zone"], rehearsal=True)
    wordings.remember(record)
    named = {
        person["key"]: _hire(record, person["name"], person["credential"], Role(person["role"]))
        for person in said["people"]
    }
    return opened, Invented(record, clock, named)


def _hire(record: Record, name: str, credential: str, role: Role) -> Person:
    """Name somebody of the invented clinic, under the id they have in every rehearsal."""
    hired = Person(uuid5(INVENTED, name), name, credential, role)
    with record.write() as db:
        db.add(
            PersonRow(
                id=hired.id, name=name, credential=credential, role=role.value, active=True,
                written_at=record.now(),
            )
        )  # fmt: skip
    return hired


def try_telephones(record: Record) -> None:
    """Confirm the clinic's numbers, a crisis line and the emergency number, as one who has tried them."""
    phones: dict[str, list[str]] = read("clinic.toml")["phones"]
    for line, (label, number, when) in phones.items():
        crisis.edit(record, line, label=label, number=number, when=when)
        crisis.confirm(record, line, number)
    crisis.take(record, "United States")
    for line in crisis.on_list(record):
        if line.id in SUGGESTED:
            crisis.confirm(record, line.id, line.number)
