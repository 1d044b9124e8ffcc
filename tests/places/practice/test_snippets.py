"""Short words are kept on a slip that loses nothing; what is refused says why, where it was typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.places.practice.place import PracticePlace
from kapdesk.places.practice.snippets import SnippetsCard
from kapdesk.services import settings, snippets, spelling
from kapdesk.services.record import Record
from kapdesk.ui.aids import aids
from kapdesk.ui.card import Row

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.rest()
    made.deleteLater()


def open_place(qtbot: QtBot, desk: Desk) -> PracticePlace:
    place = PracticePlace(desk)
    qtbot.addWidget(place)
    place.resize(1100, 700)
    place.load()
    place.show()
    return place


@pytest.fixture
def place(qtbot: QtBot, desk: Desk) -> PracticePlace:
    return open_place(qtbot, desk)


def press(qtbot: QtBot, card: SnippetsCard, name: str) -> None:
    button = next(one for one in card.findChildren(QPushButton) if one.accessibleName() == name)
    qtbot.mouseClick(button, LEFT)


def test_a_word_is_added_and_stands_ready_at_once(qtbot: QtBot, place: PracticePlace, record: Record) -> None:
    card = place.short_words.card
    press(qtbot, card, "Add a short word")
    qtbot.keyClicks(card.word, "sea")
    qtbot.keyClicks(card.text, "The sea, again")
    press(qtbot, card, "Keep word")
    assert snippets.one(record, "sea").text == "The sea, again"
    assert aids().snippets["sea"] == "The sea, again"
    assert not card.word.isVisible()
    assert card.draft() == ""


def test_a_double_is_refused_beside_what_was_typed(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    card = place.short_words.card
    press(qtbot, card, "Add a short word")
    qtbot.keyClicks(card.word, "quiet")
    qtbot.keyClicks(card.text, "something else")
    press(qtbot, card, "Keep word")
    assert "already" in card.sentence.text()
    assert (card.word.text(), card.text.text()) == ("quiet", "something else")
    assert not snippets.one(record, "quiet").own


def test_half_a_word_survives_leaving(qtbot: QtBot, place: PracticePlace, desk: Desk) -> None:
    card = place.short_words.card
    press(qtbot, card, "Add a short word")
    qtbot.keyClicks(card.word, "se")
    qtbot.keyClicks(card.text, "The s")
    assert place.leave()
    again = open_place(qtbot, desk).short_words.card
    assert (again.word.text(), again.text.text()) == ("se", "The s")
    assert again.word.isVisible()


def test_half_a_word_is_not_lost_to_another_that_is_opened(qtbot: QtBot, place: PracticePlace) -> None:
    card = place.short_words.card
    press(qtbot, card, "Add a short word")
    qtbot.keyClicks(card.word, "se")
    press(qtbot, card, "Change tears")
    assert card.word.text() == "se"
    assert "not kept yet" in card.sentence.text()
    card.word.clear()
    press(qtbot, card, "Change tears")
    assert card.word.text() == "tears"


def test_what_comes_with_kapdesk_is_put_away_and_back(
    qtbot: QtBot, place: PracticePlace, record: Record
) -> None:
    card = place.short_words.card
    assert not card.shipped_rows.isVisible()
    qtbot.mouseClick(card.all, LEFT)
    assert len(card.shipped_rows.findChildren(Row)) >= 20
    press(qtbot, card, "Put away quiet")
    assert "quiet" not in aids().snippets
    press(qtbot, card, "Put back quiet")
    assert "quiet" in snippets.in_use(record)


def test_a_shipped_text_is_changed_on_the_slip(qtbot: QtBot, place: PracticePlace, record: Record) -> None:
    card = place.short_words.card
    press(qtbot, card, "Change tears")
    assert card.text.text() == "{time} Tears. {|}"
    card.text.load("{time} Weeps. {|}")
    press(qtbot, card, "Keep word")
    assert snippets.one(record, "tears").text == "{time} Weeps. {|}"


def test_spelling_says_how_to_get_it_where_it_is_not_installed(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "is_installed", _no)
    card = open_place(qtbot, desk).spelling.card
    assert spelling.HOW in card.said.text()
    assert not card.languages.isVisible()


def _no() -> bool:
    return False


def test_the_dictionary_and_the_clinics_words_are_chosen(
    qtbot: QtBot, desk: Desk, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "is_installed", _yes)
    spelling.add_word(record, "Holloak")
    place = open_place(qtbot, desk)
    card = place.spelling.card
    assert card.languages.value() == "en"
    qtbot.mouseClick(card.languages.segments.buttons["en_GB"], LEFT)
    assert spelling.choice(record).language == "en_GB"
    card.in_session.click()
    assert not spelling.choice(record).in_session
    drop = next(one for one in card.findChildren(QPushButton) if one.accessibleName() == "Take out Holloak")
    qtbot.mouseClick(drop, LEFT)
    assert settings.get(record, spelling.WORDS) == ""


def _yes() -> bool:
    return True
