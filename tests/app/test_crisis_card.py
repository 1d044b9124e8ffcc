"""The numbers to call: large, whole, with Close in sight, whatever the window and the type."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.app.crisis_card import CrisisCard
from kapdesk.services.crisis import CrisisLine
from kapdesk.ui import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LINES = tuple(
    CrisisLine(
        f"A line that listens at night, number {n}", f"+1 555 01{n:02d}", "", date(2026, 11, 8), "J. Adler"
    )
    for n in range(9)
)


@pytest.fixture
def over(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    theme.apply(qapp, theme.Theme.load("paper"))
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    theme.apply(qapp, theme.Theme.load("paper"))
    qapp.setStyleSheet("")


def show(qtbot: QtBot, over: QWidget, lines: tuple[CrisisLine, ...], *, scale: int = 100) -> CrisisCard:
    theme.change("paper", scale)
    card = CrisisCard(lines, over)
    card.ask()
    card.activateWindow()
    qtbot.waitUntil(card.close_it.hasFocus)
    return card


@pytest.mark.parametrize("scale", [100, 150])
def test_it_scrolls_where_it_does_not_fit_and_close_stays_in_sight(
    qtbot: QtBot, over: QWidget, scale: int
) -> None:
    card = show(qtbot, over, LINES, scale=scale)
    assert card.height() <= 768 - 2 * theme.px(24)
    bar = card.page.verticalScrollBar()
    assert bar.maximum() > 0
    assert card.rect().contains(card.close_it.geometry())
    qtbot.keyClick(card.close_it, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    card.reject()


@pytest.mark.parametrize("scale", [100, 150])
def test_four_numbers_stand_whole_without_scrolling_at_the_usual_type(
    qtbot: QtBot, over: QWidget, scale: int
) -> None:
    card = show(qtbot, over, LINES[:4], scale=scale)
    assert (card.page.verticalScrollBar().maximum() == 0) is (scale == 100)
    assert card.page.horizontalScrollBar().maximum() == 0
    numbers = [label for label in card.findChildren(QLabel) if label.text().startswith("+1")]
    assert [label.text() for label in numbers] == [line.number for line in LINES[:4]]
    assert all(label.font().pixelSize() >= theme.px(26) for label in numbers)
    card.reject()


def test_the_focus_is_on_close_and_escape_puts_the_card_away(qtbot: QtBot, over: QWidget) -> None:
    card = show(qtbot, over, LINES[:2])
    with qtbot.waitSignal(card.finished):
        qtbot.keyClick(card.close_it, Qt.Key.Key_Escape)


def test_without_a_number_it_says_where_numbers_are_confirmed(qtbot: QtBot, over: QWidget) -> None:
    card = show(qtbot, over, ())
    assert any("Confirm them under Practice" in label.text() for label in card.findChildren(QLabel))
    card.reject()
