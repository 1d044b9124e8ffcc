"""Nobody who was dosed is lost from sight, and Today shows what is still to be done."""

import contextlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock, local
from kapdesk.domain.contacts import Channel, Outcome
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import Verdict
from kapdesk.domain.sessions import SessionState
from kapdesk.services import (
    appointments,
    boards,
    contacts,
    diary,
    insights,
    integration,
    sessions,
    tasks,
)
from kapdesk.services import settings as memory
from kapdesk.services.appointments import Plan
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DoseRow, SessionRow


def codes(record: Record) -> list[UUID]:
    return [each.who.id for each in boards.not_seen(record)]


def plan_on(client: UUID, day: date, at: time = time(10)) -> Plan:
    return Plan(client, AppointmentKind.EARLY, day, at, 60)


def test_a_dosed_client_is_on_the_board_from_the_first_hour_while_nothing_is_booked(day: Any) -> None:
    day.dose()
    day.clock.move(minutes=30)
    (one,) = boards.not_seen(day.record)
    assert one.unseen.nothing_booked
    assert one.unseen.words == "dosed today, not seen since; nothing booked"
    appointments.book(day.record, plan_on(day.client, date(2026, 11, 23)))
    (one,) = boards.not_seen(day.record)
    assert not one.unseen.nothing_booked


def test_the_marks_stand_at_one_three_and_seven_days(day: Any) -> None:
    day.dose()
    marks: list[int] = []
    for _ in range(8):
        marks.append(boards.not_seen(day.record)[0].unseen.threshold)
        day.clock.move(days=1)
    assert marks == [0, 1, 1, 3, 3, 3, 3, 7]


def test_a_struck_dose_puts_nobody_on_the_board(day: Any) -> None:
    day.dose()
    with day.record.write() as db:
        row = db.query(DoseRow).one()
        row.struck_at, row.struck_reason = day.now, "wrong chart"
    assert boards.not_seen(day.record) == ()


def test_a_meeting_attended_before_the_dose_does_not_count(day: Any) -> None:
    made = appointments.book(day.record, plan_on(day.client, date(2026, 11, 22), time(15))).item
    assert made is not None
    appointments.set_status(day.record, made, AppointmentStatus.ATTENDED)
    day.clock.move(minutes=5)
    day.dose()
    assert codes(day.record) == [day.client]
    day.clock.move(hours=8)
    assert codes(day.record) == [day.client]


def test_correcting_attended_brings_the_client_back(day: Any) -> None:
    day.dose()
    made = appointments.book(day.record, plan_on(day.client, date(2026, 11, 23))).item
    assert made is not None
    day.clock.move(days=1, hours=2)
    appointments.set_status(day.record, made, AppointmentStatus.ATTENDED)
    assert codes(day.record) == []
    appointments.set_status(day.record, made, AppointmentStatus.DID_NOT_ATTEND, "was somebody else")
    assert codes(day.record) == [day.client]


class Course:
    """One client after a dose, led by a list of small acts; keeps by itself whether they were seen."""

    def __init__(self, record: Record, clock: SetClock) -> None:
        self.record, self.clock = record, clock
        self.client = uuid4()
        with record.write() as db:
            row = ClientRow(
                id=self.client, code=f"K-{self.client.hex[:6]}", family_name="Adu", given_name="E"
            )
            row.written_at, row.author_id = record.now(), record.author.id
            db.add(row)
            session = SessionRow(id=uuid4(), client_id=self.client, number=1, state="discharged")
            session.zone, session.opened_at, session.ended_at = record.zone, record.now(), record.now()
            session.written_at = record.now()
            db.add(session)
            db.flush()
            dose = DoseRow(id=uuid4(), session_id=session.id, drug="ketamine", route="im", amount="50")
            dose.unit, dose.given_by, dose.seq = "mg", "Dr N. Rowe", 1
            dose.happened_at, dose.zone, dose.written_at = record.now(), record.zone, record.now()
            db.add(dose)
        self.attended: set[UUID] = set()
        self.settled = False
        clock.move(minutes=1)

    def book(self, number: int) -> None:
        day = local(self.record.now(), self.record.zone).date() + timedelta(days=1 + number % 5)
        appointments.book(self.record, plan_on(self.client, day, time(9 + number % 8)))

    def move(self, number: int) -> None:
        day = local(self.record.now(), self.record.zone).date() + timedelta(days=1 + number % 4)
        made = self._one(number)
        if made is not None:
            appointments.move(self.record, made, plan_on(self.client, day), "asked to")

    def cancel(self, number: int) -> None:
        self._say(number, AppointmentStatus.LATE_CANCELLED)

    def miss(self, number: int) -> None:
        self._say(number, AppointmentStatus.DID_NOT_ATTEND)

    def attend(self, number: int) -> None:
        self._say(number, AppointmentStatus.ATTENDED)

    def call_in_vain(self, number: int) -> None:
        outcome = (Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT, Outcome.NOT_IN_USE)[number % 3]
        contacts.log(self.record, self.client, Channel.PHONE, outcome)

    def reach(self, _number: int) -> None:
        contacts.log(self.record, self.client, Channel.PHONE, Outcome.REACHED)
        self.settled = True

    def close(self, number: int) -> None:
        reason = "care handed over" if number % 2 else ""
        contacts.close(self.record, self.client, reason)
        self.settled = True

    def wait(self, number: int) -> None:
        self.clock.move(hours=1 + number % 60)

    def _say(self, number: int, status: AppointmentStatus) -> None:
        made = self._one(number)
        if made is None:
            return
        appointments.set_status(self.record, made, status, "said by the desk")
        self.attended.discard(made)
        if status is AppointmentStatus.ATTENDED:
            self.attended.add(made)

    def _one(self, number: int) -> UUID | None:
        all_of_them = diary.of_client(self.record, self.client)
        return all_of_them[number % len(all_of_them)].appointment.id if all_of_them else None

    @property
    def seen(self) -> bool:
        return self.settled or bool(self.attended)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "book",
                "book",
                "move",
                "cancel",
                "miss",
                "attend",
                "call_in_vain",
                "reach",
                "close",
                "wait",
                "wait",
            ]
        ),
        st.integers(0, 60),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_a_dosed_client_stays_on_the_board_until_seen_reached_or_closed(
    record: Record, clock: SetClock, acts: list[tuple[str, int]]
) -> None:
    course = Course(record, clock)
    for name, number in acts:
        act: Callable[[int], None] = getattr(course, name)
        with contextlib.suppress(KapdeskError):
            act(number)
        clock.move(minutes=1)
        assert (course.client in codes(record)) is not course.seen, (name, number)


