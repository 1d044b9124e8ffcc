"""The follow-up board: what stands on it, by which act a line leaves it, and why one was closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused

CALL_FROM = timedelta(hours=24)
CALL_UNTIL = timedelta(hours=72)
"""When a client is called after a dose where the clinic says nothing else; kapdesk's own proposal."""


class LineKind(StrEnum):
    """Why somebody stands on the board."""

    NOT_SEEN = "not seen"
    CALL = "call after the dose"
    MISSED = "visit missed"
    UNSAID = "visit not said"
    SIGN = "relapse sign"
    UNSETTLED = "unsettled"
    MEASURE = "measure"
    LOOK = "later look"
    DAY_COME = "day come"
    ADDENDUM = "addendum not signed"

    @property
    def closable(self) -> bool:
        """Return whether it may be closed with a reason; all else leaves by the act it asks for."""
        return self in CLOSABLE


CLOSABLE = frozenset(
    {LineKind.NOT_SEEN, LineKind.CALL, LineKind.MISSED, LineKind.UNSAID, LineKind.SIGN, LineKind.UNSETTLED}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: of whom, about what (an id), since when, and by when it is to be dealt with.

    `words` are the client's own or a name from the record; `detail` says what the record shows. A day that
    has only a date is the instant with which it begins.
    """

    kind: LineKind
    client: UUID
    of: UUID
    words: str
    since: datetime
    due: datetime | None = None
    session: UUID | None = None
    detail: str = ""

    def overdue(self, now: datetime) -> bool:
        """Return whether the time for it has passed."""
        return self.due is not None and now > self.due


@dataclass(frozen=True, slots=True)
class Written:
    """An act as the record holds it: when it happened, when it was written, its place in the trail."""

    at: datetime
    written_at: datetime
    place: int | None = None
    booked_for: datetime | None = None

    def after(self, other: "Written") -> bool:
        """Return whether this was done after another act.

        The times decide. Where the clock of the machine contradicts the order of writing (it was set back in
        between), no time can be trusted, and the order of writing decides; a visit that was booked for before
        the other act is not after it even then.
        """
        if self.place is None or other.place is None:
            return self.at > other.at
        later = self.place > other.place
        if self.written_at != other.written_at and (self.written_at > other.written_at) != later:
            return later and (self.booked_for is None or self.booked_for > other.at)
        return self.at > other.at


@dataclass(frozen=True, slots=True)
class Closing:
    """A line that was closed: which, about what, why, when, and until when it is not to be looked at."""

    line: str
    of: UUID
    code: str
    words: str
    done: Written
    until: datetime | None
    by: UUID | None = None

    def holds(self, now: datetime) -> bool:
        """Return whether it still keeps the line away."""
        return self.until is None or now < self.until


def never_seen(doses: Iterable[Written], acts: Iterable[Written]) -> tuple[Written, ...]:
    """Return the doses after which no act followed: not seen, not reached, not closed."""
    known = tuple(acts)
    return tuple(dose for dose in doses if not any(act.after(dose) for act in known))


def on_a_later_day(at: datetime, dosed_at: datetime, zone: str) -> bool:
    """Return whether something was on a later day than the dose, where the clinic is."""
    return local(at, zone).date() > local(dosed_at, zone).date()


def check_closing(
    kind: LineKind, code: str, words: str, codes: Iterable[str], until: datetime | None, now: datetime
) -> str:
    """Return the words without white space around; raises Refused for a closing that cannot stand.

    A reason is chosen from the clinic's list; “another reason” needs words; a look again lies ahead.
    """
    if not kind.closable:
        raise Refused("This line leaves the board when it is dealt with. Nothing was closed. Open it.")
    if code not in codes:
        raise Refused("A line is closed for a reason. Nothing was closed. Choose the reason.")
    said = words.strip()
    if code == OTHER and not said:
        raise Refused("Another reason is written in words. Nothing was closed. Write why.")
    if until is not None and until <= now:
        raise Refused("The day to look again lies behind us. Nothing was closed. Choose one to come.")
    return said


OTHER = "other"
"""The reason of the list that says nothing without words."""
