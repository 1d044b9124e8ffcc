"""Over the shoulder: names and pictures are chosen here, count at once, and are said plainly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.places.practice.discretion import DiscretionCard
from kapdesk.services import privacy
from kapdesk.services.privacy import Names
from kapdesk.services.record import Record

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def card(qtbot: QtBot, record: Record) -> DiscretionCard:
    desk = Desk(record)
    made = DiscretionCard(desk, desk)
    qtbot.addWidget(made)
    made.resize(420, 400)
    made.load()
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(qtbot: QtBot, card: DiscretionCard, option: str) -> None:
    bars = {**card.names.segments.buttons, **card.capture.segments.buttons}
    qtbot.keyClick(bars[option], Qt.Key.Key_Space)


def test_it_begins_with_full_names_and_pictures_kept_out(card: DiscretionCard) -> None:
    assert card.names.value() == Names.FULL
    assert card.capture.value() == "barred"


def test_a_choice_is_in_the_record_at_once(qtbot: QtBot, card: DiscretionCard, record: Record) -> None:
    choose(qtbot, card, Names.IN_SESSION_CODES)
    choose(qtbot, card, "allowed")
    assert privacy.names(record) is Names.IN_SESSION_CODES
    assert not privacy.bars_capture(record)


def test_a_choice_taken_back_is_full_names_and_pictures_kept_out(
    qtbot: QtBot, card: DiscretionCard, record: Record
) -> None:
    for option in (Names.CODES, Names.CODES, "allowed", "allowed"):
        choose(qtbot, card, option)
    assert privacy.names(record) is Names.FULL
    assert privacy.bars_capture(record)
    assert card.names.value() == Names.FULL
    assert card.capture.value() == "barred"


def test_a_system_that_offers_nothing_is_named_as_such(card: DiscretionCard) -> None:
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "This system offers no way" in said
