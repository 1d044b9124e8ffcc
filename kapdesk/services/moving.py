"""Moving what was filed under the wrong client to the right one, with a trail on both sides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, func, select, update
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.signing import Of
from kapdesk.services import audit, copying, diary, measure_reading, people
from kapdesk.services.record import SEALED, Record
from kapdesk.services.sealing import OwnerRow
from kapdesk.store.rows import (
    AppointmentRow,
    ClientRow,
    IntegrationNoteRow,
    MeasureRow,
    NoteRow,
    SessionRow,
)
from kapdesk.store.rows_trust import MovedRow, RetractionRow
from kapdesk.store.tables import APPEND_ONLY, metadata

SHORTEST = 10  # letters of a reason
ENTRIES: dict[str, type[Any]] = {
    "session": SessionRow,
    "integration note": IntegrationNoteRow,
    "note": NoteRow,
    "measure": MeasureRow,
    "appointment": AppointmentRow,
}
"""What can be moved by itself."""
SESSION, NOTE, MEASURE, APPOINTMENT = "session", "integration note", "measure", "appointment"
CHOSEN: Final = (SESSION, NOTE, MEASURE, APPOINTMENT)
"""What is chosen from on the screen; a single text has no list of its own."""
TOPICS = {"session": Topic.SESSION, "appointment": Topic.APPOINTMENT, "measure": Topic.MEASURE}
KEPT_HERE = (
    "It holds {what}, which is only ever added to and stays where it was written. Nothing was moved. "
    "Sign it, then retract it with a copy into the right chart."
)


IN_SOMETHING_SIGNED = (
    "It lies in something signed and stays there. Choose what it lies in: that is retracted by two people, "
    "with a copy in the right chart."
)
_LINKS = ("session_id", "integration_id", "appointment_id")
"""By what an entry names another of the same chart."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One entry of a chart that may lie in the wrong one: `signed` it is retracted, else it is moved.

    `stays` says why it can be neither by itself, and what to do instead.
    """

    kind: str
    id: UUID
    title: str
    signed: bool = False
    stays: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of the trail: what was moved, when, by whom and why; the other chart is never named."""

    what: str
    away: bool
    at: datetime
    by: str
    reason: str

    @property
    def sentence(self) -> str:
        """Return it in words, without naming whose the other chart is."""
        way = "was moved to another chart" if self.away else "came from another chart"
        return f"{self.what.capitalize()} {way}"


def move(record: Record, kind: str, of_id: UUID, to_client: UUID, reason: str) -> Change:
    """Move an entry that is not signed, with all that belongs to it, to another client's chart.

    A session takes the next number there. Raises NotFound, and Refused without a reason, for something
    signed, where an open session is there already, and where a part of it is only ever added to.
    """
    with record.write() as db:
        row = db.get(ENTRIES[kind], of_id)
        if row is None or db.get(ClientRow, to_client) is None:
            raise NotFound("The entry or the client is not in the record. Nothing was moved.")
        if len(reason.strip()) < SHORTEST:
            raise Refused("Moving needs its reason, of 10 letters or more. Nothing was moved.")
        if row.client_id == to_client:
            raise Refused("It is in this client's chart already. Nothing was moved.")
        from_client = row.client_id
        counts = _move(db, kind, row, to_client)
        _trail(db, record, kind, of_id, from_client, to_client, reason, counts)
        audit.note(db, record, Action.MOVED, kind, of_id, from_client, sum(counts.values()))
        return Change(TOPICS.get(kind, Topic.INTEGRATION), from_client, of_id)


def filed(record: Record, client_id: UUID, kind: str) -> tuple[Filed, ...]:
    """Return what lies in a chart of one kind, the newest first; what was retracted is not among it."""
    with record.read() as db:
        gone = set(db.scalars(select(RetractionRow.of_id).where(RetractionRow.client_id == client_id)))
        if kind in (SESSION, NOTE):
            found = _signed_by_itself(db, record, client_id, kind)
            return _told_apart(one for one in found if one.id not in gone)
        signed = _signed_ids(db, client_id)
    if kind == APPOINTMENT:
        booked = (one.appointment for one in reversed(diary.of_client(record, client_id)))
        return _told_apart(
            Filed(kind, one.id, f"{one.kind.label.capitalize()}, {show_moment(one.starts_at, record.zone)}")
            for one in booked
        )
    measured = reversed(measure_reading.of_client(record, client_id))
    return _told_apart(
        Filed(
            kind, one.id, f"{one.name} of {show_moment(one.happened_at, record.zone)}",
            stays=IN_SOMETHING_SIGNED if {one.session, one.integration} & signed else "",
        )
        for one in measured if not {one.session, one.integration} & gone
    )  # fmt: skip


