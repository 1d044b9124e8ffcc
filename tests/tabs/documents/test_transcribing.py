"""A sheet of paper is typed in, kept while it is typed, and taken over by keys."""

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.sessions import SessionState
from kapdesk.services import notes, sessions, timeline, transcriptions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.tabs.documents.tab import DocumentsTab
from kapdesk.tabs.documents.transcribing import DRAFT
from tests.services.conftest import DosingDay, plan_day


@pytest.fixture
def paper(record: Record, clock: SetClock) -> DosingDay:
    day = plan_day(record, clock)
    clock.at += timedelta(hours=10)
    return day


def open_tab(day: DosingDay, qtbot: QtBot) -> DocumentsTab:
    desk = Desk(day.record)
    made = DocumentsTab(desk, Chart(day.client, day.session))
    desk.setParent(made)
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.load()
    made.show()
    return made


@pytest.fixture
def tab(paper: DosingDay, qtbot: QtBot) -> Iterator[DocumentsTab]:
    made = open_tab(paper, qtbot)
    yield made
    made.close_down()


def type_into(qtbot: QtBot, part: QWidget, text: str) -> None:
    part.setFocus(Qt.FocusReason.TabFocusReason)
    inner = cast("QWidget | None", part.findChild(QLineEdit))
    line = part if inner is None else inner
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab if inner is None else Qt.Key.Key_Return)


def begin(tab: DocumentsTab, qtbot: QtBot, sheet: str) -> None:
    card = tab.on_paper.card
    if not card.button.isChecked():
        press(qtbot, card.button)
    type_into(qtbot, card.which, sheet)
    type_into(qtbot, card.head.parts["by"], "N. Rowe, RN")
    type_into(qtbot, card.head.parts["role"], "nurse")
    type_into(qtbot, card.head.parts["day"], "22-Nov-2026")


def press(qtbot: QtBot, button: QWidget) -> None:
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def a_moment(tab: DocumentsTab, qtbot: QtBot, at: str, words: str) -> None:
    form = tab.on_paper.card.form
    assert form is not None
    assert form.line is not None
    parts = form.line.slip.parts
    type_into(qtbot, parts["at"], at)
    voice = parts["voice"]
    press(qtbot, voice.segments.buttons["client"])  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType] - a bar of choices
    type_into(qtbot, parts["words"], words)
    press(qtbot, form.add)


def test_the_card_is_one_line_until_it_is_wanted_or_a_sheet_is_begun(
    tab: DocumentsTab, paper: DosingDay, qtbot: QtBot
) -> None:
    card = tab.on_paper.card
    assert not card.which.isVisible()
    assert card.height() < 2 * card.button.height()
    assert card.button.accessibleName() == "Open: Transcribed from paper"
    tab.set_caret("transcribing", 0)
    assert card.which.isVisible()
    begin(tab, qtbot, "Timeline")
    a_moment(tab, qtbot, "10:31", "so quiet")
    press(qtbot, card.button)
    assert not card.which.isVisible()
    tab.autosave.flush()
    again = open_tab(paper, qtbot)
    assert again.on_paper.card.which.isVisible()
    press(qtbot, again.on_paper.card.take)
    press(qtbot, again.on_paper.card.button)
    assert again.on_paper.card._subtitle.text() == "1 sheet taken over"
    again.close_down()


def test_a_timeline_on_paper_is_taken_over_by_keys(tab: DocumentsTab, paper: DosingDay, qtbot: QtBot) -> None:
    begin(tab, qtbot, "Timeline")
    a_moment(tab, qtbot, "10:31", "so quiet")
    a_moment(tab, qtbot, "10:20", "a staircase")
    press(qtbot, tab.on_paper.card.take)
    seen = timeline.of_session(paper.record, paper.session)
    assert [one.text for one in seen] == ["a staircase", "so quiet"]
    assert "2 moments" in tab.on_paper.card.said.text()
    assert notes.text(paper.record, Owner(paper.client, session=paper.session), DRAFT) == ""
    (taken,) = transcriptions.of_session(paper.record, paper.session)
    assert (taken.filled_by, taken.entries) == ("N. Rowe, RN", 2)


