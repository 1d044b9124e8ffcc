"""What the client is asked in the room: each question kept with its answer, how far it goes, and its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.consent_events import (
    ConsentAnswer,
    ConsentEvent,
    ConsentKind,
    Stand,
    Standing,
    of_agreement,
    standing,
)
from kapdesk.domain.embodiment import TouchAgreement, touch_level
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import checklists, preparation, sessions
from kapdesk.services.preparation import Preparation
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import ConsentEventRow

PROMPTS = "embodiment-consents"
WRONG_PRESS = "wrong press"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands in the record; a struck one keeps its reason."""

    id: UUID
    kind: ConsentKind
    answer: ConsentAnswer
    at: datetime
    written_at: datetime
    asked_by: str
    scope: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_words: str = ""
    struck_reason: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of consent in the words of the practice: its name, how to ask, and what its scope can be."""

    kind: ConsentKind
    label: str
    ask: str
    scope: str


def questions(record: Record) -> tuple[Question, ...]:
    """Return what can be asked, in the order it is offered."""
    prompts = record.content.prompts(PROMPTS)
    parts = [(kind, prompts.prompt(kind.value.replace(" ", "-"))) for kind in ConsentKind]
    return tuple(Question(kind, part.label, part.text, part.hint) for kind, part in parts)


def ask(
    record: Record, session_id: UUID, kind: ConsentKind, answer: ConsentAnswer, *,
    scope: str = "", asked_by: str = "", at: datetime | None = None,
) -> Change:  # fmt: skip
    """Write a question and its answer; `asked_by` left empty is the person writing.

    Raises Refused for a time to come and for a signed session.
    """
    when = _possible(record, at)
    with record.write() as db:
        session = open_session(db, session_id)
        row = ConsentEventRow(id=uuid4(), client_id=session.client_id, session_id=session_id)
        row.kind, row.answer, row.scope = kind.value, answer.value, scope.strip()
        row.asked_by = asked_by.strip() or record.author.signature
        row.happened_at, row.zone = when, record.zone
        row.seq = next_in(db, ConsentEventRow, session_id)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.CONSENT, session_id, row.id)


def say_scope(record: Record, session_id: UUID, event_id: UUID, scope: str) -> Change:
    """Say how far an answer goes, in words; what was said of it before stays in front."""
    with record.write() as db:
        row = _standing_row(db, session_id, event_id)
        row.scope = "; ".join(part for part in (row.scope.strip(), scope.strip()) if part)
        return Change(Topic.CONSENT, session_id, row.id)


def withdraw(
    record: Record, session_id: UUID, event_id: UUID, words: str = "", at: datetime | None = None
) -> Change:
    """Record that a consent was taken back, now or at a time; raises Refused where there is none to take."""
    when = _possible(record, at)
    with record.write() as db:
        row = _standing_row(db, session_id, event_id)
        if row.answer != ConsentAnswer.YES.value:
            raise Refused("Only a yes can be taken back. Nothing was changed. Ask again, or strike it.")
        if row.withdrawn_at is not None:
            raise Refused("This consent was taken back already. Nothing was changed.")
        if when < row.happened_at:
            raise Refused("This time is before the yes. Nothing was changed. Correct the time.")
        row.withdrawn_at, row.withdrawn_words = when, words.strip() or None
        return Change(Topic.CONSENT, session_id, row.id)


def say_withdrawn(record: Record, session_id: UUID, event_id: UUID, words: str) -> Change:
    """Write the client's words on taking a consent back, once it was taken back."""
    with record.write() as db:
        row = _standing_row(db, session_id, event_id)
        if row.withdrawn_at is None:
            raise Refused("This consent stands. Nothing was written. Withdraw it first.")
        row.withdrawn_words = "; ".join(part for part in (row.withdrawn_words, words.strip()) if part)
        return Change(Topic.CONSENT, session_id, row.id)


def strike(record: Record, session_id: UUID, event_id: UUID, reason: str = WRONG_PRESS) -> Change:
    """Strike a wrong press through with a reason; it stays to be read and counts no longer."""
    if not reason.strip():
        raise Refused("An answer is struck with a reason. Nothing was changed. Write what was wrong.")
    with record.write() as db:
        row = _standing_row(db, session_id, event_id)
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.CONSENT, session_id, row.id)


def of_session(record: Record, session_id: UUID) -> tuple[Asked, ...]:
    """Return every question of a session in the order of writing, the struck ones too."""
    with record.read() as db:
        query = select(ConsentEventRow).where(ConsentEventRow.session_id == session_id)
        return tuple(_asked(row) for row in db.scalars(query.order_by(ConsentEventRow.seq)))


def standings(
    record: Record, session_id: UUID, *, head: SessionHead | None = None, ready: Preparation | None = None
) -> Mapping[ConsentKind, Standing]:
    """Return how every kind stands now; the touch agreement of the preparation counts as before the dose.

    `head` and `ready` are what is known of the session already, to be read once.
    """
    head = head or sessions.head(record, session_id)
    ready = ready or preparation.of_session(record, session_id)
    events = [_event(one) for one in of_session(record, session_id) if not one.struck_reason]
    chosen = checklists.standing(record, session_id, preparation.FORM).get("touch-level")
    agreed = of_agreement(agreement(ready), chosen.happened_at if chosen else None, head.dosed_at)
    if agreed is not None:
        events.append(agreed)
    return {kind: standing(events, kind, head.dosed_at) for kind in ConsentKind}


def taken_back(record: Record, session_id: UUID) -> tuple[Standing, ...]:
    """Return every kind that stands as taken back now; one look and no more where nothing ever was."""
    if not any(one.withdrawn_at and not one.struck_reason for one in of_session(record, session_id)):
        return ()
    found = standings(record, session_id).values()
    return tuple(one for one in found if one.stand is Stand.WITHDRAWN)


def agreement(ready: Preparation) -> TouchAgreement:
    """Return the touch agreement of a preparation, with its limits in the client's words."""
    chosen = ready.choices.get("touch-level")
    level = touch_level(chosen.value if chosen else None)
    named = chosen.label if chosen and chosen.value.startswith("hand") else ""
    words = "; ".join(part for part in (named, ready.text("touch-limits").strip()) if part)
    return TouchAgreement(level, words)


def _possible(record: Record, at: datetime | None) -> datetime:
    now = record.now()
    if at is not None and at > now:
        raise Refused("This time is still to come. Nothing was changed. Correct the time.")
    return at or now


def _standing_row(db: Session, session_id: UUID, event_id: UUID) -> ConsentEventRow:
    open_session(db, session_id)
    row = db.get(ConsentEventRow, event_id)
    if row is None or row.session_id != session_id:
        raise NotFound("This question is not in this session. Nothing was changed. Open the session again.")
    if row.struck_at is not None:
        raise Refused("This answer is struck through. Nothing was changed.")
    return row


def _event(one: Asked) -> ConsentEvent:
    return ConsentEvent(one.kind, one.answer, one.at, one.seq, one.scope, one.withdrawn_at)


def _asked(row: ConsentEventRow) -> Asked:
    return Asked(
        row.id, ConsentKind(row.kind), ConsentAnswer(row.answer), row.happened_at, row.written_at,
        row.asked_by, row.scope, row.withdrawn_at, row.withdrawn_words or "",
        (row.struck_reason or WRONG_PRESS) if row.struck_at else "", row.seq,
    )  # fmt: skip
