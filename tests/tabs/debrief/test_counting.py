"""Questionnaires about the journey are kept by name and total, with when and by whom, and no word of them."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.services import measures

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def card_of(room: Any) -> tuple[Any, Any]:
    tab = room.open()
    card = room.page(tab).experience
    card.button.setChecked(True)
    return tab, card


def test_a_total_within_its_range_is_recorded_for_this_session(room: Any, qtbot: QtBot) -> None:
    _, card = card_of(room)
    card.names.segments.buttons["total:ceq"].click()
    assert card._range.text() == "CEQ, sum of 26 items: 0 to 130"
    qtbot.keyClicks(card.total, "41")
    qtbot.keyClick(card.total, Qt.Key.Key_Return)
    (one,) = measures.of_client(room.record, room.client)
    assert (one.instrument, one.total, one.session, one.answers) == ("total:ceq", 41, room.session, {})
    assert card._recorded.text() == "CEQ, sum of 26 items: 41 · 09:00 · J. Adler, LMFT"
    assert (card.names.value(), card.total.text()) == (None, "")


@pytest.mark.parametrize(("form", "typed", "words"), [
    ("total:piq", "116", "0 to 115"),
    ("total:meq-30", "many", "no number"),
    ("", "12", "not on the list"),
])  # fmt: skip
def test_what_cannot_be_recorded_is_said_and_stays_typed(
    room: Any, qtbot: QtBot, form: str, typed: str, words: str
) -> None:
    _, card = card_of(room)
    if form:
        card.names.segments.buttons[form].click()
    qtbot.keyClicks(card.total, typed)
    card.record.click()
    assert words in card.said.text()
    assert card.total.text() == typed
    assert measures.of_client(room.record, room.client) == ()


def test_a_total_that_was_begun_comes_back(room: Any, qtbot: QtBot) -> None:
    tab, card = card_of(room)
    card.names.segments.buttons["total:ebi"].click()
    qtbot.keyClicks(card.total, "6")
    assert tab.leave()
    again = room.page(room.open()).experience
    assert (again.names.value(), again.total.text(), again.button.isChecked()) == ("total:ebi", "6", True)
