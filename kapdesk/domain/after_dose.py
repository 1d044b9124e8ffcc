"""Dosed and not seen since: who it is, for how long, and what is said about a late first meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kapdesk.domain.appointments import Cadence


@dataclass(frozen=True, slots=True)
class Unseen:
    """A client not seen since a dose: full days, the threshold reached (0 for none), what is booked."""

    dosed_at: datetime
    days: int
    threshold: int
    booked_at: datetime | None

    @property
    def nothing_booked(self) -> bool:
        """Return whether no meeting stands, which is shown from the first hour."""
        return self.booked_at is None

    @property
    def words(self) -> str:
        """Return how long it is, and whether something is booked."""
        days = "today" if self.days == 0 else f"{self.days} {'day' if self.days == 1 else 'days'} ago"
        return f"dosed {days}, not seen since" + ("; nothing booked" if self.nothing_booked else "")


def unseen_since(
    dosed_at: datetime | None,
    seen: Sequence[datetime],
    booked: Sequence[datetime],
    now: datetime,
    cadence: Cadence | None = None,
) -> Unseen | None:
    """Return how long a client was not seen since the latest dose, or None where seen since or never dosed.

    `seen` are the moments of integration sessions attended and contacts that reached the client; `booked` the
    starts of meetings that stand. A meeting booked for a time that has passed is not a meeting to come.
    """
    if dosed_at is None or now < dosed_at or any(dosed_at < moment <= now for moment in seen):
        return None
    days = (now - dosed_at) // timedelta(days=1)
    reached = [threshold for threshold in (cadence or Cadence()).unseen_days if days >= threshold]
    ahead = min((start for start in booked if start >= now), default=None)
    return Unseen(dosed_at, days, max(reached, default=0), ahead)


def late_first_meeting(
    dosed_at: datetime, first_at: datetime | None, cadence: Cadence | None = None
) -> str | None:
    """Return a sentence when the first meeting after a dose is more than 7 days away; it never blocks."""
    days = (cadence or Cadence()).warn_after_days
    if first_at is None or first_at - dosed_at <= timedelta(days=days):
        return None
    return f"The first meeting is more than {days} days after the dose."


def doses_too_close(
    last_dose: datetime | None, next_dose: datetime, cadence: Cadence | None = None
) -> str | None:
    """Return a sentence when two dosing days lie less than 48 hours apart; a medical note is asked for."""
    hours = (cadence or Cadence()).dosing_gap_hours
    if last_dose is None or abs(next_dose - last_dose) >= timedelta(hours=hours):
        return None
    return f"The last dose is less than {hours} hours before. A note of the medical professional is needed."
