"""Challenges are found in the record, stay until somebody says what was done, and come back with news."""

from datetime import timedelta
from uuid import UUID

import pytest

from kapdesk.domain.challenges import Challenge
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import challenges, life, tasks
from kapdesk.services.life import Said
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay, plan_leaving_day
from tests.services.whole_day import a_client


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    planned = plan_leaving_day(record, clock)
    planned.dose()
    return planned


def standing(record: Record, client: UUID) -> set[Challenge]:
    return {found.challenge for found in challenges.of_client(record, client)}


def test_a_client_of_whom_nothing_is_recorded_has_none(record: Record) -> None:
    assert challenges.of_client(record, a_client(record)) == ()


def test_nothing_booked_after_a_dose_is_found_and_answered_with_words(day: LeavingDay) -> None:
    day.clock.move(hours=3)
    assert standing(day.record, day.client) == {Challenge.DROP_OUT}
    with pytest.raises(Refused, match="stays open"):
        challenges.close(day.record, day.client, Challenge.DROP_OUT, " ")
    challenges.close(day.record, day.client, Challenge.DROP_OUT, "will call on Monday")
    assert standing(day.record, day.client) == set()
    (answer,) = challenges.answers(day.record, day.client)
    assert (answer.challenge, answer.words) == (Challenge.DROP_OUT, "will call on Monday")


def test_a_new_fact_brings_an_answered_challenge_back(record: Record, clock: SetClock) -> None:
    client = a_client(record)
    item = life.add(record, client, "relationship", "Ana").item
    assert item is not None
    life.look(record, item, Said(rating=7))
    assert standing(record, client) == {Challenge.RELATIONSHIP}
    clock.move(minutes=5)
    challenges.close(record, client, Challenge.RELATIONSHIP, "a session together is planned")
    assert standing(record, client) == set()
    clock.move(days=7)
    life.look(record, item, Said(rating=8))
    assert standing(record, client) == {Challenge.RELATIONSHIP}
    life.look(record, item, Said(status="settled", text="they talked"))
    assert standing(record, client) == set()


def test_a_challenge_of_nobody_cannot_be_closed(record: Record) -> None:
    with pytest.raises(NotFound):
        challenges.close(record, UUID(int=3), Challenge.BELIEF, "done")


def test_what_did_not_settle_is_asked_for_three_months_and_longer_by_choice(day: LeavingDay) -> None:
    record = day.record
    question = challenges.unsettled(record, day.client)
    assert question is not None
    assert (question.words, question.asked, question.item) == ("Since dosing session 1", True, None)
    item = life.add(record, day.client, "unsettled", question.words).item
    assert item is not None
    day.clock.move(days=92)
    later = challenges.unsettled(record, day.client)
    assert later is not None
    assert not later.asked
    life.look(record, item, Said(status="goes-on", text="dreams"))
    later = challenges.unsettled(record, day.client)
    assert later is not None
    assert (later.asked, later.by_rule) == (True, False)
    life.look(record, item, Said(status="stopped", text="quiet now"))
    stopped = challenges.unsettled(record, day.client)
    assert stopped is not None
    assert not stopped.asked


def test_before_any_dose_nothing_is_asked_about_what_did_not_settle(record: Record) -> None:
    assert challenges.unsettled(record, a_client(record)) is None


def test_a_question_about_the_dose_goes_to_the_prescriber_as_a_task(record: Record) -> None:
    client = a_client(record)
    life.add(record, client, "dose-question", "was it too much?")
    found = challenges.of_client(record, client)
    assert [each.challenge for each in found] == [Challenge.NONLINEAR]
    (task,) = tasks.of_client(record, client)
    assert task.kind == "message to prescriber"
    assert task.due_at - record.now() == timedelta(hours=72)
