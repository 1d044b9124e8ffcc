"""The row of states: where the session stands, when each was reached, one press leads on."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.tabs.dosing.lines import Sentence, TwoLineButton
from kapdesk.ui.flow import Flow
from kapdesk.ui.theme import give_role, px


class StatesRow(QWidget):
    """Quiet buttons with their times; none forces the next."""

    chosen = Signal(str)

    def __init__(self, states: Collection[str], parent: QWidget | None = None) -> None:
        """Lay out one button a state."""
        super().__init__(parent)
        row = QWidget()
        flow = Flow(row, gap=px(5), even=True)
        self.buttons: dict[str, TwoLineButton] = {}
        for state in states:
            button = TwoLineButton(
                "",
                state.capitalize(),
            )
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, state))
            self.buttons[state] = button
            flow.addWidget(button)
        policy = row.sizePolicy()
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self.sentence = Sentence()
        self.clock = QLabel()
        give_role(self.clock, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row)
        column.addWidget(self.clock)
        column.addWidget(self.sentence)

    def show_states(self, current: str, times: Mapping[str, str], possible: Collection[str]) -> None:
        """Show where the session stands; a state that may not follow cannot be pressed."""
        for state, button in self.buttons.items():
            here = state == current
            button.show_lines(times.get(state, "–"), state.capitalize(), strong=here)
            button.setChecked(here)
            button.setEnabled(here or state in possible)
        self.sentence.say("")

    def show_clock(self, words: str) -> None:
        """Show the second count beside the band's: how long it is since the booster."""
        self.clock.setText(words)
        self.clock.setVisible(bool(words))

    def _choose(self, state: str) -> None:
        button = self.buttons[state]
        button.setChecked(not button.isChecked())  # what is shown is what is recorded
        self.chosen.emit(state)
