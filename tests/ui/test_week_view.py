"""The week: every act by key, today in words, and two at the same time both to be read."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

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
