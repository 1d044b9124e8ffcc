"""The plan is one page in large type, with the client's words and confirmed numbers only."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kapdesk.reports import stay_safe_plan
from kapdesk.reports.client_facts import Number
from kapdesk.reports.paper import Identity, Paper, Stamp, Status
from kapdesk.reports.pdf import inspect
from kapdesk.reports.stay_safe_plan import Element, PlanFacts


@pytest.fixture
def plan(identity: Identity, numbers: tuple[Number, ...]) -> PlanFacts:
    titles = ("noticing", "by myself", "company", "telling", "urgent help", "my space", "what matters")
    elements = tuple(
        Element(title, (f"first of {title}", f"second of {title}"), numbers=title == "urgent help")
        for title in titles
    )
    return PlanFacts(
        identity, 2, date(2026, 11, 22), elements, numbers, 0, (("Where this page is kept", ""),)
    )


@pytest.fixture
def plain(stamp: Stamp) -> Stamp:
    return replace(stamp, status=Status.PLAIN)


@pytest.mark.parametrize("paper", list(Paper))
def test_all_seven_parts_stand_on_one_page_with_the_numbers(
    plan: PlanFacts, plain: Stamp, paper: Paper
) -> None:
    seen = inspect(stay_safe_plan.render(plan, paper=paper, stamp=plain))
    assert (seen.pages, seen.good) == (1, True)
    for element in plan.elements:
        assert all(seen.texts[0].count(line) == 1 for line in element.lines)
    assert seen.texts[0].count("030 5550 100") == 1
    assert "DRAFT" not in seen.texts[0]


def test_a_number_nobody_tried_is_said_to_be_left_out(plan: PlanFacts, plain: Stamp) -> None:
    (text,) = inspect(stay_safe_plan.render(replace(plan, left_out=2), paper=Paper.A4, stamp=plain)).texts
    assert "2 numbers left out: not yet tried by the clinic. Please ask." in re.sub(r"\s+", " ", text)


def test_a_part_without_words_says_so(plan: PlanFacts, plain: Stamp) -> None:
    bare = tuple(replace(element, lines=()) for element in plan.elements)
    empty = replace(plan, number=None, elements=bare, numbers=(), closing=())
    (text,) = inspect(stay_safe_plan.render(empty, paper=Paper.A4, stamp=plain)).texts
    assert text.count("not recorded") == len(bare)


def test_a_very_long_plan_loses_nothing(plan: PlanFacts, plain: Stamp) -> None:
    long = tuple(replace(one, lines=tuple(f"{one.title} {n}." for n in range(12))) for one in plan.elements)
    pdf = stay_safe_plan.render(replace(plan, elements=long), paper=Paper.LETTER, stamp=plain)
    text = " ".join(inspect(pdf).texts)
    assert all(f"{one.title} {n}." in text for one in plan.elements for n in range(12))
