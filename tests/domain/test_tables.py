"""A cell is read as what it is; an empty one is never a zero or a no."""

from datetime import date

import pytest

from kapdesk.domain.errors import NotFound
from kapdesk.domain.tables import Column, Holds, Row, Table

ROW = Row(
    "im",
    {
        "label": "IM",
        "onset": 5,
        "rate": 1.5,
        "fixed": False,
        "on": date(2026, 11, 22),
        "at": (0, 15),
        "of": ("a",),
    },
)


def test_cells_are_read_by_type() -> None:
    assert ROW.text("label") == "IM"
    assert ROW.whole("onset") == 5
    assert ROW.number("rate") == 1.5
    assert ROW.flag("fixed") is False
    assert ROW.day("on") == date(2026, 11, 22)
    assert ROW.numbers("at") == (0, 15)
    assert ROW.texts("of") == ("a",)


def test_an_empty_cell_is_nothing_not_zero_and_not_no() -> None:
    assert ROW.number("none") is None
    assert ROW.whole("none") is None
    assert ROW.flag("none") is None
    assert ROW.day("none") is None
    assert ROW.text("none") == ""
    assert ROW.numbers("none") == ()
    assert ROW.texts("none") == ()


def test_yes_and_no_are_not_numbers() -> None:
    assert ROW.number("fixed") is None


def test_a_row_is_found_by_its_id() -> None:
    columns = (Column(id="label", holds=Holds.TEXT),)
    table = Table(
        id="routes", version=1, title="Routes", source="us", licence="MIT", columns=columns, rows=(ROW,)
    )
    assert table.row("im") is ROW
    with pytest.raises(NotFound):
        table.row("iv")
