"""The acts of the questionnaires about the journey: a total is recorded by name, with when and by whom."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_time
from kapdesk.services import measures, notes
from kapdesk.tabs.debrief.experience import ExperienceCard
from kapdesk.ui.signs import Sign

DRAFT = "draft.experience"
_IDS = frozenset(form.id for form in measures.TOTALS if form.experience)


class Counting(QObject):
    """Between the card of the questionnaires and the record."""

    changed = Signal()

    def __init__(self, tab: Tab, card: ExperienceCard, session: UUID) -> None:
        """Stand ready for one session."""
        super().__init__(tab)
        self._tab, self._desk, self._card, self._session = tab, tab.desk, card, session
        self._restored = False
        # Connect Signals
        card.record_asked.connect(self._record)
        card.edited.connect(self._edited)
        self._desk.refused.connect(self._refused)

    def restore(self) -> None:
        """Bring back what was begun and not recorded, once."""
        if not self._restored:
            self._restored = True
            self._card.restore(self._desk.read(notes.text, self._tab.chart.owner, DRAFT))

    def show(self, zone: str, *, read_only: bool) -> None:
        """Show what was recorded in this session."""
        filled = self._desk.read(measures.of_client, self._tab.chart.client)
        mine = [
            one
            for one in filled
            if one.session == self._session and one.instrument in _IDS and one.struck_reason is None
        ]
        lines = [
            f"{one.name}: {one.words} · {show_time(one.happened_at, zone)} · {one.observer}" for one in mine
        ]
        self._card.show_recorded(lines, read_only=read_only)

    def _record(self, id_: str, typed: str) -> None:
        self._card.said.say("")
        client = self._tab.chart.client
        done = self._desk.do(self, measures.enter_total, client, id_, typed, session_id=self._session)
        if done is not None:
            self._card.taken()
            self._edited()
            self._tab.autosave.flush()
            self._card.said.say("Recorded.")
            self.changed.emit()

    def _edited(self) -> None:
        self._tab.autosave.touched((self._tab.chart.owner, DRAFT), self._card.draft)

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._card.said.say(sentence, Sign.MISSING)
