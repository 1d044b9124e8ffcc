"""The acts of reading back in a later session: the client's verdict, and their words now."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from kapdesk.desk import Tab
from kapdesk.domain.integration import Verdict
from kapdesk.services import notes, read_back
from kapdesk.services.read_back import WORDS, Carried
from kapdesk.tabs.debrief.last_time import LastTimeCard, PhraseRow
from kapdesk.ui.signs import Sign


class AskingBack(QObject):
    """Between the card of what was said last time and the record."""

    changed = Signal()

    def __init__(self, tab: Tab, card: LastTimeCard, session: UUID) -> None:
        """Stand ready for one session."""
        super().__init__(tab)
        self._tab, self._desk, self._card, self._session = tab, tab.desk, card, session
        # Connect Signals
        card.judged.connect(self._judge)
        card.made.connect(self._keep)
        self._desk.refused.connect(self._refused)

    def show(self, phrases: Sequence[Carried], zone: str, *, read_only: bool) -> None:
        """Show what waits to be read back, and what was said of it here."""
        self._card.show_all(phrases, self._session, zone, read_only=read_only)

    def _judge(self, insight: UUID, verdict: Verdict | None) -> None:
        self._card.said.say("")
        done = self._desk.do(self, read_back.say, self._tab.chart.owner, insight, verdict)
        self.changed.emit()
        if done is not None and verdict is Verdict.CORRECTED:
            self._card.rows[insight].words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, insight: UUID, row: PhraseRow) -> None:
        owner, field = self._tab.chart.owner, WORDS + insight.hex
        self._tab.keep(owner, field, row.words, self._desk.read(notes.text, owner, field))

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._card.said.say(sentence, Sign.MISSING)
