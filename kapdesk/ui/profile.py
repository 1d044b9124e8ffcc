"""Several ratings over the weeks, one line of dots each: never added up, and the same as a table."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.profiles import Line, Profile
from kapdesk.ui.controls import QuietButton
from kapdesk.ui.table import Cell, Column, Table
from kapdesk.ui.table import Line as TableLine
from kapdesk.ui.theme import color, font, give_role, px

ROW, DATES, DOT = 34, 22, 4  # px at 100 %: one line, the dates under all of them, half a dot
MOST_DAYS = 6
"""Days the table shows beside each other; the latest ones."""
NOT_ASKED = "not asked"


class ProfileDrawing(QWidget):
    """The lines under each other on one count of days; the latest value stands at the end of its line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to draw."""
        super().__init__(parent)
        self.profile = Profile("", ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_profile(self, profile: Profile) -> None:
        """Draw these lines."""
        self.profile = profile
        self.setAccessibleName(f"{profile.title}, over time")
        self.setAccessibleDescription(". ".join(sentence(line) for line in profile.lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a row for each line, and the dates."""
        return QSize(px(420), px(ROW) * len(self.profile.lines) + px(DATES))

    def minimumSizeHint(self) -> QSize:
        """Need the rows, at the width of a small card."""
        return QSize(px(280), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt calls it with the event
        """Draw each line with its name, its dots and its latest value, and the dates beneath."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, values = self._sides(painter)
        track = QRectF(names, 0, max(self.width() - names - values, px(40)), px(ROW))
        for line in self.profile.lines:
            self._draw(painter, line, track)
            track.translate(0, px(ROW))
        self._dates(painter, QRectF(track.left(), track.top(), track.width(), px(DATES)))
        painter.end()

    def _sides(self, painter: QPainter) -> tuple[float, float]:
        """Return the room for the names and for the latest values: what they need, and never all of it."""
        painter.setFont(font(13))
        metrics, lines = painter.fontMetrics(), self.profile.lines
        names = max((metrics.horizontalAdvance(line.label) for line in lines), default=0)
        words = [line.word(line.last.value) if line.last else NOT_ASKED for line in lines]
        values = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return min(names + px(16), self.width() * 0.45), values + px(16)

    def _draw(self, painter: QPainter, line: Line, track: QRectF) -> None:
        painter.setFont(font(13))
        painter.setPen(color("text"))
        name = QRectF(0, track.top(), track.left() - px(12), px(ROW))
        shown = painter.fontMetrics().elidedText(line.label, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(color("line"), 1))
        foot = track.bottom() - px(DOT) - 2
        painter.drawLine(QPointF(track.left(), foot), QPointF(track.right(), foot))
        spots = [self._spot(line, point.on, point.value, track) for point in line.points]
        painter.setPen(QPen(color("client"), px(1.6)))
        if len(spots) > 1:
            painter.drawPolyline(spots)
        painter.setBrush(color("client"))
        for spot in spots:
            painter.drawEllipse(spot, px(DOT), px(DOT))
        painter.setPen(color("text" if line.last else "muted"))
        words = line.word(line.last.value) if line.last else NOT_ASKED
        at = QRectF(track.right() + px(12), track.top(), self.width() - track.right() - px(12), px(ROW))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)

    def _spot(self, line: Line, on: date, value: int, track: QRectF) -> QPointF:
        high = track.height() - 2 * px(DOT) - 6
        share = (value - line.lowest) / max(line.highest - line.lowest, 1)
        return QPointF(self._across(on, track), track.bottom() - px(DOT) - 2 - share * high)

    def _across(self, on: date, track: QRectF) -> float:
        days = self.profile.days
        span = (days[-1] - days[0]).days if days else 0
        inner = track.adjusted(px(DOT), 0, -px(DOT), 0)
        return inner.center().x() if span == 0 else inner.left() + inner.width() * (on - days[0]).days / span

    def _dates(self, painter: QPainter, room: QRectF) -> None:
        days = self.profile.days
        if not days:
            return
        painter.setFont(font(12, tabular=True))
        painter.setPen(color("muted"))
        sides = Qt.AlignmentFlag
        if len(days) == 1:
            painter.drawText(room, sides.AlignHCenter | sides.AlignVCenter, show_date(days[0]))
            return
        wide = painter.fontMetrics().horizontalAdvance(show_date(days[0]))
        painter.drawText(room, sides.AlignLeft | sides.AlignVCenter, show_date(days[0]))
        if room.width() >= 2 * wide + px(12):
            painter.drawText(room, sides.AlignRight | sides.AlignVCenter, show_date(days[-1]))


class ProfileView(QWidget):
    """A drawing and its table: whatever one of them shows the other shows too; nothing while nobody asked."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        """Show the drawing first; `about` says how it is to be read."""
        super().__init__(parent)
        self.drawing, self.turn = ProfileDrawing(), QuietButton("As a table", small=True)
        self.table: Table | None = None
        self._profile = Profile("", ())
        self._about = QLabel(about)
        self._about.setWordWrap(True)
        give_role(self._about, "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for widget in (self._about, self.drawing):
            self._column.addWidget(widget)
        self._column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        # Connect Signals
        self.turn.clicked.connect(self._turn)

    def show_profile(self, profile: Profile) -> None:
        """Show these lines in both; hidden while nothing was ever rated."""
        self.setVisible(not profile.empty)
        if profile == self._profile:
            return
        self._profile = profile
        self.drawing.show_profile(profile)
        if self.table is not None:
            self._fill()

    def _turn(self) -> None:
        drawn = self.table is None or self.table.isHidden()
        if drawn:
            self._fill()
        if self.table is not None:
            self.table.setVisible(drawn)
        self.drawing.setVisible(not drawn)
        self.turn.say("As a drawing" if drawn else "As a table")

    def _fill(self) -> None:
        """Make the table anew: its columns are the days."""
        shown = self.table is not None and not self.table.isHidden()
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        days = self._profile.days[-MOST_DAYS:]
        columns = (Column("", share=2), *(Column(show_date(day)) for day in days))
        table = self.table = Table(columns, f"{self._profile.title}, as a table", close=True)
        table.show_lines([TableLine(line.id, _cells(line, days)) for line in self._profile.lines])
        table.setFixedHeight(table.height_of_rows(len(self._profile.lines)))
        self._column.insertWidget(2, table)
        table.setVisible(shown)


def _cells(line: Line, days: tuple[date, ...]) -> tuple[Cell, ...]:
    given = {point.on: point for point in line.points}
    found = [Cell(line.label)]
    for day in days:
        point = given.get(day)
        spoken = "" if point is None else f"{line.word(point.value)} {point.words}".strip()
        found.append(
            Cell("–", "muted", spoken=NOT_ASKED) if point is None else Cell(str(point.value), spoken=spoken)
        )
    return tuple(found)


def sentence(line: Line) -> str:
    """Return a line in words: every value with its day."""
    told = ", ".join(f"{line.word(point.value)} on {show_date(point.on)}" for point in line.points)
    return f"{line.label}: {told or NOT_ASKED}"
