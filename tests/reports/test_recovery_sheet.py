"""The sheet is one page about no client: the code in groups, what it opens, where the second one is."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kapdesk.reports import recovery_sheet
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.reports.pdf import inspect
from kapdesk.reports.recovery_sheet import SheetFacts

GROUPS = ("A1B2C", "D3E4F", "G5H6J", "K7M8N", "P9Q0R", "S1T2V", "W3X4Y", "Z5A6B")


@pytest.mark.parametrize("paper", list(Paper))
def test_the_code_stands_in_numbered_groups_with_its_check_letters_apart(stamp: Stamp, paper: Paper) -> None:
    facts = SheetFacts("record-1", date(2026, 11, 22), GROUPS, "Quiet Clinic")
    seen = inspect(recovery_sheet.render(facts, paper=paper, stamp=replace(stamp, status=Status.PLAIN)))
    assert (seen.pages, seen.good) == (1, True)
    text = re.sub(r"\s+", " ", seen.texts[0])
    for place, group in enumerate(GROUPS, start=1):
        assert f"{place} {group[:4]} {group[4:]}" in text
    assert "anyone holding the computer or a backup can read everything" in text
    assert "Held by ____" in text
    assert not re.search("DRAFT|Signed|Born|Birth|Name not known", text)
