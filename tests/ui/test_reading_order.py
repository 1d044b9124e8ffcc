"""Tab goes as one reads, whatever was put on the page last."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.reading_order import go_on, stops


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A page of two columns whose first row came last."""
    made = QWidget()
    qtbot.addWidget(made)
    left, right = QVBoxLayout(), QVBoxLayout()
    line = QHBoxLayout(made)
    line.addLayout(left)
    line.addLayout(right)
    for column, names in ((right, "de"), (left, "bc")):
        for name in names:
            column.addWidget(QPushButton(name))
    left.insertWidget(0, QPushButton("a"))
    right.addStretch(1)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def words(found: list[QWidget]) -> str:
    return "".join(each.text() for each in found if isinstance(each, QPushButton))


def test_it_goes_down_a_line_and_from_left_to_right(page: QWidget) -> None:
    assert sorted(words(stops(page))) == list("abcde")
    line = words(stops(page))
    assert line.index("a") < line.index("b") < line.index("c")
    assert line.index("d") < line.index("e")
    assert line[0] == "a"


def test_it_goes_round_at_both_ends(page: QWidget) -> None:
    order = stops(page)
    order[-1].setFocus()
    assert go_on(page, forward=True)
    assert QApplication.focusWidget() is order[0]
    assert go_on(page, forward=False)
    assert QApplication.focusWidget() is order[-1]


def test_what_is_hidden_or_cannot_be_used_is_passed_over(page: QWidget) -> None:
    order = stops(page)
    order[1].hide()
    order[2].setEnabled(False)
    order[0].setFocus()
    assert go_on(page, forward=True)
    assert QApplication.focusWidget() is order[3]


def test_a_choice_is_one_stop_and_is_left_from_any_of_its_options(page: QWidget, qtbot: QtBot) -> None:
    bar = ChoiceBar([Option("yes", "Yes"), Option("no", "No"), Option("later", "Later")], "Ready")
    layout = page.layout()
    assert layout is not None
    layout.addWidget(bar)
    qtbot.waitUntil(bar.isVisible)
    inside = [each for each in stops(page) if bar.isAncestorOf(each)]
    assert len(inside) == 1
    last = bar.segments.buttons["later"]
    last.setFocus(Qt.FocusReason.MouseFocusReason)
    before = stops(page)
    assert go_on(page, forward=True)
    held = QApplication.focusWidget()
    assert held is not None
    assert not bar.isAncestorOf(held)
    assert held in before


def test_without_the_keyboard_on_the_page_nothing_is_moved(page: QWidget, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    assert not go_on(other, forward=True)
