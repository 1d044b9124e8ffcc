"""The custody envelope: three sheets with three people; any two open the record in illness or death."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk import __version__
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import Clock, local
from kapdesk.domain.errors import NotFound, RecordDamaged, Refused
from kapdesk.domain.people import Role
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.services import audit, settings
from kapdesk.services.held import freed_on_failure
from kapdesk.services.opening import Opened, enter, open_record
from kapdesk.services.passphrases import refuse_weak
from kapdesk.services.reauthentication import Confirmation, Purpose, require
from kapdesk.services.record import Record
from kapdesk.store import custody, lock, members
from kapdesk.store.derivation import Cost, calibrate
from kapdesk.store.rows import PersonRow
from kapdesk.store.rows_trust import CustodyHolderRow, RehearsalRow

SHARES = custody.SHARES
WORDS = custody.WORDS
KIND = "envelope"
PAPER = "paper"


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """Who is to hold a sheet: named inside the record only."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HolderOf:
    """Who holds which sheet, and since when."""

    id: UUID
    share: int
    name: str
    relation: str
    phone: str
    handed_on: date | None


@dataclass(frozen=True, slots=True)
class Envelope:
    """The envelope as it stands: its holders, when it was made, and when two sheets were last tried."""

    id: str
    made_at: datetime
    holders: tuple[HolderOf, ...]
    last_tried: datetime | None


@dataclass(frozen=True, slots=True)
class Made:
    """A new envelope and its three sheets of words, shown and printed this once."""

    id: str
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewOwner:
    """In whose own name a record is opened with two sheets, and the passphrase from now on."""

    name: str
    credential: str
    sign_in: str
    passphrase: str


def present(record: Record, opened: Opened) -> Envelope | None:
    """Return the envelope that opens this record, or None where there is none."""
    slot = custody.slot(opened.keys.header)
    if slot is None:
        return None
    with record.read() as db:
        rows = _holders(db, slot.id)
        tried = db.scalar(
            select(RehearsalRow.happened_at)
            .where(RehearsalRow.kind == KIND, RehearsalRow.opened, RehearsalRow.note == slot.id)
            .order_by(RehearsalRow.happened_at.desc())
        )
        if not rows:
            return None
        return Envelope(slot.id, rows[0].written_at, tuple(_holder(row) for row in rows), tried)


def make(record: Record, opened: Opened, said: Confirmation, holders: Sequence[HolderFacts]) -> Made:
    """Make a new envelope for three people; sheets of an earlier one open nothing any more.

    Raises Refused where three different people are not named. Old backups keep opening with old sheets.
    """
    require(said, record.author.id, Purpose.KEYS, record.now())
    names = [holder.name.strip().casefold() for holder in holders]
    if len(names) != SHARES or not all(names) or len(set(names)) != SHARES:
        raise Refused(
            "Three different people are needed, one for each sheet. Nothing was changed. Name them."
        )
    old = custody.slot(opened.keys.header)
    envelope, shares = custody.make(opened.folder, opened.keys)
    now = record.now()
    with record.write() as db:
        _strike(db, old.id if old else "", now, "replaced")
        for number, holder in enumerate(holders, start=1):
            db.add(
                CustodyHolderRow(
                    envelope=envelope, share=number, name=holder.name.strip(), phone=holder.phone.strip(),
                    relation=holder.relation.strip(), written_at=now, author_id=record.author.id,
                )
            )  # fmt: skip
        audit.note(db, record, Action.CUSTODY_MADE)
    return Made(envelope, shares)


def handed(record: Record, holder: UUID, on: date) -> Change:
    """Note the day on which somebody was given their sheet."""
    with record.write() as db:
        row = db.get(CustodyHolderRow, holder)
        if row is None:
            raise NotFound("This holder is not in the record. Nothing was changed.")
        row.handed_on = on
    return Change(Topic.SETTING)


def revoke(record: Record, opened: Opened, said: Confirmation, reason: str) -> Change:
    """Let the sheets open nothing any more; raises Refused without a reason."""
    require(said, record.author.id, Purpose.KEYS, record.now())
    slot = custody.slot(opened.keys.header)
    if slot is None or not reason.strip():
        raise Refused("Say why the envelope is ended. Nothing was changed.")
    custody.revoke(opened.folder, opened.keys)
    with record.write() as db:
        _strike(db, slot.id, record.now(), reason.strip())
        audit.note(db, record, Action.CUSTODY_ENDED)
    return Change(Topic.SETTING)


