"""What stands in a cell of the week: whole lines only, the last one shortened where there is more."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kapdesk.ui.theme import color, px
from kapdesk.ui.week import HATCHED, TAKEN

INSIDE = 4  # px at 100 % between the edge of a cell and its words


class BlockPainter(QStyledItemDelegate):
    """Draw a cell: its ground, its words line by line, and a ring where the caret is."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        room: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        painter.save()
        ground, hatched = index.data(Qt.ItemDataRole.BackgroundRole), bool(index.data(HATCHED))
        painter.fillRect(room, ground)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if hatched and not index.data(TAKEN):
            painter.fillRect(room, QBrush(color("line"), Qt.BrushStyle.BDiagPattern))
        if state & QStyle.StateFlag.State_Selected:
            active = state & QStyle.StateFlag.State_Active
            painter.setPen(QPen(color("accent" if active else "muted"), px(2)))
            painter.drawRect(room.adjusted(1, 1, -2, -2))
        painter.setPen(color("text"))
        face = index.data(Qt.ItemDataRole.FontRole)
        painter.setFont(face)
        inside, metrics = room.adjusted(px(INSIDE), px(3), -px(INSIDE), -px(2)), QFontMetricsF(face)
        y = inside.top() + metrics.ascent()
        for line in shown_lines(words, face, inside.width(), inside.height()):
            if hatched and not index.data(TAKEN):
                under = metrics.boundingRect(line).translated(inside.left(), y).adjusted(-2, 0, 2, 0)
                painter.fillRect(under, ground)  # words are read, not the lines behind them
            painter.drawText(QPointF(inside.left(), y), line)
            y += metrics.lineSpacing()
        painter.restore()


def shown_lines(words: str, face: QFont, width: int, height: int) -> list[str]:
    """Break words into the lines a room holds, in px; at least one, and the last says that there is more."""
    metrics = QFontMetricsF(face)
    fit = max(1, int(height / metrics.lineSpacing()))
    lines = [
        line for part in words.split("\n") for line in ([part] if fit == 1 else _broken(part, face, width))
    ]
    shown = lines[:fit]
    if len(lines) > fit > 1:
        shown[-1] = f"{shown[-1]} …"
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in shown]


def _broken(words: str, face: QFont, width: int) -> list[str]:
    layout = QTextLayout(words, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(words[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return found
