"""The half hours of a week: which appointment stands where, and what is heard of each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kapdesk.domain.clock import MONTHS, WEEKDAYS, show_long_date
from kapdesk.ui.theme import LABEL, color, font

Index = QModelIndex | QPersistentModelIndex
SLOT = 30  # minutes
DAYS = 7
AGAIN, AGAIN_AT = 6, 4  # half hours after which the words over closed hours stand again, and from which on
HATCHED, TAKEN = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Booking:
    """One appointment in wall time of the clinic: its key, when, how long, and what is read."""

    key: object
    day: date
    start: time
    minutes: int
    title: str
    second: str = ""
    tone: str = "accent_weak"
    movable: bool = True

    @property
    def spoken(self) -> str:
        """Return the appointment as it is heard."""
        end = (datetime.combine(self.day, self.start) + timedelta(minutes=self.minutes)).time()
        return " ".join(part for part in (self.title, self.second, f"until {end:%H:%M}") if part)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours a week shows, and those that are worked in."""

    first: int = 7
    last: int = 21
    opens: int = 9
    closes: int = 18


@dataclass(frozen=True, slots=True)
class Shut:
    """Minutes of a day on which nobody works, and why in a word or two: it is hatched, and said."""

    day: date
    begins: int
    ends: int
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """Appointments that take cells together: one as a rule, more where they overlap."""

    column: int
    row: int
    rows: int
    bookings: tuple[Booking, ...]

    @property
    def tone(self) -> str:
        """Return the colour behind it: its own, or that of caution where two stand at the same time."""
        tones = [booking.tone for booking in self.bookings]
        return tones[0] if len(tones) == 1 else "caution_weak"


