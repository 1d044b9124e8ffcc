"""Booking from the tab: what stands on the slip is looked at, written, or said why not."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local
from kapdesk.services import appointment_reasons, appointments, diary, people, recurrence
from kapdesk.services.diary import Booked, Offer
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.booking_act import BookingAct, Verbs

MINUTES = 60  # of a visit that is offered; the slip shows it and it can be changed


class Booking(QObject):
    """Stands between the booking slip and the record, for one client."""

    def __init__(self, desk: Desk, client: UUID, slip: BookingSlip, parent: QObject) -> None:
        """Bind to one client for life."""
        super().__init__(parent)
        self._desk, self._slip = desk, slip
        self._act = BookingAct(slip, self._verbs(), desk.record.zone, self)
        self._act.client = client
        # Connect Signals
        desk.refused.connect(self._refused)

    def refresh(self) -> None:
        """Offer the rooms and people there are now."""
        self._act.people = {person.name: person.id for person in self._desk.read(people.everyone)}
        self._slip.offer("room", self._desk.read(diary.rooms))
        self._slip.offer("therapist", tuple(self._act.people))
        self._slip.offer_reasons(self._desk.read(appointment_reasons.choices))

    def today(self) -> date:
        """Return the day it is in the clinic."""
        return local(self._desk.now(), self._desk.record.zone).date()

    def put_offer(self, offer: Offer) -> None:
        """Put an offered day on the slip."""
        self._slip.say_moving("")
        self._slip.show_wanted(
            kind=AppointmentKind.REGULAR, day=offer.day, at=offer.at, minutes=MINUTES,
            therapist=self._desk.record.author.name,
        )  # fmt: skip

    def put_booked(self, booked: Booked) -> None:
        """Put an appointment on the slip, to be moved."""
        one = booked.appointment
        there = local(one.starts_at, self._desk.record.zone)
        self._slip.say_moving(one.id.hex, self._desk.read(recurrence.still_to_come, one.id))
        self._slip.show_wanted(
            kind=one.kind, day=there.date(), at=there.time(), minutes=one.minutes, room=one.room,
            therapist=booked.therapist_name,
        )  # fmt: skip

    def write(self) -> Change | None:
        """Book or move what stands on the slip; None where something is missing or it was refused."""
        return self._act.write()

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
            self._slip.say(sentence)
