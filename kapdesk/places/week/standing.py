"""How an appointment stands, said from the week: with a reason, and of how many of its row."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.booking import Reason
from kapdesk.domain.clock import show_moment
from kapdesk.domain.recurrence import Scope
from kapdesk.places.week.sheets import StatusSheet
from kapdesk.services import appointment_reasons, recurrence, settings
from kapdesk.services.diary import Booked

REASON = "draft.week.reason"


class WeekStanding(QObject):
    """Stands between the sheet and the record; a reason that was begun waits for its appointment."""

    written = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Hold one sheet for as long as the place stands."""
        super().__init__(parent)
        self._desk = desk
        self._asked: UUID | None = None
        self.sheet = StatusSheet(parent)
        # Connect Signals
        self.sheet.said.connect(self._say)
        desk.refused.connect(self._refused)

    def ask(self, booked: Booked, name: str) -> None:
        """Ask how this appointment stands; the client is named as the week names them."""
        one = booked.appointment
        if self._asked != one.id:
            self.sheet.taken()
            whose, _, begun = self._desk.read(settings.get, REASON).partition(" ")
            self.sheet.reason.load(begun if whose == one.id.hex else "")
        self._asked = one.id
        self.sheet.why.offer_reasons(self._desk.read(appointment_reasons.choices))
        self.sheet.show_row(self._desk.read(recurrence.still_to_come, one.id))
        when = show_moment(one.starts_at, self._desk.record.zone)
        self.sheet.ask_about(f"{name} · {one.kind.label} · {when}")

    def keep(self) -> None:
        """Keep a reason that was begun, with whose appointment it is for."""
        typed = self.sheet.reason.text()
        draft = f"{self._asked.hex} {typed}" if self._asked is not None and typed else ""
        if self._desk.read(settings.get, REASON) != draft:
            self._desk.do(self, settings.put, REASON, draft)

    def _say(self, status: AppointmentStatus, why: Reason, scope: Scope) -> None:
        if self._asked is None:
            return
        self.sheet.note.say("")
        change = self._desk.do(self, recurrence.call_off, self._asked, status, scope, why)
        if change is not None:
            self.sheet.taken()
            self._asked = None
            self.keep()
            self.written.emit()

    def _refused(self, sentence: str, source: QObject) -> None:
        if source is self:
            self.sheet.refuse(sentence)
