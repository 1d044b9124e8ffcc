"""Texts that were found, under each other, read a page at a time and opened with Enter."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kapdesk.ui.found import Page, Result
from kapdesk.ui.result_paint import ResultPainter, ResultRole
from kapdesk.ui.theme import look

Index = QModelIndex | QPersistentModelIndex


Fetch = Callable[[object | None], Page]  # what comes after this key; None begins


class ResultRows(QAbstractListModel):
    """What was found so far; the next page is read when the last row comes into sight."""

    grown = Signal()

    def __init__(self) -> None:
        """Start with nothing found."""
        super().__init__()
        self.results: list[Result] = []
        self.more = False
        self._fetch: Fetch | None = None

    def begin(self, first: Page, fetch: Fetch | None) -> None:
        """Show the first page; what follows is read with `fetch`."""
        self.beginResetModel()
        self.results, self.more, self._fetch = list(first.results), first.more, fetch
        self.endResetModel()
        self.grown.emit()

    def row_of(self, key: object) -> int:
        """Return where a text stands among what was read, -1 where it does not."""
        return next((row for row, result in enumerate(self.results) if result.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many were read."""
        return 0 if parent is not None and parent.isValid() else len(self.results)

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether there are more."""
        return not parent.isValid() and self.more and self._fetch is not None

    def fetchMore(self, parent: Index) -> None:
        """Read the next page."""
        if not self.canFetchMore(parent) or self._fetch is None:
            return
        page = self._fetch(self.results[-1].key if self.results else None)
        self.more = page.more and bool(page.results)
        if page.results:
            start = len(self.results)
            self.beginInsertRows(QModelIndex(), start, start + len(page.results) - 1)
            self.results += page.results
            self.endInsertRows()
        self.grown.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text that was found, or its words to be heard."""
        if not 0 <= index.row() < len(self.results):
            return None
        result = self.results[index.row()]
        if role == ResultRole:
            return result
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return result.spoken
        return None


class ResultList(QListView):
    """What was found, read with the arrow keys; Enter opens, Up from the first row goes back to the field."""

    opened = Signal(object)  # the key
    went_up = Signal()
    left = Signal()  # Esc

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Start with nothing found."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.rows = ResultRows()
        self._painter = ResultPainter(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none }")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._dress()
        # Connect Signals
        look().changed.connect(self._dress)
        self.doubleClicked.connect(self._open)

    def begin(self, first: Page, fetch: Fetch | None = None, *, keep: object | None = None) -> None:
        """Show the first page; the caret is on `keep` where that is in it, else on the first."""
        self.rows.begin(first, fetch)
        row = self.rows.row_of(keep) if keep is not None else 0
        self._go_to(max(row, 0))

    def read_on(self, key: object, most: int) -> None:
        """Go on reading up to so many rows until a text is among them, and put the caret on it."""
        while self.rows.row_of(key) < 0 and len(self.rows.results) < most and self.rows.more:
            before = len(self.rows.results)
            self.rows.fetchMore(QModelIndex())
            if len(self.rows.results) == before:
                return
        self._go_to(max(self.rows.row_of(key), 0))

    def key(self) -> object | None:
        """Return the key of the text the caret is on."""
        row = self.currentIndex().row()
        return self.rows.results[row].key if 0 <= row < len(self.rows.results) else None

    def step(self, by: int) -> object | None:
        """Go on or back by so many rows and return the key there; None where there is none."""
        row = self.currentIndex().row() + by
        while row >= len(self.rows.results) and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
        if not 0 <= row < len(self.rows.results):
            return None
        self._go_to(row)
        return self.key()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, go back to the field with Up on the first row and with Esc."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.went_up.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End) and self._is_at_end():
            self.rows.fetchMore(QModelIndex())
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Jump nowhere by a letter: letters belong into the field."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is: on the first row, unless one was chosen."""
        if not self.currentIndex().isValid():
            self._go_to(0)
        super().focusInEvent(event)

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Break the words anew in another width."""
        super().resizeEvent(e)
        self._painter.forget()

    def _is_at_end(self) -> bool:
        return self.currentIndex().row() >= len(self.rows.results) - 1

    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self.rows.results):
            self.setCurrentIndex(self.rows.index(row))

    def _open(self, index: Index) -> None:
        if 0 <= index.row() < len(self.rows.results):
            self.opened.emit(self.rows.results[index.row()].key)

    def _dress(self) -> None:
        self._painter.forget()
        self.setMinimumHeight(self._painter.height())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
