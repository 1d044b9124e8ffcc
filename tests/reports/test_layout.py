"""Tables are set evenly: one distance of lines, no line alone, cells across columns, points that hang."""

import io
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLINIC, Cell, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.pdf import inspect
from kapdesk.reports.strips import cuts_of
from kapdesk.reports.text import POINT, Span, lines
from kapdesk.reports.wording import Wall
from kapdesk.reports.words import width

FRAME = Frame(Paper.A4.size, MARGIN)


def test_the_lines_of_a_long_row_stand_at_one_distance(identity: Identity, stamp: Stamp) -> None:
    sheet = Sheet("Test", FRAME.width, CLINIC)
    sheet.table(("Long",), [("\n".join(f"line {number}" for number in range(21)),)], (1.0,))
    with pdfplumber.open(io.BytesIO(finish(sheet, identity, stamp, FRAME))) as opened:
        found: list[Any] = opened.pages[0].search("line [0-9]+")
    tops = [one["top"] for one in found]
    assert len(tops) == 21
    assert {round(below - above, 2) for above, below in pairwise(tops)} == {CLINIC.lead}


def test_no_row_goes_on_with_a_line_or_two_alone() -> None:
    for count in range(1, 60):
        cuts = cuts_of(count)
        assert cuts[0] == 0
        assert cuts[-1] == count
        assert len(cuts) == 2 or min(high - low for low, high in pairwise(cuts)) >= 3


def test_a_cell_across_columns_says_so_to_the_screen_reader(identity: Identity, stamp: Stamp) -> None:
    sheet = Sheet("Test", FRAME.width, CLINIC)
    sheet.table(("A", "B", "C"), [("1", "2", "3"), ("4", Cell("missed", across=2))], (0.2, 0.4, 0.4))
    pdf = finish(sheet, identity, stamp, FRAME)
    assert b"/ColSpan 2" in pdf
    assert "4 missed" in re.sub(r"\s+", " ", inspect(pdf).texts[0])


def test_the_further_lines_of_a_point_stand_below_its_words() -> None:
    first, *others = lines((Span(f"{POINT}walk beside them on stairs and across streets"),), 100, 10)
    assert others
    assert first.inset == 0
    assert all(line.inset == width(POINT, Style.REGULAR) for line in others)
    assert all(line.inset + line.width <= 100 * 1000 / 10 for line in others)
    assert all(line.inset == 0 for line in lines((Span("no point " * 20),), 100, 10))


def test_time_since_the_dose_is_shown_from_the_arrival_on_and_on_that_day_alone() -> None:
    dosed = datetime(2026, 11, 22, 9, 2, tzinfo=UTC)
    arrived = dosed - timedelta(hours=1)
    wall = Wall("Europe/Berlin", dosed.date(), dosed, arrived)
    assert wall.happened(arrived) == "09:02\nT-01:00"
    assert wall.happened(dosed + timedelta(minutes=75)) == "11:17\nT+01:15"
    assert wall.happened(arrived - timedelta(minutes=1)) == "09:01"
    assert wall.happened(dosed - timedelta(days=3)) == "19-Nov-2026 10:02"
    assert wall.happened(dosed + timedelta(days=1)) == "23-Nov-2026 10:02"
    assert Wall("Europe/Berlin", dosed.date()).happened(dosed) == "10:02"


def test_a_table_that_holds_ends_on_the_page_of_what_comes_below(identity: Identity, stamp: Stamp) -> None:
    for before in range(30, 48):
        sheet = Sheet("Test", FRAME.width, CLINIC)
        sheet.text("\n".join("before" for _ in range(before)))
        sheet.table(("Asked",), [("answer one",), ("answer two",)], (1.0,), holds=True)
        sheet.gap(4)
        sheet.facts((("Result", "negative"), ("Done", "none")))
        pages = inspect(finish(sheet, identity, stamp, FRAME)).texts
        assert sum("answer two" in page and "negative" in page for page in pages) == 1


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.slow)])  # every length: a slow proof
def test_gaps_are_closed_where_that_spares_a_page_with_a_line_or_two(
    identity: Identity, stamp: Stamp, stride: int
) -> None:
    def pages(lines_of_words: int) -> list[str]:
        sheet = Sheet("Test", FRAME.width, CLINIC)
        for number in range(lines_of_words):
            sheet.text(f"line {number}.")
            sheet.gap(2)
        return list(inspect(finish(sheet, identity, stamp, FRAME)).texts)

    last = [len(re.findall(r"line \d+\.", pages(count)[-1])) for count in range(80, 140, stride)]
    assert sum(count <= 3 for count in last) <= 1
    for count in (80, 139):
        words = " ".join(pages(count))
        assert all(words.count(f"line {number}.") == 1 for number in range(count))
