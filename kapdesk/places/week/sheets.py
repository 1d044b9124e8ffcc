"""The sheets of the week: one to book or move, one to say how an appointment stands; they scroll."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.card import ScrollPage
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.segments import Option
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import px

SAYABLE = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ATTENDED,
    AppointmentStatus.DID_NOT_ATTEND,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.LATE_CANCELLED,
)


WIDE = 640  # px at 100 %, so that what there is to choose from stands in one line
AROUND = 220  # px at 100 % of title, buttons and margins around the slip


class PagedSheet(Sheet):
    """A sheet as high as what stands on it; where the window is small, its page scrolls."""

    def __init__(
        self, page: QWidget, title: str, act: str, *, careful: bool = False, parent: QWidget | None = None
    ) -> None:
        """Hold the page."""
        super().__init__(title, act=act, careful=careful, parent=parent)
        self._inside = page
        self._page = ScrollPage(page)
        self.body.addWidget(self._page)
        page.installEventFilter(self)

    def ask(self) -> None:
        """Show the sheet as high as what stands on it."""
        self._fit()
        super().ask()

    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """Grow with what is said on the page."""
        handled = super().eventFilter(arg__1, arg__2)
        if arg__1 is self._inside and arg__2.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _fit(self) -> None:
        self.setMinimumWidth(px(WIDE))
        layout, over = self._inside.layout(), self.parentWidget()
        if layout is None:
            return
        inside = px(WIDE) - 64  # the margins of the sheet, and a scroll bar where one is needed
        flows = layout.hasHeightForWidth()
        needed = layout.totalHeightForWidth(inside) if flows else layout.totalSizeHint().height()
        room = (over.window().height() if over is not None else needed + px(AROUND)) - px(AROUND)
        self._page.setFixedHeight(min(needed, max(room, px(160))))
        self.adjustSize()


class BookingSheet(PagedSheet):
    """The booking slip over the week; Esc keeps what was typed for the next time."""

    def __init__(self, slip: BookingSlip, parent: QWidget | None = None) -> None:
        """Hold the slip."""
        super().__init__(slip, "Book", "Book", parent=parent)
        self.slip = slip

    def ask_for(self, title: str, act: str) -> None:
        """Show the sheet to book or to move."""
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
        self.setMinimumWidth(px(WIDE))
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
