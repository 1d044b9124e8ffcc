"""What is signed, in whose name, and what can be said of a signature when it is looked at again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Role
from kapdesk.domain.roles import Power, may

LATE = "LATE ENTRY"
PREFIX = 12  # letters of the hash that print
STATEMENT = "I have read this record and sign it as complete and correct to the best of my knowledge."
COSIGNED = "I have read this record and co-sign it."
ADDED = "I have written this addendum and sign it."
RETRACTED = "This record belongs to another client. It stays as it was signed and no longer prints."


class Of(StrEnum):
    """What a signature can stand under."""

    SESSION = "session"
    INTEGRATION = "integration note"
    ADDENDUM = "addendum"
    RETRACTION = "retraction"


class SignatureKind(StrEnum):
    """In which part somebody signs."""

    AUTHOR = "author"
    CO_SIGNER = "co-signer"
    RETRACTION = "retraction"
    ADDENDUM = "addendum"


class Verdict(StrEnum):
    """What is known of something signed once it was looked at again."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN_KEY = "unknown key"
    NO_SIGNATURE = "no signature"

    @property
    def sentence(self) -> str:
        """Return it in a sentence, for the screen and for paper."""
        return _SENTENCES[self]


_SENTENCES = {
    Verdict.VALID: "Signature valid.",
    Verdict.CHANGED: (
        "THE TEXT WAS CHANGED after it was signed: what is stored is not what was signed. Which part differs "
        "cannot be known from the signature. Compare it with a printed copy or a backup."
    ),
    Verdict.UNKNOWN_KEY: (
        "Signed with a key that this record does not know. Whether the name under it is right cannot be "
        "confirmed."
    ),
    Verdict.NO_SIGNATURE: "Marked as signed, but no signature stands with it that could be checked.",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it is shown and printed."""

    kind: SignatureKind
    signer: UUID
    name: str
    credential: str
    role: str
    signed_at: datetime
    zone: str
    late: bool
    content_hash: str

    @property
    def who(self) -> str:
        """Return name and credential as they stood when it was signed."""
        return f"{self.name}, {self.credential}" if self.credential else self.name


@dataclass(frozen=True, slots=True)
class Addition:
    """One addendum: its kind, reason and words, by whom and when; `valid` is whether its signature holds."""

    id: UUID
    kind: str
    reason: str
    text: str
    by: str
    written_at: datetime
    happened_at: datetime
    zone: str
    valid: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That something signed was retracted: why, by whom, and who confirmed it."""

    reason: str
    by: str
    second: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How something signed stands: who signed it, whether that still holds, and what was added since."""

    of: Of
    id: UUID
    client: UUID
    signed_at: datetime
    zone: str
    by: str
    verdict: Verdict
    late: bool
    content_hash: str
    co_signers: tuple[Signature, ...] = ()
    awaits: str = ""
    awaits_id: UUID | None = None
    additions: tuple[Addition, ...] = ()
    retraction: Withdrawal | None = None

    @property
    def prefix(self) -> str:
        """Return the beginning of the hash, which prints."""
        return self.content_hash[:PREFIX]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open before signing; one that `stops` has to be dealt with first."""

    text: str
    stops: bool = False


def check_may_sign(role: Role, *, seconding: bool = False) -> None:
    """Raise Refused for a role that signs nothing; `seconding` is confirming what somebody else signed.

    Source: 45 CFR 164.312(d), who signs is who they say they are.
    """
    if not (may(role, Power.SIGN, Power.COSIGN) if seconding else may(role, Power.SIGN)):
        raise Refused(f"As {role} nothing is signed. Nothing was changed. The author signs it.")


def check_ready(points: tuple[Point, ...]) -> None:
    """Raise Refused, naming the first, while anything is open that stops signing."""
    stopping = [point.text for point in points if point.stops]
    if stopping:
        raise Refused(f"It cannot be signed yet: {'; '.join(stopping)}. Nothing was signed.")


def is_late(service_end: datetime, signed_at: datetime, after: timedelta) -> bool:
    """Return whether it was signed so long after the service that it is labelled as a late entry.

    Source: AHIMA, Amendments in the Electronic Health Record (late entries are identified as such).
    """
    return signed_at - service_end > after
