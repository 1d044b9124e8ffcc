"""A client with an attempt long ago has a dosing day and leaves: by keys alone, and read back from the pages.

Three more who leave otherwise on the same day are in slow/test_four_leave.py.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_stage import Stage, start
from pytestqt.qtbot import QtBot

from tests.day import leaving_days as days
from tests.day import leaving_people as people
from tests.day.leaving_checks import check_pages
from tests.day.leaving_people import ATTEMPT, EVERYBODY, PLAIN
from tests.day.leaving_walks import leave_after_an_attempt_long_ago
from tests.day.papers import every_page
from tests.day.person import Person

__all__ = ["start"]

TODAY = (
    f"by 24-Nov-2026 09:00 · {days.CALL}",
    "Non-urgent mental health follow-up: see that the referral is made.",
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_client_with_an_attempt_long_ago_leaves_by_keys_and_the_call_is_made(
    start: Callable[..., Stage], tmp_path: Path, qtbot: QtBot
) -> None:
    stage = start()
    stage.unlock()
    record = stage.house.desk.record
    people.open_the_clinic(record, tmp_path)
    for guest in EVERYBODY:
        people.expect(record, guest)
    person = Person(stage.program.window, qtbot, stage.clock)
    leave_after_an_attempt_long_ago(person)
    check_pages(ATTEMPT, every_page(stage, person))
    days.end_the_day(person, stage.is_open)
    later = start()
    later.clock.move(hours=days.DAYS_LATER)
    later.unlock()
    person = Person(later.program.window, qtbot, later.clock)
    days.look_at_today(person, (ATTEMPT,), TODAY)
    days.look_at_the_bands(person, (PLAIN, ATTEMPT))
    days.say_that_the_call_was_made(person, ATTEMPT)
    days.close_the_result(person, ATTEMPT)
