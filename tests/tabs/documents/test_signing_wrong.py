"""In the wrong chart: any entry is chosen by the keyboard and moved; what stays says so, and why."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.services import clients, integration, measure_reading, moving
from kapdesk.services.record import Record
from kapdesk.store import rows
from kapdesk.tabs.documents.tab import DocumentsTab
from kapdesk.ui import theme
from tests.conftest import Template
from tests.services.conftest import DosingDay, plan_day
from tests.services.full_day import put
from tests.services.signed_day import a_signed_note, own_hand

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
WHY = "asked of the sister"


@pytest.fixture
def day(record: Record, clock: SetClock) -> DosingDay:
    return plan_day(record, clock)


@pytest.fixture
def tab(day: DosingDay, qtbot: QtBot, qapp: QApplication) -> Iterator[DocumentsTab]:
    theme.apply(qapp, theme.Theme.load("paper"))
    desk = Desk(day.record)
    made = DocumentsTab(desk, Chart(day.client, day.session))
    qtbot.addWidget(made)
    made.load()
    made.show()
    yield made
    made.close_down()
    desk.deleteLater()


def a_measure(day: DosingDay, **more: object) -> UUID:
    made = put(
        day.record, rows.MeasureRow, client_id=day.client, instrument="phq9", instrument_version=1,
        complete=False, answers={}, **more,
    )  # fmt: skip
    assert isinstance(made, UUID)
    return made


def test_a_measure_is_chosen_with_the_keyboard_and_moved_and_both_charts_say_so(
    tab: DocumentsTab, day: DosingDay, clock: SetClock, qtbot: QtBot
) -> None:
    other = plan_day(day.record, clock)
    a_measure(day)
    card = tab.signing.wrong.card
    qtbot.keyClick(card.open, Qt.Key.Key_Space)
    assert card.aimed is not None
    assert card.aimed.id == day.session
    card.kind.segments.buttons["measure"].click()
    assert card.which.count() == 1
    card.move_it.click()
    assert card.slip.flagged() == {"which": "Choose one of the list."}
    qtbot.keyClicks(card.which.lineEdit(), card.which.itemText(0))
    assert card.slip.flagged() == {}
    qtbot.keyClicks(card.reason, WHY)
    qtbot.keyClicks(card.client, clients.one(day.record, other.client).code)
    qtbot.keyClick(card.move_it, Qt.Key.Key_Space)
    assert measure_reading.of_client(day.record, day.client) == ()
    assert len(measure_reading.of_client(day.record, other.client)) == 1
    assert card.said.text().startswith("Moved: PHQ-9 of 22-Nov-2026 09:00. Both charts")
    assert "Measure was moved to another chart" in card.trail.text()
    assert f"J. Adler, LMFT: {WHY}" in card.trail.text()
    assert card.open.hasFocus()
    assert [one.sentence for one in moving.trail(day.record, other.client)] == [
        "Measure came from another chart"
    ]


def test_a_measure_in_something_signed_stays_and_says_what_to_do(
    tab: DocumentsTab, day: DosingDay, template: Template
) -> None:
    a_signed_note(day.record, day.client, own_hand(day.record, template))
    card = tab.signing.wrong.card
    card.open.click()
    card.kind.segments.buttons["measure"].click()
    card.which.setEditText(card.which.itemText(0))
    assert card.about.text() == moving.IN_SOMETHING_SIGNED
    assert not card.move_it.isEnabled()
    assert "a call in the log" in card.stays.text()
    card.kind.segments.buttons["integration note"].click()
    card.which.setEditText(card.which.itemText(0))
    assert card.retract.isVisible()
    assert card.second.isVisible()
    assert not card.move_it.isVisible()
    card.kind.segments.buttons["appointment"].click()
    assert card.about.text() == "Nothing of this kind lies in this chart."


def test_what_is_being_filled_in_stays_when_the_chart_is_looked_at_anew(
    tab: DocumentsTab, day: DosingDay
) -> None:
    made = integration.start(day.record, day.client).item
    assert made is not None
    card = tab.signing.wrong.card
    card.open.click()
    card.kind.segments.buttons["integration note"].click()
    card.which.setEditText(card.which.itemText(0))
    card.reason.setText(WHY)
    tab.load()
    assert (card.reason.text(), card.aimed is not None and card.aimed.id) == (WHY, made)
    assert card.is_open
