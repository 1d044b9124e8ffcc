"""Measures: questionnaires filled item by item, their course with doses marked, and the rule beneath it."""

from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.dates import instant, parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.score_change import CHANGE_RULES
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import measures, sessions, tasks
from kapdesk.services.measures import Draft
from kapdesk.tabs.measures.item_nine import ItemNineCard
from kapdesk.tabs.measures.panels import CourseCard, FillCard, HistoryCard, TotalCard
from kapdesk.tabs.measures.reading import PERCENT, filled_line, highest, short, spread
from kapdesk.ui.card import Columns
from kapdesk.ui.chart import Score
from kapdesk.ui.controls import Sign
from kapdesk.ui.dialog import ReasonSheet

_ABOUT = {Topic.MEASURE, Topic.DOSE, Topic.SESSION, Topic.SCREEN, Topic.TASK}
NOON = time(12)


class MeasuresTab(Tab):
    """A form to fill beside what was filled before; an unfinished one waits where it was left."""

    name = "measures"
    title = "Measures"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Bind to one chart; nothing is read before `load`."""
        super().__init__(desk, chart, parent)
        self.columns: Columns | None = None
        self.instruments = {one.id: one for one in desk.read(measures.offered)}
        names = [(one.id, short(one)) for one in self.instruments.values()]
        self.fill = FillCard(names, self._day)
        self.total = TotalCard([(one.id, one.name) for one in measures.TOTALS])
        self.course, self.history = CourseCard(), HistoryCard()
        self.item_nine = ItemNineCard()
        self.draft: Draft | None = None
        self.sheet: ReasonSheet | None = None
        self._beside: FillCard | TotalCard = self.fill
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._connect()

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
        begun = sum(
            bool(self.desk.read(measures.draft, self.chart.client, id_).answers) for id_ in self.instruments
        )
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
        self.draft = self.desk.read(measures.draft, self.chart.client, id_)
        instrument = self._instrument(self.draft)
        self.fill.open_form(instrument, measures.RISK_ITEM.get(id_, ""), self.draft.answers)
        self.fill.warn(self.desk.read(measures.overlap, self.chart.client, id_))
        self.fill.say("")
        self._show_progress()
        self._show_course(id_)
        if self.fill.form is not None:
            self.fill.form.begin(self.draft.answers)

    def _connect(self) -> None:
        # Connect Signals
        self.fill.chosen.connect(self._choose)
        self.fill.answered.connect(self._answer)
        self.fill.record_asked.connect(self._record)
        self.total.record_asked.connect(self._record_total)
        self.item_nine.asked.connect(self._ask_screen)
        self.history.strike_asked.connect(self._ask_strike)
        self.history.table.opened.connect(self._open_line)
        self.desk.refused.connect(self._refused)

    def _build(self) -> None:
        self.columns = Columns()
        self.columns.add_work(self.item_nine)
        self.columns.add_work(self.fill)
        self.columns.add_work(self.history)
        self.columns.add_work(self.total)
        self.columns.work.addStretch(1)
        self.columns.add_context(self.course)
        self.columns.context.addStretch(1)
        self._column.addWidget(self.columns)

    def _reopen(self) -> None:
        """Open the questionnaire that was left half filled, else show the course of the first one."""
        for id_ in self.instruments:
            if self.desk.read(measures.draft, self.chart.client, id_).answers:
                self.open_form(id_)
                return
        if self.instruments:
            self._show_course(next(iter(self.instruments)))

    def _choose(self, id_: str) -> None:
        if id_:
            self.open_form(id_)
            return
        self.draft = None
        self.fill.close_form()
        self.fill.warn("")

    def _answer(self, item: str, value: int | None) -> None:
        if self.draft is None:
            return
        answers = {id_: given for id_, given in self.draft.answers.items() if id_ != item}
        if value is not None:
            answers[item] = value
        changed = Draft(self.draft.instrument, self.draft.version, answers)
        self._beside = self.fill
        if self.desk.do(self, measures.keep_draft, self.chart.client, changed) is not None:
            self.draft = changed
            self.fill.say("")
        elif self.fill.form is not None:
            self.fill.form.show_answers(self.draft.answers)
        self._show_progress()
        self.counted.emit(self.open_count())

    def _record(self) -> None:
        if self.draft is None:
            return
        self._beside = self.fill
        done = self.desk.do(
            self, measures.administer, self.chart.client, self.draft.instrument, self.draft.version,
            self.draft.answers, at=self._filled_at(), session_id=self._session(),
        )  # fmt: skip
        if done is None:
            return
        due = (self.draft.answers.get(measures.RISK_ITEM.get(self.draft.instrument, "")) or 0) > 0
        name, self.draft = self.draft.instrument, None
        self.fill.close_form()
        self.fill.names.set_value(None)
        self.fill.day.set_text("")
        self.fill.warn("")
        said = (
            "Recorded. The full suicide screen is due today: it stands on the list." if due else "Recorded."
        )
        self.fill.say(said, Sign.CAUTION if due else Sign.RECORDED)
        self._show_filled()
        self._show_course(name)
        self.fill.names.setFocus()

    def _record_total(self, id_: str, typed: str) -> None:
        self._beside = self.total
        done = self.desk.do(
            self, measures.enter_total, self.chart.client, id_, typed, session_id=self._session()
        )
        if done is not None:
            self.total.taken()
            self.total.say("Recorded.")
            self._show_filled()

    def _ask_strike(self, measure: UUID) -> None:
        self.sheet = ReasonSheet(
            "Strike this questionnaire through?", "It stays readable and counts no longer.",
            act="Strike it", minimum=measures.REASON_LENGTH, parent=self,
        )  # fmt: skip
        self.sheet.given.connect(partial(self._strike, measure))
        self.sheet.ask()

    def _strike(self, measure: UUID, reason: str) -> None:
        self._beside = self.fill
        if self.desk.do(self, measures.strike, measure, reason) is not None and self.sheet is not None:
            self.sheet.taken()
        self._show_filled()

    def _open_line(self, measure: UUID) -> None:
        """Show the course of the form in a line."""
        filled = self.desk.read(measures.of_client, self.chart.client)
        chosen = next((one for one in filled if one.id == measure), None)
        if chosen is not None and chosen.instrument in self.instruments:
            self._show_course(chosen.instrument)

    def _show_progress(self) -> None:
        if self.draft is None or self.fill.form is None:
            return
        instrument = self._instrument(self.draft)
        result = measures.score(instrument, self.draft.answers)
        self.fill.show_progress(result.answered, result.of, result.words)
        self.fill.form.show_alarm(" ".join(alarm.words for alarm in result.alarms))

    def _show_filled(self) -> None:
        zone_name = self.desk.record.zone
        filled = self.desk.read(measures.of_client, self.chart.client)
        self.history.show_lines([filled_line(one, zone_name) for one in reversed(filled)])
        due = self.desk.read(tasks.open_of, self.chart.client, TaskKind.SCREEN_TODAY)
        self.item_nine.show_due(due, zone_name)
        shown = next((id_ for id_ in self.instruments if self._is_shown(id_)), "")
        if shown:
            self._show_course(shown)

    def _ask_screen(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="stabilization", field="screen:contact"))

    def _is_shown(self, id_: str) -> bool:
        chart = self.course.charts.get(short(self.instruments[id_]))
        return chart is not None and not chart.isHidden()

    def _show_course(self, id_: str) -> None:
        course = self.desk.read(measures.course, self.chart.client, id_)
        if course is None:
            return
        instrument, zone_name = self.instruments[id_], self.desk.record.zone
        doses = self.desk.read(measures.dosed, self.chart.client)
        days = [local(point.at, zone_name).date() for point in course.points]
        first = min([*days, *(local(at, zone_name).date() for at in doses)], default=date.min)
        scores = [
            Score((day - first).days, show_date(day), point.total or 0)
            for day, point in zip(days, course.points, strict=True)
        ]
        marks = [(local(at, zone_name).date() - first).days for at in doses] if scores else []
        unit = "%" if id_ in PERCENT else "points"
        self.course.show_course(short(instrument), scores, marks, (0, highest(instrument)), unit)
        worse = course.change is not None and course.change.deterioration
        self.course.show_words(course.words, spread(course), CHANGE_RULES[id_].words, worse=worse)

    def _instrument(self, draft: Draft) -> Instrument:
        return self.desk.record.content.instrument(draft.instrument, draft.version)

    def _session(self) -> UUID | None:
        """Return the session, while the client is here; a form filled on another day belongs to none."""
        if self.chart.session is None or self.fill.day.value() is not None:
            return None
        return self.chart.session if self.desk.read(sessions.head, self.chart.session).open else None

    def _day(self, typed: str) -> date | str:
        today = local(self.desk.now(), self.desk.record.zone).date()
        try:
            day = parse_date(typed, today)
        except KapdeskError as error:
            return error.sentence
        return "This day is still to come." if day > today else day

    def _filled_at(self) -> datetime | None:
        """Return noon of the day that was typed; None for now."""
        day = self.fill.day.value()
        now = self.desk.now()
        if not isinstance(day, date) or day == local(now, self.desk.record.zone).date():
            return None
        return instant(day, NOON, self.desk.record.zone)

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self._beside.say(sentence, Sign.MISSING)
