"""Calling says it where another way than the agreed one is chosen."""

from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kapdesk.domain.contacts import Channel
from kapdesk.domain.errors import Refused
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


def test_a_call_names_the_open_task_it_answers_and_none_is_chosen_beforehand(qtbot: QtBot) -> None:
    slip = ContactSlip(str, str)
    card = OutreachCard(slip)
    qtbot.addWidget(card)
    card.show()
    card.open.click()
    slip.show_answerable(())
    assert not slip.task.isVisible()
    first, second = uuid4(), uuid4()
    slip.show_answerable(((first, "Call."), (second, "Call.")))
    assert slip.task.isVisible()
    assert (slip.task.currentText(), slip.answers()) == ("", None)
    assert slip.task.accessibleName() == "Open task this answers"
    qtbot.keyClicks(slip.task.lineEdit(), "Call. (2)")
    assert slip.answers() == second
    draft = slip.slip.draft()
    slip.slip.clear()
    assert slip.answers() is None
    slip.slip.restore(draft)
    slip.show_answerable(((first, "Call."), (second, "Call.")))
    assert slip.answers() == second
    slip.task.setEditText("something of my own")
    with pytest.raises(Refused, match="none of those that are open"):
        slip.answers()
