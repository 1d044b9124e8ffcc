"""What is read all day finds its rows by an index, in a number of questions that does not grow."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from services.reads import Crowd, asked_by, scans
from sqlalchemy import select

from kapdesk.domain.clock import local
from kapdesk.services import (
    board_lines,
    boards,
    client_list,
    clients,
    course,
    course_marks,
    diary,
    insight_looks,
    life,
    measures_due,
    notes,
    read_back,
    relapse_signs,
    sessions,
    statistics,
    tasks,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import NoteRow, SessionRow

Read = Callable[[Record], object]
EVERY_CLIENT = {"client": "a name is found by any part of it: one short row of each client"}
EVERY_DOSE = {"ix_session_of_client": "who was seen after each dose: two entries of an index a session"}
COUNTED = {
    "sqlite_autoindex_session_1": "all of the practice is counted, when somebody asks",
    "ix_measure_client_form": "all of the practice is counted, when somebody asks",
}


def _week(record: Record) -> object:
    day = local(record.now(), record.zone).date()
    return diary.between(record, day - timedelta(days=6), day)


FOR_ALL: dict[str, tuple[Read, int, dict[str, str]]] = {
    "today": (boards.today, 42, EVERY_DOSE),
    "follow-up board": (board_lines.lines, 30, EVERY_DOSE),
    "dosed and not seen": (boards.not_seen, 10, EVERY_DOSE),
    "clients, first page": (client_list.lines, 2, EVERY_CLIENT),
    "clients, find": (partial(client_list.lines, query="sor"), 2, EVERY_CLIENT),
    "week": (_week, 1, {}),
    "rooms": (diary.rooms, 4, {}),
    "appointments in closures": (diary.in_closures, 2, {}),
    "open tasks": (tasks.open_now, 1, {}),
    "who is here": (sessions.open_now, 1, {}),
    "measures due": (lambda record: measures_due.due(record, record.now()), 10, {}),
    "later looks": (lambda record: insight_looks.due(record, record.now()), 2, {}),
    "days come": (life.due, 4, {}),
    "signs": (relapse_signs.everyone, 5, {}),
    "statistics": (statistics.practice, 9, COUNTED),
}
"""For all clients: what is asked, in how many questions at most, and what is read whole, and why."""
OfOne = Callable[[Record, UUID, UUID], object]
OF_ONE: dict[str, tuple[OfOne, int]] = {
    "chart": (lambda record, client, _: clients.one(record, client), 1),
    "session to open": (lambda record, client, _: client_list.session_to_open(record, client), 1),
    "sessions": (lambda record, client, _: sessions.of_client(record, client), 5),
    "texts of a session": (
        lambda record, client, session: notes.texts(record, Owner(client, session=session)),
        1,
    ),
    "carried": (lambda record, client, _: read_back.carried(record, client), 4),
    "around a session": (read_back.around, 6),
    "threads": (lambda record, client, _: insight_looks.threads(record, client), 7),
    "course": (lambda record, client, _: course.of_measure(record, client, "phq9"), 20),
    "marks of a course": (lambda record, client, _: course_marks.of_client(record, client), 6),
    "measures due": (lambda record, client, _: measures_due.due_of(record, client, record.now()), 10),
    "appointments": (lambda record, client, _: diary.of_client(record, client), 1),
    "not seen": (lambda record, client, _: boards.not_seen_of(record, client), 8),
    "tasks": (lambda record, client, _: tasks.of_client(record, client), 1),
    "carried through the weeks": (lambda record, client, _: life.of_client(record, client), 4),
}
"""Of one client: what is asked, and in how many questions at most."""


@pytest.fixture
def crowd(record: Record) -> Crowd:
    return Crowd(record, record.now())


def test_what_is_read_for_all_clients_asks_as_much_of_two_as_of_twenty(crowd: Crowd) -> None:
    for _ in range(2):
        crowd.add()
    few = {name: len(asked_by(crowd.record, read).statements) for name, (read, *_) in FOR_ALL.items()}
    for _ in range(18):
        crowd.add()
    for name, (read, most, whole) in FOR_ALL.items():
        asked = asked_by(crowd.record, read)
        assert len(asked.statements) == few[name] <= most, name
        assert scans(crowd.record, asked, beside=whole) == [], name


def test_what_is_read_of_one_client_asks_as_much_of_two_sessions_as_of_twenty(crowd: Crowd) -> None:
    crowd.add()
    counted: dict[str, int] = {}
    for sessions_held in (2, 20):
        client = crowd.add(sessions=sessions_held)
        session = sessions.of_client(crowd.record, client)[0].id
        for name, (read, most) in OF_ONE.items():
            asked = asked_by(crowd.record, partial(_of_one, read, client, session))
            assert scans(crowd.record, asked) == [], name
            assert len(asked.statements) <= most, name
            assert counted.setdefault(name, len(asked.statements)) == len(asked.statements), name


def _of_one(read: OfOne, client: UUID, session: UUID, record: Record) -> object:
    return read(record, client, session)


def test_the_whole_board_stands_in_the_small_record_too(crowd: Crowd) -> None:
    """What is bounded here is a read that finds something of every kind."""
    crowd.add()
    found = boards.today(crowd.record)
    assert {one.line.kind.value for one in found.lines} >= {"visit missed", "relapse sign", "unsettled"}
    assert found.due
    assert found.held
    assert found.unsigned


def test_a_question_for_each_client_is_noticed(crowd: Crowd) -> None:
    def one_by_one(record: Record) -> object:
        return [sessions.of_client(record, client) for client in crowd.clients]

    crowd.add()
    few = len(asked_by(crowd.record, one_by_one).statements)
    crowd.add()
    assert len(asked_by(crowd.record, one_by_one).statements) > few


def test_a_reading_from_end_to_end_is_noticed(crowd: Crowd) -> None:
    def through_all(record: Record) -> Any:
        with record.read() as db:
            return db.scalars(select(NoteRow.id).where(NoteRow.text == "calm")).all()

    def not_by_index(record: Record) -> Any:
        with record.read() as db:
            return db.scalars(select(SessionRow.id).order_by(SessionRow.room)).all()

    for read in (through_all, not_by_index):
        assert scans(crowd.record, asked_by(crowd.record, read))
