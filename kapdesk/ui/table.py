"""Small tables that are read: rows fetched as they are needed, every cell with words to be heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from kapdesk.ui.cells import CellPainter, Index
from kapdesk.ui.theme import LABEL, color, font, give_role, look, px

PAGE = 128  # rows fetched at a time
READING_SIZE = 15
GIVES_WAY = 0.4  # how much of its width the widest column may give up before the table scrolls sideways
INDENT, CLOSE = 8, 3  # px at 100 % beside the words of a cell, and where many stand in a narrow card


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and its share of the width (0 is as wide as its heading and samples).

    `whole` is never shortened; `goes` tells which column is left out first (1) where the room is short.
    """

    heading: str
    share: int = 1
    right: bool = False
    whole: bool = False
    goes: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `tone` is a colour of the theme, `spoken` what is heard where it differs."""

    text: str
    tone: str = ""
    strong: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the key by which it is opened, and its cells."""

    key: object
    cells: tuple[Cell, ...]
    tone: str = ""  # `caution_weak`, `danger_weak`: behind the whole row


Fetch = Callable[[int, int], Sequence[Line]]  # first row, how many


class TableModel(QAbstractTableModel):
    """Rows that come in pages from wherever they are kept."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Start with no rows."""
        super().__init__()
        self._columns = tuple(columns)
        self._lines: list[Line] = []
        self._fetch: Fetch | None = None
        self._ended = True
        self.left_out: tuple[int, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show all of a short table."""
        self._replace(list(lines), None)

    def show_pages(self, fetch: Fetch) -> None:
        """Show a long table, a page at a time."""
        self._replace([], fetch)
        self.fetchMore(QModelIndex())

    def line(self, row: int) -> Line | None:
        """Return a row that was fetched."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows were fetched."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether there may be more rows."""
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next page."""
        if parent.isValid() or self._fetch is None or self._ended:
            return
        start = len(self._lines)
        more = list(self._fetch(start, PAGE))
        self._ended = len(more) < PAGE
        if more:
            self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
            self._lines += more
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words, the looks or the spoken words of a cell."""
        line = self.line(index.row())
        if line is None or index.column() >= len(line.cells):
            return None
        cell = line.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join([cell.text, *self._hidden(line)])
            case Qt.ItemDataRole.AccessibleTextRole:
                return "; ".join([self._said(line, index.column()), *self._hidden(line)])
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(index.column())
            case _:
                return self._look(cell, line, role)

    def _said(self, line: Line, column: int) -> str:
        cell = line.cells[column]
        return f"{self._columns[column].heading}: {cell.spoken or cell.text}".removeprefix(": ")

    def _hidden(self, line: Line) -> list[str]:
        """Return what stands in the columns that had no room."""
        there = (number for number in self.left_out if number < len(line.cells) and line.cells[number].text)
        return [self._said(line, number) for number in there]

    def _look(self, cell: Cell, line: Line, role: int) -> object:
        if role == Qt.ItemDataRole.ForegroundRole:
            return color(cell.tone) if cell.tone else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return color(line.tone) if line.tone else None
        if role == Qt.ItemDataRole.FontRole:
            return font(READING_SIZE, bold=cell.strong, tabular=True)
        return None

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].right else Qt.AlignmentFlag.AlignLeft
        return (side | Qt.AlignmentFlag.AlignVCenter).value

    def _replace(self, lines: list[Line], fetch: Fetch | None) -> None:
        self.beginResetModel()
        self._lines, self._fetch, self._ended = lines, fetch, fetch is None
        self.endResetModel()


class Table(QTableView):
    """A table that is read with the arrow keys; Enter opens the row."""

    opened = Signal(object)  # the key of the row

    def __init__(
        self, columns: Sequence[Column], label: str = "", *, close: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Lay out the columns by their shares; `close` is for many short columns in a narrow card."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.rows = TableModel(columns)
        self._columns = tuple(columns)
        self._least: list[int] = [0] * len(columns)
        self.indent = CLOSE if close else INDENT
        self.setModel(self.rows)
        behaviours = QAbstractItemView
        self.setSelectionBehavior(behaviours.SelectionBehavior.SelectRows)
        self.setSelectionMode(behaviours.SelectionMode.SingleSelection)
        self.setEditTriggers(behaviours.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(behaviours.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setStyleSheet("border: none")
        self._painter = CellPainter(self._indent, self)
        self.setItemDelegate(self._painter)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        if close:
            give_role(self.horizontalHeader(), "columns", size="small")
            self.horizontalHeader().setMinimumSectionSize(px(2 * INDENT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress()
        # Connect Signals
        look().changed.connect(self._dress)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show all rows of a short table."""
        self.rows.show_lines(lines)
        self._measure()

    def show_pages(self, fetch: Fetch) -> None:
        """Show a long table, fetched a page at a time."""
        self.rows.show_pages(fetch)
        self._measure()

    def key(self) -> object | None:
        """Return the key of the row the caret is in."""
        line = self.rows.line(self.currentIndex().row())
        return None if line is None else line.key

    def height_of_rows(self, rows: int) -> int:
        """Return the height in px that shows so many rows with their heading."""
        return (
            self.horizontalHeader().sizeHint().height()
            + rows * self.verticalHeader().defaultSectionSize()
            + 2
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is: on the first row, unless one was chosen."""
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))
        super().focusInEvent(event)

    def updateGeometries(self) -> None:
        """Share the width out among the columns."""
        super().updateGeometries()
        self._share_out()

    def _indent(self) -> int:
        return px(self.indent)

    def _open(self, index: QModelIndex) -> None:
        line = self.rows.line(index.row())
        if line is not None:
            self.opened.emit(line.key)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(36))
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        """Find how wide each column must be so that nothing in its first page is cut off."""
        seen = [self.rows.line(row) for row in range(min(self.rows.rowCount(), PAGE))]
        self._least.clear()
        for number, column in enumerate(self._columns):
            cells = [line.cells[number] for line in seen if line is not None and number < len(line.cells)]
            heading = QFontMetrics(font(LABEL)).horizontalAdvance(column.heading)
            words = max([heading, *(_wide(cell.text, strong=cell.strong) for cell in cells)])
            self._least.append(words + px(2 * self.indent + 2))
        self._share_out()

    def _share_out(self) -> None:
        self._leave_out()
        seen = [number for number in range(len(self._columns)) if number not in self.rows.left_out]
        shares = sum(self._columns[number].share for number in seen)
        spare = self.viewport().width() - sum(self._least[number] for number in seen)
        largest = max((column for column in self._columns if not column.whole), key=_share, default=None)
        for number in seen:
            column, least = self._columns[number], self._least[number]
            extra = spare * column.share // shares if shares and spare > 0 else 0
            if spare < 0 and column is largest:  # the widest gives way first; its tool tip holds all of it
                extra = max(spare, -int(least * GIVES_WAY))
            if self.columnWidth(number) != least + extra:
                self.setColumnWidth(number, least + extra)

    def _leave_out(self) -> None:
        """Leave out the columns that may go, one after the other, until the others have room."""
        spare = self.viewport().width() - sum(self._least)
        out: list[int] = []
        for number in sorted(range(len(self._columns)), key=self._order):
            if spare < 0 and self._columns[number].goes:
                out.append(number)
                spare += self._least[number]
        if tuple(out) == self.rows.left_out:
            return
        self.rows.left_out = tuple(out)
        for number in range(len(self._columns)):
            self.setColumnHidden(number, number in out)

    def _order(self, number: int) -> int:
        return self._columns[number].goes


def _share(column: Column) -> int:
    return column.share


def _wide(text: str, *, strong: bool) -> int:
    return QFontMetrics(font(READING_SIZE, bold=strong, tabular=True)).horizontalAdvance(text)
