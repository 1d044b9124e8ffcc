"""Where a rehearsal is played: one invented client, the clock that is moved along, and who does what."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from kapdesk.domain.clock import SetClock, local, zone
from kapdesk.domain.people import Person
from kapdesk.services.record import Record

PASSPHRASE = "these people were never born"  # noqa: S105 - it keeps no secret, and is not meant to
Act = dict[str, Any]
"""One thing that was done: the minute (`m`), the verb (`do`), and what that verb needs, as a file has it."""


@dataclass(slots=True)
class Stage:
    """One invented client while the acts of their file are carried out."""

    record: Record
    clock: SetClock
    opened_at: datetime
    people: dict[str, Person]
    code: str
    client: UUID
    session: UUID | None = None
    number: int = 0
    day: dict[str, Any] = field(default_factory=dict[str, Any])

    def by(self, name: str) -> Record:
        """Return the record in the hands of somebody of the clinic."""
        return replace(self.record, author=self.people[name]) if name else self.record

    @property
    def here(self) -> UUID:
        """Return the session that is played; raises ValueError where none was planned."""
        if self.session is None:
            raise ValueError
        return self.session

    def chance(self, act: Act) -> Random:
        """Return the small differences of one act, the same each time."""
        return Random(f"{self.code}/{self.number}/{act.get('m', 0)}")  # noqa: S311 - invented readings, no secret

    def today(self) -> date:
        """Return the day on which the room is opened, on the clinic's calendar."""
        return local(self.opened_at, self.record.zone).date()

    def wall(self, days: int, at: str) -> datetime:
        """Return the instant of a wall time so many days from the day the room is opened."""
        there = datetime.combine(self.today() + timedelta(days=days), time.fromisoformat(at))
        return there.replace(tzinfo=zone(self.record.zone))

    def from_now(self, said: Act, minutes: float) -> datetime:
        """Return the instant so many minutes from when the room is opened, on a half hour if so said."""
        there = self.opened_at + timedelta(minutes=minutes)
        past = timedelta(minutes=there.minute % 30, seconds=there.second, microseconds=there.microsecond)
        return there - past if said.get("whole_half_hour") else there
