"""Levels of alertness, dissociation, nausea, pain and anxiety: one touch each, in the checklists' words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.ui.controls import ChoiceBar, Option, ScaleBar
from kapdesk.ui.theme import give_role

_FEW = 6  # steps that share the width out; more stand closer
NOT_TAKEN = "not taken"


@dataclass(frozen=True, slots=True)
class LevelChoices:
    """One sign that has levels: its name, the key that says it in the line, and what each level means."""

    field: str
    name: str
    key: str
    words: Mapping[int, str]


class Levels(QWidget):
    """A row of steps for each sign; what is pressed goes into the line, and the line says what is pressed."""

    chosen = Signal(str, object)  # the field, and the level or None

    def __init__(self, choices: list[LevelChoices], parent: QWidget | None = None) -> None:
        """Offer every step, none of them pressed."""
        super().__init__(parent)
        self.bars: dict[str, ChoiceBar | ScaleBar] = {}
        self._words = {one.field: one.words for one in choices}
        self._said: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for one in choices:
            self._add(one, column)

    def show_levels(self, levels: Mapping[str, int | None]) -> None:
        """Show what the line says; nothing is announced."""
        for field, bar in self.bars.items():
            level = levels.get(field)
            if isinstance(bar, ScaleBar):
                bar.set_value(level)
            else:
                bar.set_value(None if level is None else str(level))
            words = NOT_TAKEN if level is None else self._words[field].get(level, "")
            self._said[field].setText(words)

    def _add(self, one: LevelChoices, column: QVBoxLayout) -> None:
        steps = sorted(one.words)
        bar: ChoiceBar | ScaleBar
        if len(steps) <= _FEW:
            bar = ChoiceBar([Option(str(step), str(step)) for step in steps], one.name)
            buttons = bar.segments.buttons
        else:
            bar = ScaleBar(steps[0], steps[-1], one.name)
            buttons = bar.bar.segments.buttons
        for step, button in buttons.items():
            button.setAccessibleName(f"{one.name} {step}: {one.words[int(step)]}")
        name, said = QLabel(f"{one.name}   {one.key}"), QLabel(NOT_TAKEN)
        name.setBuddy(bar)
        give_role(name, "strong")
        give_role(said, "hint")
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(said, 1)
        column.addLayout(line)
        column.addWidget(bar)
        self.bars[one.field], self._said[one.field] = bar, said
        # Connect Signals
        bar.chosen.connect(partial(self._choose, one.field))

    def _choose(self, field: str, level: object) -> None:
        self.chosen.emit(field, int(level) if isinstance(level, str | int) else None)
