"""Appointments in a row: every one stands for itself, keeps its wall time, and none is lost."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from conftest import Template, shipped
from hypothesis import Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kapdesk.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from kapdesk.domain.booking import Plan, Reason
from kapdesk.domain.clock import SetClock, local
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.recurrence import Answer, Repeat, Rhythm, Scope
from kapdesk.services import appointments, calendar_files, diary, recurrence
from kapdesk.services.record import Record
from kapdesk.store.engine import FILE, Store
from kapdesk.store.rows import ClientRow

TUESDAY = date(2026, 11, 24)
WEEKLY = Repeat(Rhythm.WEEKLY, times=4)
ZONE = "America/New_York"
SPRING, AUTUMN = date(2027, 3, 14), date(2027, 11, 7)  # Sundays on which the clocks change there


def plan(client: UUID, day: date = TUESDAY, at: time = time(10), minutes: int = 60) -> Plan:
    return Plan(client, AppointmentKind.REGULAR, day, at, minutes, "Room 2")


def made(day: Any, it: Plan | None = None, repeat: Repeat = WEEKLY) -> list[Appointment]:
    recurrence.book(day.record, it or plan(day.client), repeat, {})
    return standing(day)


def standing(day: Any) -> list[Appointment]:
    every = diary.of_client(day.record, day.client)
    return [each.appointment for each in every if each.appointment.status.stands]


def walls(found: list[Appointment]) -> list[str]:
    return [f"{local(one.starts_at, ZONE):%d-%m %H:%M}" for one in found]


def test_a_row_is_appointments_that_know_of_each_other(day: Any) -> None:
    assert walls(made(day)) == ["24-11 10:00", "01-12 10:00", "08-12 10:00", "15-12 10:00"]
    booked = diary.of_client(day.record, day.client)
    assert len({each.series for each in booked}) == 1
    assert booked[0].series is not None
    assert [each.what for each in diary.history(day.record, booked[2].appointment.id)] == ["booked"]
    files = {calendar_files.of_appointment(day.record, each.appointment.id).content for each in booked}
    assert len(files) == 4


def test_a_row_of_one_is_an_appointment_like_any_other(day: Any) -> None:
    (one,) = made(day, repeat=Repeat(Rhythm.WEEKLY, times=1))
    assert diary.one(day.record, one.id).series is None
    assert recurrence.still_to_come(day.record, one.id) == 1


def test_each_day_is_looked_at_before_it_is_booked(day: Any, another_day: Any) -> None:
    me = day.record.author.id
    appointments.book(day.record, replace(plan(another_day.client, date(2026, 12, 8)), therapist=me))
    looked = recurrence.look(day.record, plan(day.client), WEEKLY, {})
    assert [bool(each.warnings) for each in looked] == [False, False, True, False]
    assert "room is taken" in looked[2].warnings[0]
    assert standing(day) == []
    recurrence.book(day.record, plan(day.client), WEEKLY, {date(2026, 12, 8): Answer.LEAVE_OUT})
    assert walls(standing(day)) == ["24-11 10:00", "01-12 10:00", "15-12 10:00"]


def test_a_day_that_the_clock_leaves_out_or_brings_twice_is_answered_first(day: Any) -> None:
    it, repeat = plan(day.client, SPRING - timedelta(7), time(2, 30)), Repeat(Rhythm.WEEKLY, times=3)
    (_, gap, _) = recurrence.look(day.record, it, repeat, {})
    assert gap.starts_at is None
    assert "does not exist" in gap.slot.sentence
    with pytest.raises(Refused, match=r"14-Mar-2027 02:30 does not exist.*choose for this day"):
        recurrence.book(day.record, it, repeat, {})
    assert standing(day) == []
    recurrence.book(day.record, it, repeat, {SPRING: Answer.AFTER})
    assert walls(standing(day)) == ["07-03 02:30", "14-03 03:30", "21-03 02:30"]
    twice = plan(day.client, AUTUMN, time(1, 30))
    recurrence.book(day.record, twice, Repeat(Rhythm.WEEKLY, times=1), {AUTUMN: Answer.LATER})
    assert standing(day)[-1].starts_at == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


def test_every_day_left_out_books_nothing(day: Any) -> None:
    with pytest.raises(Refused, match="left out"):
        recurrence.book(
            day.record, plan(day.client), Repeat(Rhythm.WEEKLY, times=1), {TUESDAY: Answer.LEAVE_OUT}
        )


def test_this_and_those_that_follow_move_over_a_change_of_the_clocks(day: Any) -> None:
    first = made(day, plan(day.client, date(2027, 3, 2)), Repeat(Rhythm.WEEKLY, times=4))
    to = plan(day.client, date(2027, 3, 10), time(11), 50)
    assert [
        each.starts_at for each in recurrence.look_moved(day.record, first[1].id, to, Scope.FOLLOWING, {})
    ]
    recurrence.move(day.record, first[1].id, to, Scope.FOLLOWING, {}, Reason())
    assert walls(standing(day)) == ["02-03 10:00", "10-03 11:00", "17-03 11:00", "24-03 11:00"]
    assert [one.minutes for one in standing(day)] == [60, 50, 50, 50]
    assert [one.id for one in standing(day)] == [one.id for one in first]


def test_one_of_a_row_moves_alone_and_stays_of_it(day: Any) -> None:
    first = made(day)
    recurrence.move(day.record, first[0].id, plan(day.client, date(2026, 11, 25)), Scope.ONE, {}, Reason(""))
    assert walls(standing(day))[:2] == ["25-11 10:00", "01-12 10:00"]
    assert recurrence.still_to_come(day.record, first[0].id) == 4


def test_a_confirmed_one_among_them_needs_a_reason_and_none_moves_without(day: Any) -> None:
    first = made(day)
    appointments.set_status(day.record, first[2].id, AppointmentStatus.CONFIRMED)
    to = plan(day.client, date(2026, 11, 26))
    with pytest.raises(Refused, match="was confirmed"):
        recurrence.move(day.record, first[0].id, to, Scope.ALL, {}, Reason())
    assert walls(standing(day))[0] == "24-11 10:00"
    recurrence.move(day.record, first[0].id, to, Scope.ALL, {}, Reason(code="work"))
    assert walls(standing(day)) == ["26-11 10:00", "03-12 10:00", "10-12 10:00", "17-12 10:00"]
    assert diary.history(day.record, first[2].id)[-1].reason == "Work or school"


def test_all_to_come_are_called_off_and_what_was_stays(day: Any, clock: SetClock) -> None:
    first = made(day)
    clock.move(days=3)
    appointments.set_status(day.record, first[0].id, AppointmentStatus.ATTENDED)
    with pytest.raises(Refused, match="was on 24-Nov-2026"):
        recurrence.call_off(
            day.record, first[0].id, AppointmentStatus.CANCELLED, Scope.ALL, Reason("is away")
        )
    with pytest.raises(Refused, match="needs a reason"):
        recurrence.call_off(day.record, first[1].id, AppointmentStatus.CANCELLED, Scope.ALL, Reason())
    recurrence.call_off(
        day.record, first[2].id, AppointmentStatus.CANCELLED, Scope.FOLLOWING, Reason("is away", "family")
    )
    states = [each.appointment.status.value for each in diary.of_client(day.record, day.client)]
    assert states == ["attended", "planned", "cancelled", "cancelled"]
    assert diary.one(day.record, first[3].id).reason == "Family or caring: is away"
    with pytest.raises(Refused, match="of each one"):
        recurrence.call_off(day.record, first[1].id, AppointmentStatus.CONFIRMED, Scope.ALL, Reason())


def test_a_reason_that_is_on_no_list_is_refused(day: Any) -> None:
    (one,) = made(day, repeat=Repeat(Rhythm.WEEKLY, times=1))
    with pytest.raises(Refused, match="not on the clinic's list"):
        appointments.set_status(day.record, one.id, AppointmentStatus.CANCELLED, Reason(code="laziness"))
    assert diary.one(day.record, one.id).appointment.status is AppointmentStatus.PLANNED


# ---------------------------------------------------------------------- any acts in any order


@dataclass
class Known:
    """What must be true of one appointment after every act."""

    wall: datetime
    was: Appointment
    changes: int


class Diary:
    """A record with one client, and beside it what it must hold; nothing of it is shown when it fails."""

    def __init__(self, record: Record, clock: SetClock) -> None:
        self.record, self.clock = record, clock
        self.client = UUID(int=5)
        self.known: dict[UUID, Known] = {}

    def __repr__(self) -> str:
        return "a diary"

    def act(self, verb: str, number: int, at: time) -> None:
        before, there = self._rows(), dict(self.known)
        try:
            getattr(self, f"_{verb}")(number, at)
        except KapdeskError:
            assert (self._rows(), self.known) == (before, there), "a refused act leaves everything as it was"
        self._compare()

    def _book(self, number: int, at: time) -> None:
        self._booked(number, at, Repeat(Rhythm.WEEKLY, times=1))

    def _repeat(self, number: int, at: time) -> None:
        self._booked(number, at, Repeat(tuple(Rhythm)[number % 3], times=2 + number % 5))

    def _booked(self, number: int, at: time, repeat: Repeat) -> None:
        it = plan(self.client, self._day(number), at)
        answers = self._answers(number)
        looked = recurrence.look(self.record, it, repeat, answers)
        there = set(self.known)
        recurrence.book(self.record, it, repeat, answers)
        made_now = [one for one in self._rows() if one.id not in there]
        booked = [each for each in looked if not each.left_out]
        assert len(made_now) == len(booked)
        for one, each in zip(made_now, booked, strict=True):
            assert one.starts_at == each.starts_at
            self._expect(one.id, it.day if len(booked) == 1 else each.slot.day, at, each.slot.options)

    def _move(self, number: int, at: time) -> None:
        self._moved(number, at, Scope.ONE)

    def _move_row(self, number: int, at: time) -> None:
        self._moved(number, at, tuple(Scope)[number % 3])

    def _moved(self, number: int, at: time, scope: Scope) -> None:
        one = self._one(number)
        if one is None:
            return
        it, there = plan(self.client, self._day(number), at), {each.id: each for each in self._rows()}
        recurrence.move(self.record, one.id, it, scope, self._answers(number), Reason("asked to"))
        for now in self._rows():
            was = there.get(now.id)
            if was is None:
                self._expect(now.id, it.day, at, ())
            elif now.starts_at != was.starts_at:
                wall = local(now.starts_at, ZONE).replace(tzinfo=None)
                self.known[now.id].wall = wall
                assert wall.time() == at or wall.date() in {SPRING, AUTUMN}

    def _say(self, number: int, _at: time) -> None:
        one = self._one(number)
        if one is not None and one.status is not (status := tuple(AppointmentStatus)[number % 6]):
            appointments.set_status(self.record, one.id, status, Reason("said so", "other"))

    def _call_off(self, number: int, _at: time) -> None:
        one = self._one(number)
        if one is None:
            return
        scope = tuple(Scope)[number % 3]
        recurrence.call_off(self.record, one.id, AppointmentStatus.CANCELLED, scope, Reason(code="work"))

    def _wait(self, number: int, _at: time) -> None:
        self.clock.move(days=number % 9, hours=number % 5)

    def _day(self, number: int) -> date:
        """Return a day to come, often one on which the clocks change."""
        today = local(self.record.now(), ZONE).date()
        ahead = [
            day for day in (SPRING, AUTUMN, SPRING - timedelta(7), AUTUMN - timedelta(14)) if day > today
        ]
        return ahead[number % len(ahead)] if ahead and number % 3 else today + timedelta(days=number % 30)

    def _answers(self, number: int) -> dict[date, Answer]:
        both = {SPRING: Answer.AFTER, AUTUMN: (Answer.EARLIER, Answer.LATER)[number % 2]}
        return {} if number % 5 == 0 else both

    def _one(self, number: int) -> Appointment | None:
        found = self._rows()
        return found[number % len(found)] if found else None

    def _expect(self, id_: UUID, day: date, at: time, options: tuple[Answer, ...]) -> None:
        one = next(each for each in self._rows() if each.id == id_)
        wall = local(one.starts_at, ZONE).replace(tzinfo=None)
        if Answer.AFTER not in options:
            assert wall == datetime.combine(day, at)
        self.known[id_] = Known(wall, one, 1)

    def _rows(self) -> list[Appointment]:
        return [each.appointment for each in diary.of_client(self.record, self.client)]

    def _compare(self) -> None:
        rows = {one.id: one for one in self._rows()}
        assert set(rows) == set(self.known), "no appointment is lost"
        for id_, known in self.known.items():
            one, history = rows[id_], diary.history(self.record, id_)
            assert local(one.starts_at, ZONE).replace(tzinfo=None) == known.wall
            assert len(history) >= known.changes + (one != known.was), "every change is in the history"
            placed = [each for each in history if each.what != "status"]
            assert placed[-1].after.startswith(one.starts_at.isoformat())
            known.was, known.changes = one, len(history)


VERBS = ("book", "repeat", "move", "move_row", "say", "call_off", "wait")
TIMES = (time(1, 30), time(2, 30), time(10), time(23, 30))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("diaries")


@examples(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(VERBS), st.integers(0, 200), st.sampled_from(TIMES)),
        min_size=4,
        max_size=14,
    ),
    number=st.uuids(),
)
def test_whatever_is_done_no_appointment_is_lost_and_the_wall_time_stands(
    acts: list[tuple[str, int, time]], number: UUID, template: Template, folder: Path
) -> None:
    clock = SetClock(datetime(2027, 2, 20, 15, tzinfo=UTC))
    file = folder / number.hex
    file.write_bytes((template.folder / FILE).read_bytes())
    store = Store(file, template.key)
    record = Record(store, shipped(), clock, template.person, ZONE)
    try:
        it = Diary(record, clock)
        with record.write() as db:
            row = ClientRow(id=it.client, code="K-0001", family_name="Adu", given_name="E")
            row.written_at = record.now()
            db.add(row)
        for verb, which, at in acts:
            it.act(verb, which, at)
    finally:
        store.close()
        file.unlink(missing_ok=True)
