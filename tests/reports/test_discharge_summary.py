"""The client's page says what to do tonight and whom to call, and nothing that was not given to it."""

import io
import re
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pdfplumber
import pytest

from kapdesk.reports import discharge_summary
from kapdesk.reports.client_facts import Advice, Number
from kapdesk.reports.discharge_summary import DischargeFacts
from kapdesk.reports.paper import Identity, Paper, Stamp, Status
from kapdesk.reports.pdf import inspect

SPACE = re.compile(r"\s+")
FOOT = re.compile(r"Printed Sunday 22 November 2026.*?Page \d+ of \d+")


@pytest.fixture
def signed(stamp: Stamp) -> Stamp:
    return replace(stamp, status=Status.SIGNED, signature="Signed by J. Adler, LMFT")


def printed(facts: DischargeFacts, stamp: Stamp, paper: Paper = Paper.A4) -> str:
    """Return the words of the client's page in a line, without the foot."""
    texts = inspect(discharge_summary.render(facts, paper=paper, stamp=stamp)).texts
    return FOOT.sub(" ", " ".join(SPACE.sub(" ", text) for text in texts))


@pytest.mark.parametrize("paper", list(Paper))
def test_a_usual_page_is_one_page(going_home: DischargeFacts, signed: Stamp, paper: Paper) -> None:
    assert inspect(discharge_summary.render(going_home, paper=paper, stamp=signed)).pages == 1


def test_headings_are_the_readers_words_in_the_order_of_need(
    going_home: DischargeFacts, signed: Stamp
) -> None:
    text = printed(going_home, signed)
    headings = (
        "Going home",
        "Tonight",
        "Takes you home",
        "Please do not",
        "What you may notice",
        "Call us if",
        "Who to call",
        "Get emergency help at once if",
        "Your plan",
        "Your next visit",
    )
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_every_fact_given_is_on_the_page(going_home: DischargeFacts, signed: Stamp) -> None:
    text = printed(going_home, signed)
    for fact in (
        *going_home.tonight.points, *going_home.call_if.points, *going_home.please_do_not.points,
        *going_home.may_notice.points, *going_home.emergency_if.points, going_home.plan, *going_home.helps,
        "112 Emergency",
        "Sunday 22 November 2026, Quiet Clinic", "You came: 09:00", "You left: 12:40", "030 5550 100",
        "030 5550 199", "09:00 to 18:00", "Tuesday 24 November 2026 at 15:00",
        "Tuesday 1 December 2026 at 15:00",
        "Takes you home: Ivo Mor, brother. With you tonight: Ivo Mor.",
        "Left out because you asked: names of other people.",
        "Advice on this page: version 2, the clinic.",
    ):  # fmt: skip
        assert text.count(fact) == 1, fact


def test_nothing_given_prints_no_number_no_tick_and_no_promise(signed: Stamp) -> None:
    empty = DischargeFacts(Identity("Mor", "Aster", None, "K"), "Europe/Berlin")
    text = printed(empty, signed)
    assert not re.search(r"\d", text)
    assert not re.search("[\u2713\u2714\u2611\u2612\u2610\u2717]", text)
    assert not re.search(r"\b(safe|988|911|999|112)\b", text)
    assert text.lower().count("not recorded") == 14


def test_chest_pain_never_stands_under_calling_the_clinic(going_home: DischargeFacts, signed: Stamp) -> None:
    text = printed(going_home, signed)
    urgent = text.index("Get emergency help at once if")
    assert text.index("Call us if") < text.index("Who to call") < urgent
    assert all(text.index(point) > urgent for point in going_home.emergency_if.points)
    assert all(text.index(point) < urgent for point in going_home.call_if.points)
    assert text.index("112") > urgent


def test_a_block_the_clinic_added_stands_under_its_own_heading(
    going_home: DischargeFacts, signed: Stamp
) -> None:
    text = printed(replace(going_home, more=(("Your dog", Advice(("Ask a neighbour.",))),)), signed)
    assert "Your dog" in text
    assert text.index("Your dog") < text.index("Ask a neighbour.") < text.index("Call us if")


def test_a_blank_number_is_not_a_number(going_home: DischargeFacts, signed: Stamp) -> None:
    blank = tuple(replace(number, number=" ") for number in going_home.numbers)
    assert "Number not recorded. Please ask the clinic" in printed(replace(going_home, numbers=blank), signed)


def test_there_is_no_place_for_the_session_on_the_clients_page() -> None:
    names = {field.name for field in fields(DischargeFacts)}
    forbidden = ("dose", "score", "screen", "timeline", "debrief", "diagnos", "vital", "insight", "note")
    assert not [name for name in names if any(word in name for word in forbidden)]


def _sizes(pdf: bytes) -> dict[str, float]:
    """Return the smallest size of type on a page and the size of the numbers to call."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        chars: list[Any] = [char for page in opened.pages for char in page.chars]
    text = "".join(char["text"] for char in chars)
    begin = text.index("030 5550 100")
    return {
        "smallest": min(round(char["size"], 3) for char in chars),
        "number": min(round(char["size"], 3) for char in chars[begin : begin + 12]),
    }


def test_type_is_large_enough_to_read_when_tired(going_home: DischargeFacts, signed: Stamp) -> None:
    sizes = _sizes(discharge_summary.render(going_home, paper=Paper.A4, stamp=signed))
    assert sizes["smallest"] >= 12
    assert sizes["number"] >= 16


def test_dates_are_written_in_full(going_home: DischargeFacts, signed: Stamp) -> None:
    text = printed(going_home, signed)
    assert "Nov-2026" not in text.replace("22-Nov-2026 15:10", "")
    (whole,) = inspect(discharge_summary.render(going_home, paper=Paper.A4, stamp=signed)).texts
    assert "Printed Sunday 22 November 2026 at 15:05 by J. Adler, LMFT." in SPACE.sub(" ", whole)


def test_a_long_text_of_the_clinic_goes_on_to_another_page_and_loses_nothing(
    going_home: DischargeFacts, signed: Stamp
) -> None:
    many = replace(going_home.tonight, points=tuple(f"Rest for the {number}th hour." for number in range(60)))
    text = printed(replace(going_home, tonight=many), signed)
    assert all(f"the {number}th hour" in text for number in range(60))


@pytest.mark.parametrize("paper", list(Paper))
def test_the_longest_page_goes_over_to_a_second_one_with_room_to_read(
    going_home: DischargeFacts, stamp: Stamp, paper: Paper
) -> None:
    many = tuple(Number(f"A line that answers {number}", f"030 5550 2{number:02}") for number in range(6))
    visits = tuple(replace(going_home.visits[0], at=at) for at in _weeks(going_home.visits[0].at, 8))
    helps = tuple(f"pressing my feet into the floor of room {number}" for number in range(5))
    long = replace(going_home, numbers=many, visits=visits, helps=helps)
    seen = inspect(discharge_summary.render(long, paper=paper, stamp=stamp))
    assert seen.pages == 2
    text = " ".join(seen.texts)
    for fact in (*(one.number for one in many), *helps):
        assert fact.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def _weeks(first: datetime, count: int) -> list[datetime]:
    return [first + timedelta(days=7 * week) for week in range(count)]
