"""Old numbers are read off the page they stand on: named, and never in the way."""

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.services import crisis, documents
from kapdesk.services.documents import Paper
from kapdesk.services.printed_numbers import on_page
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_day, lead_home


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    return made


def named(day: LeavingDay, key: str) -> set[str]:
    made = documents.make(day.record, key, day.client, day.session, paper=Paper.A4)
    assert made.pdf.startswith(b"%PDF")
    return {line.number for line in made.old.lines}


def test_numbers_tried_long_ago_are_named_on_each_page_that_carries_them(day: LeavingDay) -> None:
    before = {key: named(day, key) for key in ("discharge", "escort", "plan", "summary")}
    assert not any(before.values())
    day.clock.move(days=180)
    assert named(day, "discharge") == set()
    day.clock.move(days=2)
    assert named(day, "discharge") == {"555 0100", "555 0199", "911"}
    assert named(day, "plan") == {"555 0100", "555 0199", "911"}
    assert "555 0100" in named(day, "escort")
    assert named(day, "summary") == set()


def test_only_the_old_ones_are_named(day: LeavingDay) -> None:
    day.clock.move(days=190)
    crisis.confirm(day.record, crisis.CLINIC_DAY, "555 0100")
    assert named(day, "discharge") == {"555 0199", "911"}
    made = documents.make(day.record, "discharge", day.client, day.session, paper=Paper.A4)
    assert made.old.after == 180


def test_a_blood_pressure_is_no_telephone(day: LeavingDay) -> None:
    line = next(one for one in crisis.on_list(day.record) if one.number == "911")
    day.clock.move(days=190)
    for texts in (("Blood pressure 911/70 at 09:20",), (line.label, "1911"), (f"{line.label} 9111",)):
        assert on_page(day.record, texts).lines == ()
    assert [one.number for one in on_page(day.record, (line.label, "call", "911")).lines] == ["911"]


def test_a_number_broken_over_two_lines_is_still_found(day: LeavingDay) -> None:
    day.clock.move(days=190)
    assert [one.number for one in on_page(day.record, ("Night line", "555\n0199")).lines] == ["555 0199"]
