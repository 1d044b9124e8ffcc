"""What was found is read a page at a time, with the match seen without colour and heard in one sentence."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui import theme
from kapdesk.ui.found import HIDDEN, Page, Result
from kapdesk.ui.note_words import Voice
from kapdesk.ui.result_paint import LINES, laid_out
from kapdesk.ui.results import ResultList

ONE = Result(
    1, "MOR, Aster", ("22-Nov-2026", "Session 3"), "Debrief · In their words", Voice.CLIENT, ("signed",),
    (("The ", False), ("heron", True), (" was my father.", False)),
)  # fmt: skip
WIDE = 600


def some(begin: int, count: int) -> tuple[Result, ...]:
    return tuple(replace(ONE, key=number) for number in range(begin, begin + count))


def marked(layout: QTextLayout) -> list[str]:
    """Return what is drawn bold and underlined."""
    text = layout.text().encode("utf-16-le", "surrogatepass")
    return [
        text[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le")
        for one in layout.formats()
        if one.format.fontUnderline() and one.format.fontWeight() == QFont.Weight.Bold
    ]


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication) -> ResultList:
    made = ResultList("What was found")
    qtbot.addWidget(made)
    made.resize(WIDE, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_the_match_is_bold_and_underlined_in_one_line(dressed: QApplication) -> None:
    layout = laid_out(ONE, WIDE)
    assert layout.text() == "The heron was my father."
    assert marked(layout) == ["heron"]
    assert layout.lineCount() == 1


@pytest.mark.parametrize("width", [160, 400, 1200])
def test_a_long_text_shows_the_match_in_two_lines_at_any_width(dressed: QApplication, width: int) -> None:
    before, after = "It went on and on 🪶 and then ", " and it went on again, line after line" * 9
    long = replace(ONE, pieces=((before * 20, False), ("heron", True), (after, False)))
    layout = laid_out(long, width)
    assert layout.lineCount() <= LINES
    assert marked(layout) == ["heron"]
    assert layout.text().endswith("…")
    assert all(layout.lineAt(line).naturalTextWidth() <= width for line in range(layout.lineCount()))


def test_what_was_struck_is_struck_through_and_said(dressed: QApplication) -> None:
    struck = replace(ONE, struck=True, marks=("struck through",))
    assert laid_out(struck, WIDE).font().strikeOut()
    assert "struck through" in struck.spoken


def test_each_row_is_heard_in_one_sentence(shown: ResultList) -> None:
    shown.begin(Page((ONE, replace(ONE, pieces=())), more=False))
    heard = [
        shown.rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(shown.rows.rowCount())
    ]
    about = "MOR, Aster, 22-Nov-2026, Session 3, Debrief · In their words, Client’s words, signed: "
    assert heard == [f"{about}The heron was my father.", about + HIDDEN]


def test_the_next_page_is_read_when_one_comes_to_the_end(qtbot: QtBot, shown: ResultList) -> None:
    asked: list[object] = []

    def fetch(last: object | None) -> Page:
        asked.append(last)
        return Page(some(4, 2), more=False)

    shown.begin(Page(some(0, 4), more=True), fetch)
    shown.rows.fetchMore(QModelIndex())
    assert (asked, len(shown.rows.results)) == ([3], 6)
    assert not shown.rows.canFetchMore(QModelIndex())
    qtbot.keyClick(shown, Qt.Key.Key_End)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert (asked, shown.key()) == ([3], 5)


def test_the_next_and_the_last_go_on_by_themselves_to_the_next_page(shown: ResultList) -> None:
    shown.begin(Page(some(0, 2), more=True), lambda _last: Page(some(2, 1), more=False))
    assert [shown.step(1) for _ in range(3)] == [1, 2, None]
    assert [shown.step(-1) for _ in range(3)] == [1, 0, None]


def test_a_page_that_is_empty_ends_the_reading(shown: ResultList) -> None:
    shown.begin(Page(some(0, 2), more=True), lambda _last: Page((), more=True))
    shown.read_on("nowhere", 100)
    assert (len(shown.rows.results), shown.key()) == (2, 0)


def test_keys_open_and_lead_back(qtbot: QtBot, shown: ResultList) -> None:
    shown.begin(Page(some(0, 3), more=False))
    with qtbot.waitSignal(shown.went_up):
        qtbot.keyClick(shown, Qt.Key.Key_Up)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.opened) as opened:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert opened.args == [1]
    qtbot.keyClick(shown, Qt.Key.Key_M)
    assert shown.key() == 1
    with qtbot.waitSignal(shown.left):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)


@pytest.mark.parametrize(("name", "scale"), [("paper", 100), ("ember", 150), ("night", 200)])
def test_rows_are_as_high_as_their_lines_in_every_size_of_type(
    shown: ResultList, name: str, scale: int
) -> None:
    theme.change(name, scale)
    shown.begin(Page(some(0, 3), more=False))
    assert not shown.grab().isNull()
    assert shown.visualRect(shown.rows.index(1)).height() == shown.sizeHintForRow(0)
    layout = laid_out(ONE, WIDE)
    assert shown.sizeHintForRow(0) > LINES * layout.lineAt(0).height() + theme.px(theme.LABEL)