def test_nothing_typed_is_lost_when_the_tab_is_closed(paper: DosingDay, qtbot: QtBot) -> None:
    first = open_tab(paper, qtbot)
    begin(first, qtbot, "Timeline")
    a_moment(first, qtbot, "10:31", "so quiet")
    form = first.on_paper.card.form
    assert form is not None
    assert form.line is not None
    type_into(qtbot, form.line.slip.parts["words"], "half a li")
    first.autosave.flush()
    first.close_down()
    first.hide()
    again = open_tab(paper, qtbot)
    card = again.on_paper.card
    assert card.head.text("by") == "N. Rowe, RN"
    assert card.form is not None
    assert card.form.line is not None
    assert [dict(one.parts) for one in card.form.lines] == [
        {"at": "10:31", "voice": "client", "words": "so quiet"}
    ]
    assert card.form.line.texts() == {"words": "half a li"}
    again.close_down()


def test_another_sheet_keeps_what_was_typed_on_the_first(tab: DocumentsTab, qtbot: QtBot) -> None:
    begin(tab, qtbot, "Timeline")
    a_moment(tab, qtbot, "10:31", "so quiet")
    card = tab.on_paper.card
    card.which.setEditText("Arrival check")
    assert card.form is not None
    assert card.form.sheet.key == "arrival"
    card.which.setEditText("Timeline")
    assert [one.parts["words"] for one in card.form.lines] == ["so quiet"]


def test_a_refusal_stands_beside_the_sheet_and_everything_stays(
    tab: DocumentsTab, paper: DosingDay, qtbot: QtBot
) -> None:
    begin(tab, qtbot, "Timeline")
    a_moment(tab, qtbot, "23:31", "so quiet")
    press(qtbot, tab.on_paper.card.take)
    assert "still to come" in tab.on_paper.card.said.text()
    assert timeline.of_session(paper.record, paper.session) == ()
    form = tab.on_paper.card.form
    assert form is not None
    press(qtbot, form.outs[0])
    assert form.line is not None
    assert form.line.texts() == {"at": "23:31", "voice": "client", "words": "so quiet"}


def test_a_line_that_was_not_added_is_not_forgotten(
    tab: DocumentsTab, paper: DosingDay, qtbot: QtBot
) -> None:
    begin(tab, qtbot, "Timeline")
    form = tab.on_paper.card.form
    assert form is not None
    assert form.line is not None
    type_into(qtbot, form.line.slip.parts["words"], "so quiet")
    press(qtbot, tab.on_paper.card.take)
    assert "not added" in tab.on_paper.card.said.text()
    assert transcriptions.of_session(paper.record, paper.session) == ()


def test_an_arrival_on_paper_opens_the_session_at_its_own_time(
    tab: DocumentsTab, paper: DosingDay, qtbot: QtBot
) -> None:
    begin(tab, qtbot, "Arrival check")
    card = tab.on_paper.card
    assert card.form is not None
    type_into(qtbot, card.head.parts["at"], "9:10")
    type_into(qtbot, card.form.places.slip.parts["arrived-at"], "9:00")
    type_into(qtbot, card.form.places.slip.parts["escort-name"], "Ivo Mor")
    press(qtbot, card.take)
    head = sessions.head(paper.record, paper.session)
    assert head.state is SessionState.ARRIVED
    assert head.opened_at is not None
    assert head.opened_at < paper.now - timedelta(hours=9)


def test_a_signed_session_offers_nothing_to_take_over(paper: DosingDay, qtbot: QtBot) -> None:
    paper.sign()
    tab = open_tab(paper, qtbot)
    assert not tab.on_paper.card.take.isEnabled()
    assert "signed" in tab.on_paper.card.said.text()
    tab.close_down()


def test_a_blank_form_is_looked_at_like_a_document(tab: DocumentsTab, qtbot: QtBot) -> None:
    type_into(qtbot, tab.on_paper.blank.form, "Doses and vital signs")
    assert not tab.on_paper.blank.of.isHidden()
    type_into(qtbot, tab.on_paper.blank.route, "IM injection")
    press(qtbot, tab.on_paper.blank.show_it)
    qtbot.waitUntil(tab.shown.preview.print_button.isEnabled, timeout=10_000)
    assert tab.caret()[0] == "blank.doses.im.nobody"
    tab.set_caret("blank.timeline.any.named", 0)
    qtbot.waitUntil(tab.shown.preview.print_button.isEnabled, timeout=10_000)


def test_a_form_nobody_chose_is_asked_for(tab: DocumentsTab, qtbot: QtBot) -> None:
    press(qtbot, tab.on_paper.blank.show_it)
    assert "No form is chosen" in tab.on_paper.blank.said.text()
