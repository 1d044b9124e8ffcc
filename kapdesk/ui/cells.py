"""How one cell of a table is drawn."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kapdesk.ui.theme import color

Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draw a cell: its ground, its words, the rule under it and the ring of the row one is in."""

    def __init__(self, indent: Callable[[], int], parent: QWidget) -> None:
        """Leave `indent()` px beside the words."""
        super().__init__(parent)
        self._indent = indent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        room: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        painter.save()
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_Active)
        if ground is not None or chosen:
            painter.fillRect(room, color("accent_weak") if chosen else ground)
        painter.setPen(color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or color("text"))
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        indent = self._indent()
        inner = room.adjusted(indent, 0, -indent, 0)
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width() + 1)
        painter.drawText(inner, side, shown)
        painter.restore()
