"""One thing that is carried: a line of where it stands, and what may be said of it today, opened under it."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.life import due_of, here, never_waits, offered_days
from kapdesk.domain.registers import DAY, RATING, Caution, Register, Value
from kapdesk.services.life import Said
from kapdesk.tabs.integration.looks_drawn import StepsDrawn
from kapdesk.tabs.integration.looks_entries import DayLine, EntryField, ParseDay, named
from kapdesk.tabs.integration.looks_strike import StrikeLine
from kapdesk.tabs.integration.looks_words import Shown, history_lines, second_line
from kapdesk.ui.card import Row, rule
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, ScaleBar
from kapdesk.ui.note import NoteEdit, NoteField, Voice
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

WORDS = "words"
"""The name of the line for what is said at a look, beside the lines of its questions."""


class CautionLine(QWidget):
    """Words that are shown while a rule holds, and what may be put on the list."""

    offered = Signal(str)  # the caution's id

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: tuple[Caution, ...] = ()

    def show_cautions(self, cautions: tuple[Caution, ...]) -> None:
        """Show these in place of others; the same ones stay as they are."""
        self.setVisible(bool(cautions))
        if cautions == self._shown:
            return
        self._shown = cautions
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for caution in cautions:
            words = f"{caution.text} Crisis page: F9." if caution.crisis else caution.text
            self._column.addWidget(SignLabel(Sign.CAUTION, words, wraps=True))
            if caution.offer:
                button = PlainButton(caution.offer, small=True)
                button.clicked.connect(partial(self._offer, caution.id))
                self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(self, caution: str) -> None:
        self.offered.emit(caution)


class ItemPanel(QWidget):
    """What may be said of one thing: today first, then what is asked once, then how it stood before."""

    said = Signal(object, str)  # Said, the id of the words' field ("" where none was written in)
    offered = Signal(str)
    struck = Signal(str)

    def __init__(self, shown: Shown, parse: ParseDay, parent: QWidget | None = None) -> None:
        """Lay out what this register asks."""
        super().__init__(parent)
        self._shown, register = shown, shown.register
        self.cautions = CautionLine()
        self.standing = ChoiceBar(
            [Option(each.id, each.label) for each in register.standings], "Where it stands",
            small=True, even=False,
        )  # fmt: skip
        self.rating = _rating_bar(register)
        self.entries = {each.id: EntryField(each, parse) for each in (*register.look, *register.entries)}
        self.words = NoteEdit(register.look_words, lines=1, grows=True)
        self.day = DayLine(register.day, parse) if register.day is not None else None
        self.drawn = StepsDrawn(register.rating.label if register.rating else "")
        self.strike = StrikeLine(shown.item.text)
        self._history = QLabel()
        self._lay_out()
        self._connect()

    def show_item(self, shown: Shown) -> None:
        """Show what is recorded; nothing is announced, and words that are being written stay."""
        self._shown = shown
        item, register = shown.item, shown.register
        now, asked_once = shown.now, {each.id for each in register.entries}
        self.cautions.show_cautions(shown.cautions)
        self.standing.set_value(item.status)
        if self.rating is not None:
            visit = here(item, shown.note, shown.today)
            self.rating.set_value(None if visit is None else visit.rating)
        facts = {**{name: item.facts[name] for name in asked_once & item.facts.keys()}, **now}
        for name, field in self.entries.items():
            field.show_value(facts.get(name))
            field.show_asked(facts)
        if self.day is not None:
            days = offered_days(register, facts, shown.today)
            self.day.show_day(due_of(item, register), days, never=never_waits(register, facts))
        if register.rating is not None and register.rating.drawn:
            self.drawn.show_steps(item.ratings)
        history = history_lines(shown)
        self._history.setText("\n".join(history))
        self._history.setVisible(bool(history))
        self.strike.setVisible(not item.sealed)

    def texts(self) -> dict[str, NoteEdit]:
        """Return the lines in which words are written, by the name of their question; WORDS is the look's."""
        lines = {name: field.note for name, field in self.entries.items() if field.note is not None}
        return {WORDS: self.words, **lines}

    def stored(self, name: str) -> str:
        """Return the words that are recorded in one of them."""
        if name == WORDS:
            visit = here(self._shown.item, self._shown.note, self._shown.today)
            return "" if visit is None else visit.text
        once = name in {each.id for each in self._shown.register.entries}
        facts = self._shown.item.facts if once else self._shown.now
        return str(facts.get(name, ""))

    def settle(self) -> None:
        """Take over the words that stand in lines that were not left yet."""
        for field in self.entries.values():
            field.settle()
        self._words_left()

    def _lay_out(self) -> None:
        register = self._shown.register
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 16)
        column.setSpacing(12)
        column.addWidget(self.cautions)
        if len(register.standings) > 1:
            column.addWidget(named("Where it stands", "", self.standing))
        if self.rating is not None and register.rating is not None:
            column.addWidget(named(register.rating.label, "", self.rating))
        if register.look_words:
            column.addWidget(NoteField(register.look_words, voice=Voice.CLIENT, note=self.words))
        for entry in register.look:
            column.addWidget(self.entries[entry.id])
        if self.day is not None:
            column.addWidget(self.day)
        for entry in register.entries:
            column.addWidget(self.entries[entry.id])
        give_role(self._history, "muted")
        self._history.setWordWrap(True)
        self._history.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self.drawn, self._history, self.strike):
            column.addWidget(widget)

    def _connect(self) -> None:
        # Connect Signals
        self.cautions.offered.connect(self.offered)
        self.standing.chosen.connect(self._stand)
        if self.rating is not None:
            self.rating.chosen.connect(self._rate)
        for name, field in self.entries.items():
            field.answered.connect(partial(self._answer, name))
        self.words.left.connect(self._words_left)
        if self.day is not None:
            self.day.named_day.connect(self._name_day)
        self.strike.struck.connect(self.struck)

    def _stand(self, value: str | None) -> None:
        if value is None:  # pressed again: where it stands cannot be nowhere
            self.standing.set_value(self._shown.item.status)
            return
        if value != self._shown.item.status:
            self.said.emit(Said(status=value), "")

    def _rate(self, value: int | None) -> None:
        self.said.emit(Said(rating=value, taken_back=() if value is not None else (RATING,)), "")

    def _answer(self, name: str, value: Value) -> None:
        field = self.entries[name]
        self.said.emit(Said(facts={name: value}), name if field.note is not None else "")

    def _words_left(self) -> None:
        words = self.words.text().strip()
        if words and words != self.stored(WORDS) and not self.words.isReadOnly():
            self.said.emit(Said(text=words), WORDS)

    def _name_day(self, day: date | None) -> None:
        if day != due_of(self._shown.item, self._shown.register):
            self.said.emit(Said(due_on=day, taken_back=() if day is not None else (DAY,)), "")


