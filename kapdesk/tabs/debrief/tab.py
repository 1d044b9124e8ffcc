"""The debrief: their words first, then whatever they want to add, and what is worth keeping of it."""

from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_time, since_dose
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.insights import Tone
from kapdesk.domain.sighting import Sighting
from kapdesk.services import body_map, debrief, notes, read_back, sessions
from kapdesk.services.measures import TOTALS
from kapdesk.tabs.debrief.asking_back import AskingBack
from kapdesk.tabs.debrief.counting import Counting
from kapdesk.tabs.debrief.keeping import Keeping
from kapdesk.tabs.debrief.looking import Looking
from kapdesk.tabs.debrief.page import PREFIX, DebriefPage
from kapdesk.tabs.debrief.pointing import Pointing
from kapdesk.ui.card import Card, EmptyState
from kapdesk.ui.controls import Sign

_ABOUT = (Topic.ANSWER, Topic.INSIGHT, Topic.NOTE, Topic.SESSION, Topic.TASK, Topic.DOSE)
_COUNTS = (Topic.ANSWER, Topic.TASK)


class DebriefTab(Tab):
    """Free text first; everything else can wait, and may stay empty."""

    name = "debrief"
    title = "Debrief"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Stand ready for one session."""
        super().__init__(desk, chart, parent)
        self.page: DebriefPage | None = None
        self._dosed_at: datetime | None = None
        self._zone = desk.record.zone
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._focus_distress)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Build on the first call; fill from the record on every call."""
        if self.chart.session is None:
            self._show_empty()
            return
        first = self.page is None
        page = self.page = self.page or self._build(self.chart.session)
        self._fill(page, self.chart.session)
        if first:
            page.words.moveCursor(QTextCursor.MoveOperation.End)

    def heard(self, change: Change) -> None:
        """Take in what another screen wrote for this session; a page nobody sees waits until it is opened."""
        mine = change.subject in (self.chart.session, self.chart.client) and change.topic in _ABOUT
        if self.page is None or not mine or self.chart.session is None:
            return
        if self.isVisible():
            self.load()
        elif change.topic in _COUNTS:
            self.counted.emit(self.open_count())

    def leave(self) -> bool:
        """Write what is waiting, also what stands in lines that were not left yet."""
        if self.page is not None:
            self._pointing.settle()
            self._looking.settle()
        return super().leave()

    def open_count(self) -> str:
        """Return 1 while distress is to be asked again, nothing otherwise."""
        if self.chart.session is None:
            return ""
        return "1" if self.desk.read(debrief.look, self.chart.session).distress_asked_again else ""

    def time_words(self) -> str:
        """Return the present time as it is stamped into a text, with T+ where a dose was given."""
        now = self.desk.now()
        time = show_time(now, self._zone)
        return f"{time} {since_dose(now, self._dosed_at)}" if self._dosed_at else time

    def set_caret(self, field: str, position: int) -> None:
        """Put the caret back, also into a prompt that was put away."""
        if self.page is not None and field.removeprefix(PREFIX) in self.page.more.ORDER:
            self.page.more.open()
        if self.page is not None and field.startswith((body_map.DRAFT, body_map.DRAFT_CHANGE)):
            self.page.body.open()
        super().set_caret(field, position)

    def open_more(self, sighting: Sighting) -> None:  # noqa: ARG002 - other tabs ask what it is
        """Make the prompts and the map of the body, which are made when they are wanted."""
        if self.page is not None:
            self.page.more.open()
            self.page.body.open()

    def _heard(self, change: Change, source: QObject) -> None:
        """Leave out what the acts of this page wrote: they show it themselves."""
        if source.parent() is not self:
            super()._heard(change, source)

    def _show_empty(self) -> None:
        if self._column.count():
            return
        empty = EmptyState(
            "What is told on coming back is kept here, for one dosing session.", "Go to Dosing"
        )
        empty.chosen.connect(self._go_to_dosing)
        card = Card("No session yet")
        card.add(empty)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def _build(self, session: UUID) -> DebriefPage:
        experience = [form for form in TOTALS if form.experience]
        regions = partial(self.desk.read, body_map.regions)
        page = DebriefPage(self.desk.record.content, regions, experience, self._read_day)
        self._keeping = Keeping(self, page, session)
        self._pointing = Pointing(self, page.body, session)
        self._looking = Looking(self, page.work_card, session)
        self._asking_back = AskingBack(self, page.last_time, session)
        self._counting = Counting(self, page.experience, session)
        for note in page.texts().values():
            note.set_stamp(self.time_words)
        self._keeping.watch(page.texts().values())
        self._column.addWidget(page)
        self.setFocusProxy(page.words)
        self._connect(page)
        return page

    def _connect(self, page: DebriefPage) -> None:
        # Connect Signals
        into_work = QShortcut(QKeySequence("F5"), self)
        into_work.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        into_work.setAutoRepeat(False)
        into_work.activated.connect(self._bring_into_work)
        page.telling.not_ready_chosen.connect(self._say_not_ready)
        page.tone.chosen.connect(self._name_tone)
        page.tone.distress_asked.connect(self._ask_distress)
        page.more.distress_chosen.connect(partial(self._rate, debrief.rate_distress))
        page.more.mood_chosen.connect(partial(self._rate, debrief.rate_mood))
        page.more.made.connect(self._fill_prompts)
        self._keeping.work_asked.connect(self._looking.take)
        for acts in (self._keeping, self._pointing, self._looking, self._asking_back, self._counting):
            acts.changed.connect(self._show)
        self.desk.refused.connect(self._refused)

    def _fill(self, page: DebriefPage, session: UUID) -> None:
        head = self.desk.read(sessions.head, session)
        self._dosed_at, self._zone = head.dosed_at, head.zone
        self._fill_texts(page)
        self._counting.restore()
        self._show()

    def _fill_texts(self, page: DebriefPage) -> None:
        texts = self.desk.read(notes.texts, self.chart.owner)
        self._written = {field for field, note in texts.items() if note.text.strip()}
        for field, edit in page.texts().items():
            self.keep(self.chart.owner, field, edit, texts[field].text if field in texts else "")

    def _fill_prompts(self) -> None:
        """Fill the prompts when they are first there."""
        if self.page is None or self.chart.session is None:
            return
        for note in self.page.more.built.values():
            note.set_stamp(self.time_words)
        self._keeping.watch(self.page.more.built.values())
        self._fill_texts(self.page)
        self._show()

    def _show(self) -> None:
        """Show answers and insights as recorded; the texts are left alone."""
        page = self.page
        if page is None or self.chart.session is None:
            return
        it = self.desk.read(debrief.look, self.chart.session)
        page.show_answers(it, self._zone)
        around = self.desk.read(read_back.around, self.chart.client, self.chart.session)
        self._asking_back.show(around.from_last_time, self._zone, read_only=it.signed)
        self._keeping.show(around, self._zone, read_only=it.signed)
        for acts in (self._pointing, self._looking, self._counting):
            acts.show(self._zone, read_only=it.signed)
        marks = (mark.levels for mark in self._pointing.marks if mark.stands)
        pieces = (one.levels for one in self._looking.items if one.stands and self._is_of_today(one.session))
        page.show_touched(self._keeping.counting, (*marks, *pieces))
        page.summarise(it, sum(f"{PREFIX}{id_}" in self._written_now(page) for id_ in page.more.ORDER))
        page.set_read_only(read_only=it.signed)
        self.counted.emit("1" if it.distress_asked_again else "")

    def _written_now(self, page: DebriefPage) -> set[str]:
        """Return which texts have words: as typed where they are shown, else as recorded."""
        shown = page.texts()
        return (self._written - set(shown)) | {name for name, note in shown.items() if note.text().strip()}

    def _is_of_today(self, session: UUID) -> bool:
        return session == self.chart.session

    def _bring_into_work(self) -> None:
        """Take the marked words, or the line, into the line of the work, where they get their movement."""
        if self.page is not None and not self.page.words.isReadOnly():
            words = self._keeping.words(self.page.in_use())
            if words:
                self.page.work_card.bring(words)

    def _name_tone(self, tone: str | None) -> None:
        if self.chart.session is not None:
            self.desk.do(self, debrief.name_tone, self.chart.session, Tone(tone) if tone else None)
        self._show()

    def _say_not_ready(self, not_ready: bool) -> None:  # noqa: FBT001 - a signal calls it
        if self.chart.session is not None:
            self.desk.do(self, debrief.say_not_ready, self.chart.session, not_ready=not_ready)
        self._show()

    def _rate(self, verb: debrief.Rate, value: int | None) -> None:
        if self.chart.session is not None:
            self.desk.do(self, verb, self.chart.session, value)
        self._show()

    def _ask_distress(self) -> None:
        if self.page is not None:
            self.page.more.open()
            self._soon.start()  # when the scale has its place, so that the page can go there

    def _focus_distress(self) -> None:
        if self.page is not None:
            self.page.more.distress.ask()

    def _read_day(self, text: str) -> date | str:
        try:
            return parse_date(text, local(self.desk.now(), self._zone).date())
        except KapdeskError as error:
            return error.sentence

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self and self.page is not None:
            self.page.telling.say(sentence, sign=Sign.MISSING)

    def _go_to_dosing(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="dosing"))
