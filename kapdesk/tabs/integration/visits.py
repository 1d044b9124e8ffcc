"""When they meet again: what is booked, what became of it, and the days that are offered."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.booking import Reason
from kapdesk.domain.clock import show_weekday_date
from kapdesk.domain.recurrence import Scope
from kapdesk.services.diary import Booked, Offer
from kapdesk.tabs.integration.visit_row import VisitRow, is_over, to_begin, visit_words, when_words
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import Flow, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

__all__ = ["VisitRow", "VisitsCard", "is_over", "to_begin", "visit_words", "when_words"]

SHOWN = 5  # visits to come that are seen at once; a row of many stays one press away
UNSAID = "Past, not said yet what became of it"


class VisitsCard(Card):
    """The next visits, three days that are offered, and the slip for any other time."""

    offered = Signal(object)  # Offer that was chosen
    book_asked = Signal()
    said = Signal(object, object, object, object)  # appointment id, AppointmentStatus, Reason, Scope
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
        self._later, self.more = Rows(), QuietButton("", small=True)
        self.more.setCheckable(True)
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
        self.more.toggled.connect(self._later.setVisible)

    def show_visits(self, visits: Sequence[Booked], now: datetime, note: str, sign: Sign) -> None:
        """Show what is booked, with what must be known first; what is over and not settled stands apart."""
        self.note.say(note, sign)
        rows: Counter[UUID | None] = Counter(
            each.series for each in visits if each.series is not None and each.appointment.starts_at >= now
        )
        self.rows = {}
        for booked in visits:
            row = VisitRow(booked, now, self.slip.reasons(), several=rows[booked.series] > 1)
            key = booked.appointment.id
            row.said.connect(partial(self._say, key))
            row.move_asked.connect(partial(self._move, booked))
            row.opened.connect(partial(self._opened, key))
            self.rows[key] = row
        over = {booked.appointment.id for booked in visits if is_over(booked, now)}
        ahead: list[QWidget] = [row for key, row in self.rows.items() if key not in over]
        later = ahead[SHOWN:]
        self._later.show_rows(later)
        self.more.say(f"{len(later)} more to come")
        self.more.setVisible(bool(later))
        self._later.setVisible(bool(later) and self.more.isChecked())
        self._list.show_rows(
            ahead[:SHOWN] or [Row("Nothing is booked.", "Choose a day below, or any other time.")]
        )
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
            marks = [
                "in the first window" if offer.in_window else "", "booked" if offer.booked else "",
                "closed" if offer.closed else "",
            ]  # fmt: skip
            said = "".join(f" · {mark}" for mark in marks if mark)
            button = PlainButton(f"+{day}  {show_weekday_date(offer.day)} {offer.at:%H:%M}{said}", small=True)
            button.setAccessibleDescription(offer.closed)
            button.setToolTip(offer.closed)
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
        for widget in (
            self.note,
            self._list,
            self.more,
            self._later,
            self._days,
            self._slip_box,
            self.refusal,
            self.unsaid_box,
        ):
            self.add(widget)
        self._slip_box.hide()
        self.unsaid_box.hide()

    def _offer(self, offer: Offer) -> None:
        self.offered.emit(offer)

    def _ask(self) -> None:
        self.book_asked.emit()

    def _go_back(self) -> None:
        self.gone_back.emit()

    def _say(self, key: UUID, status: AppointmentStatus, reason: Reason, scope: Scope) -> None:
        self.said.emit(key, status, reason, scope)

    def _move(self, booked: Booked) -> None:
        self.move_asked.emit(booked)

    def _opened(self, key: UUID) -> None:
        self.reason_line.emit(key, self.rows[key])
