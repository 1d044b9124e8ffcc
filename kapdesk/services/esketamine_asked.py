"""What the esketamine form asks for that nothing else in the record tells: asked here, never worked out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.domain.definitions import Choice, Field
from kapdesk.domain.errors import Refused
from kapdesk.domain.routes import Route
from kapdesk.services import checklists, doses, sessions
from kapdesk.services.checklists import Answer
from kapdesk.services.printed_words import asked, said
from kapdesk.services.record import Record

FORM = "esketamine-monitoring"


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what stands of it: empty until somebody asked; `words` as they were chosen."""

    id: str
    section: str
    label: str
    prompt: str
    choices: tuple[Choice, ...]
    value: str | None = None
    words: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a session, in the order of the form; nothing more is answered once it is signed."""

    questions: tuple[Question, ...]
    signed: bool


def concerns(record: Record, session_id: UUID) -> bool:
    """Return whether esketamine is planned for a session or a dose of it stands; raises NotFound."""
    if sessions.head(record, session_id).planned_route == Route.ESKETAMINE.value:
        return True
    given = doses.of_session(record, session_id)
    return any(one.dose.route is Route.ESKETAMINE for one in given if not one.struck)


def look(record: Record, session_id: UUID) -> Asked:
    """Return every question with the answer that stands; raises NotFound.

    An answered question is told in the words of the version it was answered in.
    """
    head = sessions.head(record, session_id)
    standing = checklists.standing(record, session_id, FORM)
    found = tuple(
        _question(record, section.title, field, standing.get(field.id))
        for section in record.content.form(FORM).sections
        for field in section.fields
    )
    return Asked(found, head.signed_at is not None)


def answer(record: Record, session_id: UUID, item: str, value: str | None) -> Change:
    """Add an answer; None takes the one that stands back, and both are kept.

    Raises Refused for a signed session or an answer that is not among those offered, NotFound for a
    question that is not on the form.
    """
    form = record.content.form(FORM)
    if value is not None and value not in {choice.value for choice in form.field(item).choices}:
        raise Refused("This answer is not among those offered. Nothing was changed. Choose one of them.")
    return checklists.answer(record, session_id, FORM, form.version, item, value)


def _question(record: Record, section: str, field: Field, given: Answer | None) -> Question:
    if given is None:
        return Question(field.id, section, field.label, field.prompt, field.choices)
    label = asked(record, FORM, given.form_version, field.id)
    words = said(record, FORM, given.form_version, field.id, given.value)
    return Question(
        field.id, section, label, field.prompt, field.choices, given.value, words, given.observer,
        given.happened_at,
    )  # fmt: skip
