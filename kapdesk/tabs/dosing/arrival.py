"""The arrival card: the client is here, and the questions before any medicine are asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain.definitions import AnswerType, Checklist, Item
from kapdesk.tabs.dosing.lines import Line, Sentence, side_by_side
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Check, Option, PrimaryButton, QuietButton
from kapdesk.ui.form import Field, Form, Kind
from kapdesk.ui.note import NoteEdit

_KINDS = {
    AnswerType.TICK: Kind.TICK,
    AnswerType.CHOICE: Kind.CHOICE,
    AnswerType.NUMBER: Kind.NUMBER,
    AnswerType.TEXT: Kind.TEXT,
    AnswerType.SCALE: Kind.SCALE,
    AnswerType.TIME: Kind.TEXT,
}


class ArrivalCard(Card):
    """Asks the lines of the arrival checklist; nothing is filled in before somebody answers."""

    arrived = Signal()
    answered = Signal(str, object)  # item and its value as text, None when it was taken back

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand with the one button of a client who is not here yet."""
        super().__init__("Arrival", parent=parent)
        self.at = Line("When", "now", width=96)
        self.here = PrimaryButton("Client has arrived")
        self.sentence = Sentence()
        self.back = QuietButton("Back to the journey", small=True)
        self.back.hide()
        self.head.addWidget(self.back)
        self.form: Form | None = None
        self._checklist: Checklist | None = None
        self._start = QWidget()
        start = side_by_side(self.here, self.at)
        start.setContentsMargins(0, 0, 0, 0)
        self._start.setLayout(start)
        self.add(self._start)
        self.add(self.sentence)
        # Connect Signals
        self.here.clicked.connect(self.arrived)
        self.at.entered.connect(self.arrived)

    @property
    def texts(self) -> Mapping[str, NoteEdit]:
        """Return the texts among the questions, by item."""
        return {} if self.form is None else self.form.notes

    def show_checklist(self, checklist: Checklist) -> None:
        """Ask these questions; they are laid out once."""
        if self._checklist == checklist:
            return
        self._checklist = checklist
        self.form = Form([_field(item) for item in checklist.items], small=True)
        self.add(self.form)
        # Connect Signals
        self.form.answered.connect(self._answer)
        self.form.left.connect(self._leave)

    def first(self) -> QWidget:
        """Return where the keyboard goes first: the one button, or the first question."""
        if self.form is None or self.form.isHidden():
            return self.here
        return next(iter(self.form.controls.values()), self.here)

    def show_answers(self, values: Mapping[str, str]) -> None:
        """Show what is recorded; texts are kept by the screen."""
        if self.form is None or self._checklist is None:
            return
        for item in self._checklist.items:
            if item.id in self.form.controls:
                self.form.show_value(item.id, _shown(item, values.get(item.id)))

    def show_stage(self, *, is_here: bool, words: str, read_only: bool) -> None:
        """Ask only once the client is here."""
        self.set_subtitle(words)
        self._start.setVisible(not is_here and not read_only)
        if self.form is not None:
            self.form.setVisible(is_here)
            self.form.set_read_only(read_only=read_only)

    def _answer(self, item: str, value: object | None) -> None:
        if isinstance(value, bool):
            value = "yes" if value else "no"
        self.answered.emit(item, None if value is None else str(value))

    def _leave(self, item: str) -> None:
        if self.form is not None:
            self.answered.emit(item, self.form.text(item).strip() or None)


def _field(item: Item) -> Field:
    check = None if item.minimum is None or item.maximum is None else _Bounds(item.minimum, item.maximum)
    return Field(
        item.id,
        item.label,
        _KINDS[item.answer],
        item.hint,
        tuple(Option(choice.value, choice.label) for choice in item.choices),
        unit=item.unit,
        decimals=1,
        low=int(item.minimum or 0),
        high=int(item.maximum or 10),
        check=check,
    )


class _Bounds:
    """Stop a number that cannot be an answer."""

    def __init__(self, low: float, high: float) -> None:
        self._low, self._high = low, high

    def __call__(self, value: Decimal) -> Check:
        if self._low <= value <= self._high:
            return Check()
        return Check(stop=f"This is {self._low:g} to {self._high:g}. Nothing was recorded.")


def _shown(item: Item, value: str | None) -> object | None:
    if value is None:
        return None
    match item.answer:
        case AnswerType.NUMBER:
            return Decimal(value)
        case AnswerType.SCALE:
            return int(value)
        case AnswerType.TICK:
            return value == "yes"
        case _:
            return cast("object", value)
