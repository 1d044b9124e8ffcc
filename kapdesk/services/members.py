"""The people who may sign in: added with an own passphrase, given a role, reset, removed, by the owner."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.people import Person, Role
from kapdesk.services import audit, people
from kapdesk.services.opening import Opened
from kapdesk.services.passphrases import refuse_weak
from kapdesk.services.reauthentication import Confirmation, Purpose, require
from kapdesk.services.record import Record
from kapdesk.store import key, members
from kapdesk.store.derivation import Cost
from kapdesk.store.rows import PersonRow
from kapdesk.store.rows_trust import AuditRow, RoleChangeRow


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here: the person, who supervises, whether and since when they sign in."""

    person: Person
    supervised_by: str
    signs_in: bool
    waits: bool
    has_key_file: bool
    last_signed_in: datetime | None


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """With what somebody will sign in: a short name of their own choice, and their passphrase."""

    name: str
    passphrase: str


def everyone(record: Record, opened: Opened) -> tuple[Member, ...]:
    """Return who works here, with how each signs in, by name."""
    slots = {slot.user: slot for slot in members.people(opened.keys.header)}
    with record.read() as db:
        seen = _last_signed_in(db)
        rows = list(db.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.name)))
        names = {row.id: row.name for row in rows}
        found: list[Member] = []
        for row in rows:
            slot = slots.get(row.id.hex)
            above = names.get(row.supervised_by, "") if row.supervised_by else ""
            waits = bool(slot and (slot.sealed or slot.next_role))
            stick = bool(slot and slot.second)
            found.append(
                Member(people.person_of(row), above, slot is not None, waits, stick, seen.get(row.id))
            )
        return tuple(found)


def add(
    record: Record, opened: Opened, said: Confirmation, *, name: str, credential: str, role: Role,
    supervised_by: UUID | None, sign_in: SignInFacts, cost: Cost | None = None,
) -> Change:  # fmt: skip
    """Add a person with an own passphrase, which opens own keys; raises Refused before anything is written.

    `cost` None takes the cost of the owner's own passphrase.
    """
    _require(record, said)
    _check_passphrase(opened, "", sign_in, (name,))
    change = people.add(record, name, credential, role, supervised_by)
    assert change.item is not None  # noqa: S101 - a person who was added has an id
    return _give(record, opened, change.item, role, sign_in, cost)


def give_passphrase(
    record: Record,
    opened: Opened,
    said: Confirmation,
    person: UUID,
    sign_in: SignInFacts,
    cost: Cost | None = None,
) -> Change:
    """Let somebody who is named here already sign in with an own passphrase."""
    _require(record, said)
    one = people.one(record, person)
    _check_passphrase(opened, person.hex, sign_in, (one.name,))
    return _give(record, opened, person, one.role, sign_in, cost)


def reset(
    record: Record, opened: Opened, said: Confirmation, person: UUID, passphrase: str, reason: str = ""
) -> Change:
    """Give somebody who forgot it another passphrase, and with it new own keys.

    What they signed stays valid under the old public key; their process notes stay closed to them, except
    where a co-therapist or the recovery key opens them.
    """
    _require(record, said)
    one = people.one(record, person)
    refuse_weak(passphrase, (one.name,))
    public = members.reset(opened.folder, opened.keys, person.hex, passphrase)
    with record.write() as db:
        _note(db, record, Entry(person, "passphrase reset", public=public.hex(), reason=reason))
        audit.note(db, record, Action.PASSPHRASE_CHANGED, "person", person)
    return Change(Topic.PERSON, item=person)


def set_role(
    record: Record, opened: Opened, said: Confirmation, person: UUID, role: Role, reason: str = ""
) -> Change:
    """Give somebody another role; who signs in has it from the next sign-in on."""
    _require(record, said)
    before = people.one(record, person).role
    _refuse_last_owner(opened, person, role)
    if members.find(opened.keys.header, person.hex) is not None:
        members.set_role(opened.folder, opened.keys, person.hex, role.value)
    with record.write() as db:
        _row(db, person).role = role.value
        _note(db, record, Entry(person, "role", before.value, role.value, reason=reason))
        audit.note(db, record, Action.ROLE_CHANGED, "person", person)
    return Change(Topic.PERSON, item=person)


