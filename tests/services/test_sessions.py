"""A session is planned, opened once, led on by the rules, and read by its own id."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.services import sessions, timeline
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow


def test_sessions_are_numbered_one_after_the_other(day: Any, record: Record) -> None:
    sessions.plan(record, day.client)
    assert [head.number for head in sessions.of_client(record, day.client)] == [2, 1]


def test_a_session_for_nobody_is_refused(record: Record) -> None:
    with pytest.raises(NotFound):
        sessions.plan(record, uuid4())


def test_arriving_opens_the_session_and_is_a_step_with_its_time(day: Any, record: Record) -> None:
    arrived = day.now - timedelta(minutes=12)
    sessions.move(record, day.session, SessionState.ARRIVED, arrived)
    assert day.head.open
    assert day.head.opened_at == arrived
    assert [step.state for step in sessions.steps(record, day.session)] == [
        SessionState.SCHEDULED,
        SessionState.ARRIVED,
    ]
    assert sessions.open_now(record) == (day.head,)


def test_one_client_has_one_open_session(day: Any, record: Record) -> None:
    sessions.move(record, day.session, SessionState.ARRIVED)
    second = sessions.plan(record, day.client).item
    assert second is not None
    with pytest.raises(Refused, match="another open session"):
        sessions.move(record, second, SessionState.ARRIVED)
    assert sessions.head(record, second).state is SessionState.SCHEDULED


def test_a_step_that_may_not_follow_is_refused_and_leaves_no_trace(day: Any, record: Record) -> None:
    with pytest.raises(Refused, match="cannot become"):
        sessions.move(record, day.session, SessionState.JOURNEY)
    assert len(sessions.steps(record, day.session)) == 1


def test_a_step_to_come_is_refused(day: Any, record: Record) -> None:
    with pytest.raises(Refused, match="still to come"):
        sessions.move(record, day.session, SessionState.ARRIVED, day.now + timedelta(minutes=1))
    assert not day.head.open


@pytest.mark.parametrize("state", [SessionState.DISCHARGED, SessionState.TRANSFERRED])
def test_leaving_is_not_a_mere_step(day: Any, record: Record, state: SessionState) -> None:
    day.dose()
    day.lead(SessionState.RECOVERY)
    with pytest.raises(Refused, match="Stabilization"):
        sessions.move(record, day.session, state)
    assert day.head.ended_at is None


def test_states_after_the_dose_follow_in_any_order(day: Any, record: Record) -> None:
    day.dose()
    order = (SessionState.JOURNEY, SessionState.EMERGENCE, SessionState.DEBRIEF, SessionState.RECOVERY)
    day.lead(*order)
    assert day.head.state is SessionState.RECOVERY
    assert [step.state for step in sessions.steps(record, day.session)][-4:] == list(order)


def test_a_cancelled_session_is_over(day: Any, record: Record) -> None:
    sessions.move(record, day.session, SessionState.CANCELLED)
    assert day.head.ended_at == day.now
    assert sessions.open_now(record) == ()


def test_what_was_arranged_is_read_back(day: Any, record: Record) -> None:
    sessions.arrange(
        record, day.session, planned_for=day.now, planned_route="im", setting="in person", room="Oak",
        therapist=record.author.id, medical_name="Dr N. Rowe", medical_role="physician",
        medical_presence="remote",
    )  # fmt: skip
    head = day.head
    assert (head.room, head.planned_route, head.medical_name) == ("Oak", "im", "Dr N. Rowe")
    assert head.therapist_name == "J. Adler"


def test_a_signed_session_goes_nowhere(day: Any, record: Record) -> None:
    day.dose()
    day.sign()
    with pytest.raises(Refused, match="signed"):
        sessions.move(record, day.session, SessionState.JOURNEY)
    with pytest.raises(Refused, match="signed"):
        sessions.arrange(
            record, day.session, planned_for=None, planned_route="", setting="", room="", therapist=None,
            medical_name="", medical_role="", medical_presence="",
        )  # fmt: skip


def test_a_session_that_is_not_there_says_so(record: Record) -> None:
    with pytest.raises(NotFound):
        sessions.head(record, uuid4())


def test_the_database_itself_allows_one_open_session_of_a_client(day: Any, record: Record) -> None:
    sessions.move(record, day.session, SessionState.ARRIVED)
    second = sessions.plan(record, day.client).item
    assert second is not None
    with record.store.bare() as held:  # noqa: SIM117 - the connection is let go whole
        with pytest.raises(Exception, match=r"UNIQUE constraint failed: session\.client_id"):
            held.execute("UPDATE session SET opened_at = '2026-11-22 14:00:00' WHERE id = ?", (second.hex,))
    assert [head.id for head in sessions.open_now(record)] == [day.session]


def test_a_second_session_of_the_same_day_has_a_number_a_clock_and_moments_of_its_own(
    day: Any, record: Record
) -> None:
    day.dose()
    timeline.stamp(record, day.session, "tears")
    day.clock.move(hours=3)
    with record.write() as db:
        db.get_one(SessionRow, day.session).ended_at = day.now
    first, day.session = day.session, sessions.plan(record, day.client).item
    day.clock.move(minutes=30)
    day.dose()
    day.clock.move(minutes=5)
    timeline.stamp(record, day.session, "music")
    heads = {head.id: head for head in sessions.of_client(record, day.client)}
    assert [heads[one].number for one in (first, day.session)] == [1, 2]
    assert heads[day.session].dosed_at == day.now - timedelta(minutes=5)
    assert heads[first].dosed_at == day.now - timedelta(hours=3, minutes=35)
    for session, kind in ((first, "tears"), (day.session, "music")):
        stamped = [one.kind for one in timeline.of_session(record, session) if one.kind != timeline.CLEARANCE]
        assert stamped == [kind]
