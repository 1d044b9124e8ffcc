"""Beside the esketamine fields: questions by keys, empty until asked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock, show_date
from kapdesk.domain.routes import Route
from kapdesk.services import esketamine_asked
from kapdesk.services.record import Record
from kapdesk.tabs.documents.tab import DocumentsTab
from tests.services.leaving_day import LeavingDay, plan_leaving_day

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
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


def press(tab: DocumentsTab, item: str, value: str, qtbot: QtBot) -> None:
    button = tab.asking.card.rows[item].bar.segments.buttons[value]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_question_is_empty_until_it_is_answered_by_a_key(
    tab: DocumentsTab, day: LeavingDay, qtbot: QtBot
) -> None:
    rows = tab.asking.card.rows
    assert tab.asking.card.isVisible()
    assert len(rows) == 9
    assert {row.bar.value() for row in rows.values()} == {None}
    press(tab, "maois", "unknown", qtbot)
    assert rows["maois"].bar.value() == "unknown"
    assert day.record.author.signature in rows["maois"].by.text()
    assert show_date(day.clock.now().date()) in rows["maois"].by.text()
    stands = {
        one.id: one.value for one in esketamine_asked.look(day.record, day.session).questions if one.value
    }
    assert stands == {"maois": "unknown"}
    press(tab, "maois", "unknown", qtbot)
    assert (rows["maois"].bar.value(), rows["maois"].by.isHidden()) == (None, True)


def test_an_answer_is_on_the_page_that_is_looked_at(tab: DocumentsTab, qtbot: QtBot) -> None:
    opened(tab, "esketamine", qtbot)
    press(tab, "benzodiazepines", "no", qtbot)
    assert not tab.shown.preview.print_button.isEnabled()
    qtbot.waitUntil(tab.shown.preview.print_button.isEnabled, timeout=10_000)
    assert tab.caret()[0] == "esketamine"


def test_a_signed_session_shows_its_answers_and_takes_no_more(
    tab: DocumentsTab, day: LeavingDay, qtbot: QtBot
) -> None:
    press(tab, "enrolled", "yes", qtbot)
    day.seal()
    tab.load()
    bar = tab.asking.card.rows["enrolled"].bar
    assert (bar.value(), bar.isEnabled()) == ("yes", False)
    assert "signed" in tab.asking.card.said.text()


def test_another_route_asks_nothing_of_it(record: Record, clock: SetClock, qtbot: QtBot) -> None:
    day = plan_leaving_day(record, clock)
    day.dose(Route.IM)
    desk = Desk(record)
    tab = DocumentsTab(desk, Chart(day.client, day.session))
    qtbot.addWidget(tab)
    tab.load()
    tab.show()
    assert tab.asking.card.isHidden()
    assert tab.asking.card.rows == {}
    tab.close_down()
    desk.deleteLater()
