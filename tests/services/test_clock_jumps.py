"""Every jump of the clock is kept with the session it fell into, once, and for good."""

from datetime import timedelta
from typing import Any

import pytest

from kapdesk.domain.clock_jumps import Jump, JumpKind
from kapdesk.services import clock_jumps, notes, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClockJumpRow


def test_a_jump_is_kept_with_the_session_that_is_open(day: Any, another_day: Any, record: Record) -> None:
    day.dose()
    jump = Jump(JumpKind.CLOCK, day.now, day.now + timedelta(hours=1))
    change = clock_jumps.write(record, jump)
    (kept,) = clock_jumps.of_session(record, day.session)
    assert change.subject == day.session
    assert (kept.kind, kept.expected_at, kept.found_at) == (jump.kind, jump.expected_at, jump.found_at)
    assert kept.words(record.zone) == "Clock moved by +01:00, from 09:00 to 10:00"
    assert clock_jumps.of_session(record, another_day.session) == ()


def test_two_open_sessions_both_keep_it_and_none_leaves_it_for_itself(
    day: Any, another_day: Any, record: Record
) -> None:
    jump = Jump(JumpKind.SLEEP, day.now - timedelta(minutes=20), day.now)
    clock_jumps.write(record, jump)
    with record.read() as db:
        assert [row.session_id for row in db.query(ClockJumpRow)] == [None]
    day.dose()
    another_day.dose()
    clock_jumps.write(record, jump)
    for one in (day, another_day):
        assert len(clock_jumps.of_session(record, one.session)) == 1


def test_a_clock_behind_what_is_written_is_found_when_the_record_is_opened_and_kept_once(
    day: Any, record: Record
) -> None:
    day.dose()
    assert clock_jumps.look_back(record) is None
    was = day.now
    day.clock.at -= timedelta(minutes=50)
    assert clock_jumps.look_back(record) is not None
    assert clock_jumps.look_back(record) is None
    (kept,) = clock_jumps.of_session(record, day.session)
    assert (kept.expected_at, kept.found_at) == (was, was - timedelta(minutes=50))
    day.clock.at = was + timedelta(minutes=2)
    notes.write(record, Owner(day.client, session=day.session), "debrief.words", "warm")
    assert clock_jumps.look_back(record) is None
    day.clock.at = was
    assert clock_jumps.look_back(record) is not None


def test_another_zone_of_the_machine_is_kept_and_the_first_is_only_remembered(
    day: Any, record: Record
) -> None:
    day.dose()
    assert clock_jumps.look_at_zone(record, "America/New_York") is None
    assert clock_jumps.look_at_zone(record, "America/New_York") is None
    assert clock_jumps.look_at_zone(record, "Europe/Berlin") is not None
    (kept,) = clock_jumps.of_session(record, day.session)
    assert (kept.kind, kept.zone) == (JumpKind.ZONE, "Europe/Berlin")


def test_a_jump_is_only_ever_added_to(day: Any, record: Record) -> None:
    day.dose()
    clock_jumps.write(record, Jump(JumpKind.SLEEP, day.now - timedelta(minutes=20), day.now))
    for statement in ("UPDATE clock_jump SET kind = 'zone'", "DELETE FROM clock_jump"):
        with record.store.bare() as held, pytest.raises(Exception, match="only ever added"):
            held.execute(statement)


def test_the_latest_that_is_known_is_what_is_written_where_the_clock_went_back(
    day: Any, record: Record
) -> None:
    day.dose()
    was = day.now
    assert sessions.known_now(record, day.session) == was
    day.clock.at -= timedelta(hours=2)
    assert sessions.known_now(record, day.session) == was
    day.clock.at = was + timedelta(hours=2)
    assert sessions.known_now(record, day.session) == day.now
