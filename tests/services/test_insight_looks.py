"""Later looks are due at the clinic's times, over all clients, and a thread tells all of one insight."""

from uuid import UUID, uuid4

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.insight_thread import EntryKind
from kapdesk.domain.insights import Kind, Movement
from kapdesk.domain.integration import Verdict
from kapdesk.services import insight_looks, insights, integration, notes, sessions, work
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow
from kapdesk.store.rows_after import LifeItemRow, MeaningRow
from tests.services.whole_day import a_client

DAY = 24 * 60


class Person:
    """One client with a session in which something was seen."""

    def __init__(self, record: Record, clock: SetClock, words: str = "I may rest.") -> None:
        self.record, self.clock, self.client = record, clock, a_client(record)
        session = sessions.plan(record, self.client).item
        assert session is not None
        self.session: UUID = session
        made = insights.add(record, session, words).item
        assert made is not None
        self.insight: UUID = made

    def look(self, verdict: Verdict, words: str = "") -> UUID:
        note = integration.start(self.record, self.client).item
        assert note is not None
        integration.say(self.record, note, self.insight, verdict)
        if words:
            owner = Owner(self.client, integration=note)
            notes.write(self.record, owner, f"words.{self.insight.hex}", words)
        integration.end(self.record, note)
        return note

    def due(self) -> list[int]:
        return [one.number for one in insight_looks.due_of(self.record, self.client, self.record.now())]


@pytest.fixture
def person(record: Record, clock: SetClock) -> Person:
    return Person(record, clock)


def test_the_clinic_looks_after_two_four_and_twelve_weeks(record: Record) -> None:
    assert insight_looks.habit(record).after_days == (14, 28, 84)


def test_a_look_is_due_on_its_day_and_taken_by_what_is_said(person: Person, clock: SetClock) -> None:
    clock.move(minutes=13 * DAY)
    assert person.due() == []
    clock.move(minutes=DAY)
    assert person.due() == [1]
    person.look(Verdict.HELD)
    assert person.due() == []
    clock.move(minutes=14 * DAY)
    assert person.due() == [2]
    person.look(Verdict.FADED)
    clock.move(minutes=60 * DAY)
    assert person.due() == []


def test_what_is_due_over_all_clients_is_what_is_due_for_each(record: Record, clock: SetClock) -> None:
    first, second = Person(record, clock), Person(record, clock, "The sea holds me.")
    clock.move(minutes=14 * DAY)
    second.look(Verdict.BECAME, "The ground holds me.")
    third = Person(record, clock, "New today.")
    for days in (0, 14, 14, 56, 28, 28):
        clock.move(minutes=days * DAY)
        each = [
            one
            for who in (first, second, third)
            for one in insight_looks.due_of(record, who.client, record.now())
        ]
        assert set(insight_looks.due(record, record.now())) == set(each)
    assert insight_looks.due(record, record.now()) == ()


def test_what_it_became_is_what_is_asked_about_from_then_on(person: Person, clock: SetClock) -> None:
    clock.move(minutes=14 * DAY)
    person.look(Verdict.BECAME, "I may rest before I am tired.")
    clock.move(minutes=14 * DAY)
    (one,) = insight_looks.due(person.record, person.record.now())
    assert (one.words, one.number) == ("I may rest before I am tired.", 1)
    (thread,) = insight_looks.threads(person.record, person.client)
    assert thread.insight.text == "I may rest."
    assert [entry.kind for entry in thread.entries] == [EntryKind.KEPT, EntryKind.BECAME]


def test_looks_go_on_after_the_dosing_session_was_signed(person: Person, clock: SetClock) -> None:
    with person.record.write() as db:
        row = db.get_one(SessionRow, person.session)
        row.opened_at = row.ended_at = row.signed_at = person.record.now()
    clock.move(minutes=14 * DAY)
    person.look(Verdict.BECAME, "Other words.")
    (thread,) = insight_looks.threads(person.record, person.client)
    assert thread.words == "Other words."


def test_a_thread_tells_steps_work_and_meanings_in_the_order_of_time(person: Person, clock: SetClock) -> None:
    record = person.record
    clock.move(minutes=DAY)
    work.add(record, person.session, Movement.RECLAIM, "Sundays off", insight_id=person.insight)
    clock.move(minutes=DAY)
    note = person.look(Verdict.HELD)
    clock.move(minutes=DAY)
    with record.write() as db:
        common = {"client_id": person.client, "integration_id": note, "insight_id": person.insight}
        item = LifeItemRow(
            id=uuid4(), register="action", register_version=1, text="Lie down at two", **common
        )
        item.facts = {"when": "each day", "cue": "after lunch", "obstacle": ""}
        meaning = MeaningRow(id=uuid4(), words="Rest is mine.", **common)
        for row in (item, meaning):
            row.happened_at = row.written_at = record.now()
            row.zone = record.zone
            db.add(row)
    (thread,) = insight_looks.threads(record, person.client)
    kinds = [entry.kind for entry in thread.entries]
    assert kinds == [EntryKind.KEPT, EntryKind.WORK, EntryKind.LOOK, EntryKind.STEP, EntryKind.MEANING]
    assert thread.entries[3].detail == "when: each day · cue: after lunch"


def test_themes_have_a_thread_and_no_times_and_struck_ones_are_left_out(
    person: Person, clock: SetClock
) -> None:
    insights.add(person.record, person.session, "water", kind=Kind.THEME)
    insights.strike(person.record, person.insight, "said by somebody else")
    clock.move(minutes=20 * DAY)
    (thread,) = insight_looks.threads(person.record, person.client)
    assert thread.insight.kind is Kind.THEME
    assert thread.due is None
    assert insight_looks.due(person.record, person.record.now()) == ()
