"""What was seen and heard in the room, when it happened and when it was written; nothing is removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused

WRITTEN_LATER = timedelta(minutes=1)
"""From how far apart happened-at and written-at are both printed."""


class Voice(StrEnum):
    """Whose words an entry holds."""

    CLIENT = "client"
    OBSERVER = "observer"

    @property
    def other(self) -> "Voice":
        """Return the voice that the toggle goes to."""
        return Voice.OBSERVER if self is Voice.CLIENT else Voice.CLIENT


@dataclass(frozen=True, slots=True)
class Stood:
    """Whose words a moment was said to hold and when it was said to have happened, until put right."""

    voice: Voice
    happened_at: datetime
    until: datetime
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was put right: only what was different before, until when, and who changed it."""

    until: datetime
    by: UUID | None
    happened_at: datetime | None = None
    voice: Voice | None = None


def turns(stood: Sequence[Stood], voice: Voice, happened_at: datetime) -> tuple[Turn, ...]:
    """Return step by step, the oldest first, what a moment that stands so now said before."""
    after = [(one.voice, one.happened_at) for one in stood[1:]] + [(voice, happened_at)]
    return tuple(
        Turn(
            one.until,
            one.by,
            one.happened_at if one.happened_at != next_at else None,
            one.voice if one.voice is not next_voice else None,
        )
        for one, (next_voice, next_at) in zip(stood, after, strict=False)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journey; a struck one keeps its words, with when and why it was struck."""

    id: UUID
    happened_at: datetime
    written_at: datetime
    voice: Voice
    kind: str = ""
    text: str = ""
    author: str = ""
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def struck(self) -> bool:
        """Return whether the line was struck through."""
        return self.struck_at is not None

    @property
    def written_later(self) -> bool:
        """Return whether it was written a minute or more after it happened, so that both times print."""
        return abs(self.written_at - self.happened_at) >= WRITTEN_LATER


def check_reason(reason: str) -> str:
    """Return the reason for striking something through, trimmed; raises Refused where there is none."""
    trimmed = reason.strip()
    if not trimmed:
        raise Refused("Striking through needs a reason. Nothing was struck; write why in a word or two.")
    return trimmed


def check_strike(entry: Entry) -> None:
    """Raise Refused when a line was struck before; the first reason stands."""
    if entry.struck:
        raise Refused("This line is struck through already. Nothing was changed; the first reason stands.")


def check_happened(happened_at: datetime, now: datetime) -> None:
    """Raise Refused for a moment that is still to come; any earlier moment can be written down later.

    `now` is the latest instant that is known of: what the clock shows, or what is written already, where the
    clock was moved back since.
    """
    if happened_at > now:
        raise Refused("This moment is still to come. Nothing was written; correct the time it happened.")
