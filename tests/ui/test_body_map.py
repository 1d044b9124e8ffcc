"""The body map is pressed, touched and gone over by keys; every place says its name and what is felt."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk import content
from kapdesk.domain.body_map import region_of
from kapdesk.ui.body_map import TOUCH, BodyMap
from kapdesk.ui.theme import px

REGIONS = tuple(region_of(row) for row in content.load().table("body-regions").rows)


@pytest.fixture
def figure(qtbot: QtBot, dressed: QApplication) -> BodyMap:
    made = BodyMap(REGIONS)
    qtbot.addWidget(made)
    made.resize(560, made.heightForWidth(560))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_a_press_says_which_place_it_was(qtbot: QtBot, figure: BodyMap) -> None:
    with qtbot.waitSignal(figure.pressed) as pressed:
        qtbot.mouseClick(figure.spots["front.heart"], Qt.MouseButton.LeftButton)
    assert pressed.args == ["front.heart"]


def test_a_press_marks_nothing_by_itself(qtbot: QtBot, figure: BodyMap) -> None:
    qtbot.mouseClick(figure.spots["front.heart"], Qt.MouseButton.LeftButton)
    assert not figure.spots["front.heart"].isChecked()
    figure.show_marks({"front.heart": "warm"})
    assert figure.spots["front.heart"].isChecked()
    figure.show_marks({})
    assert not figure.spots["front.heart"].isChecked()


def test_arrows_go_from_place_to_place_and_enter_marks(qtbot: QtBot, figure: BodyMap) -> None:
    figure.setFocus()
    here = figure.spots["front.head"]
    assert here.hasFocus()
    for key, there in (
        (Qt.Key.Key_Down, "front.face"),
        (Qt.Key.Key_Down, "front.throat"),
        (Qt.Key.Key_Up, "front.face"),
    ):
        qtbot.keyClick(here, key)
        here = figure.spots[there]
        assert here.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(figure.pressed) as pressed:
            qtbot.keyClick(here, key)
        assert pressed.args == ["front.face"]


def test_delete_takes_back_only_what_is_marked(qtbot: QtBot, figure: BodyMap) -> None:
    spot = figure.spots["back.neck"]
    with qtbot.assertNotEmitted(figure.take_back_asked):
        qtbot.keyClick(spot, Qt.Key.Key_Delete)
    figure.show_marks({"back.neck": ""})
    with qtbot.waitSignal(figure.take_back_asked) as asked:
        qtbot.keyClick(spot, Qt.Key.Key_Delete)
    assert asked.args == ["back.neck"]


def test_tab_stops_once_on_the_place_that_was_used_last(qtbot: QtBot, figure: BodyMap) -> None:
    def stops() -> list[str]:
        strong = Qt.FocusPolicy.StrongFocus
        return [item for item, spot in figure.spots.items() if spot.focusPolicy() == strong]

    assert stops() == ["front.head"]
    qtbot.keyClick(figure.spots["front.head"], Qt.Key.Key_Down)
    assert stops() == ["front.face"]
    qtbot.mouseClick(figure.spots["back.seat"], Qt.MouseButton.LeftButton)
    assert stops() == ["back.seat"]


def test_a_press_beside_a_place_is_taken_for_the_nearest_and_one_far_away_for_none(
    qtbot: QtBot, figure: BodyMap
) -> None:
    hand = figure.spots["front.right-hand"].geometry()
    beside = QPoint(hand.left() - 3, hand.center().y())
    assert figure.childAt(beside) is None
    with qtbot.waitSignal(figure.pressed) as pressed:
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=beside)
    assert pressed.args == ["front.right-hand"]
    with qtbot.assertNotEmitted(figure.pressed):
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=QPoint(4, 40))


def test_every_place_is_heard_with_its_side_its_state_and_its_words(figure: BodyMap) -> None:
    figure.show_marks({"front.heart": "warm, wide", "back.neck": ""})
    said = {
        item: (spot.accessibleName(), spot.accessibleDescription()) for item, spot in figure.spots.items()
    }
    assert said["front.heart"] == ("Heart, front", "warm, wide")
    assert said["back.neck"] == ("Neck, back", "marked, no words")
    assert said["front.head"] == ("Top of the head, front", "not marked")
    heard = QAccessible.queryAccessibleInterface(figure.spots["front.heart"])
    assert heard.role() == QAccessible.Role.CheckBox
    assert heard.state().checked


def test_places_are_large_enough_for_a_finger_and_cover_no_other(figure: BodyMap) -> None:
    for spot in figure.spots.values():
        size = spot.geometry()
        assert max(size.width(), size.height()) >= px(TOUCH) * 0.8
        assert min(size.width(), size.height()) >= px(TOUCH) * 0.6
    for spot in figure.spots.values():
        found = figure.childAt(spot.geometry().center())
        assert found is spot


def test_the_pointed_place_is_named(qtbot: QtBot, figure: BodyMap) -> None:
    with qtbot.waitSignal(figure.pointed) as pointed:
        figure.spots["back.upper-back"].setFocus()
    assert pointed.args == ["Between the shoulder blades, back"]


def test_what_is_signed_is_not_pressed(qtbot: QtBot, figure: BodyMap) -> None:
    figure.set_read_only(read_only=True)
    with qtbot.assertNotEmitted(figure.pressed):
        qtbot.mouseClick(figure.spots["front.heart"], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(
            figure, Qt.MouseButton.LeftButton, pos=figure.spots["front.heart"].geometry().center()
        )
