"""What the pages can say of what is carried through the weeks: items with every look, meanings, signs."""

from dataclasses import dataclass
from datetime import date, datetime

from kapdesk.reports.wording import Struck


@dataclass(frozen=True, slots=True)
class Said:
    """One question and its answer in words, "taken back" where it was.

    What is `private` was asked alone: it stays off every copy that leaves the clinic.
    """

    asked: str
    answer: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class CarriedLook:
    """What was said at one moment; `occasion` is the session or visit it was said in."""

    standing: str = ""
    rating: str = ""
    words: str = ""
    answers: tuple[Said, ...] = ()
    until: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class CarriedItem:
    """One thing that is carried, in the words it was named in; `reported` says that it is no fact."""

    words: str
    standing: str = ""
    reported: str = ""
    answers: tuple[Said, ...] = ()
    until: str = ""
    grew_from: str = ""
    looks: tuple[CarriedLook, ...] = ()
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    occasion: str = ""
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class CarriedRegister:
    """One register with everything that stands (or stood) in it."""

    title: str
    items: tuple[CarriedItem, ...]


@dataclass(frozen=True, slots=True)
class SaidMeaning:
    """What it meant to the client at one time, in their words."""

    words: str
    of_insight: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class WarningSign:
    """How a slide begins for the client, and what the record watches for."""

    words: str
    watches: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was done about one of the five challenges."""

    challenge: str
    words: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CarriedFacts:
    """Everything of one session, of one integration note, or of the client."""

    registers: tuple[CarriedRegister, ...] = ()
    meanings: tuple[SaidMeaning, ...] = ()
    signs: tuple[WarningSign, ...] = ()
    answered: tuple[Answered, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to print."""
        return not (self.registers or self.meanings or self.signs or self.answered)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing on the client's own plan: their words, what they agreed, and the day to look at it again."""

    words: str
    details: tuple[Said, ...] = ()
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One part of the client's plan, under its heading."""

    title: str
    lines: tuple[PlanLine, ...]
