"""The work in the debrief: named by hand or from an insight, looked at again, never lost half typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.domain.insights import Level, Movement
from kapdesk.domain.work import Subtype, WorkStatus
from kapdesk.services import insights, notes, work
from kapdesk.services.notes import Owner
from kapdesk.tabs.debrief.working import WorkCard, WorkPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def card_of(room: Any) -> tuple[Any, WorkCard]:
    tab = room.open()
    return tab, room.page(tab).work_card


def panel_of(card: WorkCard) -> WorkPanel:
    row = next(iter(card.rows.values()))
    row.button.setChecked(True)
    assert row.panel is not None
    return row.panel


def pieces(room: Any) -> list[tuple[Movement, str, WorkStatus, str]]:
    found = work.of_session(room.record, room.session)
    return [(one.movement, one.statement, one.status, one.next_step) for one in found]


def test_a_piece_is_named_by_its_words_enter_and_its_movement(room: Any, qtbot: QtBot) -> None:
    _, card = card_of(room)
    card.composer.setFocus()
    qtbot.keyClicks(card.composer, "carrying the keys")
    qtbot.keyClick(card.composer, Qt.Key.Key_Return)
    button = card.movements.buttons["release"]
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pieces(room) == [(Movement.RELEASE, "carrying the keys", WorkStatus.NAMED, "")]
    assert card.composer.text() == ""
    assert card.composer.hasFocus()


def test_a_movement_pressed_without_words_asks_its_question_and_writes_nothing(room: Any) -> None:
    _, card = card_of(room)
    card.movements.buttons["restore"].click()
    assert "Tuesday" in card.said.text()
    assert pieces(room) == []
    assert card.composer.hasFocus()


def test_a_half_typed_piece_survives_the_leaving_of_the_tab(room: Any, qtbot: QtBot) -> None:
    tab, card = card_of(room)
    card.composer.setFocus()
    qtbot.keyClicks(card.composer, "carry")
    assert tab.leave()
    again, other = card_of(room)
    assert other.composer.text() == "carry"
    assert pieces(room) == []
    assert again.leave()


def test_f5_brings_the_marked_words_to_the_work(room: Any, qtbot: QtBot) -> None:
    tab, card = card_of(room)
    words = room.page(tab).words
    qtbot.keyClicks(words, "I can put it down.")
    qtbot.keyClick(words, Qt.Key.Key_F5)
    assert card.composer.hasFocus()
    assert card.composer.text() == "I can put it down."
    card.movements.buttons["process"].click()
    assert pieces(room)[0][:2] == (Movement.PROCESS, "I can put it down.")


def test_an_insight_is_taken_into_the_work_from_its_menu_with_its_levels(room: Any) -> None:
    made = insights.add(room.record, room.session, "I can put it down", levels=(Level.PERSONAL,)).item
    tab, card = card_of(room)
    row = room.page(tab).kept.rows[made]
    menu = row.menu()
    next(each for each in menu.actions() if "Release" in each.text().replace("&", "")).trigger()
    menu.deleteLater()
    (one,) = work.of_session(room.record, room.session)
    assert (one.movement, one.insight, one.levels) == (Movement.RELEASE, made, (Level.PERSONAL,))
    assert card.said.text() == "Taken into the work: release"


def test_an_insight_is_taken_into_the_work_where_it_is_sorted(room: Any) -> None:
    made = insights.add(room.record, room.session, "I can put it down").item
    tab, _ = card_of(room)
    row = room.page(tab).kept.rows[made]
    row.button.setChecked(True)
    assert not row.sorter.into_work.isEnabled()
    row.sorter.movement.segments.buttons["reclaim"].click()
    row.sorter.into_work.click()
    assert pieces(room)[0][:2] == (Movement.RECLAIM, "I can put it down")


def test_a_look_is_one_press_and_the_step_goes_with_it(room: Any, qtbot: QtBot) -> None:
    work.add(room.record, room.session, Movement.RELEASE, "the keys")
    tab, card = card_of(room)
    panel = panel_of(card)
    panel.step.setFocus()
    qtbot.keyClicks(panel.step, "leave one with Tom")
    assert tab.leave()  # written where it stands, as a look
    panel.status.segments.buttons["in progress"].click()
    assert pieces(room) == [(Movement.RELEASE, "the keys", WorkStatus.IN_PROGRESS, "leave one with Tom")]
    assert "in progress · leave one with Tom" in panel._history.text()
    owner = Owner(room.client, session=room.session)
    fields = [field for field in notes.texts(room.record, owner) if field.startswith("draft.step")]
    assert [notes.text(room.record, owner, field) for field in fields] == [""]


def test_the_standing_status_pressed_again_stays(room: Any) -> None:
    work.add(room.record, room.session, Movement.RELEASE, "the keys")
    _, card = card_of(room)
    panel = panel_of(card)
    panel.status.segments.buttons["named"].click()
    assert panel.status.value() == "named"
    assert len(work.of_session(room.record, room.session)[0].looks) == 1


def test_only_what_is_reclaimed_asks_when_it_was_lived(room: Any, qtbot: QtBot) -> None:
    work.add(room.record, room.session, Movement.RECLAIM, "singing")
    _, card = card_of(room)
    panel = panel_of(card)
    panel.subtype.segments.buttons["re-inhabited-role"].click()
    panel.lived.setFocus()
    qtbot.keyClicks(panel.lived, "2019")
    qtbot.keyClick(panel.lived, Qt.Key.Key_Return)
    (one,) = work.of_session(room.record, room.session)
    assert (one.subtype, one.last_lived) == (Subtype.ROLE, "2019")


def test_a_piece_is_struck_with_a_reason_and_stays_to_be_read(room: Any, qtbot: QtBot) -> None:
    work.add(room.record, room.session, Movement.RELEASE, "the keys")
    _, card = card_of(room)
    panel = panel_of(card)
    panel.line.button.click()
    qtbot.keyClicks(panel.line.reason, "misheard")
    qtbot.keyClick(panel.line.reason, Qt.Key.Key_Return)
    (one,) = work.of_session(room.record, room.session)
    assert one.struck_reason == "misheard"
    row = card.rows[one.id]
    assert row.row._second.text() == "struck through: misheard"
    assert row.button.isHidden()


def test_open_work_of_an_earlier_session_is_looked_at_in_a_later_one(room: Any) -> None:
    work.add(room.record, room.session, Movement.RELEASE, "the keys")
    done = work.add(room.record, room.session, Movement.RESTORE, "walks").item
    assert done is not None
    work.look(room.record, done, WorkStatus.SETTLED)
    room.sign()
    before = room.two_weeks_later()
    _, card = card_of(room)
    assert [row.item.statement for row in card.rows.values()] == ["the keys"]
    panel = panel_of(card)
    assert not panel.levels.isEnabled()
    panel.status.segments.buttons["settled"].click()
    one = next(each for each in work.of_session(room.record, before) if each.statement == "the keys")
    assert [look.session for look in one.looks] == [before, room.session]
    assert one.status is WorkStatus.SETTLED


def test_the_same_piece_twice_is_refused_beside_its_line_and_stays_typed(room: Any, qtbot: QtBot) -> None:
    work.add(room.record, room.session, Movement.RELEASE, "the keys")
    _, card = card_of(room)
    card.composer.setFocus()
    qtbot.keyClicks(card.composer, "The keys.")
    card.movements.buttons["release"].click()
    assert "already" in card.said.text()
    assert card.composer.text() == "The keys."
