"""A list of steps, each answered by one key or one press; nothing is scored and passing over is normal."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.ui.controls import ChoiceBar, Flow, Option, ScaleBar, Sign, SignLabel
from kapdesk.ui.criteria import CriteriaList, Criterion
from kapdesk.ui.theme import give_role, px

__all__ = [
    "DONE", "LADDER", "Checklist", "CriteriaList", "Criterion", "Step", "StepGroup", "StepState",
]  # fmt: skip

LADDER = (
    Option("offered", "Offered"),
    Option("accepted", "Accepted"),
    Option("helped", "Helped"),
    Option("declined", "Declined"),
)
DONE = (
    Option("done", "Done"),
    Option("not done", "Not done"),
    Option("not applicable", "Not applicable"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its id for ever, its words, and what to think of first with this client."""

    id: str
    label: str
    detail: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps that belong together, in their order."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepState:
    """What is recorded of a step: the last answer, its effect, when, and how many answers there are."""

    answer: str | None = None
    effect: int | None = None
    at: str = ""
    count: int = 0


class _StepRow(QFrame):
    answered = Signal(str, object)
    effect_chosen = Signal(str, object)
    stepped = Signal(str, int)

    def __init__(self, step: Step, answers: Sequence[Option], *, effects: bool, small: bool) -> None:
        super().__init__()
        self.step = step
        give_role(self, "row")
        self.bar = ChoiceBar(answers, step.label, small=small)
        self.effect = ScaleBar(-2, 2, f"{step.label}, effect", small=small) if effects else None
        self._last = QLabel()
        give_role(self._last, "muted")
        self._lay_out()
        # Connect Signals
        self.bar.chosen.connect(self._answer)
        self.bar.segments.join_list()
        self.bar.segments.stepped.connect(self._go)
        if self.effect is not None:
            self.effect.chosen.connect(self._choose_effect)

    def show_state(self, state: StepState) -> None:
        self.bar.set_value(state.answer)
        if self.effect is not None:
            self.effect.set_value(state.effect)
            self.effect.setEnabled(state.answer is not None)
            self.effect.setVisible(state.answer is not None)
        times = f"{state.count} times" if state.count > 1 else ""
        said = " · ".join(part for part in (state.answer or "", state.at, times) if part)
        self._last.setText(said)
        self._last.setVisible(bool(said))
        spoken = ". ".join(part for part in (self.step.detail, *self.step.cautions, said) if part)
        self.setAccessibleName(self.step.label)
        self.setAccessibleDescription(spoken or "no answer yet")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        name = QLabel(self.step.label)
        give_role(name, "strong")
        name.setWordWrap(True)
        name.setBuddy(self.bar)
        top.addWidget(name, 1)
        top.addWidget(self._last, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(6)
        column.addLayout(top)
        if self.step.detail:
            detail = QLabel(self.step.detail)
            detail.setWordWrap(True)
            give_role(detail, "hint")
            column.addWidget(detail)
        for caution in self.step.cautions:
            column.addWidget(SignLabel(Sign.CAUTION, f"Caution: {caution}", wraps=True))
        answers = Flow(gap=px(12))
        answers.addWidget(self.bar)
        if self.effect is not None:
            answers.addWidget(self.effect)
        column.addLayout(answers)

    def _answer(self, answer: str | None) -> None:
        self.answered.emit(self.step.id, answer)

    def _choose_effect(self, effect: int | None) -> None:
        self.effect_chosen.emit(self.step.id, effect)

    def _go(self, way: int) -> None:
        self.stepped.emit(self.step.id, way)


class Checklist(QWidget):
    """Groups of steps; Up and Down go from step to step, 1 to 9 give its answers.

    What is shown is what is recorded: call `show_state` after each answer that was written or refused.
    """

    answered = Signal(str, object)  # step id, answer id or None when it was taken back
    effect_chosen = Signal(str, object)  # step id, -2 to +2 or None

    def __init__(
        self, answers: Sequence[Option] = LADDER, label: str = "", *, effects: bool = False,
        small: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Offer these answers at each step; `effects` adds the scale from -2 to +2."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._answers, self._effects, self._small = tuple(answers), effects, small
        self._rows: dict[str, _StepRow] = {}
        self._shown: tuple[StepGroup, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_groups(self, groups: Sequence[StepGroup]) -> None:
        """Show these steps without any answer; steps that are shown already stay where they are."""
        if tuple(groups) == self._shown:
            return
        self._clear()
        self._shown = tuple(groups)
        for group in groups:
            if group.title:
                title = QLabel(group.title)
                title.setContentsMargins(0, 8, 0, 4)
                give_role(title, "hint")
                self._column.addWidget(title)
            for step in group.steps:
                self._add(step)
        self._column.addStretch(1)

    def show_state(self, step_id: str, state: StepState) -> None:
        """Show what is recorded of a step; nothing is announced and the focus stays."""
        self._rows[step_id].show_state(state)

    def go_to(self, step_id: str) -> None:
        """Put the focus on a step."""
        self._rows[step_id].bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let everything be read and nothing be answered, as after signing."""
        for row in self._rows.values():
            row.bar.setEnabled(not read_only)
            if row.effect is not None:
                row.effect.setEnabled(not read_only and row.bar.value() is not None)

    def _add(self, step: Step) -> None:
        row = _StepRow(step, self._answers, effects=self._effects, small=self._small)
        row.show_state(StepState())
        self._rows[step.id] = row
        self._column.addWidget(row)
        row.answered.connect(self._answer)
        row.effect_chosen.connect(self._choose_effect)
        row.stepped.connect(self._go)

    def _clear(self) -> None:
        self._rows.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _go(self, step_id: str, way: int) -> None:
        ids = list(self._rows)
        at = ids.index(step_id) + way
        if 0 <= at < len(ids):
            self.go_to(ids[at])

    def _answer(self, step_id: str, answer: object) -> None:
        self.answered.emit(step_id, answer)

    def _choose_effect(self, step_id: str, effect: object) -> None:
        self.effect_chosen.emit(step_id, effect)
