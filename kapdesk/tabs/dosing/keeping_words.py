"""The client's words of the journey that are worth keeping: by one key on the moment, or from its menu."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_time
from kapdesk.domain.insights import Kind
from kapdesk.domain.timeline import Voice
from kapdesk.services import insights, timeline
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.journey import JourneyCard
from kapdesk.tabs.dosing.part import Part
from kapdesk.ui.controls import Sign
from kapdesk.ui.keep_words import add_keeps

_KEYS = {Qt.Key.Key_F6: Kind.INSIGHT, Qt.Key.Key_F7: Kind.HELD_QUESTION, Qt.Key.Key_F8: Kind.READ_BACK}
_SAID = {
    Kind.INSIGHT: "Kept as an insight",
    Kind.THEME: "Kept as a theme, in the observer’s words",
    Kind.HELD_QUESTION: "Held as a question",
    Kind.READ_BACK: "Marked to be read back",
}


class KeepingWords(Part):
    """Between a moment of the journey and the insights of the session; both know of each other."""

    def __init__(self, tab: Tab, session: UUID, card: JourneyCard) -> None:
        """Listen to the keys and the menu of the journey."""
        super().__init__(tab, session)
        self._card = card
        card.list.installEventFilter(self)
        # Connect Signals
        card.list.menu_made.connect(self._offer)

    def load(self, head: SessionHead) -> None:
        """Show nothing of its own: what was kept stands in Debrief."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the moment the caret is on with F6, F7 or F8."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            kind = _KEYS.get(Qt.Key(event.key()))
            if kind is not None and not event.modifiers() and not event.isAutoRepeat():
                self.keep(kind)
                return True
        return super().eventFilter(watched, event)

    def keep(self, kind: Kind) -> None:
        """Keep the words of the moment the caret is on; the observer's become a theme, or are refused."""
        moment = self._moment()
        if moment is None:
            return
        if moment.voice is Voice.OBSERVER and kind is Kind.INSIGHT:
            kind = Kind.THEME
        done = self.do(
            self._card.sentence, insights.take, self.session, moment.text, kind,
            taken_from=insights.TIMELINE, taken_from_id=moment.id,
        )  # fmt: skip
        if done is not None:
            at = show_time(self.desk.now(), self.desk.record.zone)
            self._card.sentence.say(f"{_SAID[kind]}, {at}", Sign.RECORDED)

    def _offer(self, menu: QMenu) -> None:
        moment = self._moment()
        add_keeps(menu, self.keep, enabled=moment is not None and bool(moment.text.strip()))

    def _moment(self) -> timeline.Moment | None:
        key = self._card.list.key()
        return self.desk.read(timeline.one, self.session, key) if isinstance(key, UUID) else None
