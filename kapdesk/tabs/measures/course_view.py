"""One measure over the weeks: chosen, drawn, said in words with the rule beneath, and listed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kapdesk.services.course import MeasureCourse, Statement
from kapdesk.tabs.measures.drawing import drawing_of, kinds_of, label_of, lines_of
from kapdesk.tabs.measures.filling import words
from kapdesk.ui.controls import Sign, SignLabel
from kapdesk.ui.course_chart import CourseChart, key_words
from kapdesk.ui.table import Column, Table
from kapdesk.ui.theme import give_role, px

ROWS_SEEN = 7
ALL = "all"


class CourseView(QWidget):
    """Choose a measure and a series; deterioration stands first, in a frame and in words."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Stand empty; `name` tells two views apart to who does not see them."""
        super().__init__(parent)
        self.measure, self.series = _choice(f"Measure, {name}"), _choice(f"Series, {name}")
        self.chart = CourseChart(name)
        columns = (
            Column("Date", 0, whole=True),
            Column("Score or what happened", 1),
            Column("Mean of 3", 0, right=True, goes=1),
        )
        self.table = Table(columns, f"Table of {name}", close=True)
        give_role(self.table, "clear")
        self._worse = SignLabel(Sign.MISSING, wraps=True)
        self._frame = QFrame()
        self._finding, self._baseline = words("", "strong"), words("", "value")
        self._spread, self._key = words("", "hint"), words("", "muted")
        self._rules, self._drawn = words("", "muted"), words("", "muted")
        self._lay_out()
        # Connect Signals
        self.measure.activated.connect(self._choose)
        self.series.activated.connect(self._choose)

    def offer(self, measures: Sequence[tuple[str, str]], series: Sequence[tuple[int, str]]) -> None:
        """Offer measures by id and name, and the series there are; what was chosen stays where it can."""
        _fill(self.measure, measures)
        _fill(self.series, [(ALL, "All series"), *((str(number), name) for number, name in series)])
        self.series.setVisible(len(series) > 1)

    def what(self) -> tuple[str, int | None]:
        """Return which measure and which series is chosen; None for all of them."""
        number = str(self.series.currentData() or ALL)
        return str(self.measure.currentData() or ""), None if number == ALL else int(number)

    def choose(self, measure: str, series: int | None = None) -> None:
        """Choose from code; nothing is announced."""
        self.measure.setCurrentIndex(max(self.measure.findData(measure), 0))
        self.series.setCurrentIndex(max(self.series.findData(ALL if series is None else str(series)), 0))

    def show_course(self, course: MeasureCourse | None, zone_name: str) -> None:
        """Draw, say and list one course; None puts everything away."""
        is_drawn = course is not None and bool(course.points or course.marks)
        for part in (self.chart, self.table, self._key):
            part.setVisible(is_drawn)
        if course is None:
            self._say(Statement("", worse=False, baseline="", rules=()))
            return
        self.chart.show_course(drawing_of(course, zone_name), label_of(course.scale))
        self._key.setText(key_words(kinds_of(course), has_line=course.spread is not None))
        lines = lines_of(course, zone_name)
        self.table.show_lines(lines)
        self.table.setFixedHeight(self.table.height_of_rows(min(max(len(lines), 1), ROWS_SEEN)))
        self._say(course.statement)
        spread = "" if course.spread is None else course.spread.words
        self._spread.setText(spread)
        self._spread.setVisible(bool(spread))

    def _say(self, told: Statement) -> None:
        """Say the finding, a worsening in a frame of its own, and its rules beneath."""
        self._worse.set_sign(Sign.MISSING, told.finding)
        self._frame.setVisible(told.worse)
        self._finding.setText(told.finding)
        self._finding.setVisible(bool(told.finding) and not told.worse)
        texts = (
            (self._baseline, told.baseline), (self._rules, "\n".join(told.rules)),
            (self._drawn, "\n".join(told.drawn)), (self._spread, ""),
        )  # fmt: skip
        self._rules.setToolTip(told.basis)
        self._rules.setAccessibleDescription(told.basis)
        for label, text in texts:
            label.setText(text)
            label.setVisible(bool(text))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.measure, 1)
        line.addWidget(self.series, 1)
        give_role(self._frame, "notice", level="danger")
        frame = QVBoxLayout(self._frame)
        frame.setContentsMargins(px(12), px(8), px(12), px(8))
        frame.addWidget(self._worse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        for part in (
            self._frame, self._finding, self._baseline, self._rules, self.chart, self._key, self._spread,
            self._drawn, self.table,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.show_course(None, "UTC")

    def _choose(self, _index: int) -> None:
        self.chosen.emit()


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMinimumHeight(px(36))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _fill(box: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Offer others in a box; what was chosen stays chosen where it is still there."""
    if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] == list(options):
        return
    was = box.currentData()
    box.clear()
    for id_, name in options:
        box.addItem(name, id_)
    box.setCurrentIndex(max(box.findData(was), 0))
