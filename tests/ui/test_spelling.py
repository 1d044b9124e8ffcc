"""Unknown words are underlined when the hand rests, in sight only, and never while a key is waiting."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui.aids import aids
from kapdesk.ui.note import NoteEdit

CTRL = Qt.KeyboardModifier.ControlModifier


class Speller:
    """Knows every word that does not begin with x, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def knows(self, word: str) -> bool:
        self.asked.append(word)
        return not word.startswith("x")

    def near(self, word: str) -> tuple[str, ...]:
        return (word.removeprefix("x"),)


@pytest.fixture
def speller(dressed: QApplication) -> Iterator[Speller]:
    made = Speller()
    aids().set_speller(made)
    yield made
    aids().rest()


@pytest.fixture
def note(qtbot: QtBot, speller: Speller) -> NoteEdit:
    note = NoteEdit("In their words")
    qtbot.addWidget(note)
    note.resize(400, 200)
    with qtbot.waitExposed(note):
        note.show()
    note.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    return note


def lined(note: NoteEdit) -> list[str]:
    return [line.cursor.selectedText() for line in note.extraSelections()]  # pyright: ignore[reportAttributeAccessIssue]


def test_nothing_is_looked_up_while_keys_are_pressed(qtbot: QtBot, note: NoteEdit, speller: Speller) -> None:
    note.insert_as_one("the 🌊 ")
    qtbot.keyClicks(note, "xsea is warm")
    assert speller.asked == []
    with qtbot.waitSignal(note.spelling.changed):
        pass
    assert lined(note) == ["xsea"]


def test_the_word_under_the_hand_is_left_alone(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, "so xse")
    note.spelling.look()
    assert lined(note) == []
    qtbot.keyClicks(note, " ")
    note.spelling.look()
    assert lined(note) == ["xse"]


def test_only_what_is_in_sight_is_looked_up(note: NoteEdit, speller: Speller) -> None:
    note.load("\n".join(f"word{'abcdefghij'[n % 10]}" * 3 for n in range(400)) + "\nxlast")
    note.spelling.look()
    assert "xlast" not in speller.asked
    assert len(speller.asked) <= 40


def test_a_word_is_put_right_by_key_and_one_undo_brings_it_back(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, "the xsea is")
    note.spelling.look()
    note.set_caret(6)
    names = [action.text() for action in note.menu().actions()]
    assert names[0] == "sea"
    note.menu().actions()[0].trigger()
    assert note.text() == "the sea is"
    note.undo()
    assert note.text() == "the xsea is"


def test_one_key_opens_what_a_word_was_meant_to_be(qtbot: QtBot, note: NoteEdit) -> None:
    qtbot.keyClicks(note, "xsea is")
    note.spelling.look()
    note.set_caret(2)
    qtbot.keyClick(note, Qt.Key.Key_Period, CTRL)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.actions()[0].text() == "sea"
    menu.close()


def test_a_word_is_taken_up_by_the_clinic(qtbot: QtBot, note: NoteEdit) -> None:
    taken: list[str] = []
    aids().add_word = taken.append
    qtbot.keyClicks(note, "xsea is")
    note.spelling.look()
    note.set_caret(2)
    next(action for action in note.menu().actions() if "clinic" in action.text()).trigger()
    assert taken == ["xsea"]


def test_the_lines_go_with_the_speller_and_mark_nothing_that_was_changed(
    qtbot: QtBot, note: NoteEdit
) -> None:
    qtbot.keyClicks(note, "the xsea is xwarm now")
    note.spelling.look()
    assert lined(note) == ["xsea", "xwarm"]
    note.set_caret(6)
    qtbot.keyClicks(note, "Q")
    note._draw_lines()
    assert lined(note) == ["xwarm"]
    aids().set_speller(None)
    assert lined(note) == []


def test_a_long_text_does_not_hold_up_a_key(qtbot: QtBot, note: NoteEdit) -> None:
    note.load("the sea comes in under the xdoor and it is warm\n" * 2000)
    note.spelling.look()
    began = time.perf_counter()
    qtbot.keyClicks(note, "a" * 50)
    assert (time.perf_counter() - began) / 50 < 0.02
