"""The adverse event card: written at once with what is known, completed when there is time."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from kapdesk.tabs.dosing.lines import Line, Sentence, in_grid, side_by_side
from kapdesk.tabs.dosing.quick import QuickKinds
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.columns import Columns
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.theme import give_role


@dataclass(frozen=True, slots=True)
class EventWords:
    """What the card offers, in the words of the content files; none of it is chosen."""

    kinds: list[Option]
    quick: list[Option]
    severities: list[Option]
    meanings: dict[str, str]  # what each severity means
    serious: list[Option]
    serious_means: str
    outcomes: list[Option]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One recorded event: its words, its second line, and whether it can still be completed."""

    key: UUID
    words: str
    second: str
    may_complete: bool


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """An adverse event as it was typed and chosen."""

    key: UUID | None
    kind: str
    severity: str
    serious: str
    outcome: str
    onset: str
    end: str
    action: str
    told: str
    told_role: str
    told_at: str
    note: str
    reason: str


class AdverseCard(Card):
    """Untoward things of the day; the fields open by the button or by their key on the pad."""

    given = Signal()
    kind_pressed = Signal(str)  # one of the quick ones: it is recorded at once, the rest can follow
    strike_asked = Signal()
    complete_asked = Signal(object)
    filled = Signal()  # the card itself chose or emptied what can be chosen
    turned = Signal()  # the fields were opened or closed, for a new event or for a recorded one

    def __init__(self, words: EventWords, parent: QWidget | None = None) -> None:
        """Offer what the content files offer; nothing is chosen."""
        super().__init__("Adverse events", parent=parent)
        self.key: UUID | None = None
        self._meanings = words.meanings
        self.quick = QuickKinds(words.quick)
        self.kind = QComboBox()
        self.kind.setAccessibleName("What happened")
        self.kind.setPlaceholderText("Something else, or choose here")
        self.kind.setMinimumContentsLength(12)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for option in words.kinds:
            self.kind.addItem(option.label, option.id)
        self.kind.setCurrentIndex(-1)
        self.severity = ChoiceBar(words.severities, "Severity", even=False)
        self.serious = ChoiceBar(words.serious, "Serious", even=False)
        self.outcome = ChoiceBar(words.outcomes, "Outcome", even=False)
        self.onset, self.end = Line("Began", "now"), Line("Ended", "open while it lasts")
        self.action, self.note = Line("What was done"), Line("Seen, heard, measured")
        self.told, self.told_role = Line("Told to"), Line("Their role")
        self.told_at = Line("Told at", "now")
        self.reason = Line("Why it is struck through")
        self.sentence = Sentence()
        self.begin, self.record = PlainButton("Adverse event"), PrimaryButton("Record")
        self.strike, self.leave = PlainButton("Strike through"), QuietButton("Leave it", key="Esc")
        self._events, self._form = Rows(), QWidget()
        self._meaning, self._serious_means = _hint(""), _hint(words.serious_means)
        self._lay_out()
        # Connect Signals
        self.begin.clicked.connect(self.open_form)
        self.record.clicked.connect(self.given)
        self.strike.clicked.connect(self.strike_asked)
        self.leave.clicked.connect(self.leave_form)
        self.quick.chosen.connect(self.kind_pressed)
        self.quick.left.connect(self.leave_form)
        self.severity.chosen.connect(self._say_meaning)
        for line in self.drafts.values():
            line.entered.connect(self.given)

    @property
    def drafts(self) -> dict[str, Line]:
        """Return every line that is kept while it is typed, by its name."""
        lines = {
            "onset": self.onset, "end": self.end, "action": self.action, "told": self.told,
            "told-role": self.told_role, "told-at": self.told_at, "note": self.note, "reason": self.reason,
        }  # fmt: skip
        return {f"adverse.{name}": line for name, line in lines.items()}

    @property
    def choices(self) -> dict[str, ChoiceBar | QComboBox]:
        """Return every choice that is kept until it is recorded, by its name."""
        return {
            "adverse.kind": self.kind, "adverse.severity": self.severity, "adverse.serious": self.serious,
            "adverse.outcome": self.outcome,
        }  # fmt: skip

    def typed(self) -> TypedEvent:
        """Return the event as it was typed and chosen."""
        kind = self.kind.currentData()
        return TypedEvent(
            self.key, kind if isinstance(kind, str) else "", self.severity.value() or "",
            self.serious.value() or "", self.outcome.value() or "", self.onset.text(), self.end.text(),
            self.action.text(), self.told.text(), self.told_role.text(), self.told_at.text(),
            self.note.text(), self.reason.text(),
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Return whether the fields stand open."""
        return not self._form.isHidden()

    def show_events(self, events: list[ShownEvent], *, read_only: bool) -> None:
        """Show what is recorded, and how many are still open."""
        rows: list[QWidget] = []
        for event in events:
            row = Row(event.words, event.second)
            if event.may_complete and not read_only:
                button = QuietButton("Complete")
                button.setAccessibleName(f"Complete {event.words}")
                button.clicked.connect(partial(self._complete, event.key))
                row.add(button)
            rows.append(row)
        self._events.show_rows(rows)
        self._events.setVisible(bool(rows))
        self.begin.setVisible(not read_only and self._form.isHidden())
        if read_only:
            self._form.hide()

    def open_form(self) -> None:
        """Open the fields; what was typed before is still in them."""
        new = self.key is None
        self._form.show()
        self.begin.hide()
        self.quick.setVisible(new)
        self.strike.setVisible(not new)
        self.reason.setVisible(not new)
        self._say_meaning()
        self.turned.emit()

    def resume(self, key: UUID | None) -> None:
        """Open the fields for the event that was being put right, without touching what stands in them."""
        self.key = key
        self.open_form()

    def focus(self) -> None:
        """Put the keyboard where the next key records what happened, and bring that into sight."""
        first = self.quick if self.key is None else self.kind
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        page = self.parentWidget()
        while page is not None and not isinstance(page, Columns):
            page = page.parentWidget()
        if page is not None:
            page.reveal(first)

    def leave_form(self) -> None:
        """Close the fields; what was typed for a new event stays in them, a correction is given up."""
        if self.key is not None:
            self.taken()
            return
        self._close()

    def show_event(self, typed: TypedEvent) -> None:
        """Open the fields with a recorded event, to say more of it."""
        self.taken()
        self.key = typed.key
        self.kind.setCurrentIndex(self.kind.findData(typed.kind))
        self.severity.set_value(typed.severity or None)
        self.serious.set_value(typed.serious or None)
        self.outcome.set_value(typed.outcome or None)
        for line, text in (
            (self.onset, typed.onset), (self.end, typed.end), (self.action, typed.action),
            (self.told, typed.told), (self.told_role, typed.told_role), (self.told_at, typed.told_at),
            (self.note, typed.note),
        ):  # fmt: skip
            line.put(text)
        self.filled.emit()
        self.open_form()

    def taken(self) -> None:
        """Empty and close the fields: the event is in the record now."""
        self.key = None
        for line in self.drafts.values():
            line.taken()
        for bar in (self.severity, self.serious, self.outcome):
            bar.set_value(None)
        self.kind.setCurrentIndex(-1)
        self.filled.emit()
        self.sentence.say("")
        self._close()

    def _lay_out(self) -> None:
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        self.kind.setMinimumHeight(44)
        self.kind.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self.quick, self.kind, self.severity, self._meaning, self.serious):
            form.addWidget(widget)
        form.addWidget(self._serious_means)
        form.addLayout(in_grid([self.onset, self.end], 2))
        form.addWidget(self.note)
        form.addWidget(self.action)
        form.addWidget(self.outcome)
        form.addLayout(in_grid([self.told, self.told_role, self.told_at], 2))
        form.addWidget(self.reason)
        form.addWidget(self.sentence)
        form.addLayout(side_by_side(self.record, self.strike, self.leave))
        self.body.addLayout(side_by_side(self.begin))
        self.add(self._form)  # over what is recorded, so that it opens where the eye is
        self.add(self._events)
        self._form.hide()
        self._meaning.hide()

    def _close(self) -> None:
        self._form.hide()
        self.begin.show()
        self.turned.emit()

    def _say_meaning(self, _chosen: object = None) -> None:
        meaning = self._meanings.get(self.severity.value() or "", "")
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))

    def _complete(self, key: UUID) -> None:
        self.complete_asked.emit(key)


def _hint(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, "hint")
    return label
