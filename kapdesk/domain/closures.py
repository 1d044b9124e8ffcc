"""Days on which the clinic, one room or one person is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kapdesk.domain.appointments import Appointment
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Closure:
    """From which day to which, both included; of one room, of one person, or of the whole clinic."""

    id: UUID
    first: date
    last: date
    room: str = ""
    person: UUID | None = None
    person_name: str = ""
    reason: str = ""

    @property
    def what(self) -> str:
        """Return what is not there: the clinic, a room or a person."""
        return " · ".join(part for part in (self.room, self.person_name) if part) or "the clinic"

    @property
    def days(self) -> str:
        """Return the days in words."""
        begins, ends = show_date(self.first), show_date(self.last)
        return begins if begins == ends else f"{begins} to {ends}"

    @property
    def words(self) -> str:
        """Return it as a sentence."""
        what = f"{self.what[0].upper()}{self.what[1:]}"
        verb = "is away" if self.person is not None and not self.room else "is closed"
        why = f": {self.reason}" if self.reason else ""
        return f"{what} {verb}, {self.days}{why}."

    @property
    def short(self) -> str:
        """Return it in a few words, for a cell."""
        away = "away" if self.person is not None and not self.room else "closed"
        whose = "" if self.what == "the clinic" else f"{self.what} "
        return f"{whose}{away}" + (f": {self.reason}" if self.reason else "")

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.first <= day <= self.last


def check_closure(first: date, last: date, today: date) -> None:
    """Raise Refused for days in the wrong order, or that are all over."""
    if last < first:
        raise Refused("The last day is before the first. Nothing was written; correct the days.")
    if last < today:
        raise Refused("These days are over. Nothing was written; closures are written ahead.")


def in_the_way(one: Appointment, zone_name: str, closures: Iterable[Closure]) -> tuple[Closure, ...]:
    """Return the closures that an appointment falls into, by the days it touches on the clinic's wall."""
    begins = local(one.starts_at, zone_name).date()
    ends = local(one.ends_at - timedelta(microseconds=1), zone_name).date()
    return tuple(
        each
        for each in closures
        if each.first <= ends and begins <= each.last and _concerns(each, one.room, one.therapist_id)
    )


def _concerns(closure: Closure, room: str, person: UUID | None) -> bool:
    """Return whether a closure is about an appointment in this room with this person."""
    same_room = not closure.room or closure.room.strip().casefold() == room.strip().casefold()
    return same_room and (closure.person is None or closure.person == person)
