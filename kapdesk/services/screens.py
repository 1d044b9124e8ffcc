"""The suicide screen and the brief safety assessment: kept as answered, with what must follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.gate_body import oriented_at
from kapdesk.domain.screens import (
    AsqAnswers,
    AsqResult,
    Context,
    asq_result,
    call_due,
    check_may_score,
)
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import checklists, tasks
from kapdesk.services.readiness_facts import FORM, gather
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import ClientRow, ScreenRow, SessionRow

ASQ, CLOSING = "asq", "asq-closing"
ITEMS = ("asq1", "asq2", "asq3", "asq4", "asq5")
NOT_SCORED = "not scored"
REASON_LENGTH = 10
_CALL = "Check-in call after a positive suicide screen."


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


@dataclass(frozen=True, slots=True)
class Closing:
    """That positive results were closed: which screens, why, when, by whom."""

    screens: tuple[UUID, ...]
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put on record of one screen: answers as given, what was said beside them, who asked, when."""

    context: Context
    answers: AsqAnswers
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    judgement: str = ""
    observer: str = ""
    observer_role: str = ""
    at: datetime | None = None


def ask(record: Record, client_id: UUID, asked: Asked, session_id: UUID | None = None) -> Change:
    """Record a screen as answered; a positive one makes the check-in call due in the same write.

    The answers are kept in any case. The screen before leaving gets no result while the client is not
    recorded as oriented. A refusal needs the clinician's judgement before it counts. Raises Refused for a
    screen with no answer at all, a time to come, and a signed session.
    """
    at = _checked(record, asked)
    result, why = _scored(record, asked, session_id, at)
    with record.write() as db:
        check_owner(db, client_id, session_id)
        row = put(db, record, client_id, session_id, ASQ, at)
        row.instrument_version = record.content.instrument(ASQ).version
        row.context, row.answers = asked.context.value, _stored(asked, why)
        row.result = NOT_SCORED if result is None else result.value
        row.judgement = asked.judgement.strip()
        row.observer = asked.observer.strip() or row.observer
        row.observer_role = asked.observer_role.strip() or row.observer_role
        if result is not None:
            make_call_due(db, record, client_id, session_id, result, at)
        return Change(Topic.SCREEN, session_id or client_id, row.id)


def judge(record: Record, session_id: UUID, judgement: str) -> Change:
    """Write the clinical judgement after a refusal, where it was not written with the screen."""
    if len(judgement.strip()) < REASON_LENGTH:
        raise Refused(
            f"A judgement has {REASON_LENGTH} characters or more. Nothing was changed. Say what it rests on."
        )
    with record.write() as db:
        open_session(db, session_id)
        version = record.content.checklist(FORM).version
        row = checklists.put(db, record, session_id, FORM, version, "judgement-on-refusal", judgement.strip())
        return Change(Topic.SCREEN, session_id, row.id)


def close(record: Record, client_id: UUID, reason: str) -> Change:
    """Close what is open of a positive result, with a reason; answers and result stay as they are.

    The closing is an entry of its own, so that it can be written after the session is signed; until then the
    screen says it too.
    """
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused(
            f"The reason has {REASON_LENGTH} characters or more. The result stays open. Write what was done."
        )
    with record.write() as db:
        rows = _open_rows(db, client_id)
        if not rows:
            raise Refused("No positive result is open. Nothing was changed.")
        row = put(db, record, client_id, None, CLOSING, record.now())
        row.instrument_version = record.content.instrument(ASQ).version
        row.context, row.result = Context.CONTACT.value, "closed"
        row.answers = {"closes": [str(closed.id) for closed in rows]}
        for closed in (row, *(one for one in rows if not _is_sealed(db, one))):
            closed.closed_at, closed.closed_reason = record.now(), reason.strip()
        return Change(Topic.SCREEN, client_id, row.id)


def closings(record: Record, client_id: UUID) -> tuple[Closing, ...]:
    """Return every closing of positive results of a client, the earliest first."""
    with record.read() as db:
        query = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.instrument == CLOSING)
        return tuple(
            Closing(
                tuple(UUID(id_) for id_ in row.answers.get("closes", ())), row.closed_reason, row.happened_at,
                row.observer,
            )
            for row in db.scalars(query.order_by(*_ORDER))
        )  # fmt: skip


def open_positive(record: Record, client_id: UUID) -> AsqResult | None:
    """Return the most urgent positive result that nobody has closed yet, or None."""
    with record.read() as db:
        found = {AsqResult(row.result) for row in _open_rows(db, client_id)}
    if AsqResult.ACUTE_POSITIVE in found:
        return AsqResult.ACUTE_POSITIVE
    return AsqResult.NON_ACUTE_POSITIVE if found else None


def of_session(record: Record, session_id: UUID) -> tuple[Screen, ...]:
    """Return every screen of a session, the earliest first; struck ones are left out."""
    with record.read() as db:
        query = select(ScreenRow).where(ScreenRow.session_id == session_id, ScreenRow.instrument == ASQ)
        rows = db.scalars(query.where(ScreenRow.struck_at.is_(None)).order_by(*_ORDER))
        return tuple(_screen(row) for row in rows)


