"""Each custody sheet is one page about no client: its words, what it is for, and never those of another."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kapdesk.reports import custody_sheet
from kapdesk.reports.custody_sheet import ShareFacts
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.reports.pdf import inspect

WORDS = tuple(f"word{letter}" for letter in "abcdefghijklmnopqrst")


@pytest.mark.parametrize("paper", list(Paper))
def test_the_words_stand_numbered_on_one_page(stamp: Stamp, paper: Paper) -> None:
    facts = ShareFacts(
        "record-1" * 4, "a1b2c3d4", date(2026, 11, 22), 3, WORDS, "E. Lind", "Quiet Clinic", "J. Adler"
    )
    seen = inspect(custody_sheet.render(facts, paper=paper, stamp=replace(stamp, status=Status.PLAIN)))
    assert (seen.pages, seen.good) == (1, True)
    text = re.sub(r"\s+", " ", seen.texts[0])
    for place, word in enumerate(WORDS, start=1):
        assert f"{place} {word}" in text
    assert "Custody sheet 3 of 3" in text
    assert "any two of the three sheets" in text
    assert not re.search("DRAFT|Signed|Born|Birth|Name not known", text)
