"""The two sheets of the week: one to book or move, one to say how an appointment stands."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.segments import Option
from kapdesk.ui.signs import Sign

SAYABLE = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ATTENDED,
    AppointmentStatus.DID_NOT_ATTEND,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.LATE_CANCELLED,
)


class BookingSheet(Sheet):
    """The booking slip over the week; Esc keeps what was typed for the next time."""

    def __init__(self, slip: BookingSlip, parent: QWidget | None = None) -> None:
        """Hold the slip."""
        super().__init__("Book", act="Book", careful=False, parent=parent)
        self.slip = slip
        self.body.addWidget(slip)

    def ask_for(self, title: str, act: str) -> None:
        """Show the sheet to book or to move."""
        self.setWindowTitle("kapdesk")
        self.name_it(title, act)
        self.ask()


class StatusSheet(Sheet):
    """How an appointment stands, and why; the reason stays until it was written."""

    said = Signal(object, str)  # AppointmentStatus, reason
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer every word, none of them chosen."""
        super().__init__("How it stands", act="Record", careful=False, parent=parent)
        options = [Option(each.value, each.value.capitalize()) for each in SAYABLE]
        self.status = ChoiceBar(options, "How it stands", even=False)
        self.reason = LineNote("Why")
        self.note = Said()
        hint = "needed for a cancelled one, and where something else was said before"
        for widget in (self.status, NoteField("Why", hint, note=self.reason), self.note):
            self.body.addWidget(widget)
        self.act.setEnabled(False)
        # Connect Signals
        self.status.chosen.connect(self._weigh)
        self.reason.edited.connect(self._typed)
        self.agreed.connect(self._say)

    def ask_about(self, words: str) -> None:
        """Ask how this appointment stands."""
        self.say(words)
        self.ask()
        self.status.setFocus()

    def taken(self) -> None:
        """Empty the sheet: it is in the record now."""
        self.status.set_value(None)
        self.reason.document_in_use.clear()
        self.note.say("")
        self.act.setEnabled(False)

    def refuse(self, sentence: str) -> None:
        """Say why it was not written, and ask again."""
        self.note.say(sentence, Sign.MISSING)
        self.ask()

    def _weigh(self, value: object) -> None:
        self.act.setEnabled(value is not None)

    def _typed(self) -> None:
        self.edited.emit()

    def _say(self) -> None:
        chosen = self.status.value()
        if chosen is not None:
            self.said.emit(AppointmentStatus(chosen), self.reason.text().strip())
