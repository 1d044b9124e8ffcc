"""What the client asked to leave out: written down here, seen in the preview, lifted with a reason."""

import json
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_moment, show_time
from kapdesk.domain.withholding import VOICES, Category, Rule
from kapdesk.services.retractions import Gone
from kapdesk.services.withholding import Asked, MomentOf, Withholding
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, QuietButton
from kapdesk.ui.note import NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role

ALWAYS = "Kept in the record whatever is asked. Doses, vitals, events, screens and criteria always print."
LONGEST = 60
_RULES = tuple(Option(rule.value, rule.label) for rule in Rule)
_PARTS = {one.label[:1].upper() + one.label[1:]: one for one in Category}


class LeavingOutCard(Card):
    """The client's wishes, a slip for a new one, the therapist's short tellings, the clinic's rules."""

    asked = Signal()
    edited = Signal()
    lifted = Signal(object, str)  # which wish, and why
    ruled = Signal(str, str)  # which voice, and the clinic's rule for it

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the card, empty."""
        super().__init__("What the client asked to leave out", parent=parent)
        self.what, self.which, self.how = Slip(), Slip(), Slip()
        self.part = self.what.pick("part", "What", list(_PARTS), "type any part of it")
        self.moment = self.which.pick("moment", "Which moment", [], "its time or its words")
        self.rule = self.how.choice("rule", "On the page", _RULES)
        self.by = self.how.line("by", "Asked by", "the client, or who spoke for them")
        self.reason = self.how.line("reason", "Why, if they said", "never printed")
        self.record = PlainButton("Record what was asked")
        self.said = Said()
        self.rules: dict[Category, ChoiceBar] = {}
        self.short: dict[Category, NoteField] = {}
        self.lifts: dict[UUID, PlainButton] = {}
        self._rows, self._told = Rows(), QVBoxLayout()
        self._moments: dict[str, UUID] = {}
        self._lifting: UUID | None = None
        self._always = QLabel()
        self.why, self._put = QLineEdit(), QuietButton("Lift it")
        self._lay_out_parts()
        # Connect Signals
        self.record.clicked.connect(self._ask)
        for slip in self.slips:
            slip.edited.connect(self._touch)
        self.why.returnPressed.connect(self._lift)
        self._put.clicked.connect(self._lift)

    @property
    def slips(self) -> tuple[Slip, Slip, Slip]:
        """Return the parts of the slip in their order."""
        return self.what, self.which, self.how

    def draft(self) -> str:
        """Return everything typed so far as one text; empty where nothing is."""
        texts = {id_: text for slip in self.slips for id_ in slip.parts if (text := slip.text(id_))}
        return json.dumps(texts, ensure_ascii=False) if texts else ""

    def restore(self, draft: str) -> None:
        """Put back a draft; nothing is announced."""
        for slip in self.slips:
            slip.restore(draft)
        self._fit()

    def show_standing(self, it: Withholding, zone: str, gone: Gone | None = None) -> None:
        """Show the wishes, the moments that can be named and the clinic's rules; nothing is announced."""
        stands = "signed" if gone is None else gone.words(zone)
        where = f" This session is {stands}: what is asked now holds for every session of this client."
        where = where if it.signed else ""
        self._always.setText(ALWAYS + where)
        self.lifts = {}
        self._rows.show_rows([self._row(one, zone, signed=it.signed) for one in it.asked if one.stands])
        self._moments = {_named(one, zone): one.id for one in it.moments}
        typed = self.moment.currentText()
        was_blocked = self.which.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.moment.clear()
        self.moment.addItems(list(self._moments))
        self.moment.setCurrentIndex(-1)
        self.moment.setEditText(typed)
        self.which.blockSignals(was_blocked)
        for voice, bar in self.rules.items():
            bar.set_value(it.clinic[voice].value)
        self._fit()

    def show_short(self, fields: dict[Category, NoteField]) -> None:
        """Show the notes in which the therapist tells a part in short, and let the others go."""
        for category in [one for one in self.short if one not in fields]:
            self.short.pop(category).deleteLater()
        for category, field in fields.items():
            if category not in self.short:
                self.short[category] = field
                self._told.addWidget(field)

    def wanted(self) -> tuple[Category | None, Rule | None, UUID | None, str, str]:
        """Return what stands on the slip: the part, the rule, the moment, who asked and why."""
        rule = self.how.text("rule")
        return (
            _PARTS.get(self.what.text("part")), Rule(rule) if rule else None,
            self._moments.get(self.which.text("moment")), self.how.text("by"), self.how.text("reason"),
        )  # fmt: skip

    def taken(self) -> None:
        """Empty the slip: what was asked is in the record."""
        for slip in self.slips:
            slip.clear()
        self._fit()
        self.part.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say beside the slip why something was not recorded; what was typed stays."""
        self.said.say(sentence, Sign.MISSING if sentence else Sign.RECORDED)

    def _lay_out_parts(self) -> None:
        lifting = QWidget()
        column = QVBoxLayout(lifting)
        column.setContentsMargins(0, 0, 0, 0)
        self.why.setAccessibleName("Why it is lifted")
        self.why.setPlaceholderText("why it is lifted")
        column.addWidget(self.why)
        column.addWidget(self._put, 0, Qt.AlignmentFlag.AlignLeft)
        self._lifting_part = lifting
        lifting.hide()
        give_role(self._always, "hint")
        self._always.setWordWrap(True)
        self.add(self._always)
        self.add(self._rows)
        self.add(lifting)
        for slip in self.slips:
            self.add(slip)
        self.add(self.said)
        self.body.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._told)
        label = QLabel("The clinic's rule where nothing was asked")
        give_role(label, "hint")
        label.setWordWrap(True)
        self.add(label)
        for voice in VOICES:
            bar = ChoiceBar(_RULES, f"Clinic's rule: {voice.label}", small=True, even=False)
            bar.chosen.connect(partial(self._rule, voice.value))
            self.rules[voice] = bar
            name = QLabel(voice.label.capitalize())
            give_role(name, "muted")
            self.add(name)
            self.add(bar)

    def _row(self, one: Asked, zone: str, *, signed: bool) -> Row:
        what = f"{one.category.label}: {one.moment[:LONGEST]}" if one.moment else one.category.label
        course = ", for every session" if one.whole_course else ""
        why = f"\n{one.reason}" if one.reason else ""
        row = Row(
            f"{one.rule.label}: {what}", f"asked by {one.asked_by}, {show_moment(one.at, zone)}{course}{why}"
        )
        button = PlainButton("Lift", small=True)
        button.setAccessibleName(f"Lift: {one.rule.label}, {what}")
        button.setEnabled(one.whole_course or not signed)
        button.clicked.connect(partial(self._begin, one.id))
        self.lifts[one.id] = button
        row.add(button)
        return row

    def _begin(self, wish: UUID) -> None:
        self._lifting = wish
        self._lifting_part.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lift(self) -> None:
        if self._lifting is not None:
            self.lifted.emit(self._lifting, self.why.text())

    def lift_done(self) -> None:
        """Close the line in which a lifting is explained."""
        self._lifting = None
        self.why.clear()
        self._lifting_part.hide()

    def _fit(self) -> None:
        """Offer only what can be asked of the part that is chosen."""
        part = _PARTS.get(self.what.text("part"))
        appear(self.which, shown=part is Category.MOMENT)
        in_short = self.rule.segments.buttons[Rule.SUMMARISE.value]
        in_short.setEnabled(part is None or Rule.SUMMARISE in part.rules)

    def _touch(self) -> None:
        self._fit()
        self.edited.emit()

    def _ask(self) -> None:
        self.asked.emit()

    def _rule(self, voice: str, value: str | None) -> None:
        self.ruled.emit(voice, value or "")


def _named(one: MomentOf, zone: str) -> str:
    return f"{show_time(one.at, zone)} {one.voice}: {one.words[:LONGEST]}"
