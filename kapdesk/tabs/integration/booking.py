"""Booking from the tab: what stands on the slip is looked at, written, or said why not."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.change import Change
from kapdesk.domain.clock import local, show_time, show_weekday_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.people import Person
from kapdesk.domain.wall_time import instants
from kapdesk.services import appointments, diary, people
from kapdesk.services.appointments import Outlook, Plan
from kapdesk.services.diary import Booked, Offer
from kapdesk.ui.booking import BookingSlip, Wanted

MINUTES = 60  # of a visit that is offered; the slip shows it and it can be changed


class Booking(QObject):
    """Stands between the booking slip and the record, for one client."""

    def __init__(self, desk: Desk, client: UUID, slip: BookingSlip, parent: QObject) -> None:
        """Bind to one client for life."""
        super().__init__(parent)
        self._desk, self._client, self._slip = desk, client, slip
        self._people: dict[str, Person] = {}
        # Connect Signals
        slip.weighed.connect(self.weigh)
        desk.refused.connect(self._refused)

    def refresh(self) -> None:
        """Offer the rooms and people there are now."""
        self._people = {person.name: person for person in self._desk.read(people.everyone)}
        self._slip.offer("room", self._desk.read(diary.rooms))
        self._slip.offer("therapist", tuple(self._people))

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
        self._slip.say_moving(one.id.hex)
        self._slip.show_wanted(
            kind=one.kind, day=there.date(), at=there.time(), minutes=one.minutes, room=one.room,
            therapist=booked.therapist_name,
        )  # fmt: skip

    def weigh(self) -> None:
        """Say what the slip would book, and what should be known before."""
        wanted = self._slip.wanted()
        plan = self._plan(wanted)
        self._slip.ask_which(shown=self._comes_twice(wanted))
        if plan is None:
            self._slip.show_outlook("", ())
            return
        try:
            outlook = self._desk.read(appointments.look, plan, self._moving())
        except KapdeskError as error:
            self._slip.show_outlook("", ())
            self._slip.say(error.sentence)
            return
        self._slip.say("")
        self._slip.show_outlook(self._echo(outlook), outlook.warnings)

    def write(self) -> Change | None:
        """Book or move what stands on the slip; None where something is missing or it was refused."""
        wanted = self._slip.wanted(settle=True)
        missing = dict(wanted.missing)
        if wanted.therapist and wanted.therapist not in self._people:
            missing["therapist"] = "Nobody of this name works here now. Choose one of the list."
        plan = self._plan(wanted)
        if missing or plan is None:
            self._slip.slip.flag(missing)
            return None
        self._slip.slip.flag({})
        moving = self._moving()
        if moving is None:
            return self._desk.do(self, appointments.book, plan)
        return self._desk.do(self, appointments.move, moving, plan, self._slip.reason())

    def _plan(self, wanted: Wanted) -> Plan | None:
        if wanted.kind is None or wanted.day is None or wanted.at is None or wanted.minutes is None:
            return None
        who = self._people.get(wanted.therapist)
        return Plan(
            self._client, wanted.kind, wanted.day, wanted.at, wanted.minutes, wanted.room,
            None if who is None else who.id, later=wanted.later,
        )  # fmt: skip

    def _comes_twice(self, wanted: Wanted) -> bool:
        if wanted.day is None or wanted.at is None:
            return False
        return len(instants(wanted.day, wanted.at, self._desk.record.zone)) > 1

    def _moving(self) -> UUID | None:
        return UUID(self._slip.moving) if self._slip.moving else None

    def _echo(self, outlook: Outlook) -> str:
        one = outlook.appointment
        day = show_weekday_date(local(one.starts_at, one.zone).date())
        times = f"{show_time(one.starts_at, one.zone)} to {show_time(one.ends_at, one.zone)}"
        return f"{day} {times}, {one.zone}"

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._slip.say(sentence)
