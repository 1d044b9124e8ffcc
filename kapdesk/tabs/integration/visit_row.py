"""One visit: when it is, what became of it, and why."""

from collections.abc import Container, Sequence
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.booking import Reason
from kapdesk.domain.clock import local, show_weekday_date
from kapdesk.domain.recurrence import Scope
from kapdesk.domain.wall_time import elsewhere
from kapdesk.services.diary import Booked
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Row
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.reasons import ReasonPick
from kapdesk.ui.theme import give_role

SAYABLE = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ATTENDED,
    AppointmentStatus.DID_NOT_ATTEND,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.LATE_CANCELLED,
)


CALLED_OFF = {AppointmentStatus.CANCELLED.value, AppointmentStatus.LATE_CANCELLED.value}


def when_words(at: datetime, zone: str) -> str:
    """Write an instant as Mon 23-Nov-2026 10:00."""
    there = local(at, zone)
    return f"{show_weekday_date(there.date())} {there:%H:%M}"


def visit_words(booked: Booked) -> str:
    """Write what an appointment is, where and with whom, and how it stands."""
    one = booked.appointment
    parts = [
        one.kind.label,
        elsewhere(one.starts_at, one.zone, booked.here or one.zone),
        f"{one.minutes} min",
        one.room,
        booked.therapist_name,
        one.status.value,
        booked.reason,
    ]
    return " · ".join(part for part in parts if part)


def is_over(booked: Booked, now: datetime) -> bool:
    """Say whether the time of an appointment has passed."""
    return booked.appointment.ends_at <= now


def to_begin(
    visits: Sequence[Booked], noted: Container[UUID | None], today: date, zone: str
) -> Booked | None:
    """Return the visit of today that a note can be begun for: one that stands first, else one attended."""
    ready = [
        each
        for each in visits
        if (each.appointment.status.stands or each.appointment.status is AppointmentStatus.ATTENDED)
        and each.appointment.kind.integration
        and each.appointment.id not in noted
        and local(each.appointment.starts_at, zone).date() == today
    ]
    return min(ready, key=_not_attended_first, default=None)


def _not_attended_first(booked: Booked) -> tuple[bool, datetime]:
    return not booked.appointment.status.stands, booked.appointment.starts_at


class VisitRow(QWidget):
    """One appointment: the likely word for it at hand, all others with a reason one press away."""

    said = Signal(object, object, object)  # AppointmentStatus, Reason, Scope
    move_asked = Signal()
    opened = Signal()  # the line for the reason is there

    def __init__(
        self, booked: Booked, now: datetime, reasons: Sequence[tuple[str, str]] = (), *,
        several: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Show one appointment; `reasons` are the clinic's words for why, by id and words.

        `several` is whether others of its row are still to come.
        """
        super().__init__(parent)
        self._several = several
        one, zone = booked.appointment, booked.here or booked.appointment.zone
        when = when_words(one.starts_at, zone)
        come = local(now, zone).date() >= local(one.starts_at, zone).date()
        self._likely = AppointmentStatus.ATTENDED if come else AppointmentStatus.CONFIRMED
        self.row = Row(when, visit_words(booked), strong=True)
        self.likely = PlainButton("Attended" if come else "Confirm", small=True)
        self.likely.setAccessibleDescription(self.row.accessibleName())
        appear(self.likely, shown=one.status.stands and one.status is not self._likely)
        self.move_button = PlainButton("Move", small=True)
        appear(self.move_button, shown=one.status.stands)
        self.more = PlainButton("Other", small=True)
        self.more.setCheckable(True)
        for button in (self.likely, self.move_button, self.more):
            button.setAccessibleName(f"{button.text()}: {when}")
            self.row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        self.panel: QWidget | None = None
        self.status = ChoiceBar(
            [Option(each.value, each.value.capitalize()) for each in SAYABLE],
            "How it stands",
            small=True,
            even=False,
        )
        self.scope = ChoiceBar(
            [Option(each.value, each.value.capitalize()) for each in Scope], "Which of the row",
            small=True, even=False,
        )  # fmt: skip
        self.scope.hide()
        self.why = ReasonPick("Why")
        self.why.offer_reasons(reasons)
        self.reason = Composer("In own words", "Enter records", several_lines=False)
        self.record = PlainButton("Record", small=True)
        # Connect Signals
        self.likely.clicked.connect(self._say_likely)
        self.status.chosen.connect(self._ask_scope)
        self.move_button.clicked.connect(self._move)
        self.more.toggled.connect(self._toggle)
        self.reason.composed.connect(self._say)
        self.record.clicked.connect(self._say_now)

    def open_with(self, reason: str) -> None:
        """Bring out a reason that was begun."""
        self.reason.load(reason)
        self.more.setChecked(True)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if self.panel is None:
            self.panel = self._build()
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.panel)
            self.opened.emit()
        self.panel.setVisible(on)
        if on:
            self.status.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(self.status)
        column.addWidget(self.scope)
        label = QLabel("Why")
        give_role(label, "strong")
        label.setBuddy(self.why)
        column.addWidget(label)
        column.addWidget(self.why)
        line = QHBoxLayout()
        line.addWidget(
            NoteField(
                "In own words",
                "one of both is needed for a cancelled one, and where something else was said before",
                note=self.reason,
            ),
            1,
        )
        line.addWidget(self.record, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        return panel

    def _say_likely(self) -> None:
        self.said.emit(self._likely, Reason(), Scope.ONE)

    def _move(self) -> None:
        self.move_asked.emit()

    def _say_now(self) -> None:
        self._say(self.reason.text().strip())

    def _say(self, reason: str) -> None:
        chosen = self.status.value()
        if chosen is None:
            self.status.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._asks_scope() and self.scope.value() is None:
            self.scope.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        scope = Scope(self.scope.value() or Scope.ONE) if self._asks_scope() else Scope.ONE
        self.said.emit(AppointmentStatus(chosen), self.why.reason(reason), scope)

    def _asks_scope(self) -> bool:
        return self._several and self.status.value() in CALLED_OFF

    def _ask_scope(self, _value: object) -> None:
        """Ask how many of a row are called off, where it is one of several to come."""
        self.scope.setVisible(self._asks_scope())
