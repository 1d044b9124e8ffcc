"""What is to be booked, in the wall time of the clinic, and what should be known before it is."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from kapdesk.domain.appointments import Appointment, AppointmentKind
from kapdesk.domain.recurrence import Slot


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be booked, in wall time of the clinic; `later` chooses in an hour that comes twice."""

    client: UUID
    kind: AppointmentKind
    day: date
    at: time
    minutes: int
    room: str = ""
    therapist: UUID | None = None
    session: UUID | None = None
    later: bool | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an appointment is changed: a word of the clinic's list by its id, own words, or both."""

    words: str = ""
    code: str = ""

    @property
    def given(self) -> bool:
        """Return whether anything was said."""
        return bool(self.words.strip() or self.code)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be booked, and what should be known before it is."""

    appointment: Appointment
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotOutlook:
    """One day of a row of appointments, with what should be known of it; left out, it books nothing."""

    slot: Slot
    warnings: tuple[str, ...] = ()
    left_out: bool = False

    @property
    def starts_at(self) -> datetime | None:
        """Return when it would begin, in UTC; None where somebody must choose first."""
        return self.slot.starts_at

    @property
    def speaks(self) -> bool:
        """Return whether there is something to be known or to be chosen on this day."""
        return bool(self.warnings or self.slot.sentence or self.left_out)
