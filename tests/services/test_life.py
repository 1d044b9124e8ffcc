"""What is carried through the weeks after: named, looked at, closed with words, and never lost."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.life import LifeItem, visits
from kapdesk.domain.registers import Register
from kapdesk.services import integration, life, notes, tasks
from kapdesk.services.life import Said
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from tests.conftest import MORNING, shipped
from tests.services.whole_day import a_client

TODAY = date(2026, 11, 22)


@pytest.fixture
def client(record: Record) -> UUID:
    return a_client(record)


@pytest.fixture
def note(record: Record, client: UUID) -> UUID:
    begun = integration.start(record, client).item
    assert begun is not None
    return begun


def named(record: Record, client: UUID, register: str, words: str, **more: object) -> LifeItem:
    change = life.add(record, client, register, words, **more)  # pyright: ignore[reportArgumentType] - by name
    assert change.item is not None
    return life.one(record, change.item)


def sign(record: Record, note: UUID) -> None:
    with record.write() as db:
        db.execute(
            text("UPDATE integration_note SET ended_at = :at, signed_at = :at WHERE id = :id"),
            {"at": record.now().isoformat(sep=" "), "id": note.hex},
        )


def test_what_is_named_stands_with_nothing_preset(record: Record, client: UUID, note: UUID) -> None:
    item = named(record, client, "grief", "  my twenties ", integration_id=note)
    assert (item.text, item.facts, item.rating, item.due_on) == ("my twenties", {}, None, None)
    assert item.status == "carried"
    assert item.looks == ()


def test_looks_stand_beside_each_other_and_the_last_word_counts(
    record: Record, clock: SetClock, client: UUID, note: UUID
) -> None:
    item = named(record, client, "relationship", "Ana", integration_id=note)
    for rating, words in ((7, "he does not sleep"), (5, "")):
        life.look(record, item.id, Said(rating=rating, text=words), integration_id=note)
        clock.move(minutes=2)
    found = life.one(record, item.id)
    assert [look.rating for look in found.looks] == [7, 5]
    (visit,) = visits(found)
    assert (visit.rating, visit.text) == (5, "he does not sleep")
    clock.move(days=7)
    life.look(record, item.id, Said(rating=3))
    assert [step for _, step in life.one(record, item.id).ratings] == [5, 3]


def test_an_answer_that_is_taken_back_is_no_answer(record: Record, client: UUID) -> None:
    item = named(record, client, "relationship", "Ana")
    life.look(record, item.id, Said(facts={"involve": "yes"}, rating=4))
    life.look(record, item.id, Said(facts={"involve": None}, taken_back=("rating",)))
    found = life.one(record, item.id)
    assert (found.facts, found.rating) == ({}, None)
    assert len(found.looks) == 2


def test_a_look_that_says_nothing_is_refused(record: Record, client: UUID) -> None:
    item = named(record, client, "grief", "a friend")
    with pytest.raises(Refused, match="Nothing new"):
        life.look(record, item.id, Said(text="  "))


def test_three_steps_are_plenty_and_the_sentence_names_them(record: Record, client: UUID) -> None:
    steps = [named(record, client, "step", words) for words in ("walk", "call Ana", "sleep at eleven")]
    with pytest.raises(Refused, match="“walk”, “call Ana”, “sleep at eleven”"):
        life.add(record, client, "step", "new job")
    life.look(record, steps[0].id, Said(status="put-down", text="for now"))
    named(record, client, "step", "new job")
    with pytest.raises(Refused, match="active already"):
        life.look(record, steps[0].id, Said(status="under-way"))
    life.set_limit(record, "step", None)
    life.look(record, steps[0].id, Said(status="under-way"))


def test_leaving_an_unsafe_place_is_never_delayed(record: Record, client: UUID) -> None:
    item = named(record, client, "decision", "leave him", due_on=TODAY + timedelta(days=14))
    life.look(record, item.id, Said(facts={"leaving-harm": "yes", "reversible": "no"}))
    with pytest.raises(Refused, match="not put off"):
        life.look(record, item.id, Said(due_on=TODAY + timedelta(days=14)))
    (caution,) = life.cautions(record, life.one(record, item.id), None)
    assert caution.crisis
    assert "does not wait" in caution.text
    assert life.due(record, MORNING + timedelta(days=30)) == ()


def test_no_day_to_wait_until_is_set_by_itself(record: Record, client: UUID) -> None:
    item = named(record, client, "decision", "sell the house", facts={"reversible": "no"})
    life.look(record, item.id, Said(facts={"type": "home"}))
    assert life.one(record, item.id).due_on is None


def test_a_day_is_due_until_it_was_looked_at(record: Record, clock: SetClock, client: UUID) -> None:
    item = named(record, client, "belief", "I was poisoned", due_on=TODAY + timedelta(days=14))
    assert life.due(record) == ()
    clock.move(days=3)
    life.look(record, item.id, Said(rating=8))
    clock.move(days=11)
    (due,) = life.due(record)
    assert (due.item.id, due.on) == (item.id, TODAY + timedelta(days=14))
    assert life.due(record, client_id=client) == (due,)
    life.look(record, item.id, Said(rating=4))
    assert life.due(record) == ()


def test_a_strong_belief_that_could_harm_asks_for_a_second_pair_of_eyes(
    record: Record, clock: SetClock, client: UUID
) -> None:
    item = named(record, client, "belief", "my father did it", facts={"came-as": "memory"})
    assert [each.id for each in life.cautions(record, item, None)] == ["memory"]
    life.look(record, item.id, Said(rating=7, facts={"undone": "yes"}))
    item = life.one(record, item.id)
    assert [each.id for each in life.cautions(record, item, None)] == ["memory", "consult"]
    life.put_task(record, item.id, "consult")
    life.put_task(record, item.id, "consult")
    (task,) = tasks.open_of(record, client, "consult")
    assert task.due_at == MORNING + timedelta(hours=48)
    assert "father" not in task.text


def test_flags_of_today_offer_medical_contact_today_and_are_asked_anew_next_time(
    record: Record, clock: SetClock, client: UUID
) -> None:
    item = named(record, client, "belief", "they listen")
    life.look(record, item.id, Said(facts={"flag-watched": "yes"}))
    assert [each.id for each in life.cautions(record, life.one(record, item.id), None)] == ["red-flags"]
    life.put_task(record, item.id, "red-flags")
    (task,) = tasks.open_of(record, client, "same-day medical contact")
    assert MORNING < task.due_at < MORNING + timedelta(hours=15)
    clock.move(days=1)
    assert life.cautions(record, life.one(record, item.id), None) == ()


def test_something_unsettled_goes_on_the_list_by_itself(record: Record, client: UUID) -> None:
    item = named(record, client, "unsettled", "Since dosing session 1")
    life.look(record, item.id, Said(facts={"answer": "nothing"}))
    assert tasks.of_client(record, client) == ()
    life.look(record, item.id, Said(facts={"answer": "something"}, text="cannot sleep"))
    life.look(record, item.id, Said(text="still cannot"))
    assert [task.kind for task in tasks.of_client(record, client)] == ["not settled since the session"]


def test_an_unfinished_line_is_emptied_as_its_words_are_taken(
    record: Record, client: UUID, note: UUID
) -> None:
    owner = Owner(client, integration=note)
    notes.write(record, owner, "draft.life.grief", "my twenties")
    named(record, client, "grief", "my twenties", integration_id=note, draft="draft.life.grief")
    assert notes.text(record, owner, "draft.life.grief") == ""


def test_after_signing_what_changes_is_a_look_of_another_note(
    record: Record, client: UUID, note: UUID
) -> None:
    item = named(record, client, "grief", "a friend", integration_id=note)
    sign(record, note)
    with pytest.raises(Refused, match="signed"):
        life.strike(record, item.id, "twice")
    with pytest.raises(Refused, match="signed"):
        life.look(record, item.id, Said(rating=3), integration_id=note)
    with pytest.raises(Refused, match="signed"), record.write() as db:
        db.execute(text("UPDATE life_item SET text = 'x'"))
    life.look(record, item.id, Said(rating=3))
    found = life.one(record, item.id)
    assert (found.sealed, found.rating) == (True, 3)


def test_a_look_is_only_ever_added_to(record: Record, client: UUID) -> None:
    item = named(record, client, "grief", "a friend")
    life.look(record, item.id, Said(rating=3))
    for statement in ("UPDATE life_look SET rating = 9", "DELETE FROM life_look"):
        with pytest.raises(Refused, match="added to"), record.write() as db:
            db.execute(text(statement))


def test_a_note_of_another_client_takes_nothing(record: Record, client: UUID, note: UUID) -> None:
    other = a_client(record, "Nowak")
    with pytest.raises(Refused, match="another client"):
        life.add(record, other, "grief", "a friend", integration_id=note)
    with pytest.raises(NotFound):
        life.add(record, UUID(int=5), "grief", "a friend")


def test_events_are_found_by_the_day_that_was_said(record: Record, client: UUID) -> None:
    named(record, client, "event", "moved", facts={"day": "2026-10-01"})
    named(record, client, "event", "new job")
    struck = named(record, client, "event", "wrong chart")
    life.strike(record, struck.id, "not this client")
    assert life.events(record, client) == ((date(2026, 10, 1), "moved"), (TODAY, "new job"))


def test_an_item_keeps_the_questions_it_was_asked_in(record: Record, client: UUID) -> None:
    item = named(record, client, "grief", "a friend")
    assert (item.register, item.register_version) == ("grief", shipped().register("grief").version)


def test_every_register_takes_words_a_look_and_answers_that_it_offers(record: Record, client: UUID) -> None:
    for register in shipped().all(Register):
        item = named(record, client, register.id, "words")
        asked = (*register.entries, *register.look)
        first = {entry.id: entry.answers[0].value for entry in asked if entry.answers}
        last = {entry.id: entry.answers[-1].value for entry in asked if entry.answers}
        for facts in (first, last, dict.fromkeys(first)):
            if facts:
                life.look(record, item.id, Said(facts=facts))
        for each in register.standings[1:]:
            life.look(record, item.id, Said(status=each.id))
        found = life.one(record, item.id)
        assert found.facts == {}
        assert len(found.looks) == 3 * bool(first) + len(register.standings) - 1


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("rate", "say", "close", "open", "answer", "back", "wait")), st.integers(0, 10)
    ),
    max_size=12,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_said_nothing_that_was_said_before_is_lost(
    record: Record, clock: SetClock, acts: list[tuple[str, int]]
) -> None:
    client = a_client(record)
    item = named(record, client, "grief", "a friend")
    before: tuple[object, ...] = ()
    for act, number in acts:
        said = {
            "rate": Said(rating=number), "say": Said(text=f"words {number}"), "close": Said(status="at-rest"),
            "open": Said(status="carried", text="again"), "answer": Said(facts={"support": str(number)}),
            "back": Said(facts={"support": None}), "wait": None,
        }[act]  # fmt: skip
        clock.move(hours=number)
        if said is not None:
            item = life.one(record, item.id)
            if said != Said(status=item.status):
                life.look(record, item.id, replace(said))
        now = life.one(record, item.id).looks
        assert now[: len(before)] == before
        before = now
