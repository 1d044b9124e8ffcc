"""Measures: what is due, questionnaires filled item by item, their course with doses marked, its rules."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.hand_over import Question
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import measure_drafts, measures, measures_due, tasks
from kapdesk.services.measure_drafts import Draft
from kapdesk.tabs.measures.asking import Asking, filled_at, session_of
from kapdesk.tabs.measures.courses import Courses
from kapdesk.tabs.measures.due_card import DueCard
from kapdesk.tabs.measures.item_nine import ItemNineCard
from kapdesk.tabs.measures.panels import FillCard, HistoryCard, TotalCard
from kapdesk.tabs.measures.reading import history_lines
from kapdesk.ui.card import Columns
from kapdesk.ui.controls import Sign
from kapdesk.ui.dialog import ReasonSheet

_ABOUT = {Topic.MEASURE, Topic.DOSE, Topic.SESSION, Topic.SCREEN, Topic.TASK, Topic.APPOINTMENT}


class MeasuresTab(Tab):
    """A form to fill beside what was filled before; an unfinished one waits where it was left."""

    name = "measures"
    title = "Measures"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Bind to one chart; nothing is read before `load`."""
        super().__init__(desk, chart, parent)
        self.columns: Columns | None = None
        self.pages = QStackedWidget()
        self.instruments = {one.id: one for one in desk.read(measures.offered)}
        names = [(one.id, measures.short(one)) for one in self.instruments.values()]
        self.fill = FillCard(names, self._day)
        self.asking = Asking(self, self.fill)
        self.courses = Courses(self, self._day)
        self.total = TotalCard([(one.id, one.name) for one in measures.TOTALS], self._day)
        self.history, self.due, self.item_nine = HistoryCard(), DueCard(), ItemNineCard()
        self.sheet: ReasonSheet | None = None
        self._beside: FillCard | TotalCard = self.fill
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._connect()

    @property
    def draft(self) -> Draft | None:
        """Return the form in hand as far as it is filled, or None."""
        return self.asking.draft

    def load(self) -> None:
        """Build on first call; fill from the record on every call; a form in hand stays as it is."""
        if self.columns is None:
            self._build()
            self._reopen()
        self._show_filled()

    def heard(self, change: Change) -> None:
        """Take in what another screen wrote for this chart."""
        mine = {self.chart.client, self.chart.session}
        if self.columns is not None and change.topic in _ABOUT and change.subject in mine:
            self._show_filled()

    def open_count(self) -> str:
        """Return how many questionnaires are begun and not recorded; empty for none."""
        begun = len(self.desk.read(measure_drafts.begun, self.chart.client))
        return str(begun) if begun else ""

    def caret(self) -> tuple[str, int]:
        """Return which questionnaire is open."""
        return (self.draft.instrument, 0) if self.draft else ("", 0)

    def set_caret(self, field: str, position: int) -> None:
        """Open a questionnaire directly."""
        if field in self.instruments:
            self.open_form(field)
        else:
            super().set_caret(field, position)

    def open_form(self, id_: str) -> None:
        """Show one questionnaire as far as it was filled, in the version it was begun in."""
        self.asking.open_form(id_)
        self.courses.choose(id_)

    def hand_over_questions(self) -> tuple[Question, ...]:
        """Return what the client is asked when the screen is handed over here; none without a form."""
        return self.asking.questions()

    def hand_over_answered(self, item: str, value: str | None = None) -> bool:
        """Keep what the client pressed, or say whether an item is answered; no answer is ever shown."""
        if value is None:
            return item in self.asking.answered()
        self._beside = self.fill
        return self.asking.answer_of_client(item, value)

    def _connect(self) -> None:
        # Connect Signals
        self.fill.chosen.connect(self._choose)
        self.asking.changed.connect(self._count)
        self.asking.recorded.connect(self._recorded)
        self.total.record_asked.connect(self._record_total)
        self.due.fill_asked.connect(self._fill_due)
        self.due.leave_asked.connect(self._ask_leave)
        self.item_nine.asked.connect(self._ask_screen)
        self.history.strike_asked.connect(self._ask_strike)
        self.history.table.opened.connect(self._open_line)
        self.courses.card.wide_button.clicked.connect(self._go_wide)
        self.courses.card.print_button.clicked.connect(self._go_print)
        self.courses.page.left.connect(self._go_back)
        self.courses.begun.connect(self._show_filled)
        self.desk.refused.connect(self._refused)

    def _build(self) -> None:
        self.columns = Columns()
        self._column.addWidget(self.pages)  # in its place while it is empty: all that moves is dressed anew
        self.pages.addWidget(self.columns)
        for card in (self.item_nine, self.due, self.fill, self.history, self.total):
            self.columns.add_work(card)
        self.columns.work.addStretch(1)
        self.columns.add_context(self.courses.card)
        self.columns.context.addStretch(1)
        self.pages.addWidget(self.courses.page)

    def _reopen(self) -> None:
        """Open the questionnaire that was left half filled."""
        begun = self.desk.read(measure_drafts.begun, self.chart.client)
        for id_ in self.instruments:
            if id_ in begun:
                self.open_form(id_)
                return

    def _choose(self, id_: str) -> None:
        if id_:
            self.open_form(id_)
        else:
            self.asking.put_away()

    def _count(self) -> None:
        self._beside = self.fill
        self.counted.emit(self.open_count())

    def _recorded(self, instrument: str) -> None:
        self._show_filled()
        self.courses.choose(instrument)

    def _record_total(self, id_: str, typed: str, place: str) -> None:
        self._beside = self.total
        day = self.total.day.value()
        done = self.desk.do(
            self, measures.enter_total, self.chart.client, id_, typed, at=filled_at(self, day),
            session_id=session_of(self, day), place=place,
        )  # fmt: skip
        if done is not None:
            self.total.taken()
            self.total.say("Recorded.")
            self._show_filled()

    def _fill_due(self, measure: str) -> None:
        if measure in self.instruments:
            self.open_form(measure)
            return
        self.total.name.setCurrentIndex(max(self.total.name.findData(measure), 0))
        self.total.total.setFocus()

    def _ask_leave(self, measure: str) -> None:
        self._ask_reason(
            "Leave this measure out?", "It is asked again at its next turn.", "Leave it out",
            partial(self._leave_out, measure),
        )  # fmt: skip

    def _leave_out(self, measure: str, reason: str) -> None:
        self._take(self.desk.do(self, measures_due.leave_out, self.chart.client, measure, reason))

    def _ask_strike(self, measure: UUID) -> None:
        self._ask_reason(
            "Strike this questionnaire through?", "It stays readable and counts no longer.", "Strike it",
            partial(self._strike, measure),
        )  # fmt: skip

    def _strike(self, measure: UUID, reason: str) -> None:
        self._take(self.desk.do(self, measures.strike, measure, reason))

    def _ask_reason(self, title: str, about: str, act: str, given: "partial[None]") -> None:
        self.sheet = ReasonSheet(title, about, act=act, minimum=measures.REASON_LENGTH, parent=self)
        self.sheet.given.connect(given)
        self.sheet.ask()

    def _take(self, done: Change | None) -> None:
        """Close the sheet where its reason was taken."""
        self._beside = self.fill
        if done is not None and self.sheet is not None:
            self.sheet.taken()
        self._show_filled()

    def _open_line(self, measure: UUID | None) -> None:
        """Show the course of the form in a line."""
        filled = self.desk.read(measures.of_client, self.chart.client)
        chosen = next((one for one in filled if one.id == measure), None)
        if chosen is not None:
            self.courses.choose(chosen.instrument)

    def _show_filled(self) -> None:
        zone_name = self.desk.record.zone
        filled = self.desk.read(measures.of_client, self.chart.client)
        left = self.desk.read(measures_due.left_out, self.chart.client)
        self.history.show_lines(history_lines(filled, left, zone_name))
        due = self.desk.read(tasks.open_of, self.chart.client, TaskKind.SCREEN_TODAY)
        self.item_nine.show_due(due, zone_name)
        self.due.show_due(self.desk.read(measures_due.due_of, self.chart.client, self.desk.now()), zone_name)
        self.courses.load(wide=self.pages.currentWidget() is self.courses.page)

    def _go_wide(self) -> None:
        self.pages.setCurrentWidget(self.courses.page)
        self.courses.load(wide=True)
        self.courses.page.views[0].choose(*self.courses.card.view.what())
        self.courses.load(wide=True)
        self.courses.page.views[0].measure.setFocus()

    def _go_back(self) -> None:
        if self.columns is not None:
            self.pages.setCurrentWidget(self.columns)
            self.courses.load(wide=False)
            self.courses.card.wide_button.setFocus()

    def _go_print(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="documents", field="measures"))

    def _ask_screen(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="stabilization", field="screen:contact"))

    def _day(self, typed: str) -> date | str:
        today = local(self.desk.now(), self.desk.record.zone).date()
        try:
            day = parse_date(typed, today)
        except KapdeskError as error:
            return error.sentence
        return "This day is still to come." if day > today else day

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self._beside.say(sentence, Sign.MISSING)