def client_of(record: Record, number: str) -> UUID:
    """Return the client with a number, however it was typed; raises NotFound."""
    with record.read() as db:
        found = db.scalar(select(ClientRow.id).where(func.upper(ClientRow.code) == number.strip().upper()))
        if found is None:
            raise NotFound("No client has this number. Nothing was moved. Look for it under Clients.")
        return found


def copy(db: Session, record: Record, of: Of, row: OwnerRow, to_client: UUID, reason: str) -> UUID:
    """Leave a copy of something signed in another chart, as a draft, inside a write that is already open."""
    if db.get(ClientRow, to_client) is None:
        raise NotFound("This client is not in the record. Nothing was copied.")
    if to_client == row.client_id:
        raise Refused("It is in this client's chart already. Nothing was copied.")
    made, counts = copying.copy(db, of, row, to_client)
    _trail(db, record, of.value, made, row.client_id, to_client, reason, counts)
    return made


def trail(record: Record, client_id: UUID) -> tuple[Moved, ...]:
    """Return what was moved out of or into a client's chart, the newest first."""
    with record.read() as db:
        mine = (MovedRow.from_client_id == client_id) | (MovedRow.to_client_id == client_id)
        rows = db.scalars(select(MovedRow).where(mine).order_by(MovedRow.written_at.desc()))
        return tuple(
            Moved(
                row.of_kind, row.from_client_id == client_id, row.written_at,
                people.author(db, row.author_id).signature if row.author_id else "", row.reason,
            )
            for row in rows
        )  # fmt: skip


def _move(db: Session, kind: str, row: Any, to_client: UUID) -> dict[str, int]:
    """Give the rows of an entry to another client; return how many of each table."""
    if isinstance(row, SessionRow):
        _refuse_second_open(db, row, to_client)
    owned = _owned(db, kind, row.id)
    _refuse_sealed(db, kind, row, owned)
    own = cast("Table", ENTRIES[kind].__table__)
    values: dict[str, Any] = {"client_id": to_client}
    if isinstance(row, SessionRow):
        values["number"] = copying.next_number(db, SessionRow, to_client)
    db.execute(update(own).where(own.c.id == row.id).values(**values))
    for table, ids in owned.items():
        there = metadata.tables[table]
        db.execute(update(there).where(there.c.id.in_(ids)).values(client_id=to_client))
    _unlink(db, {own.name: [row.id], **owned}, to_client)
    db.expire_all()
    return {own.name: 1} | {name: len(ids) for name, ids in owned.items()}


def _unlink(db: Session, moved: dict[str, list[UUID]], to_client: UUID) -> None:
    """Let nothing that was moved name an entry of the chart it left, and nothing there name it.

    Else it would print there still, with the session or the visit it was filed under.
    """
    for name, ids in moved.items():
        table = metadata.tables[name]
        for column in (one for one in _LINKS if one in table.c and table.c[one].nullable):
            (foreign,) = table.c[column].foreign_keys
            strange = select(foreign.column).where(foreign.column.table.c.client_id != to_client)
            leads = table.c.id.in_(ids) & table.c[column].in_(strange)
            db.execute(update(table).where(leads).values({column: None}))
    visits = moved.get("appointment", [])
    db.execute(update(AppointmentRow).where(AppointmentRow.id.in_(visits)).values(series_id=None))
    left = (IntegrationNoteRow.client_id != to_client) & IntegrationNoteRow.signed_at.is_(None)
    left &= IntegrationNoteRow.appointment_id.in_(visits)
    db.execute(update(IntegrationNoteRow).where(left).values(appointment_id=None))


