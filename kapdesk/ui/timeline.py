"""The moments of a session in their order, newest last; what was struck through stays to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kapdesk.ui.note import Voice
from kapdesk.ui.theme import color, font, look, px

Index = QModelIndex | QPersistentModelIndex
WRAP = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignLeft.value)
MomentRole = int(Qt.ItemDataRole.UserRole.value)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: its key, when it was, whose words it holds, and what became of it."""

    key: object
    since_dose: str  # T+00:19, or empty before the dose
    clock: str
    label: str = ""
    text: str = ""
    voice: Voice = Voice.NONE
    struck: str = ""  # the reason; a moment with one is struck through
    later: str = ""  # "written 10:52", where that differs from when it happened
    tone: str = ""  # a colour of the theme for the label

    @property
    def spoken(self) -> str:
        """Return the moment in one sentence to be heard."""
        said = f"{self.label}: {self.text}" if self.label and self.text else self.label or self.text
        struck = f"struck through: {self.struck}" if self.struck else ""
        return ", ".join(part for part in (self.since_dose, self.clock, struck, said, self.later) if part)


class MomentList(QAbstractListModel):
    """The moments as they were given, changed in place where only some differ."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.moments: list[Moment] = []

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these moments; those that are shown already keep their place."""
        old, new = self.moments, list(moments)
        same = len(old) <= len(new) and all(a.key == b.key for a, b in zip(old, new, strict=False))
        if not same:
            self.beginResetModel()
            self.moments = new
            self.endResetModel()
            return
        for row, (was, now) in enumerate(zip(old, new, strict=False)):
            if was != now:
                old[row] = now
                self.dataChanged.emit(self.index(row), self.index(row))
        if len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            old += new[len(old) :]
            self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many moments there are."""
        return 0 if parent is not None and parent.isValid() else len(self.moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a moment, or its words to be heard."""
        if not 0 <= index.row() < len(self.moments):
            return None
        moment = self.moments[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return moment.spoken
        return moment if role == MomentRole else None


class _Painter(QStyledItemDelegate):
    """Draw a moment: T+ and clock at the left, the bar of its voice, its label and its words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment: Moment = index.data(MomentRole)
        room: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        painter.save()
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(room, color("accent_weak"))
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        painter.setPen(color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        self._draw_times(painter, room, moment)
        self._draw_words(painter, room, moment)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        width = view.viewport().width() if isinstance(view, QListView) else 400
        moment: Moment = index.data(MomentRole)
        height = sum(self._height(words, face, width - _left()) for words, face, _ in _lines(moment))
        least = 2 * QFontMetrics(font()).lineSpacing()
        return QSize(width, max(height, least) + px(15))

    def _draw_times(self, painter: QPainter, room: QRect, moment: Moment) -> None:
        line = QFontMetrics(font()).lineSpacing()
        place = QRect(room.left() + px(4), room.top() + px(7), px(96), line)
        for words, bold, token in ((moment.since_dose, True, "text"), (moment.clock, False, "muted")):
            if not words:
                continue
            painter.setFont(font(bold=bold, tabular=True))
            painter.setPen(color("muted" if moment.struck else token))
            painter.drawText(place, WRAP, words)
            place.translate(0, line)

    def _draw_words(self, painter: QPainter, room: QRect, moment: Moment) -> None:
        bar = color("line" if moment.voice is Voice.NONE else moment.voice.value)
        painter.fillRect(room.left() + px(104), room.top() + px(7), px(3), room.height() - px(15), bar)
        width = room.width() - _left()
        top = room.top() + px(7)
        for words, face, token in _lines(moment):
            height = self._height(words, face, width)
            painter.setFont(face)
            painter.setPen(color(token))
            painter.drawText(QRect(room.left() + px(118), top, width, height), WRAP, words)
            top += height

    @staticmethod
    def _height(words: str, face: QFont, width: int) -> int:
        return QFontMetrics(face).boundingRect(QRect(0, 0, max(width, 40), 100000), WRAP, words).height()


def _left() -> int:
    return px(118 + 8)


def _lines(moment: Moment) -> list[tuple[str, QFont, str]]:
    """Return the lines at the right of the bar with their type and colour."""
    struck = font()
    struck.setStrikeOut(bool(moment.struck))
    client = moment.voice is Voice.CLIENT
    label = " · ".join(part for part in (moment.voice.label, moment.label) if part)
    words_token = "muted" if moment.struck else "client" if client else "text"
    lines = [(label, font(12), moment.tone or "muted"), (moment.text, struck, words_token)]
    if moment.struck:
        lines.append((f"Struck through: {moment.struck}", font(12), "muted"))
    if moment.later:
        lines.append((moment.later, font(12), "muted"))
    return [line for line in lines if line[0]]


class Timeline(QListView):
    """A list of moments; it stays at the newest unless somebody has gone back in it."""

    strike_asked = Signal(object)
    edit_asked = Signal(object)
    voice_asked = Signal(object)

    def __init__(self, label: str = "Journey", parent: QWidget | None = None) -> None:
        """Start with no moments."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.moments = MomentList()
        self._painter = _Painter(self)
        self._at_end = True
        self.setModel(self.moments)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none }")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._dress()
        # Connect Signals
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        self.doubleClicked.connect(self._edit)
        look().changed.connect(self._dress)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these moments, newest last."""
        self.moments.show_moments(moments)
        if self.hasFocus():
            self._find_place()

    def key(self) -> object | None:
        """Return the key of the moment the caret is on."""
        row = self.currentIndex().row()
        return self.moments.moments[row].key if 0 <= row < len(self.moments.moments) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Strike through with Delete, edit with Enter or F2, change the voice with F4."""
        act = {
            Qt.Key.Key_Delete: self._strike,
            Qt.Key.Key_F2: self._edit,
            Qt.Key.Key_Return: self._edit,
            Qt.Key.Key_Enter: self._edit,
            Qt.Key.Key_F4: self._change_voice,
        }.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        elif self.key() is not None:
            act()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is: on the newest moment, unless one was chosen."""
        self._find_place()
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the moment under the pointer or the caret."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
        if self.key() is None:
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Build the menu of a moment."""
        menu = QMenu(self)
        menu.addAction("&Edit\tEnter").triggered.connect(self._edit)
        menu.addAction("Change &voice\tF4").triggered.connect(self._change_voice)
        menu.addAction("&Strike through\tDelete").triggered.connect(self._strike)
        return menu

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Measure the words anew for another width."""
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()

    def _find_place(self) -> None:
        if not self.currentIndex().isValid() and self.moments.moments:
            self.setCurrentIndex(self.moments.index(len(self.moments.moments) - 1))

    def _dress(self) -> None:
        self.setMinimumHeight(px(240))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - 4

    def _grown(self, _low: int, high: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(high)

    def _strike(self) -> None:
        self.strike_asked.emit(self.key())

    def _edit(self) -> None:
        self.edit_asked.emit(self.key())

    def _change_voice(self) -> None:
        self.voice_asked.emit(self.key())
