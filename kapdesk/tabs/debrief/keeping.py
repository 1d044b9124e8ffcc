"""The acts on the client's words: kept, held, marked to be read back, sorted, dated, struck with a reason."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from kapdesk.desk import Chart, Go, Tab
from kapdesk.domain.clock import local, show_date, show_time
from kapdesk.domain.insights import Insight, Kind, Level, Movement, marked
from kapdesk.domain.integration import Verdict
from kapdesk.services import insights, notes
from kapdesk.services.read_back import Around, Carried
from kapdesk.tabs.debrief.kept import Since
from kapdesk.tabs.debrief.page import DebriefPage
from kapdesk.ui.keep_words import KEEPS, KeepMenu
from kapdesk.ui.note import Composer, NoteEdit
from kapdesk.ui.signs import Sign

STRIKE = "draft.strike."
_SAID = {
    Kind.INSIGHT: "Kept as an insight",
    Kind.THEME: "Kept as a theme, in the observer’s words",
    Kind.HELD_QUESTION: "Held as a question",
    Kind.READ_BACK: "Marked to be read back",
}


class Keeping(QObject):
    """Between what was kept of the client's words and the record."""

    changed = Signal()
    work_asked = Signal(object, object)  # Insight, Movement

    def __init__(self, tab: Tab, page: DebriefPage, session: UUID) -> None:
        """Stand ready for one session; F6, F7 and F8 keep from any text of the page."""
        super().__init__(tab)
        self._tab, self._desk, self._page, self._session = tab, tab.desk, page, session
        self.insights: tuple[Insight, ...] = ()
        self._menus = KeepMenu(self)
        # Connect Signals
        for key, _, kind in KEEPS:
            shortcut = QShortcut(QKeySequence(key), tab)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self.keep, kind))
        page.telling.keep_asked.connect(partial(self.keep, Kind.INSIGHT))
        page.telling.hold_asked.connect(partial(self.keep, Kind.HELD_QUESTION))
        page.telling.read_back_asked.connect(partial(self.keep, Kind.READ_BACK))
        self._menus.asked.connect(self._keep_from)
        for kept in page.lists():
            kept.sorted.connect(self._sort)
            kept.struck.connect(self._strike)
            kept.revisit_asked.connect(self._revisit)
            kept.work_asked.connect(self.work_asked)
            kept.first_asked.connect(self._go_to_first)
            kept.reason_line.connect(self._keep_reason)
        self._desk.refused.connect(self._refused)

    def watch(self, texts: Iterable[NoteEdit]) -> None:
        """Let the menus of these texts offer to keep words."""
        for note in texts:
            self._menus.watch(note)

    def show(self, around: Around, zone: str, *, read_only: bool) -> None:
        """Show what was kept, and what is known of it from other sessions."""
        self._zone = zone
        self.insights = self._desk.read(insights.of_session, self._session)
        said, self._firsts = around.since, around.firsts
        since = {
            one.id: Since(
                f"session {self._firsts[one.id].session_number}" if one.id in self._firsts else "",
                _said_since(said[one.id], zone) if one.id in said else "",
            )
            for one in self.insights
        }
        self._page.show_kept(self.insights, since, read_only=read_only)
        self.counting = tuple(
            one
            for one in self.insights
            if one.id not in said or said[one.id].verdict is not Verdict.WITHDRAWN
        )

    def words(self, note: NoteEdit) -> str:
        """Return the marked words of a text, or the line of the caret, as they stand in it."""
        text, cursor = note.text(), note.textCursor()
        return marked(text, _character(text, cursor.anchor()), _character(text, cursor.position()))

    def keep(self, kind: Kind) -> None:
        """Keep the marked words of the text the caret stands in, or its line."""
        self._keep_from(self._page.in_use(), kind)

    def _keep_from(self, note: NoteEdit, kind: Kind) -> None:
        if note is self._page.observed and kind is not Kind.INSIGHT:
            self._say("Only the client’s own words are held or read back.", Sign.CAUTION)
            return
        kind = Kind.THEME if note is self._page.observed else kind
        field = next((name for name, each in self._page.texts().items() if each is note), "")
        self._tab.autosave.flush()
        done = self._desk.do(
            self, insights.take, self._session, self.words(note), kind, taken_from=field
        )  # fmt: skip
        if done is not None:
            self._say(f"{_SAID[kind]}, {show_time(self._desk.now(), self._zone)}")
            self.changed.emit()

    def _sort(
        self, insight: UUID, levels: tuple[Level, ...], movement: Movement | None, sure: int | None
    ) -> None:
        self._desk.do(self, insights.sort, insight, levels=levels, movement=movement, confidence=sure)
        self.changed.emit()

    def _revisit(self, insight: UUID, on: date | None) -> None:
        self._desk.do(self, insights.revisit, insight, on)
        self.changed.emit()

    def _strike(self, insight: UUID, reason: str) -> None:
        if self._desk.do(self, insights.strike, insight, reason) is not None:
            line = self._tab.notes.get(STRIKE + insight.hex)
            if isinstance(line, Composer):
                line.taken()
            self._tab.let_go(STRIKE + insight.hex)
            self._tab.setFocus()
        self.changed.emit()

    def _keep_reason(self, insight: UUID, line: Composer) -> None:
        owner, field = self._tab.chart.owner, STRIKE + insight.hex
        self._tab.keep(owner, field, line, self._desk.read(notes.text, owner, field))

    def _go_to_first(self, insight: UUID) -> None:
        """Go where the same words were said first: the debrief of that session."""
        first = self._firsts.get(insight)
        if first is not None:
            chart = Chart(self._tab.chart.client, first.insight.session)
            self._desk.go(Go(chart=chart, tab=self._tab.name))

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self._say(sentence, Sign.MISSING)

    def _say(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        self._page.telling.say(sentence, sign=sign)


def _said_since(carried: Carried, zone: str) -> str:
    """Write what the client said of it since: `withdrawn by the client on 24-Nov-2026`."""
    if carried.verdict is None or carried.said_at is None:
        return ""
    words = f": “{carried.words}”" if carried.words else ""
    return f"{carried.verdict} by the client on {show_date(local(carried.said_at, zone).date())}{words}"


def _character(text: str, position: int) -> int:
    """Return which character stands at a place that Qt counts in halves of 32 bits, as for a 🌊."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore"))
