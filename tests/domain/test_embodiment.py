"""A step is offered with what was agreed before the medicine in sight; nothing is scored."""

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.embodiment import (
    Step,
    StepAnswer,
    TouchAgreement,
    TouchLevel,
    alert_caution,
    check_step,
    is_effect_of,
    joined_caution,
    rounds,
    touch_caution,
    touch_level,
)
from kapdesk.domain.errors import Refused

STEP = Step("feet-on-floor", StepAnswer.ACCEPTED, datetime(2026, 11, 22, 11, tzinfo=UTC))


@given(st.sampled_from(StepAnswer), st.none() | st.integers(-4, 4))
def test_an_effect_belongs_to_a_step_that_was_taken(answer: StepAnswer, effect: int | None) -> None:
    step = dataclasses.replace(STEP, answer=answer, effect=effect)
    taken = answer in {StepAnswer.ACCEPTED, StepAnswer.HELPED}
    if effect is None or (taken and -2 <= effect <= 2):
        check_step(step)
    else:
        with pytest.raises(Refused, match="Nothing was recorded"):
            check_step(step)


@pytest.mark.parametrize("agreement", [None, TouchAgreement()])
def test_no_recorded_agreement_says_so(agreement: TouchAgreement | None) -> None:
    assert touch_caution(agreement, touch=True) == (
        "No touch agreement is recorded. Offer this step without touch."
    )


@given(st.sampled_from(TouchLevel), st.text(max_size=20))
def test_a_touch_step_always_shows_what_was_agreed_and_another_step_never(
    level: TouchLevel, words: str
) -> None:
    agreement = TouchAgreement(level, words)
    assert touch_caution(agreement, touch=False) is None
    said = touch_caution(agreement, touch=True)
    assert said
    if words.strip(". \n\t") and level is not TouchLevel.NOT_DISCUSSED and words.isalnum():
        assert words in said


def test_a_no_from_before_outranks_a_yes_from_under_the_medicine() -> None:
    said = touch_caution(TouchAgreement(TouchLevel.NO_TOUCH), touch=True)
    assert said is not None
    assert "stands whatever is said now" in said


def test_limits_are_shown_in_the_clients_words() -> None:
    said = touch_caution(TouchAgreement(TouchLevel.WITH_LIMITS, "hand only."), touch=True)
    assert said == "Touch is agreed with limits; ask again now. In the client's words: hand only."


@pytest.mark.parametrize(
    ("choice", "level"),
    [
        (None, TouchLevel.NOT_DISCUSSED),
        (" ", TouchLevel.NOT_DISCUSSED),
        ("none", TouchLevel.NO_TOUCH),
        ("no touch", TouchLevel.NO_TOUCH),
        ("asked each time", TouchLevel.ASKED_EACH_TIME),
        ("hand", TouchLevel.WITH_LIMITS),
        ("as-written", TouchLevel.WITH_LIMITS),
    ],
)
def test_a_choice_of_preparation_is_a_level(choice: str | None, level: TouchLevel) -> None:
    assert touch_level(choice) is level


def test_a_steps_own_cautions_are_held_against_the_clients_alerts() -> None:
    alerts = {"fall-risk": "Risk of falling", "asthma": "Asthma"}
    assert (
        alert_caution(["fall-risk"], alerts, "Stay seated.") == "Client alert: Risk of falling. Stay seated."
    )
    assert alert_caution(["epilepsy"], alerts, "Stay seated.") is None


def test_several_cautions_are_said_once_each() -> None:
    assert joined_caution(None, "Ask.", "Ask.", "Wait.") == "Ask. Wait."
    assert joined_caution(None, None) is None


def test_an_effect_named_later_belongs_to_its_answer() -> None:
    later = dataclasses.replace(STEP, effect=1)
    assert is_effect_of(later, STEP)
    assert is_effect_of(dataclasses.replace(later, effect=2), later)
    assert is_effect_of(dataclasses.replace(later, effect=None), later)
    assert not is_effect_of(STEP, STEP)
    assert not is_effect_of(dataclasses.replace(later, answer=StepAnswer.HELPED), STEP)


def test_another_answer_at_another_time_is_no_effect_of_the_one_before() -> None:
    rated = dataclasses.replace(STEP, effect=1)
    again = dataclasses.replace(rated, effect=2, at=STEP.at.replace(hour=12))
    assert not is_effect_of(again, rated)


@pytest.mark.parametrize(
    ("answers", "times"),
    [
        ("", 0),
        ("o", 1),
        ("oah", 1),
        ("ah", 1),
        ("od", 1),
        ("odo", 2),
        ("aa", 2),
        ("ad", 2),
        ("oahoah", 2),
    ],
)
def test_offered_accepted_and_helped_is_one_time(answers: str, times: int) -> None:
    by_letter = {answer.value[0]: answer for answer in StepAnswer}
    assert rounds([by_letter[letter] for letter in answers]) == times
