"""What a session summary can say about leaving and the days after, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from kapdesk.reports.day_facts import Check
from kapdesk.reports.wording import Struck


@dataclass(frozen=True, slots=True)
class Clearance:
    """One of the two signatures: medical or therapist."""

    kind: str
    by: str = ""
    role: str = ""
    how: str = ""
    note: str = ""
    at: datetime | None = None
    struck: Struck | None = None
    written_at: datetime | None = None
    stood: str = ""
    entered_by: str = ""  # where somebody else wrote it down than who cleared


@dataclass(frozen=True, slots=True)
class Escort:
    """Who takes the client home."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    recognised: str = ""
    stays_tonight: str = ""
    arrived_at: datetime | None = None
    adult: str = ""
    drives: str = ""
    sheet_consent: str = ""
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Instructions given in writing: which text, its version and its source."""

    title: str
    version: str
    source: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeachBack:
    """What the client or escort said back."""

    words: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the session ended; `facts` are what this outcome asks for, label and value."""

    name: str
    by: str = ""
    at: datetime | None = None
    facts: tuple[tuple[str, str], ...] = ()
    struck: Struck | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """One appointment, shown in its own zone (an IANA name)."""

    at: datetime
    zone: str
    kind: str = ""
    place: str = ""
    with_whom: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A phrase from the session read back later, and what the client made of it."""

    phrase: str
    verdict: str = ""
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class IntegrationNote:
    """One integration note with what has changed and what has not yet."""

    at: datetime | None
    by: str = ""
    text: str = ""
    changed: tuple[str, ...] = ()
    not_changed: tuple[str, ...] = ()
    read_back: tuple[ReadBack, ...] = ()


@dataclass(frozen=True, slots=True)
class Addendum:
    """What was added after signing."""

    at: datetime | None
    by: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One step of the session from state to state."""

    state: str
    at: datetime | None
    written_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A checklist that was gone through, in the words and version it was asked in."""

    title: str
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReview:
    """The stay-safe plan as it was looked at with the client; its own words stand on its own page."""

    number: int
    at: datetime | None
    copy_given: str = ""
    likelihood: int | None = None
    kept_where: str = ""
    by: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """One step that was agreed to make the client's space safer."""

    what: str
    status: str
    responsible: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None
    struck: Struck | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One try to reach the client after the session."""

    at: datetime | None
    channel: str
    outcome: str
    words: str = ""
    by: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is to be done by a time, and what was done."""

    what: str
    due_at: datetime | None
    done_at: datetime | None = None
    done: str = ""
