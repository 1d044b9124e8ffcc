"""What becomes of an insight: kept, looked at again at its times, applied in steps, put in other words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import Insight
from kapdesk.domain.integration import Verdict


@dataclass(frozen=True, slots=True)
class Habit:
    """When the clinic looks at an insight again, in days after its words were kept.

    A look up to `early_days` before its day counts as taken; `lapses_days` after its day nobody is
    reminded of it any more. The times are the clinic's own habit; no study has set them.
    """

    after_days: tuple[int, ...]
    early_days: int = 0
    lapses_days: int = 0


def check_habit(habit: Habit) -> Habit:
    """Return a habit that can be kept; raises Refused for days that are not rising or not after the first."""
    days = habit.after_days
    if not days or days[0] < 1 or list(days) != sorted(set(days)):
        raise Refused("The days of the later looks must rise from 1 on. Nothing was changed. Correct them.")
    if not 0 <= habit.early_days < days[0] or habit.lapses_days < 0:
        raise Refused("A look cannot be early by more than its own days. Nothing was changed. Correct it.")
    return habit


@dataclass(frozen=True, slots=True)
class LaterLook:
    """What the client said of an insight on a day, and in which words; `at` is when it was written."""

    on: date
    verdict: Verdict
    words: str
    at: datetime
    note: UUID | None = None

    @property
    def renews(self) -> bool:
        """Return whether the insight has other words from here on, so that its looks begin anew."""
        return self.verdict is Verdict.BECAME and bool(self.words)


@dataclass(frozen=True, slots=True)
class DueLook:
    """The look that is next: the first, second or third of the habit, and its day."""

    number: int
    on: date
    reminds_until: date

    def is_due(self, today: date) -> bool:
        """Return whether its day has come."""
        return self.on <= today

    def reminds(self, today: date) -> bool:
        """Return whether somebody is reminded of it on this day."""
        return self.on <= today <= self.reminds_until


def words_now(text: str, looks: Iterable[LaterLook]) -> str:
    """Return the words of an insight as they stand: what it last became, or as they were kept."""
    return next((look.words for look in reversed(list(looks)) if look.renews), text)


def next_look(kept_on: date, looks: Sequence[LaterLook], habit: Habit) -> DueLook | None:
    """Return the look that is next, or None: all were taken, or the insight has faded.

    What became something else begins its times anew on that day. `looks` are in the order of time.
    """
    if looks and looks[-1].verdict is Verdict.FADED:
        return None
    begun = next((place for place in range(len(looks) - 1, -1, -1) if looks[place].renews), None)
    first = kept_on if begun is None else looks[begun].on
    taken = [look.on for look in (looks if begun is None else looks[begun + 1 :])]
    last = max(taken, default=date.min)
    for number, days in enumerate(habit.after_days, 1):
        on = first + timedelta(days=days)
        if last < on - timedelta(days=habit.early_days):
            return DueLook(number, on, on + timedelta(days=habit.lapses_days))
    return None


class EntryKind(StrEnum):
    """What one line of a thread tells."""

    KEPT = "kept"
    LOOK = "looked at again"
    BECAME = "became"
    STEP = "step"
    STEP_LOOK = "step looked at"
    WORK = "work"
    WORK_LOOK = "work looked at"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a thread: when, what it tells, in which words."""

    at: datetime
    kind: EntryKind
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything of one insight in the order of time, with the look that is next."""

    insight: Insight
    session_number: int
    words: str
    looks: tuple[LaterLook, ...]
    entries: tuple[Entry, ...]
    due: DueLook | None

    @property
    def verdict(self) -> Verdict | None:
        """Return what was last said of it."""
        return self.looks[-1].verdict if self.looks else None


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the lines of a thread in the order of time; of one instant, in the order of their kinds."""
    order = list(EntryKind)
    return tuple(sorted(entries, key=lambda one: (one.at, order.index(one.kind), one.words)))
