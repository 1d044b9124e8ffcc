"""Two columns find their places anew when what they hold, or the type, asks for another width."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kapdesk.ui import theme
from kapdesk.ui.card import Card, Columns


@pytest.fixture
def columns(qtbot: QtBot, dressed: QApplication) -> Iterator[Columns]:
    made = Columns()
    qtbot.addWidget(made)
    made.add_work(Card("Work"), 1)
    made.add_context(Card("Context"))
    made.resize(892, 680)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    theme.change("paper", 100)


def test_large_type_puts_them_under_each_other_and_small_type_beside_again(
    qtbot: QtBot, columns: Columns
) -> None:
    assert not columns.is_narrow()
    theme.change("paper", 150)
    assert columns.is_narrow()
    theme.change("paper", 100)
    assert not columns.is_narrow()
    qtbot.waitUntil(lambda: columns._work.y() == columns._context.y())
    assert columns._work.height() == columns._context.height()


def test_a_card_that_becomes_wider_or_slimmer_is_given_its_room(qtbot: QtBot, columns: Columns) -> None:
    wide = QLabel("a chart")
    wide.setMinimumWidth(640)
    columns.add_work(wide)
    qtbot.waitUntil(columns.is_narrow)
    wide.setMinimumWidth(100)
    qtbot.waitUntil(lambda: not columns.is_narrow())


def test_what_changed_unseen_is_measured_when_it_is_seen(qtbot: QtBot, columns: Columns) -> None:
    columns.hide()
    wide = QLabel("a chart")
    wide.setMinimumWidth(640)
    columns.add_context(wide)
    with qtbot.waitExposed(columns):
        columns.show()
    qtbot.waitUntil(columns.is_narrow)
