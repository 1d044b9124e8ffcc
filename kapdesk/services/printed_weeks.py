"""The days and weeks after a session: visits, tries to reach the client, tasks, integration, as printed."""

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.clock import show_moment
from kapdesk.domain.integration import ChangeKind
from kapdesk.services import appointment_reasons, integration_words
from kapdesk.services.printed_words import Names
from kapdesk.services.printed_work import read_back
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import (
    AppointmentRow,
    ChangeItemRow,
    ContactRow,
    IntegrationNoteRow,
    NoteRow,
    TaskRow,
)
from kapdesk.store.rows_trust import RetractionRow

if TYPE_CHECKING:
    from kapdesk.reports import leaving_facts


def bookings(record: Record, head: SessionHead, names: Names) -> "tuple[leaving_facts.Booking, ...]":
    """Return the appointments of this session and, from the day on, every other one of the client."""
    belongs = AppointmentRow.session_id == head.id
    if head.opened_at is not None:
        belongs = or_(belongs, AppointmentRow.starts_at >= head.opened_at)
    with record.read() as db:
        query = select(AppointmentRow).where(AppointmentRow.client_id == head.client, belongs)
        return tuple(
            booking(record, row, names) for row in db.scalars(query.order_by(AppointmentRow.starts_at))
        )


def booking(record: Record, row: AppointmentRow, names: Names) -> "leaving_facts.Booking":
    """Return one appointment as it is printed, in its own zone."""
    from kapdesk.reports.leaving_facts import Booking

    return Booking(
        row.starts_at, row.zone, AppointmentKind(row.kind).label, row.room, names.of(row.therapist_id),
        _stands(record, row),
    )  # fmt: skip


def _stands(record: Record, row: AppointmentRow) -> str:
    reason = appointment_reasons.words(record, row.reason_code, row.reason)
    return "; ".join(part for part in (row.status, reason) if part)


def contacts(record: Record, head: SessionHead, names: Names) -> "tuple[leaving_facts.Contact, ...]":
    """Return each try to reach the client after this session."""
    with record.read() as db:
        query = select(ContactRow).where(ContactRow.session_id == head.id).order_by(ContactRow.happened_at)
        return tuple(contact(row, head.zone, names) for row in db.scalars(query))


def contact(row: ContactRow, zone: str, names: Names) -> "leaving_facts.Contact":
    """Return one try to reach a client as it is printed."""
    from kapdesk.reports.leaving_facts import Contact

    return Contact(
        row.happened_at, row.channel, _came_of_it(row, zone), row.text, names.of(row.author_id),
        row.written_at,
    )  # fmt: skip


def _came_of_it(row: ContactRow, zone: str) -> str:
    concern = f"concern: {row.concern}" if row.concern else ""
    spoke = f"spoke with {row.spoke_with}" if row.spoke_with else ""
    again = f"next by {show_moment(row.next_due, zone)}" if row.next_due else ""
    return "; ".join(part for part in (row.outcome, spoke, concern, again) if part)


def tasks(record: Record, head: SessionHead) -> "tuple[leaving_facts.Task, ...]":
    """Return what was to be done because of this session, done or open."""
    from kapdesk.reports.leaving_facts import Task

    with record.read() as db:
        query = select(TaskRow).where(TaskRow.session_id == head.id).order_by(TaskRow.due_at)
        return tuple(
            Task(row.text or row.kind, row.due_at, row.done_at, row.done_note) for row in db.scalars(query)
        )


def integration(
    record: Record, head: SessionHead, names: Names
) -> "tuple[leaving_facts.IntegrationNote, ...]":
    """Return each integration note of this session, what changed beside what did not yet."""
    with record.read() as db:
        query = select(IntegrationNoteRow).where(IntegrationNoteRow.session_id == head.id)
        query = query.where(IntegrationNoteRow.id.not_in(select(RetractionRow.of_id)))
        rows = list(db.scalars(query.order_by(IntegrationNoteRow.happened_at)))
        return tuple(_note(record, db, row, names) for row in rows)


def _note(
    record: Record, db: Session, row: IntegrationNoteRow, names: Names
) -> "leaving_facts.IntegrationNote":
    from kapdesk.reports.leaving_facts import IntegrationNote

    written = list(
        db.scalars(select(NoteRow).where(NoteRow.integration_id == row.id).order_by(NoteRow.field))
    )
    items = db.scalars(
        select(ChangeItemRow).where(ChangeItemRow.integration_id == row.id).order_by(ChangeItemRow.written_at)
    )
    sides: dict[str, list[str]] = {kind.value: [] for kind in ChangeKind}
    for item in items:
        sides[item.kind].append(_item(item))
    texts = "\n".join(integration_words.lines(record, row, written))
    unsure = "".join(f"\nUnsure: {one}" for one in sides.get("unsure", ()))
    return IntegrationNote(
        row.happened_at, names.of(row.author_id), texts + unsure, tuple(sides["changed"]),
        tuple(sides["not yet"]), _read_back(db, row),
    )  # fmt: skip


def _item(item: ChangeItemRow) -> str:
    more = ", ".join(part for part in (item.domain, item.since, item.evidence) if part)
    text = f"{item.text} ({more})" if more else item.text
    return f"{text} (struck out: {item.struck_reason})" if item.struck_at else text


def _read_back(db: Session, row: IntegrationNoteRow) -> "tuple[leaving_facts.ReadBack, ...]":
    from kapdesk.reports.leaving_facts import ReadBack

    return tuple(
        ReadBack(phrase.text, verdict.text if verdict else "", words.text if words else "")
        for phrase, verdict, words in read_back(db, NoteRow.integration_id == row.id)
    )
