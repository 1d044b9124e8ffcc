"""How a text that was found is drawn: two lines about it, and its words, the match bold and underlined."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kapdesk.ui.found import Result
from kapdesk.ui.note_words import Voice
from kapdesk.ui.passages import units
from kapdesk.ui.theme import LABEL, color, font, px

Index = QModelIndex | QPersistentModelIndex
ResultRole = int(Qt.ItemDataRole.UserRole.value)
LINES = 2  # of words around the match
MOST = 400  # rows whose words are kept broken
_WORDS, _GAP, _EDGE, _BAR = 15, 3, 8, 3  # px at 100 %
_ROOM = 160  # px at 100 % that the match itself may need on the first line


class ResultPainter(QStyledItemDelegate):
    """Draws a row; how its words break is worked out once for each row and width."""

    def __init__(self, parent: QWidget) -> None:
        """Stand ready."""
        super().__init__(parent)
        self._laid: dict[tuple[Result, int], QTextLayout] = {}

    def forget(self) -> None:
        """Break the words anew."""
        self._laid.clear()

    def height(self) -> int:
        """Return the height of a row, the same for all, in px."""
        line, small = _line(font(_WORDS)), _line(font(LABEL))
        return line + small + LINES * line + 2 * px(_EDGE) + 2 * px(_GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Ask for the same height for every row."""
        return QSize(px(200), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row with the ring of the row one is in."""
        room: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - the stubs leave its fields out
        painter.save()
        painter.setClipRect(room)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, color("accent_weak"))
        painter.setPen(color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        self._draw(painter, room, index.data(ResultRole))
        painter.restore()

    def _draw(self, painter: QPainter, room: QRect, result: Result) -> None:
        edge = px(_EDGE)
        _draw_bar(
            painter,
            QRect(room.left() + edge, room.top() + edge, px(_BAR), room.height() - 2 * edge),
            result.voice,
        )
        inner = room.adjusted(edge + px(_BAR) + px(9), edge, -edge, -edge)
        line, small = _line(font(_WORDS)), _line(font(LABEL))
        _draw_head(painter, QRect(inner.left(), inner.top(), inner.width(), line), result)
        under = QRect(inner.left(), inner.top() + line + px(_GAP), inner.width(), small)
        _draw_where(painter, under, result)
        top = under.bottom() + 1 + px(_GAP)
        painter.setPen(color("muted" if result.struck or not result.pieces else "text"))
        self._layout(result, inner.width()).draw(painter, QPointF(inner.left(), top))

    def _layout(self, result: Result, width: int) -> QTextLayout:
        place = (result, width)
        if place not in self._laid:
            if len(self._laid) > MOST:  # rows that were scrolled past are broken anew when they come back
                self._laid.clear()
            self._laid[place] = laid_out(result, width)
        return self._laid[place]


def laid_out(result: Result, width: int) -> QTextLayout:
    """Break the words of a result into at most two lines of a width in px, with the first match in sight."""
    pieces = _cut(result.pieces, width) or ((result.words, False),)
    face = font(_WORDS)
    face.setStrikeOut(result.struck)
    words = "".join(text for text, _ in pieces)
    layout = _broken(words, face, pieces, width)
    if layout.lineCount() > LINES:
        last = layout.lineAt(LINES - 1)
        kept = _of_units(words, last.textStart() + last.textLength()).rstrip()
        layout = _broken(kept + "…", face, pieces, width)
        while layout.lineCount() > LINES and kept:
            kept = kept.rpartition(" ")[0] or kept[:-1]
            layout = _broken(kept + "…", face, pieces, width)
    return layout


def _broken(words: str, face: QFont, pieces: tuple[tuple[str, bool], ...], width: int) -> QTextLayout:
    layout = QTextLayout(words, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_marked(pieces, units(words)))
    layout.beginLayout()
    top = 0.0
    for _ in range(LINES + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += _line(face)
    layout.endLayout()
    return layout


def _marked(pieces: tuple[tuple[str, bool], ...], length: int) -> list[QTextLayout.FormatRange]:
    """Return weight and underline for the words that were looked for: no colour is needed to see them."""
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setFontUnderline(True)
    ranges: list[QTextLayout.FormatRange] = []
    at = 0
    for text, matched in pieces:
        size = units(text)
        if matched and at < length:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = at, min(size, length - at), look  # pyright: ignore[reportAttributeAccessIssue] - public members that the stubs leave out
            ranges.append(one)
        at += size
    return ranges


def _cut(pieces: tuple[tuple[str, bool], ...], width: int) -> tuple[tuple[str, bool], ...]:
    """Return the words as one line; begun not far before the first match where that would be out of sight."""
    lines = [(text.replace("\n", " "), matched) for text, matched in pieces]
    if len(lines) > 1 and not lines[0][1]:
        before, room = lines[0][0], max(width - px(_ROOM), 0)
        metrics, kept = QFontMetrics(font(_WORDS)), before
        while " " in kept.rstrip() and metrics.horizontalAdvance(kept) > room:
            kept = kept.partition(" ")[2]
        lines[0] = (before if kept == before else f"…{kept}", False)
    return tuple(lines)


def _draw_head(painter: QPainter, room: QRect, result: Result) -> None:
    """Draw whose and when at the left, what became of it at the right."""
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    small = QFontMetrics(font(LABEL))
    marks = " · ".join(result.marks)
    wide = small.horizontalAdvance(marks) + px(8) if marks else 0
    painter.setFont(font(LABEL))
    painter.setPen(color("muted"))
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, marks)
    bold, plain = font(_WORDS, bold=True), font(_WORDS, tabular=True)
    facts = "".join(f"   {fact}" for fact in result.facts)
    for_facts = QFontMetrics(plain).horizontalAdvance(facts)
    who = QFontMetrics(bold).elidedText(
        result.who, Qt.TextElideMode.ElideRight, max(room.width() - wide - for_facts, px(80))
    )
    painter.setFont(bold)
    painter.setPen(color("text"))
    painter.drawText(room, left, who)
    rest = room.adjusted(QFontMetrics(bold).horizontalAdvance(who), 0, -wide, 0)
    painter.setFont(plain)
    painter.setPen(color("muted"))
    painter.drawText(
        rest, left, QFontMetrics(plain).elidedText(facts, Qt.TextElideMode.ElideRight, rest.width() + 1)
    )


def _draw_where(painter: QPainter, room: QRect, result: Result) -> None:
    """Draw where it stands, and whose words they are in the colour of their bar."""
    face = font(LABEL)
    metrics = QFontMetrics(face)
    painter.setFont(face)
    painter.setPen(color("muted"))
    stands = f"{result.stands} · " if result.voice is not Voice.NONE and result.stands else result.stands
    said = result.voice.label
    shown = metrics.elidedText(
        stands, Qt.TextElideMode.ElideRight, room.width() - metrics.horizontalAdvance(said)
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
    if said:
        painter.setPen(color(result.voice.value))
        painter.drawText(
            room.adjusted(metrics.horizontalAdvance(shown), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, said
        )


def _draw_bar(painter: QPainter, place: QRect, voice: Voice) -> None:
    """Draw whose words these are: a whole bar for the client's, a broken one for the observer's."""
    ink = color("line" if voice is Voice.NONE else voice.value)
    if voice is not Voice.OBSERVER:
        painter.fillRect(place, ink)
        return
    dash, gap = px(6), px(4)
    for top in range(place.top(), place.bottom() + 1, dash + gap):
        painter.fillRect(place.left(), top, place.width(), min(dash, place.bottom() + 1 - top), ink)


def _line(face: QFont) -> int:
    return QFontMetrics(face).lineSpacing()


def _of_units(text: str, count: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode("utf-16-le", "ignore")
