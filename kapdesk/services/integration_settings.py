"""In which company an integration session is held: alone, with a partner, in a group; one note per client."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.integration import Setting, check_company
from kapdesk.services import integration, notes, settings
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow, ClientRow, IntegrationNoteRow

AGREED = "integration.others-agreed"
"""The text that holds whether the others agreed to be written about; it stands on the form like any other."""
AGREEMENTS = ("they agree", "they do not agree")
OPEN_PARTS = "desk.integration.open_parts"
"""The setting that remembers which parts of the page stand open."""
FEWEST = 2
_HERE = (
    AppointmentStatus.PLANNED.value, AppointmentStatus.CONFIRMED.value, AppointmentStatus.ATTENDED.value,
)  # fmt: skip


def hold(record: Record, note_id: UUID, setting: Setting | None, with_whom: str | None = None) -> Change:
    """Say in which setting a session is held, and who was there; None for the setting takes it back.

    `with_whom` None leaves what stands. Raises Refused for a signed note and for more than 200 characters.
    """
    with record.write() as db:
        row = integration.open_note(db, note_id)
        row.setting = None if setting is None else setting.value
        if with_whom is not None:
            row.with_whom = check_company(with_whom) or None
        return Change(Topic.INTEGRATION, row.client_id, row.id)


def say_agreed(record: Record, note_id: UUID, answer: str | None) -> Change:
    """Write whether the others in the room agreed to be written about; None takes it back, and both are kept.

    Raises Refused for any other word, and for a signed note.
    """
    if answer is not None and answer not in AGREEMENTS:
        raise Refused(f"“{answer}” is no answer to this. Nothing was changed. Choose one of the two.")
    with record.write() as db:
        row = integration.open_note(db, note_id)
        notes.put(db, record, Owner(row.client_id, integration=note_id), AGREED, answer or "")
        return Change(Topic.INTEGRATION, row.client_id, note_id)


def begin_together(record: Record, members: Mapping[UUID, UUID | None]) -> Change:
    """Begin one group session: a note of its own for each client, all of them or none.

    `members` are the clients with their appointment, or None for one who came without. No text is shared
    between the notes; what holds them together is one id. The change names that id. Raises Refused for fewer
    than two clients and, with the client's number, whatever keeps one of the notes from being begun.
    """
    if len(members) < FEWEST:
        raise Refused("A group is two clients or more. Nothing was begun. Choose the others too.")
    group = uuid4()
    with record.write() as db:
        for client, appointment in members.items():
            try:
                kind = AppointmentKind.GROUP
                row = integration.begin(db, record, client, appointment_id=appointment, kind=kind)
            except Refused as refusal:
                known = db.get(ClientRow, client)
                raise Refused(f"{known.code if known else 'A client'}: {refusal.sentence}") from refusal
            row.setting, row.group_id = Setting.GROUP.value, group
    return Change(Topic.INTEGRATION, None, group)


def group_at(record: Record, appointment_id: UUID) -> dict[UUID, UUID]:
    """Return by client the appointments of one group session: same time, room and therapist, no note yet.

    Empty where the appointment is no group session; only those that stand or were attended are among it.
    """
    with record.read() as db:
        one = db.get(AppointmentRow, appointment_id)
        if one is None or one.kind != AppointmentKind.GROUP:
            return {}
        query = select(AppointmentRow).where(
            AppointmentRow.kind == one.kind, AppointmentRow.starts_at == one.starts_at,
            AppointmentRow.room == one.room, AppointmentRow.therapist_id == one.therapist_id,
            AppointmentRow.status.in_(_HERE),
        )  # fmt: skip
        noted = select(IntegrationNoteRow.appointment_id).where(
            IntegrationNoteRow.appointment_id.is_not(None)
        )
        query = query.where(AppointmentRow.id.not_in(noted))
        return {row.client_id: row.id for row in db.scalars(query.order_by(AppointmentRow.written_at))}


def of_group(record: Record, group: UUID) -> tuple[UUID, ...]:
    """Return the notes of one group session; each belongs to another client."""
    with record.read() as db:
        query = select(IntegrationNoteRow.id).where(IntegrationNoteRow.group_id == group)
        return tuple(db.scalars(query.order_by(IntegrationNoteRow.written_at, IntegrationNoteRow.id)))


def open_parts(record: Record) -> frozenset[str] | None:
    """Return which parts of the page somebody left open; None where nobody has chosen yet."""
    kept = settings.get(record, OPEN_PARTS, "-")
    return None if kept == "-" else frozenset(part for part in kept.split(",") if part)


def remember_parts(record: Record, parts: frozenset[str]) -> Change:
    """Remember which parts of the page stand open."""
    return settings.put(record, OPEN_PARTS, ",".join(sorted(parts)))
