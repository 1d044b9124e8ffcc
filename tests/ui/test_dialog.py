"""Sheets: the careful answer is the easy one, and leaving keeps what was typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.dialog import ReasonSheet, Sheet, ask_reason


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    for sheet in made.findChildren(Sheet):
        sheet.hide()


def test_enter_goes_back_where_care_is_needed(qtbot: QtBot, page: QWidget) -> None:
    sheet = Sheet("Leave the draft?", "It can be brought back for 30 days.", act="Leave it", parent=page)
    with qtbot.waitExposed(sheet):
        sheet.ask()
    with qtbot.waitSignal(sheet.left), qtbot.assertNotEmitted(sheet.agreed):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert not sheet.isVisible()


def test_the_verb_is_on_the_button(qtbot: QtBot, page: QWidget) -> None:
    sheet = Sheet("End the session?", act="End the session", back="Stay", parent=page)
    sheet.ask()
    assert sheet.act.text() == "End the session"
    assert sheet.windowTitle() == "kapdesk"
    assert sheet.isModal()
    with qtbot.waitSignal(sheet.agreed):
        sheet.act.click()


def asked(page: QWidget) -> ReasonSheet:
    return ask_reason("Override: gait", "Only the medical professional can do this.", parent=page)


def test_a_reason_of_ten_letters_is_needed(qtbot: QtBot, page: QWidget) -> None:
    sheet = asked(page)
    qtbot.keyClicks(sheet.note, "too short")
    assert not sheet.act.isEnabled()
    qtbot.keyClicks(sheet.note, " a word")
    assert sheet.act.isEnabled()
    with qtbot.waitSignal(sheet.given) as told:
        sheet.act.click()
    assert told.args == ["too short a word"]
    assert sheet.reason() == "too short a word"
    sheet.taken()
    assert sheet.reason() == ""


def test_esc_keeps_what_was_typed(qtbot: QtBot, page: QWidget) -> None:
    sheet = asked(page)
    qtbot.keyClicks(sheet.note, "walks with a stick")
    with qtbot.assertNotEmitted(sheet.given):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    sheet.ask()
    assert sheet.reason() == "walks with a stick"
