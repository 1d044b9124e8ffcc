"""What leaves the clinic about a client: to whom, why, on what ground, and what Part 2 asks beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused

PART2_KIND = "part2"
"""The kind of consent that a record under 42 CFR Part 2 needs before it leaves."""
OWN_REQUEST = "own-request"


class Way(StrEnum):
    """How something left."""

    PRINTED = "printed"
    FILE = "saved as a file"
    TOLD = "by word"
    ELSEWHERE = "another way"


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for which a document may leave, in the clinic's words."""

    id: str
    label: str
    authorised: bool  # names the day it was signed
    part2: bool  # stands under 42 CFR Part 2 without the client's consent


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is said before a document leaves: to whom, why, on what ground, until when that stands."""

    document: str
    recipient: str
    purpose: str
    ground: str
    authorised_on: date | None = None
    expires_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What left, as it stands in the log."""

    id: UUID
    leaving: Leaving
    at: datetime
    zone: str
    written_at: datetime
    by: str
    part2: bool
    pages: int | None
    way: str
    ground_words: str


@dataclass(frozen=True, slots=True)
class Part2Consent:
    """The one written consent that 42 CFR 2.31 asks for, part by part; what is missing is empty."""

    recipient: str
    purpose: str
    given_on: date | None
    signer: str
    expires: str  # a day or an event, in words; "none" where the client said so
    revocable: bool | None = None  # whether the right to revoke was explained

    def missing(self) -> tuple[str, ...]:
        """Return which parts are not there, in words."""
        parts = {
            "who receives it": self.recipient.strip(), "the purpose": self.purpose.strip(),
            "who signed": self.signer.strip(), "the day it was signed": self.given_on,
            "when it expires": self.expires.strip(), "that it can be revoked": self.revocable is True,
        }  # fmt: skip
        return tuple(name for name, there in parts.items() if not there)

    def note(self) -> str:
        """Return the parts that a consent keeps in its note, one in a line."""
        return "\n".join(
            f"{name}: {_one_line(words)}"
            for name, words in (
                ("Recipient", self.recipient), ("Purpose", self.purpose), ("Expires", self.expires),
                ("Right to revoke", "explained" if self.revocable else ""),
            )
        )  # fmt: skip


def part2_consent(note: str, given_on: date | None, signer: str) -> Part2Consent:
    """Return a consent under Part 2 from what was kept of it."""
    said: dict[str, str] = {}
    for line in note.splitlines():
        name, _, words = line.partition(":")
        said[name.strip()] = words.strip()
    revocable = True if said.get("Right to revoke") == "explained" else None
    return Part2Consent(
        said.get("Recipient", ""), said.get("Purpose", ""), given_on, signer, said.get("Expires", ""),
        revocable,
    )  # fmt: skip


def needed(leaving: Leaving, grounds: Mapping[str, Ground]) -> dict[str, str]:
    """Return what is still to be said before something leaves, by the part it is missing in.

    Source: 45 CFR 164.528(b)(2) for what a log of disclosures names.
    """
    found: dict[str, str] = {}
    if not leaving.recipient.strip():
        found["recipient"] = "Name who receives it."
    if not leaving.purpose.strip():
        found["purpose"] = "Write what it is for."
    ground = grounds.get(leaving.ground)
    if ground is None:
        found["ground"] = "Choose the ground."
    elif ground.authorised and leaving.authorised_on is None:
        found["authorised_on"] = "Write the day it was signed."
    return found


def check(leaving: Leaving, grounds: Mapping[str, Ground], today: date) -> None:
    """Raise Refused where something is missing, signed on a day to come, or over."""
    missing = needed(leaving, grounds)
    if missing:
        raise Refused(f"{next(iter(missing.values()))} Nothing was recorded, and nothing left.")
    if leaving.authorised_on is not None and leaving.authorised_on > today:
        raise Refused("This authorisation is of a day to come. Nothing was recorded. Correct the day.")
    if leaving.expires_on is not None and leaving.expires_on < today:
        raise Refused("This authorisation is over. Nothing was recorded. Ask the client for a new one.")


def _one_line(words: str) -> str:
    return " ".join(words.split())
