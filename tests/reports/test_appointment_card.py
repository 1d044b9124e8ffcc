"""The appointment card says when and where, with no clinical word, and only a number that was confirmed."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pdfplumber
import pytest

from kapdesk.reports import appointment_card
from kapdesk.reports.appointment_card import CARD_WIDTH, CardFacts
from kapdesk.reports.client_facts import NextVisit
from kapdesk.reports.paper import REHEARSAL, Identity, Paper, Stamp, Status
from kapdesk.reports.pdf import inspect


@pytest.fixture
def facts(identity: Identity, visits: tuple[NextVisit, ...]) -> CardFacts:
    return CardFacts(identity, "Quiet Clinic", "030 5550 100", visits)


def card(facts: CardFacts, stamp: Stamp, paper: Paper = Paper.A4) -> str:
    """Return the words inside the dashed line."""
    with pdfplumber.open(io.BytesIO(appointment_card.render(facts, paper=paper, stamp=stamp))) as opened:
        page = opened.pages[0]
        across = [line for line in page.lines if abs(line["x1"] - line["x0"] - CARD_WIDTH) < 1]
        upper, lower = sorted(line["top"] for line in across)
        inside = page.crop((across[0]["x0"], upper, across[0]["x1"], lower))
        return inside.filter(_is_upright).extract_text()


def _is_upright(thing: dict[str, object]) -> bool:
    """Leave out the watermark."""
    return bool(thing.get("upright", True))


@pytest.mark.parametrize("paper", list(Paper))
def test_the_card_says_when_where_and_whom_to_call(facts: CardFacts, stamp: Stamp, paper: Paper) -> None:
    text = card(facts, replace(stamp, status=Status.SIGNED), paper)
    for word in (
        "Tuesday 24 November 2026 at 15:00",
        "Tuesday 1 December 2026 at 15:00",
        "room 2",
        "030 5550 100",
    ):
        assert word in text


def test_many_visits_stand_on_several_cards_and_none_is_cut_in_two(facts: CardFacts, stamp: Stamp) -> None:
    many = tuple(
        replace(facts.visits[0], at=facts.visits[0].at + timedelta(weeks=week)) for week in range(16)
    )
    plain = replace(stamp, status=Status.PLAIN)
    pdf = appointment_card.render(replace(facts, visits=many), paper=Paper.A4, stamp=plain)
    seen = inspect(pdf)
    assert seen.good
    assert seen.pages == 2
    assert "030 5550 100" in seen.texts[1]
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        across = [
            line
            for page in opened.pages
            for line in page.lines
            if abs(line["x1"] - line["x0"] - CARD_WIDTH) < 1
        ]
        words = " ".join(page.extract_text() for page in opened.pages)
    assert len(across) == 2 * 2, "two cards, each closed at both ends"
    for visit in many:
        assert visit.when in words


def test_what_the_visit_is_for_does_not_stand_on_the_card(facts: CardFacts, stamp: Stamp) -> None:
    visit = replace(facts.visits[0], what="Ketamine integration")
    text = card(replace(facts, visits=(visit,)), stamp)
    assert "etamine" not in text
    assert "ntegration" not in text
    assert "MOR" not in text


def test_a_card_cut_out_of_the_rehearsal_record_still_says_so(facts: CardFacts, stamp: Stamp) -> None:
    assert REHEARSAL in card(facts, replace(stamp, practice=True))
    assert "DRAFT" in card(facts, stamp)
    assert "DRAFT" not in card(facts, replace(stamp, status=Status.SIGNED))


def test_nothing_booked_prints_no_date_and_no_number(stamp: Stamp) -> None:
    empty = CardFacts(Identity("Mor", "Aster", None, "K"))
    text = card(empty, replace(stamp, status=Status.SIGNED))
    assert "not recorded" in text
    assert not re.search(r"\d", text)


def test_the_page_around_the_card_says_whose_it_is(facts: CardFacts, stamp: Stamp) -> None:
    (text,) = inspect(appointment_card.render(facts, paper=Paper.A4, stamp=stamp)).texts
    assert "MOR, Aster" in text
    assert "Page 1 of 1" in text
