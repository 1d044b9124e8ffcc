"""A file for a spreadsheet: as the standard has it, read back the same, and no cell that acts."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.exchange.table_file import render, written


def test_lines_end_as_the_standard_says_and_quotes_are_doubled() -> None:
    made = render(
        [("a", 'say "yes"', "one, two"), (1, Decimal("-2.5"), date(2026, 11, 22)), (None, "", "x\ny")]
    )
    assert made == b'a,"say ""yes""","one, two"\r\n1,-2.5,2026-11-22\r\n,,"x\ny"\r\n'


def test_the_mark_stands_first_where_it_is_wished() -> None:
    assert render([("ä",)], mark=True) == b"\xef\xbb\xbf\xc3\xa4\r\n"
    assert render([("ä",)]) == b"\xc3\xa4\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_a_text_that_would_act_stays_a_text(text: str) -> None:
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("value", [-3, Decimal("-3.5"), 0])
def test_a_number_below_nought_stays_a_number(value: int | Decimal) -> None:
    assert written(value) == str(value)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")),
            min_size=2,
            max_size=3,
        ),
        max_size=4,
    )
)
def test_what_was_written_is_read_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(StringIO(render(rows).decode("utf-8"), newline=""), strict=True))
    assert read == [[written(cell) for cell in row] for row in rows]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)
