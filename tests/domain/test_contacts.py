"""A contact does not stand without the words it needs; only some outcomes mean that somebody was reached."""

from datetime import UTC, datetime, timedelta

import pytest

from kapdesk.domain.contacts import Concern, Outcome, check_contact
from kapdesk.domain.errors import Refused

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def check(
    outcome: Outcome, concern: Concern | None = None, text: str = "", *, ahead: int = 0, due: int = 0
) -> str:
    next_due = NOW + timedelta(hours=due) if due else None
    return check_contact(
        outcome, concern, text, at=NOW + timedelta(minutes=ahead), now=NOW, next_due=next_due
    )


def test_only_speaking_to_the_client_reaches_them() -> None:
    assert {each for each in Outcome if each.reached} == {Outcome.REACHED, Outcome.WANTS_NO_CALL}
    assert {each for each in Outcome if each.settles} == {
        Outcome.REACHED,
        Outcome.WANTS_NO_CALL,
        Outcome.CLOSED,
    }


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.REACHED])
def test_words_are_not_asked_for_where_nothing_worries(outcome: Outcome) -> None:
    assert check(outcome, text="  rang out ") == "rang out"
    assert check(outcome, Concern.SOME) == ""


def test_what_worries_acutely_and_what_is_closed_needs_words() -> None:
    with pytest.raises(Refused, match="acute"):
        check(Outcome.REACHED, Concern.ACUTE)
    with pytest.raises(Refused, match="reason"):
        check(Outcome.CLOSED, text=" ")
    assert check(Outcome.CLOSED, text="moved") == "moved"


def test_times_lie_where_they_can() -> None:
    with pytest.raises(Refused, match="still to come"):
        check(Outcome.REACHED, ahead=1)
    with pytest.raises(Refused, match="behind us"):
        check(Outcome.NO_ANSWER, due=-1)
    assert check(Outcome.NO_ANSWER, due=1) == ""
