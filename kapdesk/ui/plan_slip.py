"""Planning a session: day, time, route, where; a slip that asks and presets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kapdesk.ui.controls import Option, PrimaryButton, QuietButton
from kapdesk.ui.slip import Parse, ParseTime, Slip

SETTINGS = (Option("in person", "In person"), Option("remote", "Remote"))


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session as it was planned on the slip; what was not said is empty or None."""

    on: date | None
    at: time | None
    route: str
    setting: str
    room: str


class PlanSlip(QWidget):
    """When, by which route and where the next session is planned."""

    planned = Signal(object)  # PlannedSession
    closed = Signal()
    edited = Signal()

    def __init__(
        self, routes: Sequence[Option], parse: Parse, parse_time: ParseTime, parent: QWidget | None = None
    ) -> None:
        """Offer these routes; the two rules read a typed day and time."""
        super().__init__(parent)
        self.slip = Slip()
        self.slip.row()
        self.slip.day("on", "Day", parse, "day, month, year; or +7d")
        self.slip.time("at", "Time", parse_time)
        self.slip.line("room", "Room")
        self.slip.row()
        self.slip.choice("route", "Planned route", routes, "The medical professional decides.")
        self.slip.row()
        self.slip.choice("setting", "Setting", SETTINGS)
        self.plan, self.close_button = PrimaryButton("Plan this session"), QuietButton("Close")
        buttons = QHBoxLayout()
        buttons.addWidget(self.plan)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        column.addWidget(self.slip)
        column.addLayout(buttons)
        # Connect Signals
        self.plan.clicked.connect(self._plan)
        self.close_button.clicked.connect(self._close)
        self.slip.edited.connect(self.edited)
        self.slip.entered.connect(self._plan)

    def begin(self) -> None:
        """Show the slip, the caret in the first line."""
        self.show()
        self.slip.parts["on"].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, part: str, sentence: str) -> None:
        """Say at a part why it was refused."""
        self.slip.flag({part: sentence})

    def _plan(self) -> None:
        if self.slip.stopped():
            return
        on, at = self.slip.value("on"), self.slip.value("at")
        missing = {"at": "write the time as well"} if on and not at else {}
        missing |= {"on": "write the day as well"} if at and not on else {}
        self.slip.flag(missing)
        if missing:
            return
        self.planned.emit(
            PlannedSession(
                on if isinstance(on, date) else None,
                at if isinstance(at, time) else None,
                self.slip.text("route"),
                self.slip.text("setting"),
                self.slip.text("room"),
            )
        )

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
