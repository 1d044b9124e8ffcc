"""The course of the vital signs: a drawing, and the same facts as a table one key away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kapdesk.ui.chart import since
from kapdesk.ui.controls import Option, QuietButton, Tags
from kapdesk.ui.course import Course, Mark, Point
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.vitals_chart import VitalsChart

_COLUMNS = (Column("T+"), Column("BP mmHg"), Column("Pulse"), Column("SpO₂"), Column("Beside", share=3))
_MOST_ROWS = 6


class VitalsTrend(QWidget):
    """A drawing and its table: whatever one of them shows the other shows too."""

    kinds_chosen = Signal(object)  # the kinds of moments that stand beside the readings

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the drawing first."""
        super().__init__(parent)
        self.chart = VitalsChart()
        self.table = Table(_COLUMNS, "The course since the dose, as a table", close=True)
        self.turn = QuietButton("As a table")
        self.kinds: Tags | None = None
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.turn)
        self._foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.chart)
        self._column.addWidget(self.table)
        self._column.addLayout(self._foot)
        self.table.hide()
        # Connect Signals
        self.turn.clicked.connect(self._turn)
        self.chart.table_asked.connect(self._turn)

    def show_course(self, course: Course) -> None:
        """Show the same facts in both."""
        self.chart.show_course(course)
        lines = [_line(place, fact) for place, fact in enumerate(course.facts)]
        self.table.show_lines(lines)
        self.table.setFixedHeight(self.table.height_of_rows(min(max(len(lines), 1), _MOST_ROWS)))
        self.table.setAccessibleDescription(course.sentence())

    def show_kinds(self, kinds: Sequence[Option], chosen: Sequence[str]) -> None:
        """Offer the kinds of moments there are; the chosen ones stand beside the readings."""
        if self.kinds is not None and list(self.kinds.segments.buttons) == [kind.id for kind in kinds]:
            self.kinds.set_values(chosen)
            return
        if self.kinds is not None:
            self.kinds.hide()
            self.kinds.deleteLater()
            self.kinds = None
        if not kinds:
            return
        self.kinds = Tags(kinds, "Moments beside the readings", small=False)
        self.kinds.set_values(chosen)
        self.kinds.chosen.connect(self._choose)
        self._column.addWidget(self.kinds)

    def _turn(self) -> None:
        drawn = self.table.isHidden()
        keyboard = self.chart.hasFocus() or self.table.hasFocus()
        self.table.setVisible(drawn)
        self.chart.setVisible(not drawn)
        self.turn.say("As a drawing" if drawn else "As a table")
        if keyboard:
            (self.table if drawn else self.chart).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, kinds: object) -> None:
        self.kinds_chosen.emit(kinds)


def _line(place: int, fact: Point | Mark) -> Line:
    when = Cell(since(fact.minutes).removeprefix("T+"), spoken=since(fact.minutes))
    if isinstance(fact, Mark):
        empty = Cell("", spoken="no reading")
        said = f"{fact.kind.capitalize()}: {fact.words}" if fact.words else fact.kind.capitalize()
        return Line(place, (when, empty, empty, empty, Cell(said)))
    values = (fact.pressure, "" if fact.pulse is None else str(fact.pulse), fact.oxygen)
    cells = (Cell(value) if value else Cell("–", "muted", spoken="not taken") for value in values)
    return Line(place, (when, *cells, Cell("baseline" if fact.baseline else "")))
