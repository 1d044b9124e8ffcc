"""The vital signs stand in columns with units in the headings; no sign, flag, name or reason is left out."""

import re
from dataclasses import replace

import pytest

from kapdesk.reports.day_facts import Reading, Taken, Vitals
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.pdf import inspect
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.vitals_table import vitals
from kapdesk.reports.wording import Struck
from kapdesk.reports.words import width

SPACE = re.compile(r"\s+")
MORE = (Reading("Pain", "3", unit="0 to 10"), Reading("Anxiety", "7", "", "caution", "0 to 10"))


def printed(facts: SessionFacts, stamp: Stamp, paper: Paper = Paper.A4) -> str:
    """Return the words of the vital signs alone, in a line."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet("Vital signs", frame.width, CLINIC)
    vitals(sheet, facts)
    pdf = finish(sheet, Identity("Mor", "Aster", None, "K"), stamp, frame)
    return SPACE.sub(" ", " ".join(inspect(pdf).texts))


def test_units_stand_in_the_headings_and_the_baseline_is_marked(
    full_session: SessionFacts, stamp: Stamp
) -> None:
    text = printed(full_session, stamp)
    assert "At BP mmHg Pulse /min SpO2 % Alert MOAA/S Flag By" in text
    assert "09:41 T-00:21 baseline due 09:42 122/78 68 98 air 5" in text


def test_what_a_level_means_stands_once_below_the_table(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "Alert (MOAA/S) 4, answers when called twice 5, answers readily" in text
    assert text.count("air: room air") == 1


def test_a_sign_that_was_not_taken_is_a_dash_and_the_dash_is_explained(
    full_session: SessionFacts, stamp: Stamp
) -> None:
    assert "– not recorded" in printed(full_session, stamp)
    whole = tuple(row for row in full_session.vitals if not row.written_at)
    assert "–" not in printed(replace(full_session, vitals=whole), stamp)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("by", ["R. Sole, RN", "Bartholomew Featherstonehaugh-Wolverhampton, RN"])
def test_many_signs_leave_no_flag_and_no_name_out(
    full_session: SessionFacts, stamp: Stamp, paper: Paper, by: str
) -> None:
    names = ("BP", "Pulse", "SpO2", "Breaths", "Alert", "Diss.", "Nausea")
    readings = tuple(Reading(name, "100", "+1", "caution", "0 to 10") for name in names) + MORE
    row = replace(full_session.vitals[-1], readings=readings, by=by)
    text = printed(replace(full_session, vitals=(*full_session.vitals[:3], row)), stamp, paper)
    for name in (*names, "Anxiety"):
        assert f"{name}: caution" in text
    assert by in text
    assert "missed client moving" in text


def test_a_struck_row_says_who_when_and_why(full_session: SessionFacts, stamp: Stamp) -> None:
    struck = Struck(full_session.dosed_at, "R. Sole, RN", "cuff on the wrong arm")
    rows = tuple(replace(row, struck=struck) for row in full_session.vitals)
    text = printed(replace(full_session, vitals=rows), stamp)
    assert text.count("Struck out: cuff on the wrong arm (R. Sole, RN, 10:02)") == len(rows)


def test_a_look_of_which_nothing_was_read_says_so(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(replace(full_session, vitals=(Vitals(None, None, Taken.DONE),)), stamp)
    assert "time not recorded not recorded not recorded" in text


def test_a_word_of_a_heading_is_never_broken(full_session: SessionFacts, stamp: Stamp) -> None:
    assert width("MOAA/S", Style.BOLD) > width("Alert", Style.BOLD)
    assert "MOAA/S" in printed(full_session, stamp, Paper.LETTER)
