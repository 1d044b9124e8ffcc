"""The PIN is set twice alike, never shown again, and can be removed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.places.practice.pin import NOT_SET, SET, PinCard
from kapdesk.services import pin
from kapdesk.services.record import Record

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def card(qtbot: QtBot, qapp: QApplication, record: Record) -> Iterator[PinCard]:
    desk = Desk(record)
    made = PinCard(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.deleteLater()


def fill(qtbot: QtBot, card: PinCard, new: str, again: str) -> None:
    for field, text in ((card.new, new), (card.again, again)):
        field.clear()
        qtbot.keyClicks(field, text)
    qtbot.keyClick(card.again, Qt.Key.Key_Return)


def test_a_pin_typed_twice_alike_is_set_and_the_fields_forget_it(
    qtbot: QtBot, card: PinCard, record: Record
) -> None:
    assert card.state.text() == NOT_SET
    fill(qtbot, card, "4172", "4172")
    assert card.state.text() == SET
    assert (card.new.text(), card.again.text()) == ("", "")
    assert card.new.echoMode() is QLineEdit.EchoMode.Password
    assert pin.matches(record, "4172")


def test_two_that_differ_and_one_that_is_guessed_first_are_refused_where_they_stand(
    qtbot: QtBot, card: PinCard, record: Record
) -> None:
    fill(qtbot, card, "4172", "4173")
    assert "not the same" in card.said.text()
    fill(qtbot, card, "1234", "1234")
    assert "guessed first" in card.said.text()
    assert not pin.is_set(record)


def test_a_pin_is_removed_and_the_passphrase_alone_counts(
    qtbot: QtBot, card: PinCard, record: Record
) -> None:
    fill(qtbot, card, "90417", "90417")
    qtbot.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    assert card.state.text() == NOT_SET
    assert not pin.is_set(record)
    assert not pin.matches(record, "90417")
