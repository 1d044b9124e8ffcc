"""The week: half hours down, days across, every act by key as well as by pointer."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_weekday_date
from kapdesk.ui.theme import color, give_role, look, px
from kapdesk.ui.week import SLOT, Booking, Hours, WeekModel

__all__ = ["Booking", "Hours", "WeekView"]

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

    def show_week(self, monday: date, today: date, bookings: Sequence[Booking]) -> None:
        """Show a week; the caret stays in its cell."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.clearSpans()
        self.week.show_week(monday, today, bookings)
        for block in self.week.blocks:
            if block.rows > 1:
                self.setSpan(block.row, block.column, block.rows, 1)
        opens = (self.week.hours.opens - self.week.hours.first) * 60 // SLOT
        if row < 0:
            row, column = opens, max(0, min((today - monday).days, 6))
            self.scrollTo(self.week.index(opens, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.setCurrentIndex(self.week.index(row, column))

    def go_to(self, key: object) -> None:
        """Put the caret on an appointment, as after it was moved."""
        for block in self.week.blocks:
            if any(booking.key == key for booking in block.bookings):
                self.setCurrentIndex(self.week.index(block.row, block.column))

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

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(26))
        self.verticalHeader().setFixedWidth(px(56))
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        # Connect Signals
        self.table.opened.connect(self._open)
        self.table.asked.connect(self._ask)
        self.table.moved.connect(self._move)
        self.table.cancel_asked.connect(self._cancel)

    def show_week(self, monday: date, today: date, bookings: Sequence[Booking], zone: str) -> None:
        """Show the week from a Monday on; `zone` is the IANA name its wall times are in."""
        last = monday + timedelta(days=6)
        self._name.setText(f"{show_weekday_date(monday)} to {show_weekday_date(last)} · times in {zone}")
        self.table.show_week(monday, today, bookings)

    def _open(self, key: object) -> None:
        self.opened.emit(key)

    def _ask(self, day: date, at: time) -> None:
        self.asked.emit(day, at)

    def _move(self, key: object, day: date, at: time) -> None:
        self.moved.emit(key, day, at)

    def _cancel(self, key: object) -> None:
        self.cancel_asked.emit(key)
