"""What is read all day finds its rows by an index, in a number of questions that does not grow."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from services.hot_reads import FOR_ALL, OF_ONE, OfOne
from services.reads import Crowd, asked_by, scans
from sqlalchemy import select

from kapdesk.services import boards, sessions
from kapdesk.services.record import Record
from kapdesk.store.rows import NoteRow, SessionRow


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
