"""The debrief: their words first, then whatever they want to add, and what is worth keeping of it."""

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_time, since_dose
from kapdesk.domain.insights import Kind, Level, Movement, Tone, marked
from kapdesk.services import debrief, insights, notes, sessions
from kapdesk.tabs.debrief.page import DebriefPage
from kapdesk.ui.card import Card, EmptyState
from kapdesk.ui.controls import Sign
from kapdesk.ui.note import Composer

_SAID = {
    Kind.INSIGHT: "Kept as an insight",
    Kind.THEME: "Kept as a theme, in the observer’s words",
    Kind.HELD_QUESTION: "Held as a question",
    Kind.READ_BACK: "Marked to be read back",
}
_KEYS = (("F6", Kind.INSIGHT), ("F7", Kind.HELD_QUESTION), ("F8", Kind.READ_BACK))
_ABOUT = (Topic.ANSWER, Topic.INSIGHT, Topic.NOTE, Topic.SESSION, Topic.TASK, Topic.DOSE)


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
        page = self.page = self.page or self._build()
        self._fill(page, self.chart.session)
        if first:
            page.words.moveCursor(QTextCursor.MoveOperation.End)

    def heard(self, change: Change) -> None:
        """Take in what another screen wrote for this session."""
        if self.page is not None and change.subject == self.chart.session and change.topic in _ABOUT:
            self.load()

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
        if self.page is not None and field.removeprefix("debrief.") in self.page.more.notes:
            self.page.more.open()
        super().set_caret(field, position)

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

    def _build(self) -> DebriefPage:
        page = DebriefPage(self.desk.record.content)
        for note in page.texts().values():
            note.set_stamp(self.time_words)
        self._column.addWidget(page)
        self.setFocusProxy(page.words)
        self._connect(page)
        return page

    def _connect(self, page: DebriefPage) -> None:
        # Connect Signals
        for key, kind in _KEYS:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._keep, kind))
        page.telling.keep_asked.connect(partial(self._keep, Kind.INSIGHT))
        page.telling.hold_asked.connect(partial(self._keep, Kind.HELD_QUESTION))
        page.telling.read_back_asked.connect(partial(self._keep, Kind.READ_BACK))
        page.telling.not_ready_chosen.connect(self._say_not_ready)
        page.tone.chosen.connect(self._name_tone)
        page.tone.distress_asked.connect(self._ask_distress)
        page.more.distress_chosen.connect(partial(self._rate, debrief.rate_distress))
        page.more.mood_chosen.connect(partial(self._rate, debrief.rate_mood))
        for kept in page.lists():
            kept.sorted.connect(self._sort)
            kept.struck.connect(self._strike)
            kept.reason_line.connect(self._keep_reason)
        self.desk.refused.connect(self._refused)

    def _fill(self, page: DebriefPage, session: UUID) -> None:
        head = self.desk.read(sessions.head, session)
        self._dosed_at, self._zone = head.dosed_at, head.zone
        texts = self.desk.read(notes.texts, self.chart.owner)
        for field, edit in page.texts().items():
            self.keep(self.chart.owner, field, edit, texts[field].text if field in texts else "")
        self._show()

    def _show(self) -> None:
        """Show answers and insights as recorded; the texts are left alone."""
        if self.page is None or self.chart.session is None:
            return
        it = self.desk.read(debrief.look, self.chart.session)
        self.page.show_answers(it, self._zone)
        self.page.show_kept(self.desk.read(insights.of_session, self.chart.session), read_only=it.signed)
        self.page.set_read_only(read_only=it.signed)
        self.counted.emit("1" if it.distress_asked_again else "")

    def _keep(self, kind: Kind) -> None:
        """Keep the marked words, or the line of the caret, as they stand in the text."""
        if self.page is None or self.chart.session is None:
            return
        note = self.page.in_use()
        if note is self.page.observed and kind is not Kind.INSIGHT:
            self._say("Only the client’s own words are held or read back.", Sign.CAUTION)
            return
        kind = Kind.THEME if note is self.page.observed else kind
        text, cursor = note.text(), note.textCursor()
        words = marked(text, _character(text, cursor.anchor()), _character(text, cursor.position()))
        if self.desk.do(self, insights.add, self.chart.session, words, kind=kind) is not None:
            self._say(f"{_SAID[kind]}, {show_time(self.desk.now(), self._zone)}")
            self._show()

    def _sort(
        self, insight: UUID, levels: tuple[Level, ...], movement: Movement | None, sure: int | None
    ) -> None:
        self.desk.do(self, insights.sort, insight, levels=levels, movement=movement, confidence=sure)
        self._show()

    def _strike(self, insight: UUID, reason: str) -> None:
        if self.desk.do(self, insights.strike, insight, reason) is not None:
            line = self.notes.get(_draft(insight))
            if isinstance(line, Composer):
                line.taken()
            self.let_go(_draft(insight))
            self.setFocus()
        self._show()

    def _keep_reason(self, insight: UUID, line: Composer) -> None:
        field = _draft(insight)
        self.keep(self.chart.owner, field, line, self.desk.read(notes.text, self.chart.owner, field))

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
            self.page.more.distress.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self._say(sentence, Sign.MISSING)

    def _say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        if self.page is not None:
            self.page.telling.say(sentence, sign=sign)

    def _go_to_dosing(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="dosing"))


def _character(text: str, position: int) -> int:
    """Return which character stands at a place that Qt counts in halves of 32 bits, as for a 🌊."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore"))


def _draft(insight: UUID) -> str:
    return f"draft.strike.{insight.hex}"
