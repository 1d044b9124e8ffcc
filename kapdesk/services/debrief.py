"""The debrief: the tone the client names, what it asks for, and how the client is afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Tone, asks_distress_again, follow_up_due
from kapdesk.domain.tasks import Task, TaskKind
from kapdesk.services import checklists, tasks
from kapdesk.services.checklists import Answer
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import AnswerRow, NoteRow, SessionRow

FORM = "debrief"
TONE, NOT_READY, DISTRESS, MOOD = "tone", "not-ready", "distress-now", "mood-now"
INTENTION = "prepare.intention"
Rate = Callable[[Record, UUID, int | None], Change]
FOLLOW_UP = "Ask how the client is after a hard journey, and ask distress again."


@dataclass(frozen=True, slots=True)
class Intention:
    """The intention as it was written while preparing: for which session, and when."""

    text: str
    written_at: datetime
    session_number: int


@dataclass(frozen=True, slots=True)
class Debrief:
    """How a debrief stands; what was not answered is None."""

    tone: Answer | None
    not_ready: Answer | None
    distress: Answer | None
    mood: Answer | None
    distress_asked_again: bool
    follow_up: Task | None
    intention: Intention | None
    signed: bool
    said: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict[str, tuple[Answer, ...]])

    def earlier(self, item: str) -> tuple[Answer, ...]:
        """Return what was said on a scale before its standing answer, each with its time."""
        return self.said.get(item, ())[:-1] if item in self.said else ()


def name_tone(record: Record, session_id: UUID, tone: Tone | None) -> Change:
    """Write the tone of the journey as the client names it; None takes it back.

    A hard journey makes a follow-up due within 72 hours in the same write; another tone closes it again.
    """
    with record.write() as db:
        session = open_session(db, session_id)
        row = _answer(db, record, session_id, TONE, tone.value if tone else None)
        due = follow_up_due(tone, row.happened_at)
        kind = TaskKind.DEBRIEF_FOLLOW_UP
        if due is not None:
            tasks.put(db, record, session.client_id, FOLLOW_UP, due, kind=kind, session_id=session_id)
        else:
            said = f"changed to {tone.value}" if tone else "taken back"
            tasks.close(db, record, session_id, kind, f"The tone of the journey was {said}.")
        return Change(Topic.ANSWER, session_id, row.id)


def say_not_ready(record: Record, session_id: UUID, *, not_ready: bool) -> Change:
    """Write that the client is not ready to talk, or take that back; both keep their time."""
    return _write(record, session_id, NOT_READY, "yes" if not_ready else None)


def rate_distress(record: Record, session_id: UUID, value: int | None) -> Change:
    """Write distress now, 0 to 10, by the client; None takes the last one back."""
    return _rate(record, session_id, DISTRESS, value)


def rate_mood(record: Record, session_id: UUID, value: int | None) -> Change:
    """Write mood now, 0 to 10, by the client; None takes the last one back."""
    return _rate(record, session_id, MOOD, value)


def look(record: Record, session_id: UUID) -> Debrief:
    """Return how the debrief of a session stands; raises NotFound."""
    given = checklists.history(record, session_id, FORM)
    last = {each.item: each for each in given}
    standing = {item: each for item, each in last.items() if each.value is not None}
    asked = asks_distress_again([(each.item, each.value) for each in given], tone=TONE, distress=DISTRESS)
    waiting = [task for task in tasks.of_session(record, session_id) if task.open]
    follow_up = next((task for task in waiting if task.kind == TaskKind.DEBRIEF_FOLLOW_UP), None)
    with record.read() as db:
        session = db.get(SessionRow, session_id)
        if session is None:
            raise NotFound("This session is not in the record.")
        intention = _intention(db, session)
    return Debrief(
        standing.get(TONE), standing.get(NOT_READY), standing.get(DISTRESS), standing.get(MOOD), asked,
        follow_up, intention, session.signed_at is not None, _said(given),
    )  # fmt: skip


def _said(given: tuple[Answer, ...]) -> dict[str, tuple[Answer, ...]]:
    """Return by scale every number that was said, in the order of asking; one taken back is left out."""
    found: dict[str, list[Answer]] = {DISTRESS: [], MOOD: []}
    for each in given:
        if each.item in found and each.value is not None:
            found[each.item].append(each)
        elif found.get(each.item):
            found[each.item].pop()
    return {item: tuple(answers) for item, answers in found.items()}


def _rate(record: Record, session_id: UUID, item: str, value: int | None) -> Change:
    if value is not None and not 0 <= value <= 10:  # noqa: PLR2004 - the scale itself
        raise Refused("This scale runs from 0 to 10. Nothing was changed. Choose a number on it.")
    return _write(record, session_id, item, None if value is None else str(value))


def _write(record: Record, session_id: UUID, item: str, value: str | None) -> Change:
    with record.write() as db:
        open_session(db, session_id)
        return Change(Topic.ANSWER, session_id, _answer(db, record, session_id, item, value).id)


def _answer(db: Session, record: Record, session_id: UUID, item: str, value: str | None) -> AnswerRow:
    version = record.content.form(FORM).version
    return checklists.put(db, record, session_id, FORM, version, item, value)


def _intention(db: Session, session: SessionRow) -> Intention | None:
    """Find the intention of this session, or the newest of an earlier one."""
    query = select(NoteRow, SessionRow.number).join(SessionRow, NoteRow.session_id == SessionRow.id)
    query = query.where(NoteRow.client_id == session.client_id, NoteRow.field == INTENTION)
    query = query.where(SessionRow.number <= session.number).order_by(SessionRow.number.desc())
    for row, number in db.execute(query):
        if row.text.strip():
            return Intention(row.text.strip(), row.written_at, number)
    return None
