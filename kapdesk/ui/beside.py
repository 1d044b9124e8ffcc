"""Words with what can be done at their right; where the words would get too little room it stands below."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from kapdesk.ui.flow import Flow
from kapdesk.ui.theme import px

LEAST = 200  # px at 100 % under which words beside buttons break too often to be read


class Beside(Flow):
    """The first thing takes the room the others leave; they move under it where that is too little."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        """Start empty; `gap` is in pixels."""
        super().__init__(parent, gap=gap)

    def stands_below(self, width: int) -> bool:
        """Say whether the others stand under the words at a width in pixels."""
        return bool(self._others()) and width - self._wide() < px(LEAST)

    def expandingDirections(self) -> Qt.Orientation:
        """Take the width there is, for the words."""
        return Qt.Orientation.Horizontal

    def _others(self) -> list[QLayoutItem]:
        return [item for item in self._items[1:] if not item.isEmpty()]

    def _wide(self) -> int:
        """Return the width the others take with the gaps before each."""
        return sum(item.sizeHint().width() + self._gap for item in self._others())

    def _place(self, room: QRect, *, apply: bool) -> int:
        if not self._items:
            return 0
        words, inside = self._items[0], self.contentsMargins()
        room = room.marginsRemoved(inside)
        edges = inside.top() + inside.bottom()
        if self.stands_below(room.width()):
            return edges + self._under_each_other(words, room, apply=apply)
        wide = max(room.width() - self._wide(), words.minimumSize().width())
        height = max([_high(words, wide), *(item.sizeHint().height() for item in self._others())])
        if apply:
            self._put_beside(words, QRect(room.topLeft(), QSize(wide, max(height, room.height()))))
        return edges + height

    def _put_beside(self, words: QLayoutItem, room: QRect) -> None:
        high = min(_high(words, room.width()), room.height())
        words.setGeometry(QRect(room.x(), room.y() + (room.height() - high) // 2, room.width(), high))
        x = room.x() + room.width()
        for item in self._others():
            size = item.sizeHint()
            top = room.y() + (room.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(x + self._gap, top), size))
            x += self._gap + size.width()

    def _under_each_other(self, words: QLayoutItem, room: QRect, *, apply: bool) -> int:
        high = _high(words, room.width())
        if apply:
            words.setGeometry(QRect(room.topLeft(), QSize(room.width(), high)))
        y = room.y() + high
        for line in self._lines(room.width()):
            tall, x = max(item.sizeHint().height() for item in line), room.x()
            for item in line:
                size = item.sizeHint()
                if apply:
                    at = QPoint(x, y + self._gap + (tall - size.height()) // 2)
                    item.setGeometry(QRect(at, QSize(min(size.width(), room.width()), size.height())))
                x += size.width() + self._gap
            y += self._gap + tall
        return y - room.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Return what stands under the words, line by line."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._others():
            wide = item.sizeHint().width()
            if not lines or wide > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wide + self._gap
        return lines

    def minimumSize(self) -> QSize:
        """Need the room of the widest, and the margins."""
        inside = self.contentsMargins()
        return super().minimumSize() + QSize(inside.left() + inside.right(), inside.top() + inside.bottom())

    def sizeHint(self) -> QSize:
        """Ask for one line, and the margins."""
        inside = self.contentsMargins()
        return super().sizeHint() + QSize(inside.left() + inside.right(), inside.top() + inside.bottom())


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
