"""Trying to reach a client after a dose: by what, what came of it, and whether anything worries."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused


class Channel(StrEnum):
    """By what somebody was tried to be reached."""

    PHONE = "phone"
    TEXT = "text message"
    EMAIL = "e-mail"
    VIDEO = "video"
    IN_PERSON = "in person"
    LETTER = "letter"
    NONE = "none"


class Outcome(StrEnum):
    """What came of a try; only two of them mean that the client was spoken to."""

    REACHED = "reached"
    NO_ANSWER = "no answer"
    MESSAGE_LEFT = "message left"
    NOT_IN_USE = "number not in use"
    WANTS_NO_CALL = "reached, wants no further call"
    SOMEBODY_ELSE = "somebody else answered"
    CLOSED = "closed"

    @property
    def reached(self) -> bool:
        """Return whether the client themselves answered."""
        return self in {Outcome.REACHED, Outcome.WANTS_NO_CALL}

    @property
    def settles(self) -> bool:
        """Return whether nobody has to be reached any more for this dose."""
        return self.reached or self is Outcome.CLOSED


class SpokeWith(StrEnum):
    """Who was spoken to; only the client is told anything."""

    CLIENT = "the client alone"
    NOT_ALONE = "the client, somebody beside them"
    RELATIVE = "a relative or partner"
    OTHER = "somebody else"

    @property
    def client(self) -> bool:
        """Return whether the client themselves was spoken to."""
        return self in {SpokeWith.CLIENT, SpokeWith.NOT_ALONE}


class Concern(StrEnum):
    """Whether what was heard worries; not asked is none of these."""

    NONE = "none heard"
    SOME = "some"
    ACUTE = "acute"


@dataclass(frozen=True, slots=True)
class Contact:
    """One try to reach a client, as it was logged."""

    id: UUID
    client: UUID
    session: UUID | None
    at: datetime
    channel: Channel
    outcome: Outcome
    concern: Concern | None
    text: str
    next_due: datetime | None
    written_at: datetime
    spoke_with: SpokeWith | None = None
    task: UUID | None = None


CHANNEL_WORDS: dict[Channel, tuple[str, ...]] = {
    Channel.PHONE: ("phone", "call", "mobile", "telephone"),
    Channel.TEXT: ("text", "sms", "message"),
    Channel.EMAIL: ("mail",),
    Channel.VIDEO: ("video",),
    Channel.IN_PERSON: ("person",),
    Channel.LETTER: ("letter", "post"),
}
"""What in the words of a safe contact names a channel."""


def wrong_channel(agreed: str, channel: Channel) -> bool:
    """Return whether another channel than this one was agreed; nothing agreed is not wrong."""
    said = agreed.casefold()
    named = {each for each, words in CHANNEL_WORDS.items() if any(word in said for word in words)}
    return bool(named) and channel in CHANNEL_WORDS and channel not in named


def check_spoken(outcome: Outcome, spoke_with: SpokeWith | None) -> None:
    """Raise Refused where who was spoken to and what came of it contradict each other."""
    if spoke_with is None:
        return
    if outcome.reached and not spoke_with.client:
        raise Refused(
            "The client was not spoken to, so they were not reached. Nothing was logged. Choose “somebody "
            "else answered”."
        )
    if not outcome.reached and spoke_with.client:
        raise Refused("The client was spoken to. Nothing was logged. Choose “reached”.")


def check_contact(
    outcome: Outcome,
    concern: Concern | None,
    text: str,
    *,
    at: datetime,
    now: datetime,
    next_due: datetime | None,
) -> str:
    """Return the words without white space around; raises Refused for a contact that cannot stand.

    It cannot lie ahead, an acute concern says what was done, closing says why, and the next try is to come.
    """
    words = text.strip()
    if at > now:
        raise Refused("This contact is still to come. Nothing was logged. Correct the time, or make a task.")
    if concern is Concern.ACUTE and not words:
        raise Refused("An acute concern says what was done about it. Nothing was logged. Write it.")
    if outcome is Outcome.CLOSED and not words:
        raise Refused("Closing without having reached anybody needs a reason. Nothing was logged. Write why.")
    if next_due is not None and next_due <= now:
        raise Refused("The next try lies behind us. Nothing was logged. Choose a time to come.")
    return words
