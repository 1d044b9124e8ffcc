"""Insights and themes: in the client's words, on levels, in one of four movements of the work."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused


class Level(StrEnum):
    """On which level something touched; the transpersonal one has three kinds of its own."""

    PERSONAL = "personal"
    SOMATIC = "somatic"
    TRANSPERSONAL = "transpersonal"
    SYMBOLIC = "symbolic"
    SPIRITUAL = "spiritual"
    TRANSGENERATIONAL = "transgenerational"

    @property
    def under(self) -> "Level":
        """Return the level this one belongs to."""
        return Level.TRANSPERSONAL if self in _TRANSPERSONAL else self


_TRANSPERSONAL = (Level.SYMBOLIC, Level.SPIRITUAL, Level.TRANSGENERATIONAL)


class Movement(StrEnum):
    """The four movements of the work."""

    RELEASE = "release"
    PROCESS = "process"
    RECLAIM = "reclaim"
    RESTORE = "restore"


class Kind(StrEnum):
    """What was kept of the client's words."""

    INSIGHT = "insight"
    THEME = "theme"
    HELD_QUESTION = "held question"
    READ_BACK = "read-back phrase"


class Tone(StrEnum):
    """How the journey was, by the client; a hard one is asked about in the same words as a pleasant one."""

    ENHANCED = "enhanced"
    ENJOYABLE = "enjoyable"
    NEUTRAL = "neutral"
    MIXED = "mixed"
    CHALLENGING = "challenging"


@dataclass(frozen=True, slots=True)
class Insight:
    """One insight, theme, held question or phrase to read back, as it was said."""

    id: UUID
    session: UUID
    kind: Kind
    text: str
    levels: tuple[Level, ...]
    movement: Movement | None
    confidence: int | None
    written_at: datetime
    struck_reason: str | None = None


def check_text(text: str) -> str:
    """Return the words without white space around; raises Refused where there are none."""
    words = text.strip()
    if not words:
        raise Refused("There are no words to keep. Nothing was changed. Mark or type some words first.")
    return words


def check_new(kind: Kind, text: str, kept: Iterable[Insight]) -> None:
    """Raise Refused when the same words stand already as the same kind: a key pressed twice is one press."""
    if any(each.kind is kind and each.text == text and each.struck_reason is None for each in kept):
        raise Refused("These words are kept already. Nothing was added.")


def check_confidence(confidence: int | None) -> int | None:
    """Return a confidence of 0 to 10, or none given; raises Refused for any other number."""
    if confidence is not None and not 0 <= confidence <= 10:  # noqa: PLR2004 - the scale itself
        raise Refused("Confidence runs from 0 to 10. Nothing was changed. Choose a number on the scale.")
    return confidence


def coverage(insights: Iterable[Insight]) -> dict[Level, int]:
    """Count how many standing insights touch each level; a kind of the transpersonal one counts for both."""
    counted: Counter[Level] = Counter()
    for insight in insights:
        if insight.struck_reason is None:
            counted.update({level for given in insight.levels for level in (given, given.under)})
    return {level: counted[level] for level in Level}


FOLLOW_UP_WITHIN = timedelta(hours=72)
"""Within which time a client is asked again after a hard journey."""


def follow_up_due(tone: Tone | None, named_at: datetime) -> datetime | None:
    """Return by when a client must be asked again after this journey, or None where nothing calls for it."""
    return named_at + FOLLOW_UP_WITHIN if tone is Tone.CHALLENGING else None


def asks_distress_again(answers: Iterable[tuple[str, str | None]], *, tone: str, distress: str) -> bool:
    """Return whether distress must be asked (again): the journey was named hard and nothing came after that.

    `answers` are items with their values in the order of writing, None for one taken back; `tone` and
    `distress` are the ids of the two items.
    """
    asks = False
    for item, value in answers:
        if item == tone:
            asks = value == Tone.CHALLENGING
        elif item == distress and value is not None:
            asks = False
    return asks


def marked(text: str, start: int, end: int) -> str:
    """Return the marked words of a text, or the line of the caret where none are marked.

    `start` and `end` are in characters; on an empty line it is the last line above that has words.
    """
    if start != end:
        return text[min(start, end) : max(start, end)].strip()
    before, after = text[:start], text[start:]
    line = (before.rsplit("\n", 1)[-1] + after.split("\n", 1)[0]).strip()
    return line or before.rstrip().rsplit("\n", 1)[-1].strip()
