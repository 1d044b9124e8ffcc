"""The clinic's times and limits come from its tables, never below what is fixed."""

from dataclasses import replace

import pytest

from kapdesk.content import Content
from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import Limits
from kapdesk.domain.routes import PROFILES, Route
from kapdesk.services import practice_limits
from kapdesk.services.record import Record


@pytest.mark.parametrize("route", list(Route))
def test_the_shipped_table_says_what_the_rules_say(record: Record, route: Route) -> None:
    found = practice_limits.profile(record, route)
    assert found.vitals_schedule_min == PROFILES[route].vitals_schedule_min
    assert found.min_observation_min == PROFILES[route].min_observation_min


def test_the_shipped_limits_are_those_of_the_rules(record: Record) -> None:
    assert practice_limits.vital_limits(record) == Limits()


def test_without_a_table_the_shipped_times_and_limits_stand(record: Record) -> None:
    bare = replace(record, content=Content())
    assert practice_limits.profile(bare, Route.IM) == PROFILES[Route.IM]
    assert practice_limits.vital_limits(bare) == Limits()


def test_the_ceiling_for_leaving_stays_below_what_calls_for_medical_review(record: Record) -> None:
    with pytest.raises(Refused, match="medical review"):
        practice_limits.set_limit(record, "ceiling_sbp", 181)
    practice_limits.set_limit(record, "ceiling_sbp", 150)
    assert practice_limits.vital_limits(record).ceiling_sbp == 150
