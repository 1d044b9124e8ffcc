"""What is recorded before a client leaves: the facts the readiness gate looks at, and what it says back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from kapdesk.domain.doses import Escort
from kapdesk.domain.readings import LevelWords, Limits, Reading
from kapdesk.domain.recovery_scores import RecoveryScore
from kapdesk.domain.routes import PROFILES, Route, RouteProfile
from kapdesk.domain.screens import AsqResult, Context, Disposition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """A fact with when it was so, who saw it, the words where they read better, and the observer's role."""

    value: T
    at: datetime
    by: str = ""
    words: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Orientation:
    """Right (True), not right (False) or not asked (None): person, place, time, situation."""

    person: bool | None = None
    place: bool | None = None
    time: bool | None = None
    situation: bool | None = None

    @property
    def parts(self) -> tuple[tuple[str, bool | None], ...]:
        """Return the four questions by name with their answers."""
        return (
            ("person", self.person),
            ("place", self.place),
            ("time", self.time),
            ("situation", self.situation),
        )


@dataclass(frozen=True, slots=True)
class Gait:
    """Walks and turns unaided or with the usual aid; standing with eyes closed only where it was tried."""

    walks: bool | None = None
    turns: bool | None = None
    stands_steady: bool | None = None


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a second look found some minutes after the first: yes, no, or not looked at."""

    alert: bool | None = None
    oriented: bool | None = None
    steady: bool | None = None
    nothing_against: bool | None = None

    @property
    def parts(self) -> tuple[tuple[str, bool | None], ...]:
        """Return what is looked at by name, with what was found."""
        return (
            ("alert", self.alert),
            ("oriented", self.oriented),
            ("steady on the feet", self.steady),
            ("nothing against leaving", self.nothing_against),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One suicide screen of this day: when on the day, and what it came to."""

    context: Context
    result: AsqResult


@dataclass(frozen=True, slots=True)
class Debriefed:
    """Whether a debrief was offered, distress now from 0 to 10, and the plan for what is open."""

    offered: bool | None = None
    distress: int | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Instructed:
    """Whether the instructions were given in writing and said back by the client."""

    in_writing: bool | None = None
    said_back: bool | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """When the follow-up contact and the next session are."""

    contact_at: datetime | None = None
    session_at: datetime | None = None


class Presence(StrEnum):
    """From where a clearance was given."""

    ON_SITE = "on site"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who signed that the client may leave, in which role, and from where."""

    name: str
    role: str
    presence: Presence | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A criterion set aside by a named medical professional, with the reason that prints."""

    criterion: str
    by_name: str
    by_role: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything recorded that the gate looks at; None or nothing in a list is not recorded, never no.

    `now` is the moment of asking, or of leaving; `observed_from` the dose from which observation counts, and
    `counted_from` which one that is, in words; `baseline` this session's own reading before the dose; `looks`
    every reading; `tonight_named` who was named before the dose, which nobody confirmed yet; `zone` the time
    zone of the clinic.
    """

    now: datetime
    zone: str = "UTC"
    route: Route | None = None
    observed_from: datetime | None = None
    counted_from: str = ""
    baseline: Seen[Reading] | None = None
    looks: tuple[Seen[Reading], ...] = ()
    orientation: tuple[Seen[Orientation], ...] = ()
    back_to_usual: tuple[Seen[bool], ...] = ()
    gait: tuple[Seen[Gait], ...] = ()
    second_looks: tuple[Seen[SecondLook], ...] = ()
    keeps_fluid: tuple[Seen[bool], ...] = ()
    aldrete: Seen[RecoveryScore] | None = None
    padss: Seen[RecoveryScore] | None = None
    screens: tuple[Seen[Asked], ...] = ()
    dispositions: tuple[Seen[Disposition], ...] = ()
    judgement_on_refusal: Seen[str] | None = None
    referral_at: datetime | None = None
    ideation_in_history: bool | None = None
    plan_in_hand: Seen[bool] | None = None
    means_talk: Seen[bool] | None = None
    debrief: Seen[Debriefed] | None = None
    escort: Seen[Escort] | None = None
    client_drives: bool | None = None
    tonight: Seen[str] | None = None
    tonight_named: str = ""
    instructions: Seen[Instructed] | None = None
    booked: Seen[Booked] | None = None
    medical_clearance: Seen[Clearance] | None = None
    therapist_clearance: Seen[Clearance] | None = None
    overrides: tuple[Override, ...] = ()


def _shipped_profiles() -> Mapping[Route, RouteProfile]:
    return MappingProxyType(PROFILES)


@dataclass(frozen=True, slots=True)
class GateLimits:
    """The clinic's limits for leaving: minutes between two looks, hours to contact, distress of 10.

    A clinic may ask for the second look of another person before anybody leaves; what it found counts always.
    """

    vitals: Limits = field(default_factory=Limits)
    words: LevelWords = field(default_factory=dict[str, Mapping[int, str]])
    profiles: Mapping[Route, RouteProfile] = field(default_factory=_shipped_profiles)
    two_looks_min: int = 15
    second_look_min: int = 10
    second_look_required: bool = False
    contact_hours: int = 72
    contact_hours_after_positive: int = 48
    distress_max: int = 3
    nausea_max: int = 1
    reason_length: int = 10


class Kind(StrEnum):
    """Whether a criterion stops the leaving, or is shown only."""

    HARD = "hard"
    SOFT = "soft"


class State(StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_MET = "not met"
    NOT_RECORDED = "not recorded"
    OVERRIDDEN = "overridden"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one criterion stands by itself, the value in words with unit, who saw it, when, and why not met."""

    state: State
    value: str = ""
    by: str = ""
    at: datetime | None = None
    why: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the gate as it is shown and printed; `title` is English, `title_key` names its text."""

    id: str
    title: str
    kind: Kind
    verdict: Verdict
    override: Override | None = None

    @property
    def title_key(self) -> str:
        """Return the id of the criterion's wording."""
        return f"readiness.{self.id}"

    @property
    def state(self) -> State:
        """Return how the criterion stands, a valid override counted in."""
        return State.OVERRIDDEN if self.override else self.verdict.state

    @property
    def stands_open(self) -> bool:
        """Return whether it is not met or not recorded, and not overridden."""
        return self.state in {State.NOT_MET, State.NOT_RECORDED}

    @property
    def stops_leaving(self) -> bool:
        """Return whether it is hard and stands open."""
        return self.stands_open and self.kind is Kind.HARD
