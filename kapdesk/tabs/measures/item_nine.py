"""What PHQ-9 item 9 made due today: it stays at the top until the screen is asked or an action is written."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from kapdesk.domain.clock import show_moment
from kapdesk.domain.tasks import Task
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PrimaryButton
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role


class ItemNineCard(Card):
    """Item 9 on its own, apart from every total; one press leads to the full screen."""

    asked = Signal()

    def __init__(self) -> None:
        """Stand hidden: nothing is due."""
        super().__init__("PHQ-9 item 9", emphasis=True)
        self._sign = SignLabel(Sign.MISSING, wraps=True)
        self._way = QLabel(
            "It leaves this place when the screen has a result, or when what was done instead is written "
            "under To do in Integration."
        )
        self._way.setWordWrap(True)
        give_role(self._way, "hint")
        self.button = PrimaryButton("Ask the screen now")
        for part in (self._sign, self._way, self.button):
            self.add(part)
        self.hide()
        # Connect Signals
        self.button.clicked.connect(self._ask)

    def show_due(self, due: Sequence[Task], zone: str) -> None:
        """Say what is due by when; hide where nothing is."""
        lines = [f"{task.text} By {show_moment(task.due_at, zone)}." for task in due]
        self._sign.set_sign(Sign.MISSING, "\n".join(lines))
        self.setVisible(bool(due))

    def _ask(self) -> None:
        self.asked.emit()
