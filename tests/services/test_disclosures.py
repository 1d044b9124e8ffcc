"""What left is entered with whom, why and on what ground; a record under Part 2 says so on its pages."""

from datetime import date

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.disclosures import Leaving, Part2Consent, Way
from kapdesk.domain.errors import Refused
from kapdesk.reports.pdf import inspect
from kapdesk.services import audit, disclosures, documents
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_day, lead_home

TO_GP = Leaving("summary", "Dr. A. Rowe, Hill Surgery", "going on with care", "treatment")
SAID = Part2Consent(
    "Hill Surgery", "treatment", date(2026, 11, 20), "A. Mor", "20 November 2027", revocable=True
)
WORDS = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    return made


def test_what_left_stands_in_the_log_with_all_that_was_said(day: LeavingDay) -> None:
    disclosures.write(day.record, day.client, TO_GP, way=Way.PRINTED.value, pages=3)
    (one,) = disclosures.of_client(day.record, day.client)
    assert (one.leaving, one.pages, one.way, one.part2) == (TO_GP, 3, "printed", False)
    assert one.ground_words == "Treatment by another clinician"
    assert "Adler" in one.by
    (line,) = audit.lines(day.record, action="disclosure logged")
    assert (line.client, line.count) == (day.client, 3)


HALVES = (
    (Leaving("summary", " ", "care", "treatment"), "who receives"),
    (Leaving("summary", "GP", "", "treatment"), "what it is for"),
    (Leaving("summary", "GP", "care", "a whim"), "ground"),
    (Leaving("summary", "GP", "care", "authorisation"), "day it was signed"),
    (Leaving("summary", "GP", "care", "authorisation", date(2026, 11, 23)), "day to come"),
    (Leaving("summary", "GP", "care", "authorisation", date(2026, 1, 1), date(2026, 11, 21)), "is over"),
)


def test_nothing_is_entered_by_halves(day: LeavingDay) -> None:
    for leaving, word in HALVES:
        with pytest.raises(Refused, match=word):
            disclosures.write(day.record, day.client, leaving, way="printed")
        assert disclosures.of_client(day.record, day.client) == ()


def test_a_consent_under_part_2_names_what_it_lacks_and_is_taken_back(day: LeavingDay) -> None:
    lacking = Part2Consent("Hill Surgery", "", date(2026, 11, 20), "A. Mor", "")
    with pytest.raises(Refused, match="the purpose, when it expires, that it can be revoked"):
        disclosures.give_consent(day.record, day.client, lacking)
    disclosures.give_consent(day.record, day.client, SAID)
    assert disclosures.consent(day.record, day.client) == SAID
    disclosures.revoke_consent(day.record, day.client, date(2026, 11, 22))
    assert disclosures.consent(day.record, day.client) is None


def test_a_missing_consent_is_said_and_nothing_is_held_back(day: LeavingDay) -> None:
    assert disclosures.part2_words(day.record, day.client, "treatment") == ""
    disclosures.set_part2(day.record, day.client, True)
    assert "no written consent" in disclosures.part2_words(day.record, day.client, "treatment")
    assert disclosures.part2_words(day.record, day.client, "emergency") == ""
    disclosures.give_consent(day.record, day.client, SAID)
    assert "Hill Surgery" in disclosures.part2_words(day.record, day.client, "treatment")
    disclosures.write(day.record, day.client, TO_GP, way="printed")
    assert disclosures.of_client(day.record, day.client)[0].part2


def test_the_notice_stands_on_every_page_that_tells_of_the_chart(day: LeavingDay) -> None:
    def pages(key: str) -> tuple[str, ...]:
        made = documents.make(day.record, key, day.client, day.session, paper=Paper.A4)
        return tuple(" ".join(text.split()) for text in inspect(made.pdf).texts)

    assert not any(WORDS in text for text in pages("summary"))
    disclosures.set_part2(day.record, day.client, True)
    assert all(WORDS in text for text in pages("summary"))
    assert not any("42 CFR" in text for text in pages("escort") + pages("discharge"))
