"""Questions the client answers on the screen: which are shown, and each answer kept at once with its time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.hand_over import Question, chosen, questions
from kapdesk.services import checklists, notes, sessions, settings
from kapdesk.services.checklists import Answer
from kapdesk.services.notes import Owner
from kapdesk.services.record import SEALED, Record, open_session

FORM = "hand-over"
OBSERVER = "client"
_CHOSEN = "hand-over.questions."
_DRAFT = "draft.hand-over."


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it was given: the question in the words it was asked in, and what was answered."""

    item: str
    question: str
    words: str
    at: datetime
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Unsent:
    """A line that was begun and never sent."""

    question: str
    words: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """What can be asked, what will be asked, what was answered (newest first), and lines never sent."""

    every: tuple[Question, ...]
    chosen: tuple[Question, ...]
    said: tuple[Said, ...]
    unsent: tuple[Unsent, ...]
    signed: bool


def look(record: Record, session_id: UUID) -> HandOver:
    """Return how the questions stand in a session; raises NotFound."""
    head = sessions.head(record, session_id)
    every = questions(record.content.form(FORM))
    ids = settings.get(record, f"{_CHOSEN}{session_id}").split()
    given = checklists.history(record, session_id, FORM)
    said = tuple(_said(record, one) for one in reversed(given) if one.value is not None)
    texts = notes.texts(record, Owner(head.client, session=session_id))
    unsent = tuple(
        Unsent(one.text, texts[draft_of(one.line)].text)
        for one in every
        if one.line and draft_of(one.line) in texts and texts[draft_of(one.line)].text.strip()
    )
    return HandOver(every, chosen(every, ids), said, unsent, head.signed_at is not None)


def choose(record: Record, session_id: UUID, ids: tuple[str, ...]) -> Change:
    """Say beforehand which questions of the form are shown in this session; none named means all."""
    known = {one.id for one in questions(record.content.form(FORM))}
    if not set(ids) <= known:
        raise NotFound("This question is not on the list. Nothing was changed.")
    settings.put(record, f"{_CHOSEN}{session_id}", " ".join(ids))
    return Change(Topic.ANSWER, session_id)


def check_may_begin(record: Record, session_id: UUID) -> None:
    """Raise Refused where no answer could be kept, because the session is signed."""
    if sessions.head(record, session_id).signed_at is not None:
        raise Refused(SEALED)


def answer(record: Record, session_id: UUID, item: str, words: str) -> Change:
    """Keep what the client pressed or wrote, with its time; a line's draft is emptied with it.

    Raises Refused for a signed session or an answer that is not among those offered.
    """
    form = record.content.form(FORM)
    field = form.field(item)
    said = words.strip()
    if field.choices and said not in {choice.value for choice in field.choices}:
        raise Refused("This answer is not among those offered. Nothing was recorded.")
    if not said:
        raise Refused("Nothing was answered. Nothing was recorded.")
    owner = Owner(sessions.head(record, session_id).client, session=session_id)
    with record.write() as db:
        open_session(db, session_id)
        row = checklists.put(db, record, session_id, FORM, form.version, item, said)
        row.observer = row.observer_role = OBSERVER
        if not field.choices:
            notes.put(db, record, owner, draft_of(item), "")
        return Change(Topic.ANSWER, session_id, row.id)


def draft_of(item: str) -> str:
    """Return where a line that is still being written is kept."""
    return f"{_DRAFT}{item}"


def _said(record: Record, given: Answer) -> Said:
    question, words = given.item, given.value or ""
    try:
        field = record.content.form(FORM, given.form_version).field(given.item)
    except NotFound:
        return Said(given.item, question, words, given.happened_at, given.written_at)
    labels = {choice.value: choice.label for choice in field.choices}
    return Said(given.item, field.label, labels.get(words, words), given.happened_at, given.written_at)
