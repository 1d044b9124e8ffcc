"""The adverse event card: written at once with what is known, completed when there is time."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from kapdesk.tabs.dosing.lines import Line, Sentence, in_grid, side_by_side
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton, PrimaryButton, QuietButton

_SERIOUS = (Option("yes", "Serious"), Option("no", "Not serious"))


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
    told_at: str
    note: str
    reason: str


class AdverseCard(Card):
    """Untoward things of the day; the fields open by the button or by their key on the pad."""

    given = Signal()
    strike_asked = Signal()
    complete_asked = Signal(object)
    filled = Signal()  # the card itself chose or emptied what can be chosen

    def __init__(
        self, kinds: list[Option], severities: list[Option], outcomes: list[Option],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Offer these kinds, severities and outcomes; none is chosen."""
        super().__init__("Adverse events", parent=parent)
        self.key: UUID | None = None
        self.kind = QComboBox()
        self.kind.setAccessibleName("What happened")
        self.kind.setPlaceholderText("What happened")
        self.kind.setMinimumContentsLength(12)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for option in kinds:
            self.kind.addItem(option.label, option.id)
        self.kind.setCurrentIndex(-1)
        self.severity = ChoiceBar(severities, "Severity", even=False)
        self.serious = ChoiceBar(_SERIOUS, "Serious", even=False)
        self.outcome = ChoiceBar(outcomes, "Outcome", even=False)
        self.onset, self.end = Line("Began", "now"), Line("Ended", "open while it lasts")
        self.action, self.note = Line("What was done"), Line("Seen, heard, measured")
        self.told, self.told_at = Line("Told to"), Line("Told at", "now")
        self.reason = Line("Why it is struck through")
        self.sentence = Sentence()
        self.begin, self.record = PlainButton("Adverse event"), PrimaryButton("Record")
        self.strike, self.leave = PlainButton("Strike through"), QuietButton("Leave it")
        self._events, self._form = Rows(), QWidget()
        self._lay_out()
        # Connect Signals
        self.begin.clicked.connect(self.open_form)
        self.record.clicked.connect(self.given)
        self.strike.clicked.connect(self.strike_asked)
        self.leave.clicked.connect(self._leave)
        for line in self.drafts.values():
            line.entered.connect(self.given)

    @property
    def drafts(self) -> dict[str, Line]:
        """Return every line that is kept while it is typed, by its name."""
        lines = {
            "onset": self.onset, "end": self.end, "action": self.action, "told": self.told,
            "told-at": self.told_at, "note": self.note, "reason": self.reason,
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
            self.action.text(), self.told.text(), self.told_at.text(), self.note.text(), self.reason.text(),
        )  # fmt: skip

    def show_events(self, events: list[tuple[UUID, str, str, bool]], *, read_only: bool) -> None:
        """Show what is recorded: key, words, second line, and whether it can still be completed."""
        rows: list[QWidget] = []
        for key, words, second, open_for_more in events:
            row = Row(words, second)
            if open_for_more and not read_only:
                button = QuietButton("Complete")
                button.clicked.connect(partial(self._complete, key))
                row.add(button)
            rows.append(row)
        self._events.show_rows(rows)
        self._events.setVisible(bool(rows))
        self.begin.setVisible(not read_only and self._form.isHidden())
        if read_only:
            self._form.hide()

    def open_form(self) -> None:
        """Open the fields; what was typed before is still in them."""
        self._form.show()
        self.begin.hide()
        self.strike.setVisible(self.key is not None)
        self.reason.setVisible(self.key is not None)

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
            (self.told, typed.told), (self.told_at, typed.told_at), (self.note, typed.note),
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
        self._leave()

    def _lay_out(self) -> None:
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        self.kind.setMinimumHeight(44)
        self.kind.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self.kind, self.severity, self.serious):
            form.addWidget(widget)
        form.addLayout(in_grid([self.onset, self.end], 2))
        form.addWidget(self.note)
        form.addWidget(self.action)
        form.addWidget(self.outcome)
        form.addLayout(in_grid([self.told, self.told_at], 2))
        form.addWidget(self.reason)
        form.addWidget(self.sentence)
        form.addLayout(side_by_side(self.record, self.strike, self.leave))
        self.add(self._events)
        self.body.addLayout(side_by_side(self.begin))
        self.add(self._form)
        self._form.hide()

    def _leave(self) -> None:
        self._form.hide()
        self.begin.show()

    def _complete(self, key: UUID) -> None:
        self.complete_asked.emit(key)