def of_client(record: Record, client_id: UUID) -> tuple[Screen, ...]:
    """Return every screen of a client, the earliest first; struck ones are left out."""
    with record.read() as db:
        query = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.instrument == ASQ)
        rows = db.scalars(query.where(ScreenRow.struck_at.is_(None)).order_by(*_ORDER))
        return tuple(_screen(row) for row in rows)


def strike(record: Record, screen_id: UUID, reason: str) -> Change:
    """Strike a screen through that was entered in error, with a reason; it stays in the record."""
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused(
            f"The reason has {REASON_LENGTH} characters or more. Nothing was changed. Write what was wrong."
        )
    with record.write() as db:
        row = db.get(ScreenRow, screen_id)
        if row is None:
            raise NotFound("This screen is not in the record. Nothing was changed.")
        if row.session_id is not None:
            open_session(db, row.session_id)
        if row.struck_at is not None:
            raise Refused("This screen is struck through already. Nothing was changed.")
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.SCREEN, row.session_id or row.client_id, row.id)


def _checked(record: Record, asked: Asked) -> datetime:
    answers = asked.answers
    if not answers.refused and all(one is None for one in (*answers.first_four, answers.thoughts_now)):
        raise Refused("Nothing was answered yet. Nothing was recorded. Ask, or record that it was declined.")
    at = asked.at or record.now()
    if at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    return at


def _scored(
    record: Record, asked: Asked, session_id: UUID | None, at: datetime
) -> tuple[AsqResult | None, str]:
    """Return the result, or None with the sentence that says why there is none."""
    oriented = oriented_at(gather(record, session_id)) if session_id is not None else None
    try:
        if not asked.answers.refused:
            check_may_score(asked.context, oriented, at)
        return asq_result(asked.answers), ""
    except Refused as refusal:
        return None, refusal.sentence


def _stored(asked: Asked, not_scored: str) -> dict[str, object]:
    given = (*asked.answers.first_four, asked.answers.thoughts_now)
    stored: dict[str, object] = {
        item: int(answer) for item, answer in zip(ITEMS, given, strict=True) if answer is not None
    }
    stored["declined"] = asked.answers.refused
    stored["words"] = {item: text.strip() for item, text in asked.words.items() if text.strip()}
    stored["not_scored"] = not_scored
    return stored


def make_call_due(
    db: Session, record: Record, client_id: UUID, session_id: UUID | None, result: AsqResult, at: datetime
) -> None:
    """Put the check-in call after a positive result on the list, once for a session."""
    due = call_due(result, at)
    if due is not None:
        tasks.put(db, record, client_id, _CALL, due, kind=TaskKind.CHECK_IN_CALL, session_id=session_id)


def check_owner(db: Session, client_id: UUID, session_id: UUID | None) -> None:
    """Raise where there is no such client, the session is another client's, or it is signed."""
    if session_id is not None and open_session(db, session_id).client_id != client_id:
        raise Refused("This session belongs to another client. Nothing was recorded.")
    if db.get(ClientRow, client_id) is None:
        raise NotFound("This client is not in the record. Nothing was recorded.")


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


def _open_rows(db: Session, client_id: UUID) -> list[ScreenRow]:
    mine = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.struck_at.is_(None))
    closings = db.scalars(mine.where(ScreenRow.instrument == CLOSING))
    closed = {str(id_) for row in closings for id_ in row.answers.get("closes", ())}
    results = [result.value for result in AsqResult if result.positive]
    positive = db.scalars(mine.where(ScreenRow.instrument == ASQ, ScreenRow.result.in_(results)))
    return [row for row in positive if str(row.id) not in closed]


def _is_sealed(db: Session, row: ScreenRow) -> bool:
    session = db.get(SessionRow, row.session_id) if row.session_id else None
    return session is not None and session.signed_at is not None


_ORDER = (ScreenRow.happened_at, ScreenRow.written_at)


def _screen(row: ScreenRow) -> Screen:
    answered = [row.answers.get(item) for item in ITEMS]
    heard = [None if answer is None else bool(answer) for answer in answered]
    declined = bool(row.answers.get("declined")) or row.result == AsqResult.REFUSED.value
    return Screen(
        id=row.id, context=Context(row.context), version=row.instrument_version,
        answers=AsqAnswers(heard[0], heard[1], heard[2], heard[3], heard[4], refused=declined),
        words=dict(row.answers.get("words") or {}),
        result=None if row.result == NOT_SCORED else AsqResult(row.result),
        not_scored=str(row.answers.get("not_scored") or ""), judgement=row.judgement,
        happened_at=row.happened_at, written_at=row.written_at, observer=row.observer,
        observer_role=row.observer_role, session=row.session_id,
    )  # fmt: skip
