"""How a dosing day can end, and which facts each ending must carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain.errors import Refused
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState


class Outcome(StrEnum):
    """How the day ended for the client."""

    RELEASED = "released with escort"
    EXTENDED = "extended observation"
    MEDICAL_TRANSFER = "medical transfer"
    EMERGENCY_EVALUATION = "emergency psychiatric evaluation"
    AGAINST_ADVICE = "left against advice"
    OTHER = "other"

    @property
    def ends_as(self) -> SessionState | None:
        """Return the state the session ends in, or None where the client stays (extended observation)."""
        return _ENDS_AS[self]


_ENDS_AS: dict[Outcome, SessionState | None] = {
    Outcome.RELEASED: SessionState.DISCHARGED,
    Outcome.EXTENDED: None,
    Outcome.MEDICAL_TRANSFER: SessionState.TRANSFERRED,
    Outcome.EMERGENCY_EVALUATION: SessionState.TRANSFERRED,
    Outcome.AGAINST_ADVICE: SessionState.LEFT_AGAINST_ADVICE,
    Outcome.OTHER: SessionState.DISCHARGED,
}


class Answer(StrEnum):
    """What kind of answer a fact takes."""

    TEXT = "text"
    TIME = "time"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact an outcome must carry: its key, the words it is asked in, and the kind of its answer."""

    key: str
    label: str
    answer: Answer = Answer.TEXT


_LEFT_AT = Fact("left_at", "Time the client left", Answer.TIME)
_DECIDED_BY = Fact("decided_by", "Who decided, and in which role")
_REASON = Fact("reason", "Why")
_TRANSPORT = Fact("transport", "How the client was taken there")
_RECEIVED_BY = Fact("received_by", "Where to, and who took over")
_CONTACT = Fact("contact_called", "Escort or emergency contact told: who and when, or why not")

REQUIRED: dict[Outcome, tuple[Fact, ...]] = {
    Outcome.RELEASED: (Fact("left_with", "Who the client left with"), _LEFT_AT),
    Outcome.EXTENDED: (_REASON, _DECIDED_BY, Fact("look_again_at", "When to look again", Answer.TIME)),
    Outcome.MEDICAL_TRANSFER: (_REASON, _DECIDED_BY, _TRANSPORT, _RECEIVED_BY, _CONTACT, _LEFT_AT),
    Outcome.EMERGENCY_EVALUATION: (
        _REASON,
        _DECIDED_BY,
        Fact("accompanied_by", "Who stays with the client until taken over"),
        _TRANSPORT,
        _RECEIVED_BY,
        _CONTACT,
        _LEFT_AT,
    ),
    Outcome.AGAINST_ADVICE: (
        Fact("advised", "What was advised"),
        Fact("advised_by", "By whom, and in which role"),
        _CONTACT,
        _LEFT_AT,
        Fact("emergency_services", "Emergency services called", Answer.YES_NO),
        Fact("client_drove", "Client drove", Answer.YES_NO),
    ),
    Outcome.OTHER: (Fact("description", "What happened"), _DECIDED_BY, _LEFT_AT),
}
"""What each outcome must carry before it is recorded."""


CORRECTION_LENGTH = 10
"""The fewest characters in which it is written why an outcome is put right."""


def asks_minutes(outcome: Outcome, route: Route | None) -> bool:
    """Return whether it is asked when the client would have been ready without the minimum time.

    On release after every route, for each has a minimum; after esketamine at every ending, as on the
    monitoring form. Source of the question: SPRAVATO REMS patient monitoring form.
    """
    if route is None or outcome.ends_as is None:
        return False
    return outcome is Outcome.RELEASED or route is Route.ESKETAMINE


def check_minutes(minutes: int | None, outcome: Outcome, route: Route | None, stayed: int | None) -> None:
    """Raise Refused for minutes nobody asked for, below 0, or beyond those from the first dose to leaving."""
    if minutes is None:
        return
    if not asks_minutes(outcome, route):
        raise Refused("This question is not asked with this outcome. Nothing was recorded. Leave it empty.")
    if minutes < 0:
        raise Refused("Minutes are counted from the first dose. Nothing was recorded. Correct them.")
    if stayed is not None and minutes > stayed:
        raise Refused(
            f"The client stayed {stayed} minutes from the first dose, and {minutes} was written. Nothing was "
            "recorded. Correct the minutes, or leave them empty."
        )


def check_correction(reason: str) -> str:
    """Return why an outcome is put right, trimmed; raises Refused below 10 characters."""
    words = reason.strip()
    if len(words) < CORRECTION_LENGTH:
        raise Refused(
            f"An outcome is put right with a reason of {CORRECTION_LENGTH} characters or more; it prints. "
            "Nothing was changed. Write why."
        )
    return words


class LookAgain(StrEnum):
    """How the next look of an extended observation stands."""

    COMING = "coming"
    DUE = "due"
    OVERDUE = "overdue"


def look_again(due_at: datetime, now: datetime) -> tuple[LookAgain, int]:
    """Return how the next look stands and the whole minutes until it, or since it."""
    minutes = int(abs((due_at - now).total_seconds()) // 60)
    if now < due_at:
        return LookAgain.COMING, minutes
    return (LookAgain.OVERDUE if minutes else LookAgain.DUE), minutes


def missing_facts(outcome: Outcome, facts: Mapping[str, str | bool | None]) -> tuple[Fact, ...]:
    """Return the required facts that are not recorded; an answer of no is recorded, an empty one is not."""
    return tuple(fact for fact in REQUIRED[outcome] if not _recorded(facts.get(fact.key)))


def _recorded(value: object) -> bool:
    return value is not None and (isinstance(value, bool) or bool(str(value).strip()))


def check_outcome_facts(outcome: Outcome, facts: Mapping[str, str | bool | None]) -> None:
    """Raise Refused with the list of required facts that are missing."""
    missing = missing_facts(outcome, facts)
    if missing:
        listed = "; ".join(fact.label for fact in missing)
        raise Refused(
            f"“{outcome.value.capitalize()}” was not recorded: facts are missing. Write these: {listed}."
        )
