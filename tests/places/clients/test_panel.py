"""A client's sessions beside the list: one that was retracted says so, and nothing of a signature."""

from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.domain.signing import Of
from kapdesk.places.clients.panel import SessionsCard
from kapdesk.services.record import Record
from kapdesk.services.retractions import Gone
from tests.services.conftest import plan_day

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_a_retracted_session_says_when_and_why_in_place_of_signed(
    record: Record, clock: SetClock, qtbot: QtBot
) -> None:
    day = plan_day(record, clock)
    day.sign()
    card = SessionsCard((), str, str)
    qtbot.addWidget(card)
    card.show()
    card.show_sessions([day.head], record.zone)
    assert "signed" in _said(card)
    gone = Gone(Of.SESSION, day.session, record.now(), "the sister's day")
    card.show_sessions([day.head], record.zone, {day.session: gone, uuid4(): gone})
    assert "retracted 22-Nov-2026 09:00: the sister's day" in _said(card)
    assert "signed" not in _said(card)


def _said(card: SessionsCard) -> list[str]:
    return [label.text() for label in card.rows.findChildren(QLabel) if label.isVisible()]
