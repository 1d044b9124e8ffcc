"""Pauses are offered for what cannot be undone, never for leaving harm; two signs of a lift are enough."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.decisions import MANIA, cannot_be_undone, leaves_harm, mania, mania_signs, pauses

TODAY = date(2026, 11, 22)
ANSWER = st.sampled_from([None, "yes", "no", "not-asked"])
UNDONE = st.sampled_from([None, "yes", "no", "partly", "unsure"])


@given(st.dictionaries(st.sampled_from(MANIA), ANSWER))
def test_two_observed_signs_are_a_lift_and_silence_is_no_sign(answers: dict[str, str | None]) -> None:
    assert mania(answers) is (sum(answer == "yes" for answer in answers.values()) >= 2)
    assert len(mania_signs(answers)) == sum(answer == "yes" for answer in answers.values())


@given(ANSWER, UNDONE)
def test_a_pause_is_offered_only_for_what_cannot_be_undone_and_never_for_leaving_harm(
    leaving: str | None, reversible: str | None
) -> None:
    facts = {"leaving-harm": leaving, "reversible": reversible}
    offered = pauses(facts, TODAY)
    if leaves_harm(facts) or not cannot_be_undone(facts):
        assert offered == ()
    else:
        assert offered == (date(2026, 12, 6), date(2026, 12, 20))
