"""Documents say every recorded fact once, in the words it was asked in, and nothing that was not recorded."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.reports.pdf import inspect
from kapdesk.services import (
    arrivals,
    clients,
    crisis,
    documents,
    escorts,
    notes,
    readiness,
    safety_plans,
    sessions,
)
from kapdesk.services.documents import Paper, Printed
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import PREPARED, TOLD, a_client, a_day, confirm_numbers, lead_home

SPACE = re.compile(r"\s+")


def words(printed: Printed) -> str:
    """Return the words of a document in a line."""
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    return made


@pytest.fixture
def empty(record: Record) -> UUID:
    planned = sessions.plan(record, a_client(record)).item
    assert planned is not None
    return planned


@pytest.mark.parametrize("paper", list(Paper))
def test_every_recorded_fact_is_in_the_summary(day: LeavingDay, paper: Paper) -> None:
    text = words(documents.session_summary(day.record, day.session, paper=paper))
    once = [
        *(line for text in PREPARED.values() for line in text.splitlines() if "walnut" not in line),
        *TOLD.values(),
        "I am a very large blue room", "quiet tears", "I was guarding an empty house",
        "Who was behind the door?", "A slip of the pen", "marked the wrong line", "room turned once",
        "stayed seated", "both hands", "tea at six", "medication: locked and secured", "by Friday",
        "known to the client", "Earlier attempt: 2009 (caution)", "written 09:53",
    ]  # fmt: skip
    wrong = {fact: text.count(fact) for fact in once if text.count(fact) != 1}
    assert not wrong


def test_an_empty_session_prints_no_tick_no_number_and_no_drug(record: Record, empty: UUID) -> None:
    for make in (documents.session_summary, documents.discharge_summary):
        text = words(make(record, empty, paper=Paper.A4))
        assert not re.search("[\u2713\u2714\u2611\u2612\u2610\u2717]", text)
        assert not re.search(r"ketamine|555|911|988| mg\b|all recorded criteria met|\bmmHg", text)
        assert "not recorded" in text
        assert "DRAFT" in text


def test_a_number_nobody_tried_prints_nowhere(day: LeavingDay) -> None:
    for key in ("summary", "discharge", "escort", "plan", "card"):
        printed = documents.make(day.record, key, day.client, day.session, paper=Paper.A4)
        assert "0666" not in words(printed)
        assert "0777" not in words(printed)
        assert inspect(printed.pdf).good


def test_a_number_that_was_changed_prints_only_after_it_was_tried_anew(day: LeavingDay) -> None:
    crisis.edit(day.record, crisis.CLINIC_DAY, label="The clinic", number="555 0123")
    text = words(documents.discharge_summary(day.record, day.session, paper=Paper.A4))
    assert "555 0123" not in text
    assert "555 0100" not in text


@pytest.mark.parametrize("paper", list(Paper))
def test_the_clients_page_is_one_page_and_chest_pain_is_an_emergency(day: LeavingDay, paper: Paper) -> None:
    printed = documents.discharge_summary(day.record, day.session, paper=paper)
    text = words(printed)
    assert printed.pages == 1
    urgent = text.index("Get emergency help at once if")
    assert text.index("Call us if") < urgent < text.index("your chest hurts")
    assert text.index("911") > urgent
    for gone in ("staircase", "ketamine", "negative", "ASQ", "guarding an empty house", "walnut, 2"):
        assert gone not in text
    for there in ("Ivo Mor, brother", "555 0100", "version 1, is in your hands", "grandfather's walnut"):
        assert text.count(there) == 1, there


def test_the_escorts_page_needs_consent(day: LeavingDay) -> None:
    assert documents.escort_sheet(day.record, day.session, paper=Paper.LETTER).pages == 1
    known = escorts.of_session(day.record, day.session)
    assert known is not None
    for answer in (False, None):
        escorts.write(day.record, day.session, replace(known, sheet_consent=answer))
        with pytest.raises(Refused):
            documents.escort_sheet(day.record, day.session, paper=Paper.A4)


def test_the_plan_is_in_the_clients_words_as_last_reviewed(day: LeavingDay) -> None:
    notes.write(day.record, safety_plans.owner(day.client), "plan.matters", "something newer")
    text = words(documents.stay_safe_plan(day.record, day.client, paper=Paper.A4))
    assert "the garden in spring" in text
    assert "something newer" not in text
    assert "the night line, 555 0199" in text
    assert "A number left out" in text
    assert "medication" not in text.lower()
    assert "DRAFT" not in text


def test_a_plan_that_was_never_reviewed_and_an_empty_card_are_refused(record: Record) -> None:
    client = a_client(record)
    for make in (documents.stay_safe_plan, documents.appointment_card):
        with pytest.raises(Refused):
            make(record, client, paper=Paper.A4)


def test_an_answer_prints_as_it_was_asked(record: Record, clock: SetClock) -> None:
    day = a_day(record, clock)
    arrivals.answer(record, day.session, "identity", "name-and-birth-date")
    newest = record.content.checklist("arrival")
    item = replace(newest.items[0], label="Something else entirely", choices=())
    groups = (replace(newest.groups[0], items=(item, *newest.groups[0].items[1:])), *newest.groups[1:])
    shelf: Any = dict(record.content._shelf)  # pyright: ignore[reportPrivateUsage] - a newer version
    key = (type(newest), "arrival")
    shelf[key] = {**shelf[key], 2: replace(newest, version=2, groups=groups)}
    later = replace(record, content=replace(record.content, _shelf=shelf))
    text = words(documents.session_summary(later, day.session, paper=Paper.A4))
    assert "Identity confirmed by two identifiers" in text
    assert "Name and date of birth" in text
    assert "Something else entirely" not in text


@pytest.mark.parametrize(("family", "given"), [("Гончар", "Олена"), ("حداد", "ليلى"), ("王", "小明")])
def test_names_in_any_script_are_on_the_page(
    record: Record, clock: SetClock, family: str, given: str
) -> None:
    day = a_day(record, clock, family, given)
    lead_home(day)
    for key in ("summary", "discharge", "escort", "plan", "card"):
        printed = documents.make(record, key, day.client, day.session, paper=Paper.A4)
        assert inspect(printed.pdf).good
        assert "[U+" not in words(printed)
        assert family not in printed.file_name
    if family != "حداد":  # Arabic letters are drawn joined; their words stay in the tags
        assert family.upper() in words(documents.discharge_summary(record, day.session, paper=Paper.A4))


def test_a_signed_session_prints_who_signed_and_no_draft(day: LeavingDay) -> None:
    day.seal()
    text = words(documents.session_summary(day.record, day.session, paper=Paper.A4))
    assert "Signed by J. Adler, LMFT, 22-Nov-2026" in text
    assert "DRAFT" not in text


def test_the_practice_room_marks_every_page(day: LeavingDay) -> None:
    rehearsal = replace(day.record, rehearsal=True)
    for key in ("summary", "discharge", "escort", "plan", "card"):
        printed = documents.make(rehearsal, key, day.client, day.session, paper=Paper.A4)
        assert all("PRACTICE ROOM" in page for page in inspect(printed.pdf).texts)


def test_file_names_name_nobody(day: LeavingDay) -> None:
    code = clients.one(day.record, day.client).code
    for key in ("summary", "discharge", "escort", "plan", "card"):
        name = documents.make(day.record, key, day.client, day.session, paper=Paper.A4).file_name
        assert re.fullmatch(r"kapdesk-2026-11-22-[a-z-]+\.pdf", name)
        assert code not in name
        assert "mor" not in name.lower()


def test_cards_say_what_is_missing(record: Record, empty: UUID, day: LeavingDay) -> None:
    before = {card.key: card for card in documents.cards(record, sessions.head(record, empty).client, empty)}
    assert before["discharge"].state == "draft: the session is not signed; no outcome recorded yet"
    assert not before["escort"].ready
    assert not before["plan"].ready
    assert before["card"].state == "nothing is booked"
    assert not before["provider"].ready
    after = {card.key: card for card in documents.cards(record, day.client, day.session)}
    ready = [key for key, card in after.items() if card.ready]
    assert ready == [
        "discharge", "escort", "plan", "card", "weeks", "summary", "progress", "worksheet", "whole",
    ]  # fmt: skip
    for shelf in (after, before):
        assert list(shelf) == list(documents.KEYS)
        assert all(card.state for card in shelf.values())
    bare = documents.cards(record, day.client, None)
    assert [card.key for card in bare if card.ready] == ["plan", "card", "weeks", "whole"]
    assert {card.key for card in bare} == set(documents.KEYS)
    assert all(card.state for card in bare)


def test_a_session_that_is_not_there_is_said(record: Record) -> None:
    with pytest.raises(NotFound):
        documents.session_summary(record, UUID(int=1), paper=Paper.A4)


def test_the_paper_is_remembered(record: Record) -> None:
    assert documents.paper(record) is Paper.A4
    documents.choose_paper(record, Paper.LETTER)
    assert documents.paper(record) is Paper.LETTER


def test_the_criteria_print_as_they_stood_when_the_client_left(day: LeavingDay) -> None:
    before = words(documents.session_summary(day.record, day.session, paper=Paper.A4))
    assert "all recorded criteria met" in before
    with day.record.write() as db:
        for row in db.query(AppointmentRow).filter_by(client_id=day.client):
            row.status = "attended"
    day.clock.move(days=9)
    after = words(documents.session_summary(day.record, day.session, paper=Paper.A4))
    assert "all recorded criteria met" in after
    assert "booked. not recorded" not in after


def test_an_override_that_was_withdrawn_prints_struck_with_its_reason(
    record: Record, clock: SetClock
) -> None:
    day = a_day(record, clock)
    readiness.override(
        record, day.session, "D05", "N. Okafor", "medical professional, MD", "falling on three looks"
    )
    readiness.withdraw_override(record, day.session, "D05", "read the wrong chart")
    text = words(documents.session_summary(record, day.session, paper=Paper.A4))
    assert text.count("falling on three looks") == 1
    assert text.count("read the wrong chart") == 1


def test_a_call_is_not_printed_as_a_visit(day: LeavingDay) -> None:
    for key in ("card", "discharge"):
        text = words(documents.make(day.record, key, day.client, day.session, paper=Paper.A4))
        assert text.count("we call you") == 1


@pytest.mark.parametrize(
    ("line", "prints"),
    [
        ("open 24/7, best 9-17", True), ("the ward on floor 3", True), ("ring 555 0199", True),
        ("988 by text", False), ("my doctor, +1 (555) 0-7-7-7", False), ("555-0199 or 555-0198", False),
    ],
)  # fmt: skip
def test_a_line_of_urgent_help_prints_only_with_tried_numbers(
    record: Record, line: str, *, prints: bool
) -> None:
    confirm_numbers(record)
    client = a_client(record)
    notes.write(record, safety_plans.owner(client), "plan.urgent", line)
    safety_plans.review(record, client, copy_given=True)
    text = words(documents.stay_safe_plan(record, client, paper=Paper.A4))
    assert (line in text) is prints
    assert ("left out" in text) is not prints


def test_a_plan_of_an_earlier_day_is_not_said_to_be_in_hand_today(day: LeavingDay, clock: SetClock) -> None:
    clock.move(days=14)
    session = sessions.plan(day.record, day.client).item
    assert session is not None
    sessions.move(day.record, session, SessionState.ARRIVED)
    later = words(documents.discharge_summary(day.record, session, paper=Paper.A4))
    assert "version 1, was looked at with you on Sunday 22 November 2026 and given to you" in later
    assert "in your hands" not in later
    first = words(documents.discharge_summary(day.record, day.session, paper=Paper.A4))
    assert "version 1, is in your hands" in first
