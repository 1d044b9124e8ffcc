"""Practice counts when asked, shows both numbers of a rate, and saves a table only on purpose."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.audit import Action
from kapdesk.places.practice.measuring import MeasuringCard
from kapdesk.places.practice.statistics import StatisticsCard
from kapdesk.services import audit, csv_files, life, measure_settings
from kapdesk.services.record import Record
from tests.services.measured import booked, dosed, met
from tests.services.whole_day import a_client

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
DAY = timedelta(days=1)


@pytest.fixture
def card(record: Record, qtbot: QtBot) -> Iterator[StatisticsCard]:
    desk = Desk(record)
    made = StatisticsCard(desk)
    desk.setParent(made)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.rest()


def seen(card: StatisticsCard) -> str:
    return "\n".join(one.text() for one in card.findChildren(QLabel) if one.isVisibleTo(card))


def count(card: StatisticsCard, qtbot: QtBot) -> None:
    """Ask for the numbers, and wait until they stand there: they are counted behind the window."""
    qtbot.keyClick(card.count_button, Qt.Key.Key_Space)
    qtbot.waitUntil(card.months.isVisible)


def test_nothing_is_counted_before_it_is_asked_for(
    card: StatisticsCard, record: Record, qtbot: QtBot
) -> None:
    client = a_client(record)
    dosed(record, client, record.now() - 9 * DAY, 1)
    met(record, client, record.now() - 8 * DAY)
    booked(record, client, record.now() - 7 * DAY, "review", "did not attend")
    assert card.months.isHidden()
    count(card, qtbot)
    assert "Seen within 72 hours of the dose: 1 of 1." in seen(card)
    assert "median 24 h" in seen(card)
    assert card.months.rows.rowCount() == 12
    line = card.came.rows.line(0)
    assert line is not None
    assert [cell.text for cell in line.cells] == ["review", "1 of 1", "0 of 1"]
    assert card.changed.isHidden()


def test_the_risk_is_read_before_a_folder_is_chosen_and_the_file_says_where_it_is(
    card: StatisticsCard, record: Record, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(card.save_button, Qt.Key.Key_Space)
    assert card.risk is not None
    assert card.folder is None
    qtbot.mouseClick(card.risk.act, Qt.MouseButton.LeftButton)
    assert card.folder is not None
    card.folder.close()
    made = csv_files.of_practice(record, hide_small=True, mark=False)
    card.save(made, tmp_path / made.file_name)
    assert (tmp_path / made.file_name).read_bytes() == made.content
    assert f"open, in {tmp_path}" in seen(card)
    (line,) = [one for one in audit.lines(record) if one.action == Action.EXPORTED]
    assert (line.of_kind, line.client, line.count) == ("practice numbers", None, made.lines)
    card.save(made, tmp_path / "no" / "x.csv")
    assert "Nothing was saved" in seen(card)


def test_a_number_outside_its_range_goes_back_to_what_stands(record: Record, qtbot: QtBot) -> None:
    desk = Desk(record)
    card = MeasuringCard(desk)
    desk.setParent(card)
    qtbot.addWidget(card)
    card.load()
    field = card.fields["series-gap"]
    assert field.value() == 90
    for typed, stands in (("120", 120), ("9", 120)):
        field.line.setText(typed)
        field.settle()
        assert field.value() == stands
        assert measure_settings.number(record, "series-gap") == stands


def test_how_many_steps_go_on_at_once_is_the_clinics_own(record: Record, qtbot: QtBot) -> None:
    card = MeasuringCard(Desk(record))
    qtbot.addWidget(card)
    card.load()
    assert life.limit(record, "step") == 3
    card.chosen.emit("step", 2)
    assert life.limit(record, "step") == 2
