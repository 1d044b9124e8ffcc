"""What may be carried through the weeks after, and what is asked of each: losses, roles, steps, decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kapdesk.domain.definitions import Choice, Definition, Voice, find
from kapdesk.domain.errors import Refused

Value = str | int | tuple[str, ...] | None
Facts = Mapping[str, Value]
"""Answers by the id of their question; None is an answer that was taken back, absent was never asked."""

RATING, DAY = "rating", "due"
"""What may be taken back of a look beside its answers."""


class Holds(StrEnum):
    """How something is answered; an untouched question has no answer, which is never a no."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    SCALE = "scale"
    ASKED = "asked"
    DATE = "date"


ASKED = (
    Choice(value="yes", label="Yes"),
    Choice(value="no", label="No"),
    Choice(value="not-asked", label="Not asked"),
)
"""The three answers of whatever is asked or left unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is asked; `only` names the answer (`id=value`) that makes it worth asking.

    `private` is what was asked alone: it stays off every copy that leaves the clinic.
    """

    id: str
    label: str
    holds: Holds = Holds.TEXT
    prompt: str = ""
    choices: tuple[Choice, ...] = ()
    lowest: int = 0
    highest: int = 10
    low: str = ""
    high: str = ""
    unit: str = ""
    voice: Voice = Voice.NONE
    only: str = ""
    private: bool = False

    @property
    def answers(self) -> tuple[Choice, ...]:
        """Return what may be chosen."""
        return ASKED if self.holds is Holds.ASKED else self.choices

    def asked_of(self, facts: Facts) -> bool:
        """Return whether this is worth asking beside these answers."""
        name, _, wanted = self.only.partition("=")
        return not name or str(facts.get(name)) in wanted.split("|")

    def words(self, value: Value) -> str:
        """Return an answer as it is read; "" for none."""
        if value is None or value == "":
            return ""
        labels = {choice.value: choice.label for choice in self.answers}
        if isinstance(value, tuple):
            return ", ".join(labels.get(each, each) for each in value)
        if self.holds is Holds.SCALE:
            return f"{value} {self.unit or f'of {self.highest}'}"
        return labels.get(str(value), str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where something stands: the first is where it begins; one that closes takes it off what is active."""

    id: str
    label: str
    closes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A step from 0 to 10 at each look, drawn over time where `drawn`; never added up."""

    label: str
    low: str = ""
    high: str = ""
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """A day that may be named, days from today that are offered for it, and the rule that forbids it.

    A day is offered and never set by itself.
    """

    label: str
    offered: tuple[int, ...] = ()
    offered_when: str = ""
    never_when: str = ""
    never_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Words that are shown while a rule holds, and what may be put on the list of what is to be done.

    `within_hours` empty means before the day is over; `by_itself` is written without being pressed, in the
    same write; `crisis` leads to the clinic's crisis page.
    """

    id: str
    rule: str
    text: str
    offer: str = ""
    task: str = ""
    task_kind: str = ""
    within_hours: int | None = None
    by_itself: bool = False
    crisis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Definition):
    """One kind of thing that is carried: its words, what is asked of it once and at each look."""

    one: str
    group: str
    place: int
    purpose: str
    words: str
    words_prompt: str = ""
    voice: Voice = Voice.CLIENT
    fixed_words: str = ""
    entries: tuple[Entry, ...] = ()
    look: tuple[Entry, ...] = ()
    look_words: str = ""
    rating: Rating | None = None
    standings: tuple[Standing, ...]
    limit: int | None = None
    day: DayRule | None = None
    cautions: tuple[Caution, ...] = ()
    reported: str = ""
    plan: bool = False

    def entry(self, entry_id: str) -> Entry:
        """Return the question of that id, asked once or at looks; raises NotFound."""
        return find((*self.entries, *self.look), entry_id, self.id)

    def standing(self, standing_id: str) -> Standing:
        """Return the state of that id; raises NotFound."""
        return find(self.standings, standing_id, self.id)

    def label_of(self, standing_id: str) -> str:
        """Return a state as it is read, also one of another version."""
        return next((each.label for each in self.standings if each.id == standing_id), standing_id)

    def closes(self, standing_id: str) -> bool:
        """Return whether this state takes something off what is active."""
        return any(each.id == standing_id and each.closes for each in self.standings)


def check_words(text: str) -> str:
    """Return the words without white space around; raises Refused where there are none."""
    words = text.strip()
    if not words:
        raise Refused("There are no words to keep. Nothing was added. Write some first.")
    return words


def check_facts(register: Register, facts: Facts) -> dict[str, Value]:
    """Return the answers as they are kept; raises Refused for one that its question does not allow."""
    kept: dict[str, Value] = {}
    for name, value in facts.items():
        entry = register.entry(name)
        kept[name] = None if value is None or value in ("", ()) else _checked(entry, value)
    return kept


def check_rating(register: Register, rating: int | None) -> int | None:
    """Return the step as it is kept; raises Refused where none is asked, and outside of 0 to 10."""
    if rating is None:
        return None
    if register.rating is None:
        raise Refused("No step is asked of this. Nothing was changed.")
    if not 0 <= rating <= 10:  # noqa: PLR2004 - the ends of the scale
        raise Refused("This scale runs from 0 to 10. Nothing was changed. Choose a step on it.")
    return rating


def _checked(entry: Entry, value: Value) -> Value:
    match entry.holds:
        case Holds.TEXT:
            return str(value).strip() or None
        case Holds.SCALE:
            if isinstance(value, int) and entry.lowest <= value <= entry.highest:
                return value
        case Holds.SEVERAL:
            known = {choice.value for choice in entry.choices}
            if isinstance(value, tuple | list) and set(value) <= known:
                return tuple(value)
        case Holds.DATE:
            return _day(value)
        case Holds.CHOICE | Holds.ASKED:
            if value in {choice.value for choice in entry.answers}:
                return value
    raise Refused(f"“{value}” is no answer to “{entry.label}”. Nothing was changed. Choose another.")


def _day(value: Value) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Refused("This is no day. Nothing was changed. Write it as day, month, year.") from None
