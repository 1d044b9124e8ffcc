"""An ending other than the usual one carries its own facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import REQUIRED, Answer, Outcome, check_outcome_facts, missing_facts
from kapdesk.domain.sessions import SessionState


def _whole(outcome: Outcome) -> dict[str, str | bool | None]:
    return {fact.key: False if fact.answer is Answer.YES_NO else "said" for fact in REQUIRED[outcome]}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_asks_for_its_facts_and_takes_them(outcome: Outcome) -> None:
    assert missing_facts(outcome, {}) == REQUIRED[outcome]
    check_outcome_facts(outcome, _whole(outcome))


@given(st.sampled_from(Outcome), st.data())
def test_one_fact_left_out_is_named(outcome: Outcome, data: st.DataObject) -> None:
    facts = _whole(outcome)
    left_out = data.draw(st.sampled_from(REQUIRED[outcome]))
    facts[left_out.key] = data.draw(st.sampled_from([None, "", "  "]))
    with pytest.raises(Refused, match="was not recorded") as refusal:
        check_outcome_facts(outcome, facts)
    assert left_out.label in refusal.value.sentence


def test_leaving_against_advice_asks_who_advised_what_and_whether_the_client_drove() -> None:
    keys = {fact.key for fact in REQUIRED[Outcome.AGAINST_ADVICE]}
    assert keys == {
        "advised",
        "advised_by",
        "contact_called",
        "left_at",
        "emergency_services",
        "client_drove",
    }


def test_only_extended_observation_leaves_the_session_open() -> None:
    assert [outcome for outcome in Outcome if outcome.ends_as is None] == [Outcome.EXTENDED]
    assert Outcome.EMERGENCY_EVALUATION.ends_as is SessionState.TRANSFERRED
