"""What a session summary can say about the room: choices, work, body, clock, sheets of paper."""

from dataclasses import dataclass
from datetime import datetime

from kapdesk.reports.wording import Struck


@dataclass(frozen=True, slots=True)
class Choice:
    """What the client was asked in the room and what they answered; `withdrawn` are their words for it."""

    what: str
    answer: str
    scope: str = ""
    asked_by: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn: str = ""
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class WorkLook:
    """Where one piece of the work stood when it was looked at, and the next small step."""

    status: str
    next_step: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of the work in its movement, with every look at it; `grew_from` is the insight behind it."""

    movement: str
    statement: str
    levels: tuple[str, ...] = ()
    last_lived: str = ""
    grew_from: str = ""
    looks: tuple[WorkLook, ...] = ()
    by: str = ""
    at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One place of the body and what was felt there, in the client's words; one taken back says so."""

    place: str
    words: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice agreed for the days after, with the caution that was shown and who answered for it."""

    name: str
    plan: str = ""
    from_day: str = ""
    caution: str = ""
    note: str = ""
    answered_by: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """The machine's clock went somewhere it should not: what it should have shown, and what it showed."""

    kind: str
    expected: datetime
    found: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet that was filled in by hand and taken over into the record."""

    sheet: str
    filled_by: str
    note: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    entries: int = 0


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """Something said in an earlier session, looked at again in this one, and what the client says now."""

    phrase: str
    verdict: str = ""
    own_words: str = ""
    said_in: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the record that is not printed in words: which, by whose wish, and what stands in its place.

    Where it is told in short, `instead` is the therapist's own summary, or else `count` entries lie between
    `first` and `last`. Where it is withheld, only its name stands.
    """

    what: str
    asked: bool
    told: bool = False
    instead: str = ""
    count: int = 0
    one: str = ""
    many: str = ""
    first: datetime | None = None
    last: datetime | None = None
