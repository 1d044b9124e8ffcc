"""The list of a day holds everybody who comes, by number, and not a word about anybody."""

from datetime import date, time
from typing import Any

import pytest

from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.reports.paper import ABOUT, Paper
from kapdesk.reports.pdf import inspect
from kapdesk.services import appointments, closures, day_list
from kapdesk.services.appointments import Plan

MONDAY = date(2026, 11, 23)
CLINICAL = ("ketamin", "dosing", "dose", "psych", "therap", "integration", "preparation", "review", "partner")


def book(day: Any, hour: int, kind: AppointmentKind, room: str = "Room 2") -> Any:
    plan = Plan(day.client, kind, MONDAY, time(hour), 60, room, day.record.author.id)
    return appointments.book(day.record, plan).item


@pytest.mark.parametrize("paper", list(Paper))
def test_numbers_times_rooms_and_people_stand_on_it_and_no_more(
    day: Any, another_day: Any, paper: Paper
) -> None:
    book(day, 9, AppointmentKind.DOSING)
    book(another_day, 11, AppointmentKind.CONTACT, "")
    gone = book(day, 14, AppointmentKind.REVIEW)
    appointments.set_status(day.record, gone, AppointmentStatus.CANCELLED, "is away")
    closures.add(day.record, MONDAY, MONDAY, room="Attic", reason="the owner is unwell")
    made = day_list.make(day.record, MONDAY, paper=paper)
    seen = inspect(made.pdf)
    text = " ".join(" ".join(seen.texts).split())
    assert seen.good
    assert made.file_name == "kapdesk-2026-11-23-day.pdf"
    for word in ("Monday 23 November 2026", "09:00 to 10:00", f"K-{day.client.hex[:6]} visit Room 2 J. Adler",
                 f"K-{another_day.client.hex[:6]} call", "Attic: not there on this day."):  # fmt: skip
        assert word in text
    assert "14:00" not in text
    assert "MOR" not in text.upper()
    assert "unwell" not in text
    text = text.replace(ABOUT, "")  # what every page says of the program itself
    assert not [word for word in CLINICAL if word in text.lower()]


def test_one_room_stands_alone_and_an_empty_day_says_so(day: Any) -> None:
    book(day, 9, AppointmentKind.REGULAR)
    only = day_list.facts(day.record, MONDAY, room="Room 1")
    assert only.entries == ()
    made = day_list.make(day.record, MONDAY, paper=Paper.A4, room="Room 1")
    assert "Nothing is booked on this day." in " ".join(inspect(made.pdf).texts)
    assert len(day_list.facts(day.record, MONDAY, therapist="J. Adler").entries) == 1


def test_sixty_visits_go_on_over_pages(day: Any) -> None:
    for number in range(60):
        book(day, 9 + number % 8, AppointmentKind.REGULAR, f"Room {number}")
    assert day_list.make(day.record, MONDAY, paper=Paper.A4).pages == 2
