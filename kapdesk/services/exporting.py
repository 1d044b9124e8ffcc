"""The pages of one session as files, for a clinic that keeps them elsewhere too; made without a window."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from kapdesk import content
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import documents, people, saving, sessions, settings, wordings
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow

if TYPE_CHECKING:
    from kapdesk.services.opening import Opened

PAPERS = tuple(paper.value for paper in Paper)


def hold(opened: "Opened", clock: Clock) -> Record:
    """Return the open record in the hands of whoever opened it."""
    texts = content.load(opened.folder / "content")
    with opened.store.read() as db:
        author, zone = people.author(db, opened.person_id), settings.value(db, "zone", "UTC")
    record = Record(opened.store, texts, clock, author, zone, rehearsal=opened.kind == "practice")
    wordings.remember(record)
    return record


def export(
    record: Record, code: str, folder: Path, *, number: int | None = None, paper: str = "",
    password: str = "", in_clear: bool = False,
) -> tuple[Path, ...]:  # fmt: skip
    """Write the session summary and the client's page of one session, the newest where none is named.

    `paper` empty is the clinic's own. Both files are written or none is begun: raises NotFound where there is
    no such client or session, and what `saving.save` raises.
    """
    if not folder.is_dir():
        raise Refused("This folder is not there. Nothing was saved. Make it, or choose another.")
    session = _session(record, _client(record, code), code, number)
    chosen = Paper(paper) if paper else documents.paper(record)
    made = (
        documents.session_summary(record, session, paper=chosen),
        documents.discharge_summary(record, session, paper=chosen),
    )
    targets = [folder / one.file_name for one in made]
    if any(target.exists() for target in targets):
        raise Refused(
            "A file of this name is there already. Nothing was saved. Choose another folder, or remove it."
        )
    return tuple(
        saving.save(one.pdf, target, password=password, in_clear=in_clear)
        for one, target in zip(made, targets, strict=True)
    )


def _client(record: Record, code: str) -> UUID:
    with record.read() as db:
        found = db.scalar(select(ClientRow.id).where(ClientRow.code == code.strip()))
    if found is None:
        raise NotFound(
            f"There is no client {code.strip()} in this record. Nothing was saved. Look at the client number."
        )
    return found


def _session(record: Record, client_id: UUID, code: str, number: int | None) -> UUID:
    heads = sessions.of_client(record, client_id)
    if number is None:
        took_place = [head for head in heads if head.opened_at is not None] or list(heads)
        if took_place:
            return took_place[0].id
    for head in heads:
        if head.number == number:
            return head.id
    which = f"session {number}" if number is not None else "session"
    raise NotFound(f"Client {code.strip()} has no {which}. Nothing was saved. Look at the session's number.")
