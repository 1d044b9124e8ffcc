"""The chart by the vital signs draws what was recorded, says itself in a sentence, and repeats no number."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pdfplumber
import pypdf
import pytest

from kapdesk.reports import session_summary
from kapdesk.reports.day_facts import AdverseEvent, Dose, Plotted
from kapdesk.reports.paper import Paper, Stamp
from kapdesk.reports.pdf import inspect
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.vitals_chart import described
from kapdesk.reports.wording import Struck, Wall

DOSED = datetime(2026, 11, 22, 9, 2, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return DOSED + timedelta(minutes=minutes)


@pytest.fixture
def charted(full_session: SessionFacts) -> SessionFacts:
    sets = (
        Plotted(at(-21), 122, 78, 68, 98),
        Plotted(at(61), 158, 96, None, 97),
        Plotted(at(90), 134, 84, 70),
    )
    return replace(full_session, plotted=sets)


def pages(facts: SessionFacts, stamp: Stamp, paper: Paper = Paper.A4) -> bytes:
    return session_summary.render(facts, paper=paper, stamp=stamp)


def test_one_set_is_no_course_and_draws_nothing(full_session: SessionFacts, stamp: Stamp) -> None:
    one = replace(full_session, plotted=(Plotted(at(0), 120, 80),))
    assert "Bar: blood pressure" not in " ".join(inspect(pages(one, stamp)).texts)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_chart_lies_within_the_margins_and_names_its_units(
    charted: SessionFacts, stamp: Stamp, paper: Paper
) -> None:
    pdf = pages(charted, stamp, paper)
    text = " ".join(inspect(pdf).texts)
    for words in ("blood pressure, mmHg", "pulse, /min", "SpO2, %", "T+00:30", "booster", "dizziness"):
        assert words in text
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for shape in (*page.lines, *page.curves):
                assert shape["x0"] >= 50
                assert shape["x1"] <= page.width - 50


def test_the_chart_is_one_figure_with_a_sentence_for_who_does_not_see_it(
    charted: SessionFacts, stamp: Stamp
) -> None:
    assert described(charted) == (
        "Chart of 3 sets of vital signs; blood pressure highest 158/96, last 134/84 mmHg; 2 doses marked; "
        "adverse events marked. The table below holds every value."
    )
    root: Any = pypdf.PdfReader(io.BytesIO(pages(charted, stamp))).trailer["/Root"]
    parts = [part.get_object() for part in root["/StructTreeRoot"]["/K"]["/K"]]
    said = [part["/Alt"] for part in parts if part["/S"] == "/Figure"]
    assert said == [described(charted)]


def test_a_struck_dose_and_a_struck_event_are_not_marked(charted: SessionFacts, stamp: Stamp) -> None:
    wrong = Struck(at(20), "", "wrong line")
    facts = replace(
        charted,
        doses=(Dose(DOSED, "ketamine"), Dose(at(14), "ketamine", is_booster=True, struck=wrong)),
        adverse_events=(AdverseEvent("Marmalade", at(70), struck=wrong),),
        timeline=(),
    )
    text = " ".join(inspect(pages(facts, stamp)).texts)
    assert "marmalade" not in text
    assert facts.wall.boosted_at == ()


def test_after_a_booster_a_second_count_stands_below_the_first() -> None:
    wall = Wall("Europe/Berlin", DOSED.date(), DOSED, at(-60), (at(14), at(40)))
    assert wall.happened(at(10)) == "10:12\nT+00:10"
    assert wall.happened(at(20)) == "10:22\nT+00:20\nbooster +00:06"
    assert wall.happened(at(45)) == "10:47\nT+00:45\nbooster +00:05"
