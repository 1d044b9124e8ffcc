"""What may be said of what was said, both sides of change, and scales that end where they end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import VERDICTS, ChangeKind, Verdict, check_item, check_rating, check_verdict


@given(kind=st.sampled_from(Kind), verdict=st.sampled_from(Verdict))
def test_each_kind_takes_its_own_words_and_no_others(kind: Kind, verdict: Verdict) -> None:
    if verdict in VERDICTS[kind]:
        check_verdict(kind, verdict)
        return
    with pytest.raises(Refused, match=kind.value):
        check_verdict(kind, verdict)


def test_every_kind_can_be_taken_back_or_let_go() -> None:
    assert Verdict.WITHDRAWN in VERDICTS[Kind.READ_BACK]
    assert Verdict.SETTLED in VERDICTS[Kind.HELD_QUESTION]
    assert set(VERDICTS) == set(Kind)


@given(value=st.integers(-3, 14))
def test_goals_end_at_four_and_aims_at_ten(value: int) -> None:
    for name, highest in (("goal.G1", 4), ("aim.A1", 10)):
        if 0 <= value <= highest:
            assert check_rating(name, value) == str(value)
        else:
            with pytest.raises(Refused, match=f"0 to {highest}"):
                check_rating(name, value)


def test_a_rating_can_be_taken_back() -> None:
    assert check_rating("goal.G1", None) == ""


def test_a_line_needs_words() -> None:
    assert check_item("  sleeps ", ChangeKind.CHANGED, ()) == "sleeps"
    with pytest.raises(Refused):
        check_item(" ", ChangeKind.CHANGED, ())
