"""Booking from the week: a client found by any part of the name, a free hour, what should be known before."""

from datetime import date, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import local
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.wall_time import instants
from kapdesk.places.week.sheets import BookingSheet
from kapdesk.services import (
    appointment_reasons,
    appointments,
    clients,
    diary,
    people,
    recurrence,
    settings,
)
from kapdesk.services.appointments import Plan
from kapdesk.services.diary import Booked
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.booking_act import BookingAct, Verbs
from kapdesk.ui.shoulder import shoulder
from kapdesk.ui.week_carry import Aim

DRAFT = "draft.week.booking"
MINUTES = 60  # of an appointment whose length nobody wrote yet; the slip shows it
WHO = "Choose a client of the list."


class WeekBooking(QObject):
    """Stands between the booking sheet and the record, for any client."""

    written = Signal(object)  # id of the appointment

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Hold one sheet for as long as the place stands."""
        super().__init__(parent)
        self._desk = desk
        self.slip = BookingSlip(self.today, with_client=True)
        self.sheet = BookingSheet(self.slip, parent)
        self._act = BookingAct(self.slip, self._verbs(), desk.record.zone, self)
        # Connect Signals
        self.sheet.agreed.connect(self.write)
        desk.refused.connect(self._refused)

    def today(self) -> date:
        """Return the day it is in the clinic."""
        return local(self._desk.now(), self._desk.record.zone).date()

    def refresh(self, *, codes_only: bool) -> None:
        """Offer the clients, rooms and people there are now."""
        cards = self._desk.read(clients.find)
        whole = not (codes_only or shoulder().hides)
        self._act.clients = {f"{card.name} · {card.code}" if whole else card.code: card.id for card in cards}
        self._act.people = {person.name: person.id for person in self._desk.read(people.everyone)}
        self.slip.offer("client", tuple(self._act.clients))
        self.slip.offer("room", self._desk.read(diary.rooms))
        self.slip.offer("therapist", tuple(self._act.people))
        self.slip.offer_reasons(self._desk.read(appointment_reasons.choices))

    def ask_new(self, day: date, at: time, room: str) -> None:
        """Ask for an appointment at a free hour; a draft that was left comes back with this day and time."""
        kept = self._desk.read(settings.get, DRAFT)
        self.slip.restore(kept)
        if self.slip.moving:
            self.slip.clear()
        was = self.slip.wanted()
        self.slip.show_wanted(
            kind=was.kind, day=day, at=at, minutes=was.minutes or MINUTES, room=was.room or room,
            therapist=was.therapist or self._desk.record.author.name, client=was.client,
        )  # fmt: skip
        self.sheet.ask_for("Book", "Book")
        self.slip.slip.parts["client"].setFocus()

    def ask_move(self, booked: Booked, to: Aim) -> None:
        """Ask about a move: why a confirmed one is moved, how much of a row, and what should be known."""
        one = booked.appointment
        self.slip.clear()
        self.slip.say_moving(one.id.hex, self._desk.read(recurrence.still_to_come, one.id))
        known = self._act.clients
        name = next((name for name, id_ in known.items() if id_ == one.client_id), booked.code)
        known.setdefault(name, one.client_id)
        self.slip.show_wanted(
            kind=one.kind, day=to.day, at=to.at, minutes=to.minutes, room=one.room,
            therapist=booked.therapist_name, client=name,
        )  # fmt: skip
        self.sheet.ask_for("Move", "Move")
        self.slip.why.parts["why"].setFocus()

    def move(self, booked: Booked, to: Aim) -> None:
        """Move an appointment at once; what is to be known or asked before is asked on the sheet."""
        one = booked.appointment
        plan = Plan(one.client_id, one.kind, to.day, to.at, to.minutes, one.room, one.therapist_id)
        settled = one.status is AppointmentStatus.CONFIRMED or one.starts_at < self._desk.now()
        if settled or booked.series is not None or not self._is_plain(plan, one.id):
            self.ask_move(booked, to)
            return
        change = self._desk.do(self, appointments.move, one.id, plan)
        if change is not None:
            self.written.emit(change.item)

    def _is_plain(self, plan: Plan, moving: UUID) -> bool:
        """Return whether there is nothing to be known and nothing to be asked about a time."""
        if len(instants(plan.day, plan.at, self._desk.record.zone)) != 1:
            return False
        try:
            return not self._desk.read(appointments.look, plan, moving).warnings
        except KapdeskError:
            return True  # it is refused when it is written, and the sentence is said

    def write(self) -> None:
        """Book or move what stands on the slip; the sheet comes back where it cannot be."""
        wanted = self.slip.wanted(settle=True)
        change = self._act.write({} if wanted.client in self._act.clients else {"client": WHO})
        if change is None:
            self.sheet.ask()
            return
        self.slip.clear()
        self.keep()
        self.written.emit(change.item)

    def keep(self) -> None:
        """Keep what stands on the slip, so that it survives leaving, locking and a crash."""
        if self._desk.read(settings.get, DRAFT) != self.slip.draft():
            self._desk.do(self, settings.put, DRAFT, self.slip.draft())

    def _verbs(self) -> Verbs:
        read, do = self._desk.read, self._desk.do
        return Verbs(
            partial(read, appointments.look), partial(read, recurrence.look),
            partial(read, recurrence.look_moved),
            partial(do, self, appointments.book), partial(do, self, recurrence.book),
            partial(do, self, appointments.move), partial(do, self, recurrence.move),
        )  # fmt: skip

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self.slip.say(sentence)
