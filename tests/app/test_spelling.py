"""What helps the hand that writes is there while the record is open, and nothing of it stays behind."""

import pytest
from app_stage import WAIT, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kapdesk.domain.snippets import check_word
from kapdesk.services import spelling
from kapdesk.ui.aids import aids
from kapdesk.ui.note import NoteEdit

pytest.importorskip("hunspell")
CTRL = Qt.KeyboardModifier.ControlModifier


def has_speller() -> bool:
    return aids().speller is not None


def has_none() -> bool:
    return aids().speller is None


def knows_holloak() -> bool:
    return aids().speller is not None and aids().speller.knows("Holloak")


def test_aids_come_with_the_record_rest_in_session_where_wished_and_go_with_the_lock(stage: Stage) -> None:
    desk = stage.house.desk
    stage.qtbot.waitUntil(has_speller, timeout=WAIT)
    assert not knows_holloak()
    assert aids().add_word is not None
    aids().add_word("Holloak")
    stage.qtbot.waitUntil(knows_holloak, timeout=WAIT)
    for word in aids().snippets:
        check_word(word)
    stage.go(stage.client_here(), "dosing")
    desk.do(stage.house, _resting)
    stage.qtbot.waitUntil(has_none, timeout=WAIT)
    stage.go(stage.house.chart, "debrief")
    words = stage.house.tabs["debrief"].notes["debrief.words"]
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_T, CTRL)
    assert words.text() == "09:00 "
    stage.program.window.act("lock")
    stage.qtbot.waitUntil(_nothing_is_left, timeout=WAIT)


def test_ctrl_t_of_the_window_goes_into_the_text_under_the_caret(stage: Stage) -> None:
    stage.go(stage.client_here(), "prepare")
    tab = stage.house.tabs["prepare"]
    note = next(note for note in tab.notes.values() if isinstance(note, NoteEdit) and note.isVisible())
    note.setFocus()
    stage.program.window.act("stamp")
    assert note.text() == "09:00 "


def _resting(record: object) -> object:
    return spelling.allow_in_session(record, allowed=False)  # pyright: ignore[reportArgumentType]


def _nothing_is_left() -> bool:
    found = aids()
    return not found.snippets and found.speller is None and found.clock is None and found.add_word is None
