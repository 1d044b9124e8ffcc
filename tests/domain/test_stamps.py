"""A stamp tells the clock, and T+ only while it still says something."""

from datetime import UTC, datetime, timedelta

from kapdesk.domain.stamps import stamp

ZONE = "America/New_York"
DOSE = datetime(2026, 11, 22, 15, 2, tzinfo=UTC)


def test_the_clock_stands_beside_t_plus_after_a_dose() -> None:
    assert stamp(DOSE + timedelta(minutes=42), ZONE, DOSE).words == "10:44 T+00:42"


def test_the_clock_stands_alone_without_a_dose_and_on_the_days_after() -> None:
    assert stamp(DOSE, ZONE).words == "10:02"
    assert stamp(DOSE + timedelta(hours=24), ZONE, DOSE).words == "10:02 T+24:00"
    assert stamp(DOSE + timedelta(hours=24, minutes=1), ZONE, DOSE).words == "10:03"


def test_a_clock_that_was_moved_before_the_dose_tells_no_silly_time() -> None:
    assert stamp(DOSE - timedelta(hours=1), ZONE, DOSE).words == "09:02"


def test_the_day_is_written_as_everywhere() -> None:
    assert stamp(datetime(2026, 11, 23, 1, 0, tzinfo=UTC), ZONE).day == "22-Nov-2026"
