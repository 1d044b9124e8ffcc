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
    """A fact with when it was so, who saw it, and, where it reads better, the words it was recorded in."""

    value: T
    at: datetime
    by: str = ""
    words: str = ""


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

    `now` is the moment of asking, or of leaving; `observed_from` the dose from which observation counts;
    `baseline` this session's own reading before the dose; `looks` every reading; `zone` the time zone of the
    clinic.
    """

    now: datetime
    zone: str = "UTC"
    route: Route | None = None
    observed_from: datetime | None = None
    baseline: Seen[Reading] | None = None
    looks: tuple[Seen[Reading], ...] = ()
    orientation: tuple[Seen[Orientation], ...] = ()
    back_to_usual: tuple[Seen[bool], ...] = ()
    gait: tuple[Seen[Gait], ...] = ()
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
    instructions: Seen[Instructed] | None = None
    booked: Seen[Booked] | None = None
    medical_clearance: Seen[Clearance] | None = None
    therapist_clearance: Seen[Clearance] | None = None
    overrides: tuple[Override, ...] = ()


def _shipped_profiles() -> Mapping[Route, RouteProfile]:
    return MappingProxyType(PROFILES)


@dataclass(frozen=True, slots=True)
class GateLimits:
    """The clinic's limits for leaving: minutes between two looks, hours to contact, distress of 10."""

    vitals: Limits = field(default_factory=Limits)
    words: LevelWords = field(default_factory=dict[str, Mapping[int, str]])
    profiles: Mapping[Route, RouteProfile] = field(default_factory=_shipped_profiles)
    two_looks_min: int = 15
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


_WORST_FIRST = (State.NOT_MET, State.NOT_RECORDED, State.MET, State.NOT_APPLICABLE, State.OVERRIDDEN)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one criterion stands by itself, the value in words with unit, who saw it, when, and why not met."""

    state: State
    value: str = ""
    by: str = ""
    at: datetime | None = None
    why: str = ""


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


def met(value: str, seen: Seen[T]) -> Verdict:
    """Return the verdict that a recorded fact meets its criterion."""
    return Verdict(State.MET, seen.words or value, seen.by, seen.at)


def not_met(value: str, seen: Seen[T], why: str) -> Verdict:
    """Return the verdict that a recorded fact does not meet its criterion, and why."""
    return Verdict(State.NOT_MET, seen.words or value, seen.by, seen.at, why)


def not_recorded(why: str) -> Verdict:
    """Return the verdict that something was not recorded, naming what."""
    return Verdict(State.NOT_RECORDED, why=why)


def worst(*verdicts: Verdict) -> Verdict:
    """Return the worst of several verdicts on the same thing, the same one whatever their order."""
    return min(verdicts, key=lambda one: (_WORST_FIRST.index(one.state), one.value, one.why, one.by))


def together(*verdicts: Verdict) -> Verdict:
    """Join the verdicts on the parts of one criterion: the worst state, every value, every reason."""
    latest = max((one for one in verdicts if one.at is not None), key=_when, default=None)
    return Verdict(
        worst(*verdicts).state,
        "; ".join(one.value for one in verdicts if one.value),
        latest.by if latest else "",
        latest.at if latest else None,
        " ".join(one.why for one in verdicts if one.why),
    )


def _when(verdict: Verdict) -> tuple[datetime, str]:
    if verdict.at is None:
        raise ValueError("only verdicts with a time are compared")
    return (verdict.at, verdict.by)
