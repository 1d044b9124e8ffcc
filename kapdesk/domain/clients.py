"""Whose record it is: names, birth date, how to reach them, what they consented to."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kapdesk.domain.alerts import Allergies
from kapdesk.domain.clock import age, show_date
from kapdesk.domain.errors import Refused

OLDEST = 120
"""Years of age beyond which a birth date is taken for a slip of the keys."""
COLOURS = 8
SHAPES = 6


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How this client may be reached: by which channel, with which code word, message or not."""

    channel: str = ""
    may_leave_message: bool | None = None
    code_word: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """Return in one line what the caller has to know."""
        message = {
            True: "a message may be left",
            False: "leave no message",
            None: "whether a message may be left is not recorded",
        }[self.may_leave_message]
        code = f"code word “{self.code_word}”" if self.code_word else ""
        return "; ".join(
            part for part in (self.channel or "channel not recorded", message, code, self.note) if part
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a client and the people around them are reached; what is not known is empty."""

    phone: str = ""
    email: str = ""
    address: str = ""
    emergency_name: str = ""
    emergency_relation: str = ""
    emergency_phone: str = ""
    prescriber: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """A client of the clinic; what is not known is empty or None, never a guess."""

    id: UUID
    code: str
    family_name: str
    given_name: str
    preferred_name: str = ""
    title: str = ""
    gender: str = ""
    pronouns: str = ""
    born: date | None = None
    language: str = ""
    contact: SafeContact = field(default_factory=SafeContact)
    reach: Reach = field(default_factory=Reach)
    allergies: Allergies = Allergies.NOT_RECORDED
    ended_on: date | None = None

    @property
    def display_name(self) -> str:
        """Return the name as it stands in the band: `MOR, Aster`."""
        return display_name(self.family_name, self.given_name, self.title)

    @property
    def mark(self) -> "Mark":
        """Return the colour and shape by which a wrong chart looks wrong."""
        return mark(self.id)

    def born_words(self, today: date) -> str:
        """Return `14-Mar-1986 (40y)`, or `Not known`."""
        return "Not known" if self.born is None else f"{show_date(self.born)} ({age(self.born, today)}y)"


def display_name(family: str, given: str, title: str = "") -> str:
    """Write a name as FAMILY, Given (Title); a name of one part stands alone."""
    name = ", ".join(part for part in (family.strip().upper(), given.strip()) if part)
    return f"{name} ({title.strip()})" if title.strip() else name


@dataclass(frozen=True, slots=True)
class Mark:
    """A colour and a shape by their places in the palette and the set of shapes."""

    colour: int
    shape: int


def mark(client_id: UUID, *, colours: int = COLOURS, shapes: int = SHAPES) -> Mark:
    """Return the mark of a client, for ever the same for the same id, whatever machine it is on."""
    number = int.from_bytes(hashlib.sha256(client_id.bytes).digest()[:8], "big")
    return Mark(number % colours, number // colours % shapes)


def check_client(client: Client, today: date) -> None:
    """Raise Refused for a client without number or name, or with a birth date that cannot be."""
    if not client.code.strip():
        raise Refused("A client needs a client number. Nothing was recorded; write one.")
    if not (client.family_name.strip() or client.given_name.strip()):
        raise Refused("A client needs a name. Nothing was recorded; write the family or the given name.")
    check_born(client.born, today)


def check_born(born: date | None, today: date) -> None:
    """Raise Refused for a birth date to come or more than 120 years ago; none at all is allowed."""
    if born is None:
        return
    if born > today:
        raise Refused(f"The birth date {show_date(born)} is to come. Nothing was recorded; correct it.")
    if age(born, today) > OLDEST:
        raise Refused(
            f"The birth date {show_date(born)} is over {OLDEST} years ago. Nothing was recorded; correct it."
        )


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent: to what, in which wording, when given, by whom and how, and when withdrawn."""

    kind: str
    version: str
    given_on: date
    signer: str = ""
    method: str = ""
    withdrawn_on: date | None = None
    withdrawn_note: str = ""

    def stands_on(self, day: date) -> bool:
        """Return whether the consent stands on a day; on the day it is withdrawn it does not."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


def check_consent(consent: Consent, today: date) -> None:
    """Raise Refused for a consent without kind or version, given in the future, or withdrawn before given."""
    if not consent.kind.strip() or not consent.version.strip():
        raise Refused("A consent names what it is for and its version. Nothing was recorded; write both.")
    if consent.given_on > today:
        raise Refused("A consent cannot be given on a day to come. Nothing was recorded; correct the day.")
    if consent.withdrawn_on is not None and consent.withdrawn_on < consent.given_on:
        raise Refused(
            "A consent cannot be withdrawn before it was given. Nothing was recorded; correct the days."
        )
    if consent.withdrawn_on is not None and consent.withdrawn_on > today:
        raise Refused(
            "A consent cannot be withdrawn on a day to come. Nothing was recorded; correct the day."
        )
