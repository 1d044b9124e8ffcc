"""The moments of a session in their order, newest last; what was struck through stays to be read."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
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

from kapdesk.ui.moments import Index, Moment, MomentList, MomentRole
from kapdesk.ui.note import Voice
from kapdesk.ui.theme import color, font, look, px

WRAP = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignLeft.value)


class _Painter(QStyledItemDelegate):
    """Draw a moment: T+ and clock at the left, the bar of its voice, its label and its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[Moment, int], int] = {}  # measured once, so that one more costs little

    def forget(self) -> None:
        """Measure anew, in another size of type."""
        self._heights.clear()

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
        height = self._heights.get((moment, width))
        if height is None:
            height = self._heights[moment, width] = self._whole_height(moment, width)
        return QSize(width, height)

    def _whole_height(self, moment: Moment, width: int) -> int:
        height = sum(self._height(words, face, width - _left()) for words, face, _ in lines_of(moment))
        least = 2 * QFontMetrics(font()).lineSpacing()
        return max(height, least) + px(15)

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
        self._draw_bar(
            painter, QRect(room.left() + px(104), room.top() + px(7), px(3), room.height() - px(15)), moment
        )
        width = room.width() - _left()
        top = room.top() + px(7)
        for words, face, token in lines_of(moment):
            height = self._height(words, face, width)
            painter.setFont(face)
            painter.setPen(color(token))
            painter.drawText(QRect(room.left() + px(118), top, width, height), WRAP, words)
            top += height

    @staticmethod
    def _draw_bar(painter: QPainter, place: QRect, moment: Moment) -> None:
        """Draw whose words these are: a whole bar for the client's, a broken one for the observer's."""
        ink = color("line" if moment.voice is Voice.NONE else moment.voice.value)
        if moment.voice is not Voice.OBSERVER:
            painter.fillRect(place, ink)
            return
        dash, gap = px(6), px(4)
        for top in range(place.top(), place.bottom() + 1, dash + gap):
            painter.fillRect(place.left(), top, place.width(), min(dash, place.bottom() + 1 - top), ink)

    @staticmethod
    def _height(words: str, face: QFont, width: int) -> int:
        return QFontMetrics(face).boundingRect(QRect(0, 0, max(width, 40), 100000), WRAP, words).height()


def _left() -> int:
    return px(118 + 8)


def lines_of(moment: Moment) -> list[tuple[str, QFont, str]]:
    """Return the lines at the right of the bar with their type and colour."""
    struck = font()
    struck.setStrikeOut(bool(moment.struck))
    client = moment.voice is Voice.CLIENT
    words = moment.text or moment.label  # a stamp without words is read by its kind
    above = (moment.voice.label, moment.label if moment.text else "")
    label = " · ".join(part for part in above if part)
    words_token = "muted" if moment.struck else "client" if client else "text"
    lines = [(label, font(12), moment.tone or "muted"), (words, struck, words_token)]
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
    menu_made = Signal(QMenu)  # before it is shown, for whoever has more to offer of a moment

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

    def reveal(self, key: object) -> None:
        """Scroll to a moment that stands among earlier ones."""
        rows = self.moments.moments
        place = next((row for row, moment in enumerate(rows) if moment.key == key), -1)
        if 0 <= place < len(rows) - 1:
            self.scrollTo(self.moments.index(place))

    def key(self) -> object | None:
        """Return the key of the moment the caret is on."""
        row = self.currentIndex().row()
        return self.moments.moments[row].key if 0 <= row < len(self.moments.moments) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Strike through with Delete, edit with Enter, change the voice with F4."""
        act = {
            Qt.Key.Key_Delete: self._strike,
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
        self.menu_made.emit(menu)
        return menu

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Measure the words anew for another width."""
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()

    def _find_place(self) -> None:
        if not self.currentIndex().isValid() and self.moments.moments:
            self.setCurrentIndex(self.moments.index(len(self.moments.moments) - 1))

    def _dress(self) -> None:
        self._painter.forget()
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
