"""What stands on a progress note: its sections in the clinic's format, the times, the people, the signers."""

from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.services import integration, printed_home, progress_notes, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.printed_words import Names, names
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import IntegrationNoteRow, PersonRow

if TYPE_CHECKING:
    from datetime import datetime

    from kapdesk.reports.progress_note import ProgressFacts


def of_session(record: Record, head: SessionHead) -> "ProgressFacts":
    """Return the progress note of a dosing session in the clinic's format."""
    known = names(record)
    medical = ", ".join(
        part for part in (head.medical_name, head.medical_role, head.medical_presence) if part
    )
    told = (
        ("Service", f"dosing session {head.number}"),
        ("Time", _span(head.opened_at, head.ended_at, head.zone)),
        ("Setting", ", ".join(part for part in (head.setting, head.room) if part)),
        ("Therapist", known.of(head.therapist)), ("Medical", medical),
    )  # fmt: skip
    return _facts(record, Owner(head.client, session=head.id), told, head.therapist, known)


def of_note(record: Record, note_id: UUID) -> "ProgressFacts":
    """Return the progress note of an integration session in the clinic's format; raises NotFound."""
    known, note = names(record), integration.one(record, note_id)
    number = sessions.head(record, note.session).number if note.session else None
    after = f", after dosing session {number}" if number is not None else ""
    wrote = _author(record, note_id)
    told = (
        ("Service", f"integration session, {note.kind.label}{after}"),
        ("Time", _span(note.at, note.ended_at, record.zone)),
        ("Setting", note.setting.label if note.setting else ""), ("Who was there", note.with_whom),
        ("Therapist", known.of(wrote)),
    )  # fmt: skip
    return _facts(record, Owner(note.client, integration=note_id), told, wrote, known)


def _facts(
    record: Record, owner: Owner, told: tuple[tuple[str, str], ...], therapist: UUID | None, known: Names
) -> "ProgressFacts":
    from kapdesk.reports.progress_note import ProgressFacts, Told
    from kapdesk.reports.wording import said

    format_ = progress_notes.chosen(record)
    found = progress_notes.sections(record, owner, format_)
    return ProgressFacts(
        printed_home.identity(record, owner.client),
        format_.value,
        tuple((label, said(words)) for label, words in told),
        tuple(Told(one.title, one.text) for one in found),
        _signers(record, therapist, known),
    )


def _signers(record: Record, therapist: UUID | None, known: Names) -> tuple[tuple[str, str], ...]:
    """Return who signs: the therapist, and the supervisor where there is one."""
    with record.read() as db:
        row = db.get(PersonRow, therapist) if therapist else None
        supervisor = row.supervised_by if row is not None else None
    signed = (("Signed by", known.of(therapist) or "name and credential"),)
    return (*signed, ("Co-signed by", known.of(supervisor))) if supervisor else signed


def _author(record: Record, note_id: UUID) -> UUID | None:
    with record.read() as db:
        return db.get_one(IntegrationNoteRow, note_id).author_id


def _span(began: "datetime | None", ended: "datetime | None", zone: str) -> str:
    """Return from when to when, and how many minutes, as far as recorded."""
    if began is None:
        return ""
    if ended is None:
        return f"{show_moment(began, zone)}, end not recorded"
    same_day = local(began, zone).date() == local(ended, zone).date()
    until = show_time(ended, zone) if same_day else show_moment(ended, zone)
    minutes = round((ended - began).total_seconds() / 60)
    return f"{show_moment(began, zone)} to {until} ({minutes} minutes)"
