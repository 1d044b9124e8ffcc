"""An appointment taken up in the week: carried by arrows or by the pointer, dropped, or put back."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView

from kapdesk.domain.clock import show_weekday_date
from kapdesk.ui.theme import px
from kapdesk.ui.week import DAYS, SLOT, Booking, WeekModel

EDGE = 7  # px at 100 % at the foot of an appointment that stretch it
STEP = 10  # minutes by which a length is stretched
LONGEST = 12 * 60
_ARROWS = {
    Qt.Key.Key_Up: (0, -SLOT), Qt.Key.Key_Down: (0, SLOT), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip
_DROP = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Aim:
    """Where an appointment is carried to: day and time on the wall, and minutes."""

    day: date
    at: time
    minutes: int

    @property
    def words(self) -> str:
        """Return it as it is heard."""
        end = (datetime.combine(self.day, self.at) + timedelta(minutes=self.minutes)).time()
        return f"{show_weekday_date(self.day)} {self.at:%H:%M} to {end:%H:%M}"


class Carry(QObject):
    """Watches keys and pointer over the grid; nothing is moved before it is dropped."""

    dropped = Signal(object, object)  # key of the appointment, Aim
    carried = Signal(str)  # what is heard while it is carried; empty when it is over
    left_week = Signal(object)  # a day of another week it is carried to

    def __init__(self, table: QTableView, week: WeekModel) -> None:
        """Watch one grid for life."""
        super().__init__(table)
        self._table, self._week = table, week
        self.booking: Booking | None = None
        self.aim: Aim | None = None
        self._pressed: tuple[QPoint, Booking, bool] | None = None
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take up, carry, drop or put back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is self._table and self._key(event)
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            return self._pointer(event)
        if event.type() == QEvent.Type.FocusOut and watched is self._table and self._pressed is None:
            self.put_back()
        return False

    def put_back(self) -> None:
        """Leave it where it is."""
        if self.booking is not None:
            self._end(f"Put back: {self.booking.title} stays where it is.")

    def rect(self) -> QRect | None:
        """Return where the carried appointment would stand, in the viewport; None outside the shown days."""
        if self.aim is None:
            return None
        column = (self.aim.day - self._week.monday).days
        if not 0 <= column < DAYS or self._table.isColumnHidden(column):
            return None
        high = self._table.verticalHeader().defaultSectionSize()
        begins = self.aim.at.hour * 60 + self.aim.at.minute - self._week.hours.first * 60
        top = self._table.rowViewportPosition(0) + begins * high // SLOT
        left, wide = self._table.columnViewportPosition(column), self._table.columnWidth(column)
        return QRect(left, top, wide, max(high // 2, self.aim.minutes * high // SLOT))

    def _key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if self.booking is None:
            return key == Qt.Key.Key_Space and not held.value & ~_KEYPAD and self._take_up()
        if key == Qt.Key.Key_Escape:
            self.put_back()
        elif key in _DROP:
            self._drop()
        elif key in _ARROWS:
            days, minutes = _ARROWS[key]
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._stretch(STEP if minutes > 0 else -STEP if minutes < 0 else 0)
            else:
                self._shift(days, minutes)
        return True  # while something is carried no other key reaches the grid

    def _take_up(self) -> bool:
        at = self._table.currentIndex()
        block = self._week.block(at.row(), at.column())
        movable = [] if block is None else [each for each in block.bookings if each.movable]
        if not movable:
            return False
        self._begin(movable[0])
        return True

    def _begin(self, booking: Booking) -> None:
        self.booking, self.aim = booking, Aim(booking.day, booking.start, booking.minutes)
        self._say(f"Taken up: {booking.title}. Arrows carry it, Shift and arrows make it longer or shorter, ")

    def _shift(self, days: int, minutes: int) -> None:
        if self.aim is None:
            return
        there = datetime.combine(self.aim.day, self.aim.at) + timedelta(days=days, minutes=minutes)
        hours = self._week.hours
        if there.date() == self.aim.day + timedelta(days=days) and hours.first <= there.hour < hours.last:
            self.aim = replace(self.aim, day=there.date(), at=there.time())
            if not 0 <= (self.aim.day - self._week.monday).days < DAYS:
                self.left_week.emit(self.aim.day)
            self._show_column()
        self._say()

    def _stretch(self, minutes: int) -> None:
        if self.aim is not None and minutes:
            longer = min(max(self.aim.minutes + minutes, STEP), LONGEST)
            self.aim = replace(self.aim, minutes=longer)
            self._say()

    def _show_column(self) -> None:
        if self.aim is None:
            return
        row = min(max(self._week.row_of(self.aim.at), 0), self._week.rowCount() - 1)
        column = min(max((self.aim.day - self._week.monday).days, 0), DAYS - 1)
        self._table.setCurrentIndex(self._week.index(row, column))

    def _drop(self) -> None:
        booking, aim = self.booking, self.aim
        if booking is None or aim is None:
            return
        if aim == Aim(booking.day, booking.start, booking.minutes):
            self.put_back()
            return
        self._end("")
        self.dropped.emit(booking.key, aim)

    def _end(self, words: str) -> None:
        self.booking = self.aim = self._pressed = None
        self._table.viewport().update()
        self.carried.emit(words)

    def _say(self, before: str = "") -> None:
        if self.booking is not None and self.aim is not None:
            self.carried.emit(
                f"{before}{self.booking.title}: {self.aim.words}. Enter drops it, Esc puts it back."
            )
        self._table.viewport().update()

    def _pointer(self, event: QMouseEvent) -> bool:
        kind, at = event.type(), event.position().toPoint()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self.put_back()
            self._pressed = self._grip(at)
        elif kind == QEvent.Type.MouseMove and self._pressed is not None:
            return self._drag(at)
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            self._pressed = None
            if self.booking is not None:
                self._drop()
                return True
        return False

    def _grip(self, at: QPoint) -> tuple[QPoint, Booking, bool] | None:
        index = self._table.indexAt(at)
        block = self._week.block(index.row(), index.column()) if index.isValid() else None
        movable = [] if block is None else [each for each in block.bookings if each.movable]
        if block is None or not movable:
            return None
        high = self._table.verticalHeader().defaultSectionSize()
        foot = self._table.rowViewportPosition(block.row) + block.rows * high
        return at, movable[0], foot - at.y() <= px(EDGE)

    def _drag(self, at: QPoint) -> bool:
        if self._pressed is None:
            return False
        start, booking, stretches = self._pressed
        moved = at - start
        if self.booking is None:
            if moved.manhattanLength() < QApplication.startDragDistance():
                return True
            self._begin(booking)
        slots = moved.y() / max(1, self._table.verticalHeader().defaultSectionSize())
        self.aim = Aim(booking.day, booking.start, booking.minutes)
        if stretches:
            self._stretch(round(slots * SLOT / STEP) * STEP)
        else:
            column = self._table.columnAt(at.x())
            days = column - (booking.day - self._week.monday).days if column >= 0 else 0
            self._shift(days, round(slots) * SLOT)
        return True


_KEYPAD = Qt.KeyboardModifier.KeypadModifier.value
