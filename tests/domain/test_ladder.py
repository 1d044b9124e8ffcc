"""The gentlest step is suggested, the client's own first, and never one that asks for a second thought."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import Refused
from kapdesk.domain.ladder import UNKNOWN_GENTLENESS, Proposal, Rung, check_note, proposal, suggestion


def test_the_clients_own_anchor_stands_before_a_gentler_step() -> None:
    assert suggestion([Rung("feet", gentle=1), Rung("garden", gentle=2, own=True)]) == "garden"


def test_the_gentlest_untried_step_is_next_in_the_order_given() -> None:
    rungs = [
        Rung("walk", gentle=3),
        Rung("toes", gentle=1, tried=True),
        Rung("press", gentle=1),
        Rung("sip", 1),
    ]
    assert suggestion(rungs) == "press"


def test_nothing_is_suggested_when_all_was_tried_or_is_cautioned() -> None:
    assert suggestion([Rung("toes", 1, tried=True), Rung("lavender", 1, cautioned=True)]) is None
    assert suggestion([]) is None


rungs = st.lists(
    st.builds(
        Rung, st.text(min_size=1, max_size=3), st.one_of(st.none(), st.integers(1, 9)), st.booleans(),
        st.booleans(), st.booleans(), st.booleans(),
    ),
    unique_by=lambda rung: rung.key,
)  # fmt: skip


@given(rungs)
def test_a_suggestion_is_never_tried_never_set_aside_and_none_is_gentler(rungs: list[Rung]) -> None:
    found = suggestion(rungs)
    left = [rung for rung in rungs if not (rung.tried or rung.cautioned or rung.refused)]
    assert (found is None) == (not left)
    if found is not None:
        (rung,) = [each for each in rungs if each.key == found]
        assert rung in left
        assert rung.own or not any(each.own for each in left)
        assert all(
            (each.gentle or UNKNOWN_GENTLENESS) >= (rung.gentle or UNKNOWN_GENTLENESS)
            for each in left
            if each.own == rung.own
        )


def test_a_scent_with_a_caution_is_taken_with_a_note_only() -> None:
    caution = "Lavender is on the client's list of scents to avoid. Leave it out."
    for answer in (StepAnswer.ACCEPTED, StepAnswer.HELPED):
        with pytest.raises(Refused, match=r"Lavender .* note"):
            check_note(caution, answer, "  ")
        check_note(caution, answer, "asked for it by name")
        check_note("", answer, "")
    for answer in (StepAnswer.OFFERED, StepAnswer.DECLINED):
        check_note(caution, answer, "")


NAMES = ("Orient", "Breathe", "Feel contact")


def test_the_reason_is_said_in_words() -> None:
    assert proposal([Rung("garden", 3, own=True)], NAMES) == Proposal(
        "garden", "their own anchor, not tried yet"
    )
    assert proposal([Rung("voice", 1), Rung("feet", 3)], NAMES) == Proposal(
        "voice", "the gentlest not tried yet: Orient"
    )
    assert proposal([], NAMES) is None


def test_the_reason_says_what_was_left_aside_and_that_it_was_gentler() -> None:
    rungs = [Rung("voice", 1, tried=True), Rung("breath", 2, cautioned=True), Rung("feet", 3)]
    told = proposal([*rungs, Rung("walk", 9, refused=True)], NAMES)
    assert told is not None
    assert told.why.endswith("Feel contact; 1 passed over, something speaks against it")


def test_a_step_whose_consent_does_not_stand_is_not_suggested() -> None:
    assert suggestion([Rung("hand", 1, refused=True), Rung("walk", 9)]) == "walk"
