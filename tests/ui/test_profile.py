"""Ratings over the weeks are drawn one line each, heard in words, read as a table, and never added up."""

from datetime import date

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.domain.profiles import Line, Profile, Rated, line
from kapdesk.ui import theme
from kapdesk.ui.profile import ProfileView, sentence
from kapdesk.ui.table import TableModel

STEPS = ("not addressed", "introduced", "working", "consolidating", "settled")
FIRST, LATER = date(2026, 11, 22), date(2026, 12, 6)


def a_line(*values: tuple[date, int]) -> Line:
    return line("G1", "Meaning", (0, 4), (Rated(on, value, "so") for on, value in values), STEPS)


def test_a_line_is_told_with_every_value_and_its_day() -> None:
    assert sentence(a_line((LATER, 3), (FIRST, 1))) == (
        "Meaning: 1 introduced on 22-Nov-2026, 3 consolidating on 06-Dec-2026"
    )
    assert sentence(a_line()) == "Meaning: not asked"


def test_nothing_is_drawn_while_nobody_asked_and_the_table_says_what_the_drawing_shows(qtbot: QtBot) -> None:
    view = ProfileView("Shown as a profile, never added up.")
    qtbot.addWidget(view)
    view.show_profile(Profile("Goals", (a_line(),)))
    assert view.isHidden()
    view.show_profile(Profile("Goals", (a_line((FIRST, 1), (LATER, 0)), a_line())))
    assert not view.isHidden()
    assert "0 not addressed on 06-Dec-2026" in view.drawing.accessibleDescription()
    view.turn.click()
    assert view.table is not None
    model = view.table.model()
    assert isinstance(model, TableModel)
    rated, unrated = model.line(0), model.line(1)
    assert rated is not None
    assert unrated is not None
    assert [cell.text for cell in rated.cells] == ["Meaning", "1", "0"]
    assert [cell.spoken for cell in unrated.cells][1:] == ["not asked", "not asked"]
    assert view.drawing.isHidden()


@pytest.mark.parametrize("look", ["paper", "ember", "night", "contrast"])
def test_dots_stand_out_in_every_look(qtbot: QtBot, qapp: QApplication, look: str) -> None:
    theme.apply(qapp, theme.Theme.load(look))
    view = ProfileView("")
    qtbot.addWidget(view)
    view.show_profile(Profile("Goals", (a_line((FIRST, 1), (LATER, 4)),)))
    view.drawing.resize(420, view.drawing.sizeHint().height())
    image: QImage = view.drawing.grab().toImage()
    drawn = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert QColor(theme.color("client")).name() in drawn
