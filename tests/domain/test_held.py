"""A held question is neither confirmed nor dismissed; a second pair of eyes is asked for by a stated rule."""

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.held import CONSULT_FROM, FLAGS, consult, is_memory, red_flags

ANSWER = st.sampled_from([None, "yes", "no", "not-asked"])


@given(st.one_of(st.none(), st.integers(0, 10)), ANSWER, ANSWER)
def test_sure_and_much_at_stake_ask_for_a_second_pair_of_eyes_and_nothing_else_does(
    conviction: int | None, harm: str | None, undone: str | None
) -> None:
    asked = consult({"harm": harm, "undone": undone}, conviction)
    assert asked is (conviction is not None and conviction >= CONSULT_FROM and "yes" in {harm, undone})


@given(st.dictionaries(st.sampled_from(FLAGS), ANSWER))
def test_only_what_was_observed_is_a_flag(answers: dict[str, str | None]) -> None:
    assert set(red_flags(answers)) == {flag for flag, answer in answers.items() if answer == "yes"}


def test_what_came_like_a_memory_is_told_apart() -> None:
    assert is_memory({"came-as": "memory"})
    assert not is_memory({"came-as": "image"})
    assert not is_memory({})
