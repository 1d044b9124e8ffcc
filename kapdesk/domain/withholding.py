"""What is printed in words, told in short or withheld: the client's wish first, then the clinic's rule."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused


class Rule(StrEnum):
    """How something stands on a printed page; it is kept in the record whichever it is."""

    PRINT = "print"
    SUMMARISE = "summarise"
    WITHHOLD = "withhold"

    @property
    def label(self) -> str:
        """Return the rule as it is chosen."""
        return {Rule.PRINT: "Print", Rule.SUMMARISE: "Tell in short", Rule.WITHHOLD: "Leave out"}[self]


class Category(StrEnum):
    """What a client may ask to be left out. Facts that care depends on are none of these."""

    CLIENT_WORDS = "client-words"
    OBSERVER_WORDS = "observer-words"
    PREPARATION = "preparation"
    MOMENT = "timeline-moment"
    DEBRIEF = "debrief"
    INSIGHTS = "insights"
    WORK = "work"
    BODY_MAP = "body-map"
    HAND_OVER = "hand-over"
    INTEGRATION = "integration"
    HELPED = "what-helped"
    VISITS = "next-visits"
    AT_HOME = "people-at-home"

    @property
    def label(self) -> str:
        """Return the words that stand on a page in its place."""
        return _LABELS[self]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return what may be asked of it: a line of the client's page is there or not."""
        both = (Rule.PRINT, Rule.WITHHOLD)
        return both if self in FOR_THE_CLIENT or self is Category.MOMENT else tuple(Rule)


_LABELS = {
    Category.CLIENT_WORDS: "the client's words",
    Category.OBSERVER_WORDS: "the observer's words",
    Category.PREPARATION: "what was prepared",
    Category.MOMENT: "a moment of the journey",
    Category.DEBRIEF: "the debrief",
    Category.INSIGHTS: "insights and themes",
    Category.WORK: "the work",
    Category.BODY_MAP: "the body map",
    Category.HAND_OVER: "answers given on the screen",
    Category.INTEGRATION: "the integration notes",
    Category.HELPED: "what helped today",
    Category.VISITS: "the next visits",
    Category.AT_HOME: "who is there tonight",
}

FOR_THE_CLIENT = (Category.HELPED, Category.VISITS, Category.AT_HOME)
"""What stands on the pages that are taken home."""
VOICES = (Category.CLIENT_WORDS, Category.OBSERVER_WORDS)
"""The two voices, each with a rule of the clinic's own."""
_SPOKEN = frozenset(
    {Category.PREPARATION, Category.DEBRIEF, Category.INSIGHTS, Category.WORK, Category.BODY_MAP,
     Category.HAND_OVER, Category.INTEGRATION}
)  # fmt: skip
"""Parts that hold the client's words, and follow the rule for these until they are asked about themselves."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing the client asked, in the order of asking; one that was lifted stands no longer."""

    category: str
    rule: Rule
    of_id: UUID | None = None
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with one part, and whether the client asked for it."""

    rule: Rule = Rule.PRINT
    asked: bool = False


PRINTED = Decision()


@dataclass(frozen=True, slots=True)
class Rules:
    """Every wish of the client for one session, and the clinic's rule for each voice."""

    wishes: tuple[Wish, ...] = ()
    client_words: Rule = Rule.PRINT
    observer_words: Rule = Rule.PRINT

    def of(self, part: str) -> Decision:
        """Return what is done with a part of a page.

        The last standing wish about the part itself counts, else the last one about the voice it is in, else
        the clinic's rule for that voice. A part that is no category (doses, vitals, adverse events, screens,
        criteria) always prints: no wish and no rule reaches it.
        """
        if part not in set(Category):
            return PRINTED
        category = Category(part)
        own = self._asked(category)
        if own is not None:
            return own
        voice = Category.CLIENT_WORDS if category in _SPOKEN else category
        spoken = self._asked(voice)
        if spoken is not None:
            return spoken
        clinic = {Category.CLIENT_WORDS: self.client_words, Category.OBSERVER_WORDS: self.observer_words}
        return Decision(clinic.get(voice, Rule.PRINT))

    def of_moment(self, moment: UUID | None, voice: Category, *, is_care: bool) -> Decision:
        """Return what is done with one moment of the journey; what care needs to know always prints."""
        if is_care:
            return PRINTED
        own = self._asked(Category.MOMENT, moment) if moment is not None else None
        return own or self.of(voice)

    def is_asked(self, category: Category) -> bool:
        """Return whether the client asked something about a part itself that still stands."""
        return self._asked(category) is not None

    def is_withheld_moment(self, moment: UUID) -> bool:
        """Return whether the client asked that a moment is left out by itself."""
        own = self._asked(Category.MOMENT, moment)
        return own is not None and own.rule is not Rule.PRINT

    def _asked(self, category: Category, of_id: UUID | None = None) -> Decision | None:
        """Return the last standing wish about something; None where there is none."""
        found = [
            wish
            for wish in self.wishes
            if wish.category == category.value and wish.of_id == of_id and not wish.lifted
        ]
        return Decision(found[-1].rule, asked=True) if found else None


def check_wish(category: Category, rule: Rule, of_id: UUID | None, asked_by: str) -> None:
    """Raise Refused for a wish that nobody asked, that names no moment, or that cannot be told in short."""
    if not asked_by.strip():
        raise Refused("It is not said who asked for it. Nothing was changed. Write who asked.")
    if rule not in category.rules:
        raise Refused(f"{category.label.capitalize()} cannot be told in short. Nothing was changed.")
    if (category is Category.MOMENT) != (of_id is not None):
        raise Refused("It is not said which moment is meant. Nothing was changed. Choose the moment.")
