"""The courses of one chart: one beside the form, or two side by side over the whole width."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_date
from kapdesk.services import course, measures, measures_due
from kapdesk.tabs.measures.course_view import CourseView
from kapdesk.tabs.measures.filling import words
from kapdesk.ui.card import Card, ScrollPage
from kapdesk.ui.columns import GAP
from kapdesk.ui.controls import DateField, PlainButton

NONE = ("", "Nothing beside it")


class CourseCard(Card):
    """The course of one measure, and the ways to see more of it."""

    def __init__(self) -> None:
        """Stand empty."""
        super().__init__("Course")
        self.view = CourseView("course")
        self.wide_button = PlainButton("Side by side", small=True)
        self.print_button = PlainButton("To print", small=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self.wide_button)
        line.addWidget(self.print_button)
        self.add(self.view)
        self.body.addLayout(line)


class CoursePage(QWidget):
    """Two courses side by side; Escape goes back."""

    left = Signal()

    def __init__(self, parse: Callable[[str], date | str]) -> None:
        """Stand empty; `parse` reads the day from which a new series begins."""
        super().__init__()
        self.views = (CourseView("left course"), CourseView("right course"))
        self.back = PlainButton("Back to the questionnaires", small=True)
        self.day = DateField("A new series begins on", parse)
        self.begin_button = PlainButton("Begin a new series", small=True)
        self.undo_button = PlainButton("Take back", small=True)
        self.undo_button.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.setContentsMargins(GAP, GAP, GAP, 0)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addStretch(1)
        head.addWidget(words("A new series begins on", "value"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.day)
        for button in (self.begin_button, self.undo_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        both = QHBoxLayout(inside)
        both.setContentsMargins(GAP, 0, GAP, GAP)
        both.setSpacing(GAP)
        for view in self.views:
            card = Card()
            card.add(view)
            both.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(ScrollPage(inside), 1)
        # Connect Signals
        self.back.clicked.connect(self._leave)

    def show_begun(self, last: date | None) -> None:
        """Offer to take back the day that was named last; None offers nothing."""
        self.undo_button.setVisible(last is not None)
        if last is not None:
            self.undo_button.say(f"Not on {show_date(last)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        self.left.emit()


class Courses(QObject):
    """Between the views and the record; a view that is not seen reads nothing."""

    begun = Signal()

    def __init__(self, tab: Tab, parse: Callable[[str], date | str]) -> None:
        """Bring the card and the page of one chart."""
        super().__init__(tab)
        self._tab = tab
        self.card, self.page = CourseCard(), CoursePage(parse)
        # Connect Signals
        for view in (self.card.view, *self.page.views):
            view.chosen.connect(partial(self._show, view))
        self.page.begin_button.clicked.connect(self._begin)
        self.page.undo_button.clicked.connect(self._take_back)

    def load(self, *, wide: bool) -> None:
        """Offer what there is and show it in the views that are seen."""
        read, chart = self._tab.desk.read, self._tab.chart
        there = read(course.filled_measures, chart.client)
        names = [(id_, read(measures_due.name_of, id_)) for id_ in there or self._offered()]
        series = [(one.number, f"Series {one.number}") for one in read(course.series, chart.client)]
        if wide:
            self.page.show_begun(max(read(course.named_days, chart.client), default=None))
        shown = self.page.views if wide else (self.card.view,)
        for place, view in enumerate(shown):
            view.offer([NONE, *names] if place else names, series)
            self._show(view)

    def choose(self, measure: str) -> None:
        """Show one measure beside the form, where it has a course."""
        self.card.view.choose(measure)
        self._show(self.card.view)

    def _offered(self) -> tuple[str, ...]:
        return tuple(one.id for one in self._tab.desk.read(measures.offered))

    def _show(self, view: CourseView) -> None:
        measure, number = view.what()
        zone = self._tab.desk.record.zone
        client = self._tab.chart.client
        found = self._tab.desk.read(course.of_measure, client, measure, number) if measure else None
        view.show_course(found, zone)

    def _begin(self) -> None:
        day = self.page.day.value()
        if not isinstance(day, date):
            self.page.day.setFocus()
            return
        done = self._tab.desk.do(self._tab, course.begin_series, self._tab.chart.client, day)
        if done is not None:
            self.page.day.set_text("")
            self.begun.emit()

    def _take_back(self) -> None:
        days = self._tab.desk.read(course.named_days, self._tab.chart.client)
        if not days:
            return
        done = self._tab.desk.do(self._tab, course.take_back_series, self._tab.chart.client, days[-1])
        if done is not None:
            self.page.begin_button.setFocus()
            self.begun.emit()
