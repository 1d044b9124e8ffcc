"""The cards of Prepare: one for each section of the form, and the escort as planned."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import AnswerType, Section
from kapdesk.services.preparation import ESCORT_PARTS, Preparation
from kapdesk.tabs.prepare.fields import ChoicePart, TextPart
from kapdesk.ui.card import Card, EmptyState
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.theme import give_role

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
ESCORT_FIRST = "escort-name"


class SectionCard(Card):
    """One section of the form: its texts and choices, each with what stood there the time before."""

    chosen = Signal(str, object)
    adult_said = Signal(object)  # True, False or None
    used_again = Signal(str)
    confirmed = Signal(str)

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        """Build every field of the section, empty."""
        super().__init__(section.title, parent=parent)
        self.texts: dict[str, TextPart] = {}
        self.choices: dict[str, ChoicePart] = {}
        self.adult: ChoiceBar | None = None
        self.body.setSpacing(16)
        if section.hint:
            hint = QLabel(section.hint)
            hint.setWordWrap(True)
            give_role(hint, "hint")
            self.add(hint)
        beside: QHBoxLayout | None = None
        for field in section.fields:
            if field.answer is AnswerType.CHOICE:
                self._add_choice(ChoicePart(field))
                continue
            part = self._wired(TextPart(field))
            if field.id in ESCORT_PARTS:
                beside = self._add_escort(part, beside)
            else:
                self.add(part)

    def show_values(self, ready: Preparation, before: Preparation | None) -> None:
        """Show what is chosen, and know what stood in every field the time before; texts load themselves."""
        source = before.source if before else ""
        for id_, part in self.texts.items():
            earlier = before.text(id_) if before else ""
            part.show_before(earlier, source, ready.carried.get(id_, ""))
        for id_, part in self.choices.items():
            now = ready.choices.get(id_)
            part.show_value(
                now.value if now else None, before=before.text(id_) if before else "", source=source,
                carried=ready.carried.get(id_, ""),
            )  # fmt: skip
        if self.adult is not None:
            adult = ready.escort.adult if ready.escort else None
            self.adult.set_value(None if adult is None else "yes" if adult else "no")

    def set_sealed(self, *, sealed: bool) -> None:
        """Let everything be read and nothing be changed, as after signing."""
        for part in self.texts.values():
            part.note.setReadOnly(sealed)
            part.offer.setEnabled(not sealed)
        for choice in self.choices.values():
            choice.setEnabled(not sealed)
        if self.adult is not None:
            self.adult.setEnabled(not sealed)

    def _wired(self, part: TextPart) -> TextPart:
        self.texts[part.id] = part
        part.used_again.connect(self.used_again)
        part.confirmed.connect(self.confirmed)
        return part

    def _add_choice(self, part: ChoicePart) -> None:
        self.choices[part.id] = part
        part.chosen.connect(self.chosen)
        part.used_again.connect(self.used_again)
        part.confirmed.connect(self.confirmed)
        self.add(part)

    def _add_escort(self, part: TextPart, beside: QHBoxLayout | None) -> QHBoxLayout | None:
        """Put the name on a line of its own, relation and telephone beside each other, adult below."""
        if part.id == ESCORT_FIRST:
            self.add(part)
            return beside
        if beside is None:
            beside = QHBoxLayout()
            beside.setSpacing(12)
            self.body.addLayout(beside)
        beside.addWidget(part, 1)
        if len(beside.children()) + beside.count() == len(ESCORT_PARTS) - 1:
            self._add_adult()
        return beside

    def _add_adult(self) -> None:
        self.adult = ChoiceBar(YES_NO, "The escort is an adult", even=False)
        name = QLabel("The escort is an adult")
        name.setBuddy(self.adult)
        give_role(name, "strong")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(self.adult)
        self.body.addLayout(column)
        # Connect Signals
        self.adult.chosen.connect(self._say_adult)

    def _say_adult(self, value: object) -> None:
        self.adult_said.emit({"yes": True, "no": False}.get(str(value)))


class OpenCard(Card):
    """What is still open in the preparation; nothing of it blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Still open", parent=parent)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.add(self._words)

    def show_open(self, things: tuple[str, ...]) -> None:
        """Name what is open, one a line."""
        self._words.setText("\n".join(things) if things else "Everything that is asked here is recorded.")
        give_role(self._words, "value" if things else "muted")


class PlanCard(Card):
    """The stay-safe plan begins here, while the client is well."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lead to where the plan is written."""
        super().__init__("Stay-safe plan", parent=parent)
        self.way = EmptyState(
            "Begun now, while the client is well; looked at again before they leave.", "Write the plan"
        )
        self.add(self.way)
        # Connect Signals
        self.way.chosen.connect(self.asked)
