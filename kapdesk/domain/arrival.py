"""Before the dose: what has to be known of the client who has just arrived."""

from collections.abc import Mapping
from dataclasses import dataclass

from kapdesk.domain.doses import EXCEPTION_LENGTH
from kapdesk.domain.errors import Refused

CONFIRMED = frozenset({"name-and-birth-date", "name-and-client-number", "other-two"})
"""The answers to `identity` that confirm it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is recorded so far: the standing answers by item, and the facts that have their own place."""

    answers: Mapping[str, str]
    escort_settled: bool
    baseline_taken: bool
    screened: bool

    def answered(self, item: str) -> bool:
        """Return whether an item has an answer; a blank one is none."""
        return bool(self.answers.get(item, "").strip())


def missing_before_dose(arrival: Arrival) -> tuple[str, ...]:
    """Return, in words, what is not there yet before a client is cleared to be dosed; empty for nothing."""
    needs = (
        ("identity confirmed", arrival.answers.get("identity") in CONFIRMED),
        ("escort named, or an exception written", arrival.escort_settled),
        ("baseline vitals with blood pressure, pulse and SpO₂", arrival.baseline_taken),
        ("suicide screen of today", arrival.screened),
        ("hours since food", arrival.answered("hours-since-food")),
        ("hours since drink", arrival.answered("hours-since-drink")),
        ("medicines taken today", arrival.answered("medicines-today")),
        ("client wants to go on", arrival.answers.get("still-wants") == "yes"),
    )
    return tuple(words for words, there in needs if not there)


def check_clearance(arrival: Arrival, reason: str) -> tuple[str, ...]:
    """Return what stands open although the client is cleared; raises Refused where it may not stand open.

    An escort is never open. Anything else may be, for a written reason of 10 characters or more.
    """
    missing = missing_before_dose(arrival)
    if not arrival.escort_settled:
        raise Refused(
            "No escort is named and no exception is written. The client was not cleared. "
            f"Name the escort, or write why there is none ({EXCEPTION_LENGTH} characters or more)."
        )
    if missing and len(reason.strip()) < EXCEPTION_LENGTH:
        raise Refused(
            f"Not recorded yet: {', '.join(missing)}. The client was not cleared. "
            f"Record it, or write why it stands open ({EXCEPTION_LENGTH} characters or more)."
        )
    return missing
