"""One register on the page: what stands in it, one line each, and the line to add to it."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.life import due_of
from kapdesk.domain.registers import Register
from kapdesk.services.life import Said as Saying
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.tabs.integration.looks import ItemRow
from kapdesk.tabs.integration.looks_entries import ParseDay, voice_of
from kapdesk.tabs.integration.looks_words import Shown
from kapdesk.ui.controls import Flow, QuietButton
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.theme import give_role

PAGE = 12
"""How many lines are shown at first; the others are one press away."""


class TakeOver(QWidget):
    """What is planned elsewhere and may be taken over with one press."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to take over."""
        super().__init__(parent)
        self._flow = Flow(self, gap=4)
        self._shown: tuple[str, ...] = ()

    def show_offers(self, offers: tuple[str, ...]) -> None:
        """Offer these in place of others."""
        self.setVisible(bool(offers))
        if offers == self._shown:
            return
        self._shown = offers
        while self._flow.count():
            old = self._flow.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for words in offers:
            button = QuietButton(f"Take over: {words}", small=True)
            button.clicked.connect(partial(self._take, words))
            self._flow.addWidget(button)
            button.show()

    def _take(self, words: str) -> None:
        self.taken.emit(words)


class CarriedCard(FoldCard):
    """What is carried of one kind; it is built when it is first opened."""

    named = Signal(str)  # the words to be carried
    said = Signal(object, object, str)  # item, Saying, the name of the line it was written in
    offered = Signal(object, str)  # item, caution
    struck = Signal(object, str)  # item, reason
    made = Signal(object)  # an ItemRow whose panel is there for the first time
    ready = Signal()  # the line to add to it is there for the first time

    def __init__(self, register: Register, parse: ParseDay, parent: QWidget | None = None) -> None:
        """Start folded; nothing inside is made before it is opened."""
        super().__init__(register.id, register.title, parent=parent)
        self.register, self._parse = register, parse
        self.rows: dict[UUID, ItemRow] = {}
        self.composer: Composer | None = None
        self.beside = Said()
        self._items: tuple[Shown, ...] = ()
        self._limit: int | None = None
        self._more = QuietButton("", small=True)
        self._taken_over = TakeOver()
        self._show_all = False
        self._offers: tuple[str, ...] = ()
        # Connect Signals
        self._more.clicked.connect(self._all)
        self._taken_over.taken.connect(self.named)

    def show_items(self, items: Sequence[Shown], limit: int | None, offers: Sequence[str] = ()) -> None:
        """Show these: what is active first, closed and struck ones below; nothing is announced."""
        self._items, self._limit = tuple(sorted(items, key=_rank)), limit
        self._offers = tuple(offers)
        self.say_count(self._counted())
        if self.composer is not None:
            self._fill()

    def built(self) -> None:
        """Make the purpose, the list and the line to add."""
        if self.composer is not None:
            return
        register = self.register
        purpose = QLabel(register.purpose)
        purpose.setWordWrap(True)
        give_role(purpose, "muted")
        self.composer = Composer(register.words, register.words_prompt, voice=voice_of(register.voice))
        self.composer.composed.connect(self.named)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        label = f"Add: {register.words[0].lower()}{register.words[1:]}"
        prompt = f"{register.words_prompt} Enter keeps it.".strip()
        line = NoteField(label, prompt, voice=voice_of(register.voice), note=self.composer)
        self.put(purpose)
        self.column.addLayout(self._lines)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._taken_over, line, self.beside):
            self.put(widget)
        self._fill()
        self.ready.emit()

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        for row in self.rows.values():
            row.settle()

    def open_item(self, item: UUID) -> None:
        """Unfold the card and open one of its lines, with the keyboard at it."""
        self.unfold()
        row = self.rows.get(item)
        if row is not None:
            row.open()
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self) -> str:
        register = self.register
        open_ones = [one for one in self._items if not _is_closed(one)]
        due = sum((day := due_of(one.item, register)) is not None and day <= one.today for one in open_ones)
        count = f"{len(open_ones)} of {self._limit}" if self._limit and open_ones else str(len(open_ones))
        closed = sum(one.item.stands for one in self._items) - len(open_ones)
        parts = (
            count if open_ones else "",
            f"{due} to look at" if due else "",
            f"{closed} closed" if closed else "",
        )
        return " · ".join(part for part in parts if part)

    def _fill(self) -> None:
        shown = self._items if self._show_all else [one for one in self._items if not _is_closed(one)][:PAGE]
        visible = {one.item.id for one in shown}
        for one in self._items:
            row = self.rows.get(one.item.id) or (self._add(one) if one.item.id in visible else None)
            if row is not None:
                row.show_item(one)
                row.setVisible(one.item.id in visible or row.button.isChecked())
        hidden = len(self._items) - len(visible)
        self._more.say(f"Show {hidden} more, closed ones too" if hidden else "")
        self._more.setVisible(hidden > 0)
        self._taken_over.show_offers(self._offers)

    def _add(self, one: Shown) -> ItemRow:
        row = self.rows[one.item.id] = ItemRow(one, self._parse)
        self._lines.addWidget(row)
        row.show()
        row.opened.connect(partial(self._made, one.item.id))
        return row

    def _made(self, item: UUID) -> None:
        row = self.rows[item]
        if row.panel is not None:
            row.panel.said.connect(partial(self._say, item))
            row.panel.offered.connect(partial(self._offer, item))
            row.panel.struck.connect(partial(self._strike, item))
        self.made.emit(row)

    def _say(self, item: UUID, saying: Saying, line: str) -> None:
        self.said.emit(item, saying, line)

    def _offer(self, item: UUID, caution: str) -> None:
        self.offered.emit(item, caution)

    def _strike(self, item: UUID, reason: str) -> None:
        self.struck.emit(item, reason)

    def _all(self) -> None:
        self._show_all = True
        self._fill()


def _is_closed(one: Shown) -> bool:
    return not one.item.stands or one.register.closes(one.item.status)


def _rank(one: Shown) -> tuple[bool, bool]:
    return not one.item.stands, _is_closed(one)
