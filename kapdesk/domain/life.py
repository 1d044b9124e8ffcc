"""What is carried through the weeks after, as it was named and as it stood at every look since."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kapdesk.domain import decisions, held
from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused
from kapdesk.domain.registers import DAY, RATING, Caution, Facts, Register, Value

LOW_TRUST = 3
"""Trust, 0 to 10, up to which slower pacing is brought to mind; kapdesk's own proposal."""

Rule = Callable[[Facts, int | None], bool]


@dataclass(frozen=True, slots=True)
class LifeLook:
    """What was said at one moment: a state, a step, words, answers; what was not said is empty."""

    id: UUID
    status: str
    rating: int | None
    text: str
    facts: dict[str, Value]
    taken_back: tuple[str, ...]
    due_on: date | None
    happened_at: datetime
    written_at: datetime
    zone: str
    author: UUID | None
    session: UUID | None
    integration: UUID | None

    @property
    def day(self) -> date:
        """Return the day on which it was said, where it was said."""
        return local(self.happened_at, self.zone).date()


@dataclass(frozen=True, slots=True)
class Visit:
    """One look as it stands when everything said in one visit is taken together."""

    day: date
    at: datetime
    integration: UUID | None
    status: str
    rating: int | None
    text: str
    facts: dict[str, Value]
    due_on: date | None


