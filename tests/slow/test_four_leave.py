"""Four clients leave on one day, each in another way: by keys alone, and read back from their pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_stage import Stage, start
from pytestqt.qtbot import QtBot

from tests.day import leaving_days as days
from tests.day import leaving_people as people
from tests.day.leaving_checks import check_pages
from tests.day.leaving_people import ACUTE, AGAINST, ATTEMPT, EVERYBODY, PLAIN
from tests.day.leaving_walks import WALKS
from tests.day.papers import every_page
from tests.day.person import Person

__all__ = ["start"]

pytestmark = [
    pytest.mark.slow,  # one of the four leaves in test_one_leaves.py each time the tests run
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.timeout(400),  # four dosing days in one; about a minute where nothing else runs
]


def test_four_clients_leave_by_keys_and_their_pages_say_what_was_recorded(
    start: Callable[..., Stage], tmp_path: Path, qtbot: QtBot
) -> None:
    stage = start()
    stage.unlock()
    record = stage.house.desk.record
    people.open_the_clinic(record, tmp_path)
    for guest in EVERYBODY:
        people.expect(record, guest)
    person = Person(stage.program.window, qtbot, stage.clock)
    for guest, leave in WALKS:
        leave(person)
        check_pages(guest, every_page(stage, person))
    days.end_the_day(person, stage.is_open)
    later = start()
    later.clock.move(hours=days.DAYS_LATER)
    later.unlock()
    person = Person(later.program.window, qtbot, later.clock)
    days.look_at_today(person, EVERYBODY, days.TODAY)
    days.look_at_the_bands(person, (PLAIN, AGAINST, ATTEMPT, ACUTE))
    days.say_that_the_call_was_made(person, ATTEMPT)
    days.close_the_result(person, ATTEMPT)
