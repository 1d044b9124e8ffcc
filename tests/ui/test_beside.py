"""Words beside what can be done: under each other where the words would get too little room."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.card import Row
from kapdesk.ui.theme import px

LONG = "dose 2 on 20-Nov-2026, today · text message; a message may be left; not before ten in the morning"


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    made = Row("REYES-CALLOWAY, Imogen", LONG, strong=True)
    for verb in ("Book", "Log contact"):
        button = QPushButton(verb)
        button.setFixedWidth(px(90))
        made.add(button)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def words(row: Row) -> QWidget:
    (second,) = (label for label in row.findChildren(QLabel) if label.text() == LONG)
    held = second.parentWidget()
    assert held is not None
    return held


def lay_out(row: Row, width: int) -> tuple[QLabel, list[QPushButton]]:
    row.resize(width, row.heightForWidth(width))
    (second,) = (label for label in row.findChildren(QLabel) if label.text() == LONG)
    return second, row.findChildren(QPushButton)


def test_buttons_stand_beside_the_words_where_there_is_room(row: Row) -> None:
    _, buttons = lay_out(row, px(520))
    assert words(row).geometry().right() < min(button.x() for button in buttons)
    assert buttons[0].y() == buttons[1].y()


def test_buttons_stand_under_the_words_where_it_is_narrow(row: Row) -> None:
    second, buttons = lay_out(row, px(292))
    assert second.width() == px(292)
    assert min(button.y() for button in buttons) > words(row).geometry().bottom()
    assert max(button.geometry().bottom() for button in buttons) <= row.rect().bottom()


@pytest.mark.parametrize("width", [120, 200, 292, 380, 520, 900])
def test_nothing_is_cut_off_at_any_width(row: Row, width: int) -> None:
    second, buttons = lay_out(row, px(width))
    assert second.height() >= second.heightForWidth(second.width())
    for button in buttons:
        assert row.rect().contains(button.geometry()) or px(width) < button.width()


def test_what_is_hidden_takes_no_room(row: Row) -> None:
    for button in row.findChildren(QPushButton):
        button.hide()
    second, _ = lay_out(row, px(292))
    assert second.width() == px(292)
    assert row.height() == words(row).geometry().bottom() + 1 + 8
