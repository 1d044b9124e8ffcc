"""The mind is steady, somebody is there, and the way home is settled, or it is said what is missing."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kapdesk.domain.doses import Escort
from kapdesk.domain.gate_facts import (
    Asked,
    Booked,
    Clearance,
    Criterion,
    Debriefed,
    Facts,
    Instructed,
    Kind,
    Orientation,
    Presence,
    Seen,
    State,
)
from kapdesk.domain.readiness import assess, oriented_at
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqResult, Context, Disposition

DOSE = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)


def _at(minutes: float) -> datetime:
    return DOSE + timedelta(minutes=minutes)


def _seen(value: Any, minutes: float) -> Seen[Any]:
    return Seen(value, _at(minutes), "J. Adler")


DAY = Facts(
    now=_at(150),
    route=Route.IM,
    observed_from=DOSE,
    orientation=(_seen(Orientation(True, True, True, True), 95),),
    screens=(
        _seen(Asked(Context.ARRIVAL, AsqResult.NEGATIVE), -30),
        _seen(Asked(Context.PRE_DISCHARGE, AsqResult.NEGATIVE), 126),
    ),
    ideation_in_history=False,
    escort=_seen(Escort("Tove Lind", "sister", "555 0101", True, "known to client", _at(135)), 136),
    client_drives=False,
)


def _with(**changes: Any) -> Facts:
    return dataclasses.replace(DAY, **changes)


def _one(criterion: str, facts: Facts) -> Criterion:
    return next(one for one in assess(facts) if one.id == criterion)


def _screened(*screens: tuple[Context, AsqResult, float], **changes: Any) -> Facts:
    return _with(
        screens=tuple(_seen(Asked(context, result), minutes) for context, result, minutes in screens),
        **changes,
    )


BEFORE_LEAVING = Context.PRE_DISCHARGE


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (_screened((BEFORE_LEAVING, AsqResult.NEGATIVE, 90)), State.NOT_RECORDED),
        (_screened((Context.ARRIVAL, AsqResult.NEGATIVE, 126)), State.NOT_RECORDED),
        (_screened((BEFORE_LEAVING, AsqResult.INCOMPLETE, 126)), State.NOT_RECORDED),
        (_screened((BEFORE_LEAVING, AsqResult.REFUSED, 126)), State.NOT_MET),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.REFUSED, 126), judgement_on_refusal=_seen("calm, plans ahead", 127)
            ),
            State.MET,
        ),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.REFUSED, 126), judgement_on_refusal=_seen("calm, plans ahead", 20)
            ),
            State.NOT_MET,
        ),
        (_screened((BEFORE_LEAVING, AsqResult.NON_ACUTE_POSITIVE, 126)), State.NOT_MET),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.NON_ACUTE_POSITIVE, 126),
                dispositions=(_seen(Disposition.NON_URGENT, 128),),
            ),
            State.MET,
        ),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.NON_ACUTE_POSITIVE, 126),
                dispositions=(_seen(Disposition.NON_URGENT, 20),),
            ),
            State.NOT_MET,
        ),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.ACUTE_POSITIVE, 126),
                dispositions=(_seen(Disposition.EMERGENCY, 128),),
            ),
            State.NOT_MET,
        ),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.ACUTE_POSITIVE, 126),
                dispositions=(_seen(Disposition.FURTHER_EVALUATION, 128),),
            ),
            State.NOT_MET,
        ),
        (
            _screened(
                (BEFORE_LEAVING, AsqResult.ACUTE_POSITIVE, 126),
                dispositions=(_seen(Disposition.FURTHER_EVALUATION, 128),),
                referral_at=_at(60 * 30),
            ),
            State.MET,
        ),
        (
            _screened(
                (Context.ARRIVAL, AsqResult.NON_ACUTE_POSITIVE, -30),
                (BEFORE_LEAVING, AsqResult.NEGATIVE, 126),
            ),
            State.NOT_MET,
        ),
    ],
)
def test_the_second_screen_is_done_when_what_it_came_to_is_dealt_with(facts: Facts, state: State) -> None:
    assert _one("D10", facts).state is state


def test_orientation_that_is_lost_again_voids_the_screen() -> None:
    lost = Orientation(True, True, False, True)
    facts = _with(orientation=(_seen(Orientation(True, True, True, True), 95), _seen(lost, 128)))
    assert oriented_at(facts) is None
    assert _one("D03", facts).state is State.NOT_MET
    assert _one("D10", facts).state is State.NOT_RECORDED


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (DAY, Kind.SOFT),
        (_with(ideation_in_history=None), Kind.SOFT),
        (_with(ideation_in_history=True), Kind.HARD),
        (_with(screens=()), Kind.HARD),
        (_screened((BEFORE_LEAVING, AsqResult.REFUSED, 126)), Kind.HARD),
        (_screened((Context.ARRIVAL, AsqResult.NON_ACUTE_POSITIVE, -30)), Kind.HARD),
    ],
)
def test_plan_company_and_next_contact_turn_hard_with_suicidal_thoughts(facts: Facts, kind: Kind) -> None:
    assert {_one(criterion, facts).kind for criterion in ("D11", "D15", "D17")} == {kind}


def test_the_means_talk_turns_hard_with_a_positive_screen_only() -> None:
    assert _one("D12", DAY).state is State.NOT_APPLICABLE
    assert _one("D12", _with(ideation_in_history=True)).state is State.NOT_APPLICABLE
    positive = _screened((Context.ARRIVAL, AsqResult.NON_ACUTE_POSITIVE, -30))
    assert _one("D12", positive).stops_leaving
    assert _one("D12", dataclasses.replace(positive, means_talk=_seen(True, 130))).state is State.MET


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"adult": False}, State.NOT_MET),
        ({"adult": None}, State.NOT_RECORDED),
        ({"arrived_at": None}, State.NOT_RECORDED),
        ({"arrived_at": _at(500)}, State.NOT_RECORDED),
        ({"phone": " "}, State.NOT_RECORDED),
        ({"relation": ""}, State.NOT_RECORDED),
        ({"recognised": ""}, State.NOT_RECORDED),
    ],
)
def test_the_escort_is_a_recognised_adult_who_is_here(change: dict[str, Any], state: State) -> None:
    assert DAY.escort is not None
    escort = dataclasses.replace(DAY.escort, value=dataclasses.replace(DAY.escort.value, **change))
    assert _one("D14", _with(escort=escort)).state is state


def test_a_client_at_the_wheel_is_not_escorted() -> None:
    assert _one("D14", _with(client_drives=True)).state is State.NOT_MET


@pytest.mark.parametrize(
    ("hours", "positive", "state"),
    [(72, False, State.MET), (73, False, State.NOT_MET), (49, True, State.NOT_MET), (47, True, State.MET)],
)
def test_the_next_contact_is_within_72_hours_or_48_after_a_positive_screen(
    hours: int, positive: bool, state: State
) -> None:
    result = AsqResult.NON_ACUTE_POSITIVE if positive else AsqResult.NEGATIVE
    booked = _seen(Booked(_at(60 * hours), _at(60 * 100)), 138)
    assert _one("D17", _screened((Context.ARRIVAL, result, 0), booked=booked)).state is state


@pytest.mark.parametrize(
    ("debrief", "state"),
    [
        (Debriefed(), State.NOT_RECORDED),
        (Debriefed(offered=False), State.NOT_MET),
        (Debriefed(offered=True), State.NOT_RECORDED),
        (Debriefed(offered=True, distress=3), State.MET),
        (Debriefed(offered=True, distress=4), State.NOT_MET),
        (Debriefed(offered=True, distress=8, plan="call tonight at eight"), State.MET),
        (Debriefed(offered=True, plan="call tonight at eight"), State.MET),
    ],
)
def test_a_debrief_is_offered_and_distress_settles_or_has_a_plan(debrief: Debriefed, state: State) -> None:
    criterion = _one("D13", _with(debrief=_seen(debrief, 131)))
    assert (criterion.state, criterion.kind) == (state, Kind.SOFT)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (Instructed(), State.NOT_RECORDED),
        (Instructed(in_writing=False, said_back=True), State.NOT_MET),
        (Instructed(in_writing=True), State.NOT_RECORDED),
        (Instructed(in_writing=True, said_back=False), State.NOT_MET),
        (Instructed(in_writing=True, said_back=True), State.MET),
    ],
)
def test_instructions_are_in_writing_and_said_back(given: Instructed, state: State) -> None:
    assert _one("D16", _with(instructions=_seen(given, 137))).state is state


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Tove Lind", State.MET),
        ("Nobody", State.NOT_MET),
        (" no one ", State.NOT_MET),
        ("  ", State.NOT_RECORDED),
    ],
)
def test_somebody_tonight_has_a_name(name: str, state: State) -> None:
    assert _one("D15", _with(tonight=_seen(name, 136))).state is state


@pytest.mark.parametrize(
    ("booked", "state"),
    [
        (Booked(), State.NOT_RECORDED),
        (Booked(contact_at=_at(1440)), State.NOT_RECORDED),
        (Booked(session_at=_at(1440)), State.NOT_RECORDED),
        (Booked(_at(1440), _at(2880)), State.MET),
    ],
)
def test_both_a_contact_and_a_session_are_booked(booked: Booked, state: State) -> None:
    assert _one("D17", _with(booked=_seen(booked, 138))).state is state


@pytest.mark.parametrize(("in_hand", "state"), [(True, State.MET), (False, State.NOT_MET)])
def test_the_plan_is_in_the_clients_hands(in_hand: bool, state: State) -> None:
    assert _one("D11", _with(plan_in_hand=_seen(in_hand, 130))).state is state


@pytest.mark.parametrize(
    ("clearance", "state"),
    [
        (Clearance("J. Adler", "clinician", Presence.ON_SITE), State.NOT_MET),
        (Clearance("Dr N. Rowe", "medical professional", None), State.NOT_RECORDED),
        (Clearance("", "medical professional", Presence.ON_SITE), State.NOT_RECORDED),
    ],
)
def test_the_medical_clearance_says_who_in_which_role_and_from_where(
    clearance: Clearance, state: State
) -> None:
    assert _one("D18", _with(medical_clearance=_seen(clearance, 140))).state is state
