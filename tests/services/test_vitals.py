"""Vital signs in whatever order they come: one baseline, nothing skipped in silence, nothing impossible."""

import dataclasses
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import Reading
from kapdesk.domain.vital_schedule import DueState
from kapdesk.services import sessions, vitals
from kapdesk.services.record import Record
from kapdesk.services.vitals import Status
from kapdesk.store.rows import VitalRow

FULL = Reading(sbp=122, dbp=78, hr=72, spo2=98, on_oxygen=False, rr=14, moaas=5, dissociation=0)
LATER = Reading(sbp=138, dbp=86, hr=84, spo2=97, moaas=4, dissociation=3)


def only(record: Record, day: Any) -> vitals.Vital:
    (one,) = vitals.of_session(record, day.session)
    return one


def test_a_set_is_read_back_with_who_saw_it(day: Any, record: Record) -> None:
    reading = dataclasses.replace(FULL, temp=Decimal("36.8"), nausea=1, pain=0, anxiety=3)
    vitals.take(record, day.session, reading, observer="N. Rowe, RN", observer_role="nurse")
    one = only(record, day)
    assert one.reading == reading
    assert (one.observer, one.observer_role) == ("N. Rowe, RN", "nurse")
    assert (one.happened_at, one.written_at) == (day.now, day.now)


def test_without_a_named_observer_it_is_the_person_writing(day: Any, record: Record) -> None:
    vitals.take(record, day.session, FULL)
    assert only(record, day).observer == record.author.signature


def test_what_cannot_be_is_refused_in_a_sentence_and_not_written(day: Any, record: Record) -> None:
    with pytest.raises(Refused, match="the first number is the higher one"):
        vitals.take(record, day.session, Reading(sbp=78, dbp=122))
    with pytest.raises(Refused, match="Heart rate 300"):
        vitals.take(record, day.session, Reading(hr=300))
    with pytest.raises(Refused, match="Nothing was read"):
        vitals.take(record, day.session, Reading())
    assert day.count(VitalRow) == 0


def test_what_is_unusual_is_flagged_in_words_and_written(day: Any, record: Record) -> None:
    vitals.take(record, day.session, Reading(sbp=152, dbp=88))
    (flag,) = only(record, day).flags
    assert "above 140/90" in flag.words


def test_the_dose_takes_the_caution_before_the_dose_away(day: Any, record: Record) -> None:
    day.dose()
    day.clock.move(minutes=15)
    vitals.take(record, day.session, Reading(sbp=152, dbp=88))
    assert vitals.of_session(record, day.session)[-1].flags == ()


def test_a_later_set_says_how_far_it_is_from_baseline(day: Any, record: Record) -> None:
    day.dose()
    day.clock.move(minutes=15)
    vitals.take(record, day.session, LATER)
    later = vitals.of_session(record, day.session)[-1]
    words = {shift.sign.field: shift.words for shift in later.shifts}
    assert words["sbp"] == "+16 mmHg (+13%)"
    assert words["spo2"] == "-1%"


def test_the_baseline_is_the_last_full_set_before_the_dose(day: Any, record: Record) -> None:
    day.name_escort()
    vitals.take(record, day.session, FULL)
    day.clock.move(minutes=5)
    second = vitals.take(record, day.session, dataclasses.replace(FULL, sbp=126)).item
    day.clock.move(minutes=5)
    vitals.take(record, day.session, Reading(sbp=140, dbp=90))
    base = vitals.baseline(record, day.session)
    assert base is not None
    assert base.id == second


def test_a_set_marked_by_hand_is_the_baseline_and_the_only_one(day: Any, record: Record) -> None:
    day.dose()
    day.clock.move(minutes=30)
    late = vitals.take(record, day.session, LATER).item
    assert late is not None
    vitals.mark_baseline(record, day.session, late)
    assert [one.id for one in vitals.of_session(record, day.session) if one.baseline] == [late]
    early = vitals.of_session(record, day.session)[0].id
    vitals.mark_baseline(record, day.session, early)
    assert [one.id for one in vitals.of_session(record, day.session) if one.baseline] == [early]


def test_a_set_without_blood_pressure_cannot_be_the_baseline(day: Any, record: Record) -> None:
    made = vitals.take(record, day.session, Reading(hr=70)).item
    assert made is not None
    with pytest.raises(Refused, match="needs a blood pressure"):
        vitals.mark_baseline(record, day.session, made)


