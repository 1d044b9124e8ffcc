"""The body map of the debrief by pointer and by keys: pointed at, said, taken back, and never lost."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.services import body_map, checklists, notes
from kapdesk.services.notes import Owner
from kapdesk.tabs.debrief.body import BodyCard
from kapdesk.ui.body_map import BodyMap

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
HEART = "front.heart"


def opened(room: Any) -> tuple[Any, BodyCard, BodyMap]:
    tab = room.open()
    card = room.page(tab).body
    card.open()
    assert card.map is not None
    return tab, card, card.map


def stands(room: Any) -> list[tuple[str, str, str]]:
    found = body_map.marks(room.record, room.session)
    return [(one.region.item, one.sensation, one.change) for one in found if one.stands]


def test_the_figure_is_not_drawn_before_it_is_wanted(room: Any) -> None:
    card = room.page(room.open()).body
    assert card.map is None
    card.open()
    assert card.map is not None


def test_one_press_marks_a_place_and_the_keyboard_waits_for_its_words(room: Any, qtbot: QtBot) -> None:
    _, card, figure = opened(room)
    qtbot.mouseClick(figure.spots[HEART], Qt.MouseButton.LeftButton)
    assert stands(room) == [(HEART, "", "")]
    line = card.rows[HEART].sensation
    assert line.hasFocus()
    qtbot.keyClicks(line, "warm")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stands(room) == [(HEART, "warm", "")]
    assert figure.spots[HEART].accessibleDescription() == "warm"


def test_it_is_done_by_keys_alone_from_the_figure_to_the_words(room: Any, qtbot: QtBot) -> None:
    _, card, figure = opened(room)
    assert figure.spots["front.head"].hasFocus()
    qtbot.keyClick(figure.spots["front.head"], Qt.Key.Key_Down)
    qtbot.keyClick(figure.spots["front.face"], Qt.Key.Key_Return)
    row = card.rows["front.face"]
    qtbot.keyClicks(row.sensation, "soft")
    qtbot.keyClick(row.sensation, Qt.Key.Key_Tab)
    assert row.change.hasFocus()
    qtbot.keyClicks(row.change, "less tight")
    qtbot.keyClick(row.change, Qt.Key.Key_Return)
    assert stands(room) == [("front.face", "soft", "less tight")]


def test_a_place_is_chosen_by_its_name_without_the_figure(room: Any) -> None:
    _, card, _ = opened(room)
    card.places.activated.emit(card.places.findText("Neck, back"))
    assert stands(room) == [("back.neck", "", "")]
    assert card.rows["back.neck"].sensation.hasFocus()


def test_words_that_were_not_sent_are_in_the_record_when_the_tab_is_left(room: Any, qtbot: QtBot) -> None:
    tab, card, figure = opened(room)
    figure.spots[HEART].click()
    qtbot.keyClicks(card.rows[HEART].sensation, "warm")
    assert tab.leave()
    assert stands(room) == [(HEART, "warm", "")]
    owner = Owner(room.client, session=room.session)
    assert notes.text(room.record, owner, body_map.DRAFT + HEART) == ""


def test_words_that_were_begun_come_back_after_a_crash(room: Any) -> None:
    body_map.mark(room.record, room.session, HEART, "warm")
    owner = Owner(room.client, session=room.session)
    notes.write(room.record, owner, body_map.DRAFT + HEART, "warm and wi")
    _, card, _ = opened(room)
    assert card.rows[HEART].sensation.text() == "warm and wi"
    assert stands(room) == [(HEART, "warm", "")]


def test_a_place_taken_back_stays_to_be_read(room: Any, qtbot: QtBot) -> None:
    body_map.mark(room.record, room.session, HEART, "warm")
    _, card, figure = opened(room)
    qtbot.keyClick(figure.spots[HEART], Qt.Key.Key_Delete)
    assert stands(room) == []
    assert not figure.spots[HEART].isChecked()
    assert card.rows[HEART]._gone.text() == "taken back at 09:00: “warm”"
    figure.spots[HEART].click()
    assert stands(room) == [(HEART, "", "")]
    assert len(checklists.history(room.record, room.session, "body-map")) == 3


def test_words_typed_just_before_it_is_taken_back_are_kept_too(room: Any, qtbot: QtBot) -> None:
    _, card, figure = opened(room)
    figure.spots[HEART].click()
    qtbot.keyClicks(card.rows[HEART].sensation, "cold")
    card.rows[HEART].take_back.click()
    said = [one.value for one in checklists.history(room.record, room.session, "body-map")]
    assert said == ["", "cold", None]


def test_the_body_counts_among_the_levels_and_what_is_left_out_is_named(room: Any) -> None:
    tab, card, figure = opened(room)
    page = room.page(tab)
    assert page.touched.left_out() == ""
    figure.spots[HEART].click()
    assert page.touched.left_out() == (
        "Not mentioned yet: their own story, something larger than themselves."
    )
    card.rows[HEART].levels.segments.buttons["personal"].click()
    assert page.touched.left_out() == "Not mentioned yet: something larger than themselves."


def test_a_signed_map_is_read_and_not_changed(room: Any) -> None:
    body_map.mark(room.record, room.session, HEART, "warm")
    room.sign()
    _, card, figure = opened(room)
    assert not figure.spots[HEART].isEnabled()
    assert card.rows[HEART].sensation.isReadOnly()
    assert card.rows[HEART].take_back.isHidden()
    assert card.rows[HEART].sensation.text() == "warm"


def test_the_refusal_of_a_mark_is_said_on_the_map(room: Any) -> None:
    _, card, figure = opened(room)
    room.sign()
    figure.spots[HEART].click()
    assert "signed" in card.refusal.text()
    assert not figure.spots[HEART].isChecked()
