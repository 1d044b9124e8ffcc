"""A dose is recorded as given, never before somebody is there to take the client home."""

import dataclasses
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort, check_dose, dosed_at
from kapdesk.domain.errors import Refused
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState

TEN = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
DOSE = DoseEvent("ketamine", Route.IM, Decimal(50), DoseUnit.MG, TEN, "Dr N. Rowe", lot="K44")
ESCORT = Escort("Tove Lind", "sister", "555 0101", adult=True)


def _check(dose: DoseEvent = DOSE, **other: Any) -> None:
    facts: dict[str, Any] = {
        "state": SessionState.CLEARED_TO_DOSE,
        "escort": ESCORT,
        "escort_exception": "",
        "earlier": (),
        "now": TEN + timedelta(minutes=1),
    }
    check_dose(dose, **(facts | other))


def test_a_whole_dose_with_a_named_escort_is_recorded() -> None:
    _check()
    assert DOSE.words == "IM 50 mg ketamine"


@pytest.mark.parametrize("escort", [None, Escort(), Escort(name="  ", phone="555")])
@pytest.mark.parametrize("exception", ["", "   none    ", "too short"])
def test_no_escort_and_no_written_exception_means_no_dose(escort: Escort | None, exception: str) -> None:
    with pytest.raises(Refused, match="No escort is named"):
        _check(escort=escort, escort_exception=exception)


def test_a_written_exception_stands_in_for_the_escort() -> None:
    _check(escort=None, escort_exception="stays overnight in the ward")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"drug": " "}, "no drug"),
        ({"given_by": ""}, "nobody who gave it"),
        ({"amount": Decimal(0)}, "above 0"),
        ({"amount": Decimal(-1)}, "above 0"),
        ({"amount": Decimal("NaN")}, "above 0"),
        ({"given_at": TEN + timedelta(hours=1)}, "in the future"),
        ({"is_booster": True}, "follows a first dose"),
    ],
)
def test_a_dose_that_is_not_whole_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        _check(dataclasses.replace(DOSE, **change))


def test_a_booster_comes_after_the_first_dose() -> None:
    booster = dataclasses.replace(DOSE, is_booster=True, given_at=TEN + timedelta(minutes=20))
    late = {"state": SessionState.JOURNEY, "earlier": (DOSE,), "now": TEN + timedelta(hours=1)}
    _check(booster, **late)
    with pytest.raises(Refused, match="before the first dose"):
        _check(dataclasses.replace(booster, given_at=TEN - timedelta(minutes=1)), **late)
    assert dosed_at((booster, DOSE)) == TEN
    assert dosed_at(()) is None


@pytest.mark.parametrize("state", [SessionState.SCHEDULED, SessionState.ARRIVED, SessionState.DISCHARGED])
def test_a_dose_needs_a_cleared_and_open_session(state: SessionState) -> None:
    with pytest.raises(Refused, match="Nothing was recorded"):
        _check(state=state)


def test_a_dose_found_missing_later_can_still_be_written_while_the_session_is_open() -> None:
    _check(state=SessionState.RECOVERY, now=TEN + timedelta(hours=2))