class WeekModel(QAbstractTableModel):
    """Half hours down, days across."""

    def __init__(self, hours: Hours) -> None:
        """Start with an empty week."""
        super().__init__()
        self.hours = hours
        self.monday = date(2000, 1, 3)
        self.today = date(2000, 1, 3)
        self.now = time.min
        self.narrow = False  # the day stands over its date
        self.blocks: tuple[Block, ...] = ()
        self._shut: dict[tuple[int, int], str] = {}
        self._at: dict[tuple[int, int], Block] = {}

    def show_week(
        self, monday: date, today: date, bookings: Sequence[Booking], shut: Sequence[Shut] = ()
    ) -> None:
        """Show the week from a Monday on."""
        self.beginResetModel()
        self.monday, self.today = monday, today
        self._shut = _shut(monday, self.hours, shut)
        self.blocks = _blocks(monday, self.hours, bookings)
        self._at = {(b.row + n, b.column): b for b in self.blocks for n in range(b.rows)}
        self.endResetModel()

    def block(self, row: int, column: int) -> Block | None:
        """Return what stands in a cell."""
        return self._at.get((row, column))

    def shut(self, row: int, column: int) -> str:
        """Return why nobody works at a cell; empty where they do."""
        return self._shut.get((row, column), "")

    def moment(self, row: int, column: int) -> tuple[date, time]:
        """Return the wall time at which a cell begins."""
        minutes = self.hours.first * 60 + row * SLOT
        return self.monday + timedelta(days=column), time(minutes // 60, minutes % 60)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of half hours."""
        slots = (self.hours.last - self.hours.first) * 60 // SLOT
        return 0 if parent is not None and parent.isValid() else slots

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of days."""
        return 0 if parent is not None and parent.isValid() else DAYS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the day over a column or the hour beside a row; today is said in words too."""
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        if orientation == Qt.Orientation.Vertical:
            at = self.moment(section, 0)[1]
            text = f"{at:%H:%M}" if spoken or at.minute == 0 else ""
            return text if spoken or role == Qt.ItemDataRole.DisplayRole else None
        day = self.monday + timedelta(days=section)
        if role == Qt.ItemDataRole.FontRole:
            return font(LABEL, bold=day == self.today)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if spoken:
            return f"{show_long_date(day)}, today" if day == self.today else show_long_date(day)
        return self.heading(section, narrow=self.narrow)

    def heading(self, section: int, *, narrow: bool) -> str:
        """Return the day over a column, at most two lines; `narrow` puts the date under the day."""
        day = self.monday + timedelta(days=section)
        name, on = WEEKDAYS[section][:3], f"{day.day:02d}-{MONTHS[day.month - 1]}"
        said = "today" if day == self.today else ""
        if narrow:
            return f"{name} {said}".rstrip() + f"\n{on}"
        return f"{name} {on}\n{said}".rstrip()

    def be_narrow(self, *, narrow: bool) -> None:
        """Say each day in two short lines, or in one."""
        if self.narrow != narrow:
            self.narrow = narrow
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS - 1)

    def opening_row(self, now: time) -> int:
        """Return the row one looks at first: that of now, else the first visit of the week."""
        if 0 <= (self.today - self.monday).days < DAYS and self.hours.first <= now.hour < self.hours.last:
            return self.row_of(now)
        opens = self.row_of(time(self.hours.opens))
        return min((block.row for block in self.blocks), default=opens)

    def row_of(self, at: time) -> int:
        """Return the row of a wall time within the hours shown."""
        return ((at.hour - self.hours.first) * 60 + at.minute) // SLOT

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words, the colour or the spoken words of a cell."""
        block = self.block(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(index.row(), index.column()) if block is None else _text(block)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row(), index.column(), block)
            case Qt.ItemDataRole.ToolTipRole:
                return None if block is None else self._spoken(block.row, block.column, block)
            case Qt.ItemDataRole.BackgroundRole:
                return color(self._ground(index.row(), index.column(), block))
            case Qt.ItemDataRole.FontRole:
                return font(LABEL)
            case Qt.ItemDataRole.TextAlignmentRole:
                return (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value
            case _:
                return self._said_to_the_painter(role, index.row(), index.column())

    def _said_to_the_painter(self, role: int, row: int, column: int) -> bool | None:
        if role == TAKEN:
            return self.block(row, column) is not None
        return bool(self.shut(row, column)) if role == HATCHED else None

    def _spoken(self, row: int, column: int, block: Block | None) -> str:
        day, at = self.moment(row, column)
        said = "free" if block is None else "; ".join(booking.spoken for booking in block.bookings)
        double = "" if block is None or len(block.bookings) == 1 else "at the same time: "
        shut = f"; {why}" if (why := self.shut(row, column)) else ""
        here = day == self.today and row == self.row_of(self.now) and self.now != time.min
        now = f"; it is {self.now:%H:%M} now" if here else ""
        return f"{show_long_date(day)} {at:%H:%M}: {double}{said}{shut}{now}"

    def _words(self, row: int, column: int) -> str:
        """Return the words over hours in which nobody works: where they begin, and again every few hours."""
        why = self.shut(row, column)
        if row % AGAIN == AGAIN_AT:
            return why
        begins = row == 0 or self.shut(row - 1, column) != why or self.block(row - 1, column) is not None
        return why if begins else ""

    def _ground(self, row: int, column: int, block: Block | None) -> str:
        if block is not None:
            return block.tone
        return "window" if self.shut(row, column) else "surface"


def _text(block: Block) -> str:
    lines = [f"{booking.start:%H:%M} {booking.title}" for booking in block.bookings]
    alone, second = len(lines) == 1, block.bookings[0].second
    if not alone:
        lines = [f"{len(lines)} at once", *lines]
    if block.rows == 1:  # room for one line
        return " · ".join(lines)
    return "\n".join([*lines, second] if alone and second else lines)


def _shut(monday: date, hours: Hours, shut: Sequence[Shut]) -> dict[tuple[int, int], str]:
    """Return by cell why nobody works there; the first reason that was given stands."""
    found: dict[tuple[int, int], str] = {}
    rows = (hours.last - hours.first) * 60 // SLOT
    for each in shut:
        column = (each.day - monday).days
        for row in range(rows) if 0 <= column < DAYS else ():
            begins = hours.first * 60 + row * SLOT
            if each.begins <= begins and begins + SLOT <= each.ends:
                found.setdefault((row, column), each.words)
    return found


def _blocks(monday: date, hours: Hours, bookings: Sequence[Booking]) -> tuple[Block, ...]:
    """Put overlapping appointments of a day together so that none hides another."""
    slots = (hours.last - hours.first) * 60 // SLOT
    found: list[Block] = []
    for booking in sorted(bookings, key=lambda b: (b.day, b.start)):
        column = (booking.day - monday).days
        if not 0 <= column < DAYS:
            continue
        begin = booking.start.hour * 60 + booking.start.minute - hours.first * 60
        row = min(max(begin // SLOT, 0), slots - 1)
        end = min(max(-(-(begin + booking.minutes) // SLOT), row + 1), slots)
        last = found[-1] if found else None
        if last is not None and last.column == column and row < last.row + last.rows:
            rows = max(last.row + last.rows, end) - last.row
            found[-1] = Block(column, last.row, rows, (*last.bookings, booking))
        else:
            found.append(Block(column, row, end - row, (booking,)))
    return tuple(found)
