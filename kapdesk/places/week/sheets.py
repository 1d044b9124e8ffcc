"""The sheets of the week: one to book or move, one to say how an appointment stands; they scroll."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.recurrence import Scope
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.card import ScrollPage
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.reasons import ReasonPick
from kapdesk.ui.said import Said
from kapdesk.ui.segments import Option
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role, px

SAYABLE = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ATTENDED,
    AppointmentStatus.DID_NOT_ATTEND,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.LATE_CANCELLED,
)


_ROW = {AppointmentStatus.CANCELLED.value, AppointmentStatus.LATE_CANCELLED.value}
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

    said = Signal(object, object, object)  # AppointmentStatus, Reason, Scope
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer every word, none of them chosen."""
        super().__init__("How it stands", act="Record", careful=False, parent=parent)
        options = [Option(each.value, each.value.capitalize()) for each in SAYABLE]
        self.status = ChoiceBar(options, "How it stands", even=False)
        self.why, self.reason = ReasonPick("Why"), LineNote("In own words")
        self.scope = ChoiceBar(
            [Option(each.value, each.value.capitalize()) for each in Scope], "Which of the row", even=False
        )
        self.note, label = Said(), QLabel("Why")
        give_role(label, "strong")
        label.setBuddy(self.why)
        hint = "one of both is needed for a cancelled one, and where something else was said before"
        for widget in (
            self.status, self.scope, label, self.why, NoteField("In own words", hint, note=self.reason),
            self.note,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self._several = False
        self.scope.hide()
        self.act.setEnabled(False)
        self.setMinimumWidth(px(WIDE))
        # Connect Signals
        self.status.chosen.connect(self._weigh)
        self.scope.chosen.connect(self._weigh)
        self.reason.edited.connect(self._typed)
        self.agreed.connect(self._say)

    def ask_about(self, words: str) -> None:
        """Ask how this appointment stands."""
        self.say(words)
        self.ask()
        self.status.setFocus()

    def show_row(self, still_to_come: int) -> None:
        """Ask how many of a row are called off, where it is one of several to come."""
        self._several = still_to_come > 1
        self.scope.set_value(None)
        self._weigh(None)

    def taken(self) -> None:
        """Empty the sheet: it is in the record now."""
        self.status.set_value(None)
        self.scope.set_value(None)
        self.why.clear_choice()
        self.reason.document_in_use.clear()
        self.note.say("")
        self.act.setEnabled(False)

    def refuse(self, sentence: str) -> None:
        """Say why it was not written, and ask again."""
        self.note.say(sentence, Sign.MISSING)
        self.ask()

    def _weigh(self, _value: object) -> None:
        """Ask about the row where several can be called off, and wait until that is answered."""
        status = self.status.value()
        asked = self._several and status in _ROW
        self.scope.setVisible(asked)
        self.act.setEnabled(status is not None and (not asked or self.scope.value() is not None))

    def _typed(self) -> None:
        self.edited.emit()

    def _say(self) -> None:
        chosen = self.status.value()
        if chosen is not None:
            shown = not self.scope.isHidden() and self.scope.value() is not None
            scope = Scope(self.scope.value()) if shown else Scope.ONE
            self.said.emit(AppointmentStatus(chosen), self.why.reason(self.reason.text()), scope)
