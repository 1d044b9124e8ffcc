"""What past sessions recorded of coming back is found by route, and nothing else is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.services import embodiment, readiness_history, sessions
from kapdesk.services.record import Record
from kapdesk.store.rows import ClearanceRow, ClientRow, DischargeRow, DoseRow, SessionRow

STAND, WALK = "embodiment-movement:stand-supported", "embodiment-movement:slow-walk"
MET = {"D01": {"state": "met"}, "D09": {"state": "not applicable"}, "D18": {"state": "not recorded"}}


@pytest.fixture
def client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return row.id


@dataclass
class Past:
    """One session that was, with what was recorded in it."""

    record: Record
    clock: SetClock
    id: UUID
    dosed_at: datetime

    def step(self, key: str, minutes: int, answer: StepAnswer = StepAnswer.ACCEPTED) -> None:
        at = self.dosed_at + timedelta(minutes=minutes)
        embodiment.answer(self.record, self.id, key, answer, at=at)

    def clear(self, minutes: int, criteria: dict[str, dict[str, str]]) -> None:
        with self.record.write() as db:
            row = ClearanceRow(id=uuid4(), session_id=self.id, kind="medical", seq=minutes)
            row.by_name, row.by_role, row.criteria = "M. Okafor", "physician", criteria
            self._time(row, minutes)
            db.add(row)

    def leave(self, minutes: int, outcome: str = "released with escort", ready: int | None = None) -> None:
        with self.record.write() as db:
            row = DischargeRow(id=uuid4(), session_id=self.id, outcome=outcome, facts={}, criteria={}, seq=1)
            row.ready_without_minimum = ready
            self._time(row, minutes)
            db.add(row)
            db.get_one(SessionRow, self.id).ended_at = row.happened_at

    def _time(self, row: ClearanceRow | DischargeRow, minutes: int) -> None:
        row.happened_at, row.zone = self.dosed_at + timedelta(minutes=minutes), self.record.zone
        row.written_at = self.record.now()


def a_session(record: Record, clock: SetClock, client: UUID, route: str = "im") -> Past:
    """Make a dosed session that is four hours old when it is told of."""
    made = sessions.plan(record, client, planned_route=route).item
    assert made is not None
    dosed_at = record.now()
    with record.write() as db:
        session = db.get_one(SessionRow, made)
        session.opened_at = dosed_at
        row = DoseRow(id=uuid4(), session_id=made, seq=1, is_booster=False, drug="ketamine", route=route)
        row.amount, row.unit, row.given_by = "50", "mg", "M. Okafor"
        row.happened_at, row.zone, row.written_at = dosed_at, record.zone, dosed_at
        db.add(row)
    clock.move(hours=4)
    return Past(record, clock, made, dosed_at)


def next_one(record: Record, client: UUID, route: str = "im") -> UUID:
    made = sessions.plan(record, client, planned_route=route).item
    assert made is not None
    return made


def test_before_the_first_session_nothing_is_told(record: Record, client: UUID) -> None:
    assert readiness_history.before(record, next_one(record, client)) == ()


def test_three_past_sessions_are_told_by_their_route(record: Record, clock: SetClock, client: UUID) -> None:
    for stood, cleared in ((70, 105), (95, 130), (80, 110)):
        past = a_session(record, clock, client)
        past.step(STAND, stood)
        past.step(WALK, stood + 5, StepAnswer.DECLINED)
        past.clear(cleared - 15, {**MET, "D07": {"state": "not met"}})
        past.clear(cleared, MET)
        past.leave(cleared + 20)
    other = a_session(record, clock, client, "oral")
    other.step(STAND, 200)
    other.leave(250)
    (told,) = readiness_history.before(record, next_one(record, client))
    assert told.sentence == (
        "In 3 past IM sessions: standing after 70–95 min; ready after 105–130 min (all criteria met). "
        "History, not a promise."
    )
    assert told.rungs == {8: "70–95 min"}
    (oral,) = readiness_history.before(record, next_one(record, client, "oral"))
    assert "In 1 past PO session: standing after 200 min" in oral.sentence
    assert len(readiness_history.before(record, next_one(record, client, ""))) == 2


def test_the_answer_on_the_form_is_taken_before_leaving(
    record: Record, clock: SetClock, client: UUID
) -> None:
    a_session(record, clock, client, "esketamine").leave(130, ready=95)
    (told,) = readiness_history.before(record, next_one(record, client, "esketamine"))
    assert "ready after 95 min (as answered on the form)" in told.sentence


def test_who_did_not_leave_with_an_escort_was_not_ready(
    record: Record, clock: SetClock, client: UUID
) -> None:
    a_session(record, clock, client).leave(60, "left against advice")
    assert readiness_history.before(record, next_one(record, client)) == ()


def test_a_criterion_set_aside_is_not_met(record: Record, clock: SetClock, client: UUID) -> None:
    past = a_session(record, clock, client)
    past.clear(90, {**MET, "D07": {"state": "overridden"}})
    past.leave(140)
    (told,) = readiness_history.before(record, next_one(record, client))
    assert "ready after 140 min (on leaving)" in told.sentence


def test_a_later_session_an_open_one_and_what_was_taken_back_are_not_told(
    record: Record, clock: SetClock, client: UUID
) -> None:
    first = a_session(record, clock, client)
    first.step(STAND, 70)
    embodiment.take_back(record, first.id, STAND)
    first.leave(120)
    second = a_session(record, clock, client)
    second.step(STAND, 90)
    assert readiness_history.before(record, first.id) == ()
    (told,) = readiness_history.before(record, second.id)
    assert "standing" not in told.sentence
    third = next_one(record, client)
    assert "In 1 past IM session" in readiness_history.before(record, third)[0].sentence


def test_another_clients_sessions_are_not_told(record: Record, clock: SetClock, client: UUID) -> None:
    a_session(record, clock, client).leave(120)
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0143", family_name="Sol", given_name="Iris")
        row.written_at = record.now()
        db.add(row)
    assert readiness_history.before(record, next_one(record, row.id)) == ()