class ItemRow(QWidget):
    """The words of one thing and where it stands; what may be said of it opens under it."""

    opened = Signal()  # the panel is there for the first time

    def __init__(self, shown: Shown, parse: ParseDay, parent: QWidget | None = None) -> None:
        """Show one line; the panel is made when it is first asked for."""
        super().__init__(parent)
        self.shown, self._parse = shown, parse
        self.panel: ItemPanel | None = None
        self.row = Row(_name(shown))
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.row.add(self.button)
        self._mark = SignLabel(Sign.CAUTION, "something to look at inside")
        self.row.add_below(self._mark)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(rule())
        self._column.addWidget(self.row)
        self.show_item(shown)
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def show_item(self, shown: Shown) -> None:
        """Say what is recorded now; the focus stays where it is."""
        self.shown = shown
        item = shown.item
        self.row.set_texts(_name(shown), second_line(shown))
        self.button.setVisible(item.stands)
        self._name_button()
        if self.panel is not None:
            self.panel.show_item(shown)
            self.panel.setVisible(self.button.isChecked() and item.stands)

    def open(self) -> None:
        """Open as by hand."""
        self.button.setChecked(True)

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        if self.panel is not None and self.shown.item.stands:
            self.panel.settle()

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if on and self.panel is None:
            self.panel = ItemPanel(self.shown, self._parse)
            self._column.addWidget(self.panel)
            self.panel.show_item(self.shown)
            self.opened.emit()
        if self.panel is not None:
            self.panel.setVisible(on)
        self._name_button()

    def _name_button(self) -> None:
        folded = not self.button.isChecked() and self.shown.item.stands
        self._mark.setVisible(folded and bool(self.shown.cautions))
        self.button.say("Fold" if self.button.isChecked() else "Open")
        self.button.setAccessibleName(f"{self.button.text()}: {self.shown.item.text}")


def _name(shown: Shown) -> str:
    """Return the words of one thing; what is held open says first that it was reported."""
    reported = shown.register.reported
    return f"{reported}: {shown.item.text}" if reported else shown.item.text


def _rating_bar(register: Register) -> ScaleBar | None:
    rating = register.rating
    if rating is None:
        return None
    return ScaleBar(0, 10, rating.label, low_word=rating.low, high_word=rating.high, small=True)
