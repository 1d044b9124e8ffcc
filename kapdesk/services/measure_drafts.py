"""A questionnaire that is half filled: kept at every answer, through lock and power cut, never counted."""

import json
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.services import notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

DRAFT = "draft.measure."


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire that is being filled: the version it was begun in, and what is answered so far."""

    instrument: str
    version: int
    answers: dict[str, int] = field(default_factory=dict[str, int])
    index_event: str = ""


def draft(record: Record, client_id: UUID, instrument_id: str) -> Draft:
    """Return a questionnaire as far as it was filled; a new one is in the newest version."""
    text = notes.text(record, Owner(client_id), DRAFT + instrument_id)
    return read(text, instrument_id) or Draft(instrument_id, record.content.instrument(instrument_id).version)


def begun(record: Record, client_id: UUID) -> tuple[str, ...]:
    """Return which questionnaires of a client are begun and not recorded, in one read."""
    texts = notes.texts(record, Owner(client_id))
    return tuple(
        name.removeprefix(DRAFT)
        for name, note in sorted(texts.items())
        if name.startswith(DRAFT) and read(note.text, name.removeprefix(DRAFT)) is not None
    )


def read(text: str, instrument_id: str) -> Draft | None:
    """Return a draft as it was kept; None for one that is empty or cannot be read."""
    try:
        parts = cast("dict[str, Any]", json.loads(text)) if text.strip() else {}
        answers = {str(item): int(value) for item, value in parts["answers"].items()}
        event = str(parts.get("index_event", ""))
        made = Draft(instrument_id, int(parts["version"]), answers, event)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return made if answers or event.strip() else None


def keep(record: Record, client_id: UUID, draft: Draft) -> Change:
    """Keep a questionnaire as far as it is filled; an empty one forgets its draft."""
    return notes.write(record, Owner(client_id), DRAFT + draft.instrument, text_of(draft))


def text_of(draft: Draft) -> str:
    """Return a draft as it is kept; nothing for an empty one."""
    parts = {"version": draft.version, "answers": draft.answers, "index_event": draft.index_event}
    return json.dumps(parts) if draft.answers or draft.index_event.strip() else ""
