"""Every look at one criterion, the latest first; what was struck stays to be read."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.services.readiness_past import PastLook
from kapdesk.tabs.stabilization.lines import flowing, plain
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import QuietButton


class LooksCard(Card):
    """The looks at one criterion; Escape or F3 puts it away."""

    left = Signal()

    def __init__(self) -> None:
        """Start put away."""
        super().__init__("Every look", emphasis=True)
        self.criterion = ""
        self.rows = Rows()
        self._nothing = plain("Nothing is recorded since the dose.", "hint")
        self.back = QuietButton("Close")
        for part in (self._nothing, self.rows, flowing(self.back)):
            self.add(part)
        self.hide()
        # Connect Signals
        self.back.clicked.connect(self._leave)

    def show_looks(
        self, criterion: str, title: str, looks: Sequence[PastLook], now: datetime, zone: str
    ) -> None:
        """Show what was recorded at each look, by whom and when."""
        self.criterion = criterion
        self.set_title(f"{title}: every look")
        self.setAccessibleName(f"{title}: every look")
        self._nothing.setVisible(not looks)
        self.rows.show_rows([_row(one, now, zone) for one in looks])

    def focus_first(self) -> None:
        """Put the keyboard where it can be put away."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away with Escape or F3."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F3}:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        self.left.emit()


def _row(one: PastLook, now: datetime, zone: str) -> Row:
    same = local(one.at, zone).date() == local(now, zone).date()
    at = show_time(one.at, zone) if same else show_moment(one.at, zone)
    by = ", ".join(part for part in (one.by or "observer not recorded", one.role) if part)
    struck = f"struck: {one.struck}" if one.struck else ""
    return Row(f"{at}  {one.words}", " · ".join(part for part in (by, struck) if part))
