"""Texts the disk refused when the desk had to lock: sealed then, written after the next unlock."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kapdesk.domain.errors import KapdeskError, NotWritten
from kapdesk.services import notes, settings
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.vault import Opened
from kapdesk.store import sealed


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many sealed texts were written after an unlock, and how many still wait in their sealed files."""

    written: int
    waiting: int


def put_aside(opened: Opened, texts: Mapping[tuple[Owner, str], str]) -> tuple[bytes, ...]:
    """Seal texts that are not in the record into files beside it; return those no file could be made for.

    Needs no key of the record. What is returned is sealed already and may be held by any process.
    """
    left: list[bytes] = []
    for (owner, field), text in texts.items():
        content = _packed(owner, field, text, opened.person_id)
        try:
            sealed.put(opened.folder, content, opened.draft_public)
        except OSError:
            left.append(sealed.seal(content, opened.draft_public))
    return tuple(left)


def rescue(opened: Opened, texts: Mapping[tuple[Owner, str], str], folder: Path) -> int:
    """Seal texts that are not in the record into a folder of the person's choice; return how many.

    Raises NotWritten where that folder does not take them either.
    """
    for (owner, field), text in texts.items():
        try:
            sealed.put(folder, _packed(owner, field, text, opened.person_id), opened.draft_public)
        except OSError:
            raise NotWritten(
                "This folder did not take the texts either. They are still on the screen. "
                "Choose another folder."
            ) from None
    return len(texts)


def take_in(opened: Opened, record: Record, handed: Iterable[bytes] = ()) -> Recovered:
    """Write every sealed text of this person into the record; one that is refused stays sealed, and counts.

    What somebody else typed waits, sealed, until that person signs in.
    """
    drafts, damaged = sealed.found(opened.folder, opened.keys)
    written, waiting = 0, len(damaged)
    for draft in drafts:
        if _write(record, draft.content):
            sealed.drop(draft)
            written += 1
        else:
            waiting += 1
    for part in handed:
        content = sealed.unseal(part, opened.keys)
        if _write(record, content):
            written += 1
        else:
            sealed.put(opened.folder, content, opened.draft_public)
            waiting += 1
    return Recovered(written, waiting)


def _write(record: Record, content: bytes) -> bool:
    owner, field, text, author = _unpacked(content)
    if author not in ("", record.author.id.hex):
        return False
    try:
        if owner == settings.OWNER:
            settings.put(record, field, text)
        else:
            notes.write(record, owner, field, text)
    except KapdeskError:
        return False
    return True


def _packed(owner: Owner, field: str, text: str, author: UUID) -> bytes:
    parts = [None if part is None else part.hex for part in (owner.client, owner.session, owner.integration)]
    return json.dumps({"owner": parts, "field": field, "text": text, "author": author.hex}).encode()


def _unpacked(content: bytes) -> tuple[Owner, str, str, str]:
    raw = json.loads(content)
    client, session, integration = raw["owner"]
    owner = Owner(
        UUID(client), UUID(session) if session else None, UUID(integration) if integration else None
    )
    return owner, raw["field"], raw["text"], raw.get("author", "")
