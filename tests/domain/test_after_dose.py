"""Nobody who was dosed drops out of sight."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.after_dose import doses_too_close, late_first_meeting, unseen_since

DOSE = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)


def _days(days: float) -> datetime:
    return DOSE + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "threshold", "words"),
    [
        (0.1, 0, "dosed today, not seen since; nothing booked"),
        (1, 1, "dosed 1 day ago, not seen since; nothing booked"),
        (2.9, 1, "dosed 2 days ago, not seen since; nothing booked"),
        (3, 3, "dosed 3 days ago, not seen since; nothing booked"),
        (7, 7, "dosed 7 days ago, not seen since; nothing booked"),
        (40, 7, "dosed 40 days ago, not seen since; nothing booked"),
    ],
)
def test_the_board_calls_after_one_three_and_seven_days(days: float, threshold: int, words: str) -> None:
    unseen = unseen_since(DOSE, (), (), _days(days))
    assert unseen is not None
    assert (unseen.threshold, unseen.words) == (threshold, words)


def test_a_client_seen_since_is_not_on_the_board() -> None:
    assert unseen_since(DOSE, (_days(1),), (), _days(2)) is None
    assert unseen_since(DOSE, (_days(-1),), (), _days(2)) is not None
    assert unseen_since(None, (), (), _days(2)) is None
    assert unseen_since(DOSE, (DOSE,), (), _days(2)) is not None
    assert unseen_since(DOSE, (_days(2.1),), (), _days(2)) is not None
    assert unseen_since(DOSE, (), (), _days(-1)) is None


def test_a_booking_counts_while_it_is_ahead() -> None:
    ahead = unseen_since(DOSE, (), (_days(3), _days(2)), _days(1))
    assert ahead is not None
    assert ahead.booked_at == _days(2)
    assert not ahead.nothing_booked
    passed = unseen_since(DOSE, (), (_days(2),), _days(3))
    assert passed is not None
    assert passed.nothing_booked


@given(st.lists(st.floats(-5, 20)), st.lists(st.floats(-5, 20)), st.floats(0, 30))
def test_the_order_of_entry_does_not_matter(seen: list[float], booked: list[float], now: float) -> None:
    straight = unseen_since(DOSE, [_days(day) for day in seen], [_days(day) for day in booked], _days(now))
    turned = unseen_since(
        DOSE, [_days(day) for day in seen[::-1]], [_days(day) for day in booked[::-1]], _days(now)
    )
    assert straight == turned


def test_a_late_first_meeting_is_said_and_not_stopped() -> None:
    assert late_first_meeting(DOSE, _days(7)) is None
    assert late_first_meeting(DOSE, None) is None
    assert late_first_meeting(DOSE, _days(7.1)) == "The first meeting is more than 7 days after the dose."


def test_two_doses_within_48_hours_ask_for_a_medical_note() -> None:
    assert doses_too_close(None, DOSE) is None
    assert doses_too_close(DOSE, _days(2)) is None
    said = doses_too_close(DOSE, _days(1.9))
    assert said is not None
    assert "48 hours" in said
