"""The numbers to call: large, whole, with Close in sight, whatever the window and the type."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.app.crisis_card import CrisisCard
from kapdesk.domain.clock import SetClock
from kapdesk.services.crisis import CrisisLine
from kapdesk.services.crisis_page import About
from kapdesk.ui import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LINES = tuple(
    CrisisLine(
        f"A line that listens at night, number {n}", f"+1 555 01{n:02d}", "", date(2026, 11, 8), "J. Adler"
    )
    for n in range(9)
)


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


ABOUT = About(
    "12 Elm Street, second floor, door B", "Ivo Mor, brother", "+1 555 0134", "version 2",
    (("People I will tell", ("Ivo", "Aunt Ruth")), ("What matters to me", ("the garden",))),
    datetime(2026, 11, 22, 13, 18, tzinfo=UTC),
)  # fmt: skip


def show(
    qtbot: QtBot, over: QWidget, lines: tuple[CrisisLine, ...], *, scale: int = 100,
    clock: SetClock | None = None, stale: tuple[CrisisLine, ...] = (),
) -> CrisisCard:  # fmt: skip
    theme.change("paper", scale)
    card = CrisisCard(
        lines, over, ABOUT if clock else None, stale=stale, clock=clock, zone="America/New_York",
        can_log=clock is not None,
    )  # fmt: skip
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


def _says(card: CrisisCard, text: str) -> bool:
    return card.time.text() == text


def words(card: CrisisCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize("scale", [100, 150])
def test_it_says_where_we_are_who_is_told_and_the_clients_own_plan(
    qtbot: QtBot, over: QWidget, clock: SetClock, scale: int
) -> None:
    card = show(qtbot, over, LINES[:2], scale=scale, clock=clock)
    said = words(card)
    for text in ("12 Elm Street", "Ivo Mor, brother", "+1 555 0134", "Aunt Ruth", "the garden", "version 2"):
        assert text in said
    assert card.time.text() == "T+00:42 · open 0:00"
    clock.move(minutes=2)
    qtbot.waitUntil(partial(_says, card, "T+00:44 · open 2:00"))
    assert card.page.horizontalScrollBar().maximum() == 0
    assert card.rect().contains(card.close_it.geometry())
    card.reject()


def test_a_call_is_written_by_one_press_and_said_beside_its_number(
    qtbot: QtBot, over: QWidget, clock: SetClock
) -> None:
    card = show(qtbot, over, LINES[:2], clock=clock)
    assert [button.text() for button in card.buttons] == ["Called"] * 3
    assert all(button.height() >= 44 for button in card.buttons)
    with qtbot.waitSignal(card.called) as called:
        qtbot.keyClick(card.buttons[1], Qt.Key.Key_Space)
    assert called.args == [1, LINES[1].label, LINES[1].number]
    assert "called 09:00" not in words(card)
    card.show_called(1, clock.now())
    assert "called 09:00" in words(card)
    card.show_refused(0, "This session is signed.")
    assert "This session is signed." in words(card)
    card.reject()


def test_a_number_that_was_tried_long_ago_says_so(qtbot: QtBot, over: QWidget) -> None:
    card = show(qtbot, over, LINES[:2], stale=LINES[:1])
    assert words(card).count("try it again") == 1
    card.reject()


def test_without_a_client_nothing_is_logged(qtbot: QtBot, over: QWidget) -> None:
    card = show(qtbot, over, LINES[:2])
    assert card.buttons == []
    card.reject()