def _signed_by_itself(db: Session, record: Record, client_id: UUID, kind: str) -> list[Filed]:
    if kind == SESSION:
        session = select(SessionRow).where(SessionRow.client_id == client_id)
        return [
            Filed(kind, row.id, f"Dosing session {row.number}", row.signed_at is not None)
            for row in db.scalars(session.order_by(SessionRow.number.desc()))
        ]
    note = select(IntegrationNoteRow).where(IntegrationNoteRow.client_id == client_id)
    return [
        Filed(kind, row.id, f"Integration note of {show_moment(row.happened_at, record.zone)}",
              row.signed_at is not None)
        for row in db.scalars(note.order_by(IntegrationNoteRow.happened_at.desc()))
    ]  # fmt: skip


def _signed_ids(db: Session, client_id: UUID) -> set[UUID | None]:
    """Return the sessions and integration notes of a client that are signed."""
    found: set[UUID | None] = set()
    for table in (SessionRow, IntegrationNoteRow):
        mine = select(table.id).where(table.client_id == client_id, table.signed_at.is_not(None))
        found.update(db.scalars(mine))
    return found


def _told_apart(found: Iterable[Filed]) -> tuple[Filed, ...]:
    """Return entries under titles of which no two are the same."""
    seen: dict[str, int] = {}
    told: list[Filed] = []
    for one in found:
        seen[one.title] = count = seen.get(one.title, 0) + 1
        told.append(one if count == 1 else replace(one, title=f"{one.title} ({count})"))
    return tuple(told)


def _owned(db: Session, kind: str, of_id: UUID) -> dict[str, list[UUID]]:
    """Return by table the ids of everything that names this entry and a client."""
    found: dict[str, list[UUID]] = {}
    if kind == "session":
        found = _naming(db, "session_id", [of_id])
        for name, ids in _naming(db, "integration_id", found.get("integration_note", [])).items():
            found[name] = [*found.get(name, []), *(one for one in ids if one not in found.get(name, []))]
    elif kind == "integration note":
        found = _naming(db, "integration_id", [of_id])
    return found


def _naming(db: Session, column: str, owners: list[UUID]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for table in metadata.tables.values():
        if owners and column in table.c and "client_id" in table.c:
            ids = list(db.scalars(select(table.c.id).where(table.c[column].in_(owners))))
            if ids:
                found[table.name] = ids
    return found


def _refuse_sealed(db: Session, kind: str, row: Any, owned: dict[str, list[UUID]]) -> None:
    """Raise Refused for what is signed itself, lies in something signed, or is only ever added to."""
    notes = owned.get("integration_note", [])
    query = select(func.count()).select_from(IntegrationNoteRow).where(IntegrationNoteRow.id.in_(notes))
    signed = db.scalar(query.where(IntegrationNoteRow.signed_at.is_not(None))) or 0
    for table, name in ((SessionRow, "session_id"), (IntegrationNoteRow, "integration_id")):
        owner = row if isinstance(row, table) else db.get(table, getattr(row, name, None) or uuid4())
        signed += owner is not None and owner.signed_at is not None and kind != "appointment"
    if signed:
        raise Refused(SEALED)
    kept = [name for name in owned if name in APPEND_ONLY]
    if kept:
        raise Refused(KEPT_HERE.format(what=", ".join(name.replace("_", " ") for name in kept)))


def _refuse_second_open(db: Session, row: SessionRow, to_client: UUID) -> None:
    if row.opened_at is None or row.ended_at is not None:
        return
    query = select(SessionRow.id).where(SessionRow.client_id == to_client, SessionRow.opened_at.is_not(None))
    if db.scalar(query.where(SessionRow.ended_at.is_(None)).limit(1)) is not None:
        raise Refused(
            "The other client has an open session, and there is one at a time. Nothing was moved. End it."
        )


def _trail(
    db: Session, record: Record, kind: str, of_id: UUID, from_client: UUID, to_client: UUID, reason: str,
    counts: dict[str, int],
) -> None:  # fmt: skip
    row = MovedRow(id=uuid4(), of_kind=kind, of_id=of_id, from_client_id=from_client)
    row.to_client_id, row.reason, row.rows = to_client, reason.strip(), dict(counts)
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
