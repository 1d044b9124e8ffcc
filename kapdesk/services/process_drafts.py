"""Private words that the disk refused at a lock: sealed to their author, they wait as other drafts do."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from kapdesk.services import compartments, notes, process_notes
from kapdesk.services.compartments import Compartment
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import NoteRow

DRAFT = "draft.private."


def sealed(room: Compartment, client_id: UUID, texts: Mapping[UUID, str]) -> dict[tuple[Owner, str], str]:
    """Return texts as drafts of their client that only their author can read."""
    return {
        (Owner(client_id), f"{DRAFT}{note.hex}"): b64encode(compartments.put_aside(room, note, text)).decode()
        for note, text in texts.items()
    }


def take_in(record: Record, room: Compartment) -> int:
    """Write what waited for this author into the notes; return how many. What is another's waits on."""
    with record.read() as db:
        query = select(NoteRow).where(NoteRow.field.startswith(DRAFT, autoescape=True), NoteRow.text != "")
        waiting = [(Owner(row.client_id), row.field, row.text) for row in db.scalars(query)]
    written = 0
    for owner, field, text in waiting:
        if not process_notes.take_in(record, room, [b64decode(text)]):
            notes.write(record, owner, field, "")
            written += 1
    return written
