"""The week: half hours down, days across, every act by key as well as by pointer."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kapdesk.domain.clock import show_weekday_date
from kapdesk.ui.theme import LABEL, color, font, give_role, look, px
from kapdesk.ui.week import DAYS, SLOT, Booking, Hours, Shut, WeekModel
from kapdesk.ui.week_carry import Aim, Carry
from kapdesk.ui.week_paint import BlockPainter

__all__ = ["Aim", "Booking", "Hours", "Shut", "WeekView"]

HALF_HOUR = 24  # px at 100 %
BESIDE = 4  # px at 100 % at either side of a heading
NARROWEST = 80  # px at 100 % of a day beside six others
BEFORE = 2  # half hours seen before the one that is looked at first

_WAYS = {
    Qt.Key.Key_Up: timedelta(minutes=-SLOT),
    Qt.Key.Key_Down: timedelta(minutes=SLOT),
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
}


class WeekTable(QTableView):
    """The cells: arrows go about, Enter opens or books, Ctrl + arrows move, Delete asks to cancel."""

    opened = Signal(object)  # key of the appointment
    asked = Signal(object, object)  # day and time at which somebody wants to book
    moved = Signal(object, object)  # key, Aim
    cancel_asked = Signal(object)  # key
    day_asked = Signal(object)  # a day of another week

    def __init__(self, hours: Hours) -> None:
        """Lay out an empty week."""
        super().__init__()
        self.week = WeekModel(hours)
        self.setModel(self.week)
        self._painter = BlockPainter(self)
        self.setItemDelegate(self._painter)
        self.carry = Carry(self, self.week)
        self.day_wished = False
        self._opening: int | None = None  # the row seen first, until somebody looks elsewhere
        self.setAccessibleName("Week")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self._dress()
        # Connect Signals
        look().changed.connect(self._dress)
        self.doubleClicked.connect(self._act)
        self.verticalScrollBar().actionTriggered.connect(self._look_about)

    def show_week(
        self, monday: date, today: date, bookings: Sequence[Booking], now: time, shut: Sequence[Shut] = ()
    ) -> None:
        """Show a week; the caret stays in its cell, and another week is shown from its first visit on."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        turned = monday != self.week.monday
        self.clearSpans()
        self.week.show_week(monday, today, bookings, shut)
        self.week.now = now
        for block in self.week.blocks:
            if block.rows > 1:
                self.setSpan(block.row, block.column, block.rows, 1)
        self._name_days()
        opening = self.week.opening_row(now)
        if row < 0:
            row, column = opening, max(0, min((today - monday).days, DAYS - 1))
        self.setCurrentIndex(self.week.index(row, column))
        if turned:
            self._opening = max(0, opening - BEFORE)
            self._begin()

    def go_to(self, key: object) -> None:
        """Put the caret on an appointment, as after it was moved."""
        for block in self.week.blocks:
            if any(booking.key == key for booking in block.bookings):
                self.setCurrentIndex(self.week.index(block.row, block.column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put dates under their days where both have no room in one line."""
        super().resizeEvent(event)
        self.show_columns()
        self._begin()

    def paintEvent(self, e: QPaintEvent) -> None:
        """Draw the cells, a frame around today, and what is carried."""
        super().paintEvent(e)
        column = (self.week.today - self.week.monday).days
        painter = QPainter(self.viewport())
        if 0 <= column < self.week.columnCount() and not self.isColumnHidden(column):
            self._paint_today(painter, self.columnViewportPosition(column), self.columnWidth(column))
        aimed = self.carry.rect()
        if aimed is not None:
            painter.setPen(QPen(color("text"), px(2), Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(aimed.adjusted(2, 1, -3, -1))
        painter.end()

    def _paint_today(self, painter: QPainter, left: int, wide: int) -> None:
        """Draw a frame around today, and a line with an arrow head at the time it is."""
        painter.setPen(QPen(color("accent"), 2))
        painter.drawRect(left, 1, wide - 1, self.viewport().height() - 2)
        hours, now = self.week.hours, self.week.now
        if not hours.first <= now.hour < hours.last:
            return
        since = (now.hour - hours.first) * 60 + now.minute
        y = self.rowViewportPosition(0) + since * self.verticalHeader().defaultSectionSize() // SLOT
        painter.setPen(QPen(color("text"), px(2)))
        painter.drawLine(left, y, left + wide, y)
        tip, size = QPoint(left + px(8), y), px(5)
        painter.setBrush(color("text"))
        painter.drawPolygon([QPoint(left, y - size), tip, QPoint(left, y + size)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, book, move or ask to cancel."""
        self._look_about()
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act(self.currentIndex())
        elif key == Qt.Key.Key_Delete:
            self._ask_cancel()
        elif key in _WAYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(_WAYS[key])
        elif self.one_day and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            day, _ = self.week.moment(0, max(self.currentIndex().column(), 0))
            self.go_to_day(day + _WAYS[key])
        else:
            super().keyPressEvent(event)

    def booking(self) -> Booking | None:
        """Return the appointment under the caret; of several at once, the first."""
        at = self.currentIndex()
        block = self.week.block(at.row(), at.column())
        return None if block is None else block.bookings[0]

    def show_columns(self) -> None:
        """Show the whole week, or the day of the caret where a week has no room or one day is wished."""
        alone = self.one_day
        here = max(self.currentIndex().column(), 0)
        for column in range(DAYS):
            self.setColumnHidden(column, alone and column != here)
        self._name_days()

    @property
    def one_day(self) -> bool:
        """Return whether one day is shown alone."""
        room = self.width() - self.verticalHeader().width()
        return self.day_wished or room < DAYS * max(px(NARROWEST), self._needed(narrow=True))

    def go_to_day(self, day: date) -> None:
        """Put the caret on another day, and ask for its week where it is not this one."""
        column = (day - self.week.monday).days
        if not 0 <= column < DAYS:
            self.day_asked.emit(day)
            column = day.weekday()
        self.setCurrentIndex(self.week.index(max(self.currentIndex().row(), 0), column))
        self.show_columns()

    def _act(self, at: QModelIndex) -> None:
        if not at.isValid():
            return
        booking = self.booking()
        if booking is None:
            self.asked.emit(*self.week.moment(at.row(), at.column()))
        else:
            self.opened.emit(booking.key)

    def _ask_cancel(self) -> None:
        booking = self.booking()
        if booking is not None:
            self.cancel_asked.emit(booking.key)

    def _move(self, by: timedelta) -> None:
        booking = self.booking()
        if booking is None or not booking.movable:
            return
        there = datetime.combine(booking.day, booking.start) + by
        inside = self.week.hours.first <= there.hour < self.week.hours.last
        if inside:
            self.moved.emit(booking.key, Aim(there.date(), there.time(), booking.minutes))

    def _begin(self) -> None:
        """Show the row that is looked at first, while nobody looked elsewhere."""
        if self._opening is not None:
            self.updateGeometries()  # the bar must know how far it goes
            self.verticalScrollBar().setValue(self._opening * self.verticalHeader().defaultSectionSize())

    def _look_about(self, _action: int = 0) -> None:
        self._opening = None

    def _name_days(self) -> None:
        """Say the days in one line or in two, and keep room for the longer of these."""
        header = self.horizontalHeader()
        room = self.viewport().width() // (1 if self.one_day else DAYS)
        header.setMinimumSectionSize(self._needed(narrow=True))
        self.week.be_narrow(narrow=room < self._needed(narrow=False))

    def _needed(self, *, narrow: bool) -> int:
        metrics = QFontMetrics(font(LABEL, bold=True))
        lines = [line for day in range(DAYS) for line in self.week.heading(day, narrow=narrow).split("\n")]
        return max(metrics.horizontalAdvance(line) for line in lines) + 2 * px(BESIDE)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(HALF_HOUR))
        self.verticalHeader().setFixedWidth(px(56))
        self._name_days()
        self.viewport().update()


class WeekView(QWidget):
    """The week with its name and the zone its hours are in."""

    opened = Signal(object)
    asked = Signal(object, object)
    moved = Signal(object, object)
    carried = Signal(str)
    week_asked = Signal(object)  # a day of the week that is wished
    cancel_asked = Signal(object)

    def __init__(self, hours: Hours | None = None, parent: QWidget | None = None) -> None:
        """Lay out a week of these hours."""
        super().__init__(parent)
        self.table = WeekTable(hours or Hours())
        self._name = QLabel()
        give_role(self._name, "hint")
        self._name.setWordWrap(True)
        self.head = QHBoxLayout()  # the name of the week, and room at its right for an act on it
        self.head.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        # Connect Signals
        self.table.opened.connect(self._open)
        self.table.asked.connect(self._ask)
        self.table.moved.connect(self._move)
        self.table.carry.dropped.connect(self._move)
        self.table.carry.carried.connect(self.carried)
        self.table.carry.left_week.connect(self.week_asked)
        self.table.day_asked.connect(self.week_asked)
        self.table.cancel_asked.connect(self._cancel)

    def show_week(
        self, monday: date, today: date, bookings: Sequence[Booking], zone: str, now: time = time.min,
        shut: Sequence[Shut] = (),
    ) -> None:  # fmt: skip
        """Show the week from a Monday on; `zone` is the IANA name of its wall times, and so of `now`."""
        last = monday + timedelta(days=6)
        self._name.setText(f"{show_weekday_date(monday)} to {show_weekday_date(last)} · times in {zone}")
        self.table.show_week(monday, today, bookings, now, shut)
        self.table.show_columns()

    def _open(self, key: object) -> None:
        self.opened.emit(key)

    def _ask(self, day: date, at: time) -> None:
        self.asked.emit(day, at)

    def _move(self, key: object, aim: Aim) -> None:
        self.moved.emit(key, aim)

    def _cancel(self, key: object) -> None:
        self.cancel_asked.emit(key)
