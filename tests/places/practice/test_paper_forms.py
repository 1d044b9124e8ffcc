"""Blank forms from the shelf: looked at by keys, without a client, for one route."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.places.practice.paper_forms import PaperFormsCard
from kapdesk.services.record import Record


@pytest.fixture
def card(record: Record, qtbot: QtBot) -> Iterator[PaperFormsCard]:
    desk = Desk(record)
    made = PaperFormsCard(desk)
    desk.setParent(made)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.preview.clear()


def test_a_form_is_looked_at_by_keys(card: PaperFormsCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.form.lineEdit(), "Doses and vital signs")
    qtbot.keyClicks(card.route.lineEdit(), "IV infusion")
    card.show_it.setFocus()
    qtbot.keyClick(card.show_it, Qt.Key.Key_Space)
    assert card.preview.isVisible()
    assert "IV infusion" in card.said.text()
    assert not card.preview.save_button.isVisible()


def test_there_is_no_client_to_put_on_a_form_of_the_shelf(card: PaperFormsCard) -> None:
    assert card.how.isHidden()


def test_a_form_that_is_none_is_refused_with_a_sentence(card: PaperFormsCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.form.lineEdit(), "Nothing like it")
    qtbot.keyClick(card.show_it, Qt.Key.Key_Space)
    assert "No form is chosen" in card.said.text()
    assert not card.preview.isVisible()
