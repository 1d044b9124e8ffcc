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
    clinic, urgent = replace(call_if, points=call_if.points[2:]), replace(call_if, points=call_if.points[:2])
    return EscortFacts(
        identity, True, "Ivo Mor, brother", tonight, clinic, numbers, emergency_if=urgent,
        emergency=(Number("Emergency", "112"),),
    )  # fmt: skip


def test_without_consent_no_page_is_made(facts: EscortFacts, stamp: Stamp) -> None:
    with pytest.raises(Refused) as refused:
        escort_sheet.render(replace(facts, consented=False), paper=Paper.A4, stamp=stamp)
    assert "no consent" in refused.value.sentence
    assert "Mor" not in refused.value.sentence


def _is_in_lines(thing: dict[str, object]) -> bool:
    return float(str(thing.get("size", 0))) < 30


@pytest.mark.parametrize("paper", list(Paper))
def test_what_the_escort_needs_stands_on_the_upper_half(
    facts: EscortFacts, stamp: Stamp, paper: Paper
) -> None:
    pdf = escort_sheet.render(facts, paper=paper, stamp=replace(stamp, practice=True))
    assert inspect(pdf).pages == 1
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        upper = page.crop((0, 0, page.width, page.height / 2))
        half = upper.filter(_is_in_lines).extract_text()  # without the mark across the page
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
    assert "Number not recorded. Please ask the clinic" in re.sub(r"\s+", " ", text)


def test_what_needs_help_at_once_never_stands_under_calling_the_clinic(
    facts: EscortFacts, stamp: Stamp
) -> None:
    (text,) = inspect(escort_sheet.render(facts, paper=Paper.A4, stamp=stamp)).texts
    assert text.index("Call us if") < text.index("think about ending") < text.index("Who to call")
    assert text.index("Who to call") < text.index("112") < text.index("chest pain")


@pytest.mark.parametrize("paper", list(Paper))
def test_what_does_not_fit_half_a_page_takes_a_whole_one_and_loses_nothing(
    facts: EscortFacts, stamp: Stamp, paper: Paper
) -> None:
    many = replace(facts.tonight, points=tuple(f"Stay for the {number}th hour." for number in range(20)))
    seen = inspect(escort_sheet.render(replace(facts, tonight=many), paper=paper, stamp=stamp))
    assert seen.pages == 1
    assert all(f"the {number}th hour" in seen.texts[0] for number in range(20))