def test_a_struck_set_stays_and_counts_for_nothing(day: Any, record: Record) -> None:
    made = vitals.take(record, day.session, FULL).item
    assert made is not None
    vitals.strike(record, day.session, made, "cuff on the wrong arm")
    one = only(record, day)
    assert one.struck
    assert one.reading == FULL
    assert one.struck_reason == "cuff on the wrong arm"
    assert vitals.baseline(record, day.session) is None


def test_a_look_becomes_due_then_overdue_then_done(day: Any, record: Record) -> None:
    day.dose()
    states = {}
    for minutes in (14, 2, 8):
        day.clock.move(minutes=minutes)
        look = vitals.due(record, day.session)[1]
        states[look.minute, minutes] = (look.state, look.overdue_minutes)
    assert states == {
        (15, 14): (DueState.UPCOMING, 0),
        (15, 2): (DueState.OVERDUE, 1),
        (15, 8): (DueState.OVERDUE, 9),
    }
    vitals.take(record, day.session, LATER)
    assert vitals.due(record, day.session)[1].state is DueState.DONE


def test_a_missed_and_a_declined_look_are_rows_with_their_reason(day: Any, record: Record) -> None:
    day.dose()
    day.clock.move(minutes=16)
    look = vitals.due(record, day.session)[1]
    vitals.not_taken(record, day.session, Status.MISSED, "deep in the journey", due_at=look.due_at)
    assert vitals.due(record, day.session)[1].state is DueState.MISSED
    row = vitals.of_session(record, day.session)[-1]
    assert (row.status, row.reason, row.due_at) == (Status.MISSED, "deep in the journey", look.due_at)
    with pytest.raises(Refused, match="reason"):
        vitals.not_taken(record, day.session, Status.DECLINED, " ")


def test_nothing_is_due_before_a_dose(day: Any, record: Record) -> None:
    day.clear()
    assert vitals.due(record, day.session) == ()


def test_a_reading_set_back_keeps_both_times(day: Any, record: Record) -> None:
    then = day.now - timedelta(minutes=25)
    vitals.take(record, day.session, FULL, at=then)
    one = only(record, day)
    assert (one.happened_at, one.written_at) == (then, day.now)
    with pytest.raises(Refused, match="still to come"):
        vitals.take(record, day.session, FULL, at=day.now + timedelta(minutes=1))


def test_a_signed_session_takes_no_vital_sign(day: Any, record: Record) -> None:
    day.dose()
    one = vitals.of_session(record, day.session)[0].id
    day.sign()
    for verb, args in (
        (vitals.take, (FULL,)),
        (vitals.not_taken, (Status.MISSED, "late")),
        (vitals.mark_baseline, (one,)),
        (vitals.strike, (one, "wrong")),
    ):
        with pytest.raises(Refused, match="signed"):
            verb(record, day.session, *args)
    assert day.count(VitalRow) == 1


SETS = st.lists(
    st.tuples(
        st.integers(-50, 130),
        st.builds(
            Reading,
            sbp=st.integers(110, 150),
            dbp=st.integers(60, 95),
            hr=st.none() | st.integers(50, 110),
            spo2=st.none() | st.integers(90, 100),
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sets=SETS, order=st.randoms(use_true_random=False))
def test_any_order_of_recording_gives_the_same_baseline_and_the_same_due_list(
    day: Any, record: Record, sets: list[tuple[int, Reading, bool]], order: Any
) -> None:
    shuffled = list(sets)
    order.shuffle(shuffled)
    found = [written_in(record, day, one) for one in (sets, shuffled)]
    assert found[0] == found[1]


def written_in(record: Record, day: Any, sets: list[tuple[int, Reading, bool]]) -> tuple[Any, Any]:
    """Write the sets of one day in an order, in a session of its own, and say what they come to."""
    made = sessions.plan(record, day.client).item
    assert made is not None
    other = type(day)(record, day.clock, day.client, made)
    other.name_escort()
    dosed_at = day.now - timedelta(minutes=140)
    with record.write() as db:
        from kapdesk.store.rows import DoseRow, SessionRow

        db.get_one(SessionRow, made).state = "dosing"
        row = DoseRow(session_id=made, drug="ketamine", route="im", amount="50", unit="mg", seq=1)
        row.given_by, row.happened_at, row.zone = "N. Rowe", dosed_at, record.zone
        row.written_at, row.author_id = day.now, record.author.id
        db.add(row)
    for minute, reading, missed in sets:
        at = dosed_at + timedelta(minutes=minute)
        if missed and minute > 0:
            vitals.not_taken(record, made, Status.MISSED, "away", at=at)
        else:
            vitals.take(record, made, reading, at=at)
    base = vitals.baseline(record, made)
    return (base and (base.happened_at, base.reading)), vitals.due(record, made)