@dataclass(frozen=True, slots=True)
class LifeItem:
    """One thing that is carried, in the words it was named in, with every look in the order of writing."""

    id: UUID
    client: UUID
    register: str
    register_version: int
    text: str
    named: dict[str, Value]
    named_due: date | None
    happened_at: datetime
    written_at: datetime
    zone: str
    author: UUID | None
    first_status: str
    session: UUID | None = None
    integration: UUID | None = None
    insight: UUID | None = None
    looks: tuple[LifeLook, ...] = ()
    struck_reason: str | None = None
    sealed: bool = False
    struck_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Return whether it was not struck through."""
        return self.struck_reason is None

    @property
    def status(self) -> str:
        """Return where it stood last."""
        return self.looks[-1].status if self.looks else self.first_status

    @property
    def facts(self) -> dict[str, Value]:
        """Return every answer as it was given last; one that was taken back is absent."""
        answers = dict(self.named)
        for look in self.looks:
            answers |= look.facts
        return _given(answers)

    @property
    def rating(self) -> int | None:
        """Return the last step that was said and not taken back."""
        found: int | None = None
        for look in self.looks:
            found = None if RATING in look.taken_back else found
            found = found if look.rating is None else look.rating
        return found

    @property
    def due_on(self) -> date | None:
        """Return the day on which it is looked at again; a look on that day or after answers it."""
        due = self.named_due
        for look in self.looks:
            if DAY in look.taken_back or (due is not None and look.day >= due):
                due = None
            due = look.due_on or due
        return due

    @property
    def ratings(self) -> tuple[tuple[date, int], ...]:
        """Return the step of each visit at which one was said, the earliest first."""
        return tuple((visit.day, visit.rating) for visit in visits(self) if visit.rating is not None)

    @property
    def day(self) -> date:
        """Return the day it belongs to: the one that was said, otherwise the one it was named on."""
        said = self.facts.get("day")
        return (
            date.fromisoformat(said) if isinstance(said, str) else local(self.happened_at, self.zone).date()
        )


def visits(item: LifeItem) -> tuple[Visit, ...]:
    """Return the looks with everything said in one visit taken together, the earliest first.

    What was said later in a visit stands in the place of what was said earlier in it; both stay recorded.
    """
    found: list[Visit] = []
    for look in item.looks:
        last = found[-1] if found else None
        if last is not None and (last.integration, last.day) == (look.integration, look.day):
            found[-1] = _joined(last, look)
        else:
            facts = _given(look.facts)
            found.append(
                Visit(
                    look.day, look.happened_at, look.integration, look.status, look.rating, look.text, facts,
                    look.due_on,
                )
            )  # fmt: skip
    return tuple(found)


def here(item: LifeItem, integration: UUID | None, today: date) -> Visit | None:
    """Return what was said in this visit so far, None where nothing was."""
    mine = [each for each in visits(item) if each.integration == integration]
    return next((each for each in reversed(mine) if integration is not None or each.day == today), None)


def _joined(earlier: Visit, look: LifeLook) -> Visit:
    rating = None if RATING in look.taken_back else earlier.rating
    due = None if DAY in look.taken_back else earlier.due_on
    facts = _given(earlier.facts | look.facts)
    return Visit(
        earlier.day, earlier.at, earlier.integration, look.status,
        rating if look.rating is None else look.rating, look.text or earlier.text, facts, look.due_on or due,
    )  # fmt: skip


def _given(facts: Facts) -> dict[str, Value]:
    """Return the answers without those that were taken back."""
    return {name: value for name, value in facts.items() if value is not None}


def active(items: Iterable[LifeItem], register: Register) -> tuple[LifeItem, ...]:
    """Return those of a register that stand and are not closed."""
    return tuple(
        item for item in items
        if item.register == register.id and item.stands and not register.closes(item.status)
    )  # fmt: skip


def check_limit(standing: Sequence[LifeItem], limit: int | None) -> None:
    """Raise Refused where as many are active as the clinic agreed on, and name those that are."""
    if limit is None or len(standing) < limit:
        return
    named = ", ".join(f"“{item.text}”" for item in standing)
    raise Refused(
        f"{len(standing)} are active already: {named}. A little at a time: finish or put down one of them "
        f"first, then add this one. Nothing was added; your words are still here."
    )


def check_same(text: str, standing: Iterable[LifeItem]) -> None:
    """Raise Refused for the same words twice among what is active."""
    if any(item.text.casefold() == text.casefold() for item in standing):
        raise Refused("This stands there already. Nothing was added. Look at that one again.")


def never_waits(register: Register, facts: Facts) -> bool:
    """Return whether no day may be named: what must not be delayed is not."""
    rule = register.day.never_when if register.day is not None else ""
    return bool(rule) and RULES[rule](facts, None)


def raised(register: Register, facts: Facts, rating: int | None) -> tuple[Caution, ...]:
    """Return the cautions whose rule holds for what is recorded, in the order of the content."""
    return tuple(each for each in register.cautions if RULES[each.rule](facts, rating))


def offered_days(register: Register, facts: Facts, today: date) -> tuple[date, ...]:
    """Return the days that may be offered; they are never set by themselves."""
    rule = register.day
    if rule is None or never_waits(register, facts):
        return ()
    if rule.offered_when and not RULES[rule.offered_when](facts, None):
        return ()
    return tuple(date.fromordinal(today.toordinal() + days) for days in rule.offered)


def due_of(item: LifeItem, register: Register) -> date | None:
    """Return the day on which it asks to be looked at; None for closed, struck, or what must not wait."""
    if not item.stands or register.closes(item.status) or never_waits(register, item.facts):
        return None
    return item.due_on


def _always(_facts: Facts, _rating: int | None) -> bool:
    return True


def _leaves_harm(facts: Facts, _rating: int | None) -> bool:
    return decisions.leaves_harm(facts)


def _cannot_be_undone(facts: Facts, _rating: int | None) -> bool:
    return decisions.cannot_be_undone(facts) and not decisions.leaves_harm(facts)


def _mania(facts: Facts, _rating: int | None) -> bool:
    return decisions.mania(facts)


def _red_flags(facts: Facts, _rating: int | None) -> bool:
    return bool(held.red_flags(facts))


def _memory(facts: Facts, _rating: int | None) -> bool:
    return held.is_memory(facts)


def _harm_named(facts: Facts, _rating: int | None) -> bool:
    return facts.get("concern") == "yes"


def _not_alone(facts: Facts, _rating: int | None) -> bool:
    return facts.get("alone") == "no"


def _low_trust(facts: Facts, _rating: int | None) -> bool:
    trust = (facts.get("trust-experience"), facts.get("trust-therapist"))
    return any(isinstance(each, int) and each <= LOW_TRUST for each in trust)


def _unsettled(facts: Facts, _rating: int | None) -> bool:
    return facts.get("answer") == "something"


RULES: dict[str, Rule] = {
    "always": _always,
    "leaves-harm": _leaves_harm,
    "cannot-be-undone": _cannot_be_undone,
    "mania": _mania,
    "consult": held.consult,
    "red-flags": _red_flags,
    "memory": _memory,
    "harm-named": _harm_named,
    "not-alone": _not_alone,
    "low-trust": _low_trust,
    "unsettled": _unsettled,
}
"""The rules that the content may name, each tested by itself."""
