"""A no from before the medicine outranks a yes under it; a withdrawal outranks both; not now is not yes."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.consent_events import (
    ConsentAnswer,
    ConsentEvent,
    ConsentKind,
    Stand,
    Standing,
    consent_caution,
    of_agreement,
    standing,
)
from kapdesk.domain.embodiment import TouchAgreement, TouchLevel

DOSE = datetime(2026, 11, 22, 15, tzinfo=UTC)
TOUCH = ConsentKind.TOUCH
YES, NO, NOT_NOW = ConsentAnswer.YES, ConsentAnswer.NO, ConsentAnswer.NOT_NOW


def said(answer: ConsentAnswer, minutes: int, *, back: int | None = None, scope: str = "") -> ConsentEvent:
    withdrawn = None if back is None else DOSE + timedelta(minutes=back)
    return ConsentEvent(TOUCH, answer, DOSE + timedelta(minutes=minutes), 0, scope, withdrawn)


def stand(*events: ConsentEvent, dosed_at: datetime | None = DOSE) -> Stand:
    return standing(events, TOUCH, dosed_at).stand


@st.composite
def events(draw: st.DrawFn, low: int = -90, high: int = 240) -> list[ConsentEvent]:
    found: list[ConsentEvent] = []
    for seq in range(draw(st.integers(0, 6))):
        at = draw(st.integers(low, high))
        back = draw(st.none() | st.integers(at, high))
        event = said(draw(st.sampled_from(ConsentAnswer)), at, back=back)
        found.append(replace(event, seq=seq, kind=draw(st.sampled_from([TOUCH, ConsentKind.SCENT]))))
    return found


@given(events(), st.integers(0, 99))
def test_the_order_in_which_events_are_read_is_of_no_matter(found: list[ConsentEvent], seed: int) -> None:
    mixed = list(found)
    random.Random(seed).shuffle(mixed)
    assert standing(mixed, TOUCH, DOSE) == standing(found, TOUCH, DOSE)


@given(events(low=0))
def test_no_yes_under_the_medicine_undoes_a_no_from_before(under: list[ConsentEvent]) -> None:
    assert stand(said(NO, -10), *under) is Stand.NO


@given(events(low=0), st.integers(0, 120), st.integers(0, 120))
def test_a_withdrawal_under_the_medicine_outranks_every_yes(
    under: list[ConsentEvent], given_at: int, later: int
) -> None:
    back = said(YES, given_at, back=given_at + later)
    assert stand(back, *under) is not Stand.YES
    assert stand(said(YES, -10, back=later), *under) is Stand.WITHDRAWN


@given(events(low=0))
def test_a_yes_taken_back_before_the_dose_is_not_revived_under_it(under: list[ConsentEvent]) -> None:
    assert stand(said(YES, -30, back=-10), *under) is Stand.WITHDRAWN


@given(events())
def test_without_any_yes_there_is_never_a_yes(found: list[ConsentEvent]) -> None:
    without = [event for event in found if event.answer is not YES]
    assert stand(*without) is not Stand.YES


@given(events())
def test_one_kind_says_nothing_of_another(found: list[ConsentEvent]) -> None:
    others = [event for event in found if event.kind is not TOUCH]
    assert standing(others, TOUCH, DOSE) == Standing(TOUCH)


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ([], Stand.NOT_ASKED),
        ([said(NOT_NOW, -10)], Stand.NOT_NOW),
        ([said(NOT_NOW, -10), said(YES, 30)], Stand.YES),
        ([said(YES, -10), said(NO, 30)], Stand.NO),
        ([said(YES, -10), said(NO, 30), said(YES, 40)], Stand.YES),
        ([said(NO, -30), said(YES, -10)], Stand.YES),
        ([said(YES, -30), said(NO, -10), said(YES, 20)], Stand.NO),
        ([said(YES, -30, back=-20), said(YES, -10)], Stand.YES),
        ([said(YES, -30), said(YES, 20, back=25), said(YES, 60)], Stand.WITHDRAWN),
    ],
)
def test_what_stands_is_said(told: list[ConsentEvent], stands: Stand) -> None:
    assert stand(*told) is stands


def test_without_a_dose_the_last_word_stands() -> None:
    assert stand(said(NO, 10), said(YES, 20), dosed_at=None) is Stand.YES


def test_of_two_answers_in_one_instant_the_one_written_last_stands() -> None:
    first, second = replace(said(YES, 10), seq=1), replace(said(NO, 10), seq=2)
    assert stand(second, first) is Stand.NO


def test_a_yes_under_the_medicine_is_told_from_one_before() -> None:
    assert standing([said(YES, -1)], TOUCH, DOSE).before_dose
    assert not standing([said(YES, 1)], TOUCH, DOSE).before_dose


@pytest.mark.parametrize("level", TouchLevel)
@pytest.mark.parametrize("minutes", [-60, 45])
def test_the_agreement_of_the_preparation_counts_as_before_the_dose(level: TouchLevel, minutes: int) -> None:
    agreed = of_agreement(TouchAgreement(level, "hand only"), DOSE + timedelta(minutes=minutes), DOSE)
    if level is TouchLevel.NOT_DISCUSSED:
        assert agreed is None
        return
    assert agreed is not None
    refused = level in {TouchLevel.NO_TOUCH, TouchLevel.NOT_AGREED}
    now = standing([agreed, said(YES, 50)], TOUCH, DOSE)
    assert now.stand is (Stand.NO if refused else Stand.YES)
    assert standing([agreed], TOUCH, DOSE).before_dose
    assert agreed.scope == "hand only"


def test_what_speaks_against_a_step_is_said_in_words() -> None:
    assert consent_caution(Standing(TOUCH), "Touch") is None
    assert consent_caution(Standing(TOUCH, Stand.YES), "Touch") is None
    so_far = consent_caution(Standing(TOUCH, Stand.YES, scope="left hand."), "Touch")
    assert so_far == "Touch was agreed to only so far: left hand. Keep the step within it."
    before = consent_caution(Standing(TOUCH, Stand.NO, before_dose=True), "Touch")
    assert before is not None
    assert "before the dose, and that stands whatever is said now" in before
    assert "not yes" in (consent_caution(Standing(TOUCH, Stand.NOT_NOW), "Touch") or "")
    assert "took the consent back" in (consent_caution(Standing(TOUCH, Stand.WITHDRAWN), "Touch") or "")


def test_only_a_no_a_not_now_and_a_withdrawal_ask_again() -> None:
    assert {one for one in Stand if one.asks_again} == {Stand.NO, Stand.NOT_NOW, Stand.WITHDRAWN}
