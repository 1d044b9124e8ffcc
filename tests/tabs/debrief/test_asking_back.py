"""What was said last time is read back in the next session; the first words stay beside the new ones."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Go
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import Verdict
from kapdesk.services import insights, read_back
from kapdesk.services.notes import Owner

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
PHRASE = "she never locked the door"


def said(room: Any, text: str = PHRASE, kind: Kind = Kind.READ_BACK) -> Any:
    return insights.add(room.record, room.session, text, kind=kind).item


def test_nothing_is_read_back_in_a_first_session(room: Any) -> None:
    said(room)
    assert room.page(room.open()).last_time.isHidden()


def test_a_phrase_of_last_time_is_corrected_in_the_clients_words(room: Any, qtbot: QtBot) -> None:
    words = said(room)
    room.two_weeks_later()
    tab = room.open()
    card = room.page(tab).last_time
    row = card.rows[words]
    assert row.verdict.value() is None
    assert row.words.isHidden() or not row.words.isVisible()
    row.verdict.segments.buttons["corrected"].click()
    assert row.words.hasFocus()
    qtbot.keyClicks(row.words, "I locked it myself")
    assert tab.leave()
    (one,) = read_back.from_last_time(room.record, room.client, room.session)
    assert (one.insight.text, one.verdict, one.words) == (
        PHRASE, Verdict.CORRECTED, "I locked it myself",
    )  # fmt: skip
    assert row.row._name.text() == f"“{PHRASE}”"


def test_what_was_answered_here_stays_in_sight_and_can_be_taken_back(room: Any) -> None:
    words = said(room)
    room.two_weeks_later()
    tab = room.open()
    buttons = room.page(tab).last_time.rows[words].verdict.segments.buttons
    buttons["withdrawn"].click()
    tab.load()
    assert room.page(tab).last_time.rows[words].verdict.value() == "withdrawn"
    buttons["withdrawn"].click()
    (one,) = read_back.from_last_time(room.record, room.client, room.session)
    assert one.waits


def test_a_withdrawn_phrase_says_so_in_the_session_it_was_said_in(room: Any) -> None:
    words = said(room)
    before = room.two_weeks_later()
    read_back.say(room.record, Owner(room.client, session=room.session), words, Verdict.WITHDRAWN)
    room.session = before
    page = room.page(room.open())
    assert page.phrases.rows[words].row._second.text().endswith("withdrawn by the client on 06-Dec-2026")


def test_the_same_words_lead_to_where_they_were_said_first(room: Any, qtbot: QtBot) -> None:
    said(room, "I can put it down", Kind.INSIGHT)
    before = room.two_weeks_later()
    again = said(room, "“I can put it down.”", Kind.INSIGHT)
    row = room.page(room.open()).kept.rows[again]
    assert row.first.text() == "First said: session 1"
    with qtbot.waitSignal(room.desk.asked) as asked:
        qtbot.mouseClick(row.first, Qt.MouseButton.LeftButton)
    assert asked.args == [Go(chart=Chart(room.client, before), tab="debrief")]
