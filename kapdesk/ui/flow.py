"""Things beside each other that go on in the next line where the room ends."""

from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lay things out as words are: left to right, then the next line.

    `even` fills one line while they fit into it, all of one width or what is left shared out, and else
    several lines of as many each.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, even: bool = False) -> None:
        """Start empty; `gap` is in pixels."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._even = gap, even
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, arg__1: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(arg__1)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """Return the one at a place, or nothing beyond the end."""
        return cast("QLayoutItem", self._items[index] if 0 <= index < len(self._items) else None)

    def takeAt(self, index: int) -> QLayoutItem:
        """Give one away, or nothing beyond the end."""
        inside = 0 <= index < len(self._items)
        return cast("QLayoutItem", self._items.pop(index) if inside else None)

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Be higher where it is narrower."""
        return True

    def heightForWidth(self, arg__1: int) -> int:
        """Return the height of all lines at a width."""
        return self._place(QRect(0, 0, arg__1, 0), apply=False)

    def setGeometry(self, arg__1: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(arg__1)
        self._place(arg__1, apply=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [item.sizeHint() for item in self._seen()]
        if not sizes:
            return QSize(0, 0)
        width = sum(size.width() for size in sizes) + self._gap * (len(sizes) - 1)
        return QSize(width, max(size.height() for size in sizes))

    def minimumSize(self) -> QSize:
        """Need the room of the widest."""
        size = QSize(0, 0)
        for item in self._seen():
            size = size.expandedTo(item.minimumSize())
        return size

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, room: QRect, *, apply: bool) -> int:
        """Put things down line by line and return the height they took."""
        x, y, line = room.x(), room.y(), 0
        for item, width in zip(self._seen(), self._widths(room.width()), strict=True):
            if x > room.x() and x + width > room.x() + room.width():
                x, y, line = room.x(), y + line + self._gap, 0
            seen = min(width, room.width())
            height = item.heightForWidth(seen) if item.hasHeightForWidth() else item.sizeHint().height()
            if apply:
                item.setGeometry(QRect(QPoint(x, y), QSize(seen, height)))
            x, line = x + width + self._gap, max(line, height)
        return y + line - room.y()

    def _widths(self, room: int) -> list[int]:
        widths = [item.sizeHint().width() for item in self._seen()]
        if not self._even or not widths:
            return widths
        gaps = self._gap * (len(widths) - 1)
        room -= gaps
        share = room // len(widths)
        if share >= max(item.minimumSize().width() for item in self._seen()):
            return [share] * len(widths)
        spare = (room - sum(widths)) // len(widths)
        return [width + spare for width in widths] if spare >= 0 else self._in_lines(room + gaps)

    def _in_lines(self, room: int) -> list[int]:
        """Return one width for all, so that every line holds as many, in as few lines as can be."""
        items = self._seen()
        least = max(item.minimumSize().width() for item in items)
        for lines in range(2, len(items) + 1):
            columns = -(-len(items) // lines)
            share = (room - self._gap * (columns - 1)) // columns
            if share >= least or columns == 1:
                return [share] * len(items)
        return [room] * len(items)
