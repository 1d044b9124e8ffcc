"""When they meet again: what is booked, what became of it, and the days that are offered."""

from collections.abc import Container, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import local, show_weekday_date
from kapdesk.services.diary import Booked, Offer
from kapdesk.ui.appearing import appear
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Flow, Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.note import Composer, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

SAYABLE = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ATTENDED,
    AppointmentStatus.DID_NOT_ATTEND,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.LATE_CANCELLED,
)


UNSAID = "Past, not said yet what became of it"


def when_words(at: datetime, zone: str) -> str:
    """Write an instant as Mon 23-Nov-2026 10:00."""
    there = local(at, zone)
    return f"{show_weekday_date(there.date())} {there:%H:%M}"


def visit_words(booked: Booked) -> str:
    """Write what an appointment is, where and with whom, and how it stands."""
    one = booked.appointment
    parts = [
        one.kind.label,
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

    said = Signal(object, str)  # AppointmentStatus, reason
    move_asked = Signal()
    opened = Signal()  # the line for the reason is there

    def __init__(self, booked: Booked, now: datetime, parent: QWidget | None = None) -> None:
        """Show one appointment."""
        super().__init__(parent)
        one = booked.appointment
        come = local(now, one.zone).date() >= local(one.starts_at, one.zone).date()
        self._likely = AppointmentStatus.ATTENDED if come else AppointmentStatus.CONFIRMED
        self.row = Row(when_words(one.starts_at, one.zone), visit_words(booked), strong=True)
        self.likely = PlainButton("Attended" if come else "Confirm", small=True)
        self.likely.setAccessibleDescription(self.row.accessibleName())
        appear(self.likely, shown=one.status.stands and one.status is not self._likely)
        self.move_button = PlainButton("Move", small=True)
        appear(self.move_button, shown=one.status.stands)
        self.more = PlainButton("Other", small=True)
        self.more.setCheckable(True)
        for button in (self.likely, self.move_button, self.more):
            button.setAccessibleName(f"{button.text()}: {when_words(one.starts_at, one.zone)}")
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
        self.reason = Composer("Why", "Enter records", several_lines=False)
        self.record = PlainButton("Record", small=True)
        # Connect Signals
        self.likely.clicked.connect(self._say_likely)
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
        line = QHBoxLayout()
        line.addWidget(
            NoteField(
                "Why",
                "needed for a cancelled one, and where something else was said before",
                note=self.reason,
            ),
            1,
        )
        line.addWidget(self.record, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        return panel

    def _say_likely(self) -> None:
        self.said.emit(self._likely, "")

    def _move(self) -> None:
        self.move_asked.emit()

    def _say_now(self) -> None:
        self._say(self.reason.text().strip())

    def _say(self, reason: str) -> None:
        chosen = self.status.value()
        if chosen is None:
            self.status.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.said.emit(AppointmentStatus(chosen), reason)


class VisitsCard(Card):
    """The next visits, three days that are offered, and the slip for any other time."""

    offered = Signal(object)  # Offer that was chosen
    book_asked = Signal()
    said = Signal(object, object, str)  # appointment id, AppointmentStatus, reason
    move_asked = Signal(object)  # Booked
    reason_line = Signal(object, object)  # appointment id, its VisitRow, when the line is first there
    gone_back = Signal()

    def __init__(self, slip: BookingSlip, parent: QWidget | None = None) -> None:
        """Lay out the card with its slip put away."""
        super().__init__("Your next visits", parent=parent)
        self.slip = slip
        self.rows: dict[UUID, VisitRow] = {}
        self.offers: dict[date, PlainButton] = {}
        self.note, self._list, self.refusal = Said(), Rows(), Said()
        self.unsaid_box, self.unsaid = QWidget(), Rows()
        self._days = QWidget()
        self._flow = Flow(self._days, gap=8)
        policy = self._days.sizePolicy()
        policy.setHeightForWidth(True)
        self._days.setSizePolicy(policy)
        self.other = PlainButton("Another time", small=True)
        self.book, self.back = PrimaryButton("Book"), QuietButton("Put away")
        self._slip_box = QWidget()
        self._lay_out()
        # Connect Signals
        self.other.clicked.connect(self.open_slip)
        self.book.clicked.connect(self._ask)
        self.slip.asked.connect(self._ask)
        self.back.clicked.connect(self._go_back)

    def show_visits(self, visits: Sequence[Booked], now: datetime, note: str, sign: Sign) -> None:
        """Show what is booked, with what must be known first; what is over and not settled stands apart."""
        self.note.say(note, sign)
        self.rows = {}
        for booked in visits:
            row = VisitRow(booked, now)
            key = booked.appointment.id
            row.said.connect(partial(self._say, key))
            row.move_asked.connect(partial(self._move, booked))
            row.opened.connect(partial(self._opened, key))
            self.rows[key] = row
        over = {booked.appointment.id for booked in visits if is_over(booked, now)}
        ahead: list[QWidget] = [row for key, row in self.rows.items() if key not in over]
        self._list.show_rows(ahead or [Row("Nothing is booked.", "Choose a day below, or any other time.")])
        self.unsaid.show_rows([row for key, row in self.rows.items() if key in over])
        self.unsaid_box.setVisible(bool(over))

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these days; one that is booked already says so."""
        while self._flow.count():
            self._flow.takeAt(0)
        for old in self.offers.values():
            old.hide()
            old.deleteLater()
        self.offers = {}
        for offer in offers:
            day = "1 day" if offer.after_days == 1 else f"{offer.after_days} days"
            booked = " · booked" if offer.booked else ""
            button = PlainButton(
                f"+{day}  {show_weekday_date(offer.day)} {offer.at:%H:%M}{booked}", small=True
            )
            if offer.in_window:
                button.setAccessibleDescription("within 24 to 72 hours of the dose")
                button.setToolTip("within 24 to 72 hours of the dose")
            button.clicked.connect(partial(self._offer, offer))
            self.offers[offer.day] = button
            self._flow.addWidget(button)
        self._flow.addWidget(self.other)

    def open_slip(self, *, verb: str = "") -> None:
        """Bring the slip out, the caret in the day."""
        self.book.say(verb or "Book")
        self._slip_box.show()
        self.slip.go_to_day()

    def put_away(self) -> None:
        """Put the slip away, empty."""
        self._slip_box.hide()
        self.book.say("Book")

    def slip_is_out(self) -> bool:
        """Say whether the slip is out."""
        return not self._slip_box.isHidden()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._slip_box)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.slip)
        line = QHBoxLayout()
        line.addWidget(self.book)
        line.addWidget(self.back)
        line.addStretch(1)
        column.addLayout(line)
        self._flow.addWidget(self.other)
        heading = QLabel(UNSAID)
        heading.setWordWrap(True)
        give_role(heading, "hint")
        past = QVBoxLayout(self.unsaid_box)
        past.setContentsMargins(0, 8, 0, 0)
        past.setSpacing(0)
        past.addWidget(heading)
        past.addWidget(self.unsaid)
        for widget in (self.note, self._list, self._days, self._slip_box, self.refusal, self.unsaid_box):
            self.add(widget)
        self._slip_box.hide()
        self.unsaid_box.hide()

    def _offer(self, offer: Offer) -> None:
        self.offered.emit(offer)

    def _ask(self) -> None:
        self.book_asked.emit()

    def _go_back(self) -> None:
        self.gone_back.emit()

    def _say(self, key: UUID, status: AppointmentStatus, reason: str) -> None:
        self.said.emit(key, status, reason)

    def _move(self, booked: Booked) -> None:
        self.move_asked.emit(booked)

    def _opened(self, key: UUID) -> None:
        self.reason_line.emit(key, self.rows[key])
