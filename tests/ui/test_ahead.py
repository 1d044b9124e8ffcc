"""Work ahead of need: after the page was seen, one piece each time, and not while somebody types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.ahead import Ahead


class Seen(QObject):
    """What happened to a window, and when work was due, in the order of it."""

    def __init__(self, window: QWidget, ahead: Ahead) -> None:
        super().__init__(window)
        self.order: list[str] = []
        window.installEventFilter(self)
        ahead.due.connect(self._due)

    def _due(self) -> None:
        self.order.append("due")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's own
        if event.type() == QEvent.Type.UpdateRequest:
            self.order.append("painted")
        return False


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    return made


@pytest.fixture
def ahead(window: QWidget) -> Iterator[Ahead]:
    made = Ahead(window, 0, window)
    yield made
    made.end()


def press(window: QWidget) -> None:
    """Let a key come in as the system brings it."""
    handle: QWindow = window.windowHandle()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(handle, key)


def test_nothing_is_due_before_the_page_was_painted_however_late_that_is(
    qtbot: QtBot, window: QWidget, ahead: Ahead
) -> None:
    seen = Seen(window, ahead)
    ahead.begin()
    ahead._look()  # the time is up while the page is still being built
    assert ahead.isActive()
    assert seen.order == []
    with qtbot.waitSignal(ahead.due):
        window.update()
    assert seen.order == ["painted", "due"]


def test_a_window_that_is_not_on_the_screen_is_not_waited_for(
    qtbot: QtBot, window: QWidget, ahead: Ahead
) -> None:
    window.hide()
    with qtbot.waitSignal(ahead.due):
        ahead.begin()


def test_a_key_puts_the_next_piece_off(qtbot: QtBot, window: QWidget, ahead: Ahead) -> None:
    ahead.begin()
    with qtbot.waitSignal(ahead.due):
        window.update()
    assert not ahead.isActive()
    ahead.go_on()
    short = ahead.interval()
    press(window)
    assert ahead.isActive()
    assert ahead.interval() > short
    with qtbot.waitSignal(ahead.due):
        pass


def test_a_chart_that_is_opened_later_waits_as_long_as_the_first(qtbot: QtBot, window: QWidget) -> None:
    ahead = Ahead(window, 1234, window)
    ahead.begin()
    ahead.go_on()
    assert ahead.interval() < 1234
    ahead.begin()
    assert ahead.interval() == 1234
    ahead.end()


def test_after_the_end_neither_paint_nor_key_begins_it_again(window: QWidget, ahead: Ahead) -> None:
    ahead.begin()
    ahead.end()
    window.update()
    press(window)
    QApplication.processEvents()
    assert not ahead.isActive()
