"""Booking from the week: a client found by any part of the name, a free hour, what should be known before."""

from datetime import date, time
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import local, show_time, show_weekday_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.people import Person
from kapdesk.domain.wall_time import instants
from kapdesk.places.week.sheets import BookingSheet
from kapdesk.services import appointments, clients, diary, people, settings
from kapdesk.services.appointments import Outlook, Plan
from kapdesk.services.diary import Booked
from kapdesk.ui.booking import BookingSlip, Wanted
from kapdesk.ui.shoulder import shoulder

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
        self._clients: dict[str, UUID] = {}
        self._people: dict[str, Person] = {}
        # Connect Signals
        self.slip.weighed.connect(self.weigh)
        self.sheet.agreed.connect(self.write)
        desk.refused.connect(self._refused)

    def today(self) -> date:
        """Return the day it is in the clinic."""
        return local(self._desk.now(), self._desk.record.zone).date()

    def refresh(self, *, codes_only: bool) -> None:
        """Offer the clients, rooms and people there are now."""
        cards = self._desk.read(clients.find)
        whole = not (codes_only or shoulder().hides)
        self._clients = {f"{card.name} · {card.code}" if whole else card.code: card.id for card in cards}
        self._people = {person.name: person for person in self._desk.read(people.everyone)}
        self.slip.offer("client", tuple(self._clients))
        self.slip.offer("room", self._desk.read(diary.rooms))
        self.slip.offer("therapist", tuple(self._people))

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

    def ask_move(self, booked: Booked, day: date, at: time) -> None:
        """Ask why a confirmed appointment is moved, with its new time on the slip."""
        one = booked.appointment
        self.slip.clear()
        self.slip.say_moving(one.id.hex)
        name = next((name for name, id_ in self._clients.items() if id_ == one.client_id), booked.code)
        self._clients.setdefault(name, one.client_id)
        self.slip.show_wanted(
            kind=one.kind,
            day=day,
            at=at,
            minutes=one.minutes,
            room=one.room,
            therapist=booked.therapist_name,
            client=name,
        )
        self.sheet.ask_for("Move", "Move")
        self.slip.why.parts["reason"].setFocus()

    def move(self, booked: Booked, day: date, at: time) -> None:
        """Move an appointment; one that was confirmed is asked why."""
        one = booked.appointment
        twice = len(instants(day, at, self._desk.record.zone)) != 1
        if one.status is AppointmentStatus.CONFIRMED or twice or one.starts_at < self._desk.now():
            self.ask_move(booked, day, at)
            return
        plan = Plan(one.client_id, one.kind, day, at, one.minutes, one.room, one.therapist_id)
        change = self._desk.do(self, appointments.move, one.id, plan)
        if change is not None:
            self.written.emit(change.item)

    def weigh(self) -> None:
        """Say what the slip would book, and what should be known before."""
        wanted = self.slip.wanted()
        twice = wanted.day is not None and wanted.at is not None
        zone = self._desk.record.zone
        self.slip.ask_which(
            shown=twice and len(instants(wanted.day or self.today(), wanted.at or time(), zone)) > 1
        )
        plan = self._plan(wanted)
        if plan is None:
            self.slip.show_outlook("", ())
            return
        try:
            outlook = self._desk.read(appointments.look, plan, self._moving())
        except KapdeskError as error:
            self.slip.show_outlook("", ())
            self.slip.say(error.sentence)
            return
        self.slip.say("")
        self.slip.show_outlook(_echo(outlook), outlook.warnings)

    def write(self) -> None:
        """Book or move what stands on the slip; the sheet comes back where it cannot be."""
        wanted = self.slip.wanted(settle=True)
        missing = dict(wanted.missing)
        if wanted.client not in self._clients:
            missing["client"] = WHO
        if wanted.therapist and wanted.therapist not in self._people:
            missing["therapist"] = "Nobody of this name works here now. Choose one of the list."
        plan = self._plan(wanted)
        self.slip.slip.flag(missing)
        if missing or plan is None:
            self.sheet.ask()
            return
        moving = self._moving()
        if moving is None:
            change = self._desk.do(self, appointments.book, plan)
        else:
            change = self._desk.do(self, appointments.move, moving, plan, self.slip.reason())
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

    def _plan(self, wanted: Wanted) -> Plan | None:
        client = self._clients.get(wanted.client)
        if client is None or wanted.kind is None or wanted.day is None or wanted.at is None:
            return None
        if wanted.minutes is None:
            return None
        who = self._people.get(wanted.therapist)
        return Plan(
            client, wanted.kind, wanted.day, wanted.at, wanted.minutes, wanted.room,
            None if who is None else who.id, later=wanted.later,
        )  # fmt: skip

    def _moving(self) -> UUID | None:
        return UUID(self.slip.moving) if self.slip.moving else None

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self.slip.say(sentence)


def _echo(outlook: Outlook) -> str:
    one = outlook.appointment
    day = show_weekday_date(local(one.starts_at, one.zone).date())
    return f"{day} {show_time(one.starts_at, one.zone)} to {show_time(one.ends_at, one.zone)}, {one.zone}"
