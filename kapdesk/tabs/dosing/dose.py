"""The dose card: what was given is typed, read back aloud, and only then recorded."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.doses import DoseUnit
from kapdesk.domain.routes import Route
from kapdesk.tabs.dosing.lines import Line, Sentence, in_grid, side_by_side
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.theme import give_role

_ROUTES = tuple(Option(route.value, route.short) for route in Route)
_UNITS = tuple(Option(unit.value, unit.value) for unit in DoseUnit)


@dataclass(frozen=True, slots=True)
class TypedDose:
    """A dose as it was typed; nothing in it is understood yet."""

    drug: str
    route: str
    amount: str
    unit: str
    lot: str
    given_by: str
    checked_by: str
    at: str
    is_booster: bool
    instead_of: UUID | None
    reason: str


@dataclass(frozen=True, slots=True)
class ShownDose:
    """One recorded dose: its words, its second line, and whether it was struck through."""

    key: UUID
    words: str
    second: str
    struck: bool


class DoseCard(Card):
    """Two steps: `Read back` shows the dose as it will stand, Enter on `Record` writes it."""

    read_back_asked = Signal()
    confirmed = Signal()
    strike_asked = Signal(object, str)
    correct_asked = Signal(object)
    filled = Signal()  # the card itself chose or emptied what can be chosen
    turned = Signal()  # the fields were opened or closed, for another dose or to put one right

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the fields, the words that are read back, and what was given so far."""
        super().__init__("Dose", parent=parent)
        self.drug, self.amount = Line("Drug"), Line("Amount")
        self.lot, self.at = Line("Lot"), Line("Given at", "now")
        self.given_by, self.checked_by = Line("Given by"), Line("Checked by")
        self.reason = Line("What was wrong")
        self.route = ChoiceBar(_ROUTES, "Route", even=False)
        self.unit = ChoiceBar(_UNITS, "Unit", even=False)
        self.sentence = Sentence()
        self.read, self.record, self.change = (
            PrimaryButton("Read back"),
            PrimaryButton("Record"),
            PlainButton("Change"),
        )
        self.another, self.strike, self.leave = (
            PlainButton("Booster"),
            PlainButton("Strike through"),
            QuietButton("Leave it"),
        )
        self._given, self._words = Rows(), QLabel()
        self._form, self._back = QWidget(), QFrame()
        self._wrong, self._booster, self._open = None, False, True
        self._lay_out()
        self._connect()

    @property
    def drafts(self) -> dict[str, Line]:
        """Return every line that is kept while it is typed, by its name."""
        lines = {
            "drug": self.drug, "amount": self.amount, "lot": self.lot, "at": self.at,
            "given-by": self.given_by, "checked-by": self.checked_by, "reason": self.reason,
        }  # fmt: skip
        return {f"dose.{name}": line for name, line in lines.items()}

    @property
    def choices(self) -> dict[str, ChoiceBar]:
        """Return every choice that is kept until it is recorded, by its name."""
        return {"dose.route": self.route, "dose.unit": self.unit}

    def typed(self) -> TypedDose:
        """Return the dose as it was typed."""
        return TypedDose(
            self.drug.text(), self.route.value() or "", self.amount.text(), self.unit.value() or "",
            self.lot.text(), self.given_by.text(), self.checked_by.text(), self.at.text(),
            is_booster=self._booster, instead_of=self._wrong, reason=self.reason.text(),
        )  # fmt: skip

    def show_doses(self, doses: list[ShownDose], *, given: bool, may_dose: bool) -> None:
        """Show what was given; the fields stand open while the first dose is awaited."""
        self._given.show_rows([self._row(dose) for dose in doses])
        self._given.setVisible(bool(doses))
        self._booster = given
        self._may_dose = may_dose
        self.another.setVisible(given and may_dose)
        if self._wrong is None and self._back.isHidden():
            self._form.setVisible(may_dose and (not given or self.is_open))
        if not given and self._back.isHidden():
            self._form.setVisible(may_dose)

    def show_read_back(self, words: str) -> None:
        """Show the dose as it will be recorded; Enter records it."""
        self._words.setText(words)
        self._form.hide()
        self._back.show()
        self.sentence.say("")
        self.record.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be recorded; what was typed stays."""
        self._back.hide()
        self._form.show()
        self.sentence.say(sentence)

    def correct(self, key: UUID, values: dict[str, str], route: str, unit: str) -> None:
        """Open the fields with a recorded dose, to strike it and record it anew."""
        self._wrong = key
        for name, text in values.items():
            self.drafts[f"dose.{name}"].put(text)
        self.route.set_value(route)
        self.unit.set_value(unit)
        self.filled.emit()
        self._open_form(correcting=True)

    @property
    def wrong(self) -> UUID | None:
        """Return which dose is being put right, if one is."""
        return self._wrong

    @property
    def is_open(self) -> bool:
        """Return whether the fields were opened, for a booster or to put a dose right."""
        return not self.leave.isHidden() and not (self._form.isHidden() and self._back.isHidden())

    def resume(self, key: UUID | None) -> None:
        """Open the fields for the dose that was being put right, without touching what stands in them."""
        self._wrong = key
        self._show_form(correcting=key is not None)

    def taken(self) -> None:
        """Empty the fields: the dose is in the record now."""
        for line in self.drafts.values():
            line.taken()
        self.route.set_value(None)
        self.unit.set_value(None)
        self.filled.emit()
        self._wrong = None
        for widget in (self._back, self._form, self.leave, self.strike, self.reason):
            widget.hide()
        self.sentence.say("")
        self.turned.emit()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let what was given be read and nothing be added."""
        for widget in (self._form, self._back, self.another):
            if read_only:
                widget.hide()

    def _lay_out(self) -> None:
        self._may_dose = False
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addWidget(self.drug)
        form.addWidget(self.route)
        form.addWidget(self.amount)
        form.addWidget(self.unit)
        form.addLayout(in_grid([self.given_by, self.checked_by, self.lot, self.at], 2))
        form.addWidget(self.reason)
        form.addWidget(self.sentence)
        form.addLayout(side_by_side(self.read, self.strike, self.leave))
        give_role(self._back, "notice", level="note")
        give_role(self._words, "reading")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        back = QVBoxLayout(self._back)
        back.setSpacing(12)
        back.addWidget(self._words)
        back.addLayout(side_by_side(self.record, self.change))
        self.record.setAutoDefault(True)  # Enter on it records
        for widget in (self._given, self._form, self._back, self.another):
            self.add(widget)
        for hidden in (self._back, self.reason, self.strike, self.leave, self.another):
            hidden.hide()

    def _connect(self) -> None:
        # Connect Signals
        for line in self.drafts.values():
            line.entered.connect(self.read_back_asked)
        self.read.clicked.connect(self.read_back_asked)
        self.record.clicked.connect(self.confirmed)
        self.change.clicked.connect(self._change)
        self.another.clicked.connect(self._add_another)
        self.strike.clicked.connect(self._strike)
        self.leave.clicked.connect(self._leave)

    def _row(self, dose: ShownDose) -> Row:
        row = Row(dose.words, dose.second, strong=not dose.struck)
        if not dose.struck and self._may_dose:
            button = QuietButton("Put right")
            button.clicked.connect(partial(self._correct, dose.key))
            row.add(button)
        return row

    def _open_form(self, *, correcting: bool) -> None:
        self._show_form(correcting=correcting)
        self.drug.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, *, correcting: bool) -> None:
        for widget in (self.reason, self.strike):
            widget.setVisible(correcting)
        self.leave.show()
        self.another.hide()
        self._form.show()
        self.turned.emit()

    def _add_another(self) -> None:
        self._wrong = None
        self._open_form(correcting=False)

    def _change(self) -> None:
        self._back.hide()
        self._form.show()
        self.drug.setFocus(Qt.FocusReason.OtherFocusReason)

    def _correct(self, key: UUID) -> None:
        self.correct_asked.emit(key)

    def _strike(self) -> None:
        self.strike_asked.emit(self._wrong, self.reason.text())

    def _leave(self) -> None:
        """Close the fields; what was typed for another dose stays in them, a correction is given up."""
        if self._wrong is not None:
            self.taken()
        self._form.hide()
        self.sentence.say("")
        self.another.setVisible(self._booster)
        self.turned.emit()
