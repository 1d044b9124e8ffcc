"""A number that was tried long ago and a screen that is due stand on Today and lead to where they are met."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.clock import SetClock
from kapdesk.places.today.place import TodayPlace
from kapdesk.services import crisis, measures
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow

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


def test_a_number_is_tried_again_after_half_a_year(
    place: TodayPlace, record: Record, clock: SetClock
) -> None:
    crisis.edit(record, crisis.CLINIC_DAY, label="The clinic", number="+1 555 0199")
    crisis.confirm(record, crisis.CLINIC_DAY, "+1 555 0199")
    place.load()
    assert place.numbers.isHidden()
    clock.move(hours=24 * 180)
    place.load()
    assert place.numbers.isHidden()
    clock.move(hours=24)
    place.load()
    assert not place.numbers.isHidden()
    said = [label.text() for label in place.numbers.findChildren(QLabel)]
    assert any("+1 555 0199 · tried 22-Nov-2026" in words for words in said)


def test_item_nine_leads_from_today_to_the_screen(
    qtbot: QtBot, place: TodayPlace, record: Record, client: UUID
) -> None:
    measures.administer(record, client, "phq9", 1, {"phq9": 1})
    place.load()
    asks = [one for one in place.due.findChildren(QPushButton) if one.text() == "Ask now"]
    with qtbot.waitSignal(place.desk.asked) as asked:
        qtbot.keyClick(asks[0], Qt.Key.Key_Space)
    assert asked.args == [Go(chart=Chart(client), tab="stabilization", field="screen:contact")]
