"""The week: every act by key, today in words, and two at the same time both to be read."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kapdesk.ui.theme import LABEL, font
from kapdesk.ui.week_paint import shown_lines
from kapdesk.ui.week_view import Booking, WeekTable, WeekView

MONDAY = date(2026, 11, 23)
CTRL = Qt.KeyboardModifier.ControlModifier
BOOKINGS = (
    Booking("a", MONDAY, time(9), 90, "K-0142 Dosing 3", "Room 1"),
    Booking("b", date(2026, 11, 25), time(13, 30), 60, "K-0107 Integration"),
    Booking("c", date(2026, 11, 25), time(14), 60, "K-0111 Call"),
    Booking("d", date(2026, 12, 25), time(9), 60, "another week"),
)


@pytest.fixture
def view(qtbot: QtBot) -> WeekView:
    made = WeekView()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_week(MONDAY, date(2026, 11, 24), BOOKINGS, "Europe/London")
    return made


def at(view: WeekView, row: int, column: int) -> WeekTable:
    view.table.setCurrentIndex(view.table.week.index(row, column))
    return view.table


def heard(view: WeekView, row: int, column: int) -> object:
    return view.table.week.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)


def test_every_cell_is_heard_with_its_day_and_hour(view: WeekView) -> None:
    assert heard(view, 4, 0) == "Monday 23 November 2026 09:00: K-0142 Dosing 3 Room 1 until 10:30"
    assert heard(view, 4, 1) == "Tuesday 24 November 2026 09:00: free"


def test_an_appointment_takes_its_half_hours(view: WeekView) -> None:
    assert view.table.rowSpan(4, 0) == 3
    assert "K-0142" in str(view.table.week.index(4, 0).data())


def test_two_at_the_same_time_are_both_read(view: WeekView) -> None:
    text = str(view.table.week.index(13, 2).data())
    assert "2 at once" in text
    assert "K-0107" in text
    assert "K-0111" in text
    assert view.table.rowSpan(13, 2) == 3


def test_today_and_the_zone_are_said_in_words(view: WeekView) -> None:
    assert view.table.week.headerData(1, Qt.Orientation.Horizontal) == "Tue 24-Nov\ntoday"
    assert view._name.text() == "Mon 23-Nov-2026 to Sun 29-Nov-2026 · times in Europe/London"
    assert view.table.week.headerData(0, Qt.Orientation.Vertical) == "07:00"


def test_enter_opens_an_appointment_and_books_a_free_half_hour(qtbot: QtBot, view: WeekView) -> None:
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(at(view, 4, 0), Qt.Key.Key_Return)
    assert told.args == ["a"]
    with qtbot.waitSignal(view.asked) as told:
        qtbot.keyClick(at(view, 5, 3), Qt.Key.Key_Return)
    assert told.args == [date(2026, 11, 26), time(9, 30)]


def test_ctrl_arrows_ask_to_move_and_the_record_decides(qtbot: QtBot, view: WeekView) -> None:
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(at(view, 4, 0), Qt.Key.Key_Down, CTRL)
    assert told.args == ["a", MONDAY, time(9, 30)]
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(at(view, 4, 0), Qt.Key.Key_Right, CTRL)
    assert told.args == ["a", date(2026, 11, 24), time(9)]
    assert view.table.rowSpan(4, 0) == 3


def test_delete_asks_to_cancel_and_takes_nothing_away(qtbot: QtBot, view: WeekView) -> None:
    with qtbot.waitSignal(view.cancel_asked) as told:
        qtbot.keyClick(at(view, 4, 0), Qt.Key.Key_Delete)
    assert told.args == ["a"]
    with qtbot.assertNotEmitted(view.cancel_asked):
        qtbot.keyClick(at(view, 20, 0), Qt.Key.Key_Delete)


def test_the_caret_stays_in_its_cell_when_the_week_is_shown_again(view: WeekView) -> None:
    at(view, 13, 2)
    view.show_week(MONDAY, MONDAY, BOOKINGS, "Europe/London")
    assert view.table.currentIndex().row() == 13
    view.table.go_to("a")
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (4, 0)


def test_the_model_keeps_the_rules_of_models(view: WeekView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.table.week)


@pytest.mark.parametrize("width", [420, 560, 700, 860, 1148])
def test_the_heading_of_each_day_fits_its_column(view: WeekView, width: int) -> None:
    view.resize(width, 600)
    view.grab()
    header = view.table.horizontalHeader()
    metrics = QFontMetrics(font(LABEL, bold=True))
    for day in range(7):
        heading = str(view.table.week.headerData(day, Qt.Orientation.Horizontal))
        assert heading.count("\n") <= 1
        assert max(metrics.horizontalAdvance(part) for part in heading.split("\n")) <= header.sectionSize(day)
    assert header.height() >= 2 * metrics.lineSpacing()


def test_a_short_booking_shows_its_time_and_its_name_in_one_line(view: WeekView) -> None:
    short = Booking("s", MONDAY, time(11, 30), 15, "OKAFOR, Chidi", "follow-up contact")
    view.show_week(MONDAY, MONDAY, (short,), "Europe/London")
    index = view.table.week.index(9, 0)
    assert index.data() == "11:30 OKAFOR, Chidi"
    assert "follow-up contact" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert QFontMetrics(font(LABEL)).lineSpacing() <= view.table.rowHeight(9)
    (line,) = shown_lines(str(index.data()), font(LABEL), 60, view.table.rowHeight(9))
    assert line.startswith("11:30")
    assert line.endswith("…")


def test_only_whole_lines_are_shown_and_the_last_says_that_there_is_more() -> None:
    high = QFontMetrics(font(LABEL)).lineSpacing()
    shown = shown_lines(
        "10:30 OKAFOR, Chidi\nintegration, first days · Hazel room", font(LABEL), 120, 2 * high + 5
    )
    assert len(shown) == 2
    assert shown[-1].endswith("…")
    assert shown_lines("10:30 A\ncall", font(LABEL), 300, 3 * high) == ["10:30 A", "call"]


@pytest.mark.parametrize(("monday", "now", "row"), [
    (MONDAY, time(15, 10), 14),  # an hour before now
    (date(2026, 12, 21), time(15, 10), 2),  # an hour before the first visit of another week
    (date(2026, 11, 30), time(15, 10), 2),  # an hour before the clinic opens
])  # fmt: skip
def test_a_week_opens_at_now_or_at_its_first_visit(view: WeekView, monday: date, now: time, row: int) -> None:
    view.resize(1000, 300)
    view.show_week(date(2026, 11, 2), date(2026, 11, 24), (), "Europe/London", now)
    view.show_week(monday, date(2026, 11, 24), BOOKINGS, "Europe/London", now)
    assert view.table.rowAt(1) == row


def test_a_week_one_looked_about_in_stays_where_it_is(qtbot: QtBot, view: WeekView) -> None:
    view.resize(1000, 300)
    qtbot.keyClick(at(view, 27, 0), Qt.Key.Key_Left)
    there = view.table.verticalScrollBar().value()
    view.show_week(MONDAY, date(2026, 11, 24), BOOKINGS, "Europe/London", time(9))
    view.resize(1000, 310)
    assert view.table.verticalScrollBar().value() == pytest.approx(there, abs=10)
