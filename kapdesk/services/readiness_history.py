"""What past sessions of a client recorded of coming back: minutes from the dose to each rung and to ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.gate_facts import State
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.readiness_history import PastSession, RouteHistory, by_route, minutes_since, sentence
from kapdesk.domain.routes import Route
from kapdesk.services import offers, sessions
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import ClearanceRow, DischargeRow, DoseRow, EmbodimentRow

LADDER = "embodiment-ladder"
_TAKEN = (StepAnswer.ACCEPTED.value, StepAnswer.HELPED.value)
_CLEARANCES = frozenset({"D18", "D19"})
_MET = frozenset({State.MET.value, State.NOT_APPLICABLE.value})
_Grades = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Learned:
    """The history of one route: its sentence, and for each rung the range in words."""

    route: Route
    sentence: str
    rungs: Mapping[int, str]


def before(record: Record, session_id: UUID) -> tuple[Learned, ...]:
    """Return what the client's earlier sessions tell by the route of this one, or by every route.

    Only ended sessions with a dose before this one count, and only what was recorded. Raises NotFound.
    """
    head = sessions.head(record, session_id)
    until = head.dosed_at or record.now()
    earlier = [
        one
        for one in sessions.of_client(record, head.client)
        if one.id != head.id
        and one.ended_at is not None
        and one.dosed_at is not None
        and one.dosed_at < until
    ]
    grades = _grades(record)
    with record.read() as db:
        route = _route(db, head)
        past = [found for one in earlier if (found := _past(db, one, grades)) is not None]
    nouns = [name.hint or name.label.lower() for name in record.content.prompts(LADDER).prompts]
    return tuple(_learned(one, nouns) for one in by_route(past, route))


def _learned(history: RouteHistory, nouns: list[str]) -> Learned:
    rungs = {grade: found.words for grade, found in history.steps.items()}
    return Learned(history.route, sentence(history, nouns), rungs)


def _grades(record: Record) -> _Grades:
    """Return on which rung each step stands today; a step keeps its id through every version."""
    lists = [record.content.checklist(id_) for id_ in offers.CHECKLISTS]
    return {(one.id, item.id): item.gentle for one in lists for item in one.items if item.gentle is not None}


def _past(db: Session, head: SessionHead, grades: _Grades) -> PastSession | None:
    route = _route(db, head)
    if route is None or head.dosed_at is None:
        return None
    return PastSession(
        route=route,
        steps=_steps(db, head, grades),
        answered=_answered(db, head),
        met=_met(db, head),
        left=_left(db, head),
        boosted=head.booster_at is not None,
    )


def _route(db: Session, head: SessionHead) -> Route | None:
    """Return the route of the first dose that stands, or the planned one before there is one."""
    query = select(DoseRow.route).where(DoseRow.session_id == head.id, DoseRow.struck_at.is_(None))
    given = db.scalar(query.order_by(DoseRow.is_booster, DoseRow.happened_at).limit(1))
    named = given or head.planned_route
    return Route(named) if named in set(Route) else None


def _steps(db: Session, head: SessionHead, grades: _Grades) -> dict[int, int]:
    query = select(EmbodimentRow.checklist, EmbodimentRow.item, EmbodimentRow.happened_at).where(
        EmbodimentRow.session_id == head.id,
        EmbodimentRow.struck_at.is_(None),
        EmbodimentRow.answer.in_(_TAKEN),
    )
    found: dict[int, int] = {}
    for checklist, item, at in db.execute(query):
        grade = grades.get((checklist, item))
        minutes = minutes_since(head.dosed_at, at) if head.dosed_at else None
        if grade is not None and minutes is not None:
            found[grade] = min(minutes, found.get(grade, minutes))
    return found


def _answered(db: Session, head: SessionHead) -> int | None:
    query = select(DischargeRow.ready_without_minimum).where(
        DischargeRow.session_id == head.id,
        DischargeRow.struck_at.is_(None),
        DischargeRow.ready_without_minimum.is_not(None),
    )
    return db.scalar(query.order_by(DischargeRow.seq.desc()).limit(1))


def _met(db: Session, head: SessionHead) -> int | None:
    """Return when a clearance or outcome was first written with every other criterion met."""
    found: list[int | None] = []
    for table in (ClearanceRow, DischargeRow):
        query = select(table.happened_at, table.criteria).where(
            table.session_id == head.id, table.struck_at.is_(None)
        )
        for at, criteria in db.execute(query):
            if head.dosed_at is not None and _all_met(criteria):
                found.append(minutes_since(head.dosed_at, at))
    return min((one for one in found if one is not None), default=None)


def _all_met(criteria: Mapping[str, Mapping[str, str]]) -> bool:
    others = [one for id_, one in criteria.items() if id_ not in _CLEARANCES]
    return bool(others) and all(one.get("state") in _MET for one in others)


def _left(db: Session, head: SessionHead) -> int | None:
    query = select(DischargeRow.happened_at).where(
        DischargeRow.session_id == head.id,
        DischargeRow.struck_at.is_(None),
        DischargeRow.outcome == Outcome.RELEASED.value,
    )
    at = db.scalar(query.order_by(DischargeRow.seq.desc()).limit(1))
    return minutes_since(head.dosed_at, at) if head.dosed_at else None
