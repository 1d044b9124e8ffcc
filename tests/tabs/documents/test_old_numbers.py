"""Numbers tried long ago are named in one quiet line over their page, which stays as it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.clock import SetClock
from kapdesk.services import crisis
from kapdesk.services.record import Record
from kapdesk.tabs.documents.tab import DocumentsTab
from tests.services.leaving_day import LeavingDay, plan_leaving_day
from tests.services.whole_day import confirm_numbers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    confirm_numbers(record)
    made = plan_leaving_day(record, clock)
    made.dose()
    return made


@pytest.fixture
def tab(day: LeavingDay, qtbot: QtBot, qapp: QApplication) -> Iterator[DocumentsTab]:
    desk = Desk(day.record)
    made = DocumentsTab(desk, Chart(day.client, day.session))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.load()
    made.show()
    yield made
    made.close_down()
    desk.deleteLater()


def opened(tab: DocumentsTab, key: str, qtbot: QtBot) -> None:
    tab.open_document(key)
    qtbot.waitUntil(tab.shown.preview.print_button.isEnabled, timeout=10_000)


def test_old_numbers_are_named_over_the_page_and_lead_to_practice(
    tab: DocumentsTab, day: LeavingDay, qtbot: QtBot
) -> None:
    opened(tab, "discharge", qtbot)
    assert tab.shown.old.isHidden()
    day.clock.move(days=181)
    opened(tab, "discharge", qtbot)
    qtbot.waitUntil(tab.shown.old.isVisible, timeout=10_000)
    assert tab.shown.old.said.text() == (
        "On this page, last tried more than 180 days ago: The clinic, Emergency, Night line."
    )
    assert tab.shown.preview.print_button.isEnabled()
    assert tab.shown.preview.save_button.isEnabled()
    gone = QSignalSpy(tab.desk.asked)
    tab.shown.old.there.setFocus()
    qtbot.keyClick(tab.shown.old.there, Qt.Key.Key_Space)
    assert gone.at(0)[0] == Go(place="practice")
    for line in crisis.on_list(day.record):
        if line.confirmed is not None:
            crisis.confirm(day.record, line.id, line.number)
    opened(tab, "discharge", qtbot)
    assert tab.shown.old.isHidden()
    opened(tab, "summary", qtbot)
    assert tab.shown.old.isHidden()
