"""The suicide screen: kept as answered, with what must follow; put right by a new one beside the old."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.gate_body import oriented_at
from kapdesk.domain.screens import (
    REASON_LENGTH,
    AsqResult,
    asq_result,
    call_due,
    check_may_score,
    check_reason,
    explanation,
    refusal_answered,
)
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import checklists, tasks
from kapdesk.services.open_results import Closing, OpenResult, close, closings, open_positive, open_results
from kapdesk.services.readiness_facts import FORM, gather
from kapdesk.services.record import Record, open_session
from kapdesk.services.screen_rows import (
    ASQ,
    CLOSING,
    COLUMNS,
    ITEMS,
    NOT_SCORED,
    ORDER,
    RECENT,
    Asked,
    Screen,
    check_owner,
    fill,
    put,
    screen,
)
from kapdesk.store.rows import ScreenRow

__all__ = [
    "ASQ", "CLOSING", "ITEMS", "NOT_SCORED", "REASON_LENGTH", "RECENT", "Asked", "Closing", "OpenResult",
    "Screen", "check_owner", "close", "closings", "open_positive", "open_results", "put",
]  # fmt: skip

_CALL = "Check-in call after a positive suicide screen."


def ask(record: Record, client_id: UUID, asked: Asked, session_id: UUID | None = None) -> Change:
    """Record a screen as answered; a positive one makes the check-in call due in the same write.

    The answers are kept in any case. The screen before leaving gets no result while the client is not
    recorded as oriented. A refusal needs the clinician's judgement before it counts. A screen with a result
    closes what PHQ-9 item 9 made due today. Raises Refused for a screen with no answer at all, a time to
    come, and a signed session.
    """
    at = _checked(record, asked)
    result, why = _scored(record, asked, session_id, at)
    with record.write() as db:
        check_owner(db, client_id, session_id)
        row = _keep(db, record, client_id, session_id, asked, result, why, at)
        return Change(Topic.SCREEN, session_id or client_id, row.id)


def put_right(record: Record, screen_id: UUID, asked: Asked, reason: str) -> Change:
    """Answer a screen anew where an answer was entered wrong; the old one stays, struck, with the reason.

    The new one stands at the time the old one was asked, and comes to its own result. Raises Refused for a
    signed session, a screen that is struck already and a reason that is too short.
    """
    check_reason(reason, "Nothing was changed. Write what was wrong.")
    with record.read() as db:
        old = _standing(db, screen_id)
        client_id, session_id, at = old.client_id, old.session_id, old.happened_at
    _checked(record, asked)
    result, why = _scored(record, asked, session_id, at)
    with record.write() as db:
        old = _standing(db, screen_id)
        check_owner(db, client_id, session_id)
        old.struck_at, old.struck_reason = record.now(), reason.strip()
        row = _keep(db, record, client_id, session_id, asked, result, why, at)
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


def of_session(record: Record, session_id: UUID) -> tuple[Screen, ...]:
    """Return every screen of a session, the earliest first; struck ones are left out."""
    with record.read() as db:
        query = select(*COLUMNS).where(ScreenRow.session_id == session_id, ScreenRow.instrument == ASQ)
        rows = db.execute(query.where(ScreenRow.struck_at.is_(None)).order_by(*ORDER))
        return tuple(screen(row) for row in rows)


def of_client(record: Record, client_id: UUID, *, struck: bool = False) -> tuple[Screen, ...]:
    """Return every screen of a client, the earliest first; struck ones only where asked for."""
    with record.read() as db:
        query = select(*COLUMNS).where(ScreenRow.client_id == client_id, ScreenRow.instrument == ASQ)
        if not struck:
            query = query.where(ScreenRow.struck_at.is_(None))
        return tuple(screen(row) for row in db.execute(query.order_by(*ORDER)))


def explained(record: Record, client_id: UUID) -> str:
    """Return why what is open is positive, where the lifetime question alone made every one so."""
    still = {one.id for one in open_results(record, client_id)}
    asked = [one for one in of_client(record, client_id) if one.id in still]
    alone = bool(asked) and len(asked) == len(still) and all(one.answers.attempt_alone for one in asked)
    return explanation(asked[-1].answers) if alone else ""


def strike(record: Record, screen_id: UUID, reason: str) -> Change:
    """Strike a screen through that was entered in error, with a reason; it stays in the record."""
    check_reason(reason, "Nothing was changed. Write what was wrong.")
    with record.write() as db:
        row = _standing(db, screen_id)
        row.struck_at, row.struck_reason = record.now(), reason.strip()
        return Change(Topic.SCREEN, row.session_id or row.client_id, row.id)


def make_call_due(
    db: Session, record: Record, client_id: UUID, session_id: UUID | None, result: AsqResult, at: datetime
) -> None:
    """Put the check-in call after a positive result on the list, once for a session."""
    due = call_due(result, at)
    if due is not None:
        tasks.put(db, record, client_id, _CALL, due, kind=TaskKind.CHECK_IN_CALL, session_id=session_id)


def _keep(
    db: Session, record: Record, client_id: UUID, session_id: UUID | None, asked: Asked,
    result: AsqResult | None, why: str, at: datetime,
) -> ScreenRow:  # fmt: skip
    row = put(db, record, client_id, session_id, ASQ, at)
    row.instrument_version = record.content.instrument(ASQ).version
    fill(row, asked, result, why)
    if result is not None:
        make_call_due(db, record, client_id, session_id, result, at)
        if result.scored or refusal_answered(result, asked.judgement):
            words = f"Suicide screen {asked.context.value}: {result.value}"
            tasks.close_all(db, record, client_id, TaskKind.SCREEN_TODAY, words, asked_at=at)
    return row


def _standing(db: Session, screen_id: UUID) -> ScreenRow:
    row = db.get(ScreenRow, screen_id)
    if row is None or row.instrument != ASQ:
        raise NotFound("This screen is not in the record. Nothing was changed.")
    if row.session_id is not None:
        open_session(db, row.session_id)
    if row.struck_at is not None:
        raise Refused("This screen is struck through already. Nothing was changed.")
    return row


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
