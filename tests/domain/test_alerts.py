"""The gravest alert stands first, and none ends without a reason."""

import dataclasses
import random
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.alerts import Alert, Allergies, Severity, check_may_end, standing
from kapdesk.domain.errors import Refused

ASTHMA = Alert(UUID(int=1), "asthma", Severity.CAUTION)
ENDED = dataclasses.replace(
    ASTHMA, ended_at=datetime(2026, 11, 22, tzinfo=UTC), ended_reason="was bronchitis"
)
ALERTS = st.lists(
    st.builds(
        Alert,
        st.uuids(),
        st.sampled_from(["asthma", "migraine", "pregnancy"]),
        st.sampled_from(Severity),
        st.sampled_from(["", "since childhood"]),
        ended_at=st.sampled_from([None, datetime(2026, 1, 1, tzinfo=UTC)]),
    )
)


@given(ALERTS, st.randoms(use_true_random=False))
def test_standing_alerts_come_gravest_first_in_any_order_of_entry(
    alerts: list[Alert], chance: random.Random
) -> None:
    mixed = list(alerts)
    chance.shuffle(mixed)
    shown = standing(alerts)
    assert shown == standing(mixed)
    assert all(one.stands for one in shown)
    places = [list(Severity).index(one.severity) for one in shown]
    assert places == sorted(places)


def test_ending_an_alert_needs_a_reason_and_happens_once() -> None:
    assert check_may_end(ASTHMA, " was bronchitis ") == "was bronchitis"
    with pytest.raises(Refused, match="needs a reason"):
        check_may_end(ASTHMA, " ")
    with pytest.raises(Refused, match="ended already"):
        check_may_end(ENDED, "again")


def test_allergies_not_recorded_is_not_none_known() -> None:
    assert len({state.words for state in Allergies}) == 3
