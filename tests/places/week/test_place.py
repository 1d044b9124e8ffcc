"""The week by key: booked on a free hour, moved, called off, and names put away."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.domain.recurrence import Repeat, Rhythm
from kapdesk.places.week.place import WeekPlace
from kapdesk.services import appointments, closures, diary, recurrence, settings
from kapdesk.services.appointments import Plan
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow
from kapdesk.ui.slip import Picker
from kapdesk.ui.week import WeekModel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
TUESDAY = date(2026, 11, 24)


@dataclass
class Bench:
    """The week over one record, shown."""

    record: Record
    desk: Desk
    place: WeekPlace
    qtbot: QtBot
    client: UUID
    wishes: list[Go] = field(default_factory=list)

    def wished(self, wish: Go) -> None:
        self.wishes.append(wish)

    @property
    def model(self) -> WeekModel:
        return self.place.view.table.week

    def at(self, day: date, hour: int, half: int = 0) -> None:
        column = (day - self.model.monday).days
        row = (hour - self.model.hours.first) * 2 + half
        self.place.view.table.setCurrentIndex(self.model.index(row, column))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.place.view.table, key, modifier)

    def book(self, day: date = TUESDAY, hour: int = 10, room: str = "Room 2") -> UUID:
        plan = Plan(self.client, AppointmentKind.REGULAR, day, time(hour), 60, room, self.record.author.id)
        made = appointments.book(self.record, plan).item
        assert made is not None
        self.place.load()
        return made

    def starts(self, made: UUID) -> datetime:
        return diary.one(self.record, made).appointment.starts_at


@pytest.fixture
def bench(record: Record, clock: SetClock, qtbot: QtBot) -> Bench:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0107", family_name="Vega", given_name="Lin", find_keys="vega lin")
        row.written_at = record.now()
        db.add(row)
    clock.move(days=1)
    desk = Desk(record)
    place = WeekPlace(desk)
    qtbot.addWidget(place)
    place.resize(1148, 690)
    place.load()
    with qtbot.waitExposed(place):
        place.show()
    made = Bench(record, desk, place, qtbot, row.id)
    desk.asked.connect(made.wished)
    return made


def fill(bench: Bench) -> None:
    slip = bench.place.booking.slip
    client = slip.slip.parts["client"]
    assert isinstance(client, Picker)
    client.setCurrentText("VEGA, Lin · K-0107")
    slip.kind.segments.buttons["regular"].click()


def test_the_week_begins_with_this_one_and_names_its_zone(bench: Bench) -> None:
    assert bench.model.monday == date(2026, 11, 23)
    assert "times in America/New_York" in bench.place.view._name.text()


def test_enter_on_a_free_hour_books_there(bench: Bench) -> None:
    bench.at(TUESDAY, 14, 1)
    bench.key(Qt.Key.Key_Return)
    assert bench.place.booking.sheet.isVisible()
    fill(bench)
    assert bench.place.booking.slip.echo.text() == "Tue 24-Nov-2026 14:30 to 15:30, America/New_York"
    bench.place.booking.sheet.act.click()
    (one,) = diary.of_client(bench.record, bench.client)
    assert one.appointment.starts_at == datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    assert not bench.place.booking.sheet.isVisible()
    assert bench.place.list.rows.rowCount() == 1


def test_a_booking_without_a_client_stays_open_and_says_so(bench: Bench) -> None:
    bench.at(TUESDAY, 14)
    bench.key(Qt.Key.Key_Return)
    bench.place.booking.sheet.act.click()
    assert bench.place.booking.sheet.isVisible()
    assert set(bench.place.booking.slip.slip.flagged()) == {"client", "kind"}
    assert diary.of_client(bench.record, bench.client) == ()
    bench.place.booking.sheet.reject()


def test_a_passed_hour_is_refused_on_the_sheet(bench: Bench) -> None:
    bench.at(date(2026, 11, 23), 7)
    bench.key(Qt.Key.Key_Return)
    fill(bench)
    bench.place.booking.sheet.act.click()
    assert "has passed" in bench.place.booking.slip.said.text()
    assert bench.place.booking.sheet.isVisible()
    bench.place.booking.sheet.reject()


def test_what_was_begun_on_the_sheet_is_there_the_next_time(bench: Bench) -> None:
    bench.at(TUESDAY, 14)
    bench.key(Qt.Key.Key_Return)
    fill(bench)
    bench.place.booking.sheet.reject()
    assert bench.place.leave()
    bench.at(TUESDAY, 15)
    bench.key(Qt.Key.Key_Return)
    wanted = bench.place.booking.slip.wanted()
    assert (wanted.client, wanted.kind, wanted.at) == (
        "VEGA, Lin · K-0107",
        AppointmentKind.REGULAR,
        time(15),
    )
    bench.place.booking.sheet.reject()


def test_ctrl_and_an_arrow_move_what_is_planned(bench: Bench) -> None:
    made = bench.book()
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Right, CTRL)
    assert bench.starts(made) == datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    bench.key(Qt.Key.Key_Down, CTRL)
    assert bench.starts(made) == datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


def test_moving_a_confirmed_one_asks_why(bench: Bench) -> None:
    made = bench.book()
    appointments.set_status(bench.record, made, AppointmentStatus.CONFIRMED)
    bench.place.load()
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Right, CTRL)
    sheet = bench.place.booking.sheet
    assert sheet.isVisible()
    sheet.act.click()
    assert sheet.isVisible()
    bench.qtbot.keyClicks(bench.place.booking.slip.why.parts["reason"], "works that day")
    sheet.act.click()
    assert bench.starts(made) == datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    assert diary.history(bench.record, made)[-1].reason == "works that day"


def test_delete_asks_how_it_stands_and_why(bench: Bench) -> None:
    made = bench.book()
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Delete)
    sheet = bench.place.status
    assert sheet.isVisible()
    sheet.status.segments.buttons["cancelled"].click()
    sheet.act.click()
    assert "needs a reason" in sheet.note.text()
    bench.qtbot.keyClicks(sheet.reason, "is away")
    sheet.act.click()
    assert not sheet.isVisible()
    assert diary.one(bench.record, made).appointment.status is AppointmentStatus.CANCELLED
    assert bench.model.blocks == ()
    assert bench.place.list.rows.index(0, 6).data() == "cancelled: is away"


def test_enter_on_an_appointment_opens_its_chart(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Return)
    assert bench.wishes == [Go(chart=Chart(bench.client), tab="integration")]


def test_keys_turn_the_weeks(bench: Bench) -> None:
    for key, monday in (
        (Qt.Key.Key_Right, date(2026, 11, 30)),
        (Qt.Key.Key_Right, date(2026, 12, 7)),
        (Qt.Key.Key_Left, date(2026, 11, 30)),
        (Qt.Key.Key_Home, date(2026, 11, 23)),
    ):
        bench.key(key, ALT)
        assert bench.model.monday == monday


def test_codes_stand_for_names_and_that_is_remembered(bench: Bench) -> None:
    bench.book()
    assert "VEGA" in str(bench.model.index(6, 1).data())
    bench.place.codes.click()
    assert "K-0107" in str(bench.model.index(6, 1).data())
    assert "VEGA" not in str(bench.model.index(6, 1).data())
    assert bench.place.list.rows.index(0, 2).data() == "K-0107"
    assert settings.get(bench.record, "week.codes_only") == "yes"


def test_one_room_is_shown_alone(bench: Bench) -> None:
    bench.book()
    bench.book(hour=12, room="Room 1")
    bench.place.room.setCurrentText("Room 1")
    assert [each.bookings[0].start for each in bench.model.blocks] == [time(12)]
    bench.place.room.setCurrentIndex(0)
    assert len(bench.model.blocks) == 2


def test_two_at_once_are_warned_of_and_can_be_booked(bench: Bench) -> None:
    bench.book()
    bench.place.booking.ask_new(TUESDAY, time(10, 30), "Room 2")
    fill(bench)
    assert any("taken" in said for said in bench.place.booking.slip.warnings())
    bench.place.booking.sheet.act.click()
    assert len(diary.of_client(bench.record, bench.client)) == 2


def test_what_is_booked_elsewhere_is_seen_here(bench: Bench) -> None:
    plan = Plan(bench.client, AppointmentKind.REGULAR, TUESDAY, time(9), 60)
    bench.desk.do(bench.desk, appointments.book, plan)
    assert len(bench.model.blocks) == 1


def test_a_reason_that_was_begun_is_there_after_the_lock(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Delete)
    bench.qtbot.keyClicks(bench.place.status.reason, "child is")
    bench.place.status.reject()
    assert bench.place.leave()
    again = WeekPlace(bench.desk)
    bench.qtbot.addWidget(again)
    again.load()
    made = next(iter(again._booked))
    again._ask_status(made)
    assert again.status.reason.text() == "child is"
    again.status.reject()


@pytest.mark.parametrize("height", [690, 560])
def test_nothing_on_the_sheet_is_squeezed(bench: Bench, height: int) -> None:
    bench.book()
    bench.place.resize(1000, height)
    bench.place.booking.ask_new(TUESDAY, time(10, 30), "Room 2")
    fill(bench)
    slip = bench.place.booking.slip
    assert slip.warnings()
    bench.qtbot.waitUntil(lambda: slip.height() >= slip.minimumSizeHint().height())
    assert slip.day.line.height() >= slip.day.line.minimumSizeHint().height()
    assert bench.place.booking.sheet.height() <= height
    bench.place.booking.sheet.reject()


@pytest.mark.parametrize(("width", "height"), [(892, 658), (1148, 690), (740, 450)])
def test_the_grid_has_more_height_than_the_list(bench: Bench, width: int, height: int) -> None:
    bench.book()
    bench.place.resize(width, height)
    bench.place.grab()
    assert bench.place.view.table.height() > bench.place.list.height()
    assert bench.place.list.viewport().height() >= bench.place.list.rowHeight(0)


def test_a_drop_beside_another_asks_first_and_says_why(bench: Bench) -> None:
    made = bench.book()
    bench.book(hour=12)
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Space)
    assert "Taken up: VEGA, Lin" in bench.place.said.text()
    for _ in range(3):
        bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)
    sheet = bench.place.booking.sheet
    assert sheet.isVisible()
    assert any("taken" in said for said in bench.place.booking.slip.warnings())
    assert bench.starts(made).hour == 15
    sheet.act.click()
    assert bench.starts(made) == datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def test_what_is_stretched_keeps_its_time(bench: Bench) -> None:
    made = bench.book()
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Space)
    bench.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    bench.key(Qt.Key.Key_Return)
    one = diary.one(bench.record, made).appointment
    assert (one.starts_at.hour, one.minutes) == (15, 50)


def test_it_is_carried_into_the_next_week(bench: Bench) -> None:
    made = bench.book(day=date(2026, 11, 27))
    bench.at(date(2026, 11, 27), 10)
    bench.key(Qt.Key.Key_Space)
    for _ in range(3):
        bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Return)
    assert bench.starts(made) == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert bench.model.monday == date(2026, 11, 30)


def test_an_appointment_is_booked_every_week_from_the_sheet(bench: Bench) -> None:
    bench.place.booking.ask_new(TUESDAY, time(10), "Room 2")
    fill(bench)
    slip = bench.place.booking.slip
    slip.row.rhythm.segments.buttons["weekly"].click()
    bench.place.booking.sheet.act.click()
    assert slip.row.end.flagged() == {"times": "Write how many times, or until when."}
    bench.qtbot.keyClicks(slip.row.times, "3")
    slip.row.times.editingFinished.emit()
    assert slip.row.said.text() == "3 appointments, Tue 24-Nov-2026 to Tue 08-Dec-2026."
    bench.place.booking.sheet.act.click()
    assert len(diary.of_client(bench.record, bench.client)) == 3
    assert slip.draft() == ""


def row_of_three(bench: Bench) -> None:
    plan = Plan(bench.client, AppointmentKind.REGULAR, TUESDAY, time(10), 60, "Room 2")
    recurrence.book(bench.record, plan, Repeat(Rhythm.WEEKLY, times=3), {})
    bench.place.load()


def test_one_of_a_row_is_moved_only_when_it_is_said_how_many(bench: Bench) -> None:
    row_of_three(bench)
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Down, CTRL)
    slip, sheet = bench.place.booking.slip, bench.place.booking.sheet
    assert sheet.isVisible()
    sheet.act.click()
    assert slip.said.text() == "Choose how much of the row is moved."
    slip.row.scope.segments.buttons["this and those that follow"].click()
    assert slip.row.said.text() == "3 appointments, Tue 24-Nov-2026 to Tue 08-Dec-2026."
    sheet.act.click()
    found = [each.appointment.starts_at for each in diary.of_client(bench.record, bench.client)]
    assert [(at.hour, at.minute) for at in found] == [(15, 30)] * 3


def test_all_of_a_row_are_called_off_with_a_reason_of_the_list(bench: Bench) -> None:
    row_of_three(bench)
    bench.at(TUESDAY, 10)
    bench.key(Qt.Key.Key_Delete)
    sheet = bench.place.status
    sheet.status.segments.buttons["attended"].click()
    assert sheet.act.isEnabled()
    sheet.status.segments.buttons["cancelled"].click()
    assert not sheet.act.isEnabled(), "it is asked how many"
    sheet.scope.segments.buttons["all to come"].click()
    sheet.why.setCurrentText("Transport")
    sheet.act.click()
    found = diary.of_client(bench.record, bench.client)
    assert {(each.appointment.status.value, each.reason) for each in found} == {("cancelled", "Transport")}


def test_a_closure_is_hatched_and_said_over_its_hours(bench: Bench) -> None:
    closures.add(bench.record, TUESDAY, TUESDAY, reason="staff day")
    closures.add(bench.record, date(2026, 11, 25), date(2026, 11, 25), room="Room 1")
    bench.place.load()
    heard = bench.model.index(6, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Tuesday 24 November 2026 10:00: free; closed: staff day"
    assert bench.model.shut(6, 2) == ""
    bench.book(room="Room 1")
    bench.place.room.setCurrentText("Room 1")
    assert bench.model.shut(6, 2) == "Room 1 closed"


def test_an_appointment_of_another_zone_keeps_its_instant_and_says_so(bench: Bench) -> None:
    made = bench.book()
    there = replace(bench.record, zone="America/Vancouver")
    place = WeekPlace(Desk(there))
    bench.qtbot.addWidget(place)
    place.load()
    assert place.list.rows.index(0, 1).data() == "08:00 to 09:00 (booked as 10:00 in America/New_York)"
    assert diary.one(there, made).appointment.starts_at == bench.starts(made)


def test_the_list_of_a_day_is_looked_at_with_numbers_alone(bench: Bench) -> None:
    bench.book()
    bench.at(TUESDAY, 8)
    bench.place.prints.click()
    sheet = bench.place.day_print.sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert sheet.note.text() == "Tue 24-Nov-2026, A4: 1 page."
    assert sheet.preview.print_button.isVisible()
    assert not sheet.preview.save_button.isVisible()
    sheet.reject()
