"""The rail: places at the left, the session only while a chart is open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui.rail import Rail


@pytest.fixture
def rail(qtbot: QtBot, dressed: QApplication) -> Rail:
    made = Rail()
    qtbot.addWidget(made)
    made.resize(132, 700)
    made.show()
    made.set_current("today")
    return made


def test_a_place_is_asked_for_and_not_gone_to(qtbot: QtBot, rail: Rail) -> None:
    with qtbot.waitSignal(rail.place_chosen) as asked:
        rail.button("week").click()
    assert asked.args == ["week"]
    assert rail.button("today").isChecked()
    assert not rail.button("week").isChecked()


def test_the_session_is_there_only_with_a_chart(rail: Rail) -> None:
    assert rail.button("session").isHidden()
    rail.show_session(shown=True)
    assert not rail.button("session").isHidden()


def test_arrow_keys_walk_the_places(qtbot: QtBot, rail: Rail) -> None:
    rail.activateWindow()
    rail.button("today").setFocus()
    walked: list[str] = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(QApplication.focusWidget(), key)
        walked.append(QApplication.focusWidget().property("text"))
    assert walked == ["Clients", "Week", "Search", "Practice", "Search"]


def test_where_one_is_is_said_without_colour(rail: Rail) -> None:
    assert rail.button("today").accessibleDescription() == "current place"
    assert rail.button("week").accessibleDescription() == ""
