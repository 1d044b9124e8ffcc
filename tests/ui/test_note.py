"""Notes: one document each, words only, and nothing that announces itself when it is loaded."""

from collections.abc import Hashable
from functools import partial
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.autosave import Autosave
from kapdesk.ui.note import Composer, LineNote, NoteEdit, NoteField, Voice
from kapdesk.ui.note_edit import broken


@pytest.fixture
def note(qtbot: QtBot) -> NoteEdit:
    made = NoteEdit("In their words", "first this")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_loaded_text_is_not_announced_and_cannot_be_undone(qtbot: QtBot, note: NoteEdit) -> None:
    with qtbot.assertNotEmitted(note.edited):
        note.load("It was the hallway.")
    assert note.text() == "It was the hallway."
    note.undo()
    assert note.text() == "It was the hallway."


def test_undo_never_reaches_into_another_note(qtbot: QtBot, note: NoteEdit) -> None:
    note.load("A")
    qtbot.keyClicks(note, "aaa")
    note.load("B")
    for _ in range(20):
        note.undo()
    assert note.text() == "B"
    assert not note.document_in_use.isUndoAvailable()


def test_a_reader_stays_with_the_note_it_was_loaded_for(qtbot: QtBot, note: NoteEdit) -> None:
    first = note.load("A")
    note.set_caret(1)
    qtbot.keyClicks(note, " and more")
    second = note.load("B")
    assert first() == "A and more"
    assert second() == "B"


