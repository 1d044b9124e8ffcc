"""The clinic chooses score, second look and device to count from; nothing falls below the floor."""

from datetime import timedelta
from decimal import Decimal

import pytest
from services.leaving_day import CALM, LeavingDay, plan_leaving_day

from kapdesk.domain.clock import SetClock
from kapdesk.domain.doses import DoseEvent, DoseUnit
from kapdesk.domain.recovery_scores import Padss
from kapdesk.domain.routes import Anchor, Route
from kapdesk.services import doses, gate_settings, readiness
from kapdesk.services.record import Record


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose()
    made.clock.move(minutes=60)
    made.observe(reading=CALM)
    return made


def _aldrete(day: LeavingDay) -> None:
    day.observe("aldrete", activity="four-limbs", respiration="deep-and-cough", consciousness="awake")


def test_the_modified_score_counts_until_the_clinic_chooses_the_original(day: LeavingDay) -> None:
    day.scores()
    assert day.state("D09") == "met"
    gate_settings.choose_padss(day.record, Padss.ORIGINAL)
    assert day.state("D09") == "not recorded"
    day.observe("padss", activity="oriented-and-steady", comfort="minimal", bleeding="not-applicable")
    assert day.state("D09") == "not recorded"
    day.clock.move(minutes=1)
    day.observe(
        "padss", activity="oriented-and-steady", comfort="minimal", bleeding="not-applicable",
        intake_output="one-of-them",
    )  # fmt: skip
    assert "PADSS 9 of 10" in day.look().criterion("D09").verdict.value
    assert day.state("D09") == "met"


def test_an_injection_site_that_bleeds_counts_in_the_modified_score(day: LeavingDay) -> None:
    _aldrete(day)
    day.observe("modified-padss", ambulation="with-help", nausea_vomiting="minimal", pain="minimal",
                bleeding="site-moderate")  # fmt: skip
    seen = day.look().facts.padss
    assert seen is not None
    assert (seen.value.total, seen.value.components[-1].label) == (8, "injection site")
    assert day.state("D09") == "not met"


def _look_again(day: LeavingDay) -> None:
    day.observe("second-look", alert="yes", oriented="yes", steady="yes", nothing_against="yes")


def test_a_second_look_that_is_required_stands_open_until_it_is_recorded(day: LeavingDay) -> None:
    day.be_ready()
    assert day.state("D02") == "met"
    gate_settings.ask_second_look(day.record, required=True)
    assert day.state("D02") == "not recorded"
    _look_again(day)
    assert day.state("D02") == "not recorded"
    assert "10 minutes" in day.look().criterion("D02").verdict.why
    day.clock.move(minutes=10)
    _look_again(day)
    assert day.state("D02") == "met"


def test_two_hours_count_from_the_device_the_clinic_says_and_it_is_said(
    record: Record, clock: SetClock
) -> None:
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
    start = clock.now()
    clock.move(minutes=10)
    second = DoseEvent(
        "esketamine", Route.ESKETAMINE, Decimal(28), DoseUnit.MG, clock.now(), "R. Sole, RN", is_booster=True
    )
    doses.give(record, made.session, second)
    clock.move(minutes=110)
    value = made.look().criterion("D01").verdict.value
    assert value == "120 min of 120 min, from the first device, 09:00"
    assert made.state("D01") == "met"
    gate_settings.count_esketamine_from(record, Anchor.LAST)
    assert made.look().facts.observed_from == start + timedelta(minutes=10)
    assert made.look().criterion("D01").verdict.value.endswith("from the last device, 09:10")
    assert made.state("D01") == "not met"


def test_the_role_of_somebody_else_is_never_guessed(day: LeavingDay) -> None:
    for observer, role, kept in (
        ("R. Sole", "", ""), ("R. Sole", "nurse", "nurse"), ("", "", "owner"), ("j. adler", "", "owner"),
    ):  # fmt: skip
        day.clock.move(minutes=1)
        seen = readiness.Observation(
            {"readiness-facts": {"walks": "yes", "turns": "yes"}}, None, observer, role
        )
        readiness.observe(day.record, day.session, seen)
        assert day.look().criterion("D07").verdict.role == kept
