"""What a session summary can say of the telling and of coming back into the body, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kapdesk.reports.day_facts import Check
from kapdesk.reports.wording import Struck


@dataclass(frozen=True, slots=True)
class Insight:
    """An insight in the client's words, with its levels and its movement of the work.

    `kind` says what it is where it is no insight: theme, held question, phrase to read back. `sure` is how
    sure the client is, 0 to 10. `later` is what the client said of it since, each time in a line.
    """

    words: str
    levels: tuple[str, ...] = ()
    movement: str = ""
    kind: str = ""
    sure: int | None = None
    struck: Struck | None = None
    taken_from: str = ""
    revisit_on: date | None = None
    by: str = ""
    at: datetime | None = None
    later: tuple[str, ...] = ()
    from_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was told on coming back. `coverage` says each level with its count: `Somatic 2`.

    `observed` is what the observer saw, `rest` what else was asked, `rated` every answer with its time.
    `asked` are the words a fact of its own name was asked in, where they are known.
    """

    words: str = ""
    readiness: str = ""
    tone: str = ""
    images: str = ""
    body: str = ""
    emotions: str = ""
    most_alive: str = ""
    hardest: str = ""
    unfinished: str = ""
    message_to_self: str = ""
    intention_revisited: str = ""
    coverage: tuple[str, ...] = ()
    insights: tuple[Insight, ...] = ()
    observed: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    rated: tuple[Check, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Step:
    """One step of coming back into the body: what was offered, the answer, and its effect from -2 to +2."""

    name: str
    answer: str = ""
    effect: int | None = None
    note: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    caution: str = ""
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Embodiment:
    """The steps, and arousal and presence in the body from 0 to 10 before and after; `rest` is what else.

    `rated` is every rating with its time, in the order of asking.
    """

    arousal_before: int | None = None
    arousal_after: int | None = None
    presence_before: int | None = None
    presence_after: int | None = None
    steps: tuple[Step, ...] = ()
    rest: tuple[tuple[str, str], ...] = ()
    rated: tuple[Check, ...] = ()
