"""Nobody is cleared to be dosed while something needed is missing, unless somebody writes why."""

from typing import Any

import pytest

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.services import arrivals, timeline
from kapdesk.services.record import Record


def test_on_arrival_everything_is_unanswered_and_named(day: Any, record: Record) -> None:
    arrivals.arrive(record, day.session)
    stands = arrivals.of_session(record, day.session)
    assert len(stands.unanswered) == len(stands.checklist.items)
    assert "identity confirmed" in stands.missing
    assert "escort named, or an exception written" in stands.missing
    assert len(stands.missing) == 8


def test_an_answer_is_kept_with_the_version_it_was_given_to(day: Any, record: Record) -> None:
    arrivals.answer(record, day.session, "hours-since-food", "5")
    stands = arrivals.of_session(record, day.session)
    given = stands.answers["hours-since-food"]
    assert (given.value, given.form_version) == ("5", stands.checklist.version)
    arrivals.answer(record, day.session, "hours-since-food", None)
    assert "hours-since-food" not in arrivals.of_session(record, day.session).answers


def test_a_question_that_is_not_asked_cannot_be_answered(day: Any, record: Record) -> None:
    with pytest.raises(NotFound):
        arrivals.answer(record, day.session, "shoe-size", "42")


def test_clearing_names_what_is_missing_and_changes_nothing(day: Any, record: Record) -> None:
    day.name_escort()
    arrivals.arrive(record, day.session)
    with pytest.raises(Refused, match=r"identity confirmed.*hours since food"):
        arrivals.clear(record, day.session)
    assert day.head.state is SessionState.ARRIVED


def test_with_everything_recorded_the_client_is_cleared(day: Any, record: Record) -> None:
    day.clear()
    assert day.head.state is SessionState.CLEARED_TO_DOSE
    assert timeline.of_session(record, day.session) == ()


def test_a_reason_lets_something_stand_open_and_stands_in_the_timeline(day: Any, record: Record) -> None:
    day.name_escort()
    arrivals.arrive(record, day.session)
    with pytest.raises(Refused, match="10 characters"):
        arrivals.clear(record, day.session, reason="short")
    arrivals.clear(record, day.session, reason="Transcribed from the paper form of today")
    assert day.head.state is SessionState.CLEARED_TO_DOSE
    (moment,) = timeline.of_session(record, day.session)
    assert moment.kind == timeline.CLEARANCE
    assert "suicide screen of today" in moment.text
    assert "Transcribed from the paper form of today" in moment.text


def test_no_reason_stands_in_for_an_escort(day: Any, record: Record) -> None:
    arrivals.arrive(record, day.session)
    day.answer_arrival()
    with pytest.raises(Refused, match="No escort is named"):
        arrivals.clear(record, day.session, reason="The escort will surely come later")
    assert day.head.state is SessionState.ARRIVED


@pytest.mark.parametrize(("item", "value"), [("identity", "not-confirmed"), ("still-wants", "unsure")])
def test_an_answer_that_says_no_is_as_good_as_none(day: Any, record: Record, item: str, value: str) -> None:
    day.name_escort()
    arrivals.arrive(record, day.session)
    day.answer_arrival()
    arrivals.answer(record, day.session, item, value)
    with pytest.raises(Refused, match="Not recorded yet"):
        arrivals.clear(record, day.session)


def test_a_client_who_did_not_arrive_is_not_cleared(day: Any, record: Record) -> None:
    day.name_escort()
    day.answer_arrival()
    with pytest.raises(Refused, match="not arrived"):
        arrivals.clear(record, day.session)


def test_a_signed_session_is_neither_answered_nor_cleared(day: Any, record: Record) -> None:
    arrivals.arrive(record, day.session)
    day.sign()
    for verb, args in (
        (arrivals.arrive, ()),
        (arrivals.answer, ("identity", "other-two")),
        (arrivals.clear, ()),
        (arrivals.end_without_dose, ("too late",)),
    ):
        with pytest.raises(Refused, match="signed"):
            verb(record, day.session, *args)


def test_a_day_without_a_dose_is_ended_with_its_reason(day: Any, record: Record) -> None:
    with pytest.raises(Refused, match="reason"):
        arrivals.end_without_dose(record, day.session, " ")
    arrivals.end_without_dose(record, day.session, "did not attend, telephoned at 09:10")
    assert day.head.state is SessionState.CANCELLED
    (moment,) = timeline.of_session(record, day.session)
    assert (moment.label, moment.text) == ("Ended without a dose", "did not attend, telephoned at 09:10")


def test_after_the_arrival_it_is_aborted_and_after_a_dose_it_is_neither(
    day: Any, another_day: Any, record: Record
) -> None:
    arrivals.arrive(record, day.session)
    arrivals.end_without_dose(record, day.session, "blood pressure 168/104, seen by Dr N. Rowe")
    assert day.head.state is SessionState.ABORTED
    another_day.dose()
    with pytest.raises(Refused, match="dose was given"):
        arrivals.end_without_dose(record, another_day.session, "changed our minds")
    assert timeline.of_session(record, another_day.session) == ()