def test_a_reader_outlives_the_window(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    note = NoteEdit()
    column.addWidget(note)
    read = note.load("kept")
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    assert read() == "kept"


def test_typing_is_announced(qtbot: QtBot, note: NoteEdit) -> None:
    with qtbot.waitSignal(note.edited):
        qtbot.keyClicks(note, "w")


def test_dressing_the_note_is_not_typing(qtbot: QtBot, note: NoteEdit) -> None:
    note.load("warm")
    with qtbot.assertNotEmitted(note.edited):
        note.set_voice(Voice.CLIENT)
        note.set_caret(2)
        note.setFont(QApplication.font())
    assert note.caret() == 2
    assert note.voice() is Voice.CLIENT


def test_tab_moves_on_and_writes_nothing(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = NoteEdit(), NoteEdit()
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    with qtbot.waitSignal(first.left):
        qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus)
    assert first.text() == ""


def test_ctrl_t_puts_in_the_time_and_one_undo_takes_it_out(qtbot: QtBot, note: NoteEdit) -> None:
    note.set_stamp(_stamp)
    qtbot.keyClick(note, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert note.text() == "10:44 "
    note.undo()
    assert note.text() == ""


def _stamp() -> str:
    return "10:44"


def test_pasted_words_come_without_their_looks(note: NoteEdit) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold\r\nand next")
    note.insertFromMimeData(data)
    assert note.text() == "bold\nand next"


def test_a_copied_passage_is_words_only(note: NoteEdit) -> None:
    note.load("the red door")
    note.selectAll()
    data = note.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]
    assert data.text() == "the red door"


@pytest.mark.parametrize("word", ["sea ", "møre ", "x", "海"])
def test_a_long_pasted_paragraph_is_broken_into_blocks_of_two_kilobytes(note: NoteEdit, word: str) -> None:
    data = QMimeData()
    data.setText(word * 9000)
    note.insertFromMimeData(data)
    blocks = note.text().split("\n")
    assert all(len(block.encode()) <= 2000 for block in blocks)
    assert "".join(blocks).replace(" ", "") == (word * 9000).replace(" ", "")


def test_a_short_paragraph_is_left_whole() -> None:
    assert broken("a b c") == ["a b c"]
    assert broken("") == [""]


def test_the_menu_offers_nothing_that_leaves_the_room(note: NoteEdit) -> None:
    names = [action.text().replace("&", "") for action in note.menu().actions()]
    assert names == ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"]


def test_a_growing_note_is_as_high_as_its_text(qtbot: QtBot) -> None:
    note = NoteEdit(lines=2, grows=True)
    qtbot.addWidget(note)
    note.show()
    low = note.minimumHeight()
    note.load("line\n" * 20)
    assert note.minimumHeight() > low * 4
    note.load("line")
    assert note.minimumHeight() == low


def test_a_line_note_stays_one_line(qtbot: QtBot) -> None:
    line = LineNote("Message to self")
    qtbot.addWidget(line)
    line.show()
    data = QMimeData()
    data.setText("two\nlines")
    line.insertFromMimeData(data)
    with qtbot.waitSignal(line.entered):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "two lines"


def test_enter_sends_the_words_on_and_they_stay_until_taken(qtbot: QtBot) -> None:
    composer = Composer("Moment")
    qtbot.addWidget(composer)
    composer.show()
    read = composer.load("")
    qtbot.keyClicks(composer, "it is warm")
    with qtbot.waitSignal(composer.composed) as told:
        qtbot.keyClick(composer, Qt.Key.Key_Return)
    assert told.args == ["it is warm"]
    assert composer.text() == "it is warm"
    with qtbot.waitSignal(composer.edited):
        composer.taken()
    assert read() == ""
    composer.undo()
    assert composer.text() == ""


def test_shift_enter_starts_a_line_and_an_empty_field_sends_nothing(qtbot: QtBot) -> None:
    composer = Composer()
    qtbot.addWidget(composer)
    composer.show()
    with qtbot.assertNotEmitted(composer.composed):
        qtbot.keyClick(composer, Qt.Key.Key_Return)
        qtbot.keyClick(composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert composer.text() == "\n"


def test_a_field_says_its_name_its_voice_and_its_prompt(qtbot: QtBot) -> None:
    field = NoteField("Most alive moment", "a few words are enough", voice=Voice.CLIENT, required=True)
    qtbot.addWidget(field)
    field.show()
    assert field.note.accessibleName() == "Most alive moment"
    assert field.note.accessibleDescription() == "Client’s words. a few words are enough"
    assert field._label.text() == "Most alive moment (required)"
    assert field._label.buddy() is field.note


@pytest.mark.usefixtures("dressed")
def test_lines_have_air_and_the_caret_is_found_where_it_is_put(qtbot: QtBot) -> None:
    note = NoteEdit()
    qtbot.addWidget(note)
    note.resize(400, 300)
    with qtbot.waitExposed(note):
        note.show()
    note.load("the sea comes in under the door and it is warm\n" * 40)
    tops: set[int] = set()
    for position in range(0, len(note.text()) + 1, 11):
        note.set_caret(position)
        note.ensureCursorVisible()
        at = note.cursorRect()
        assert note.viewport().rect().contains(at.center())
        assert note.cursorForPosition(at.center()).position() == position
        if not note.verticalScrollBar().value():
            tops.add(at.top())
    steps = sorted(tops)
    assert {b - a for a, b in pairwise(steps)} == {26}


@pytest.mark.usefixtures("dressed")
def test_typing_keeps_the_air_between_the_lines(qtbot: QtBot) -> None:
    note = NoteEdit()
    qtbot.addWidget(note)
    note.resize(300, 300)
    with qtbot.waitExposed(note):
        note.show()
    qtbot.keyClicks(note, "the sea comes in under the door and it is warm and wide")
    bottom = note.cursorRect().top()
    note.set_caret(0)
    lines = round((bottom - note.cursorRect().top()) / 26)
    assert lines >= 1
    assert bottom - note.cursorRect().top() == 26 * lines


def test_a_sentence_is_kept_when_another_note_is_shown_mid_typing(qtbot: QtBot, note: NoteEdit) -> None:
    written: dict[Hashable, str] = {}

    def save(key: Hashable, text: str, _revision: UUID) -> bool:
        written[key] = text
        return True

    keeper = Autosave(save)
    read = note.load("A")
    note.set_caret(1)
    note.edited.connect(partial(keeper.touched, "a", read))
    qtbot.keyClicks(note, " and the se")
    note.edited.disconnect()
    note.load("B")
    assert keeper.flush()
    assert written == {"a": "A and the se"}


def test_a_question_over_a_note_stands_in_one_line_where_there_is_room_and_wraps_where_not(
    qtbot: QtBot,
) -> None:
    question = NoteField("Who is with you tonight, and what will you do if it gets hard?")
    qtbot.addWidget(question)
    assert question.minimumSizeHint().width() < 300
    name = question.findChildren(QLabel)[0]
    heights: list[int] = []
    for wide in (900, 260):
        question.resize(wide, 200)
        with qtbot.waitExposed(question):
            question.show()
        heights.append(name.height() // name.fontMetrics().lineSpacing())
        question.hide()
    assert heights[0] == 1
    assert heights[1] > 1
