"""The page of each outcome: every fact it must carry, looks, doses, alerts, people; nothing made up."""

import re
from dataclasses import replace

import pytest

from kapdesk.domain.alerts import Severity
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import REQUIRED, Outcome
from kapdesk.domain.readings import Reading
from kapdesk.reports.outcome_sheet import TITLES
from kapdesk.reports.pdf import inspect
from kapdesk.services import alerts, clients, documents, sessions, vitals
from kapdesk.services.documents import OUTCOMES, Paper
from kapdesk.services.record import Record
from tests.services.endings import TOLD, a_day_ended, end, known
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import TOLD as SAID
from tests.services.whole_day import a_client, a_day, lead_home

KEY_OF = {outcome: key for key, outcome in OUTCOMES.items()}


def words(day: LeavingDay, outcome: Outcome, paper: Paper = Paper.A4) -> str:
    printed = documents.make(day.record, KEY_OF[outcome], day.client, day.session, paper=paper)
    return re.sub(r"\s+", " ", " ".join(inspect(printed.pdf).texts))


@pytest.mark.parametrize("outcome", list(TOLD))
def test_every_fact_of_the_outcome_is_on_its_page(record: Record, clock: SetClock, outcome: Outcome) -> None:
    day = a_day_ended(record, clock, outcome)
    text = words(day, outcome)
    assert TITLES[outcome] in text
    for fact in REQUIRED[outcome]:
        assert fact.label in text
    for told in TOLD[outcome].values():
        if isinstance(told, str):
            assert told in text
    for fact in (
        "ketamine, IM injection", "50 mg", "09:05", "122/78", "Earlier attempt: 2009",
        "Allergies not recorded", "sertraline 50 mg at seven", "Sela Mor, sister, 555 0141",
        "Ivo Mor, brother, 555 0134", "555 0140", "Dizziness or vertigo", "555 0100", "ASQ", "2 Mill Road",
        "R. Sole, RN",
    ):  # fmt: skip
        assert fact in text, fact
    for gone in (*SAID.values(), "I am a very large blue room", "guarding an empty house", "555 0666"):
        assert gone not in text


def test_every_other_page_says_why_it_is_not_there(record: Record, clock: SetClock) -> None:
    day = a_day_ended(record, clock, Outcome.MEDICAL_TRANSFER)
    cards = {card.key: card for card in documents.cards(record, day.client, day.session)}
    for key, outcome in OUTCOMES.items():
        assert cards[key].ready is (outcome is Outcome.MEDICAL_TRANSFER)
        if outcome is not Outcome.MEDICAL_TRANSFER:
            assert cards[key].state == "the session ended otherwise"
            with pytest.raises(Refused, match="ended otherwise"):
                words(day, outcome)


def test_what_goes_along_can_be_printed_at_the_door_before_it_is_recorded(
    record: Record, clock: SetClock
) -> None:
    day = a_day(record, clock)
    for outcome in (Outcome.MEDICAL_TRANSFER, Outcome.EMERGENCY_EVALUATION):
        text = words(day, outcome)
        assert "The outcome is not recorded yet" in text
        assert re.search(r"Why not recorded", text)
    with pytest.raises(Refused):
        words(day, Outcome.AGAINST_ADVICE)


def test_no_page_of_an_outcome_before_the_client_came(record: Record) -> None:
    session = sessions.plan(record, a_client(record)).item
    assert session is not None
    with pytest.raises(Refused, match="has not arrived"):
        documents.make(record, "transfer", sessions.head(record, session).client, session, paper=Paper.A4)


def test_a_longer_stay_keeps_its_note_after_the_client_went_home(record: Record, clock: SetClock) -> None:
    day = a_day(record, clock)
    end(day, Outcome.EXTENDED)
    lead_home(day)
    text = words(day, Outcome.EXTENDED)
    assert "Gait still uneven after two hours" in text
    assert "22-Nov-2026 10:33" in text
    assert "Released" not in text


def test_the_last_looks_and_the_baseline_are_enough(record: Record, clock: SetClock) -> None:
    day = a_day(record, clock)
    for systolic in range(151, 163):
        day.clock.move(minutes=3)
        vitals.take(record, day.session, Reading(sbp=systolic, dbp=91))
    known(day)
    end(day, Outcome.MEDICAL_TRANSFER)
    text = words(day, Outcome.MEDICAL_TRANSFER)
    assert "122/78" in text
    assert "162/91" in text
    assert "152/91" not in text
    assert "The baseline and the last 6 of" in text


def test_allergies_and_stop_alerts_stand_on_the_first_page(record: Record, clock: SetClock) -> None:
    day = a_day(record, clock)
    alerts.add(record, day.client, "allergy", Severity.STOP, text="latex")
    end(day, Outcome.MEDICAL_TRANSFER)
    printed = documents.make(record, "transfer", day.client, day.session, paper=Paper.LETTER)
    first = inspect(printed.pdf).texts[0]
    assert "latex" in first
    assert "Allergies recorded" in first
    assert printed.pages <= 2


@pytest.mark.parametrize(("family", "given"), [("حداد", "ليلى"), ("כהן", "דנה")])
def test_a_name_from_right_to_left_is_copied_as_it_is_written(
    record: Record, clock: SetClock, family: str, given: str
) -> None:
    day = a_day_ended(record, clock, Outcome.AGAINST_ADVICE)
    clients.edit(record, replace(clients.one(record, day.client), family_name=family, given_name=given))
    printed = documents.make(record, "advice", day.client, day.session, paper=Paper.A4)
    assert inspect(printed.pdf).good
    assert "[U+" not in inspect(printed.pdf).texts[0]
