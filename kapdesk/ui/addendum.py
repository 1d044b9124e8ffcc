"""What is added to something signed: of which kind, why, when it was, the words, and the passphrase."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.ui.controls import Option
from kapdesk.ui.note import NoteField, Voice
from kapdesk.ui.secret import Entry
from kapdesk.ui.slip import Parse, ParseTime, Slip

KIND, REASON, DAY, TIME = "kind", "reason", "day", "time"


class AddendumForm(QWidget):
    """A slip, the words, and the signature; nothing is chosen before somebody does."""

    signed = Signal(str)  # the passphrase
    edited = Signal()

    def __init__(
        self, kinds: tuple[str, ...], parse_day: Parse, parse_time: ParseTime, parent: QWidget | None = None
    ) -> None:
        """Lay out an empty form."""
        super().__init__(parent)
        self.slip = Slip()
        options = [Option(one, one.capitalize()) for one in kinds]
        self.kind = self.slip.choice(KIND, "Kind", options)
        self.reason = self.slip.line(REASON, "Reason", "why it is added now; it prints", required=True)
        self.slip.row()
        self.day = self.slip.day(DAY, "About the day", parse_day, "empty is today")
        self.time = self.slip.time(TIME, "At", parse_time, "empty is now")
        self.words = NoteField("Words", "kept as you type; signed, they are final", voice=Voice.OBSERVER)
        self.entry = Entry("Your passphrase", "Sign the addendum")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.slip, self.words, self.entry):
            column.addWidget(part)
        # Connect Signals
        self.entry.entered.connect(self._sign)
        self.slip.edited.connect(self._touch)

    def unread(self) -> bool:
        """Return whether a day or a time stands there that could not be read."""
        return bool(self.slip.stopped())

    def about(self) -> tuple[object | None, object | None]:
        """Return the day and the time as they were understood; None where nothing stands."""
        return self.slip.value(DAY), self.slip.value(TIME)

    def taken(self, _at: datetime | None = None) -> None:
        """Empty the form: its words are in the record and signed."""
        self.slip.clear()
        self.entry.clear()

    def _sign(self, passphrase: str) -> None:
        self.signed.emit(passphrase)

    def _touch(self) -> None:
        self.edited.emit()
