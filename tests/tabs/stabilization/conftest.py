"""A desk over a real record with one dosed client, and the tab of that session."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from services.leaving_day import LeavingDay, plan_leaving_day

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.services.record import Record
from kapdesk.tabs.stabilization.tab import StabilizationTab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the one harmless sentence of the offscreen system pass, and no other warning."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture
def leaving(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose()
    return made


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


@pytest.fixture
def open_tab(qtbot: QtBot, desk: Desk, leaving: LeavingDay) -> Iterator[Callable[[], StabilizationTab]]:
    """Open the tab of the session, as often as a test needs; each is closed at the end."""
    opened: list[StabilizationTab] = []

    def build() -> StabilizationTab:
        tab = StabilizationTab(desk, Chart(leaving.client, leaving.session))
        tab.resize(1148, 690)
        tab.load()
        with qtbot.waitExposed(tab):
            tab.show()
        tab.activateWindow()
        opened.append(tab)
        return tab

    yield build
    for tab in opened:
        tab.autosave.flush()
        tab.hide()
        tab.close_down()
