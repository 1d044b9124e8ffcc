"""Calling says it where another way than the agreed one is chosen."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kapdesk.domain.contacts import Channel
from kapdesk.tabs.integration.outreach import ContactSlip, OutreachCard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_another_channel_than_the_agreed_one_is_said_and_stops_nobody(qtbot: QtBot) -> None:
    slip = ContactSlip(str, str)
    card = OutreachCard(slip)
    qtbot.addWidget(card)
    card.show_safe("e-mail; leave no message", recorded=True)
    slip.slip.show_texts({"channel": Channel.PHONE.value})
    slip.slip.edited.emit()
    assert not card._other_way.isHidden()
    assert "e-mail" in card._other_way.text()
    slip.slip.show_texts({"channel": Channel.EMAIL.value})
    slip.slip.edited.emit()
    assert card._other_way.isHidden()


def test_words_for_a_call_are_there_on_request(qtbot: QtBot) -> None:
    card = OutreachCard(ContactSlip(str, str), [("When somebody answers", "Say your own name first.")])
    qtbot.addWidget(card)
    card.show()
    said = next(label for label in card.findChildren(QLabel) if "own name first" in label.text())
    assert not said.isVisible()
    card.prompts.click()
    assert said.isVisible()
