"""What is carried through the weeks: losses, roles, people, steps, held questions, decisions, and meaning."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Tab
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import Refused
from kapdesk.domain.life import LifeItem
from kapdesk.domain.registers import Register
from kapdesk.services import life, life_offers
from kapdesk.tabs.integration.carried_asked import AskedCard
from kapdesk.tabs.integration.carried_card import CarriedCard
from kapdesk.tabs.integration.carried_meaning import MeaningCard
from kapdesk.tabs.integration.carried_signs import SignsCard
from kapdesk.tabs.integration.carried_writing import Writing
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.tabs.integration.looks_words import Shown
from kapdesk.ui.columns import GAP
from kapdesk.ui.controls import Flow, QuietButton
from kapdesk.ui.theme import give_role

ELSEWHERE = frozenset({"action", "unsettled"})
"""Registers with a place of their own: steps stand with their insight, what did not settle is asked first."""
RELAPSE = "relapse"


class Carried(QWidget):
    """Every register of the weeks after; one in which nothing stands is a word at the end."""

    changed = Signal()

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        """Stand ready for one client; nothing is read before `load`."""
        super().__init__(parent)
        self._desk, self._client = tab.desk, tab.chart.client
        self.writing = Writing(tab)
        content = tab.desk.record.content
        self.asked = AskedCard(content.register("unsettled"))
        self.meaning = MeaningCard(content.form("integration-note").field("meaning"))
        self.signs = SignsCard(content.table("relapse-patterns"))
        registers = sorted((each for each in content.all(Register) if each.id not in ELSEWHERE), key=_place)
        self.cards = {each.id: CarriedCard(each, self._parse_day) for each in registers}
        self.begin = Beginnings(self.cards.values())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (
            self.asked,
            *self.cards.values(),
            self.meaning,
            self.signs,
            self.begin,
        ):
            column.addWidget(widget)
        # Connect Signals
        for card in self.cards.values():
            self.writing.watch(card)
        self.begin.wanted.connect(self.open_register)
        self.writing.changed.connect(self._written)

    def load(self, note_id: UUID | None) -> None:
        """Show what is carried, to be written in this note; in a signed one nothing more is written."""
        self.writing.show_note(note_id)
        self._show_cards()
        self.asked.load(self.writing)
        self.meaning.load(self.writing)
        self.signs.load(self.writing)

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        for card in self.cards.values():
            card.settle()
        self.asked.settle()

    def open_register(self, register_id: str, item: UUID | None = None) -> None:
        """Unfold one register (and one of its lines), with the keyboard there."""
        card: FoldCard = self.signs if register_id == RELAPSE else self.cards[register_id]
        card.show()
        card.unfold()
        self.begin.show_those(self.cards.values())
        if isinstance(card, CarriedCard) and item is not None:
            card.open_item(item)
        elif isinstance(card, CarriedCard) and card.composer is not None:
            card.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            card.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def parts(self) -> tuple[FoldCard, ...]:
        """Return the parts that fold, in reading order."""
        return (*self.cards.values(), self.meaning, self.signs)

    def _show_cards(self) -> None:
        found: dict[str, list[LifeItem]] = {}
        for item in self._desk.read(life.of_client, self._client):
            found.setdefault(item.register, []).append(item)
        for id_, card in self.cards.items():
            items = [self._shown(item) for item in found.get(id_, [])]
            planned = id_ == life_offers.PRACTICE
            offers = self._desk.read(life_offers.planned, self._client) if planned else ()
            limit = self._desk.read(life.limit, id_) if card.register.limit else None
            card.show_items(items, limit, offers)
            card.setVisible(bool(items) or card.is_open())
            self.writing.keep_card(card)
        self.begin.show_those(self.cards.values())

    def _shown(self, item: LifeItem) -> Shown:
        note = self.writing.note
        return Shown(
            item, self._desk.read(life.register_of, item), self._desk.read(life.cautions, item, note), note,
            self.writing.today(),
        )  # fmt: skip

    def _written(self) -> None:
        self.load(self.writing.note)
        self.changed.emit()

    def _parse_day(self, text: str) -> date | str:
        try:
            return parse_date(text, self.writing.today())
        except Refused as error:
            return error.sentence


class Beginnings(QWidget):
    """One quiet word for each register in which nothing stands; pressed, it opens."""

    wanted = Signal(str)  # the register

    def __init__(self, cards: Iterable[CarriedCard], parent: QWidget | None = None) -> None:
        """Offer every register."""
        super().__init__(parent)
        self.buttons: dict[str, QuietButton] = {}
        name = QLabel("Nothing is carried yet of")
        give_role(name, "muted")
        words = QWidget()
        flow = Flow(words, gap=4)
        for card in cards:
            button = self.buttons[card.name] = QuietButton(card.title, small=True)
            button.clicked.connect(partial(self._want, card.name))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(words)

    def show_those(self, cards: Iterable[CarriedCard]) -> None:
        """Offer those that are not on the page."""
        hidden = {card.name for card in cards if card.isHidden()}
        for name, button in self.buttons.items():
            button.setVisible(name in hidden)
        self.setVisible(bool(hidden))

    def _want(self, name: str) -> None:
        self.wanted.emit(name)


def _place(register: Register) -> int:
    return register.place
