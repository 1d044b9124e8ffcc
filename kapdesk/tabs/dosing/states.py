"""The row of states: where the session stands, when each was reached, one press leads on."""

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Tab
from kapdesk.domain.clock import counted_since, show_time
from kapdesk.domain.sessions import SessionState, may_follow
from kapdesk.services import sessions
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.lines import Sentence, TwoLineButton
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.words import STATES
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


class StatesPart(Part):
    """The states of the session, led on by one press."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the row."""
        super().__init__(tab, session)
        self.row = StatesRow(STATES)
        # Connect Signals
        self.row.chosen.connect(self._move)

    def load(self, head: SessionHead) -> None:
        """Show where the session stands and when each state was reached."""
        steps = self.desk.read(sessions.steps, self.session)
        times = {step.state.value: show_time(step.happened_at, head.zone) for step in steps}
        possible = may_follow(head.state, dosed=head.dosed_at is not None) if not head.signed_at else ()
        self.row.show_states(head.state.value, times, [state.value for state in possible])
        self.tick(head)

    def tick(self, head: SessionHead) -> None:
        """Count from the dose, and from the booster beside it."""
        now = head.ended_at or self.desk.now()
        booster = head.booster_at if head.dosed_at is not None else None
        self.row.show_clock("" if booster is None else f"Booster {counted_since(now, booster)}")

    def _move(self, state: str) -> None:
        self.do(self.row.sentence, sessions.move, self.session, SessionState(state))