def test_today_lists_who_is_here_who_comes_and_what_is_due(day: Any) -> None:
    day.dose()
    appointments.book(day.record, plan_on(day.client, date(2026, 11, 23)))
    tasks.add(day.record, day.client, "Ask about sleep", day.now + timedelta(hours=30))
    here = boards.today(day.record)
    assert [each.head.id for each in here.open] == [day.session]
    assert here.appointments == ()
    assert [each.task.text for each in here.due] == ["Ask about sleep"]
    day.clock.move(days=1)
    assert [each.code for each in boards.today(day.record).appointments] == [here.open[0].who.code]


def test_unsigned_sessions_stand_oldest_first_with_when_they_are_late(day: Any, another_day: Any) -> None:
    for each in (another_day, day):
        each.dose()
        each.lead(SessionState.JOURNEY)
        with day.record.write() as db:
            row = db.get_one(SessionRow, each.session)
            row.state, row.ended_at = "discharged", day.now
        day.clock.move(hours=2)
    unsigned = boards.today(day.record).unsigned
    assert [each.session for each in unsigned] == [another_day.session, day.session]
    assert unsigned[0].late_from - unsigned[0].since == timedelta(hours=24)
    day.sign()
    assert [each.session for each in boards.today(day.record).unsigned] == [another_day.session]


def test_a_held_question_waits_for_the_next_meeting_until_it_is_settled(day: Any) -> None:
    day.dose()
    held = insights.add(day.record, day.session, "Was it real?", kind=Kind.HELD_QUESTION).item
    assert held is not None
    (one,) = boards.today(day.record).held
    assert (one.revisit, one.on) == (None, None)
    insights.revisit(day.record, held, date(2026, 12, 20))
    assert boards.today(day.record).held[0].on == date(2026, 12, 20)
    appointments.book(day.record, plan_on(day.client, date(2026, 11, 23)))
    assert (
        boards.today(day.record).held[0].revisit
        == diary.of_client(day.record, day.client)[0].appointment.starts_at
    )
    day.clock.move(days=1)
    note = integration.start(day.record, day.client).item
    assert note is not None
    integration.say(day.record, note, held, Verdict.STILL_OPEN)
    assert len(boards.today(day.record).held) == 1
    integration.say(day.record, note, held, Verdict.SETTLED)
    assert boards.today(day.record).held == ()


def test_the_backup_says_when_it_last_was_good_and_what_went_wrong(day: Any) -> None:
    state = boards.today(day.record).backup
    assert state.stale
    memory.put(day.record, boards.LAST_GOOD, datetime.isoformat(day.now))
    memory.put(day.record, boards.PROBLEM, "The folder is not there.")
    memory.put(day.record, boards.RECOVERY, datetime.isoformat(day.now))
    state = boards.today(day.record).backup
    assert not state.stale
    assert (state.problem, state.recovery_confirmed) == ("The folder is not there.", True)
    day.clock.move(days=3)
    assert boards.today(day.record).backup.stale


def test_the_clinic_says_when_a_signature_is_late(day: Any) -> None:
    assert boards.late_after(day.record) == timedelta(hours=24)
    assert sessions.open_now(day.record) == ()


def test_one_client_is_looked_at_alone_as_among_all(day: Any, another_day: Any) -> None:
    for each in (day, another_day):
        each.dose()
        each.clock.move(hours=2)
    found = {each.who.id: each for each in boards.not_seen(day.record)}
    assert set(found) == {day.client, another_day.client}
    for each in (day, another_day):
        assert boards.not_seen_of(day.record, each.client) == found[each.client]
    contacts.close(day.record, day.client, "care handed over")
    assert boards.not_seen_of(day.record, day.client) is None
    assert boards.not_seen_of(day.record, another_day.client) is not None
