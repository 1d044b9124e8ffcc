"""A process note leaves alone, by an authorisation that is written down; a risk line is copied."""

from uuid import UUID, uuid4

from sqlalchemy import select

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.process_notes import ProcessNote, Release, check_release
from kapdesk.reports.paper import Paper
from kapdesk.services import audit, notes, printed_home, process_notes, sealed_pages, timeline
from kapdesk.services.compartments import Compartment
from kapdesk.services.notes import Owner
from kapdesk.services.reauthentication import Confirmation, Purpose, require
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow
from kapdesk.store.rows_trust import ProcessReleaseRow

LETTER, GROUND = "process-notes", "released"
RISK = "risk-line"
"""The text of the record into which factual lines about risk are copied."""
NONE = "none"


def release(
    record: Record, room: Compartment, said: Confirmation, note_id: UUID, ground: Release, *, paper: Paper
) -> bytes:
    """Return one note as a PDF, and write down on what ground it left, in that order of trust: log first.

    Raises Refused for an authorisation that is not whole or over, a confirmation that does not hold, and a
    note of somebody else.
    """
    require(said, record.author.id, Purpose.PROCESS, record.now())
    check_release(ground, local(record.now(), record.zone).date())
    note = _one(record, room, note_id)
    if note.owner != room.person:
        raise Refused("Only its author releases a process note. Nothing was released.")
    pdf = _page(record, note, ground, paper)
    with record.write() as db:
        row = ProcessReleaseRow(id=uuid4(), client_id=note.client, note_id=note.id)
        row.authorised_by, row.authorised_on = ground.authorised_by.strip(), ground.authorised_on
        row.expires_on, row.recipient = ground.expires_on, ground.recipient.strip()
        row.purpose, row.exception = ground.purpose.strip(), ground.exception.strip()
        row.happened_at, row.zone = record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        audit.note(db, record, Action.PRIVATE_RELEASED, "process_note", note.id, note.client)
    return pdf


def of_note(record: Record, note_id: UUID) -> tuple[Release, ...]:
    """Return on what grounds a note left so far, the first first."""
    with record.read() as db:
        query = select(ProcessReleaseRow).where(ProcessReleaseRow.note_id == note_id)
        rows = db.scalars(query.order_by(ProcessReleaseRow.happened_at))
        return tuple(
            Release(
                row.authorised_by, row.authorised_on, row.recipient, row.purpose, row.expires_on,
                row.exception,
            )
            for row in rows
        )  # fmt: skip


def copy_risk(record: Record, client_id: UUID, session_id: UUID | None, line: str) -> Change:
    """Write one factual line about risk into the record, as it was typed; the private text is not touched.

    It stands among the moments of the session, as the observer's; without a session that is still open to
    writing, among the texts of the client. Raises Refused for an empty line.
    """
    words = line.strip()
    if not words:
        raise Refused("There is no line yet. Nothing was copied. Write what was said or seen.")
    if session_id is not None and not _signed(record, session_id):
        return timeline.stamp(record, session_id, text=words)
    stood = notes.text(record, Owner(client_id), RISK)
    return notes.write(record, Owner(client_id), RISK, f"{stood}\n{words}" if stood else words)


def _signed(record: Record, session_id: UUID) -> bool:
    with record.read() as db:
        row = db.get(SessionRow, session_id)
        return row is None or row.signed_at is not None


def _one(record: Record, room: Compartment, note_id: UUID) -> ProcessNote:
    found = process_notes.one(record, room, note_id)
    if found is None:
        raise NotFound("This process note cannot be opened with your key. Nothing was released.")
    return found


def _page(record: Record, note: ProcessNote, ground: Release, paper: Paper) -> bytes:
    from kapdesk.reports import process_note as report

    filled = record.content.letter(LETTER).filled(
        {
            "authorised_by": ground.authorised_by.strip(),
            "authorised_on": show_date(ground.authorised_on),
            "expires_on": show_date(ground.expires_on) if ground.expires_on else "not limited",
            "recipient": ground.recipient.strip(),
            "purpose": ground.purpose.strip(),
            "exception": ground.exception.strip() or NONE,
        }
    )
    block = next(block for block in filled.blocks if block.id == GROUND)
    facts = report.ProcessNoteFacts(
        printed_home.identity(record, note.client), record.author.signature, note.happened_at, record.zone,
        note.text, block,
    )  # fmt: skip
    return report.render(facts, paper=paper, stamp=sealed_pages.plain(record))
