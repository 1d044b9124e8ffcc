"""What a session summary can say from arrival to readiness, as plain values in the words of the record.

Whoever fills these chooses the words (names of drugs, tones, levels, answers) as they were stored. Instants
are aware datetimes. An empty text, an empty tuple and None all mean that nothing was recorded, and print as
`not recorded`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kapdesk.reports.wording import Struck


class Voice(StrEnum):
    """Whose words an entry of the timeline holds."""

    CLIENT = "Client"
    OBSERVER = "Observer"


class Taken(StrEnum):
    """What became of a set of vital signs that was due."""

    DONE = "done"
    MISSED = "missed"
    DECLINED = "declined"


class Standing(StrEnum):
    """Where one criterion of readiness stands, in words."""

    MET = "met"
    NOT_MET = "not met"
    OVERRIDDEN = "overridden"
    NOT_APPLICABLE = "not applicable"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Visit:
    """The session itself."""

    number: int | None = None
    day: date | None = None
    setting: str = ""
    room: str = ""
    therapist: str = ""
    medical: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    planned_for: datetime | None = None
    planned_route: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What was agreed while preparing; `rest` is what else was written, under the words it was asked in."""

    intention: str = ""
    touch_agreement: str = ""
    scents_liked: tuple[str, ...] = ()
    scents_to_avoid: tuple[str, ...] = ()
    grounding_object: str = ""
    escort_planned: str = ""
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the arrival check: the question as asked, the answer, who asked and when."""

    question: str
    answer: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose as given; amount and unit are printed as stored, never worked out."""

    at: datetime | None
    drug: str = ""
    route: str = ""
    amount: str = ""
    unit: str = ""
    lot: str = ""
    given_by: str = ""
    checked_by: str = ""
    is_booster: bool = False
    written_at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One vital sign under the short name and unit of its column; an empty value was not taken.

    `change` is the change from baseline in that unit, in lines: `+14 / +8`, `+11% / +8%`. `flag` is its level
    in words. `meaning` says once below the table what a value means (`5, answers readily`), under `legend`.
    """

    name: str
    value: str
    change: str = ""
    flag: str = ""
    unit: str = ""
    legend: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Vitals:
    """One set of vital signs; a missed or declined one is a row like any other."""

    due_at: datetime | None
    at: datetime | None
    taken: Taken
    readings: tuple[Reading, ...] = ()
    by: str = ""
    note: str = ""
    written_at: datetime | None = None
    struck: Struck | None = None
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline."""

    at: datetime | None
    voice: Voice
    kind: str
    text: str
    by: str = ""
    written_at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    """One adverse event."""

    name: str
    onset: datetime | None = None
    ended: datetime | None = None
    severity: str = ""
    serious: str = ""
    action: str = ""
    outcome: str = ""
    reported_to: str = ""
    reported_at: datetime | None = None
    by: str = ""
    note: str = ""
    written_at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Insight:
    """An insight in the client's words, with its levels and its movement of the work.

    `kind` says what it is where it is no insight: theme, held question, phrase to read back. `sure` is how
    sure the client is, 0 to 10.
    """

    words: str
    levels: tuple[str, ...] = ()
    movement: str = ""
    kind: str = ""
    sure: int | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was told on coming back. `coverage` says each level with its count: `Somatic 2`.

    `observed` is what the observer saw, `rest` what else was asked, each answer with its time.
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
    """The steps, and arousal and presence in the body from 0 to 10 before and after; `rest` is what else."""

    arousal_before: int | None = None
    arousal_after: int | None = None
    presence_before: int | None = None
    presence_after: int | None = None
    steps: tuple[Step, ...] = ()
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a screen as it was asked; one that was not asked has no answer and says so."""

    number: str
    question: str
    answer: str = ""
    detail: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Screen:
    """One suicide screen with each answer and its result in words."""

    instrument: str
    version: str
    occasion: str
    items: tuple[Item, ...] = ()
    result: str = ""
    disposition: str = ""
    action: str = ""
    by: str = ""
    at: datetime | None = None
    judgement: str = ""
    written_at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One score with its parts; `total` is None while a part is missing, and `missing` counts those."""

    name: str
    version: str
    parts: tuple[tuple[str, str], ...] = ()
    total: int | None = None
    highest: int | None = None
    meaning: str = ""
    missing: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """Who set a criterion aside, in which role, and why."""

    by: str
    reason: str
    at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of readiness: D01 to D19."""

    id: str
    title: str
    kind: str
    standing: Standing
    value: str = ""
    by: str = ""
    at: datetime | None = None
    override: Override | None = None
    struck: tuple[Override, ...] = ()
