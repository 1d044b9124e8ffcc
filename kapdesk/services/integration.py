"""Integration sessions: begun, written, ended; what changed, what did not yet, what became of words."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.integration import (
    NOTHING_NOTED,
    ChangeItem,
    ChangeKind,
    IntegrationNote,
    Setting,
    Verdict,
    check_item,
    check_rating,
    setting_of,
)
from kapdesk.domain.timeline import check_reason
from kapdesk.services import appointments, notes, read_back
from kapdesk.services.notes import Owner
from kapdesk.services.record import SEALED, Record
from kapdesk.store.rows import (
    AppointmentRow,
    ChangeItemRow,
    ClientRow,
    DoseRow,
    IntegrationNoteRow,
    SessionRow,
)

NOTHING = {
    ChangeKind.CHANGED: "integration.none-changed",
    ChangeKind.NOT_YET: "integration.none-not-changed",
}
"""The text of each side in which it stands that it was looked at and nothing was noted."""


def start(
    record: Record,
    client_id: UUID,
    *,
    appointment_id: UUID | None = None,
    kind: AppointmentKind = AppointmentKind.REGULAR,
    at: datetime | None = None,
) -> Change:
    """Begin an integration note, for an appointment or without one; its texts are kept from the first letter.

    Raises Refused while another one of this client is under way, for an appointment that has its note
    already or was called off, and for a time to come.
    """
    with record.write() as db:
        row = begin(db, record, client_id, appointment_id=appointment_id, kind=kind, at=at)
        return Change(Topic.INTEGRATION, client_id, row.id)


def begin(
    db: Session,
    record: Record,
    client_id: UUID,
    *,
    appointment_id: UUID | None = None,
    kind: AppointmentKind = AppointmentKind.REGULAR,
    at: datetime | None = None,
) -> IntegrationNoteRow:
    """Begin an integration note inside a write that is already open; raises what `start` raises."""
    if db.get(ClientRow, client_id) is None:
        raise NotFound("This client is not in the record. Nothing was begun.")
    if _under_way(db, client_id) is not None:
        raise Refused("An integration note of this client is open. Nothing was begun. End it first.")
    row = IntegrationNoteRow(id=uuid4(), client_id=client_id, kind=kind.value)
    row.happened_at, row.zone = at or record.now(), record.zone
    if row.happened_at > record.now():
        raise Refused("This time is still to come. Nothing was begun. Correct the time.")
    row.session_id = _last_session(db, client_id)
    if appointment_id is not None:
        _take_appointment(db, record, row, appointment_id)
        said = setting_of(AppointmentKind(row.kind))
        row.setting = None if said is None else said.value
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def end(record: Record, note_id: UUID) -> Change:
    """End an integration session; its appointment is attended by that, in the same write."""
    with record.write() as db:
        row = open_note(db, note_id)
        if row.ended_at is not None:
            raise Refused("This integration session has ended already. Nothing was changed.")
        row.ended_at, row.written_at, row.author_id = record.now(), record.now(), record.author.id
        booked = db.get(AppointmentRow, row.appointment_id) if row.appointment_id else None
        if booked is not None and booked.status != AppointmentStatus.ATTENDED:
            appointments.put_status(db, record, booked, AppointmentStatus.ATTENDED, "the session took place")
        return Change(Topic.INTEGRATION, row.client_id, row.id)


def add_item(
    record: Record,
    note_id: UUID,
    kind: ChangeKind,
    text: str,
    *,
    domain: str = "",
    evidence: str = "",
    since: str = "",
    wanted: bool | None = None,
) -> Change:
    """Write down one thing that changed, did not yet, or is unsure; the draft it was typed in is emptied."""
    with record.write() as db:
        note = open_note(db, note_id)
        words = check_item(text, kind, _items(db, ChangeItemRow.integration_id == note_id))
        row = ChangeItemRow(id=uuid4(), client_id=note.client_id, integration_id=note_id, kind=kind.value)
        row.text, row.domain, row.evidence, row.since = words, domain, evidence.strip(), since.strip()
        row.wanted, row.written_at, row.author_id = wanted, record.now(), record.author.id
        db.add(row)
        owner = Owner(note.client_id, integration=note_id)
        notes.put(db, record, owner, draft_of(kind), "")
        if kind in NOTHING:
            notes.put(db, record, owner, NOTHING[kind], "")
        return Change(Topic.INTEGRATION, note.client_id, row.id)


def say_nothing(record: Record, note_id: UUID, kind: ChangeKind, *, noted: bool) -> Change:
    """Say that a side was looked at and nothing was noted, or take that back; both are kept.

    Raises Refused for a side that has a line, for what is unsure, and for a signed note.
    """
    with record.write() as db:
        note = open_note(db, note_id)
        standing = _items(db, ChangeItemRow.integration_id == note_id)
        if kind not in NOTHING or any(one.kind is kind and one.stands for one in standing):
            raise Refused("Something stands on this side. Nothing was changed. Strike it through first.")
        owner = Owner(note.client_id, integration=note_id)
        notes.put(db, record, owner, NOTHING[kind], NOTHING_NOTED if noted else "")
        return Change(Topic.INTEGRATION, note.client_id, note_id)


def draft_of(kind: ChangeKind) -> str:
    """Return the name of the text in which a line of this side stands until it is taken."""
    return f"draft.item.{kind.name.lower()}"


def detail_item(
    record: Record, item_id: UUID, *, domain: str, evidence: str, since: str, wanted: bool | None
) -> Change:
    """Say where one of them shows, since when, how, and whether it is wanted; its words stay as they were."""
    with record.write() as db:
        row = _standing_item(db, item_id)
        row.domain, row.evidence, row.since, row.wanted = domain, evidence.strip(), since.strip(), wanted
        return Change(Topic.INTEGRATION, row.client_id, row.id)


def strike_item(record: Record, item_id: UUID, reason: str) -> Change:
    """Strike one of them through with a reason; it stays readable."""
    with record.write() as db:
        row = _standing_item(db, item_id)
        row.struck_at, row.struck_reason = record.now(), check_reason(reason)
        return Change(Topic.INTEGRATION, row.client_id, row.id)


def say(record: Record, note_id: UUID, insight_id: UUID, verdict: Verdict | None) -> Change:
    """Write what the client says today of something said before; None takes it back, and both are kept."""
    with record.write() as db:
        owner = Owner(open_note(db, note_id).client_id, integration=note_id)
        return read_back.put(db, record, owner, insight_id, verdict)


def rate(record: Record, note_id: UUID, name: str, value: int | None) -> Change:
    """Write how far a goal (`goal.G1`, 0 to 4) or an aim (`aim.A1`, 0 to 10) is; None takes it back."""
    with record.write() as db:
        note = open_note(db, note_id)
        notes.put(db, record, Owner(note.client_id, integration=note_id), name, check_rating(name, value))
        return Change(Topic.INTEGRATION, note.client_id, note_id)


def one(record: Record, note_id: UUID) -> IntegrationNote:
    """Return one integration note; raises NotFound."""
    with record.read() as db:
        return _note(_row(db, note_id))


def of_client(record: Record, client_id: UUID) -> tuple[IntegrationNote, ...]:
    """Return the integration notes of a client, the newest first."""
    return _several(record, IntegrationNoteRow.client_id == client_id)


def of_session(record: Record, session_id: UUID) -> tuple[IntegrationNote, ...]:
    """Return the integration notes that follow a dosing session, the newest first."""
    return _several(record, IntegrationNoteRow.session_id == session_id)


def items(record: Record, note_id: UUID) -> tuple[ChangeItem, ...]:
    """Return what was written on either side in one integration session, struck ones included."""
    with record.read() as db:
        return _items(db, ChangeItemRow.integration_id == note_id)


def items_of_client(record: Record, client_id: UUID) -> dict[UUID, list[ChangeItem]]:
    """Return by integration session what was written on either side, struck ones included, in one read."""
    found: dict[UUID, list[ChangeItem]] = {}
    with record.read() as db:
        for one in _items(db, ChangeItemRow.client_id == client_id):
            found.setdefault(one.note, []).append(one)
    return found


def _standing_item(db: Session, item_id: UUID) -> ChangeItemRow:
    row = db.get(ChangeItemRow, item_id)
    if row is None:
        raise NotFound("This line is not in the record. Nothing was changed.")
    open_note(db, row.integration_id)
    if row.struck_at is not None:
        raise Refused("This line is struck through already. Nothing was changed.")
    return row


def _take_appointment(db: Session, record: Record, row: IntegrationNoteRow, appointment_id: UUID) -> None:
    booked = db.get(AppointmentRow, appointment_id)
    if booked is None or booked.client_id != row.client_id:
        raise NotFound("This appointment is not among this client's. Nothing was begun.")
    status = AppointmentStatus(booked.status)
    if not (status.stands or status is AppointmentStatus.ATTENDED):
        raise Refused(f"This appointment is “{status}”. Nothing was begun. Begin a note without it.")
    if local(booked.starts_at, record.zone).date() > local(record.now(), record.zone).date():
        raise Refused("This appointment is on a day to come. Nothing was begun. Begin a note without it.")
    taken = select(IntegrationNoteRow.id).where(IntegrationNoteRow.appointment_id == appointment_id)
    if db.scalar(taken.limit(1)) is not None:
        raise Refused("This appointment has its note already. Nothing was begun. Open that one.")
    row.appointment_id, row.kind = appointment_id, booked.kind


def _last_session(db: Session, client_id: UUID) -> UUID | None:
    query = select(SessionRow.id).join(DoseRow, DoseRow.session_id == SessionRow.id)
    query = query.where(SessionRow.client_id == client_id, DoseRow.struck_at.is_(None))
    return db.scalar(query.order_by(DoseRow.happened_at.desc()).limit(1))


def _under_way(db: Session, client_id: UUID) -> UUID | None:
    query = select(IntegrationNoteRow.id).where(IntegrationNoteRow.client_id == client_id)
    return db.scalar(query.where(IntegrationNoteRow.ended_at.is_(None)).limit(1))


def _row(db: Session, note_id: UUID) -> IntegrationNoteRow:
    row = db.get(IntegrationNoteRow, note_id)
    if row is None:
        raise NotFound("This integration note is not in the record. Nothing was changed.")
    return row


def open_note(db: Session, note_id: UUID) -> IntegrationNoteRow:
    """Return the row of a note that may still be written to; raises NotFound, and Refused where signed."""
    row = _row(db, note_id)
    if row.signed_at is not None:
        raise Refused(SEALED)
    return row


def _several(record: Record, which: ColumnElement[bool]) -> tuple[IntegrationNote, ...]:
    with record.read() as db:
        query = select(IntegrationNoteRow).where(which)
        return tuple(_note(row) for row in db.scalars(query.order_by(IntegrationNoteRow.happened_at.desc())))


def _note(row: IntegrationNoteRow) -> IntegrationNote:
    return IntegrationNote(
        row.id, row.client_id, row.session_id, row.appointment_id, AppointmentKind(row.kind), row.happened_at,
        row.ended_at, row.signed_at, Setting(row.setting) if row.setting else None, row.with_whom or "",
        row.group_id,
    )  # fmt: skip


def _items(db: Session, which: ColumnElement[bool]) -> tuple[ChangeItem, ...]:
    query = select(ChangeItemRow).where(which)
    rows = db.scalars(query.order_by(ChangeItemRow.written_at, ChangeItemRow.id))
    return tuple(
        ChangeItem(
            row.id, row.integration_id, ChangeKind(row.kind), row.text, row.domain, row.evidence, row.since,
            row.wanted, row.written_at, row.struck_reason if row.struck_at else None,
        )
        for row in rows
    )  # fmt: skip
