"""The sheet prints the very code that opens the record, and nothing of any client."""

import re

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from kapdesk.services.recovery_sheets import recovery_sheet
from kapdesk.store import recovery
from tests.services.whole_day import a_client


@pytest.mark.parametrize("paper", [None, *Paper])
def test_the_code_can_be_typed_back_from_the_sheet(record: Record, paper: Paper | None) -> None:
    a_client(record, "Unmistakable")
    code = recovery.new_code()
    seen = inspect(recovery_sheet(record, "vault-1", recovery.written(code), paper=paper))
    assert (seen.pages, seen.good) == (1, True)
    text = re.sub(r"\s+", " ", seen.texts[0])
    groups = re.findall(r"\b[1-8] ([0-9A-Z]{4}) ([0-9A-Z])(?= |$)", text)
    assert recovery.read("".join(data + check for data, check in groups)) == code
    assert "vault-1" in text
    assert "Unmistakable".upper() not in text.upper()


def test_a_mistyped_code_makes_no_sheet(record: Record) -> None:
    with pytest.raises(Refused):
        recovery_sheet(record, "vault-1", "AAAAA-BBBBB")


def test_the_sheet_is_on_the_clinics_paper(record: Record) -> None:
    documents.choose_paper(record, Paper.LETTER)
    assert b"612" in recovery_sheet(record, "vault-1", recovery.written(recovery.new_code()))
