"""The week: half hours down, days across, every act by key as well as by pointer."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
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
from kapdesk.ui.week import DAYS, SLOT, Booking, Hours, WeekModel
from kapdesk.ui.week_paint import BlockPainter

__all__ = ["Booking", "Hours", "WeekView"]

HALF_HOUR = 24  # px at 100 %
BESIDE = 4  # px at 100 % at either side of a heading
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
    moved = Signal(object, object, object)  # key, new day, new time
    cancel_asked = Signal(object)  # key

    def __init__(self, hours: Hours) -> None:
        """Lay out an empty week."""
        super().__init__()
        self.week = WeekModel(hours)
        self.setModel(self.week)
        self._painter = BlockPainter(self)
        self.setItemDelegate(self._painter)
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

    def show_week(self, monday: date, today: date, bookings: Sequence[Booking], now: time) -> None:
        """Show a week; the caret stays in its cell, and another week is shown from its first visit on."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        turned = monday != self.week.monday
        self.clearSpans()
        self.week.show_week(monday, today, bookings)
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
        self._name_days()
        self._begin()

    def paintEvent(self, e: QPaintEvent) -> None:
        """Draw the cells, and a frame around today."""
        super().paintEvent(e)
        column = (self.week.today - self.week.monday).days
        if not 0 <= column < self.week.columnCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(color("accent"), 2))
        left, wide = self.columnViewportPosition(column), self.columnWidth(column)
        painter.drawRect(left, 1, wide - 1, self.viewport().height() - 2)
        painter.end()

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
        else:
            super().keyPressEvent(event)

    def booking(self) -> Booking | None:
        """Return the appointment under the caret; of several at once, the first."""
        at = self.currentIndex()
        block = self.week.block(at.row(), at.column())
        return None if block is None else block.bookings[0]

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
            self.moved.emit(booking.key, there.date(), there.time())

    def _begin(self) -> None:
        """Show the row that is looked at first, while nobody looked elsewhere."""
        if self._opening is not None:
            self.updateGeometries()  # the bar must know how far it goes
            self.verticalScrollBar().setValue(self._opening * self.verticalHeader().defaultSectionSize())

    def _look_about(self, _action: int = 0) -> None:
        self._opening = None

    def _name_days(self) -> None:
        """Say the days in one line or in two, and keep room for the longer of these."""
        header, room = self.horizontalHeader(), self.viewport().width() // DAYS
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
    moved = Signal(object, object, object)
    cancel_asked = Signal(object)

    def __init__(self, hours: Hours | None = None, parent: QWidget | None = None) -> None:
        """Lay out a week of these hours."""
        super().__init__(parent)
        self.table = WeekTable(hours or Hours())
        self._name = QLabel()
        give_role(self._name, "hint")
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
        self.table.cancel_asked.connect(self._cancel)

    def show_week(
        self, monday: date, today: date, bookings: Sequence[Booking], zone: str, now: time = time.min
    ) -> None:
        """Show the week from a Monday on; `zone` is the IANA name of its wall times, and so of `now`."""
        last = monday + timedelta(days=6)
        self._name.setText(f"{show_weekday_date(monday)} to {show_weekday_date(last)} · times in {zone}")
        self.table.show_week(monday, today, bookings, now)

    def _open(self, key: object) -> None:
        self.opened.emit(key)

    def _ask(self, day: date, at: time) -> None:
        self.asked.emit(day, at)

    def _move(self, key: object, day: date, at: time) -> None:
        self.moved.emit(key, day, at)

    def _cancel(self, key: object) -> None:
        self.cancel_asked.emit(key)
