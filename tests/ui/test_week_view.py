"""The week: every act by key, today in words, and two at the same time both to be read."""

from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kapdesk.ui.theme import LABEL, font
from kapdesk.ui.week import HATCHED
from kapdesk.ui.week_paint import shown_lines
from kapdesk.ui.week_view import Aim, Booking, Shut, WeekTable, WeekView

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
    assert told.args == ["a", Aim(MONDAY, time(9, 30), 90)]
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(at(view, 4, 0), Qt.Key.Key_Right, CTRL)
    assert told.args == ["a", Aim(date(2026, 11, 24), time(9), 90)]
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
    shown = [day for day in range(7) if not view.table.isColumnHidden(day)]
    assert len(shown) == (7 if width >= 700 else 1)
    for day in shown:
        heading = str(view.table.week.headerData(day, Qt.Orientation.Horizontal))
        assert heading.count("\n") <= 1
        assert max(metrics.horizontalAdvance(part) for part in heading.split("\n")) <= header.sectionSize(day)
    assert header.height() >= (2 if len(shown) > 1 else 1) * metrics.lineSpacing()


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


def carried(view: WeekView) -> Aim | None:
    return view.table.carry.aim


def test_space_takes_up_arrows_carry_and_enter_drops(qtbot: QtBot, view: WeekView) -> None:
    table = at(view, 4, 0)
    with qtbot.waitSignal(view.carried) as told:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert "Taken up: K-0142 Dosing 3" in told.args[0]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(table, key)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(table, key, Qt.KeyboardModifier.ShiftModifier)
    assert carried(view) == Aim(date(2026, 11, 24), time(9, 30), 100)
    assert table.rowSpan(4, 0) == 3, "nothing moves before it is dropped"
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == ["a", Aim(date(2026, 11, 24), time(9, 30), 100)]
    assert carried(view) is None


def test_esc_puts_back_and_so_does_dropping_where_it_was(qtbot: QtBot, view: WeekView) -> None:
    for last in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
        table = at(view, 4, 0)
        with qtbot.assertNotEmitted(view.moved):
            qtbot.keyClick(table, Qt.Key.Key_Space)
            qtbot.keyClick(table, Qt.Key.Key_Right)
            qtbot.keyClick(table, Qt.Key.Key_Left)
            qtbot.keyClick(table, last)
        assert carried(view) is None


def test_what_is_carried_out_of_the_week_asks_for_the_next(qtbot: QtBot, view: WeekView) -> None:
    table = at(view, 4, 0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.week_asked) as told:
        qtbot.keyClick(table, Qt.Key.Key_Left)
    assert told.args == [date(2026, 11, 22)]
    view.show_week(date(2026, 11, 16), date(2026, 11, 24), BOOKINGS, "Europe/London")
    assert carried(view) == Aim(date(2026, 11, 22), time(9), 90)


def test_a_settled_appointment_is_not_taken_up(qtbot: QtBot, view: WeekView) -> None:
    still = Booking("s", MONDAY, time(9), 60, "K-0107", movable=False)
    view.show_week(MONDAY, MONDAY, (still,), "Europe/London")
    qtbot.keyClick(at(view, 4, 0), Qt.Key.Key_Space)
    qtbot.keyClick(at(view, 8, 0), Qt.Key.Key_Space)
    assert carried(view) is None


def drag(qtbot: QtBot, view: WeekView, begin: QPoint, end: QPoint) -> None:
    port = view.table.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    for step in (begin + QPoint(8, 8), end):
        move = QMouseEvent(
            QEvent.Type.MouseMove, step, port.mapToGlobal(step), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(port, move)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_the_pointer_drags_an_appointment_and_stretches_its_foot(qtbot: QtBot, view: WeekView) -> None:
    table = view.table
    high, wide = table.verticalHeader().defaultSectionSize(), table.columnWidth(0)
    top, left = table.rowViewportPosition(4), table.columnViewportPosition(0) + wide // 2
    grip = QPoint(left, top + high)
    with qtbot.waitSignal(view.moved) as told:
        drag(qtbot, view, grip, grip + QPoint(wide, 2 * high))
    assert told.args == ["a", Aim(date(2026, 11, 24), time(10), 90)]
    foot = QPoint(left, top + 3 * high - 3)
    with qtbot.waitSignal(view.moved) as told:
        drag(qtbot, view, foot, foot + QPoint(0, high))
    assert told.args == ["a", Aim(MONDAY, time(9), 120)]
    with qtbot.assertNotEmitted(view.moved):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=grip)


def test_hours_nobody_works_are_hatched_and_said(view: WeekView) -> None:
    shut = (
        Shut(MONDAY, 0, 1440, "closed: staff day"), Shut(MONDAY, 0, 540, "outside the hours"),
        Shut(date(2026, 11, 24), 18 * 60, 1440, "outside the hours"),
    )  # fmt: skip
    view.show_week(MONDAY, date(2026, 11, 24), BOOKINGS, "Europe/London", time(17, 40), shut)
    assert heard(view, 0, 0) == "Monday 23 November 2026 07:00: free; closed: staff day"
    assert str(heard(view, 4, 0)).endswith("until 10:30; closed: staff day")
    assert heard(view, 21, 1) == "Tuesday 24 November 2026 17:30: free; it is 17:40 now"
    assert view.table.week.index(22, 1).data() == "outside the hours"
    assert view.table.week.index(23, 1).data() == ""
    assert view.table.week.index(22, 1).data(HATCHED)
    assert not view.table.week.index(21, 1).data(HATCHED)


def test_one_day_is_shown_alone_and_the_arrows_go_on(qtbot: QtBot, view: WeekView) -> None:
    table = at(view, 4, 6)
    table.day_wished = True
    table.show_columns()
    assert [day for day in range(7) if not table.isColumnHidden(day)] == [6]
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert [day for day in range(7) if not table.isColumnHidden(day)] == [5]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.week_asked) as told:
        qtbot.keyClick(table, Qt.Key.Key_Right)
    assert told.args == [date(2026, 11, 30)]
    assert table.currentIndex().column() == 0
