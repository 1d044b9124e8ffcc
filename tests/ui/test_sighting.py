"""What was found is brought into sight: unfolded, scrolled to, marked until the next key, not typed over."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.domain.sighting import Sighting
from kapdesk.ui.columns import ScrollPage
from kapdesk.ui.moments import Moment
from kapdesk.ui.note_edit import NoteEdit
from kapdesk.ui.ring import Ring
from kapdesk.ui.sighting import bring_into_sight
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.timeline import Timeline

TEXT = "First 🪶 line.\nThe heron was my father."
FOUND = Sighting("words", len("First 🪶 line.\nThe ") + 1, len("heron"), looked_for=("heron",))


class Fold(QWidget):
    """A part that a switch folds."""

    def __init__(self) -> None:
        super().__init__()
        self.button, self.inside = QPushButton("Open"), QWidget()
        self.button.setCheckable(True)
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self.inside)
        self.column = QVBoxLayout(self.inside)
        self.inside.hide()
        self.button.toggled.connect(self.inside.setVisible)


class Screen(QWidget):
    """A page that scrolls, with something of each kind far down."""

    def __init__(self) -> None:
        super().__init__()
        page = QWidget()
        self.column = QVBoxLayout(page)
        self.fold, self.note, self.label = (
            Fold(),
            NoteEdit("Words", lines=2),
            QLabel("Said: a grebe, calling."),
        )
        self.table, self.timeline = Table((Column("What"),), "Table"), Timeline()
        self.far = QLabel("far")
        self.far.setMinimumHeight(3000)
        self.column.addWidget(self.far)
        for part in (self.fold, self.table, self.timeline):
            self.column.addWidget(part)
        self.fold.column.addWidget(self.note)
        self.fold.column.addWidget(self.label)
        around = QVBoxLayout(self)
        around.addWidget(ScrollPage(page))
        self.notes = {"words": self.note}
        self.note.load(TEXT)


@pytest.fixture
def screen(qtbot: QtBot, dressed: QApplication) -> Iterator[Screen]:
    made = Screen()
    qtbot.addWidget(made)
    made.resize(500, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    for ring in made.findChildren(Ring):
        ring.end()


def is_seen(qtbot: QtBot, part: QWidget) -> bool:
    qtbot.waitUntil(lambda: not part.visibleRegion().isEmpty())
    return True


def test_a_folded_text_far_down_is_opened_with_the_match_marked_and_not_in_danger(
    qtbot: QtBot, screen: Screen
) -> None:
    assert bring_into_sight(screen, screen.notes, FOUND)
    note = screen.note
    assert note.hasFocus()
    assert is_seen(qtbot, note)
    assert note.match.words() == "heron"
    assert note.textCursor().selectedText() == ""
    assert note.caret() == FOUND.start
    assert [str(each.format.fontUnderline()) for each in note.extraSelections()] == ["True"]
    qtbot.keyClick(note, Qt.Key.Key_X)
    assert "xheron" in note.text()
    assert (note.match.words(), note.extraSelections()) == ("", [])


def test_a_text_that_is_only_read_has_the_match_selected(screen: Screen) -> None:
    screen.note.setReadOnly(True)
    assert bring_into_sight(screen, screen.notes, FOUND)
    assert screen.note.textCursor().selectedText() == "heron"


def test_a_text_that_changed_since_is_marked_where_the_words_stand_now(screen: Screen) -> None:
    screen.note.load("Much that came before. And then the heron.")
    assert bring_into_sight(screen, screen.notes, FOUND)
    assert screen.note.match.words() == "heron"


def test_a_mark_goes_with_the_text_it_stood_in(screen: Screen) -> None:
    bring_into_sight(screen, screen.notes, FOUND)
    screen.note.load("Another text.")
    assert (screen.note.match.words(), screen.note.extraSelections()) == ("", [])


def test_a_label_gets_a_ring_until_the_next_key_and_the_keyboard_stands_near(
    qtbot: QtBot, screen: Screen
) -> None:
    found = Sighting(words="…Said: a grebe, calling.", looked_for=("grebe",))
    assert bring_into_sight(screen, {}, found)
    assert is_seen(qtbot, screen.label)
    (ring,) = screen.findChildren(Ring)
    assert ring.geometry().contains(screen.label.geometry())
    held = QApplication.focusWidget()
    assert held is not None
    assert screen.fold.isAncestorOf(held)
    qtbot.keyClick(held, Qt.Key.Key_Shift)
    assert ring.isHidden()


def test_a_row_is_known_by_its_id_in_a_table_and_among_the_moments(qtbot: QtBot, screen: Screen) -> None:
    row, moment = uuid4(), uuid4()
    screen.table.show_lines([Line(uuid4(), (Cell("one"),)), Line(row, (Cell("two"),))])
    assert bring_into_sight(screen, {}, Sighting(row=row, looked_for=("nothing",)))
    assert screen.table.key() == row
    assert screen.table.hasFocus()
    screen.timeline.show_moments([Moment(uuid4(), "", "10:00", "one"), Moment(moment, "", "10:01", "two")])
    assert bring_into_sight(screen, {}, Sighting(row=moment, looked_for=("nothing",)))
    assert screen.timeline.key() == moment
    assert is_seen(qtbot, screen.timeline)


def test_what_is_said_nowhere_is_not_pretended_to_be_found(screen: Screen) -> None:
    assert not bring_into_sight(screen, {}, Sighting(words="A kite over the field", looked_for=("kite",)))
    chance = Sighting(words="They heard calling from far away", looked_for=("calling", "heard"))
    assert not bring_into_sight(screen, {}, chance)
    common = Sighting(words="My mother, a grebe, was there", looked_for=("grebe",))
    assert not bring_into_sight(screen, {}, common)
    assert screen.findChildren(Ring) == []
    assert not screen.fold.button.isChecked()
