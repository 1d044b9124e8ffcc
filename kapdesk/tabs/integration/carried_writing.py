"""Writing what is carried: every answer at once, unfinished words kept, refusals in their place."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Tab
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local
from kapdesk.services import integration, life, life_offers, notes
from kapdesk.services.notes import Note, Owner
from kapdesk.services.record import Record
from kapdesk.tabs.integration.carried_card import CarriedCard
from kapdesk.tabs.integration.looks import ItemRow
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign

P = ParamSpec("P")
LINE, LOOK, STRIKE = "draft.life.", "draft.look.", "draft.strike."


class Writing(QObject):
    """Stands between what is carried on screen and the record, for one client."""

    changed = Signal()  # something was written: show it

    def __init__(self, tab: Tab) -> None:
        """Bind to one tab for life."""
        super().__init__(tab)
        self._tab, self.desk, self.client = tab, tab.desk, tab.chart.client
        self.note: UUID | None = None
        self._beside: Said | None = None
        self._texts: dict[Owner, dict[str, Note]] = {}
        # Connect Signals
        self.desk.refused.connect(self._refused)

    @property
    def owner(self) -> Owner:
        """Return whose unfinished texts are written here: the note's, or the client's where none is open."""
        return Owner(self.client, integration=self.note)

    def today(self) -> date:
        """Return the present day on the wall of the clinic."""
        return local(self.desk.now(), self.desk.record.zone).date()

    def show_note(self, note_id: UUID | None) -> None:
        """Write in this note from now on; in a signed one nothing more is written."""
        note = None if note_id is None else self.desk.read(integration.one, note_id)
        self.note = None if note is None or note.signed_at is not None else note.id
        self._texts.clear()

    def watch(self, card: CarriedCard) -> None:
        """Write what is said in a card."""
        # Connect Signals
        card.ready.connect(partial(self.keep_card, card))
        card.named.connect(partial(self._add, card))
        card.said.connect(partial(self._say, card))
        card.offered.connect(partial(self._offer, card))
        card.struck.connect(partial(self._strike, card))
        card.made.connect(self._made)

    def keep_card(self, card: CarriedCard) -> None:
        """Let every unfinished line of a card keep itself."""
        if card.composer is not None:
            self.keep(LINE + card.register.id, card.composer)
        for row in card.rows.values():
            self._keep_row(row)

    def keep(self, field: str, edit: NoteEdit, stored: str = "", owner: Owner | None = None) -> None:
        """Let unfinished words keep themselves; where none wait, what is recorded stands in the line."""
        whose = owner or self.owner
        if whose not in self._texts:
            self._texts[whose] = self.desk.read(notes.texts, whose)
        waiting = self._texts[whose].get(field)
        self._tab.keep(whose, field, edit, (waiting.text if waiting else "") or stored)

    def do(
        self, beside: Said, verb: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Write through a service, beside what it is about, and say whether it was taken."""
        if not self._tab.autosave.flush():
            return False
        beside.say("")
        self._beside = beside
        done = self.desk.do(self, verb, *args, **kwargs) is not None
        if done:
            self.changed.emit()
        return done

    def let_go(self, field: str) -> None:
        """Forget a line whose words are in the record."""
        self._tab.let_go(field)

    def _add(self, card: CarriedCard, words: str) -> None:
        composer, register = card.composer, card.register.id
        typed = composer is not None and composer.text().strip() == words.strip()
        facts = {} if typed or register != life_offers.PRACTICE else {life_offers.FROM: words}
        done = self.do(
            card.beside, life.add, self.client, register, words, facts=facts, integration_id=self.note,
            draft=LINE + register if typed else "",
        )  # fmt: skip
        if done and typed and composer is not None:
            composer.taken()

    def _say(self, card: CarriedCard, item: UUID, saying: life.Said, line: str) -> None:
        draft = f"{LOOK}{item.hex}.{line}" if line else ""
        self.do(card.beside, life.look, item, saying, integration_id=self.note, draft=draft)

    def _offer(self, card: CarriedCard, item: UUID, caution: str) -> None:
        if self.do(card.beside, life.put_task, item, caution):
            card.beside.say("It is on the list of what is to be done.")

    def _strike(self, card: CarriedCard, item: UUID, reason: str) -> None:
        if self.do(card.beside, life.strike, item, reason):
            self.let_go(STRIKE + item.hex)

    def _made(self, row: ItemRow) -> None:
        self._texts.clear()
        self._keep_row(row)

    def _keep_row(self, row: ItemRow) -> None:
        if row.panel is None:
            return
        item = row.shown.item.id
        for name, edit in row.panel.texts().items():
            self.keep(f"{LOOK}{item.hex}.{name}", edit, row.panel.stored(name))
        self.keep(STRIKE + item.hex, row.panel.strike.reason)
        row.panel.strike.open_if_begun()

    def _refused(self, sentence: str, source: object) -> None:
        if source is self and self._beside is not None:
            self._beside.say(sentence, Sign.MISSING)
