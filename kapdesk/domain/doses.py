"""What was given, by whom, when and how; kapdesk records a dose and never works one out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from kapdesk.domain.errors import Refused
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState

EXCEPTION_LENGTH = 10
"""The fewest characters an exception or an override is written in."""


class DoseUnit(StrEnum):
    """The units a dose can be written in."""

    MG = "mg"
    MICROGRAM = "microgram"
    ML = "mL"


@dataclass(frozen=True, slots=True)
class Escort:
    """Who takes the client home, as far as recorded."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    adult: bool | None = None
    recognised: str = ""
    arrived_at: datetime | None = None
    drives: str = ""
    tonight: str = ""
    sheet_consent: bool | None = None


@dataclass(frozen=True, slots=True)
class DoseEvent:
    """One dose or booster as it was given."""

    drug: str
    route: Route
    amount: Decimal
    unit: DoseUnit
    given_at: datetime
    given_by: str
    lot: str = ""
    checked_by: str = ""
    is_booster: bool = False

    @property
    def words(self) -> str:
        """Return the dose as it stands in one line: `IM 50 mg ketamine`."""
        return f"{self.route.short} {self.amount.normalize():f} {self.unit} {self.drug}"


def escort_settled(escort: Escort | None, exception: str) -> bool:
    """Return whether an escort is named or an exception of 10 characters or more is written."""
    return bool(escort and escort.name.strip()) or len(exception.strip()) >= EXCEPTION_LENGTH


def check_dose(
    dose: DoseEvent,
    *,
    state: SessionState,
    escort: Escort | None,
    escort_exception: str,
    earlier: Sequence[DoseEvent],
    now: datetime,
) -> None:
    """Raise Refused with a sentence when this dose cannot be recorded as it stands.

    It needs an escort named or an exception written beforehand, a client cleared to be dosed, a drug, an
    amount above 0, somebody who gave it, a time that is not to come, and a first dose before a booster.
    """
    if not escort_settled(escort, escort_exception):
        _refuse(
            "No escort is named and no exception is written, so a dose cannot be recorded.",
            f"Name the escort, or write why there is none ({EXCEPTION_LENGTH} characters or more).",
        )
    _check_state(state)
    if not dose.drug.strip():
        _refuse("The dose has no drug.", "Write which drug was given.")
    if not dose.given_by.strip():
        _refuse("The dose has nobody who gave it.", "Write who gave it.")
    if not dose.amount.is_finite() or dose.amount <= 0:
        _refuse("The amount of a dose is a number above 0.", "Write the amount that was given.")
    _check_order(dose, earlier, now)


def _check_state(state: SessionState) -> None:
    if state.terminal:
        _refuse(f"This session ended as {state}.", "Write an addendum if a dose is missing.")
    if state in {SessionState.SCHEDULED, SessionState.ARRIVED}:
        _refuse("The client is not cleared to be dosed yet.", "Record the clearance to dose first.")


def _check_order(dose: DoseEvent, earlier: Sequence[DoseEvent], now: datetime) -> None:
    if dose.given_at > now:
        _refuse("The dose is timed in the future.", "Correct the time it was given.")
    if not dose.is_booster:
        return
    if not earlier:
        _refuse("A booster follows a first dose, and none is recorded.", "Record the first dose first.")
    if dose.given_at < min(one.given_at for one in earlier):
        _refuse("The booster is timed before the first dose.", "Correct one of the two times.")


def _refuse(what: str, do: str) -> None:
    raise Refused(f"{what} Nothing was recorded. {do}")


def dosed_at(doses: Sequence[DoseEvent]) -> datetime | None:
    """Return when the first dose was given, from which T+ counts, or None; in whatever order they came."""
    return min((dose.given_at for dose in doses), default=None)