def rehearse(record: Record, opened: Opened, shares: Sequence[str]) -> Change:
    """Prove that two sheets open this record, changing nothing but the note that it was tried.

    Raises Refused (a word, the same sheet twice, two envelopes) and WrongPassphrase (another record's).
    """
    keys = custody.open_with_shares(opened.folder, list(shares))
    same, envelope = keys.db_key == opened.keys.db_key, keys.slot
    keys.wipe()
    if not same:
        raise RecordDamaged("The sheets open another key than the record's. Make a new envelope.")
    now = record.now()
    with record.write() as db:
        db.add(
            RehearsalRow(
                kind=KIND, opened=True, note=envelope, happened_at=now, zone=record.zone, written_at=now,
                author_id=record.author.id,
            )
        )  # fmt: skip
        audit.note(db, record, Action.REHEARSED)
    return Change(Topic.SETTING)


def sheets(record: Record, vault_id: str, made: Made, holders: Sequence[HolderFacts]) -> tuple[bytes, ...]:
    """Return the three sheets, each a PDF of one page made in memory: they are never on one pile."""
    from kapdesk.reports import custody_sheet as report

    now = record.now()
    facts = [
        report.ShareFacts(
            vault=vault_id, envelope=made.id, made_on=local(now, record.zone).date(), number=number,
            words=tuple(share.split()), holder=holder.name, clinic=settings.get(record, "clinic"),
            owner=record.author.signature,
        )
        for number, (share, holder) in enumerate(zip(made.shares, holders, strict=True), start=1)
    ]  # fmt: skip
    stamp = Stamp(now, record.author.signature, record.zone, Status.PLAIN, "", record.rehearsal, __version__)
    paper = Paper(settings.get(record, PAPER, Paper.A4.value))
    return tuple(report.render(one, paper=paper, stamp=stamp) for one in facts)


def unlock(
    folder: Path, shares: Sequence[str], new: NewOwner, *, clock: Clock, cost: Cost | None = None
) -> Opened:
    """Open a record with two sheets in the opener's own name; nobody writes in the name of who is away.

    The record is opened and wholly checked before anything is written. The owner's own passphrase stays.
    """
    refuse_weak(new.passphrase, (new.name, new.sign_in))
    if not new.name.strip() or not new.sign_in.strip():
        raise Refused("Who opens the record needs a name and a short sign-in name. Nothing was changed.")
    held = lock.take(folder)
    with freed_on_failure(held):
        keys = custody.open_with_shares(folder, list(shares))
        opened = open_record(folder, keys, held, clock)
    try:
        _refuse_damaged(opened)
        members.refuse_taken_name(keys.header, "", new.sign_in)
        opened.person_id = _enter(opened, new, clock.now(), cost or calibrate())
    except BaseException:
        opened.close()
        raise
    enter(opened, clock, Action.CUSTODY_USED)
    return opened


def _refuse_damaged(opened: Opened) -> None:
    if not opened.store.verify().whole:
        raise RecordDamaged(
            "The two sheets are right, but the record is damaged, so nothing was changed. Restore the newest "
            "good backup."
        )


def _enter(opened: Opened, new: NewOwner, now: datetime, cost: Cost) -> UUID:
    """Write who came, then give that person an own sign-in."""
    person = uuid4()
    with opened.store.write() as db:
        db.add(
            PersonRow(
                id=person, name=new.name.strip(), credential=new.credential.strip(), role=Role.OWNER.value,
                active=True, written_at=now,
            )
        )  # fmt: skip
    args = (person.hex, Role.OWNER.value, new.passphrase, new.sign_in, cost)
    members.add(opened.folder, opened.keys, *args)
    opened.keys.user = person.hex
    return person


def _holders(db: Session, envelope: str) -> list[CustodyHolderRow]:
    query = select(CustodyHolderRow).where(
        CustodyHolderRow.envelope == envelope, CustodyHolderRow.struck_at.is_(None)
    )
    return list(db.scalars(query.order_by(CustodyHolderRow.share)))


def _strike(db: Session, envelope: str, now: datetime, reason: str) -> None:
    for row in _holders(db, envelope):
        row.struck_at, row.struck_reason = now, reason


def _holder(row: CustodyHolderRow) -> HolderOf:
    return HolderOf(row.id, row.share, row.name, row.relation, row.phone, row.handed_on)
