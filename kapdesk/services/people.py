"""The people of the clinic who observe, decide and sign."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.people import Person, Role
from kapdesk.services.record import Record
from kapdesk.store.rows import PersonRow


def everyone(record: Record) -> tuple[Person, ...]:
    """Return the people who work here now, by name."""
    with record.read() as db:
        rows = db.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.name))
        return tuple(person_of(row) for row in rows)


def one(record: Record, person_id: UUID) -> Person:
    """Return one person, also a former one; raises NotFound."""
    with record.read() as db:
        return author(db, person_id)


def author(db: Session, person_id: UUID) -> Person:
    """Return one person inside a read that is already open; raises NotFound."""
    row = db.get(PersonRow, person_id)
    if row is None:
        raise NotFound("This person is not in the record. Nothing was changed.")
    return person_of(row)


def add(record: Record, name: str, credential: str, role: Role, supervised_by: UUID | None = None) -> Change:
    """Name somebody who works here; opening the record needs a passphrase of their own besides."""
    if not name.strip():
        raise Refused("A person needs a name. Nothing was added. Type the name.")
    with record.write() as db:
        row = PersonRow(
            name=name.strip(),
            credential=credential.strip(),
            role=role.value,
            active=True,
            supervised_by=supervised_by,
            written_at=record.now(),
        )
        db.add(row)
        db.flush()
        return Change(Topic.PERSON, item=row.id)


def end(record: Record, person_id: UUID) -> Change:
    """Stop offering somebody for new entries; what they recorded keeps their name."""
    with record.write() as db:
        row = db.get(PersonRow, person_id)
        if row is None:
            raise NotFound("This person is not in the record. Nothing was changed.")
        if row.id == record.author.id:
            raise Refused("You cannot end your own entry while you are writing. Nothing was changed.")
        row.active = False
    return Change(Topic.PERSON, item=person_id)


def person_of(row: PersonRow) -> Person:
    """Return a row as a person."""
    return Person(row.id, row.name, row.credential, Role(row.role))
