"""What is asked in the room is written at once; its unfinished lines come back with what they belong to."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from kapdesk.desk import Tab
from kapdesk.domain.change import Change
from kapdesk.domain.consent_events import ConsentAnswer, ConsentKind
from kapdesk.services import consent_events, notes
from kapdesk.services.consent_events import Asked
from kapdesk.services.embodiment import Embodiment
from kapdesk.tabs.embodiment.consents import ConsentCard

SCOPE, WORDS = "draft.consent.scope", "draft.consent.words"


class ConsentPart(QObject):
    """Writes what the card says, keeps its unfinished lines, and shows what stands."""

    changed = Signal()  # what stands is another now

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card."""
        super().__init__(tab)
        self._tab, self._session = tab, session
        self._scoped: UUID | None = None
        self._worded: UUID | None = None
        self.acting = False
        self.card = ConsentCard(tab.desk.read(consent_events.questions))
        # Connect Signals
        self.card.answered.connect(self._answer)
        self.card.scoped.connect(self._scope)
        self.card.withdrawn.connect(self._withdraw)
        self.card.worded.connect(self._word)
        self.card.struck.connect(self._strike)

    def load(self, it: Embodiment, zone: str) -> None:
        """Show what was asked; a line that was being written comes back with the answer it belongs to."""
        asked = self._tab.desk.read(consent_events.of_session, self._session)
        self.card.show_consents(asked, it.consents, zone, read_only=it.signed)
        kept = self._tab.desk.read(notes.texts, self._tab.chart.owner)
        for field, edit in ((SCOPE, self.card.scope), (WORDS, self.card.words)):
            text = kept[field].text if field in kept else ""
            self._tab.keep(self._tab.chart.owner, field, edit, text)
        standing = [one for one in asked if not one.struck_reason]
        if self._scoped is None and self.card.scope.text() and standing:
            self._open_scope(standing[-1])
        back = [one for one in standing if one.withdrawn_at is not None]
        if self._worded is None and self.card.words.text() and back:
            self._worded = back[-1].id
            self.card.open_words(shown=True)

    def _open_scope(self, one: Asked) -> None:
        self._scoped = one.id
        self.card.open_scope(one.kind)

    def _answer(self, kind: ConsentKind, answer: ConsentAnswer) -> None:
        change = self._do(consent_events.ask, kind, answer)
        self.card.open_answer(None)
        if change is None:
            return
        self._scoped = change.item
        self.card.open_scope(kind)
        self.card.scope.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scope(self, words: str) -> None:
        if self._scoped is not None and self._do(consent_events.say_scope, self._scoped, words):
            self.card.scope.taken()
            self._tab.autosave.flush()
            self.card.open_scope(None)
            self._scoped = None
            self.card.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self, event: UUID) -> None:
        if self._do(consent_events.withdraw, event):
            self._worded = event
            self.card.open_words(shown=True)
            self.card.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _word(self, words: str) -> None:
        if self._worded is not None and self._do(consent_events.say_withdrawn, self._worded, words):
            self.card.words.taken()
            self._tab.autosave.flush()
            self.card.open_words(shown=False)
            self._worded = None

    def _strike(self, event: UUID) -> None:
        self._do(consent_events.strike, event)

    def _do(self, verb: Callable[..., Change], *parts: object) -> Change | None:
        """Write one act; a refusal is said in the card."""
        self.card.say("")
        self.acting = True
        change = self._tab.desk.do(self._tab, verb, self._session, *parts)
        self.acting = False
        self.changed.emit()
        return change
