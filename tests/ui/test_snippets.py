"""Short words: a list that steals nothing, one undo back to what was typed, and a mark until confirmed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.domain.snippets import Passage
from kapdesk.domain.stamps import Stamp
from kapdesk.ui.aids import aids
from kapdesk.ui.note import Composer, LineNote, NoteEdit
from kapdesk.ui.secret import SecretField

NOW = Stamp("10:44", "T+00:42", "22-Nov-2026")
CTRL = Qt.KeyboardModifier.ControlModifier


class Room(QWidget):
    """A screen that tells the time."""

    def moment(self) -> Stamp:
        return NOW


@pytest.fixture(autouse=True)
def words(dressed: QApplication) -> Iterator[None]:
    aids().snippets = {
        "quiet": "{time} Lying quietly. {|}",
        "quick": "Quick breath",
        "q": "quest",
        "dap": "Data: {|}\n\nPlan: ",
        "sea": "🌊 the sea",
    }
    yield
    aids().rest()
    _rooms.clear()


_rooms: list[QWidget] = []


@pytest.fixture
def note(qtbot: QtBot) -> NoteEdit:
    return shown(qtbot, NoteEdit("In their words"))


def shown(qtbot: QtBot, note: NoteEdit) -> NoteEdit:
    room = Room()
    _rooms.append(room)  # a test holds on to the note alone
    column = QVBoxLayout(room)
    column.addWidget(note)
    qtbot.addWidget(room)
    room.resize(600, 400)
    with qtbot.waitExposed(room):
        room.show()
    room.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    return note


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_short_word_becomes_its_passage_by_space_enter_or_tab(
    qtbot: QtBot, note: NoteEdit, key: Qt.Key
) -> None:
    note.insert_as_one("🌊 and ")
    qtbot.keyClicks(note, ";quiet")
    qtbot.keyClick(note, key)
    assert note.text() == "🌊 and 10:44 Lying quietly. "
    assert note.hasFocus()
    qtbot.keyClicks(note, "warm")
    assert note.text() == "🌊 and 10:44 Lying quietly. warm"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_one_undo_gives_back_what_was_typed_and_leaves_it_alone(
    qtbot: QtBot, note: NoteEdit, key: Qt.Key
) -> None:
    qtbot.keyClicks(note, "a ;quiet")
    qtbot.keyClick(note, key)
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    typed = note.text()
    assert typed == ("a ;quiet " if key is Qt.Key.Key_Space else "a ;quiet")
    if key is not Qt.Key.Key_Space:
        qtbot.keyClick(note, Qt.Key.Key_Space)
    assert note.text() == "a ;quiet "
    for _ in range(20):
        note.undo()
    assert note.text() == ""


def test_the_space_stays_behind_a_passage_without_a_place_for_the_caret(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, ";quick and")
    assert note.text() == "Quick breath and"


@pytest.mark.parametrize("text", ["there;quiet x", ";unknown x", "; x", "quiet x", ";;quiet x"])
def test_a_semicolon_of_a_sentence_is_left_alone(qtbot: QtBot, note: NoteEdit, text: str) -> None:
    qtbot.keyClicks(note, text)
    assert note.text() == text


def test_a_list_offers_the_words_and_keys_choose_while_typing_goes_on(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, ";q")
    offered = note.short_words.list
    assert offered is not None
    assert offered.words == ("q", "quick", "quiet")
    assert offered.chosen() == "q"
    qtbot.keyClicks(note, "u")
    assert offered.words == ("quick", "quiet")
    assert offered.chosen() == ""
    qtbot.keyClick(note, Qt.Key.Key_Down)
    qtbot.keyClick(note, Qt.Key.Key_Down)
    assert offered.chosen() == "quiet"
    assert note.hasFocus()
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert note.text() == "10:44 Lying quietly. "
    assert note.short_words.list is None


def test_enter_sends_a_line_where_nothing_of_the_list_was_chosen(qtbot: QtBot) -> None:
    composer = Composer("Moment")
    shown(qtbot, composer)
    qtbot.keyClicks(composer, "warm ;qu")
    assert composer.short_words.list is not None
    with qtbot.waitSignal(composer.composed) as told:
        qtbot.keyClick(composer, Qt.Key.Key_Return)
    assert told.args == ["warm ;qu"]
    composer.taken()
    qtbot.keyClicks(composer, ";quick")
    with qtbot.assertNotEmitted(composer.composed):
        qtbot.keyClick(composer, Qt.Key.Key_Return)
    assert composer.text() == "Quick breath"


def test_the_list_is_no_window_goes_with_escape_and_with_the_caret(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, ";q")
    offered = note.short_words.list
    assert offered is not None
    assert not offered.isWindow()
    assert note.window().rect().contains(offered.geometry())
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert offered.isHidden()
    qtbot.keyClicks(note, "u")
    assert not offered.isHidden()
    qtbot.keyClick(note, Qt.Key.Key_Home)
    assert offered.isHidden()
    qtbot.keyClick(note, Qt.Key.Key_End)
    assert not offered.isHidden()
    note.clearFocus()
    assert offered.isHidden()


def test_a_line_takes_its_passage_as_one_line(qtbot: QtBot) -> None:
    line = LineNote("Words")
    shown(qtbot, line)
    qtbot.keyClicks(line, ";dap ")
    assert line.text() == "Data:  Plan: "


def test_an_input_method_that_commits_a_space_is_heard(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, ";quick")
    event = QInputMethodEvent()
    event.setCommitString(" ")
    QApplication.sendEvent(note, event)
    assert note.text() == "Quick breath "


def test_a_semicolon_typed_with_alt_gr_is_a_semicolon(qtbot: QtBot, note: NoteEdit) -> None:
    alt_gr = CTRL | Qt.KeyboardModifier.AltModifier
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.GroupSwitchModifier, ";"
    )
    QApplication.sendEvent(note, event)
    qtbot.keyClicks(note, "quick ")
    assert note.text() == "Quick breath "
    before = note.text()
    QApplication.sendEvent(note, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_T, alt_gr, "þ"))
    assert "10:44" not in note.text().removeprefix(before)


def test_a_passphrase_is_never_expanded(qtbot: QtBot) -> None:
    secret = SecretField("Passphrase")
    qtbot.addWidget(secret)
    secret.show()
    line = secret.focusProxy() or secret
    qtbot.keyClicks(line, ";quick and")
    assert secret.text() == ";quick and"


def test_nothing_is_expanded_where_nothing_may_be_written(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, ";quick")
    note.setReadOnly(True)
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert note.text() == ";quick"


def test_what_a_short_word_put_in_is_marked_until_it_is_confirmed(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, "a ;sea b")
    assert note.passages.stored() == (Passage(2, "🌊 the sea"),)
    [line] = note.extraSelections()
    assert line.cursor.selectedText() == "🌊 the sea"  # pyright: ignore[reportAttributeAccessIssue]
    assert "Ctrl+Enter" in note.accessibleDescription()
    with qtbot.waitSignal(note.edited):
        qtbot.keyClick(note, Qt.Key.Key_Return, CTRL)
    assert note.extraSelections() == []
    assert "Ctrl+Enter" not in note.accessibleDescription()
    assert note.text() == "a 🌊 the sea b"


def test_a_mark_moves_with_its_words_and_goes_when_they_are_changed(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, ";sea b")
    note.set_caret(0)
    note.insert_as_one("🌊 so ")
    assert note.passages.stored() == (Passage(5, "🌊 the sea"),)
    note.set_caret(len("🌊🌊🌊 so the s"))
    qtbot.keyClicks(note, "X")
    assert note.passages.stored() == ()


def test_undo_and_redo_leave_a_passage_as_unconfirmed_as_it_was(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, "a ;sea ")
    note.undo()
    assert len(note.passages) == 0
    note.redo()
    assert note.passages.stored() == (Passage(2, "🌊 the sea"),)
    note.confirm_passages()
    note.undo()
    note.redo()
    assert len(note.passages) == 0


def test_marks_that_were_stored_come_back_and_are_not_announced(qtbot: QtBot, note: NoteEdit) -> None:
    note.load("it was 🌊 the sea, yes")
    with qtbot.assertNotEmitted(note.edited):
        note.show_unconfirmed([Passage(3, "🌊 the sea"), Passage(0, "not there")])
    assert note.passages.stored() == (Passage(7, "🌊 the sea"),)
    note.load("another text")
    assert note.passages.stored() == ()


def test_ctrl_t_tells_the_time_of_the_screen_around(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, "warm ")
    qtbot.keyClick(note, Qt.Key.Key_T, CTRL)
    assert note.text() == "warm 10:44 T+00:42 "
    note.undo()
    assert note.text() == "warm "
