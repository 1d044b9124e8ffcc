"""Bare widgets of Qt, as the floors of screens use them: a table, a week, a page of as many as counted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

KINDS: dict[str, Callable[[], QWidget]] = {
    "QPlainTextEdit": QPlainTextEdit, "QTableView": QTableView, "QComboBox": QComboBox,
    "QLineEdit": QLineEdit, "QCheckBox": QCheckBox, "QRadioButton": QRadioButton,
    "QPushButton": QPushButton, "QToolButton": QToolButton, "QLabel": QLabel,
}  # fmt: skip
"""The kinds of widgets that are counted on a screen; what is none of them only holds others together."""
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Rows(QAbstractTableModel):
    """Rows in a table, and nothing else."""

    def __init__(self, rows: Sequence[Sequence[object]], parent: QWidget) -> None:
        """Hold the rows."""
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() or not self._rows else len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(self._rows[index.row()][index.column()])


def table(rows: Sequence[Sequence[object]]) -> QWidget:
    """Return a bare table of rows."""
    view = QTableView()
    view.setModel(Rows(rows, view))
    return view


def week(rows: Sequence[Sequence[object]]) -> QWidget:
    """Return a bare grid of seven days in half hours over a bare table of appointments."""
    return _stacked([table([("",) * 7] * 28), table(rows)])


def several(kinds: Mapping[str, int], texts: Sequence[str]) -> QWidget:
    """Return as many bare widgets of each kind as asked, on one page that scrolls; the editors hold texts."""
    page = QWidget()
    grid = QGridLayout(page)
    words, place = iter(texts), 0
    for kind, number in kinds.items():
        for _ in range(number):
            widget = KINDS[kind]()
            if isinstance(widget, QPlainTextEdit):
                widget.setPlainText(next(words, ""))
            elif isinstance(widget, QLabel | QAbstractButton):
                widget.setText("A word or two")
            grid.addWidget(widget, place // 4, place % 4)
            place += 1
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def census(page: QWidget) -> dict[str, int]:
    """Count the widgets of each kind that are to be seen on a page."""
    found = dict.fromkeys(KINDS, 0)
    for widget in page.findChildren(QWidget):
        kind = next((kind for kind in KINDS if widget.inherits(kind)), "")
        if kind and widget.isVisibleTo(page):
            found[kind] += 1
    return found


def _stacked(parts: Sequence[QWidget]) -> QWidget:
    whole: Any = QWidget()
    column = QVBoxLayout(whole)
    for part in parts:
        column.addWidget(part)
    return whole
