"""How the day ended: recorded with the facts this outcome asks for; the session ends in the same write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import REQUIRED, Answer, Outcome, check_outcome_facts
from kapdesk.domain.readiness import check_outcome
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import LEAVING, SessionState
from kapdesk.services import readiness, sessions
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


def end(
    record: Record, session_id: UUID, outcome: Outcome, told: Told, *,
    ready_without_minimum: int | None = None,
) -> Change:  # fmt: skip
    """Record how the day ended; any outcome but extended observation ends the session in the same write.

    `ready_without_minimum` is in minutes from the first device, after esketamine only (REMS form). Raises
    Refused, naming them, for missing facts and for criteria that stand in the way of leaving.
    """
    check_outcome_facts(outcome, {key: _plain(value) for key, value in told.items()})
    now = readiness.of_session(record, session_id)
    check_outcome(outcome, now.facts, now.criteria)
    at = _ended_at(record, outcome, told, now)
    _check_minutes(ready_without_minimum, now)
    with record.write() as db:
        session = open_session(db, session_id)
        _leave(db, record, session, outcome, at)
        row = DischargeRow(id=uuid4(), session_id=session_id, outcome=outcome.value)
        row.facts = {fact.key: _plain(told.get(fact.key)) for fact in REQUIRED[outcome]}
        row.criteria = snapshot(now.criteria)
        row.ready_without_minimum = ready_without_minimum
        row.happened_at, row.zone, row.seq = at, record.zone, next_in(db, DischargeRow, session_id)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.DISCHARGE, session_id, row.id)


def of_session(record: Record, session_id: UUID) -> tuple[Ending, ...]:
    """Return every outcome of a session in the order of writing; the last one stands."""
    with record.read() as db:
        query = select(DischargeRow).where(
            DischargeRow.session_id == session_id, DischargeRow.struck_at.is_(None)
        )
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
    if outcome.ends_as is None or not isinstance(left, datetime):
        return record.now()
    if left > record.now():
        raise Refused("The time of leaving is still to come. Nothing was recorded. Correct the time.")
    start = now.facts.observed_from
    if start is not None and left < start:
        raise Refused("The time of leaving is before the dose. Nothing was recorded. Correct the time.")
    return left


def _check_minutes(minutes: int | None, now: Readiness) -> None:
    if minutes is None:
        return
    if now.facts.route is not Route.ESKETAMINE:
        raise Refused("This question is asked after esketamine only. Nothing was recorded. Leave it empty.")
    if minutes < 0:
        raise Refused("Minutes are counted from the first device. Nothing was recorded. Correct them.")


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
    return Ending(outcome, row.happened_at, row.written_at, facts, row.ready_without_minimum)
