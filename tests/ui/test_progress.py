"""A bar with a Stop says how far something is and takes the keyboard from nobody."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.ui.progress import Progress


@pytest.fixture
def progress(qtbot: QtBot) -> Progress:
    made = Progress("The full copy")
    qtbot.addWidget(made)
    return made


def test_it_is_there_while_work_is_under_way_and_says_how_far(progress: Progress) -> None:
    assert progress.isHidden()
    progress.begin()
    assert not progress.isHidden()
    assert progress.bar.maximum() == 0
    progress.move_to(500, 2_000)
    assert progress.bar.text() == "25%"
    progress.end()
    assert progress.isHidden()


def test_bar_and_stop_are_named(progress: Progress) -> None:
    assert progress.bar.accessibleName() == "The full copy: how far it is"
    assert progress.stop.accessibleName() == "The full copy: stop it"


def test_stop_and_escape_ask_for_the_end(qtbot: QtBot, progress: Progress) -> None:
    progress.begin()
    with qtbot.waitSignal(progress.stopped):
        progress.stop.click()
    with qtbot.waitSignal(progress.stopped):
        qtbot.keyClick(progress.stop, Qt.Key.Key_Escape)
