"""Trouble is told calmly: what happened to the data, what to do, and a reference free of the record."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kapdesk.domain.errors import NotWritten
from kapdesk.ui import errors
from kapdesk.ui.errors import Act, AlarmBar, Level, Trouble, TroubleDialog

SENTENCE = "The disk is full. The words are kept on screen. Free some space."


@pytest.fixture
def dialog(qtbot: QtBot, dressed: QApplication) -> TroubleDialog:
    made = TroubleDialog(errors.told(NotWritten(SENTENCE)), (Act("rescue", "Save a sealed copy"),))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_a_sentence_of_the_record_is_told_as_it_is() -> None:
    trouble = errors.told(NotWritten(SENTENCE))
    assert trouble.sentence == SENTENCE
    assert trouble.reference == "KD-029"
    assert SENTENCE not in trouble.details


def test_a_fault_tells_its_type_and_place_and_never_its_message() -> None:
    with pytest.raises(ValueError, match="Aster") as caught:
        int("MOR, Aster said this")
    trouble = errors.unexpected(caught.value)
    assert "ValueError at test_errors.py:" in trouble.reference
    for part in fields(Trouble):
        assert "Aster" not in str(getattr(trouble, part.name))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_do_the_careful_thing(qtbot: QtBot, dialog: TroubleDialog, key: Qt.Key) -> None:
    with qtbot.waitSignal(dialog.act_chosen) as chosen:
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert chosen.args == ["back"]


def test_an_act_is_chosen_by_keyboard(qtbot: QtBot, dialog: TroubleDialog) -> None:
    dialog.buttons["rescue"].setFocus()
    with qtbot.waitSignal(dialog.act_chosen) as chosen:
        qtbot.keyClick(dialog.buttons["rescue"], Qt.Key.Key_Space)
    assert chosen.args == ["rescue"]


def test_buttons_are_verbs_and_the_default_is_the_careful_one(dialog: TroubleDialog) -> None:
    texts = {button.text() for button in dialog.buttons.values()}
    assert texts == {"Go back", "Save a sealed copy", "Copy details"}
    assert dialog.buttons["back"].isDefault()
    assert dialog.windowTitle() == "kapdesk"


def test_copied_details_hold_the_reference_only(qtbot: QtBot, dialog: TroubleDialog) -> None:
    dialog.buttons["copy"].click()
    assert QApplication.clipboard().text() == "KD-029 NotWritten"


def test_three_levels_have_three_signs_words_and_colours() -> None:
    assert len({errors.LEVEL_SIGNS[level] for level in Level}) == 3
    assert len({errors.LEVEL_ROLES[level] for level in Level}) == 3
    assert len({level.value for level in Level}) == 3


def test_markup_in_a_sentence_is_not_obeyed(qtbot: QtBot, dressed: QApplication) -> None:
    made = TroubleDialog(Trouble(Level.STOP, "<h1>big</h1>", "KD-001"))
    qtbot.addWidget(made)
    assert all(label.textFormat() != Qt.TextFormat.RichText for label in made.findChildren(QLabel))
    assert any(label.text() == "<h1>big</h1>" for label in made.findChildren(QLabel))


def test_the_alarm_stays_until_it_is_solved(qtbot: QtBot, dressed: QApplication) -> None:
    alarm = AlarmBar()
    qtbot.addWidget(alarm)
    assert alarm.isHidden()
    alarm.show_failure(SENTENCE)
    assert not alarm.isHidden()
    with qtbot.waitSignal(alarm.retry_asked):
        alarm.retry.click()
    with qtbot.waitSignal(alarm.rescue_asked):
        alarm.rescue.click()
    assert alarm.sentence.text() == SENTENCE
    assert not alarm.isHidden()
    alarm.solve()
    assert alarm.isHidden()
