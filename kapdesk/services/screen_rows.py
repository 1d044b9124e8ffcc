"""How a suicide screen stands in the record: its answers as given, and the row they are kept in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.orm import Session

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.screens import AsqAnswers, AsqResult, Context
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import ClientRow, ScreenRow, SessionRow

ASQ, CLOSING = "asq", "asq-closing"
ITEMS = ("asq1", "asq2", "asq3", "asq4", "asq5")
RECENT = "attempt_within_12_months"
NOT_SCORED = "not scored"
ORDER = (ScreenRow.happened_at, ScreenRow.written_at)
COLUMNS = (
    ScreenRow.id, ScreenRow.context, ScreenRow.instrument_version, ScreenRow.answers, ScreenRow.result,
    ScreenRow.judgement, ScreenRow.happened_at, ScreenRow.written_at, ScreenRow.observer,
    ScreenRow.observer_role, ScreenRow.session_id, ScreenRow.struck_at, ScreenRow.struck_reason,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen as it was asked; without a `result`, `not_scored` says why there is none."""

    id: UUID
    context: Context
    version: int
    answers: AsqAnswers
    words: Mapping[str, str]
    result: AsqResult | None
    not_scored: str
    judgement: str
    happened_at: datetime
    written_at: datetime
    observer: str
    observer_role: str
    session: UUID | None
    attempt_recent: bool | None = None
    struck_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put on record of one screen: answers as given, what was said beside them, who asked, when.

    `attempt_recent` says whether the last attempt lies within the 12 months before, where item 4 is yes.
    """

    context: Context
    answers: AsqAnswers
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    judgement: str = ""
    observer: str = ""
    observer_role: str = ""
    at: datetime | None = None
    attempt_recent: bool | None = None


def fill(row: ScreenRow, asked: Asked, result: AsqResult | None, not_scored: str) -> None:
    """Put what was asked, and what it came to, into its row."""
    row.context, row.answers = asked.context.value, _stored(asked, not_scored)
    row.result = NOT_SCORED if result is None else result.value
    row.judgement = asked.judgement.strip()
    row.observer = asked.observer.strip() or row.observer
    row.observer_role = asked.observer_role.strip() or row.observer_role


def put(
    db: Session, record: Record, client_id: UUID, session_id: UUID | None, instrument: str, at: datetime
) -> ScreenRow:
    """Make the row of a screen or an assessment inside a write that is already open."""
    row = ScreenRow(id=uuid4(), client_id=client_id, session_id=session_id, instrument=instrument)
    row.answers, row.happened_at, row.zone = {}, at, record.zone
    row.observer, row.observer_role = record.author.signature, record.author.role.value
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def check_owner(db: Session, client_id: UUID, session_id: UUID | None) -> None:
    """Raise where there is no such client, the session is another client's, or it is signed."""
    if session_id is not None and open_session(db, session_id).client_id != client_id:
        raise Refused("This session belongs to another client. Nothing was recorded.")
    if db.get(ClientRow, client_id) is None:
        raise NotFound("This client is not in the record. Nothing was recorded.")


def is_sealed(db: Session, row: ScreenRow) -> bool:
    """Return whether a row belongs to a session that is signed."""
    session = db.get(SessionRow, row.session_id) if row.session_id else None
    return session is not None and session.signed_at is not None


def screen(row: Row[*tuple[Any, ...]]) -> Screen:
    """Return a screen from its row of `COLUMNS`."""
    answers: dict[str, Any] = row.answers
    heard = [None if (answer := answers.get(item)) is None else bool(answer) for item in ITEMS]
    declined = bool(answers.get("declined")) or row.result == AsqResult.REFUSED.value
    recent = answers.get(RECENT)
    return Screen(
        id=row.id, context=Context(row.context), version=row.instrument_version,
        answers=AsqAnswers(heard[0], heard[1], heard[2], heard[3], heard[4], refused=declined),
        words=dict(answers.get("words") or {}),
        result=None if row.result == NOT_SCORED else AsqResult(row.result),
        not_scored=str(answers.get("not_scored") or ""), judgement=row.judgement,
        happened_at=row.happened_at, written_at=row.written_at, observer=row.observer,
        observer_role=row.observer_role, session=row.session_id,
        attempt_recent=None if recent is None else bool(recent),
        struck_reason=row.struck_reason if row.struck_at else None,
    )  # fmt: skip


def _stored(asked: Asked, not_scored: str) -> dict[str, object]:
    given = (*asked.answers.first_four, asked.answers.thoughts_now)
    stored: dict[str, object] = {
        item: int(answer) for item, answer in zip(ITEMS, given, strict=True) if answer is not None
    }
    if asked.answers.ever_tried and asked.attempt_recent is not None:
        stored[RECENT] = int(asked.attempt_recent)
    stored["declined"] = asked.answers.refused
    stored["words"] = {item: text.strip() for item, text in asked.words.items() if text.strip()}
    stored["not_scored"] = not_scored
    return stored
