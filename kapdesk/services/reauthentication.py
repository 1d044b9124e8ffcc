"""Who sits there says so again with the passphrase, before what cannot be left to an open screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.store import key
from kapdesk.store.key import VaultKeys
from kapdesk.store.second_secret import Finder

LASTS = timedelta(seconds=60)
PAUSES = (0, 1, 2, 4, 8, 16, 30)
"""Seconds before the next try, by wrong tries in a row."""
WRONG = "This is not your passphrase. Nothing was changed. Type it again."
OVER = (
    "The passphrase was confirmed too long ago, or for something else. Nothing was changed. Confirm it again."
)


class Purpose(StrEnum):
    """What a passphrase is asked for again, as the question says it."""

    SIGN = "sign"
    EXPORT = "export"
    PEOPLE = "change who may sign in"
    KEYS = "change what opens the record"
    PROCESS = "open your process notes"
    DELETE = "delete a record"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That one person was there, at one time, for one purpose; it holds for a minute and for nothing else."""

    person: UUID
    purpose: Purpose
    at: datetime

    def holds(self, person: UUID, purpose: Purpose, now: datetime) -> bool:
        """Return whether it may be relied on now, for this."""
        same = (self.person, self.purpose) == (person, purpose)
        return same and self.at <= now <= self.at + LASTS


@dataclass(frozen=True, slots=True)
class Question:
    """That something needs the passphrase again: for what, said how, and what is done with the answer."""

    purpose: Purpose
    words: str
    then: Callable[[Confirmation], None]


def require(said: Confirmation, person: UUID, purpose: Purpose, now: datetime) -> None:
    """Raise Refused where a confirmation is of somebody else, for something else, or over."""
    if not said.holds(person, purpose, now):
        raise Refused(OVER)


class Reauthentication:
    """Asks the person who is in for the passphrase; wrong tries make the next pause longer."""

    def __init__(self, keys: VaultKeys, clock: Clock, find: Finder | None = None) -> None:
        """Stand ready for one open record; `on_confirmed` and `on_failed` hear of each try."""
        self._keys, self._clock, self._find = keys, clock, find
        self._wrong = 0
        self._next = clock.monotonic()
        self.on_confirmed: Callable[[Purpose], None] | None = None
        self.on_failed: Callable[[Purpose], None] | None = None

    def pause(self) -> int:
        """Return how many seconds are left before the next try."""
        return max(0, round(self._next - self._clock.monotonic()))

    def confirm(self, passphrase: str, purpose: Purpose) -> Confirmation:
        """Return that the person was there; takes the 0.5 s of the derivation. No key is kept.

        Raises WrongPassphrase, KeyFileNotThere, and Refused while the pause after wrong tries is not over.
        """
        if self.pause():
            raise Refused(f"Wait {self.pause()} s before the next try. Nothing was changed.")
        if not key.proves(self._keys, passphrase, self._find):
            self._wrong += 1
            self._next = self._clock.monotonic() + PAUSES[min(self._wrong, len(PAUSES) - 1)]
            if self.on_failed is not None:
                self.on_failed(purpose)
            raise WrongPassphrase(WRONG)
        self._wrong = 0
        if self.on_confirmed is not None:
            self.on_confirmed(purpose)
        return Confirmation(UUID(self._keys.user), purpose, self._clock.now())
