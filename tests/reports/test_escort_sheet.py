"""The escort's half page holds practical care only, and is made only with the client's consent."""

import io
import re
from dataclasses import replace

import pdfplumber
import pytest

from kapdesk.domain.errors import Refused
from kapdesk.reports import escort_sheet
from kapdesk.reports.client_facts import Advice, Number
from kapdesk.reports.escort_sheet import EscortFacts
from kapdesk.reports.paper import MARGIN, Identity, Paper, Stamp, Status
from kapdesk.reports.pdf import inspect


@pytest.fixture
def facts(identity: Identity, advice: tuple[Advice, Advice], numbers: tuple[Number, ...]) -> EscortFacts:
    tonight, call_if = advice
    return EscortFacts(identity, True, "Ivo Mor, brother", tonight, call_if, numbers)


def test_without_consent_no_page_is_made(facts: EscortFacts, stamp: Stamp) -> None:
    with pytest.raises(Refused) as refused:
        escort_sheet.render(replace(facts, consented=False), paper=Paper.A4, stamp=stamp)
    assert "no consent" in refused.value.sentence
    assert "Mor" not in refused.value.sentence


@pytest.mark.parametrize("paper", list(Paper))
def test_what_the_escort_needs_stands_on_the_upper_half(
    facts: EscortFacts, stamp: Stamp, paper: Paper
) -> None:
    pdf = escort_sheet.render(facts, paper=paper, stamp=replace(stamp, practice=True))
    assert inspect(pdf).pages == 1
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        half = page.crop((0, 0, page.width, page.height / 2)).extract_text()
        low = [char for char in page.chars if char["upright"] and char["top"] > page.height / 2]
        assert min(char["top"] for char in low) > page.height * 0.75
        assert min(round(char["size"], 3) for char in page.chars) >= 12
    for word in (
        "MOR, Aster",
        "Ivo Mor, brother",
        "030 5550 100",
        "030 5550 199",
        "slept a full night",
        "K-0142",
    ):
        assert word in half


def test_nothing_stands_outside_the_margins(facts: EscortFacts, stamp: Stamp) -> None:
    pdf = escort_sheet.render(facts, paper=Paper.A4, stamp=replace(stamp, status=Status.SIGNED))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for char in opened.pages[0].chars:
            if char["text"].strip():
                assert char["x0"] >= MARGIN - 0.5
                assert char["x1"] <= opened.pages[0].width - MARGIN + 0.5


def test_nothing_given_prints_no_number(stamp: Stamp) -> None:
    empty = EscortFacts(Identity("Mor", "Aster", None, "K"), True)
    (text,) = inspect(escort_sheet.render(empty, paper=Paper.A4, stamp=stamp)).texts
    assert not re.search(r"\d", text[: text.index("Printed")])
    assert "Number not recorded" in re.sub(r"\s+", " ", text)
