"""A suicide screen is never read as negative unless four times no was heard."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.screens import (
    AsqAnswers,
    AsqResult,
    Context,
    Disposition,
    asq,
    asq_result,
    call_due,
    check_may_score,
    consequences,
    next_step,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANSWER = st.sampled_from([True, False, None])


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        (AsqAnswers(False, False, False, False), AsqResult.NEGATIVE),
        (AsqAnswers(False, False, False, True, False), AsqResult.NON_ACUTE_POSITIVE),
        (AsqAnswers(True, False, False, False, True), AsqResult.ACUTE_POSITIVE),
        (AsqAnswers(True, False, False, False), AsqResult.INCOMPLETE),
        (AsqAnswers(False, False, None, False), AsqResult.INCOMPLETE),
        (AsqAnswers(True, None, False, False, False), AsqResult.INCOMPLETE),
        (AsqAnswers(True, None, False, False, True), AsqResult.ACUTE_POSITIVE),
        (AsqAnswers(), AsqResult.INCOMPLETE),
        (AsqAnswers(refused=True), AsqResult.REFUSED),
        (AsqAnswers(False, False, False, False, refused=True), AsqResult.REFUSED),
    ],
)
def test_the_result_follows_the_toolkit(answers: AsqAnswers, result: AsqResult) -> None:
    assert asq_result(answers) is result


@pytest.mark.parametrize("now", [True, False])
def test_item_five_after_four_times_no_is_asked_again(now: bool) -> None:
    with pytest.raises(Refused, match="ask items 1 to 5 again"):
        asq_result(AsqAnswers(False, False, False, False, now))


@given(st.tuples(ANSWER, ANSWER, ANSWER, ANSWER, ANSWER), st.booleans())
def test_negative_means_four_times_no_and_nothing_else(
    heard: tuple[bool | None, bool | None, bool | None, bool | None, bool | None], refused: bool
) -> None:
    answers = AsqAnswers(*heard, refused=refused)
    try:
        result = asq_result(answers)
    except Refused:
        assert heard[:4] == (False, False, False, False)
        assert heard[4] is not None
        return
    assert (result is AsqResult.NEGATIVE) == (heard == (False, False, False, False, None) and not refused)
    assert next_step(result).holds_discharge == (result is not AsqResult.NEGATIVE)


@given(st.permutations([0, 1, 2, 3]), st.tuples(ANSWER, ANSWER, ANSWER, ANSWER), ANSWER)
def test_the_result_does_not_depend_on_which_of_the_four_was_yes(
    order: list[int], heard: tuple[bool | None, bool | None, bool | None, bool | None], now: bool | None
) -> None:
    if True not in heard:
        return
    mixed = [heard[place] for place in order]
    straight = asq_result(AsqAnswers(*heard, now))
    assert asq_result(AsqAnswers(mixed[0], mixed[1], mixed[2], mixed[3], now)) is straight


def test_a_refusal_asks_for_written_judgement() -> None:
    assert next_step(AsqResult.REFUSED).judgement_required
    assert not AsqResult.REFUSED.positive


def test_the_second_screen_waits_for_orientation() -> None:
    with pytest.raises(Refused, match="Orientation"):
        check_may_score(Context.PRE_DISCHARGE, None, NOON)
    with pytest.raises(Refused, match="before orientation"):
        check_may_score(Context.PRE_DISCHARGE, NOON + timedelta(minutes=1), NOON)
    check_may_score(Context.PRE_DISCHARGE, NOON, NOON)
    check_may_score(Context.ARRIVAL, None, NOON)
    check_may_score(Context.CONTACT, None, NOON)


@pytest.mark.parametrize(
    ("answers", "words", "of"),
    [
        ([0, 0, 0, 0], "negative", 4),
        ([0, 0, 0, 0, None], "negative", 4),
        ([0, 0, 0, 1, 0], "non-acute positive", 5),
        ([1, 0, 0, 0, 1], "acute positive", 5),
        ([1, 0, 0, 0, None], "incomplete (1 of 5 missing)", 5),
        ([0, None, 0, 0], "incomplete (1 of 4 missing)", 4),
        ([1, None, 0, 0, 0], "incomplete (1 of 5 missing)", 5),
        ([1, None, 0, 0, 1], "acute positive", 4),
    ],
)
def test_numbered_answers_come_to_the_same_result(answers: list[int | None], words: str, of: int) -> None:
    score = asq(answers)
    assert (score.words, score.of, score.total) == (words, of, None)


@pytest.mark.parametrize("answers", [[0, 0, 0], [0, 0, 0, 0, 0, 0], [2, 0, 0, 0]])
def test_numbers_that_are_no_yes_or_no_are_refused(answers: list[int | None]) -> None:
    with pytest.raises(Refused):
        asq(answers)


def test_each_disposition_has_its_own_consequences() -> None:
    assert [d for d in Disposition if consequences(d).locks_emergency_outcome] == [Disposition.EMERGENCY]
    assert consequences(Disposition.FURTHER_EVALUATION).referral_within == timedelta(hours=72)
    assert [d for d in Disposition if consequences(d).booked_date_required] == [
        Disposition.FURTHER_EVALUATION
    ]


def test_a_call_is_due_within_48_hours_of_a_positive_screen() -> None:
    assert call_due(AsqResult.NON_ACUTE_POSITIVE, NOON) == NOON + timedelta(hours=48)
    assert call_due(AsqResult.NEGATIVE, NOON) is None
