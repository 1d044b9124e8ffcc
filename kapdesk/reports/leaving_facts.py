"""What a session summary can say about leaving and the days after, as plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clearance:
    """One of the two signatures: medical or therapist."""

    kind: str
    by: str = ""
    role: str = ""
    how: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Escort:
    """Who takes the client home."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    recognised: str = ""
    stays_tonight: str = ""
    arrived_at: datetime | None = None


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
