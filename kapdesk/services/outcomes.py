"""How the day ended: recorded with the facts this outcome asks for; the session ends in the same write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import (
    REQUIRED,
    Answer,
    Outcome,
    check_correction,
    check_minutes,
    check_outcome_facts,
)
from kapdesk.domain.readiness import check_left_at, check_outcome
from kapdesk.domain.sessions import LEAVING, SessionState
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import readiness, sessions, tasks
from kapdesk.services.clearances import snapshot
from kapdesk.services.readiness import Readiness
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.store.rows import DischargeRow, SessionRow

Value = str | bool | datetime | None
Told = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Ending:
    """One outcome as it was recorded; `facts` by the keys it asks for, times as instants."""

    outcome: Outcome
    happened_at: datetime
    written_at: datetime
    facts: Mapping[str, str | bool | datetime]
    ready_without_minimum: int | None
    put_right: str = ""  # why it was put right; empty for one that stands


def end(
    record: Record, session_id: UUID, outcome: Outcome, told: Told, *,
    ready_without_minimum: int | None = None,
) -> Change:  # fmt: skip
    """Record how the day ended; any outcome but extended observation ends the session in the same write.

    Extended observation puts its next look on the list of what is due. `ready_without_minimum` is in minutes
    from the first dose. Raises Refused, naming them, for missing facts and for criteria that stand in the way
    of leaving.
    """
    now = _checked(record, session_id, outcome, told)
    at = _ended_at(record, outcome, told, now)
    check_minutes(ready_without_minimum, outcome, now.facts.route, _stayed(record, session_id, at))
    with record.write() as db:
        session = open_session(db, session_id)
        _leave(db, record, session, outcome, at)
        row = _add(db, record, session, outcome, told, now, at, ready_without_minimum)
        return Change(Topic.DISCHARGE, session_id, row.id)


def put_right(
    record: Record, session_id: UUID, outcome: Outcome, told: Told, reason: str, *,
    ready_without_minimum: int | None = None,
) -> Change:  # fmt: skip
    """Record an ended day's outcome anew; the first one is kept, struck through with the reason.

    The criteria count as they stood when the client left. Raises Refused as `end` does, for a reason below
    10 characters, for a day that has not ended, and for extended observation, which ends nothing.
    """
    why = check_correction(reason)
    if outcome.ends_as is None:
        raise Refused("The client has left. Nothing was changed. Choose how the day ended.")
    now = _checked(record, session_id, outcome, told)
    at = _ended_at(record, outcome, told, now)
    check_minutes(ready_without_minimum, outcome, now.facts.route, _stayed(record, session_id, at))
    with record.write() as db:
        session = open_session(db, session_id)
        _strike_last(db, record, session, why)
        sessions.end_otherwise(db, record, session, outcome.ends_as, at)
        row = _add(db, record, session, outcome, told, now, at, ready_without_minimum)
        return Change(Topic.DISCHARGE, session_id, row.id)


def look_again_at(record: Record, session_id: UUID) -> datetime | None:
    """Return when to look again where the client stays in extended observation, else None."""
    if sessions.head(record, session_id).ended_at is not None:
        return None
    standing = [one for one in of_session(record, session_id) if not one.put_right]
    value = standing[-1].facts.get("look_again_at") if standing else None
    return value if isinstance(value, datetime) else None


def first_dose_at(record: Record, session_id: UUID) -> datetime | None:
    """Return when the first dose was given, from which minutes to ready are counted."""
    return sessions.head(record, session_id).dosed_at


def _checked(record: Record, session_id: UUID, outcome: Outcome, told: Told) -> Readiness:
    check_outcome_facts(outcome, {key: _plain(value) for key, value in told.items()})
    now = readiness.of_session(record, session_id)
    check_outcome(outcome, now.facts, now.criteria)
    return now


def _stayed(record: Record, session_id: UUID, at: datetime) -> int | None:
    dosed = first_dose_at(record, session_id)
    return None if dosed is None else int((at - dosed).total_seconds() // 60)


def _strike_last(db: Session, record: Record, session: SessionRow, why: str) -> None:
    query = select(DischargeRow).where(
        DischargeRow.session_id == session.id, DischargeRow.struck_at.is_(None)
    )
    row = db.scalar(query.order_by(DischargeRow.seq.desc()).limit(1))
    if row is None or not SessionState(session.state).terminal:
        raise Refused("No ending is recorded yet. Nothing was changed. Record the outcome first.")
    row.struck_at, row.struck_reason = record.now(), why


def _add(
    db: Session, record: Record, session: SessionRow, outcome: Outcome, told: Told, now: Readiness,
    at: datetime, minutes: int | None,
) -> DischargeRow:  # fmt: skip
    row = DischargeRow(id=uuid4(), session_id=session.id, outcome=outcome.value)
    row.facts = {fact.key: _plain(told.get(fact.key)) for fact in REQUIRED[outcome]}
    row.criteria = snapshot(now.criteria)
    row.ready_without_minimum = minutes
    row.happened_at, row.zone, row.seq = at, record.zone, next_in(db, DischargeRow, session.id)
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    tasks.close(db, record, session.id, TaskKind.LOOK_AGAIN, f"{outcome.value} recorded")
    again = told.get("look_again_at")
    if outcome is Outcome.EXTENDED and isinstance(again, datetime):
        db.flush()
        text = "Extended observation: look again"
        tasks.put(db, record, session.client_id, text, again, kind=TaskKind.LOOK_AGAIN, session_id=session.id)
    return row


def of_session(record: Record, session_id: UUID) -> tuple[Ending, ...]:
    """Return every outcome of a session in the order of writing, those put right too; the last one stands."""
    with record.read() as db:
        query = select(DischargeRow).where(DischargeRow.session_id == session_id)
        return tuple(_ending(row) for row in db.scalars(query.order_by(DischargeRow.seq)))


def _leave(db: Session, record: Record, session: SessionRow, outcome: Outcome, at: datetime) -> None:
    state, ends_as = SessionState(session.state), outcome.ends_as
    if state.terminal:
        raise Refused(f"This session ended as {state}. Nothing was changed. Write an addendum instead.")
    if state is SessionState.SCHEDULED:
        raise Refused("The client has not arrived. Nothing was recorded. Record the arrival first.")
    if ends_as is None:
        return
    if ends_as is SessionState.DISCHARGED and state not in LEAVING:
        sessions.enter(db, record, session, SessionState.STABILIZATION, at)
        db.flush()
    sessions.enter(db, record, session, ends_as, at)


def _ended_at(record: Record, outcome: Outcome, told: Told, now: Readiness) -> datetime:
    left = told.get("left_at")
    again = told.get("look_again_at")
    if isinstance(again, datetime) and again <= record.now():
        raise Refused("The next look is still to come. Nothing was recorded. Correct the time.")
    if outcome.ends_as is None or not isinstance(left, datetime):
        return record.now()
    if left > record.now():
        raise Refused("The time of leaving is still to come. Nothing was recorded. Correct the time.")
    start = now.facts.observed_from
    if start is not None and left < start:
        raise Refused("The time of leaving is before the dose. Nothing was recorded. Correct the time.")
    check_left_at(outcome, left, now.facts)
    return left


def _plain(value: Value) -> str | bool | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value


def _ending(row: DischargeRow) -> Ending:
    outcome = Outcome(row.outcome)
    facts: dict[str, str | bool | datetime] = {}
    for fact in REQUIRED[outcome]:
        value = row.facts.get(fact.key)
        if value is not None:
            timed = fact.answer is Answer.TIME and isinstance(value, str)
            facts[fact.key] = datetime.fromisoformat(value) if timed else value
    right = (row.struck_reason or "put right") if row.struck_at else ""
    return Ending(outcome, row.happened_at, row.written_at, facts, row.ready_without_minimum, right)
