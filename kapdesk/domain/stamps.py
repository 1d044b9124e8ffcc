"""The time as it is put into a text: the clock, T+ while a dose is recent, and the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kapdesk.domain.clock import local, show_date, show_time, since_dose

COUNTS_FOR = timedelta(hours=24)
"""How long after a dose T+ is told beside the clock; on the days after, the clock alone says more."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One instant in words; `since` is empty where no dose is recorded or it is long ago."""

    time: str
    since: str
    day: str

    @property
    def words(self) -> str:
        """Return clock and T+ as they are stamped into a text."""
        return f"{self.time} {self.since}".rstrip()


def stamp(now: datetime, zone_name: str, dosed_at: datetime | None = None) -> Stamp:
    """Return the words for an instant in a zone; T+ from the dose until 24 hours after it."""
    counts = dosed_at is not None and timedelta(0) <= now - dosed_at <= COUNTS_FOR
    since = since_dose(now, dosed_at) if dosed_at is not None and counts else ""
    return Stamp(show_time(now, zone_name), since, show_date(local(now, zone_name).date()))
