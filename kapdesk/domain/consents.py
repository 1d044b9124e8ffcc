"""How it stands with each kind of consent: not recorded, given, given to an older text, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.clients import Consent

METHODS = ("on paper", "on this screen", "by word, heard by two")


class Standing(StrEnum):
    """How it stands with one kind of consent today."""

    GIVEN = "given"
    OLDER_TEXT = "older text"
    WITHDRAWN = "withdrawn"
    NOT_GIVEN = "not recorded"


@dataclass(frozen=True, slots=True)
class ConsentKind:
    """A kind of consent of the clinic, in the present version of its text."""

    id: str
    label: str
    text: str
    version: str
    before_first_dose: bool


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """One consent as it was recorded."""

    id: UUID
    consent: Consent
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentState:
    """One kind of consent, how it stands with a client, and the consent that says so."""

    kind: ConsentKind
    standing: Standing
    last: KeptConsent | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it is asked before a dose and does not stand in its present wording."""
        return self.kind.before_first_dose and self.standing is not Standing.GIVEN


def state_of(kind: ConsentKind, kept: Sequence[KeptConsent], today: date) -> ConsentState:
    """Return how one kind stands; a consent to the present text outweighs one to an older text."""
    standing = [one for one in kept if one.consent.stands_on(today)]
    present = [one for one in standing if one.consent.version == kind.version]
    if present:
        return ConsentState(kind, Standing.GIVEN, present[-1])
    if standing:
        return ConsentState(kind, Standing.OLDER_TEXT, standing[-1])
    if kept:
        return ConsentState(kind, Standing.WITHDRAWN, kept[-1])
    return ConsentState(kind, Standing.NOT_GIVEN)


@dataclass(frozen=True, slots=True)
class Signing:
    """Consents given together: kinds with their versions, by whom, on which day, how."""

    kinds: tuple[tuple[str, str], ...]
    signer: str
    on: date
    method: str
