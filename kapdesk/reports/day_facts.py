"""What a session summary can say from arrival to readiness, as plain values in the words of the record.

Whoever fills these chooses the words (names of drugs, tones, levels, answers) as they were stored. Instants
are aware datetimes. An empty text, an empty tuple and None all mean that nothing was recorded, and print as
`not recorded`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

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
    NOT_RECORDED = "not recorded"


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
    """What was agreed while preparing; `rest` is what else was written, under the words it was asked in.

    `asked` are the words a fact of its own name was asked in, where they are known.
    """

    intention: str = ""
    touch_agreement: str = ""
    scents_liked: tuple[str, ...] = ()
    scents_to_avoid: tuple[str, ...] = ()
    grounding_object: str = ""
    escort_planned: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the arrival check: the question as asked, the answer, who asked and when."""

    question: str
    answer: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None


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
class Plotted:
    """One set of vital signs as it stands in the chart; what was not taken is None."""

    at: datetime
    sbp: int | None = None
    dbp: int | None = None
    hr: int | None = None
    spo2: int | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What an entry of the timeline said before it was put right: its time, its voice or both, until when."""

    until: datetime
    by: str = ""
    at: datetime | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline; `id` finds it again and is not printed."""

    at: datetime | None
    voice: Voice
    kind: str
    text: str
    by: str = ""
    written_at: datetime | None = None
    struck: Struck | None = None
    id: UUID | None = None
    is_care: bool = False
    before: tuple[Before, ...] = ()


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
    total: int | str | None = None
    highest: int | None = None
    meaning: str = ""
    missing: int = 0
    by: str = ""
    at: datetime | None = None
    written_at: datetime | None = None
    alarms: tuple[str, ...] = ()
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """Who set a criterion aside, in which role, and why."""

    by: str
    reason: str
    at: datetime | None = None
    struck: Struck | None = None
    written_at: datetime | None = None


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
