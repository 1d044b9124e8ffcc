"""The follow-up board on Today: each line leads to where it is met, and is closed only with a reason."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.appointments import AppointmentKind, AppointmentStatus
from kapdesk.domain.booking import Plan
from kapdesk.domain.clock import SetClock
from kapdesk.domain.relapse import Pattern
from kapdesk.places.today.place import TodayPlace
from kapdesk.places.today.rows import AT_ONCE
from kapdesk.services import appointments, boards, relapse_signs, tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow
from kapdesk.ui.card import Row
from kapdesk.ui.shoulder import shoulder

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication, record: Record) -> Iterator[TodayPlace]:
    desk = Desk(record)
    made = TodayPlace(desk)
    qtbot.addWidget(made)
    yield made
    desk.deleteLater()


@pytest.fixture
def client(record: Record) -> UUID:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code="K-0142", family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    return row.id


def missed(record: Record, clock: SetClock, client: UUID) -> None:
    plan = Plan(client, AppointmentKind.REGULAR, date(2026, 11, 23), time(10), 50)
    made = appointments.book(record, plan).item
    assert made is not None
    clock.move(days=1, hours=3)
    appointments.set_status(record, made, AppointmentStatus.DID_NOT_ATTEND)


def buttons(place: TodayPlace) -> dict[str, QPushButton]:
    return {
        each.accessibleName(): each
        for each in place.due.findChildren(QPushButton)
        if each.isVisibleTo(place.due)
    }


def kinds(record: Record) -> list[str]:
    return [one.line.kind.value for one in boards.today(record).lines]


def test_a_missed_visit_stands_until_a_new_one_and_comes_back_where_that_is_called_off(
    record: Record, clock: SetClock, client: UUID
) -> None:
    missed(record, clock, client)
    assert kinds(record) == ["visit missed"]
    plan = Plan(client, AppointmentKind.REGULAR, date(2026, 11, 27), time(10), 50)
    made = appointments.book(record, plan).item
    assert made is not None
    assert kinds(record) == []
    appointments.set_status(record, made, AppointmentStatus.CANCELLED, "ill")
    assert kinds(record) == ["visit missed"]


def test_a_visit_of_which_nobody_said_anything_stands_from_the_next_day_on(
    record: Record, clock: SetClock, client: UUID
) -> None:
    plan = Plan(client, AppointmentKind.REGULAR, date(2026, 11, 22), time(15), 50)
    made = appointments.book(record, plan).item
    assert made is not None
    clock.move(hours=10)
    assert kinds(record) == []
    clock.move(hours=10)
    assert kinds(record) == ["visit not said"]
    appointments.set_status(record, made, AppointmentStatus.ATTENDED)
    assert kinds(record) == []


def test_a_sign_is_shown_in_the_clients_words(
    place: TodayPlace, record: Record, clock: SetClock, client: UUID
) -> None:
    relapse_signs.add(record, client, "I stop answering", pattern=Pattern.MISSED)
    missed(record, clock, client)
    place.load()
    said = [line.line.words for line in boards.today(record).lines]
    assert "I stop answering" in said
    assert "Close: MOR, Aster, relapse sign" in buttons(place)


def test_a_line_is_closed_on_today_with_a_reason_and_what_was_begun_is_kept(
    qtbot: QtBot, place: TodayPlace, record: Record, clock: SetClock, client: UUID
) -> None:
    missed(record, clock, client)
    place.load()
    press = buttons(place)["Close: MOR, Aster, visit missed"]
    qtbot.keyClick(press, Qt.Key.Key_Space)
    card = place.closing.card
    assert not card.isHidden()
    words = card.slip.parts["words"]
    qtbot.keyClicks(words, "agreed on the phone")
    qtbot.keyClick(card.close_button, Qt.Key.Key_Space)
    assert kinds(record) == ["visit missed"]
    assert "for a reason" in card.said.text()
    qtbot.keyClick(card.leave_button, Qt.Key.Key_Space)
    assert card.isHidden()
    qtbot.keyClick(buttons(place)["Close: MOR, Aster, visit missed"], Qt.Key.Key_Space)
    assert card.slip.text("words") == "agreed on the phone"
    card.slip.pick_of("reason").setCurrentText("A later day was agreed")
    qtbot.keyClick(card.close_button, Qt.Key.Key_Space)
    assert kinds(record) == []
    assert card.isHidden()


def test_a_long_list_is_shown_in_parts(qtbot: QtBot, place: TodayPlace, record: Record, client: UUID) -> None:
    for number in range(AT_ONCE + 3):
        tasks.add(record, client, f"To do {number}", record.now() + timedelta(hours=number + 1))
    place.load()
    assert len(shown(place)) == AT_ONCE
    assert place.due.more.text() == "Show 3 more of 3"
    qtbot.keyClick(place.due.more, Qt.Key.Key_Space)
    assert len(shown(place)) == AT_ONCE + 3
    assert place.due.more.isHidden()


def shown(place: TodayPlace) -> list[Row]:
    return [row for row in place.due.rows.findChildren(Row) if row.isVisibleTo(place.due)]


def test_names_are_hidden_on_every_line(
    place: TodayPlace, record: Record, clock: SetClock, client: UUID
) -> None:
    missed(record, clock, client)
    shoulder().set_hidden(hidden=True)
    place.load()
    assert not any("MOR" in name for name in buttons(place))
    assert any(name.startswith("Book: K-0142") for name in buttons(place))
    shoulder().set_hidden(hidden=False)
