"""Where one insight is sorted: levels, movement, how sure the client is, when a question comes again."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import PromptSet
from kapdesk.domain.insights import Insight, Kind, Level, Movement
from kapdesk.tabs.debrief.striking import StrikeLine
from kapdesk.ui.controls import ChoiceBar, DateField, Option, PlainButton, ScaleBar, Tags
from kapdesk.ui.note import Composer
from kapdesk.ui.theme import give_role

ReadDay = Callable[[str], date | str]


class Sorter(QWidget):
    """What may be said of one insight; nothing of it is preset."""

    sorted = Signal(object, object, object)  # levels, movement or None, confidence or None
    strike_asked = Signal(str)  # the reason
    revisit_asked = Signal(object)  # date or None
    work_asked = Signal(object)  # Movement

    def __init__(
        self, levels: PromptSet, movements: PromptSet, read_day: ReadDay, kind: Kind = Kind.INSIGHT,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Offer what the content files name; a held question has a day instead of a certainty."""
        super().__init__(parent)
        self._kind = kind
        self.levels = Tags(options(levels, tuple(Level)), "Levels", small=False)
        self.movement = ChoiceBar(options(movements, tuple(Movement)), "Movement")
        self.into_work = PlainButton("Take into the work", small=True)
        self.confidence = ScaleBar(0, 10, "How sure the client is", low_word="not at all", high_word="wholly")
        self.revisit = DateField("Look at it again on", read_day, hint="empty: at the next session")
        self.line = StrikeLine()
        self._lay_out()
        # Connect Signals
        self.levels.chosen.connect(self._sort)
        self.movement.chosen.connect(self._sort)
        self.confidence.chosen.connect(self._sort)
        self.revisit.entered.connect(self.revisit_asked)
        self.into_work.clicked.connect(self._ask_work)
        self.line.struck.connect(self.strike_asked)

    @property
    def strike(self) -> QWidget:
        """Return the button that opens the line for the reason."""
        return self.line.button

    @property
    def reason(self) -> Composer:
        """Return the line in which a reason is written."""
        return self.line.reason

    def show_insight(self, insight: Insight) -> None:
        """Show what is recorded; nothing is announced."""
        self.levels.set_values([level.value for level in insight.levels])
        self.movement.set_value(insight.movement.value if insight.movement else None)
        self.into_work.setEnabled(insight.movement is not None)
        self.confidence.set_value(insight.confidence)
        if not self.revisit.line.hasFocus():
            self.revisit.set_value(insight.revisit_on)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        held = self._kind is Kind.HELD_QUESTION
        sure = ("How sure the client is, where they say so", self.confidence)
        last = ("Look at it again on", self.revisit) if held else sure
        for name, control in (("Levels", self.levels), ("Movement", self.movement), last):
            label = QLabel(name)
            give_role(label, "muted")
            label.setBuddy(control)
            column.addWidget(label)
            column.addWidget(control)
            if control is self.movement:
                column.addWidget(self.into_work, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.line)
        (self.confidence if held else self.revisit).hide()

    def _sort(self, _chosen: object) -> None:
        movement = self.movement.value()
        self.sorted.emit(
            tuple(Level(level) for level in self.levels.values()),
            Movement(movement) if movement else None,
            self.confidence.value(),
        )

    def _ask_work(self) -> None:
        movement = self.movement.value()
        if movement:
            self.work_asked.emit(Movement(movement))


def options(prompts: PromptSet, ids: Sequence[str]) -> tuple[Option, ...]:
    """Return options with the labels of a content file, in this order."""
    return tuple(Option(id_, prompts.prompt(id_).label) for id_ in ids)
