"""The cover: a clock and nothing else, over every window, gone only when asked."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.ui import theme
from kapdesk.ui.cover import Cover, Covers, Watermark
from kapdesk.ui.dialog import Sheet

ZONE = "America/New_York"


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit(made))
    made.resize(600, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_it_lies_from_edge_to_edge_and_grows_with_the_window(
    qtbot: QtBot, room: QWidget, clock: SetClock
) -> None:
    cover = Cover(clock, ZONE, room)
    cover.show()
    room.resize(900, 500)
    assert cover.size() == room.size()
    image = cover.grab().toImage()
    corner, far = image.pixelColor(0, 0), image.pixelColor(image.width() - 1, image.height() - 1)
    assert corner == far
    assert corner.lightness() < 30


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_F12])
def test_a_chosen_key_asks_to_come_back(qtbot: QtBot, room: QWidget, clock: SetClock, key: Qt.Key) -> None:
    covers = Covers(clock, ZONE, room)
    covers.lay()
    with qtbot.waitSignal(covers.return_asked):
        qtbot.keyClick(QApplication.focusWidget(), key)
    covers.lift()


def test_tab_does_not_lead_out_from_under_the_cover(qtbot: QtBot, room: QWidget, clock: SetClock) -> None:
    field = room.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    covers = Covers(clock, ZONE, room)
    covers.lay()
    covers.lay()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), Cover)
    qtbot.keyClicks(QApplication.focusWidget(), "words")
    covers.lift()
    assert field.text() == ""
    assert QApplication.focusWidget() is field


def test_a_click_does_not_reach_what_is_below(qtbot: QtBot, room: QWidget, clock: SetClock) -> None:
    covers = Covers(clock, ZONE, room)
    covers.lay()
    below = room.childAt(QPoint(300, 200))
    assert isinstance(below, Cover)
    with qtbot.assertNotEmitted(covers.return_asked):
        qtbot.mouseClick(below, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(covers.return_asked):
        qtbot.mouseDClick(below, Qt.MouseButton.LeftButton)
    covers.lift()
    assert not covers.are_laid


def test_a_key_held_down_covers_once_and_does_not_come_back(
    qtbot: QtBot, room: QWidget, clock: SetClock
) -> None:
    covers = Covers(clock, ZONE, room)
    covers.lay()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier, "", True, 1)
    with qtbot.assertNotEmitted(covers.return_asked):
        QApplication.sendEvent(QApplication.focusWidget(), held)
    covers.lift()


def test_a_menu_or_list_that_is_open_is_closed_and_not_left_above_the_cover(
    qtbot: QtBot, room: QWidget, clock: SetClock
) -> None:
    menu = QMenu(room)
    menu.addAction("Strike through")
    menu.popup(room.mapToGlobal(QPoint(10, 10)))
    qtbot.waitUntil(menu.isVisible)
    covers = Covers(clock, ZONE, room)
    covers.lay()
    assert not menu.isVisible()
    assert isinstance(QApplication.focusWidget(), Cover)
    covers.lift()


def test_a_dialog_that_opens_meanwhile_is_covered_before_it_is_seen(
    qtbot: QtBot, room: QWidget, clock: SetClock
) -> None:
    covers = Covers(clock, ZONE, room)
    covers.lay()
    sheet = Sheet("Release MOR, Aster", act="Record")
    qtbot.addWidget(sheet)
    sheet.ask()
    qtbot.waitUntil(sheet.isVisible)
    cover = sheet.findChild(Cover)
    assert isinstance(cover, Cover)
    assert cover.size() == sheet.size()
    assert sheet.childAt(sheet.rect().center()) is cover
    covers.lift()
    assert cover.isHidden()


def test_the_time_since_each_dose_goes_on_under_the_clock(
    qtbot: QtBot, room: QWidget, clock: SetClock
) -> None:
    covers = Covers(clock, ZONE, room)
    covers.lay()
    cover = room.findChild(Cover)
    assert isinstance(cover, Cover)
    without = cover.grab().toImage()
    covers.set_doses([clock.now() - timedelta(minutes=42)])
    counted = cover.grab().toImage()
    assert counted != without
    clock.move(minutes=1)
    assert cover.grab().toImage() != counted
    covers.lift()


def test_the_watermark_is_seen_and_not_felt(qtbot: QtBot, room: QWidget) -> None:
    before = room.grab().toImage()
    mark = Watermark(room)
    mark.show()
    assert room.grab().toImage() != before
    field = room.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert room.childAt(field.geometry().center()) is field


def test_the_watermark_keeps_its_size_and_is_seen_in_every_room(qtbot: QtBot, room: QWidget) -> None:
    mark = Watermark(room)
    for name in ("paper", "ember", "night", "contrast"):
        drawn: list[QImage] = []
        for scale in (100, 150):
            theme.change(name, scale)
            mark.show()
            with_it = mark.grab().toImage()
            assert any(with_it.pixelColor(x, 200) != with_it.pixelColor(0, 0) for x in range(600)), name
            drawn.append(with_it)
        assert drawn[0] == drawn[1]
    theme.change("paper", 100)
