"""Tables: fetched as they are needed, heard cell by cell, opened by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kapdesk.ui.table import PAGE, Cell, Column, Line, Table

COLUMNS = (Column("T+", 1), Column("BP", 2), Column("Pulse", 1, right=True))


def line(number: int) -> Line:
    return Line(number, (Cell(f"00:{number}"), Cell("122/78", spoken="122 over 78"), Cell("72", strong=True)))


def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, "Vitals")
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_rows_are_fetched_a_page_at_a_time(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    asked: list[tuple[int, int]] = []

    def fetch(first: int, many: int) -> Sequence[Line]:
        asked.append((first, many))
        return [line(n) for n in range(first, min(first + many, 200))]

    shown = table(qtbot)
    shown.show_pages(fetch)
    assert asked == [(0, PAGE)]
    assert shown.rows.rowCount() == PAGE
    shown.scrollToBottom()
    qtbot.waitUntil(lambda: shown.rows.rowCount() == 200)
    assert asked == [(0, PAGE), (PAGE, PAGE)]
    qtmodeltester.check(shown.rows)


def test_a_cell_is_heard_with_its_heading(qtbot: QtBot) -> None:
    shown = table(qtbot)
    shown.show_lines([line(15)])
    assert shown.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "BP: 122 over 78"
    assert shown.rows.headerData(2, Qt.Orientation.Horizontal) == "Pulse"


def test_enter_opens_the_row(qtbot: QtBot) -> None:
    shown = table(qtbot)
    shown.show_lines([line(0), line(15)])
    shown.setCurrentIndex(shown.rows.index(1, 0))
    assert shown.key() == 15
    with qtbot.waitSignal(shown.opened) as told:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert told.args == [15]


def test_columns_share_the_width(qtbot: QtBot) -> None:
    shown = table(qtbot)
    shown.show_lines([line(0)])
    widths = [shown.columnWidth(number) for number in range(3)]
    assert abs(sum(widths) - shown.viewport().width()) <= 3
    assert widths[1] > widths[0]


def test_columns_that_may_go_are_left_out_one_by_one_and_still_heard(qtbot: QtBot) -> None:
    columns = (Column("Client", 1, whole=True), Column("Room", 0, goes=1), Column("State", 0, goes=2))
    shown = Table(columns, "Appointments")
    qtbot.addWidget(shown)
    shown.show_lines([Line(1, (Cell("LINDQVIST, Maren"), Cell("Hazel room"), Cell("planned")))])
    with qtbot.waitExposed(shown):
        shown.show()
    found: list[tuple[int, ...]] = []
    for width in (600, 270, 180):
        shown.resize(width, 200)
        found.append(shown.rows.left_out)
    assert found == [(), (1,), (1, 2)]
    heard = shown.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Client: LINDQVIST, Maren; Room: Hazel room; State: planned"
    shown.resize(600, 200)
    assert not any(shown.isColumnHidden(number) for number in range(3))
