"""What past sessions of a client recorded of coming back: minutes from the dose to each rung and to ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
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
from kapdesk.services.unseen import in_parts
from kapdesk.store.rows import ClearanceRow, DischargeRow, DoseRow, EmbodimentRow

LADDER = "embodiment-ladder"
_TAKEN = (StepAnswer.ACCEPTED.value, StepAnswer.HELPED.value)
_CLEARANCES = frozenset({"D18", "D19"})
_MET = frozenset({State.MET.value, State.NOT_APPLICABLE.value})
_Grades = Mapping[tuple[str, str], int]
_Row = TypeVar("_Row", EmbodimentRow, ClearanceRow, DischargeRow)


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
        ids = [one.id for one in earlier]
        routes = _routes(db, [head, *earlier])
        kept = _Kept(_of(db, ids, EmbodimentRow), _of(db, ids, ClearanceRow), _of(db, ids, DischargeRow))
        past = [_past(one, named, kept, grades) for one in earlier if (named := routes[one.id]) is not None]
        route = routes[head.id]
    nouns = [name.hint or name.label.lower() for name in record.content.prompts(LADDER).prompts]
    return tuple(_learned(one, nouns) for one in by_route(past, route))


def _learned(history: RouteHistory, nouns: list[str]) -> Learned:
    rungs = {grade: found.words for grade, found in history.steps.items()}
    return Learned(history.route, sentence(history, nouns), rungs)


def _grades(record: Record) -> _Grades:
    """Return on which rung each step stands today; a step keeps its id through every version."""
    lists = [record.content.checklist(id_) for id_ in offers.CHECKLISTS]
    return {(one.id, item.id): item.gentle for one in lists for item in one.items if item.gentle is not None}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stands of the earlier sessions, read once for all of them, by session in the order of writing."""

    steps: Mapping[UUID, Sequence[EmbodimentRow]]
    clearances: Mapping[UUID, Sequence[ClearanceRow]]
    outcomes: Mapping[UUID, Sequence[DischargeRow]]


def _of(db: Session, sessions_: list[UUID], table: type[_Row]) -> dict[UUID, list[_Row]]:
    found: dict[UUID, list[_Row]] = {}
    query = select(table).where(table.struck_at.is_(None)).order_by(table.seq)
    for part in in_parts(sessions_):
        for row in db.scalars(query.where(table.session_id.in_(part))):
            found.setdefault(row.session_id, []).append(row)
    return found


def _past(head: SessionHead, route: Route, kept: _Kept, grades: _Grades) -> PastSession:
    outcomes = kept.outcomes.get(head.id, ())
    said = [one.ready_without_minimum for one in outcomes if one.ready_without_minimum is not None]
    left = [one.happened_at for one in outcomes if one.outcome == Outcome.RELEASED.value]
    return PastSession(
        route=route,
        steps=_steps(head, kept.steps.get(head.id, ()), grades),
        answered=said[-1] if said else None,
        met=_met(head, (*kept.clearances.get(head.id, ()), *outcomes)),
        left=minutes_since(head.dosed_at, left[-1] if left else None) if head.dosed_at else None,
        boosted=head.booster_at is not None,
    )


def _routes(db: Session, heads: Sequence[SessionHead]) -> dict[UUID, Route | None]:
    """Return by session the route of the first dose that stands, or the planned one before there is one."""
    query = select(DoseRow.session_id, DoseRow.route).where(DoseRow.struck_at.is_(None))
    query = query.order_by(DoseRow.is_booster, DoseRow.happened_at)
    given: dict[UUID, str] = {}
    for part in in_parts([one.id for one in heads]):
        for session, route in db.execute(query.where(DoseRow.session_id.in_(part))):
            given.setdefault(session, route)
    named = {one.id: given.get(one.id) or one.planned_route for one in heads}
    return {id_: Route(name) if name in set(Route) else None for id_, name in named.items()}


def _steps(head: SessionHead, rows: Sequence[EmbodimentRow], grades: _Grades) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        grade = grades.get((row.checklist, row.item)) if row.answer in _TAKEN else None
        minutes = minutes_since(head.dosed_at, row.happened_at) if head.dosed_at else None
        if grade is not None and minutes is not None:
            found[grade] = min(minutes, found.get(grade, minutes))
    return found


def _met(head: SessionHead, rows: Sequence[ClearanceRow | DischargeRow]) -> int | None:
    """Return when a clearance or outcome was first written with every other criterion met."""
    found = [
        minutes_since(head.dosed_at, row.happened_at)
        for row in rows
        if head.dosed_at is not None and _all_met(row.criteria)
    ]
    return min((one for one in found if one is not None), default=None)


def _all_met(criteria: Mapping[str, Mapping[str, str]]) -> bool:
    others = [one for id_, one in criteria.items() if id_ not in _CLEARANCES]
    return bool(others) and all(one.get("state") in _MET for one in others)