def set_supervisor(record: Record, person: UUID, supervisor: UUID | None) -> Change:
    """Name who supervises somebody; raises Refused for themselves."""
    if person == supervisor:
        raise Refused("Nobody supervises themselves. Nothing was changed. Choose somebody else.")
    with record.write() as db:
        row = _row(db, person)
        before, row.supervised_by = row.supervised_by, supervisor
        _note(
            db,
            record,
            Entry(person, "supervisor", before.hex if before else "", supervisor.hex if supervisor else ""),
        )
    return Change(Topic.PERSON, item=person)


def set_sign_in_name(record: Record, opened: Opened, person: UUID, name: str) -> Change:
    """Give somebody another name to sign in with; it stands nowhere in the open."""
    one = people.one(record, person)
    members.set_name(opened.folder, opened.keys, person.hex, name)
    return Change(Topic.PERSON, item=one.id)


def remove(record: Record, opened: Opened, said: Confirmation, person: UUID, reason: str = "") -> Change:
    """End somebody's sign-in at once; what they recorded and signed keeps their name and stays valid.

    Who had the passphrase could have kept the key of the record: only a new key for the record ends that.
    """
    _require(record, said)
    if person == record.author.id:
        raise Refused("You cannot remove yourself while you are writing. Nothing was changed.")
    slot = members.find(opened.keys.header, person.hex)
    if slot is not None:
        _refuse_last_owner(opened, person, None)
    with record.write() as db:
        row = _row(db, person)
        row.active, row.removed_at = False, record.now()
        public = slot.sign_public.hex() if slot else ""
        _note(db, record, Entry(person, "removed", row.role, "", public, reason))
        audit.note(db, record, Action.PERSON_REMOVED, "person", person)
    if slot is not None:
        members.remove(opened.folder, opened.keys, person.hex)
    return Change(Topic.PERSON, item=person)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history of who may do what."""

    person: UUID
    what: str
    before: str = ""
    after: str = ""
    public: str = ""
    reason: str = ""


def _give(
    record: Record, opened: Opened, person: UUID, role: Role, sign_in: SignInFacts, cost: Cost | None
) -> Change:
    price = cost or key.slot_of(opened.keys.header, opened.keys.user).cost
    assert price is not None  # noqa: S101 - a person's slot always has its cost
    public = members.add(
        opened.folder, opened.keys, person.hex, role.value, sign_in.passphrase, sign_in.name, price
    )
    with record.write() as db:
        _note(db, record, Entry(person, "added", "", role.value, public.hex()))
        audit.note(db, record, Action.PERSON_ADDED, "person", person)
    return Change(Topic.PERSON, item=person)


def _check_passphrase(opened: Opened, user: str, sign_in: SignInFacts, names: tuple[str, ...]) -> None:
    if not sign_in.name.strip():
        raise Refused(
            "A short name to sign in with is needed. Nothing was changed. Type one, such as initials."
        )
    members.refuse_taken_name(opened.keys.header, user, sign_in.name)
    refuse_weak(sign_in.passphrase, (*names, sign_in.name))


def _refuse_last_owner(opened: Opened, person: UUID, role: Role | None) -> None:
    owners = [slot.user for slot in members.people(opened.keys.header) if slot.role_now == Role.OWNER.value]
    if role is not Role.OWNER and owners == [person.hex]:
        raise Refused("The record needs an owner. Nothing was changed. Make somebody else owner first.")


def _require(record: Record, said: Confirmation) -> None:
    require(said, record.author.id, Purpose.PEOPLE, record.now())


def _row(db: Session, person: UUID) -> PersonRow:
    row = db.get(PersonRow, person)
    if row is None:
        raise NotFound("This person is not in the record. Nothing was changed.")
    return row


def _note(db: Session, record: Record, entry: Entry) -> None:
    now = record.now()
    db.add(
        RoleChangeRow(
            person_id=entry.person, what=entry.what, before=entry.before, after=entry.after,
            public_key=entry.public, reason=entry.reason.strip(), happened_at=now, zone=record.zone,
            written_at=now, author_id=record.author.id,
        )
    )  # fmt: skip


def _last_signed_in(db: Session) -> dict[UUID, datetime]:
    query = (
        select(AuditRow.actor_id, func.max(AuditRow.at))
        .where(AuditRow.action == Action.UNLOCKED.value, AuditRow.actor_id.is_not(None))
        .group_by(AuditRow.actor_id)
    )
    return {person: at for person, at in db.execute(query) if person is not None}
