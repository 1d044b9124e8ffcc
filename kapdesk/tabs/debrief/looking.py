"""The acts of the work: a piece is named, looked at again, said more of, struck with a reason."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from kapdesk.desk import Tab
from kapdesk.domain.insights import Insight, Level, Movement
from kapdesk.domain.work import Subtype, WorkItem, WorkStatus
from kapdesk.services import notes, work
from kapdesk.tabs.debrief.working import WorkCard, WorkPanel
from kapdesk.ui.signs import Sign

DRAFT, STEP, LIVED, STRIKE = "draft.work", "draft.step.", "draft.lived.", "draft.strike."


class Looking(QObject):
    """Between the card of the work and the record."""

    changed = Signal()

    def __init__(self, tab: Tab, card: WorkCard, session: UUID) -> None:
        """Stand ready for one session."""
        super().__init__(tab)
        self._tab, self._desk, self._card, self._session = tab, tab.desk, card, session
        self.items: tuple[WorkItem, ...] = ()
        # Connect Signals
        card.named.connect(self._name)
        card.opened.connect(self._opened)
        self._desk.refused.connect(self._refused)

    def show(self, zone: str, *, read_only: bool) -> None:
        """Show what was named here, and what is still open from earlier sessions."""
        every = self._desk.read(work.of_client, self._tab.chart.client)
        self.items = tuple(item for item in every if item.session == self._session or item.open)
        shown = {item.id for item in self.items}
        kept = tuple(item for item in every if item.id in self._card.rows and item.id not in shown)
        self._card.show_items((*self.items, *kept), self._session, zone, read_only=read_only)
        owner = self._tab.chart.owner
        self._tab.keep(owner, DRAFT, self._card.composer, self._desk.read(notes.text, owner, DRAFT))

    def settle(self) -> None:
        """Write what stands in lines that were not left yet."""
        for row in self._card.rows.values():
            panel = row.panel
            if panel is None or row.button.isHidden():
                continue
            if panel.waits():
                self._look(row.item.id, row.item.status, panel.step.text())

    def take(self, insight: Insight, movement: Movement) -> None:
        """Make a piece of the work of an insight, with its levels."""
        self._card.said.say("")
        done = self._desk.do(
            self, work.add, self._session, movement, insight.text, levels=insight.levels,
            insight_id=insight.id,
        )  # fmt: skip
        if done is not None:
            self._card.said.say(f"Taken into the work: {movement}")
            self.changed.emit()

    def _name(self, movement: Movement, words: str) -> None:
        self._card.said.say("")
        if not self._tab.autosave.flush():
            return
        done = self._desk.do(self, work.add, self._session, movement, words, draft=DRAFT)
        if done is None:
            return
        self._card.composer.taken()
        self._card.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _opened(self, item: UUID) -> None:
        row = self._card.rows[item]
        panel = row.panel
        if panel is None:
            return
        self._keep(item, panel)
        panel.looked.connect(partial(self._look, item))
        panel.detailed.connect(partial(self._detail, item))
        panel.struck.connect(partial(self._strike, item))

    def _keep(self, item: UUID, panel: WorkPanel) -> None:
        """Keep the lines of a piece while they are typed; what was begun comes back."""
        owner = self._tab.chart.owner
        for prefix, line, stored in (
            (STEP, panel.step, panel.item.next_step),
            (LIVED, panel.lived, panel.item.last_lived),
            (STRIKE, panel.line.reason, ""),
        ):
            begun = self._desk.read(notes.text, owner, prefix + item.hex)
            self._tab.keep(owner, prefix + item.hex, line, begun or stored)
        if panel.line.reason.text():
            panel.line.open()

    def _look(self, item: UUID, status: WorkStatus, step: str) -> None:
        self._card.said.say("")
        if not self._tab.autosave.flush():
            return
        words = " ".join(step.split())
        draft = STEP + item.hex
        self._desk.do(self, work.look, item, status, words, session_id=self._session, draft=draft)
        self.changed.emit()

    def _detail(self, item: UUID, levels: tuple[Level, ...], subtype: Subtype | None, lived: str) -> None:
        self._card.said.say("")
        if not self._tab.autosave.flush():
            return
        draft = LIVED + item.hex
        self._desk.do(self, work.detail, item, levels=levels, subtype=subtype, last_lived=lived, draft=draft)
        self.changed.emit()

    def _strike(self, item: UUID, reason: str) -> None:
        self._card.said.say("")
        if self._desk.do(self, work.strike, item, reason) is None:
            return
        panel = self._card.rows[item].panel
        if panel is not None:
            panel.line.reason.taken()
        for prefix in (STRIKE, STEP, LIVED):
            self._tab.let_go(prefix + item.hex)
        self._card.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._card.said.say(sentence, Sign.MISSING)
