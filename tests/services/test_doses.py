"""A dose is written whole or not at all, stays when struck, and leads the session on."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.services import arrivals, doses, escorts, sessions
from kapdesk.services.record import Record


def test_a_dose_without_an_escort_is_refused_and_nothing_is_written(day: Any, record: Record) -> None:
    day.name_escort()
    arrivals.arrive(record, day.session)
    day.answer_arrival()
    arrivals.clear(record, day.session)
    escorts.write(record, day.session, Escort())
    with pytest.raises(Refused, match="No escort is named"):
        doses.give(record, day.session, day.a_dose())
    assert day.dose_rows() == 0
    assert day.head.state is SessionState.CLEARED_TO_DOSE
    assert day.head.dosed_at is None


def test_a_written_exception_stands_in_for_an_escort(day: Any, record: Record) -> None:
    escorts.write_exception(record, day.session, "Stays overnight in the clinic, bed 2")
    arrivals.arrive(record, day.session)
    day.answer_arrival()
    arrivals.clear(record, day.session)
    doses.give(record, day.session, day.a_dose())
    assert day.dose_rows() == 1


def test_a_dose_before_clearance_is_refused_and_nothing_is_written(day: Any, record: Record) -> None:
    day.name_escort()
    arrivals.arrive(record, day.session)
    with pytest.raises(Refused, match="not cleared"):
        doses.give(record, day.session, day.a_dose())
    assert day.dose_rows() == 0


def test_the_first_dose_leads_the_session_to_dosing_at_its_own_time(day: Any, record: Record) -> None:
    day.clear()
    day.clock.move(minutes=10)
    dose = day.a_dose(4)
    doses.give(record, day.session, dose)
    assert day.head.state is SessionState.DOSING
    assert day.head.dosed_at == dose.given_at
    last = sessions.steps(record, day.session)[-1]
    assert (last.state, last.happened_at) == (SessionState.DOSING, dose.given_at)
    assert last.written_at == day.now


def test_a_booster_starts_a_second_count_and_leaves_the_first(day: Any, record: Record) -> None:
    day.dose()
    first = day.head.dosed_at
    day.lead(SessionState.JOURNEY)
    day.clock.move(minutes=20)
    doses.give(record, day.session, day.a_dose(booster=True, amount=20))
    assert (day.head.dosed_at, day.head.booster_at) == (first, day.now)
    assert day.head.state is SessionState.JOURNEY


def test_a_second_first_dose_is_refused(day: Any, record: Record) -> None:
    day.dose()
    with pytest.raises(Refused, match="booster"):
        doses.give(record, day.session, day.a_dose())
    assert day.dose_rows() == 1


def test_a_struck_dose_stays_with_its_reason_and_no_longer_counts(day: Any, record: Record) -> None:
    dose = day.dose()
    doses.strike(record, day.session, dose, "wrong client’s syringe")
    (given,) = doses.of_session(record, day.session)
    assert given.struck
    assert given.struck_reason == "wrong client’s syringe"
    assert day.head.dosed_at is None
    with pytest.raises(Refused, match="already"):
        doses.strike(record, day.session, dose, "again")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_dose_is_not_struck_without_a_reason(day: Any, record: Record, reason: str) -> None:
    dose = day.dose()
    with pytest.raises(Refused, match="reason"):
        doses.strike(record, day.session, dose, reason)
    assert not doses.of_session(record, day.session)[0].struck


def test_a_corrected_dose_never_leaves_the_day_without_its_first_dose(day: Any, record: Record) -> None:
    wrong = day.dose()
    day.clock.move(minutes=20)
    doses.give(record, day.session, day.a_dose(booster=True))
    with pytest.raises(Refused, match="booster stands"):
        doses.strike(record, day.session, wrong, "wrong time")
    right = day.a_dose(19)
    doses.correct(record, day.session, wrong, right, "wrong time")
    assert [one.struck for one in doses.of_session(record, day.session)] == [True, False, False]
    assert day.head.dosed_at == right.given_at


def test_a_correction_that_is_refused_leaves_the_old_dose_standing(day: Any, record: Record) -> None:
    wrong = day.dose()
    bad = dataclasses.replace(day.a_dose(), given_by="")
    with pytest.raises(Refused, match="nobody who gave it"):
        doses.correct(record, day.session, wrong, bad, "wrong amount")
    (given,) = doses.of_session(record, day.session)
    assert not given.struck


def test_the_amount_is_kept_as_it_was_written(day: Any, record: Record) -> None:
    day.clear()
    dose = dataclasses.replace(day.a_dose(), amount=Decimal("0.50"))
    doses.give(record, day.session, dose)
    assert str(doses.of_session(record, day.session)[0].dose.amount) == "0.50"


def test_a_dose_of_another_session_is_not_touched(day: Any, another_day: Any, record: Record) -> None:
    dose = day.dose()
    with pytest.raises(NotFound):
        doses.strike(record, another_day.session, dose, "not mine")
    assert doses.of_session(record, another_day.session) == ()


def test_a_signed_session_takes_no_dose_and_no_correction(day: Any, record: Record) -> None:
    dose = day.dose()
    day.sign()
    for verb, args in (
        (doses.give, (day.a_dose(booster=True),)),
        (doses.strike, (dose, "wrong")),
        (doses.correct, (dose, day.a_dose(), "wrong")),
    ):
        with pytest.raises(Refused, match="signed"):
            verb(record, day.session, *args)
    assert day.dose_rows() == 1
