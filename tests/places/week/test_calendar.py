"""From the week to a calendar elsewhere: what is looked at, the risk read first, a place that was chosen."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.places.week.place import WeekPlace
from kapdesk.services import appointments, calendar_files, settings
from kapdesk.services.appointments import Plan
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow
from kapdesk.ui import theme
from kapdesk.ui.shoulder import shoulder

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


@dataclass
class Bench:
    """The week over one record, shown."""

    record: Record
    place: WeekPlace
    qtbot: QtBot
    client: UUID

    @property
    def sheet(self) -> Any:
        return self.place.calendar.sheet

    def book(self, day: date = TUESDAY, hour: int = 10, room: str = "Room 2") -> UUID:
        plan = Plan(self.client, AppointmentKind.REGULAR, day, time(hour), 60, room, self.record.author.id)
        made = appointments.book(self.record, plan).item
        assert made is not None
        self.place.load()
        return made

    def call_off(self, key: UUID) -> None:
        appointments.set_status(self.record, key, AppointmentStatus.CANCELLED, "is away")
        self.place.load()

    def at(self, day: date, hour: int) -> None:
        table = self.place.view.table
        table.setFocus()
        row = (hour - table.week.hours.first) * 2
        table.setCurrentIndex(table.week.index(row, (day - table.week.monday).days))

    def ask(self) -> None:
        self.place.leaves.setFocus()
        self.qtbot.keyClick(self.place.leaves, Qt.Key.Key_Return)

    def ways(self) -> list[str]:
        return [key for key, button in self.sheet.which.segments.buttons.items() if button.isEnabled()]

    def choose(self, which: str = "") -> None:
        """Go through the sheet by its buttons, as far as the choice of a folder."""
        if which:
            self.sheet.which.segments.buttons[which].click()
        self.sheet.read.segments.buttons["yes"].click()
        self.sheet.act.click()

    def save_to(self, target: Path) -> list[Any]:
        """Choose this file, agree to the risk of its folder, and read what was written."""
        folder = self.place.calendar.folder
        assert folder is not None
        folder.fileSelected.emit(str(target))
        folder.close()
        risk = self.place.calendar.risk
        assert risk is not None  # the folders of tests are temporary ones
        assert not target.exists()
        risk.act.click()
        return list(Calendar.from_ical(target.read_bytes()).walk("VEVENT"))


@pytest.fixture
def bench(record: Record, clock: SetClock, qtbot: QtBot) -> Bench:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0107", family_name="Vega", given_name="Lin", find_keys="vega lin")
        row.written_at = record.now()
        db.add(row)
    clock.move(days=1)
    place = WeekPlace(Desk(record))
    qtbot.addWidget(place)
    place.resize(1148, 690)
    place.load()
    with qtbot.waitExposed(place):
        place.show()
    place.activateWindow()
    return Bench(record, place, qtbot, row.id)


def test_the_appointment_under_the_caret_is_saved_where_it_was_chosen(bench: Bench, tmp_path: Path) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.ask()
    assert bench.sheet.isVisible()
    assert bench.ways() == ["one", "series", "day"]
    assert bench.sheet.about.text() == "VEGA, Lin: Tue 24-Nov-2026 10:00 to 11:00, planned"
    bench.choose()
    (one,) = bench.save_to(tmp_path / "a.ics")
    assert one["dtstart"].params["TZID"] == "America/New_York"
    assert one.decoded("dtstart").time() == time(10)
    assert bench.place.said.text() == f"Saved 1 appointment, open, in {tmp_path}."
    assert b"Vega" not in (tmp_path / "a.ics").read_bytes()


def test_nothing_leaves_before_the_risk_was_read(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.ask()
    assert not bench.sheet.act.isEnabled()
    bench.sheet.read.segments.buttons["yes"].click()
    assert bench.sheet.act.isEnabled()
    bench.sheet.reject()
    assert bench.place.calendar.folder is None
    bench.ask()
    assert not bench.sheet.act.isEnabled()
    bench.sheet.reject()


def test_a_free_hour_stands_for_its_day(bench: Bench, tmp_path: Path) -> None:
    bench.book()
    bench.book(hour=14)
    bench.book(WEDNESDAY)
    bench.at(TUESDAY, 12)
    bench.ask()
    assert bench.ways() == ["day"]
    assert bench.sheet.about.text() == "Tue 24-Nov-2026, the whole clinic"
    bench.choose()
    assert len(bench.save_to(tmp_path / "a.ics")) == 2


def test_a_day_without_appointments_is_said_and_no_folder_is_asked_for(bench: Bench) -> None:
    bench.at(WEDNESDAY, 12)
    bench.ask()
    bench.choose()
    assert bench.place.said.text().startswith("Nothing is booked there")
    assert bench.place.calendar.folder is None


def test_the_day_of_one_room_is_that_room_alone(bench: Bench, tmp_path: Path) -> None:
    bench.book()
    bench.book(hour=14, room="Room 1")
    bench.place.room.setCurrentText("Room 1")
    bench.at(TUESDAY, 12)
    bench.ask()
    assert bench.sheet.about.text() == "Tue 24-Nov-2026, Room 1"
    bench.choose()
    (one,) = bench.save_to(tmp_path / "a.ics")
    assert one.decoded("dtstart").time() == time(14)


def test_one_that_was_called_off_is_found_in_the_list_and_says_so(bench: Bench, tmp_path: Path) -> None:
    bench.book()
    bench.call_off(bench.book(hour=14))
    bench.at(TUESDAY, 10)
    bench.place.list.setFocus()
    bench.place.list.setCurrentIndex(bench.place.list.rows.index(1, 0))
    bench.ask()
    assert bench.sheet.about.text() == "VEGA, Lin: Tue 24-Nov-2026 14:00 to 15:00, cancelled"
    bench.choose()
    (one,) = bench.save_to(tmp_path / "a.ics")
    assert (one["status"], one["sequence"]) == ("CANCELLED", 1)
    assert bench.place.said.text() == f"Saved 1 appointment, called off, open, in {tmp_path}."


def test_a_series_is_everything_of_the_client_from_today_on(bench: Bench, tmp_path: Path) -> None:
    bench.book()
    bench.book(date(2026, 12, 8))
    bench.call_off(bench.book(WEDNESDAY))
    bench.at(TUESDAY, 10)
    bench.ask()
    bench.choose("series")
    assert [one["status"] for one in bench.save_to(tmp_path / "a.ics")] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]
    assert "3 appointments, 1 of them called off" in bench.place.said.text()


def test_another_folder_can_be_chosen_where_one_is_a_risk(bench: Bench, tmp_path: Path) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.ask()
    bench.choose()
    calendar = bench.place.calendar
    first = calendar.folder
    assert first is not None
    first.fileSelected.emit(str(tmp_path / "a.ics"))
    first.close()
    assert calendar.risk is not None
    calendar.risk.back.click()
    assert calendar.folder is not None
    assert calendar.folder is not first
    calendar.folder.close()
    assert list(tmp_path.glob("*.ics")) == []


def test_the_name_offered_for_the_file_says_nothing_about_anybody(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.ask()
    bench.choose()
    folder = bench.place.calendar.folder
    assert folder is not None
    assert [Path(name).name for name in folder.selectedFiles()] == ["appointments-2026-11-23.ics"]
    folder.close()


def test_the_clinic_is_named_once_it_is_ticked_and_that_is_remembered(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.ask()
    assert not bench.sheet.clinic.isChecked()
    assert "“Appointment”" in bench.sheet.title.text()
    bench.sheet.clinic.click()
    assert "“Appointment, Hollow Oak Clinic”" in bench.sheet.title.text()
    assert calendar_files.names_clinic(bench.record)
    bench.sheet.reject()
    bench.ask()
    assert bench.sheet.clinic.isChecked()
    bench.sheet.reject()


def test_a_clinic_without_a_name_cannot_be_named(bench: Bench) -> None:
    settings.put(bench.record, "clinic", "")
    bench.at(TUESDAY, 10)
    bench.ask()
    assert not bench.sheet.clinic.isEnabled()
    assert "no name yet" in bench.sheet.title.text()
    bench.sheet.reject()


def test_the_sheet_shows_a_code_where_names_are_put_away(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    shoulder().set_hidden(hidden=True)
    bench.ask()
    assert bench.sheet.about.text().startswith("K-0107")
    assert "Vega" not in bench.sheet.about.text()
    assert "VEGA" not in bench.sheet.about.text()
    bench.sheet.reject()


def test_a_disk_that_does_not_take_the_file_is_said_on_the_page(bench: Bench, tmp_path: Path) -> None:
    made = calendar_files.of_appointment(bench.record, bench.book())
    bench.place.calendar.save(made, tmp_path / "gone" / "a.ics")
    assert bench.place.said.text().startswith("This folder is not there. Nothing was saved.")


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 892, 658), (150, 1148, 690)])
def test_the_sheet_fits_the_window_and_cuts_nothing_off(
    bench: Bench, scale: int, width: int, height: int, qapp: Any
) -> None:
    theme.apply(qapp, theme.Theme.load("ember"), scale)
    bench.place.resize(width, height)
    bench.book()
    bench.at(TUESDAY, 10)
    bench.ask()
    assert bench.sheet.height() <= height
    for part in (bench.sheet.which, bench.sheet.clinic, bench.sheet.read, bench.sheet.about):
        assert part.height() >= part.minimumSizeHint().height()
    bench.sheet.reject()
