"""Bare widgets of Qt, as the floors of screens use them: a table, a drawn line, some editors."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QTableView, QVBoxLayout, QWidget

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


class Line(QWidget):
    """A line through some values, drawn over the whole width."""

    def __init__(self, values: Sequence[float]) -> None:
        """Hold the values."""
        super().__init__()
        self._values = values
        self.setMinimumHeight(240)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line and a point at each value."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high, most = self.width(), self.height(), max([*self._values, 1])
        step = wide / max(len(self._values), 1)
        points = [QPointF(step * place, high - high * each / most) for place, each in enumerate(self._values)]
        painter.drawPolyline(points)
        for point in points:
            painter.drawEllipse(point, 4, 4)
            painter.drawText(point, f"{point.y():.0f}")
        painter.end()


def table(rows: Sequence[Sequence[object]]) -> QWidget:
    """Return a bare table of rows."""
    view = QTableView()
    view.setModel(Rows(rows, view))
    return view


def line_and_table(values: Sequence[float], rows: Sequence[Sequence[object]]) -> QWidget:
    """Return a drawn line over a bare table."""
    return _stacked([Line(values), table(rows)])


def editors(texts: Sequence[str]) -> QWidget:
    """Return an editor for each text."""
    made: list[QWidget] = []
    for text in texts:
        edit = QPlainTextEdit()
        edit.setPlainText(text)
        made.append(edit)
    return _stacked(made)


def _stacked(parts: Sequence[QWidget]) -> QWidget:
    whole: Any = QWidget()
    column = QVBoxLayout(whole)
    for part in parts:
        column.addWidget(part)
    return whole
