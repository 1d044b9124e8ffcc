"""What is read all day: for all clients and of one, in how many questions, and what is read whole and why."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

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
    printed_cards,
    read_back,
    readiness_history,
    relapse_signs,
    sessions,
    statistics,
    tasks,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

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
    "sessions": (lambda record, client, _: sessions.of_client(record, client), 3),
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
    "earlier sessions": (lambda record, _, session: readiness_history.before(record, session), 12),
    "documents": (printed_cards.cards, 60),
    "carried through the weeks": (lambda record, client, _: life.of_client(record, client), 4),
}
"""Of one client: what is asked, and in how many questions at most."""
