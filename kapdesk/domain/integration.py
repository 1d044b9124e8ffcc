"""Integration: what changed and what did not yet, what became of what was said, goals and aims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.appointments import AppointmentKind
from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import Kind


class ChangeKind(StrEnum):
    """On which side something stands; both sides are always looked at."""

    CHANGED = "changed"
    NOT_YET = "not yet"
    UNSURE = "unsure"


NOTHING_NOTED = "nothing noted"
"""What stands on a side that was looked at and has no line; a side without it was not looked at."""
BOTH_SIDES = (ChangeKind.CHANGED, ChangeKind.NOT_YET)


class LifeDomain(StrEnum):
    """Where in a life something shows: mind, body, spirit, relationships, way of life, nature.

    Source: the six domains of integration after Bathje, Majeski and Kudowor 2022.
    """

    MIND = "mind"
    BODY = "body"
    SPIRIT = "spirit"
    RELATIONSHIPS = "relationships"
    LIFESTYLE = "way of life"
    NATURE = "nature"


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """Something that changed, did not yet, or is unsure: where it shows, since when, whether it is wanted."""

    id: UUID
    note: UUID
    kind: ChangeKind
    text: str
    domain: str
    evidence: str
    since: str
    wanted: bool | None
    written_at: datetime
    struck_reason: str | None = None

    @property
    def stands(self) -> bool:
        """Return whether it was not struck through."""
        return self.struck_reason is None


class Setting(StrEnum):
    """In which company an integration session was held; none is preset but by the appointment."""

    SAME_DAY = "same-day"
    INDIVIDUAL = "individual"
    COUPLE = "couple"
    PARTNER = "partner"
    GROUP = "group"

    @property
    def label(self) -> str:
        """Return the setting as it is read."""
        return _SETTINGS[self]

    @property
    def has_others(self) -> bool:
        """Return whether somebody beside the client and the therapist is in the room."""
        return self in (Setting.COUPLE, Setting.PARTNER, Setting.GROUP)


_SETTINGS = {
    Setting.SAME_DAY: "same day",
    Setting.INDIVIDUAL: "individual",
    Setting.COUPLE: "couple",
    Setting.PARTNER: "with a partner",
    Setting.GROUP: "group",
}
_SETTING_OF = {"immediate": Setting.SAME_DAY, "partner": Setting.PARTNER, "group": Setting.GROUP}


def setting_of(kind: AppointmentKind) -> Setting | None:
    """Return the company an appointment says, or None where it says nothing of it."""
    return _SETTING_OF.get(kind.value)


LONGEST_COMPANY = 200
"""Characters in which it is said who was there."""


def check_company(words: str) -> str:
    """Return who was there, without white space around; raises Refused for more than there is room for."""
    told = " ".join(words.split())
    if len(told) > LONGEST_COMPANY:
        raise Refused(
            f"Who was there is said in at most {LONGEST_COMPANY} characters. Nothing was changed. "
            "Roles are enough; write the rest into the note."
        )
    return told


@dataclass(frozen=True, slots=True)
class IntegrationNote:
    """One integration session as it took place; `group` is shared by the notes of one group session."""

    id: UUID
    client: UUID
    session: UUID | None
    appointment: UUID | None
    kind: AppointmentKind
    at: datetime
    ended_at: datetime | None
    signed_at: datetime | None
    setting: Setting | None = None
    with_whom: str = ""
    group: UUID | None = None

    @property
    def open(self) -> bool:
        """Return whether the session is still under way."""
        return self.ended_at is None


class Verdict(StrEnum):
    """What the client says of it when it is looked at again."""

    KEPT = "kept"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    FADED = "faded"
    BECAME = "became something else"
    STILL_OPEN = "still open"
    SETTLED = "settled"

    @property
    def label(self) -> str:
        """Return the word on its button."""
        return _LABELS.get(self, self.value.capitalize())


_LABELS = {Verdict.HELD: "Still alive", Verdict.BECAME: "Something else"}
VERDICTS = {
    Kind.READ_BACK: (Verdict.KEPT, Verdict.CORRECTED, Verdict.WITHDRAWN),
    Kind.INSIGHT: (Verdict.HELD, Verdict.FADED, Verdict.BECAME),
    Kind.THEME: (Verdict.HELD, Verdict.FADED, Verdict.BECAME),
    Kind.HELD_QUESTION: (Verdict.STILL_OPEN, Verdict.SETTLED),
}
"""What may be said of each kind; none of them is preset."""


def check_verdict(kind: Kind, verdict: Verdict) -> None:
    """Raise Refused for a word that does not belong to this kind."""
    if verdict not in VERDICTS[kind]:
        raise Refused(f"“{verdict}” is not said of a {kind}. Nothing was changed. Choose another.")


def check_item(text: str, kind: ChangeKind, standing: Iterable[ChangeItem]) -> str:
    """Return the words without white space around; raises Refused for none, or the same twice."""
    words = text.strip()
    if not words:
        raise Refused("There are no words to keep. Nothing was added. Write some first.")
    if any(item.kind is kind and item.text == words and item.stands for item in standing):
        raise Refused("This stands there already. Nothing was added.")
    return words


GOAL_STEPS = ("not addressed", "introduced", "working", "consolidating", "settled")
"""The steps of a goal, 0 to 4; none is preset and they are never added up."""
GOAL, AIM = "goal.", "aim."
"""What the name of a rating begins with; aims run from 0 to 10."""


def check_rating(name: str, value: int | None) -> str:
    """Return a rating as it is kept, "" for one taken back; raises Refused for a step that is not there."""
    highest = len(GOAL_STEPS) - 1 if name.startswith(GOAL) else 10
    if value is not None and not 0 <= value <= highest:
        raise Refused(f"This scale runs from 0 to {highest}. Nothing was changed. Choose a step on it.")
    return "" if value is None else str(value)
