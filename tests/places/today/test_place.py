"""Today: each row leads to where it is dealt with, and it looks again each minute while it is seen."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain import esketamine_form
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.clock import SetClock
from kapdesk.domain.insights import Kind
from kapdesk.places.today.place import TodayPlace
from kapdesk.services import appointments, boards, contacts, insights, settings, tasks
from kapdesk.services.appointments import Plan
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DoseRow, SessionRow
from kapdesk.ui.signs import SignLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@dataclass
class Bench:
    """Today over one record, shown; `wishes` are the places somebody was to be taken to."""

    record: Record
    desk: Desk
    place: TodayPlace
    qtbot: QtBot
    wishes: list[Go] = field(default_factory=list)

    def wished(self, wish: Go) -> None:
        self.wishes.append(wish)

    def press(self, name: str) -> Go:
        for button in self.place.findChildren(QPushButton):
            if button.accessibleName() == name and button.isVisibleTo(self.place):
                self.qtbot.keyClick(button, Qt.Key.Key_Space)
                return self.wishes[-1]
        raise AssertionError([b.accessibleName() for b in self.place.findChildren(QPushButton)])

    def names(self) -> set[str]:
        buttons = self.place.findChildren(QPushButton)
        return {button.accessibleName() for button in buttons if button.isVisibleTo(self.place)}


def a_client(record: Record, family: str, *, code: str = "") -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=code or uuid4().hex[:8], family_name=family, given_name="Sam")
        row.written_at = record.now()
        db.add(row)
    return row.id


def a_session(record: Record, client: UUID, *, ended: bool, dosed: bool = True) -> UUID:
    with record.write() as db:
        row = SessionRow(id=uuid4(), client_id=client, number=1, zone=record.zone)
        row.state = "discharged" if ended else "journey"
        row.opened_at, row.written_at = record.now() - timedelta(hours=1), record.now()
        row.ended_at = record.now() if ended else None
        db.add(row)
        db.flush()
        if dosed:
            dose = DoseRow(id=uuid4(), session_id=row.id, drug="ketamine", route="im", amount="50", unit="mg")
            dose.given_by, dose.seq, dose.zone = "Dr N. Rowe", 1, record.zone
            dose.happened_at, dose.written_at = record.now(), record.now()
            db.add(dose)
    return row.id


@pytest.fixture
def bench(record: Record, qtbot: QtBot) -> Bench:
    desk = Desk(record)
    place = TodayPlace(desk)
    qtbot.addWidget(place)
    place.resize(1148, 1400)
    place.load()
    with qtbot.waitExposed(place):
        place.show()
    made = Bench(record, desk, place, qtbot)
    desk.asked.connect(made.wished)
    return made


def test_an_empty_day_says_what_belongs_here(bench: Bench) -> None:
    assert bench.place.here.cards == []
    assert not bench.place.appointments.table.isVisible()
    assert "Open Practice: There is no good backup yet." in bench.names()


def test_one_press_returns_to_the_open_session(bench: Bench) -> None:
    client = a_client(bench.record, "Mor")
    session = a_session(bench.record, client, ended=False)
    bench.place.load()
    wish = bench.press("Return to the session: MOR, Sam")
    assert (wish.chart, wish.tab) == (Chart(client, session), "dosing")


def test_who_was_dosed_and_not_seen_leads_to_booking_and_to_the_log(bench: Bench, clock: SetClock) -> None:
    client = a_client(bench.record, "Hall")
    session = a_session(bench.record, client, ended=True)
    clock.move(days=3, minutes=1)
    bench.place.load()
    wish = bench.press("Book: HALL, Sam")
    assert (wish.chart, wish.tab, wish.field) == (Chart(client, session), "integration", "book")
    wish = bench.press("Log contact: HALL, Sam")
    assert (wish.tab, wish.field) == ("integration", "contact")
    contacts.close(bench.record, client, "care handed over")
    bench.place.load()
    assert "Book: HALL, Sam" not in bench.names()


def test_unsigned_due_and_held_lead_to_their_charts(bench: Bench) -> None:
    client = a_client(bench.record, "Vega")
    session = a_session(bench.record, client, ended=True)
    tasks.add(bench.record, client, "Ask again", bench.record.now() + timedelta(hours=1), session_id=session)
    insights.add(bench.record, session, "Was it real?", kind=Kind.HELD_QUESTION)
    bench.place.load()
    assert bench.press("Open: “Was it real?”") == Go(chart=Chart(client, session), tab="integration")
    wishes = ((bench.place.unsigned, "documents", "signing"), (bench.place.due, "integration", ""))
    for card, tab, there in wishes:
        (button,) = [each for each in card.findChildren(QPushButton) if each.isVisibleTo(bench.place)]
        bench.qtbot.keyClick(button, Qt.Key.Key_Space)
        assert bench.wishes[-1] == Go(chart=Chart(client, session), tab=tab, field=there)


def test_enter_on_an_appointment_opens_its_chart(bench: Bench) -> None:
    client = a_client(bench.record, "Tam")
    today = date(2026, 11, 22)
    for kind, hour in ((AppointmentKind.CONTACT, 15), (AppointmentKind.PREPARATION, 16)):
        appointments.book(bench.record, Plan(client, kind, today, time(hour), 30))
    bench.place.load()
    table = bench.place.appointments.table
    table.setFocus()
    bench.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert bench.wishes[-1] == Go(chart=Chart(client), tab="integration", field="contact")
    bench.qtbot.keyClick(table, Qt.Key.Key_Down)
    bench.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert bench.wishes[-1] == Go(chart=Chart(client), tab="prepare")


def test_what_is_written_elsewhere_is_seen_here(bench: Bench) -> None:
    client = a_client(bench.record, "Tam")
    assert not bench.place.appointments.table.isVisible()
    plan = Plan(client, AppointmentKind.CONTACT, date(2026, 11, 22), time(15), 30)
    bench.desk.do(bench.desk, appointments.book, plan)
    assert bench.place.appointments.table.rows.rowCount() == 1


def test_it_looks_again_each_minute_only_while_it_is_seen(bench: Bench, clock: SetClock) -> None:
    timer = bench.place._timer
    assert timer.isActive()
    client = a_client(bench.record, "Hall")
    a_session(bench.record, client, ended=True)
    clock.move(days=1)
    timer.timeout.emit()
    assert "Book: HALL, Sam" in bench.names()
    bench.place.hide()
    assert not timer.isActive()


def test_the_focus_stays_on_its_row_when_the_minute_turns(bench: Bench, clock: SetClock) -> None:
    client = a_client(bench.record, "Hall")
    a_session(bench.record, client, ended=True)
    bench.place.load()
    next(
        b for b in bench.place.findChildren(QPushButton) if b.accessibleName() == "Log contact: HALL, Sam"
    ).setFocus()
    clock.move(minutes=2)
    bench.place.load()
    held = bench.place.focusWidget()
    assert held is not None
    assert held.accessibleName() == "Log contact: HALL, Sam"
    assert held.isVisibleTo(bench.place)


def test_a_backup_that_failed_leads_to_practice(bench: Bench) -> None:
    settings.put(bench.record, boards.LAST_GOOD, datetime.isoformat(bench.record.now()))
    settings.put(bench.record, boards.RECOVERY, datetime.isoformat(bench.record.now()))
    bench.place.load()
    assert not any(name.startswith("Open Practice") for name in bench.names())
    settings.put(bench.record, boards.PROBLEM, "The folder is not there.")
    bench.place.load()
    (name,) = [name for name in bench.names() if name.startswith("Open Practice")]
    assert bench.press(name) == Go(place="practice")


def test_one_who_did_not_attend_stays_in_the_list_of_the_day(bench: Bench, clock: SetClock) -> None:
    client = a_client(bench.record, "Tam")
    plan = Plan(client, AppointmentKind.REGULAR, date(2026, 11, 22), time(10), 30)
    made = appointments.book(bench.record, plan).item
    assert made is not None
    clock.move(hours=2)
    appointments.set_status(bench.record, made, AppointmentStatus.DID_NOT_ATTEND)
    bench.place.load()
    table = bench.place.appointments.table
    assert table.rows.index(0, 4).data() == "did not attend"


@pytest.mark.parametrize(("width", "height"), [(892, 658), (1148, 690)])
def test_it_holds_in_a_small_window(bench: Bench, width: int, height: int) -> None:
    a_session(bench.record, a_client(bench.record, "A-very-long-family-name-indeed"), ended=True)
    bench.place.load()
    bench.place.resize(width, height)
    assert bench.place._page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [892, 1148])
def test_names_of_the_day_are_whole_and_the_room_goes_first(bench: Bench, width: int) -> None:
    for number, family in enumerate(("Lindqvist-Okonkwo", "Lindqvist-Osei")):
        client = a_client(bench.record, family)
        plan = Plan(
            client, AppointmentKind.DOSING, date(2026, 11, 22), time(15 + 2 * number), 90, "Hazel room"
        )
        appointments.book(bench.record, plan)
    bench.place.load()
    bench.place.resize(width, 658)
    table = bench.place.appointments.table
    metrics = QFontMetrics(table.rows.index(0, 1).data(Qt.ItemDataRole.FontRole))
    for row in range(2):
        name = table.rows.index(row, 1).data()
        assert metrics.horizontalAdvance(name) + 2 * table.indent <= table.columnWidth(1)
    bench.place.grab()
    assert table.horizontalScrollBar().maximum() == 0
    heard = table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert ("Room: Hazel room" in heard) is table.isColumnHidden(3)


def test_who_was_not_seen_stands_before_the_backup(bench: Bench, clock: SetClock) -> None:
    a_session(bench.record, a_client(bench.record, "Hall"), ended=True)
    clock.move(days=2)
    bench.place.load()
    for width in (1080, 620):
        bench.place.resize(width, 658)
        bench.place.grab()
        places = [
            card.mapTo(bench.place, QPoint(0, 0)).y() for card in (bench.place.not_seen, bench.place.backup)
        ]
        assert places[0] < places[1]


def test_the_esketamine_form_is_counted_down_until_it_is_said_to_be_submitted(
    bench: Bench, record: Record, clock: SetClock
) -> None:
    client = a_client(record, "Mor")
    session = a_session(record, client, ended=True)
    due = esketamine_form.due_by(record.now(), record.zone)
    made = tasks.add(
        record, client, "Submit the form.", due, kind=esketamine_form.KIND, session_id=session
    ).item
    assert made is not None
    for days, words in ((0, "7 days left"), (7, "last day"), (1, "1 day late")):
        clock.move(days=days)
        bench.place.load()
        assert words in signs_of_due(bench)
    tasks.done(record, made, "Sent by fax")
    bench.place.load()
    assert signs_of_due(bench) == []


def signs_of_due(bench: Bench) -> list[str]:
    labels = bench.place.due.findChildren(SignLabel)
    said = [label.text() for label in labels if label.isVisibleTo(bench.place)]
    return [words for words in said if words != "measures due"]
