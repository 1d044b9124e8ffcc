"""A reading is possible or refused with a sentence; a flag never stops it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.vitals import SIGNS, Level, Limits, Reading, Sign, check_possible, flags, problems, shifts

PARTNER = {"sbp": {"dbp": 30}, "dbp": {"sbp": 260}}


@pytest.mark.parametrize("sign", SIGNS)
def test_the_hard_limits_are_inside_and_one_beyond_is_refused(sign: Sign) -> None:
    for value, possible in (
        (sign.lowest, True),
        (sign.highest, True),
        (sign.lowest - 1, False),
        (sign.highest + 1, False),
    ):
        values: dict[str, Any] = {sign.field: value} | PARTNER.get(sign.field, {})
        found = problems(Reading(**values))
        assert (not found) is possible, (sign.field, value, found)


@pytest.mark.parametrize("reading", [Reading(sbp=128), Reading(dbp=82), Reading(sbp=128, hr=70)])
def test_half_a_blood_pressure_is_not_a_reading(reading: Reading) -> None:
    with pytest.raises(Refused, match="both numbers"):
        check_possible(reading)


@pytest.mark.parametrize(("sbp", "dbp"), [(82, 128), (90, 90)])
def test_the_systolic_is_the_higher_one(sbp: int, dbp: int) -> None:
    with pytest.raises(Refused, match="higher"):
        check_possible(Reading(sbp=sbp, dbp=dbp))


def test_an_empty_reading_is_refused() -> None:
    with pytest.raises(Refused, match="Nothing was read"):
        check_possible(Reading())


def _levels(reading: Reading, *, before_dose: bool = False) -> dict[str, Level]:
    return {flag.field: flag.level for flag in flags(reading, before_dose=before_dose)}


@pytest.mark.parametrize(
    ("reading", "before", "expected"),
    [
        (Reading(sbp=140, dbp=90), True, {}),
        (Reading(sbp=141, dbp=90), True, {"sbp": Level.CAUTION}),
        (Reading(sbp=140, dbp=91), True, {"sbp": Level.CAUTION}),
        (Reading(sbp=150, dbp=95), False, {}),
        (Reading(sbp=179, dbp=109), False, {}),
        (Reading(sbp=180, dbp=100), False, {"sbp": Level.URGENT}),
        (Reading(sbp=170, dbp=110), False, {"sbp": Level.URGENT}),
        (Reading(hr=50), False, {}),
        (Reading(hr=49), False, {"hr": Level.CAUTION}),
        (Reading(hr=110), False, {}),
        (Reading(hr=111), False, {"hr": Level.CAUTION}),
        (Reading(spo2=93, on_oxygen=False), False, {}),
        (Reading(spo2=92, on_oxygen=False), False, {"spo2": Level.URGENT}),
        (Reading(spo2=92), False, {"spo2": Level.URGENT}),
        (Reading(rr=10), False, {}),
        (Reading(rr=9), False, {"rr": Level.CAUTION}),
        (Reading(rr=25), False, {"rr": Level.CAUTION}),
        (Reading(moaas=5), False, {}),
        (Reading(moaas=4), False, {"moaas": Level.CAUTION}),
        (Reading(moaas=3), False, {"moaas": Level.URGENT}),
        (Reading(dissociation=1), False, {"dissociation": Level.CAUTION}),
        (Reading(nausea=1), False, {}),
        (Reading(nausea=2), False, {"nausea": Level.CAUTION}),
        (Reading(anxiety=7), False, {"anxiety": Level.CAUTION}),
        (Reading(anxiety=6, pain=10), False, {}),
    ],
)
def test_flags_start_where_the_limits_say(
    reading: Reading,
    before: bool,
    expected: dict[str, Level],
) -> None:
    assert _levels(reading, before_dose=before) == expected


def test_a_clinic_may_move_its_limits() -> None:
    assert flags(Reading(hr=115), Limits(hr_high=120), before_dose=False) == ()


def test_change_from_baseline_is_said_with_unit_and_percent() -> None:
    baseline = Reading(sbp=120, dbp=80, spo2=98, temp=Decimal("36.6"))
    now = Reading(sbp=132, dbp=76, spo2=96, hr=80, temp=Decimal("36.9"))
    assert [(shift.sign.field, shift.words) for shift in shifts(now, baseline)] == [
        ("sbp", "+12 mmHg (+10%)"),
        ("dbp", "-4 mmHg (-5%)"),
        ("spo2", "-2%"),
        ("temp", "+0.3 °C"),
    ]


VALUES: dict[str, Any] = {
    sign.field: st.none() | st.integers(sign.lowest - 5, sign.highest + 5) for sign in SIGNS
}


@given(st.builds(Reading, on_oxygen=st.none() | st.booleans(), **VALUES))
def test_every_possible_reading_can_be_flagged_and_compared(reading: Reading) -> None:
    if problems(reading):
        with pytest.raises(Refused):
            check_possible(reading)
        return
    check_possible(reading)
    assert all(flag.words.endswith(".") for flag in flags(reading, before_dose=True))
    assert all(shift.difference == 0 for shift in shifts(reading, reading))
