"""A request to amend is answered in writing by its day, and stands on the board until it is."""

from datetime import date

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.services import amendments, tasks
from kapdesk.services.amendments import Answer
from kapdesk.services.record import Record
from tests.services.whole_day import a_client


def test_a_request_is_due_in_sixty_days_and_once_thirty_more(record: Record) -> None:
    client = a_client(record)
    amendments.ask(record, client, "The day of the fall was a Monday.")
    (one,) = amendments.of_client(record, client)
    assert (one.due_on, one.lengthened) == (date(2027, 1, 21), False)
    (task,) = tasks.open_now(record)
    assert "Monday" not in task.text
    with pytest.raises(Refused, match="why it takes longer"):
        amendments.lengthen(record, one.id, " ")
    amendments.lengthen(record, one.id, "the colleague is away")
    (one,) = amendments.of_client(record, client)
    assert (one.due_on, one.lengthened) == (date(2027, 2, 20), True)
    assert len(tasks.open_now(record)) == 1
    with pytest.raises(Refused, match="once already"):
        amendments.lengthen(record, one.id, "again")


def test_an_answer_in_writing_closes_its_own_reminder_alone(record: Record) -> None:
    client = a_client(record)
    amendments.ask(record, client, "The day of the fall was a Monday.")
    amendments.ask(record, client, "My brother is called Ivo.", date(2026, 11, 1))
    later, earlier = amendments.of_client(record, client)
    assert earlier.due_on == date(2026, 12, 31)
    with pytest.raises(Refused, match="in writing"):
        amendments.answer(record, later.id, Answer.DENIED, "")
    amendments.answer(record, later.id, Answer.DENIED, "The note is of what was seen that day.")
    assert len(tasks.open_now(record)) == 1
    with pytest.raises(Refused, match="answered already"):
        amendments.answer(record, later.id, Answer.ACCEPTED, "yes")
    with pytest.raises(Refused, match="follows an answer"):
        amendments.disagree(record, earlier.id, "I was there.")
    amendments.disagree(record, later.id, "I was there.")
    assert amendments.of_client(record, client)[0].disagreement == "I was there."


def test_nothing_is_asked_without_words_or_on_a_day_to_come(record: Record) -> None:
    client = a_client(record)
    with pytest.raises(Refused, match="what is to be put right"):
        amendments.ask(record, client, "  ")
    with pytest.raises(Refused, match="a day to come"):
        amendments.ask(record, client, "words", date(2027, 1, 1))
