"""Words of the journey are kept where they stand: by one key on the moment, or from its menu."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.domain.insights import Kind
from kapdesk.domain.timeline import Voice
from kapdesk.services import insights, timeline


@pytest.fixture
def journey(stage: Any) -> Any:
    """The journey list of an open tab, with one moment of each voice, the client's the newest."""
    stage.dose()
    timeline.write(stage.record, stage.session, Voice.OBSERVER, "smiles")
    stage.clock.move(minutes=1)
    timeline.write(stage.record, stage.session, Voice.CLIENT, "the sea is warm")
    return stage.day(stage.open()).journey


def kept(stage: Any) -> list[tuple[Kind, str, str]]:
    return [(one.kind, one.text, one.taken_from) for one in insights.of_session(stage.record, stage.session)]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (Qt.Key.Key_F6, Kind.INSIGHT),
        (Qt.Key.Key_F7, Kind.HELD_QUESTION),
        (Qt.Key.Key_F8, Kind.READ_BACK),
    ],
)
def test_one_key_keeps_the_clients_words_with_the_moment_they_come_from(
    stage: Any, journey: Any, qtbot: QtBot, key: Qt.Key, kind: Kind
) -> None:
    journey.card.list.setFocus()
    qtbot.keyClick(journey.card.list, key)
    assert kept(stage) == [(kind, "the sea is warm", "timeline")]
    (one,) = insights.of_session(stage.record, stage.session)
    assert one.taken_from_id == journey.card.list.key()
    assert "09:" in journey.card.sentence.text()
    assert journey.card.list.hasFocus()


def test_the_observers_words_become_a_theme_and_are_never_read_back(
    stage: Any, journey: Any, qtbot: QtBot
) -> None:
    listed = journey.card.list
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Up)
    qtbot.keyClick(listed, Qt.Key.Key_F8)
    assert kept(stage) == []
    assert "observer" in journey.card.sentence.text()
    qtbot.keyClick(listed, Qt.Key.Key_F6)
    assert kept(stage) == [(Kind.THEME, "smiles", "timeline")]


def test_the_menu_of_a_moment_offers_the_same(stage: Any, journey: Any) -> None:
    journey.card.list.setFocus()
    menu = journey.card.list.menu()
    held = next(action for action in menu.actions() if action.text().endswith("F7"))
    held.trigger()
    menu.deleteLater()
    assert kept(stage) == [(Kind.HELD_QUESTION, "the sea is warm", "timeline")]
