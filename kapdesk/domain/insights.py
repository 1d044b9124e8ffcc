"""Insights and themes: in the client's words, on levels, in one of four movements of the work."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    taken_from: str = ""
    taken_from_id: UUID | None = None
    revisit_on: date | None = None

    @property
    def stands(self) -> bool:
        """Return whether it was not struck through."""
        return self.struck_reason is None


def same_words(one: str, other: str) -> bool:
    """Return whether two sayings are the same words, whatever their quotes, capitals and closing signs."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split()).strip(" .,;:!?…'\"“”„«»")


def first_seen(insights: Iterable[Insight]) -> dict[UUID, Insight]:
    """Return by insight the first one of the same words in an earlier session, where there is one.

    Words that were struck through are nobody's first.
    """
    firsts: dict[str, Insight] = {}
    found: dict[UUID, Insight] = {}
    for one in sorted(insights, key=_when):
        first = firsts.get(_bare(one.text))
        if first is not None and first.session != one.session:
            found[one.id] = first
        elif first is None and one.stands:
            firsts[_bare(one.text)] = one
    return found


def _when(insight: Insight) -> tuple[datetime, str]:
    return insight.written_at, insight.id.hex


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


def coverage(insights: Iterable[Insight], others: Iterable[Iterable[Level]] = ()) -> dict[Level, int]:
    """Count how much that stands touches each level; a kind of the transpersonal one counts for both.

    `others` are the levels of what else was told: places on the body map, pieces of work.
    """
    counted: Counter[Level] = Counter()
    for levels in (*(one.levels for one in insights if one.stands), *others):
        counted.update({level for given in levels for level in (given, given.under)})
    return {level: counted[level] for level in Level}


def untouched(counts: Mapping[Level, int]) -> tuple[Level, ...]:
    """Return which of the three levels nothing touches yet, so that none is left out unseen."""
    return tuple(level for level in Level if level.under is level and not counts[level])


def check_revisit(on: date | None, today: date) -> date | None:
    """Return the day on which a question is asked again, or none; raises Refused for a day that is past."""
    if on is not None and on < today:
        raise Refused("This day is past. Nothing was changed. Choose a day to come, or none.")
    return on


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
