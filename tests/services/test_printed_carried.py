"""What is carried is printed whole with its looks; on the client's plan stands only what may."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from kapdesk.domain.challenges import Challenge
from kapdesk.domain.clock import SetClock
from kapdesk.domain.relapse import Pattern
from kapdesk.services import (
    challenges,
    integration,
    life,
    life_offers,
    meanings,
    printed_carried,
    relapse_signs,
)
from kapdesk.services.life import Said
from kapdesk.services.printed_words import names
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow, SomaticPlanRow
from tests.services.whole_day import a_client


def words_of(facts: object) -> list[str]:
    """Return every word in a tree of dataclasses."""
    if isinstance(facts, str):
        return [facts]
    if isinstance(facts, tuple):
        return [word for part in facts for word in words_of(part)]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - any tree
    if is_dataclass(facts):
        return [word for each in fields(facts) for word in words_of(getattr(facts, each.name))]
    return []


@pytest.fixture
def carried(record: Record, clock: SetClock) -> tuple[UUID, UUID]:
    """One client who carries something of everything, in one note."""
    client = a_client(record)
    note = integration.start(record, client).item
    assert note is not None

    def add(register: str, words: str, **more: Any) -> UUID:
        item = life.add(record, client, register, words, integration_id=note, **more).item
        assert item is not None
        return item

    belief = add("belief", "it was my grandfather", facts={"came-as": "memory", "appeared": "in"})
    add("decision", "leave him", facts={"leaving-harm": "yes"})
    add("step", "walk at seven", facts={"area": "movement"}, due_on=date(2026, 11, 29))
    add("practice", "ten breaths", facts={"how-often": "mornings"})
    clock.move(minutes=1)
    life.look(record, belief, Said(rating=8, text="so sure"), integration_id=note)
    life.look(record, belief, Said(rating=6, facts={"harm": "no"}), integration_id=note)
    life.look(record, belief, Said(status="resting", facts={"harm": None}, taken_back=("rating",)))
    meanings.add(record, client, "the sea was her", integration_id=note)
    relapse_signs.add(record, client, "all is grey", pattern=Pattern.PHQ9_UP, limit=6)
    challenges.close(record, client, Challenge.BELIEF, "talked it over")
    return client, note


def test_everything_that_was_said_is_on_the_page_also_what_was_taken_back(
    record: Record, carried: tuple[UUID, UUID]
) -> None:
    client, _ = carried
    facts = printed_carried.of_client(record, client, names(record))
    words = words_of(facts)
    for expected in (
        "it was my grandfather", "Reported experience", "Like a memory", "How sure the client is: 8 of 10",
        "so sure", "How sure the client is: 6 of 10", "How sure the client is: taken back", "taken back",
        "No",
        "Resting", "leave him", "walk at seven", "Look at it again on 29-Nov-2026", "the sea was her",
        "all is grey", "PHQ-9 goes up, 6 points", "talked it over", "J. Adler, LMFT",
        "integration on 22-Nov-2026",
    ):  # fmt: skip
        assert expected in words


def test_a_note_prints_what_belongs_to_it_and_no_more(
    record: Record, clock: SetClock, carried: tuple[UUID, UUID]
) -> None:
    client, note = carried
    life.add(record, client, "grief", "another day")
    facts = printed_carried.of_note(record, note, names(record))
    assert "another day" not in words_of(facts)
    assert (facts.signs, facts.answered) == ((), ())
    assert [register.title for register in facts.registers][:1] == ["Life-change steps"]
    clock.move(days=7)
    later = integration.end(record, note).item
    assert later == note
    again = integration.start(record, client).item
    assert again is not None
    assert printed_carried.of_note(record, again, names(record)).empty


def test_the_clients_plan_holds_only_what_may_stand_on_it(record: Record, carried: tuple[UUID, UUID]) -> None:
    parts = printed_carried.plan(record, carried[0])
    assert [(part.title, [line.words for line in part.lines]) for part in parts] == [
        ("Life-change steps", ["walk at seven"]),
        ("Practices", ["ten breaths"]),
    ]
    said = " ".join(words_of(parts))
    assert "grandfather" not in said
    assert "leave him" not in said
    assert parts[0].lines[0].look_again == date(2026, 11, 29)


def test_a_struck_or_finished_step_leaves_the_plan_and_stays_in_the_record(
    record: Record, carried: tuple[UUID, UUID]
) -> None:
    client, _ = carried
    (step,) = life.of_client(record, client, "step")
    (practice,) = life.of_client(record, client, "practice")
    life.look(record, step.id, Said(status="done"))
    life.strike(record, practice.id, "twice")
    assert printed_carried.plan(record, client) == ()
    facts = printed_carried.of_client(record, client, names(record))
    struck = [item.struck for register in facts.registers for item in register.items if item.struck]
    assert [(each.reason, each.at) for each in struck] == [("twice", record.now())]


def test_a_practice_of_the_body_plan_may_be_taken_over_once(record: Record) -> None:
    client, session = a_client(record), uuid4()
    assert life_offers.planned(record, client) == ()
    now = record.now()
    with record.write() as db:
        day = SessionRow(id=session, client_id=client, number=1, state="discharged", zone=record.zone)
        day.opened_at = day.ended_at = day.written_at = now
        db.add(day)
        db.flush()
        plan = SomaticPlanRow(client_id=client, session_id=session, practice="rest", plan="to bed at eleven")
        plan.happened_at, plan.zone, plan.written_at, plan.seq, plan.rules_version = now, "UTC", now, 1, 2
        db.add(plan)
    (words,) = life_offers.planned(record, client)
    assert words.endswith(": to bed at eleven")
    life.add(record, client, life_offers.PRACTICE, words, facts={life_offers.FROM: words})
    assert life_offers.planned(record, client) == ()


def test_only_the_clients_question_goes_to_the_prescriber(record: Record, carried: tuple[UUID, UUID]) -> None:
    client, _ = carried
    asked = life.add(record, client, "dose-question", "was it too much?").item
    assert asked is not None
    assert [line.words for line in printed_carried.for_prescriber(record, client)] == ["was it too much?"]
    life.look(record, asked, Said(status="answered", text="Dr Osei: stays as it is"))
    assert printed_carried.for_prescriber(record, client) == ()


def test_what_was_asked_alone_is_marked_so_that_it_leaves_with_no_copy(
    record: Record, carried: tuple[UUID, UUID]
) -> None:
    client, _ = carried
    person = life.add(record, client, "relationship", "Ana").item
    assert person is not None
    life.look(record, person, Said(facts={"alone": "yes", "concern": "yes"}))
    facts = printed_carried.of_client(record, client, names(record))
    answers = [
        answer
        for register in facts.registers
        for item in register.items
        for answer in (*item.answers, *(each for look in item.looks for each in look.answers))
    ]
    private = {answer.asked for answer in answers if answer.private}
    assert private == {
        "Is the client alone with you now?",
        "Does anybody hurt, threaten or control them?",
        "Is it about leaving somebody who does harm, or an unsafe place?",
    }
