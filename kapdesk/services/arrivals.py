"""The client has arrived: what is asked before any medicine, and the clearance to dose."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.arrival import Arrival, check_clearance, missing_before_dose
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.definitions import Checklist, Item
from kapdesk.domain.doses import escort_settled
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.screens import Context
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.timeline import Voice
from kapdesk.services import checklists, escorts, sessions, timeline, vitals
from kapdesk.services.checklists import Answer
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import AnswerRow, ScreenRow, SessionRow

FORM = "arrival"


@dataclass(frozen=True, slots=True)
class Arriving:
    """How the arrival stands: the checklist in force, its answers, what was not asked, what is missing."""

    checklist: Checklist
    answers: dict[str, Answer]
    unanswered: tuple[Item, ...]
    missing: tuple[str, ...]
    screened_at: datetime | None


def arrive(record: Record, session_id: UUID, at: datetime | None = None) -> Change:
    """Record that the client is here; `at` is when, where it was not now."""
    return sessions.move(record, session_id, SessionState.ARRIVED, at)


def answer(
    record: Record, session_id: UUID, item: str, value: str | None, *, note: str = "",
    at: datetime | None = None,
) -> Change:  # fmt: skip
    """Answer one line of the arrival check; None takes it back. Raises NotFound for an unknown line."""
    checklist = record.content.checklist(FORM)
    checklist.item(item)
    return checklists.answer(record, session_id, FORM, checklist.version, item, value, note=note, at=at)


def clear(record: Record, session_id: UUID, *, reason: str = "", at: datetime | None = None) -> Change:
    """Record that the client is cleared to be dosed.

    Raises Refused, naming what is missing. With a reason it may stand open, except an escort; the reason and
    what stood open are written into the timeline in the same write.
    """
    baseline = vitals.baseline(record, session_id) is not None
    with record.write() as db:
        session = open_session(db, session_id)
        if session.state != SessionState.ARRIVED.value:
            raise Refused(
                f"The session is {session.state}, not arrived. Nothing was changed. Record the arrival first."
            )
        missing = check_clearance(_arrival(db, session, baseline=baseline), reason)
        when = at or record.now()
        sessions.enter(db, record, session, SessionState.CLEARED_TO_DOSE, when)
        if missing:
            text = f"Not recorded: {', '.join(missing)}. Reason: {reason.strip()}"
            timeline.add(db, record, session_id, Voice.OBSERVER, text, timeline.CLEARANCE, when)
        return Change(Topic.SESSION, session_id, session_id)


def end_without_dose(record: Record, session_id: UUID, reason: str) -> Change:
    """End a day on which nothing was given: cancelled before the arrival, aborted after it.

    The reason stands in the timeline, written in the same write. Raises Refused without one, or once a dose
    stands in the record.
    """
    said = reason.strip()
    if not said:
        raise Refused("A day without a dose is ended with a reason. Nothing was changed. Write why.")
    with record.write() as db:
        session = open_session(db, session_id)
        scheduled = session.state == SessionState.SCHEDULED.value
        to = SessionState.CANCELLED if scheduled else SessionState.ABORTED
        sessions.enter(db, record, session, to, record.now())
        timeline.add(db, record, session_id, Voice.OBSERVER, said, timeline.ENDED, None)
        return Change(Topic.SESSION, session_id, session_id)


def of_session(record: Record, session_id: UUID) -> Arriving:
    """Return how the arrival of a session stands; the checklist is the version that was answered last."""
    answers = checklists.standing(record, session_id, FORM)
    newest = record.content.checklist(FORM)
    baseline = vitals.baseline(record, session_id) is not None
    with record.read() as db:
        session = db.get(SessionRow, session_id)
        if session is None:
            raise NotFound("This session is not in the record. Open the client again.")
        missing = missing_before_dose(_arrival(db, session, baseline=baseline))
        screened = _screened_at(db, session_id)
    return Arriving(
        checklist=newest,
        answers=answers,
        unanswered=tuple(item for item in newest.items if item.id not in answers),
        missing=missing,
        screened_at=screened,
    )


def _arrival(db: Session, session: SessionRow, *, baseline: bool) -> Arrival:
    query = select(AnswerRow).where(AnswerRow.session_id == session.id, AnswerRow.form == FORM)
    last = {row.item: row.value for row in db.scalars(query.order_by(AnswerRow.seq))}
    return Arrival(
        answers={item: value for item, value in last.items() if value is not None},
        escort_settled=escort_settled(escorts.standing(db, session.id), session.escort_exception),
        baseline_taken=baseline,
        screened=_screened_at(db, session.id) is not None,
    )


def _screened_at(db: Session, session_id: UUID) -> datetime | None:
    query = select(ScreenRow.happened_at).where(
        ScreenRow.session_id == session_id,
        ScreenRow.context == Context.ARRIVAL.value,
        ScreenRow.struck_at.is_(None),
    )
    return db.scalar(query.order_by(ScreenRow.happened_at.desc()).limit(1))
